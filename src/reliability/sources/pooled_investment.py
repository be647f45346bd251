"""Pooled investment: Investment with the credit of an item shared out among its values."""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.estimator import share_in_item
from reliability.sources.investment import Investment
from reliability.sources.tolerance import FloatArray


class PooledInvestment(Investment):
    """Belief is the invested trust, pooled over the item and shared out by its power 1.4.

    Reference: Pasternack and Roth, "Knowing what to believe" (COLING 2010), https://aclanthology.org/C10-1099.

    Examples:
        >>> rows = [(s, i, i) for s in "abc" for i in range(4)] + [("x", 0, 0), ("x", 1, 9)]
        >>> PooledInvestment().fit(rows).predict()
        {0: 0, 1: 1, 2: 2, 3: 3}
    """

    GROWTH = 1.4

    def _first_belief(self, claims: SourceClaims) -> FloatArray:
        return share_in_item(claims, np.ones(len(claims.values)))

    def _grow(self, claims: SourceClaims, invested: FloatArray) -> FloatArray:
        pool = np.bincount(claims.candidate_item, invested, minlength=len(claims.items))[claims.candidate_item]
        # Shares are taken against the item's pool first, so that small investments keep their size.
        return pool * share_in_item(claims, (invested / np.maximum(pool, 1e-300)) ** self.GROWTH)
