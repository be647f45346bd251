"""Sums: hubs and authorities on claims."""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.estimator import Solution, SourceEstimator, plain_solution, share_in_item
from reliability.sources.partition_model import weight_sums
from reliability.sources.tolerance import FloatArray

ITERATIONS = 20


class Sums(SourceEstimator):
    """A source's trust is the sum of belief in its claims, belief the sum of trust in its sources.

    Reference: Kleinberg, "Authoritative sources in a hyperlinked environment" (1999), doi:10.1145/324133.324140; for
    claims Pasternack and Roth, "Knowing what to believe" (COLING 2010), https://aclanthology.org/C10-1099.

    Examples:
        >>> Sums().fit([("a", "toll", 12), ("b", "toll", 12), ("c", "toll", 15)]).predict()
        {'toll': 12}
    """

    def _solve(self, claims: SourceClaims) -> Solution:
        belief = np.ones(len(claims.values))
        for _ in range(ITERATIONS):
            trust = self._trust(claims, belief)
            trust = trust / max(float(trust.max()), 1e-300)
            belief = weight_sums(claims.claim_candidate, trust[claims.claim_source], len(claims.values))
            belief = belief / max(float(belief.max()), 1e-300)
        return plain_solution(claims, share_in_item(claims, belief), n_iter=ITERATIONS, converged=True)

    def _trust(self, claims: SourceClaims, belief: FloatArray) -> FloatArray:
        """Return the trust in each source."""
        return weight_sums(claims.claim_source, belief[claims.claim_candidate], len(claims.sources))
