"""Numbers, dates and names of two claims against each other: which meet, which clash."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

from reliability.claims.names import alike_names
from reliability.claims.vocabulary import STOPWORDS, stem, stems_of
from reliability.types import Claim, DateMention, Quantity, Span

Verdict = Literal["equal", "compatible", "clash"]
Kinds = Mapping[Quantity, set[str]]
_NOTHING: frozenset[str] = frozenset()
_PEOPLE = frozenset(
    "person people man woman child passenger resident inhabitant villager worker migrant tourist protester victim"
    " survivor injured dead death casualty soldier troop marine officer civilian patient student pupil citizen member"
    " household family home employee volunteer refugee prisoner hostage fan visitor guest crew crewmember individual".split()
)
_HOMES = frozenset("household home family house".split())
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
KIND = 10  # fit of two numbers that count the same thing by name
REACH = 14  # tokens over which a word can name what a number counts
WINDOW = 6  # tokens on each side of a number that say what it counts
VAGUE = 1.5  # factor by which what people call thousands can go beyond 9,999
ROUNDING = 0.08  # relative gap that "about" and round figures leave open
_BODILY = frozenset(("injured", "killed", "missing", "arrested", "evacuated", "homeless"))
_PAID = frozenset(("cost", "share", "limit"))
_NOBODY = frozenset("no nobody none without".split())
_NEAR = 4  # tokens between such a word and what it denies
_TALLY = re.compile(r"[0-9]{1,3}-[0-9]{1,3}")
_JOINED = 3  # tokens between two numbers that are counted together
_NOT_CONTEXT = frozenset(
    stem(word)
    for word in "people person percent million billion number total year years hundred thousand more least day days".split()
)


class Clash(NamedTuple):
    """Two values of one slot that cannot both hold, or that agree; ``named``: both say what is counted."""

    slot: str
    a: str
    b: str
    named: bool = False


def compare_quantities(a: Claim, b: Claim) -> tuple[list[Clash], list[Clash]]:
    """Numbers of two claims that count the same thing: those that agree and those that clash.

    A number that has its equal on the other side never clashes. Bounds and rounding are understood.
    """
    scored = []
    ones, kinds = _counts(a)
    others, other_kinds = _counts(b)
    if not ones or not others:
        return [], []
    for i, one in enumerate(ones):
        for j, other in enumerate(others):
            if units_meet(one.unit, other.unit):
                verdict = compare_values(one, other)
                fit = _fit(a, one, kinds, b, other, other_kinds)
                if fit > 0 or (verdict == "equal" and one.value not in _SMALL):
                    scored.append((_ORDER[verdict], -fit, i, j))
    agreed: list[Clash] = []
    clashes: list[Clash] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for verdict_order, fit, i, j in sorted(scored):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            item = Clash(_SLOTS[verdict_order], shown(ones[i]), shown(others[j]), -fit > KIND)
            (clashes if verdict_order == _ORDER["clash"] else agreed).append(item)
    return agreed, clashes


_ORDER: dict[Verdict, int] = {"equal": 0, "compatible": 1, "clash": 2}
_SLOTS = ("equal", "number", "number")
_SMALL = (1.0, 2.0)


def shared_kind(a: Claim, b: Claim) -> str | None:
    """What numbers of both claims count (injured, cost …) in comparable units; None when nothing."""
    return kind_in_common(kinds_of(a), kinds_of(b))


def kind_in_common(left: Mapping[Quantity, set[str]], right: Mapping[Quantity, set[str]]) -> str | None:
    """The same for what `kinds_of` gives of two claims."""
    for one, kinds in left.items():
        for other, others in right.items():
            common = kinds & others
            if common and units_meet(one.unit, other.unit) and (one.unit or other.unit or common & _BODILY):
                return min(common)
    return None


def count_alike(a: Claim, one: Quantity, b: Claim, other: Quantity) -> bool:
    """Whether two numbers count the same thing in comparable units."""
    return units_meet(one.unit, other.unit) and _fit(a, one, kinds_of(a), b, other, kinds_of(b)) > 0


def _fit(a: Claim, one: Quantity, kinds: Kinds, b: Claim, other: Quantity, other_kinds: Kinds) -> int:
    """How sure it is that two numbers count the same thing; 0 is not at all."""
    kinds_a = kinds.get(one, _NOTHING) if kinds else _NOTHING  # looking a number up takes its hash
    kinds_b = other_kinds.get(other, _NOTHING) if other_kinds else _NOTHING
    if kinds_a or kinds_b:
        common = kinds_a & kinds_b
        apart = ("share" in kinds_a) != ("share" in kinds_b)  # the part that the city pays is not the price
        return KIND + len(common) if common and not apart else 0
    near_a, near_b = _context(a, one), _context(b, other)
    near = near_a & near_b
    if one.unit is not None and other.unit is not None and units_meet(one.unit, other.unit):
        return len(near)
    return len(near) if len(near) > 1 and one.unit is None and other.unit is None else 0


def counts_of(claim: Claim) -> tuple[Quantity, ...]:
    """The quantities of a claim with those that are told without a number: nobody died, voted 9-6."""
    return _counts(claim)[0]


def kinds_of(claim: Claim) -> Mapping[Quantity, set[str]]:
    """What each count of a claim counts (injured, cost …): a word for it belongs to the number nearest to it."""
    return _counts(claim)[1]


def _counts(claim: Claim) -> tuple[tuple[Quantity, ...], Kinds]:
    if not tells_kind(claim.words):
        return claim.quantities, {}
    return _kinds(claim.words, claim.quantities, claim.text, claim.span.start)


@lru_cache(maxsize=4096)
def tells_kind(words: tuple[str, ...]) -> bool:
    """Whether a word tells what is counted; without one `kinds_of` gives nothing."""
    return not _KINDS.keys().isdisjoint(stems_of(words))


@lru_cache(maxsize=8192)
def _kinds(
    words: tuple[str, ...], quantities: tuple[Quantity, ...], text: str, start: int
) -> tuple[tuple[Quantity, ...], Kinds]:
    found = _found_kinds(words, quantities, text, start)
    return tuple(quantity for quantity, _ in found), {quantity: kinds for quantity, kinds in found if kinds}


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
        if kind in _BODILY and _is_none(words, i):
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
    return kind not in _BODILY or _can_be_people(unit)


def _can_be_people(unit: str | None) -> bool:
    return unit is None or unit in _PEOPLE or unit in _HOMES or stem(unit) in _KINDS


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
            if len(between) > _JOINED or "and" not in between or places[n][1].unit not in _PEOPLE:
                break
            found.append(n)
            n += step
    return found if places[nearest][1].unit in _PEOPLE else [nearest]


def compare_values(a: Quantity, b: Quantity) -> Verdict:
    """``equal``, ``compatible`` (bounds or rounding allow both) or ``clash``."""
    if a.value is not None and a.value == b.value:
        return "equal"
    low_a, high_a = _widened(a)
    low_b, high_b = _widened(b)
    return "compatible" if low_a <= high_b and low_b <= high_a else "clash"


def _widened(quantity: Quantity) -> tuple[float, float]:
    """The interval that a quantity leaves open; round and approximate figures are wider, an open end is bounded.

    ``at least 61`` does not agree with 50,000: an open end reaches a quarter of its bound further.
    """
    low = quantity.low if quantity.low is not None else (quantity.high or 0.0) * 0.75
    high = quantity.high if quantity.high is not None else (quantity.low or 0.0) * 1.25
    if quantity.bound == "about" and quantity.value is None:
        return low, high * VAGUE  # thousands
    if quantity.bound == "about" and quantity.value is not None:
        return low * (1 - ROUNDING), high * (1 + ROUNDING)
    if quantity.value is not None and quantity.value >= 1000 and _is_round(quantity.value):
        return low * 0.995, high * 1.005
    return low, high


def _is_round(value: float) -> bool:
    digits = f"{value:.0f}".rstrip("0")
    return len(digits) <= 2


def units_meet(a: str | None, b: str | None) -> bool:
    """Whether two units can count the same thing."""
    if a == b or a is None or b is None:
        return True
    if a in _HOMES or b in _HOMES:
        return a in _HOMES and b in _HOMES
    return a in _PEOPLE and b in _PEOPLE


def _context(claim: Claim, quantity: Quantity) -> frozenset[str]:
    """The stems around a number; of the whole claim when it holds no other number."""
    only = len(claim.quantities) == 1
    return _around(
        claim.words, claim.text, quantity.span.start - claim.span.start, quantity.span.end - claim.span.start, only
    )


@lru_cache(maxsize=8192)
def _around(words: tuple[str, ...], text: str, start: int, end: int, only: bool) -> frozenset[str]:
    around = words
    if not only:
        first, last = _token_at(words, text, start), _token_at(words, text, end - 1) + 1
        around = words[max(0, first - WINDOW) : last + WINDOW]
    stems = (stem(word.lower()) for word in around if word[0].isalpha() and word.lower() not in STOPWORDS)
    return frozenset(item for item in stems if item not in _NOT_CONTEXT)


def _token_at(words: Sequence[str], text: str, offset: int) -> int:
    """The token at an offset of the text; approximate when characters were folded away."""
    at = 0
    for i, word in enumerate(words):
        found = text.find(word, at)
        at = found + len(word) if found >= 0 else at + len(word)
        if at > offset:
            return i
    return len(words)


def shown(quantity: Quantity) -> str:
    """A quantity as people write it: ``at least 61``, ``6-8``."""
    unit = f" {quantity.unit}" if quantity.unit else ""
    if quantity.value is None:
        return f"{_number(quantity.low)}-{_number(quantity.high)}{unit}"
    words = quantity.bound.replace("_", " ")
    return f"{'' if words == 'exact' else words + ' '}{_number(quantity.value)}{unit}"


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


def compare_dates(a: Sequence[DateMention], b: Sequence[DateMention]) -> tuple[list[Clash], list[Clash]]:
    """Dates that overlap, and pairs of years or days that cannot be one; open dates compare by month and day."""
    agreed: list[Clash] = []
    clashes: list[Clash] = []
    for one in a:
        for other in b:
            met = _dates_meet(one, other)
            if met is None:
                continue
            if met or not agreed:
                item = Clash("date", _day(one), _day(other), _same_past(one, other))
                (agreed if met else clashes).append(item)
    return agreed, [] if agreed else clashes


def _dates_meet(a: DateMention, b: DateMention) -> bool | None:
    if a.low is None or b.low is None or a.high is None or b.high is None:
        if a.month is None or b.month is None:
            return None
        if a.month != b.month:
            return False
        return None if a.day is None or b.day is None else a.day == b.day
    slack = dt.timedelta(days=1)  # a night, a time zone
    try:
        return a.low - slack <= b.high and b.low - slack <= a.high
    except OverflowError:
        return a.low <= b.high and b.low <= a.high


def _same_past(a: DateMention, b: DateMention) -> bool:
    """Whether both name the same whole year or month, as a claim about the past does."""
    return a.low is not None and a.low == b.low and a.high == b.high and a.low != a.high


def _day(mention: DateMention) -> str:
    if mention.low is None or mention.high is None:
        return f"{mention.month or '?'}-{mention.day or '?'}"
    return mention.low.isoformat() if mention.low == mention.high else f"{mention.low}/{mention.high}"


def shared_names(a: Sequence[str], b: Sequence[str]) -> list[str]:
    """The names of ``a`` that can be a name of ``b``, in order."""
    return alike_names(tuple(a), tuple(b))
