"""What the numbers of a claim count, by the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from reliability.claims.vocabulary import STOPWORDS, stem, stems_of
from reliability.claims.wordings import Wording
from reliability.types import Claim, Quantity, Span

PEOPLE = frozenset(
    "person people man woman child passenger resident inhabitant villager worker migrant tourist protester victim"
    " survivor injured dead death casualty soldier troop marine officer civilian patient student pupil citizen member"
    " household family home employee volunteer refugee prisoner hostage fan visitor guest crew crewmember individual".split()
)
HOMES = frozenset("household home family house".split())
# Words for one thing counted; the first of a row stands for all. Facts of the language, not tuned.
_KIN = (
    "injured injuries injury hurt wounded wound harmed hospitalised hospitalized",
    "killed dead died deaths death fatalities casualties fatal lives toll kill dies slain",
    "arrested detained custody arrests",
    "missing unaccounted disappeared",
    "cost costs price prices priced bill",
    "evacuated moved flee fled displaced evacuation homeless",
    "aboard board carrying carried",
    "vote votes voted ballots",
    "buried covered blocked",
    "limit measured contained",
    "share part pay pays",
    "closed shut closure reopen",
)
_KINDS = {stem(word): row.split()[0] for row in _KIN for word in row.split()}
REACH = 14  # tokens over which a word can name what a number counts
WINDOW = 6  # tokens on each side of a number that say what it counts
BODILY = frozenset(("injured", "killed", "missing", "arrested", "evacuated", "homeless"))
_PAID = frozenset(("cost", "share", "limit"))
_NOBODY = frozenset("no nobody none without".split())
_NEAR = 4  # tokens between such a word and what it denies
_TALLY = re.compile(r"[0-9]{1,3}-[0-9]{1,3}")
_JOINED = 3  # tokens between two numbers that are counted together
_NOT_CONTEXT = frozenset(
    stem(word)
    for word in "people person percent million billion number total year years hundred thousand more least day days".split()
)
_NOTHING: frozenset[str] = frozenset()


class Counts(NamedTuple):
    """The numbers of a claim.

    Attributes:
        numbers: its quantities, then what it tells without a number: nobody died, voted 9-6.
        kinds: what each of them counts (injured, cost …), or () when no word of the claim tells.
    """

    numbers: tuple[Quantity, ...]
    kinds: tuple[frozenset[str], ...] = ()

    def kinds_at(self, place: int) -> frozenset[str]:
        """What a number counts."""
        return self.kinds[place] if self.kinds else _NOTHING


def counts_of(claim: Claim) -> Counts:
    """What the numbers of a claim count: a word for it belongs to the number nearest to it."""
    return counts_by_stems(claim, stems_of(claim.words))


def counts_by_stems(claim: Claim, stems: Sequence[str]) -> Counts:
    """The same when the stems of the claim's words are known."""
    if not tells_kind(stems):
        return Counts(claim.quantities)
    return _kinds(claim.words, claim.quantities, claim.text, claim.span.start)


def tells_kind(stems: Sequence[str]) -> bool:
    """Whether one of a claim's words tells what is counted."""
    return not _KINDS.keys().isdisjoint(stems)


@lru_cache(maxsize=8192)
def _kinds(words: tuple[str, ...], quantities: tuple[Quantity, ...], text: str, start: int) -> Counts:
    found = _found_kinds(words, quantities, text, start)
    told = {quantity: frozenset(kinds) for quantity, kinds in found if kinds}
    numbers = tuple(quantity for quantity, _ in found)
    return Counts(numbers, tuple(told.get(quantity, _NOTHING) for quantity in numbers) if told else ())


