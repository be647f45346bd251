"""Investment: sources invest their trust in claims, and credit grows with what others invest."""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.estimator import Solution, SourceEstimator, plain_solution, share_in_item
from reliability.sources.partition_model import claimed_weight, weight_sums
from reliability.sources.tolerance import FloatArray

ITERATIONS = 20


class Investment(SourceEstimator):
    """Trust is spread evenly over a source's claims; belief grows as invested trust to the power 1.2.

    Reference: Pasternack and Roth, "Knowing what to believe" (COLING 2010), https://aclanthology.org/C10-1099.

    Examples:
        >>> Investment().fit([("a", "toll", 12), ("b", "toll", 12), ("c", "toll", 15)]).predict()
        {'toll': 12}
    """

    GROWTH = 1.2

    def _solve(self, claims: SourceClaims) -> Solution:
        n = np.maximum(np.bincount(claims.claim_source, minlength=len(claims.sources)), 1)
        trust = np.ones(len(claims.sources))
        belief = self._first_belief(claims)
        for _ in range(ITERATIONS):
            stake = (trust / n)[claims.claim_source]
            invested = claimed_weight(claims, stake)
            returned = belief[claims.claim_candidate] * stake / np.maximum(invested[claims.claim_candidate], 1e-300)
            trust = weight_sums(claims.claim_source, returned, len(claims.sources))
            trust = trust / max(float(trust.max()), 1e-300)
            belief = self._grow(claims, claimed_weight(claims, (trust / n)[claims.claim_source]))
        return plain_solution(claims, share_in_item(claims, belief), n_iter=ITERATIONS, converged=True)

    def _first_belief(self, claims: SourceClaims) -> FloatArray:
        """Return the share of the item's sources behind each candidate."""
        return share_in_item(claims, claimed_weight(claims, np.ones(len(claims.claim_source))))

    def _grow(self, claims: SourceClaims, invested: FloatArray) -> FloatArray:  # noqa: ARG002 - pooled form needs it
        """Return the belief that the invested trust has grown to."""
        grown: FloatArray = invested**self.GROWTH
        return grown
