"""Majority vote: the value that most sources claim."""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.estimator import Solution, SourceEstimator, plain_solution, share_in_item
from reliability.sources.partition_model import claimed_weight


class MajorityVote(SourceEstimator):
    """Each source has one vote; ties abstain.

    Examples:
        >>> rows = [("a", "toll", 12), ("b", "toll", 12), ("c", "toll", 15), ("c", "place", "Oslo"), ("a", "place", "Rome")]
        >>> MajorityVote().fit(rows).predict()
        {'toll': 12, 'place': None}
    """

    def _solve(self, claims: SourceClaims) -> Solution:
        votes = claimed_weight(claims, np.ones(len(claims.claim_source)))
        return plain_solution(claims, share_in_item(claims, votes), n_iter=1, converged=True)
