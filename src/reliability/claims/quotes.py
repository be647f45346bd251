"""Words in quotation marks that two claims share."""

from __future__ import annotations

from collections.abc import Sequence

from reliability.claims.vocabulary import STOPWORDS

SHORTEST = 3  # words in common that make a shared quotation, one of them no function word
_MARKS = frozenset("\"'")


def quoted_words(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The stretches of a sentence between quotation marks, in lower case; an open mark runs to the end.

    Examples:
        >>> quoted_words('He called it " a bet on a neighborhood " twice'.split())
        [('a', 'bet', 'on', 'a', 'neighborhood')]
    """
    found: list[tuple[str, ...]] = []
    current: list[str] | None = None
    for word in words:
        if word[0] in _MARKS and not word[-1].isalnum():
            if current is None:
                current = []
            else:
                found.append(tuple(current))
                current = None
        elif current is not None and word[0].isalnum():
            current.append(word.lower())
    if current:
        found.append(tuple(current))
    return [stretch for stretch in found if stretch]


def shared_quotation(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest run of words that stands in two claims' `quoted_words`; () when shorter than three words."""
    if not left or not right:
        return ()
    best: tuple[str, ...] = ()
    for one in left:
        for other in right:
            run = longest_run(one, other)
            if len(run) > len(best):
                best = run
    if len(best) < SHORTEST or all(word in STOPWORDS for word in best):
        whole = set(left) & set(right)
        return (
            max(whole, key=lambda item: (len(item), item))
            if whole and not all(w in STOPWORDS for w in min(whole))
            else ()
        )
    return best


def longest_run(a: Sequence[str], b: Sequence[str]) -> tuple[str, ...]:
    """The longest common run of two word sequences; the first one on ties. Time is the number of equal pairs of words."""
    if tuple(a) == tuple(b):
        return tuple(a)
    places: dict[str, list[int]] = {}
    for j, word in enumerate(b):
        places.setdefault(word, []).append(j)
    best, where = 0, 0
    previous: dict[int, int] = {}  # length of the run that ends at each place of b
    for i, word in enumerate(a, 1):
        row = {j: previous.get(j - 1, 0) + 1 for j in places.get(word, ())}
        for length in row.values():
            if length > best:
                best, where = length, i
        previous = row
    return tuple(a[where - best : where])
