"""How far errors that sources share may move each source's share of right claims.

Truth is decided as if independent sources erred independently. Where they do not (a second network of weather
stations, a catalogue that all booksellers copied from, places named at several levels), the decided truth is less sure
than it looks. Claims alone show how much the errors of independent sources go together: the correlation rho of their
standardised residuals within an item. The likelihood of an item with n voices is then raised to the power
1 / (1 + 6 (n - 1) rho^2), in the shape of the design effect of a cluster sample; the doubt that is left when truth is
decided so is the allowance for errors of the consensus. In worlds whose errors are independent, rho and the allowance
are nil.

Reference: Kish, "Survey Sampling" (1965), section 5.4, for the design effect; likelihoods raised to a power below one
for models that are not quite true: Grünwald and van Ommen (2017), doi:10.1214/17-BA1085.
"""

from __future__ import annotations

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.partition_model import agreeing, checkable, posterior, weight_sums
from reliability.sources.tolerance import FloatArray

# Chosen in November 2026 on nine conflict sets and their halves; docs/methods/outlets.md tells what each left-out set
# says of them. Re-run: benchmarks quality --only outlets.
# Weight of the squared correlation in what a further voice is worth.
DISCOUNT = 6.0
# The consensus takes sides with shared errors, so that its doubt comes out too small.
UNDERSTATED = 1.75
# At this correlation the allowance counts in full; below, the errors may as well be independent.
CLEAR_CORRELATION = 0.03


def error_correlation(claims: SourceClaims, weights: FloatArray, accuracy: FloatArray, right: FloatArray) -> float:
    """Return the mean correlation of two independent claims' errors on one item, in [0, 1]; 0 without such pairs.

    Copies count as one voice. Negative means are taken for 0.

    Args:
        claims: The claims.
        weights: Independence of each claim.
        accuracy: Probability that a claim of each source is right, in (0, 1).
        right: Probability that a claim of each candidate is right.
    """
    expected = accuracy[claims.claim_source]
    residual = (right[claims.claim_candidate] - expected) / np.sqrt(expected * (1 - expected))
    items = len(claims.items)
    voices = weight_sums(claims.claim_item, weights, items)
    checked = voices > 1
    # A voice of m copies weighs m times 1 / m: its square with itself is the sum of the weights, not of their squares.
    products = weight_sums(claims.claim_item, weights * residual, items) ** 2
    products -= weight_sums(claims.claim_item, weights * residual**2, items)
    pairs = float((voices[checked] * (voices[checked] - 1)).sum())
    return min(max(float(products[checked].sum()) / pairs, 0.0), 1.0) if pairs > 0 else 0.0


def shared_error(claims: SourceClaims, weights: FloatArray, accuracy: FloatArray, right: FloatArray) -> FloatArray:
    """Return the standard deviation that shared errors add to each source's share of right claims, shape (sources,).

    It speaks of the claims on items that others claim too; 0 for a source without any.

    Args:
        claims: The claims.
        weights: Independence of each claim.
        accuracy: Probability that a claim of each source is right, in (0, 1).
        right: Probability that a claim of each candidate is right.
    """
    correlation = error_correlation(claims, weights, accuracy, right)
    voices = weight_sums(claims.claim_item, weights, len(claims.items))
    worth = 1 / (1 + DISCOUNT * correlation**2 * np.maximum(voices - 1, 0.0))
    held = posterior(claims, weights, accuracy, power=worth).right[claims.claim_candidate]
    checked = checkable(claims, weights)
    size = len(claims.sources)
    n = np.maximum(weight_sums(claims.claim_source, checked, size), 1.0)
    doubt = weight_sums(claims.claim_source, checked * np.minimum(held, 1 - held), size) / n
    luck = weight_sums(claims.claim_source, checked * held * (1 - held), size) / n**2
    clear = min(correlation / CLEAR_CORRELATION, 1.0) ** 2
    # What makes one claim doubtful makes all so; each claim's own luck comes on top.
    shared = clear**2 * ((UNDERSTATED * doubt) ** 2 + luck)
    deviation: FloatArray = np.hypot(np.sqrt(shared), _one_voice(claims, weights, accuracy, checked))
    return deviation


def _one_voice(claims: SourceClaims, weights: FloatArray, accuracy: FloatArray, checked: FloatArray) -> FloatArray:
    """Return the deviation owed to a source with most of the evidence: truth is what it says, right or wrong.

    The share of a source's claims that others deny, times how far the evidence of that one source exceeds half.
    """
    size = len(claims.sources)
    odds = np.maximum(np.log(accuracy) - np.log1p(-accuracy), 0.0)
    evidence = weight_sums(claims.claim_source, checked * weights, size) * odds
    total = float(evidence.sum())
    excess = max(2 * float(evidence.max()) / total - 1, 0.0) if total > 0 else 0.0
    if excess == 0:
        return np.zeros(size)
    amount = weight_sums(claims.claim_candidate, weights, len(claims.values))
    voices = weight_sums(claims.claim_item, weights, len(claims.items))[claims.claim_item]
    denied = np.clip(
        (voices - agreeing(claims, amount)[claims.claim_candidate]) / np.maximum(voices - weights, 1e-9), 0, 1
    )
    n = np.maximum(weight_sums(claims.claim_source, checked, size), 1.0)
    return excess / 2 * weight_sums(claims.claim_source, checked * denied, size) / n
