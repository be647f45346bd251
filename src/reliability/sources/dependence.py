"""Which pairs of sources copy: shared wrong and rare values speak for it, differing values against it.

For a pair, c is the share of its claims taken over. Under independence two sources agree on a true value with
probability about the accuracy, on a wrong one with (1 - accuracy) times the popularity of that wrong value; under
copying the agreement gains c. The posterior runs over a grid of c with a prior probability of dependence.

Reference: Dong, Berti-Equille, Srivastava, "Integrating conflicting data: the role of source dependence"
(VLDB 2009), doi:10.14778/1687627.1687690. There c is fixed and claims are discounted in an order; here c is estimated
for each pair and the discount needs no order.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reliability.errors import InputError
from reliability.sources.claims import SourceClaims
from reliability.sources.tolerance import BoolArray, FloatArray, IntArray

PRIOR = 0.05
COPY_RATES = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 0.995)
# Pairs with fewer common items say nothing; sources with fewer contested claims are not compared at all.
MIN_COMMON = 5
# The pairs form a square matrix; beyond this many sources only those with the most claims are compared.
MAX_SOURCES = 1000
# Sources that differ on less than one claim in a hundred (one added) count as one feed at the start.
VERBATIM_GAP = 0.01
MIN_LINK = 0.01
# A value that is wrong with a smaller probability is left out of the search for shared mistakes.
SURELY_RIGHT = 1e-5
_BLOCK = 2048

Float32Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PairTable:
    """Sources that are compared, their claims sorted into blocks, and what does not change while fitting."""

    sources: IntArray
    """Source numbers compared, shape (n,)."""
    rows: IntArray
    """Claims of these sources on candidates that several of them named."""
    claim_source: IntArray
    """Position in ``sources`` of each of these claims."""
    claim_column: IntArray
    """Column of its candidate, ascending."""
    candidates: IntArray
    """Candidate of each column."""
    common: FloatArray
    """Items that both claimed, shape (n, n)."""
    same: FloatArray
    """Items on which both claimed the same value, shape (n, n)."""
    prior_log_odds: FloatArray
    """Log odds of dependence before looking at the claims, shape (n, n)."""
    compared: BoolArray
    """Pairs with enough in common, or a prior of their own; shape (n, n)."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """Posterior of copying for each compared pair."""

    rate: FloatArray
    """Expected share of the claims taken over, in [0, 1]; symmetric with zero diagonal."""
    log_ratio: FloatArray
    """Best log likelihood ratio of copying against independence, prior included; at least 0."""


def pair_table(claims: SourceClaims, priors: Mapping[tuple[Hashable, Hashable], float] | None = None) -> PairTable:
    """Return the table of comparable sources.

    Args:
        claims: The claims.
        priors: Prior probability of dependence of pairs of sources, for instance from syndication credits.

    Raises:
        InputError: A prior that is not strictly between 0 and 1, or not for a pair of names.
    """
    on_item = np.bincount(claims.claim_item, minlength=len(claims.items))
    contested = np.bincount(claims.claim_source, on_item[claims.claim_item] > 1, minlength=len(claims.sources))
    known = _known_priors(claims, priors)
    eligible = contested >= MIN_COMMON
    for first, second in known:
        eligible[[first, second]] = True
    chosen = np.flatnonzero(eligible)
    if len(chosen) > MAX_SOURCES:
        chosen = np.sort(chosen[np.argsort(-contested[chosen], kind="stable")[:MAX_SOURCES]])
    position = np.full(len(claims.sources), -1)
    position[chosen] = np.arange(len(chosen))
    rows = np.flatnonzero(position[claims.claim_source] >= 0)
    common = _co_occurrence(position[claims.claim_source[rows]], claims.claim_item[rows], len(chosen))
    named = np.bincount(claims.claim_candidate[rows], minlength=len(claims.values))
    rows = rows[named[claims.claim_candidate[rows]] > 1]
    rows = rows[np.argsort(claims.claim_candidate[rows], kind="stable")]
    candidates, column = np.unique(claims.claim_candidate[rows], return_inverse=True)
    same = _co_occurrence(position[claims.claim_source[rows]], column, len(chosen))
    log_odds = np.full(common.shape, math.log(PRIOR / (1 - PRIOR)))
    compared = common >= MIN_COMMON
    for (first, second), prior in known.items():
        a, b = position[first], position[second]
        if min(a, b) >= 0 and a != b:
            log_odds[a, b] = log_odds[b, a] = math.log(prior / (1 - prior))
            compared[a, b] = compared[b, a] = True
    np.fill_diagonal(compared, val=False)
    return PairTable(
        chosen, rows, position[claims.claim_source[rows]], column, candidates, common, same, log_odds, compared
    )


def _known_priors(
    claims: SourceClaims, priors: Mapping[tuple[Hashable, Hashable], float] | None
) -> dict[tuple[int, int], float]:
    number = {name: index for index, name in enumerate(claims.sources)}
    known = {}
    for pair, prior in (priors or {}).items():
        if not (isinstance(pair, tuple) and len(pair) == 2):
            raise InputError(f"dependence prior for {pair!r}; allowed: pairs (source, source)")
        if not 0 < prior < 1:
            raise InputError(f"dependence prior of {pair!r} is {prior!r}; allowed: strictly between 0 and 1")
        first, second = number.get(pair[0]), number.get(pair[1])
        if first is not None and second is not None:
            known[first, second] = float(prior)
    return known


def _blocks(source: IntArray, column: IntArray, n: int) -> Iterator[tuple[int, Float32Array]]:
    """Yield (first column, incidence matrix of sources and columns) block by block; columns ascend."""
    width = int(column[-1]) + 1 if len(column) else 0
    for low in range(0, width, _BLOCK):
        first, last = np.searchsorted(column, [low, low + _BLOCK])
        block = np.zeros((n, min(_BLOCK, width - low)), dtype=np.float32)
        block[source[first:last], column[first:last] - low] = 1
        yield low, block


def _co_occurrence(source: IntArray, column: IntArray, n: int) -> FloatArray:
    """Return how many columns each pair of sources shares."""
    order = np.argsort(column, kind="stable")
    total = np.zeros((n, n))
    for _, block in _blocks(source[order], column[order], n):
        total += block @ block.T
    return total


def verbatim(table: PairTable) -> FloatArray:
    """Return the rate for pairs that hardly ever differ, 0 for all others; a start that needs no truth."""
    gap = (table.common - table.same + 1) / (table.common + 1)
    return np.where(table.compared & (gap < VERBATIM_GAP), 1 - gap, 0.0)


def dependence(
    claims: SourceClaims, table: PairTable, right: FloatArray, weights: FloatArray, accuracy: FloatArray
) -> Dependence:
    """Return the posterior of copying.

    Args:
        claims: The claims.
        table: The pairs to compare.
        right: Probability that a claim of each candidate is right.
        weights: Independence of each claim, so that a copied mistake does not pass for a popular one.
        accuracy: Accuracy of each source.
    """
    wrong, surprise = _shared_mistakes(claims, table, right, weights)
    n = len(table.sources)
    same_wrong, rarity = np.zeros((n, n)), np.zeros((n, n))
    doubtful = np.flatnonzero(wrong > SURELY_RIGHT)
    number = np.full(len(wrong), -1)
    number[doubtful] = np.arange(len(doubtful))
    column = number[table.claim_column]
    kept = column >= 0
    for low, block in _blocks(table.claim_source[kept], column[kept], n):
        these = doubtful[low : low + block.shape[1]]
        same_wrong += (block * wrong[these]) @ block.T
        rarity += (block * surprise[these]) @ block.T
    same_right = np.maximum(table.same - same_wrong, 0)
    differ = np.maximum(table.common - table.same, 0)
    sure = np.clip(accuracy[table.sources], 0.05, 0.99)
    agree = np.sqrt(np.outer(sure, sure))
    chance = (1 - agree) * np.where(same_wrong > 1e-9, np.exp(-rarity / np.maximum(same_wrong, 1e-9)), 0.5)
    return _posterior_rate(table, same_right, same_wrong, differ, agree, chance)


def _shared_mistakes(
    claims: SourceClaims, table: PairTable, right: FloatArray, weights: FloatArray
) -> tuple[Float32Array, Float32Array]:
    """Return for each column the probability of being wrong, and that times the surprise of its being shared."""
    missing = 1 - right
    amount = np.bincount(claims.claim_candidate, weights, minlength=len(claims.values)) * missing
    mistakes = np.bincount(claims.candidate_item, amount, minlength=len(claims.items))[claims.candidate_item]
    # One claimant is left out and a tenth of a phantom mistake is added, as if there were ten other ways to be wrong.
    popularity = (np.maximum(amount - missing, 0) + 0.1) / (np.maximum(mistakes - missing, 0) + 1.0)
    surprise = missing * -np.log(np.clip(popularity, 1e-3, 1.0))
    return missing[table.candidates].astype(np.float32), surprise[table.candidates].astype(np.float32)


def _posterior_rate(
    table: PairTable,
    same_right: FloatArray,
    same_wrong: FloatArray,
    differ: FloatArray,
    agree: FloatArray,
    chance: FloatArray,
) -> Dependence:
    pair = np.nonzero(np.triu(table.compared))  # what is told of (a, b) holds for (b, a)
    same_right, same_wrong, differ, agree, chance, prior = (
        each[pair] for each in (same_right, same_wrong, differ, agree, chance, table.prior_log_odds)
    )
    ratios: list[Float32Array] = []
    for share in COPY_RATES:
        kept = 1 - share
        ratio: FloatArray = same_right * np.log(kept + share / agree) + same_wrong * np.log(kept + share / chance)
        ratios.append((ratio + differ * math.log(kept)).astype(np.float32))
    best: FloatArray = np.maximum(np.max(ratios, axis=0, initial=0.0), 0.0).astype(np.float64)
    odds = prior - math.log(len(COPY_RATES))
    total: FloatArray = np.exp(-np.maximum(best + odds, 0)).astype(np.float64)
    weighted = np.zeros_like(total)
    for rate, gain in zip(COPY_RATES, ratios, strict=True):
        mass: FloatArray = np.exp(gain + odds - np.maximum(best + odds, 0)).astype(np.float64)
        total += mass
        weighted += rate * mass
    expected, surplus = np.zeros(table.compared.shape), np.zeros(table.compared.shape)
    expected[pair] = weighted / total
    surplus[pair] = np.maximum(best + prior, 0.0)
    return Dependence(expected + expected.T, surplus + surplus.T)


def independence_weights(claims: SourceClaims, table: PairTable, rate: FloatArray) -> FloatArray:
    """Return the weight of each claim, in (0, 1]: one over one plus the dependence on others who said the same.

    A clique of m verbatim copies counts once together; no order of the sources is needed.
    """
    weights = np.ones(len(claims.claim_source))
    strong: Float32Array = np.where(rate > MIN_LINK, rate, 0.0).astype(np.float32)
    linked = np.flatnonzero(strong.any(axis=1))
    if len(linked) == 0:
        return weights
    position = np.full(len(table.sources), -1)
    position[linked] = np.arange(len(linked))
    keep = position[table.claim_source] >= 0
    rows, source, column = table.rows[keep], position[table.claim_source[keep]], table.claim_column[keep]
    weights[rows] = 1 / (1 + shared_company(source, column, strong[np.ix_(linked, linked)]))
    return weights


def shared_company(source: IntArray, column: IntArray, rate: Float32Array) -> FloatArray:
    """Return for each claim the summed dependence of its source on the others with the same column.

    Args:
        source: Row of ``rate`` of each claim.
        column: What was claimed, ascending.
        rate: Dependence of each pair, zero on the diagonal.
    """
    company = np.zeros(len(source))
    for low, block in _blocks(source, column, len(rate)):
        first, last = np.searchsorted(column, [low, low + _BLOCK])
        company[first:last] = (rate @ block)[source[first:last], column[first:last] - low]
    return company


def tree_gain(found: Dependence) -> float:
    """Return the log likelihood gained by letting each source copy from at most one other: a maximum spanning tree.

    Reference: Chow and Liu (1968), doi:10.1109/TIT.1968.1054142; Prim's algorithm.
    """
    gain = found.log_ratio
    if len(gain) < 2:
        return 0.0
    reach = gain[0].copy()
    inside = np.zeros(len(gain), dtype=np.bool_)
    inside[0] = True
    total = 0.0
    for _ in range(len(gain) - 1):
        nearest = int(np.argmax(np.where(inside, -1.0, reach)))
        total += float(reach[nearest])
        inside[nearest] = True
        reach = np.maximum(reach, gain[nearest])
    return total
