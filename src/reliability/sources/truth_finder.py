"""TruthFinder: trustworthy sources make confident facts, and near values support each other."""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.estimator import Solution, SourceEstimator, plain_solution, share_in_item
from reliability.sources.partition_model import agreeing, claimed_weight

MAX_ITERATIONS = 50


class TruthFinder(SourceEstimator):
    """Trust is the mean confidence of a source's facts; confidence is one minus the product of their doubts.

    Near values (within tolerance, or broader) add half of their score to each other. The published damping 0.3 is kept.

    Reference: Yin, Han, Yu, "Truth discovery with multiple conflicting information providers on the web" (KDD 2007),
    doi:10.1145/1281192.1281309.

    Examples:
        >>> TruthFinder().fit([("a", "toll", 12), ("b", "toll", 12), ("c", "toll", 15)]).predict()
        {'toll': 12}
    """

    START = 0.9
    DAMPING = 0.3
    INFLUENCE = 0.5
    TOLERANCE = 1e-6

    def _solve(self, claims: SourceClaims) -> Solution:
        n = np.maximum(np.bincount(claims.claim_source, minlength=len(claims.sources)), 1)
        trust = np.full(len(claims.sources), self.START)
        converged, step, score = False, 0, np.zeros(len(claims.values))
        while not converged and step < MAX_ITERATIONS:
            step += 1
            doubt = -np.log1p(-np.minimum(trust, 1 - 1e-12))
            score = claimed_weight(claims, doubt[claims.claim_source])
            score = score + self.INFLUENCE * (agreeing(claims, score) - score)
            confidence = 1 / (1 + np.exp(-self.DAMPING * score))
            held = np.bincount(claims.claim_source, confidence[claims.claim_candidate], minlength=len(claims.sources))
            change = float(np.abs(held / n - trust).max())
            trust, converged = held / n, change < self.TOLERANCE
        odds = np.exp(np.minimum(self.DAMPING * score, 600))
        return plain_solution(claims, share_in_item(claims, odds), n_iter=step, converged=converged)
