"""Sentences to statements: datelines left out, co-ordinated main clauses apart."""

from __future__ import annotations

from collections.abc import Sequence

_DASHES = frozenset(("—", "--", "-", "–"))
_DATELINE = 16  # tokens within which a dateline ends
_JOINTS = frozenset("and but while".split())
_SUBJECTS = frozenset(
    "the a an this that these those he she it they we his her its their our some many most all no".split()
)
_FINITE = frozenset(
    "is are was were has have had will would can could may might must should did does do says said".split()
)
_SHORTEST = 6  # tokens of a clause that stands by itself


def statements(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    """The token ranges of what the sentence ``[first, last)`` states, one for each co-ordinated main clause.

    A clause is split off after a comma and ``and``, ``but`` or ``while``, or a semicolon, when a subject and a finite
    verb follow; quotations are never split.

    Examples:
        >>> words = "PORT SELLA ( AP ) — A ferry struck the breakwater on Tuesday , and 41 people were injured there .".split()
        >>> [" ".join(words[start:end]) for start, end in statements(words, [w.lower() for w in words], 0, len(words))]
        ['A ferry struck the breakwater on Tuesday ,', '41 people were injured there .']
    """
    first = _after_dateline(words, first, last)
    found = []
    start = first
    quoted = False
    i = first
    while i < last - 1:
        word = words[i]
        if word[0] == '"':
            quoted = not quoted
        if not quoted and i - start >= _SHORTEST:
            following = _clause_start(words, lower, i, last)
            if following is not None and last - following >= _SHORTEST:
                found.append((start, i + 1))
                start = i = following
                continue
        i += 1
    found.append((start, last))
    return found


def _clause_start(words: Sequence[str], lower: Sequence[str], i: int, last: int) -> int | None:
    """The first token of the main clause that the mark at ``i`` opens, or None."""
    if words[i] == ";":
        start = i + 1
        if start < last and lower[start] in _JOINTS:
            start += 1
    elif words[i] == "," and i + 2 < last and lower[i + 1] in _JOINTS:
        start = i + 2
    else:
        return None
    head = words[start] if start < last else ""
    if not (head[:1].isupper() or head[:1].isdigit() or lower[start] in _SUBJECTS):
        return None
    return start if any(lower[j] in _FINITE for j in range(start + 1, min(start + 7, last))) else None


def _after_dateline(words: Sequence[str], first: int, last: int) -> int:
    """The token after ``PORT SELLA, March 3 (Meridian Wire) —``; ``first`` when the sentence has no dateline."""
    if not words[first][0].isalpha() or not (words[first].isupper() or words[min(first + 1, last - 1)].isupper()):
        return first
    for i in range(first + 1, min(first + _DATELINE, last - _SHORTEST)):
        if words[i] in _DASHES:
            return i + 1
    return first
