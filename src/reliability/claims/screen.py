"""Which alike claims need no look: nothing in them could agree or clash."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reliability.claims.bundle import Bundle
from reliability.claims.sides import Side, sides_of

BoolArray = npt.NDArray[np.bool_]


def worth_judging(a: Bundle, b: Bundle, wanted: BoolArray, alike: BoolArray) -> BoolArray:
    """The wanted pairs of claims that can be more than related, and maybe some others; shape ``(len(a), len(b))``.

    A pair is, when it is alike, or when both sides count, name a date, quote, or say opposite words: what
    `reliability.claims.relations.judge` asks of a pair that is not alike.

    Args:
        wanted: pairs in question.
        alike: pairs that are alike enough to agree on nothing else.
    """
    kept = alike | (a.numbered[:, None] & b.numbered) | (a.dated[:, None] & b.dated)
    kept &= wanted
    left = wanted & ~kept
    if left.any():
        ones, others = sides_of(a), sides_of(b)
        for i, j in zip(*(places.tolist() for places in left.nonzero()), strict=True):
            kept[i, j] = _may_meet(ones[i], others[j])
    return kept


def _may_meet(one: Side, other: Side) -> bool:
    """Whether both claims quote, or say opposite words; opposites of others have opposites themselves."""
    own, their = one.wording, other.wording
    if their.opposites and not their.opposites.isdisjoint(own.stems):
        return True
    return bool(their.quotations) and bool(own.quotations)
