"""Intervals of each source's share of right claims, among those that it made and among further ones."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from reliability.sources.beta_interval import beta_interval
from reliability.sources.partition_model import checkable, rightness, weight_sums
from reliability.sources.tolerance import FloatArray

if TYPE_CHECKING:
    from reliability.sources.claims import SourceClaims
    from reliability.sources.estimator import Solution

# At level .9 each side reaches over twice the mistakes that are expected in deciding the source's claims.
TWICE = 2.0
_AT = 0.9
_SIDES = np.array([-1.0, 1.0])


def share_interval(claims: SourceClaims, solution: Solution, level: float) -> FloatArray:
    """Return the interval of the share of right ones among the claims that each source made, shape (sources, 2).

    No sampling error: the claims are all there, what is open is which of them are right. Among claims that others can
    check, the interval runs from the share decided right, less twice the expected number wrongly held right, to that
    share plus twice the expected number wrongly held wrong; both sides are drawn out by the errors that sources
    share. Claims that nobody else speaks of are as uncertain as the source's accuracy. The estimate is inside.

    Args:
        claims: The claims.
        solution: What was found; without ``shared_error`` the Beta interval of the accuracy is all there is.
        level: Probability inside, between 0 and 1.
    """
    beta = beta_interval(solution.a, solution.b, level)
    if solution.shared_error is None:
        return beta
    size = len(claims.sources)
    checked = checkable(claims, solution.weights)
    held = rightness(claims, solution.truth)[claims.claim_candidate]
    right = (held > 0.5).astype(np.float64)
    n = weight_sums(claims.claim_source, checked, size)

    def mean(of: FloatArray) -> FloatArray:
        return weight_sums(claims.claim_source, checked * of, size) / np.maximum(n, 1.0)

    normal = NormalDist()
    quantile = normal.inv_cdf((1 + level) / 2)
    twice = TWICE * quantile / normal.inv_cdf((1 + _AT) / 2)
    mistaken = np.stack([mean(right * (1 - held)), mean((1 - right) * held)], axis=1)
    reach = quantile * solution.shared_error[:, None]
    decided = np.clip(mean(right)[:, None] + _SIDES * (twice * mistaken + reach), 0.0, 1.0)
    centre = solution.reliability[:, None]
    unchecked = np.clip(centre + _SIDES * np.hypot(_around(beta, centre) - centre, reach), 0.0, 1.0)
    known = (n / np.maximum(np.bincount(claims.claim_source, minlength=size), 1))[:, None]
    return _around(known * decided + (1 - known) * unchecked, centre)


def outlook_interval(claims: SourceClaims, solution: Solution, level: float) -> FloatArray:
    """Return the interval of the share of right ones among many further claims of the same kind, shape (sources, 2).

    To what is open about the claims made comes that they are only so many: the Beta interval of the accuracy, the two
    added as independent.
    """
    centre = solution.reliability[:, None]
    made = share_interval(claims, solution, level) - centre
    drawn = _around(beta_interval(solution.a, solution.b, level), centre) - centre
    edges: FloatArray = np.clip(centre + _SIDES * np.hypot(made, drawn), 0.0, 1.0)
    return edges


def _around(edges: FloatArray, centre: FloatArray) -> FloatArray:
    """Return the intervals, widened where they leave out the centre of shape (sources, 1)."""
    return np.concatenate([np.minimum(edges[:, :1], centre), np.maximum(edges[:, 1:], centre)], axis=1)
