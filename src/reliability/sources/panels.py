"""How much the estimated accuracies hang on which sources happen to report.

Sources are themselves a sample. Half of them may hold another consensus than the other half, as two networks of
weather stations do, and then no number of claims makes the accuracy against either of them sure.

Reference: balanced half-samples after McCarthy, "Pseudo-replication: half samples", Review of the International
Statistical Institute 37 (1969), doi:10.2307/1402116.
"""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.partition_model import posterior, weight_sums
from reliability.sources.tolerance import BoolArray, FloatArray

# Halves are told apart by the parity of these bits of a source's rank: any two patterns share half of their sources.
PATTERNS = (1, 2, 4, 7)


def panel_variance(claims: SourceClaims, weights: FloatArray, accuracy: FloatArray, right: FloatArray) -> FloatArray:
    """Return the variance of each source's share of right claims over half panels of sources, shape (sources,).

    Truth is decided anew by each half, with accuracies and independence as they were found; a source is held against
    what others of the half say. 0 for a source that no half can check.

    Args:
        claims: The claims.
        weights: Independence of each claim.
        accuracy: Probability that a claim of each source is right.
        right: Probability that a claim of each candidate is right, by all sources.
    """
    size = len(claims.sources)
    held = right[claims.claim_candidate]
    squares, halves = np.zeros(size), np.zeros(size)
    for panel in _panels(claims, weights, accuracy):
        inside = panel[claims.claim_source].astype(np.float64)
        again = posterior(claims, weights * inside, accuracy).right[claims.claim_candidate]
        others = weight_sums(claims.claim_item, inside, len(claims.items))[claims.claim_item] - inside
        checked = (others > 0).astype(np.float64)
        n = weight_sums(claims.claim_source, checked, size)
        moved = weight_sums(claims.claim_source, checked * (again - held), size) / np.maximum(n, 1.0)
        squares += moved**2
        halves += n > 0
    return squares / np.maximum(halves, 1.0)


def _panels(claims: SourceClaims, weights: FloatArray, accuracy: FloatArray) -> list[BoolArray]:
    """Return complementary halves; sources are ranked by what was found, so that names and row order play no part."""
    size = len(claims.sources)
    count = np.bincount(claims.claim_source, minlength=size)
    effective = weight_sums(claims.claim_source, weights, size)
    order = np.lexsort((np.round(effective, 9), np.round(accuracy, 9), count))
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    found: list[BoolArray] = []
    for pattern in PATTERNS:
        bits = rank & pattern
        half = (bits ^ (bits >> 1) ^ (bits >> 2)) & 1 == 1
        if half.any() and not half.all():
            found += [half, ~half]
    return found
