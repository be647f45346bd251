"""Words around a number that bound it: at least, up to, about, or so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Bound = Literal["exact", "at_least", "at_most", "about", "range", "more_than", "less_than"]

_BEFORE: dict[Bound, str] = {
    "at_least": "at least|no less than|no fewer than|not less than|not fewer than|a minimum of|minimum of|minimum",
    "more_than": "more than|over|upwards of|upward of|in excess of|above|exceeding|greater than|well over|beyond",
    "at_most": "up to|no more than|not more than|at most|as far as|a maximum of|maximum of|as many as|as much as"
    "|a maximum|no greater than|capped at",
    "less_than": "under|below|fewer than|less than|well under",
    "about": "about|some|nearly|almost|close to|roughly|around|just over|just under|approximately|an estimated"
    "|estimated|circa|virtually|more or less|just about|nearly all of|approaching|slightly more than|slightly less than"
    "|slightly over|a little over|a little more than|a little under|little more than|in the region of|somewhere around"
    "|just below|just above|just shy of|shy of|getting on for|an average of about",
}
_AFTER: dict[Bound, str] = {
    "at_least": "+|or more|or higher|or above|and above|plus|at least|and more|and over|and up|or older|or over|or longer",
    "at_most": "or less|or fewer|or lower|at most|or under|or below|at the most|tops|or younger",
    "about": "or so|or thereabouts|odd|approximately|give or take|more or less|or thereabout",
}


def _table(phrases: dict[Bound, str]) -> dict[tuple[str, ...], Bound]:
    return {tuple(phrase.split()): bound for bound, joined in phrases.items() for phrase in joined.split("|")}


BEFORE = _table(_BEFORE)
AFTER = _table(_AFTER)
LONGEST = max(len(phrase) for phrase in (*BEFORE, *AFTER))


def bound_before(lower: Sequence[str], i: int, first: int) -> tuple[Bound, int] | None:
    """The bound that ends right before token ``i``, with its first token; the longest phrase wins.

    Examples:
        >>> bound_before(("at", "least", "61"), 2, 0)
        ('at_least', 0)
    """
    for length in range(min(LONGEST, i - first), 0, -1):
        bound = BEFORE.get(tuple(lower[i - length : i]))
        if bound is not None:
            return bound, i - length
    return None


def bound_after(lower: Sequence[str], i: int, last: int) -> tuple[Bound, int] | None:
    """The bound that starts at token ``i``, with the token after it."""
    for length in range(min(3, last - i), 0, -1):
        bound = AFTER.get(tuple(lower[i : i + length]))
        if bound is not None:
            return bound, i + length
    return None
