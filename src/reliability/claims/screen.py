"""Which alike claims need no look: nothing in them could agree or clash."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from reliability.claims.bundle import Bundle
from reliability.claims.codec import StoredClaims
from reliability.claims.opposites import OPPOSITES
from reliability.claims.quotes import quoted_words
from reliability.claims.vocabulary import stems_of

_MARKS = frozenset("\"'")
BoolArray = npt.NDArray[np.bool_]
_OPPOSITE = frozenset(OPPOSITES)  # opposites of others have opposites themselves


def worth_judging(a: Bundle, b: Bundle, wanted: BoolArray, alike: BoolArray) -> BoolArray:
    """The wanted pairs of claims that can be more than related, and maybe some others; shape ``(len(a), len(b))``.

    A pair is, when it is alike, or when both sides count, name a date, quote, or say opposite words: what
    `reliability.claims.relations.judge` asks of a pair that is not alike.

    Args:
        wanted: pairs in question.
        alike: pairs that are alike enough to agree on nothing else.
    """
    kept = alike | np.logical_and.outer(a.numbered, b.numbered) | np.logical_and.outer(a.dated, b.dated)
    kept &= wanted
    left = wanted & ~kept
    if left.any():
        rows, columns = (places.tolist() for places in left.nonzero())
        ones = {i: _stakes(words_at(a, i)) for i in set(rows)}
        others = {j: _stakes(words_at(b, j)) for j in set(columns)}
        for i, j in zip(rows, columns, strict=True):
            quoted, stems, opposite = ones[i]
            also_quoted, other_stems, other_opposite = others[j]
            kept[i, j] = (quoted and also_quoted) or bool(opposite & other_stems) or bool(other_opposite & stems)
    return kept


def words_at(bundle: Bundle, place: int) -> tuple[str, ...]:
    """The words of one claim; the rest of a stored claim is not read."""
    claims = bundle.claims
    return claims.words(place) if isinstance(claims, StoredClaims) else claims[place].words


@lru_cache(maxsize=8192)
def _stakes(words: tuple[str, ...]) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Whether a claim quotes, its stems that are opposites of others, and the opposites of its stems."""
    told = _OPPOSITE.intersection(stems_of(words))
    opposite = frozenset(item for found in told for item in OPPOSITES[found])
    marked = not _MARKS.isdisjoint([word[:1] for word in words])
    return marked and bool(quoted_words([word for word in words if word])), told, opposite
