"""Sources whose claims are the same throughout, and disputed by others: one voice under several names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.dependence import COPY_RATES
from reliability.sources.estimator import Solution
from reliability.sources.tolerance import IntArray

# So many claims, and so many of them denied by two others, make identity more than chance or common truth. One denial
# is not enough: a single bad source would make one voice of all the good ones.
MIN_CLAIMS, MIN_DISPUTED, DENIALS = 10, 5, 2


def representatives(claims: SourceClaims) -> IntArray:
    """Return for each source the first source with exactly its claims (mostly itself), shape (sources,)."""
    values = np.bincount(claims.claim_item, minlength=len(claims.items))
    named = np.bincount(claims.claim_candidate, minlength=len(claims.values))
    disputed = values[claims.claim_item] - named[claims.claim_candidate] >= DENIALS
    doubt = np.bincount(claims.claim_source, disputed, minlength=len(claims.sources))
    order = np.lexsort((claims.claim_candidate, claims.claim_source))
    said = claims.claim_candidate[order]
    ends = np.cumsum(np.bincount(claims.claim_source, minlength=len(claims.sources)))
    first = np.arange(len(claims.sources))
    known: dict[bytes, int] = {}
    for source, end in enumerate(ends.tolist()):
        start = int(ends[source - 1]) if source else 0
        if end - start >= MIN_CLAIMS and doubt[source] >= MIN_DISPUTED:
            first[source] = known.setdefault(said[start:end].tobytes(), source)
    return first


def without_doubles(claims: SourceClaims, first: IntArray) -> SourceClaims:
    """Return the claims of the representatives alone; all numbers stay as they are."""
    keep = first[claims.claim_source] == claims.claim_source
    return replace(
        claims,
        claim_source=claims.claim_source[keep],
        claim_item=claims.claim_item[keep],
        claim_candidate=claims.claim_candidate[keep],
    )


def with_doubles(claims: SourceClaims, first: IntArray, solution: Solution) -> Solution:
    """Return the solution for all sources: doubles share the figures and the weight of their representative."""
    keep = first[claims.claim_source] == claims.claim_source
    size = np.bincount(first, minlength=len(first))
    span = len(claims.values)
    key = first[claims.claim_source] * span + claims.claim_candidate
    order = np.argsort(key[keep])
    place = order[np.searchsorted(key[keep][order], key)]
    members = {lead: np.flatnonzero(first == lead).tolist() for lead in np.flatnonzero(size > 1).tolist()}
    pairs, rates = [], []
    for (one, other), rate in zip(solution.pairs.tolist(), solution.rates.tolist(), strict=True):
        for a in members.get(one, [one]):
            for b in members.get(other, [other]):
                pairs.append((min(a, b), max(a, b)))
                rates.append(rate)
    for group in members.values():
        inside = [(a, b) for a in group for b in group if a < b]
        pairs += inside
        rates += [COPY_RATES[-1]] * len(inside)
    return replace(
        solution,
        reliability=solution.reliability[first],
        a=solution.a[first],
        b=solution.b[first],
        shared_error=solution.shared_error[first] if solution.shared_error is not None else None,
        weights=solution.weights[place] / size[first[claims.claim_source]],
        pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        rates=np.array(rates, dtype=np.float64),
    )
