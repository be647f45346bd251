"""Numbers, dates and names of two claims against each other: which meet, which clash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from reliability.claims.names import same_name
from reliability.claims.vocabulary import STOPWORDS, stem
from reliability.types import Claim, DateMention, Quantity

Verdict = Literal["equal", "compatible", "clash"]
_PEOPLE = frozenset(
    "person people man woman child passenger resident inhabitant villager worker migrant tourist protester victim"
    " survivor injured dead death casualty soldier troop marine officer civilian patient student pupil citizen member"
    " household family home employee volunteer refugee prisoner hostage fan visitor guest crew crewmember individual".split()
)
_HOMES = frozenset("household home family house".split())
# Words for one thing counted; the first of a row stands for all. Facts of the language, not tuned.
_KIN = (
    "injured injuries injury hurt wounded wound harmed hospitalised hospitalized",
    "killed dead died deaths death fatalities casualties fatal lives toll kill dies",
    "arrested detained custody arrests held",
    "missing unaccounted disappeared",
    "cost price costs bill worth spend priced",
    "evacuated moved flee fled displaced leave evacuation homeless",
    "passengers aboard board carrying carried ship ferry",
    "vote votes voted ballots",
    "buried covered blocked",
    "measured contained found showed level limit",
    "pay share part contribution pays",
)
_FAMILY = {stem(word): f"={row.split()[0]}" for row in _KIN for word in row.split()}
WINDOW = 7  # tokens on each side of a number that say what it counts
ROUNDING = 0.06  # relative gap that "about" and round figures leave open
_NOT_CONTEXT = frozenset(
    "people person percent million billion number total year years hundred thousand more least".split()
)


class Clash(NamedTuple):
    """Two values of one slot that cannot both hold, or that agree."""

    slot: str
    a: str
    b: str


def compare_quantities(a: Claim, b: Claim) -> tuple[list[Clash], list[Clash]]:
    """Numbers of two claims that count the same thing: those that agree and those that clash.

    A number that has its equal on the other side never clashes. Bounds and rounding are understood.
    """
    agreed: list[Clash] = []
    left = list(range(len(a.quantities)))
    right = list(range(len(b.quantities)))
    scored = []
    for i in left:
        for j in right:
            verdict = compare_values(a.quantities[i], b.quantities[j])
            if not units_meet(a.quantities[i].unit, b.quantities[j].unit):
                continue
            near = len(_context(a, a.quantities[i]) & _context(b, b.quantities[j]))
            scored.append((verdict != "equal", verdict == "clash", -near, i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    clashes: list[Clash] = []
    for not_equal, clash, near, i, j in sorted(scored):
        if i in used_a or j in used_b:
            continue
        if not_equal and near == 0 and not _only_one(a, b, i, j):
            continue
        used_a.add(i)
        used_b.add(j)
        item = Clash("number", shown(a.quantities[i]), shown(b.quantities[j]))
        (clashes if clash else agreed).append(item)
    return agreed, clashes


def _only_one(a: Claim, b: Claim, i: int, j: int) -> bool:
    """Whether the two numbers are the only ones of their unit on either side."""
    unit_a, unit_b = a.quantities[i].unit, b.quantities[j].unit
    alone_a = sum(units_meet(quantity.unit, unit_a) for quantity in a.quantities) == 1
    alone_b = sum(units_meet(quantity.unit, unit_b) for quantity in b.quantities) == 1
    return alone_a and alone_b and unit_a == unit_b and unit_a is not None


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


def _context(claim: Claim, quantity: Quantity) -> set[str]:
    """What stands around a number: stems within a few tokens, kinds of harm, cost and the like as one word."""
    start = _token_at(claim, quantity.span.start)
    end = _token_at(claim, quantity.span.end)
    around = claim.words[max(0, start - WINDOW) : end + WINDOW]
    found = set()
    for word in around:
        lower = word.lower()
        if lower[0].isalpha() and lower not in STOPWORDS and lower not in _NOT_CONTEXT:
            key = stem(lower)
            found.add(_FAMILY.get(key, key))
    return found


def _token_at(claim: Claim, position: int) -> int:
    """The token at an offset, counted over the words of the claim; approximate when characters were folded away."""
    offset = position - claim.span.start
    place = claim.text
    at = 0
    for i, word in enumerate(claim.words):
        found = place.find(word, at)
        at = found + len(word) if found >= 0 else at + len(word)
        if at > offset:
            return i
    return len(claim.words)


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
            item = Clash("date", _day(one), _day(other))
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


def _day(mention: DateMention) -> str:
    if mention.low is None or mention.high is None:
        return f"{mention.month or '?'}-{mention.day or '?'}"
    return mention.low.isoformat() if mention.low == mention.high else f"{mention.low}/{mention.high}"


def shared_names(a: Iterable[str], b: Iterable[str]) -> list[str]:
    """The names of ``a`` that can be a name of ``b``, in order."""
    others = [tuple(name.split()) for name in b]
    return [name for name in a if any(same_name(tuple(name.split()), other) for other in others)]
