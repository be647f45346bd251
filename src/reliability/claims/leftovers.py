"""What two sentences do not share: words spelled alike that meet after all, stretches without a match, replaced places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, cast

from rapidfuzz.distance import JaroWinkler, Levenshtein

ALIKE = 0.84  # Jaro-Winkler similarity from which two leftover words count as one: Syria and Syrian; not tuned
_LONGEST = 400  # stems of a sentence that are aligned place by place
_Step = tuple[str, int, int, int, int]  # what is done, and with which places of the one and of the other


class Alignment(NamedTuple):
    """Places of two sentences side by side.

    Attributes:
        replaced: stretches of one that stand in the place of others.
        longest: stems of the longest stretch that stands in both.
        distance: insertions, deletions and replacements of single stems.
    """

    replaced: int
    longest: int
    distance: int


def meet_by_spelling(left: Mapping[str, float], right: Mapping[str, float]) -> list[tuple[float, str, str]]:
    """Pairs of leftover words that begin alike and are spelled alike, best first, each word once.

    Examples:
        >>> [pair[1:] for pair in meet_by_spelling({"syria": 5.0, "tank": 4.0}, {"syrian": 6.0})]
        [('syria', 'syrian')]
    """
    by_initial: dict[str, list[str]] = {}
    for word in right:
        by_initial.setdefault(word[0], []).append(word)
    scored: list[tuple[float, str, str, str, str]] = []
    likeness = JaroWinkler.similarity
    for word in left:
        if word[0] in by_initial:
            for other in by_initial[word[0]]:
                value = likeness(word, other, score_cutoff=ALIKE)
                if value:
                    scored.append((-value, min(word, other), max(word, other), word, other))
    if not scored:
        return []
    scored.sort()
    found: list[tuple[float, str, str]] = []
    used: set[str] = set()
    for value, _, _, word, other in scored:
        if word not in used and other not in used:
            used.update((word, other))
            found.append((-value, word, other))
    return found


def stretches(order: Sequence[str], other: Collection[str]) -> int:
    """How many stretches of ``order`` hold no word of ``other``.

    Examples:
        >>> stretches("a b x y c z".split(), {"a", "b", "c"})
        2
    """
    total, outside = 0, False
    for item in order:
        if item in other:
            outside = False
        elif not outside:
            outside = True
            total += 1
    return total


def side_by_side(a: tuple[str, ...], b: tuple[str, ...]) -> Alignment:
    """The alignment of two sequences of stems; the same for (b, a).

    Examples:
        >>> side_by_side(("the", "ship", "hit", "a", "rock"), ("the", "ship", "struck", "a", "big", "rock"))
        Alignment(replaced=1, longest=2, distance=2)
    """
    first, second = sorted((a[:_LONGEST], b[:_LONGEST]))
    replaced = longest = distance = 0
    steps = cast("list[_Step]", Levenshtein.opcodes(first, second).as_list())  # objects would take twice as long
    for tag, start, end, other_start, other_end in steps:
        size, other = end - start, other_end - other_start
        if tag == "equal":
            longest = max(longest, size)
        else:
            replaced += tag == "replace"
            distance += max(size, other)
    return Alignment(replaced, longest, distance)
