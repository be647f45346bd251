"""Intervals of each source's share of right claims, among those that it made and among further ones."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from reliability.sources.beta_interval import beta_interval
from reliability.sources.partition_model import rightness, weight_sums
from reliability.sources.tolerance import FloatArray

if TYPE_CHECKING:
    from reliability.sources.claims import SourceClaims
    from reliability.sources.estimator import Solution

# At level .9 each side reaches over twice the mistakes that are expected in deciding the source's claims.
TWICE = 2.0
_AT = 0.9


def share_interval(claims: SourceClaims, solution: Solution, level: float) -> FloatArray:
    """Return the interval of the share of right ones among the claims that each source made, shape (sources, 2).

    No sampling error: the claims are all there, what is open is which of them are right. Among claims that others can
    check, the interval runs from the share decided right, less twice the expected number wrongly held right, to that
    share plus twice the expected number wrongly held wrong; both sides are drawn out by the errors that sources
    share. Claims that nobody else speaks of have the Beta interval of the source's accuracy. The estimate is inside.

    Args:
        claims: The claims.
        solution: What was found; without ``shared_error`` the Beta interval is all there is.
        level: Probability inside, between 0 and 1.
    """
    edges = beta_interval(solution.a, solution.b, level)
    if solution.shared_error is None:
        return edges
    size = len(claims.sources)
    held = rightness(claims, solution.truth)[claims.claim_candidate]
    on_item = np.bincount(claims.claim_item, minlength=len(claims.items))
    checked = (on_item[claims.claim_item] > 1).astype(np.float64)
    n = np.maximum(weight_sums(claims.claim_source, checked, size), 1.0)
    decided = held > 0.5

    def mean(of: FloatArray) -> FloatArray:
        return weight_sums(claims.claim_source, checked * of, size) / n

    share = mean(decided.astype(np.float64))
    normal = NormalDist()
    quantile = normal.inv_cdf((1 + level) / 2)
    twice = TWICE * quantile / normal.inv_cdf((1 + _AT) / 2)
    reach = quantile * solution.shared_error
    low = share - twice * mean(np.where(decided, 1 - held, 0.0)) - reach
    high = share + twice * mean(np.where(decided, 0.0, held)) + reach
    known = weight_sums(claims.claim_source, checked, size) / np.maximum(
        np.bincount(claims.claim_source, minlength=size), 1
    )
    both = known[:, None] * np.clip(np.stack([low, high], axis=1), 0.0, 1.0) + (1 - known)[:, None] * edges
    return _around(both, solution.reliability)


def outlook_interval(claims: SourceClaims, solution: Solution, level: float) -> FloatArray:
    """Return the interval of the share of right ones among many further claims of the same kind, shape (sources, 2).

    To what is open about the claims made comes their number: the Beta interval of the accuracy, the two added as
    independent.
    """
    centre = solution.reliability[:, None]
    made = share_interval(claims, solution, level) - centre
    drawn = _around(beta_interval(solution.a, solution.b, level), solution.reliability) - centre
    return np.clip(centre + np.array([-1.0, 1.0]) * np.hypot(made, drawn), 0.0, 1.0)


def _around(edges: FloatArray, value: FloatArray) -> FloatArray:
    """Return the intervals, widened where they leave out the value."""
    return np.stack([np.minimum(edges[:, 0], value), np.maximum(edges[:, 1], value)], axis=1)
