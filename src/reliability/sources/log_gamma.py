"""The logarithm of the gamma function, for numpy arrays, without scipy."""

from __future__ import annotations

import numpy as np

from reliability.sources.tolerance import FloatArray

_HALF_LOG_TWO_PI = 0.9189385332046727


def log_gamma(x: FloatArray) -> FloatArray:
    """Return ln Γ(x) for positive numbers, to about 1e-10.

    Stirling's series after shifting the argument up by six (Abramowitz and Stegun, 6.1.41).

    Examples:
        >>> import numpy as np
        >>> np.round(log_gamma(np.array([1.0, 5.0])), 8).tolist()
        [0.0, 3.17805383]
    """
    shifted = x + 6.0
    series = (shifted - 0.5) * np.log(shifted) - shifted + _HALF_LOG_TWO_PI
    series += 1 / (12 * shifted) - 1 / (360 * shifted**3) + 1 / (1260 * shifted**5)
    result: FloatArray = series - np.log(x * (x + 1) * (x + 2) * (x + 3) * (x + 4) * (x + 5))
    return np.where(np.abs(result) < 1e-9, 0.0, result)
