"""Take a few further claims into a fitted solution without fitting everything anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reliability.sources.accuracy_em import FEWEST_PSEUDO, HIGHEST, LOWEST
from reliability.sources.claims import NUMBER, ClaimEncoder, SourceClaims, item_kinds, near_pairs, one_claim_each
from reliability.sources.dependence import shared_company
from reliability.sources.estimator import Solution
from reliability.sources.partition_model import posterior, weight_sums
from reliability.sources.tolerance import BoolArray, FloatArray, IntArray, Tolerances

ROUNDS = 2


def extend(known: SourceClaims, encoder: ClaimEncoder, tolerance: Tolerances) -> SourceClaims:
    """Return ``known`` with the last batch of the encoder; only the items of the batch are looked at again.

    Raises:
        InputError: Values of several kinds in one item.
    """
    sources, items, candidates = encoder.names_after(known)
    batch = encoder.last_batch
    all_items = known.items + items
    values = known.values + tuple(value for _, value in candidates)
    new_item = np.fromiter((item for item, _ in candidates), dtype=np.int64, count=len(candidates))
    candidate_item = np.concatenate([known.candidate_item, new_item])
    touched = np.unique(batch[1])
    fresh = np.zeros(len(all_items), dtype=np.bool_)
    fresh[touched] = True
    looked = np.flatnonzero(fresh[candidate_item])
    chosen_values = [values[index] for index in looked.tolist()]
    chosen_items = [all_items[index] for index in touched.tolist()]
    inner = np.searchsorted(touched, candidate_item[looked])
    kind = item_kinds(chosen_values, inner, chosen_items)
    numeric = np.concatenate([known.numeric, np.zeros(len(items), dtype=np.bool_)])
    numeric[touched] = kind == NUMBER
    near = looked[near_pairs(chosen_items, chosen_values, inner, kind, tolerance)]
    kept_near = known.near[~fresh[candidate_item[known.near[:, 0]]]]
    source, item, candidate = np.concatenate(
        [np.stack([known.claim_source, known.claim_item, known.claim_candidate]), batch], axis=1
    )
    checked = np.flatnonzero(fresh[item])
    keep = np.ones(len(item), dtype=np.bool_)
    keep[checked] = False
    keep[checked[one_claim_each(source[checked], item[checked], candidate[checked])]] = True
    return SourceClaims(
        sources=known.sources + sources,
        items=all_items,
        current=np.ones(len(all_items), dtype=np.bool_),
        values=values,
        candidate_item=candidate_item,
        numeric=numeric,
        claim_source=source[keep],
        claim_item=item[keep],
        claim_candidate=candidate[keep],
        near=np.concatenate([kept_near, near]),
    )


def update(before: SourceClaims, now: SourceClaims, solution: Solution, touched: IntArray) -> Solution:
    """Return the solution with the claims that ``now`` has beyond ``before``.

    Items, sources and candidates of ``before`` keep their numbers in ``now``. Dependences are kept; a new claim is
    discounted by those of its source with the others that said the same.

    Args:
        before: The claims of ``solution``.
        now: Those and some more.
        solution: The fitted solution.
        touched: Items that the further claims are on.
    """
    fresh = np.zeros(len(now.items), dtype=np.bool_)
    fresh[touched] = True
    rows = np.flatnonzero(fresh[now.claim_item])
    part, candidates = _part(now, rows, fresh)
    weights = _weights(part, solution)
    prior = float(np.median(solution.a + solution.b)) if len(solution.a) else FEWEST_PSEUDO
    mean = float(np.mean(solution.reliability)) if len(solution.reliability) else 0.7
    strength = min(max(prior, FEWEST_PSEUDO), 8.0)
    new_sources = len(now.sources) - len(before.sources)
    a = np.concatenate([solution.a, np.full(new_sources, mean * strength)])
    b = np.concatenate([solution.b, np.full(new_sources, (1 - mean) * strength)])
    truth = np.zeros(len(now.values))
    truth[: len(before.values)] = solution.truth
    old_right, old_wrong = _counts(before, solution.truth, fresh[: len(before.items)], len(now.sources))
    a, b = np.maximum(a - old_right, 0.5), np.maximum(b - old_wrong, 0.5)
    right, wrong = old_right, old_wrong
    for _ in range(ROUNDS):
        accuracy = np.clip((a + right) / (a + right + b + wrong), LOWEST, HIGHEST)
        found = posterior(part, weights, accuracy)
        right, wrong = _tally(part, found.right, len(now.sources))
    truth[candidates] = found.truth
    a, b = a + right, b + wrong
    return replace(
        solution,
        truth=truth,
        reliability=np.clip(a / (a + b), LOWEST, HIGHEST),
        a=a,
        b=b,
        shared_error=_extended(solution.shared_error, len(now.sources)),
        weights=_all_weights(before, now, solution, rows, weights),
        converged=False,
    )


def _extended(known: FloatArray | None, size: int) -> FloatArray | None:
    """Return the deviations with the mean of the known ones for each new source."""
    if known is None:
        return None
    return np.concatenate([known, np.full(size - len(known), known.mean() if len(known) else 0.0)])


def _part(now: SourceClaims, rows: IntArray, fresh: BoolArray) -> tuple[SourceClaims, IntArray]:
    """Return the claims on the fresh items alone, and the candidates they have."""
    candidates = np.flatnonzero(fresh[now.candidate_item])
    items = np.flatnonzero(fresh)
    item_number = np.zeros(len(now.items), dtype=np.int64)
    item_number[items] = np.arange(len(items))
    number = np.full(len(now.values), -1, dtype=np.int64)
    number[candidates] = np.arange(len(candidates))
    inside = number[now.near[:, 0]] >= 0
    part = SourceClaims(
        sources=now.sources,
        items=tuple(now.items[index] for index in items.tolist()),
        current=now.current[items],
        values=tuple(now.values[index] for index in candidates.tolist()),
        candidate_item=item_number[now.candidate_item[candidates]],
        numeric=now.numeric[items],
        claim_source=now.claim_source[rows],
        claim_item=item_number[now.claim_item[rows]],
        claim_candidate=number[now.claim_candidate[rows]],
        near=number[now.near[inside]],
    )
    return part, candidates


def _weights(part: SourceClaims, solution: Solution) -> FloatArray:
    """Return the independence of each claim of the part, from the pairs known to depend."""
    linked = np.unique(solution.pairs)
    position = np.full(len(part.sources), -1)
    position[linked] = np.arange(len(linked))
    rate = np.zeros((len(linked), len(linked)), dtype=np.float32)
    first, second = position[solution.pairs[:, 0]], position[solution.pairs[:, 1]]
    rate[first, second] = rate[second, first] = solution.rates
    rows = np.flatnonzero(position[part.claim_source] >= 0)
    rows = rows[np.argsort(part.claim_candidate[rows], kind="stable")]
    weights = np.ones(len(part.claim_source))
    company = shared_company(position[part.claim_source[rows]], part.claim_candidate[rows], rate)
    weights[rows] = 1 / (1 + company)
    return weights


def _tally(part: SourceClaims, right: FloatArray, sources: int) -> tuple[FloatArray, FloatArray]:
    """Return right and wrong claims of each source on items that several sources claim."""
    on_item = np.bincount(part.claim_item, minlength=len(part.items))
    checked = (on_item[part.claim_item] > 1).astype(np.float64)
    held = right[part.claim_candidate]
    return (
        weight_sums(part.claim_source, checked * held, sources),
        weight_sums(part.claim_source, checked * (1 - held), sources),
    )


def _counts(before: SourceClaims, truth: FloatArray, fresh: BoolArray, sources: int) -> tuple[FloatArray, FloatArray]:
    """Return what the fresh items had given to each source."""
    rows = np.flatnonzero(fresh[before.claim_item])
    part, candidates = _part(before, rows, fresh)
    right = truth[candidates]
    if len(part.near):
        right = np.minimum(right + weight_sums(part.near[:, 0], right[part.near[:, 1]], len(right)), 1.0)
    return _tally(part, right, sources)


def _all_weights(
    before: SourceClaims, now: SourceClaims, solution: Solution, rows: IntArray, weights: FloatArray
) -> FloatArray:
    """Return the weight of every claim of ``now``: those on untouched items keep their order and their weight."""
    found = np.empty(len(now.claim_source))
    found[rows] = weights
    untouched = np.ones(len(now.claim_source), dtype=np.bool_)
    untouched[rows] = False
    fresh = np.zeros(len(now.items), dtype=np.bool_)
    fresh[now.claim_item[rows]] = True
    found[untouched] = solution.weights[~fresh[before.claim_item]]
    return found
