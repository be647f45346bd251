"""Average·Log: mean belief, weighted by the logarithm of how much a source says."""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.sums import Sums
from reliability.sources.tolerance import FloatArray


class AverageLog(Sums):
    """Sums, with the trust in a source the mean belief in its claims times the log of their number.

    Reference: Pasternack and Roth, "Knowing what to believe" (COLING 2010), https://aclanthology.org/C10-1099.

    Examples:
        >>> rows = [(s, i, 1) for s in "ab" for i in range(3)] + [("c", 0, 2), ("c", 1, 2)]
        >>> AverageLog().fit(rows).predict()
        {0: 1, 1: 1, 2: 1}
    """

    def _trust(self, claims: SourceClaims, belief: FloatArray) -> FloatArray:
        n = np.bincount(claims.claim_source, minlength=len(claims.sources))
        return np.log(np.maximum(n, 1)) * super()._trust(claims, belief) / np.maximum(n, 1)
