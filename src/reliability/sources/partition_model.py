"""Which value of an item is true, given how accurate and how independent its sources are.

The claims on an item fall into groups by value. At most one group is right; the others are wrong, and wrong values
follow a Chinese restaurant process, so that a mistake made once is likelier to be met again (concentration 3: two
independent mistakes coincide with probability one quarter). Truth that nobody reported is a possibility of its own.

Reference: Pitman, "Exchangeable and partially exchangeable random partitions" (1995), doi:10.1007/BF01213386; for
popular wrong values Dong, Saha, Srivastava, "Less is more" (VLDB 2013), doi:10.14778/2535568.2448938.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.log_gamma import log_gamma
from reliability.sources.tolerance import FloatArray, IntArray

# Chosen in November 2026 on the shape of nine public conflict sets (no gold needed for the likelihood to prefer 3 over
# 1); 1 to 6 move no set by more than .02. Re-run: benchmarks quality --only outlets.
CONCENTRATION = 3.0
# Prior weight of "nobody reported the truth" beside each reported value. At 1 a set with two claims an item drifts to
# the reading that nearly everybody is wrong.
NONE_WEIGHT = 0.3
# Share of right claims that state not the true value itself but one within tolerance of it (or a broader one).
NEAR_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class ItemPosterior:
    """Probabilities of the candidates and how well the items are explained."""

    truth: FloatArray
    """Probability that the candidate is the true value; shape (candidates,)."""
    right: FloatArray
    """Probability that a claim of the candidate is right: the true value is this one or agrees with it."""
    none: FloatArray
    """Probability that no candidate is true; shape (items,)."""


def claimed_weight(claims: SourceClaims, weights: FloatArray) -> FloatArray:
    """Return the summed weight of the claims on each candidate."""
    return weight_sums(claims.claim_candidate, weights, len(claims.values))


def weight_sums(group: IntArray, weights: FloatArray, size: int) -> FloatArray:
    """Return the sum of the weights in each group, shape (size,)."""
    return np.bincount(group, weights, minlength=size).astype(np.float64, copy=False)


def checkable(claims: SourceClaims, weights: FloatArray) -> FloatArray:
    """Return 1 for claims on items with more than one independent voice, 0 for those that nothing can check."""
    voices = weight_sums(claims.claim_item, weights, len(claims.items))
    return (voices > 1 + 1e-9)[claims.claim_item].astype(np.float64)


def agreeing(claims: SourceClaims, amount: FloatArray) -> FloatArray:
    """Return each candidate's amount plus that of the candidates whose claims are right when it is true."""
    if len(claims.near) == 0:
        return amount
    said, true = claims.near[:, 0], claims.near[:, 1]
    return amount + np.bincount(true, amount[said], minlength=len(amount))


def rightness(claims: SourceClaims, truth: FloatArray) -> FloatArray:
    """Return the probability that a claim of each candidate is right, from that of being true."""
    if len(claims.near) == 0:
        return truth
    said, true = claims.near[:, 0], claims.near[:, 1]
    return np.minimum(truth + np.bincount(said, truth[true], minlength=len(truth)), 1.0)


def log_likelihoods(claims: SourceClaims, weights: FloatArray, accuracy: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the log weight of each candidate being true, and of none being so for each item.

    Both lack the same constant of the item, the log probability that all its claims are wrong.

    Args:
        claims: The claims.
        weights: Independence of each claim in (0, 1].
        accuracy: Probability that a claim of each source is right, in (0, 1).
    """
    items = len(claims.items)
    odds = np.log(accuracy) - np.log1p(-accuracy)
    gain = claimed_weight(claims, weights * odds[claims.claim_source])
    amount = claimed_weight(claims, weights)
    total = weight_sums(claims.candidate_item, amount, items)
    table = np.where(amount > 0, math.log(CONCENTRATION) + log_gamma(np.maximum(amount, 1.0)), 0.0)
    tables = np.bincount(claims.candidate_item, table, minlength=items)
    right, seated = agreeing(claims, amount), agreeing(claims, table)
    gain = agreeing(claims, gain)
    if len(claims.near):
        toleranced = np.zeros(items, dtype=np.bool_)
        toleranced[claims.candidate_item[claims.near[:, 0]]] = True
        kernel = math.log(1 - NEAR_SHARE) * amount + math.log(NEAR_SHARE) * (right - amount)
        gain = gain + np.where(toleranced[claims.candidate_item], kernel, 0.0)
    start = math.lgamma(CONCENTRATION)
    wrong = np.maximum(total[claims.candidate_item] - right, 0.0)
    score = gain + tables[claims.candidate_item] - seated - (log_gamma(wrong + CONCENTRATION) - start)
    none = tables - (log_gamma(total + CONCENTRATION) - start) + math.log(NONE_WEIGHT)
    return score, none


def posterior(
    claims: SourceClaims, weights: FloatArray, accuracy: FloatArray, *, power: FloatArray | None = None
) -> ItemPosterior:
    """Return what is probably true, given accuracies and independence weights.

    Args:
        claims: The claims.
        weights: Independence of each claim in (0, 1].
        accuracy: Probability that a claim of each source is right, in (0, 1).
        power: Exponent of each item's likelihood, below 1 where its claims are worth less than they look.
    """
    score, none = log_likelihoods(claims, weights, accuracy)
    if power is not None:
        score, none = score * power[claims.candidate_item], none * power
    top = none.copy()
    np.maximum.at(top, claims.candidate_item, score)
    share = np.exp(score - top[claims.candidate_item])
    rest = np.exp(none - top)
    total = np.bincount(claims.candidate_item, share, minlength=len(claims.items)) + rest
    truth = share / total[claims.candidate_item]
    return ItemPosterior(truth, rightness(claims, truth), rest / total)


def evidence(claims: SourceClaims, found: ItemPosterior, accuracy: FloatArray) -> float:
    """Return a lower bound of the log probability of all claims, taken as independent, at this posterior."""
    score, none = log_likelihoods(claims, np.ones(len(claims.claim_source)), accuracy)
    wrong = np.log1p(-accuracy)[claims.claim_source].sum()
    entropy = -(_x_log_x(found.truth).sum() + _x_log_x(found.none).sum())
    return float((found.truth * score).sum() + (found.none * none).sum() + wrong + entropy)


def _x_log_x(x: FloatArray) -> FloatArray:
    return np.where(x > 1e-12, x * np.log(np.maximum(x, 1e-12)), 0.0)