def _found_kinds(
    words: tuple[str, ...], quantities: tuple[Quantity, ...], text: str, start: int
) -> list[tuple[Quantity, set[str]]]:
    kinds = [_KINDS.get(item) if word[0].isalpha() else None for item, word in zip(stems_of(words), words, strict=True)]
    found: list[tuple[Quantity, set[str]]] = [(quantity, set()) for quantity in quantities]
    if not any(kinds):
        return found
    found.extend(_tallies(words, kinds, start))
    commas = list(accumulate(int(word in ",;:") for word in words))
    places = [(_token_at(words, text, quantity.span.start - start), quantity) for quantity in quantities]
    for i, kind in enumerate(kinds):
        if kind is None:
            continue
        if kind in BODILY and _is_none(words, i):
            nothing = Quantity(Span(start, start), 0.0, 0.0, 0.0, None, "exact", words[i].lower())
            found.append((nothing, {kind}))
            continue
        distances = [
            (abs(i - at) + 3 * abs(commas[i] - commas[min(at, len(commas) - 1)]), n)
            for n, (at, quantity) in enumerate(places)
            if _can_count(quantity.unit, kind)
        ]
        if distances and (min(distances)[0] <= REACH or len(places) == 1):
            for n in _joined(words, places, min(distances)[1]):
                found[n][1].add(kind)
    return found


def _can_count(unit: str | None, kind: str) -> bool:
    """Whether a number in that unit can count what the kind names: money counts what is paid, people are counted whole."""
    if unit is not None and len(unit) == 3 and unit.isupper():
        return kind in _PAID
    return kind not in BODILY or _can_be_people(unit)


def _can_be_people(unit: str | None) -> bool:
    return unit is None or unit in PEOPLE or unit in HOMES or stem(unit) in _KINDS


def _is_none(words: Sequence[str], i: int) -> bool:
    """Whether a word for people harmed is denied right before: no dead, nobody is missing, none were hurt."""
    before = [word.lower() for word in words[max(0, i - _NEAR) : i]]
    places = [n for n, word in enumerate(before) if word in _NOBODY]
    return bool(places) and not any(word in (",", ";", ".", "but") for word in before[places[-1] :])


def _tallies(words: Sequence[str], kinds: Sequence[str | None], start: int) -> list[tuple[Quantity, set[str]]]:
    """The two sides of a vote that is written as 9-6."""
    if "vote" not in kinds:
        return []
    sides = [side for word in words if _TALLY.fullmatch(word) for side in word.split("-")]
    return [
        (Quantity(Span(start, start), float(side), float(side), float(side), None, "exact", None), {"vote"})
        for side in sides
    ]


def _joined(words: tuple[str, ...], places: Sequence[tuple[int, Quantity]], nearest: int) -> list[int]:
    """The numbers that are counted together with one: 212 passengers and 14 crew."""
    found = [nearest]
    for step in (-1, 1):
        n = nearest + step
        while 0 <= n < len(places):
            first, last = sorted((places[n][0], places[n - step][0]))
            between = [word.lower() for word in words[first + 1 : last]]
            if len(between) > _JOINED or "and" not in between or places[n][1].unit not in PEOPLE:
                break
            found.append(n)
            n += step
    return found if places[nearest][1].unit in PEOPLE else [nearest]


def words_around(claim: Claim, quantity: Quantity, wording: Wording) -> frozenset[str]:
    """The stems around a number; of the whole claim when it holds no other number.

    Args:
        wording: of the claim.
    """
    words = claim.words
    first, last = 0, len(words)
    if len(claim.quantities) != 1:
        start, end = (offset - claim.span.start for offset in quantity.span)
        first = max(0, _token_at(words, claim.text, start) - WINDOW)
        last = _token_at(words, claim.text, end - 1) + 1 + WINDOW
    near = zip(wording.stems[first:last], wording.lower[first:last], strict=True)
    return frozenset(
        [item for item, word in near if word[0].isalpha() and item not in _NOT_CONTEXT and word not in STOPWORDS]
    )


def _token_at(words: Sequence[str], text: str, offset: int) -> int:
    """The token at an offset of the text; approximate when characters were folded away."""
    at = 0
    for i, word in enumerate(words):
        found = text.find(word, at)
        at = found + len(word) if found >= 0 else at + len(word)
        if at > offset:
            return i
    return len(words)
