"""Numbers, dates and names of two claims against each other: which meet, which clash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from reliability.claims.counts import BODILY, HOMES, PEOPLE, Counts
from reliability.claims.sides import Side
from reliability.types import DateMention, Quantity

Verdict = Literal["equal", "compatible", "clash"]
KIND = 10  # fit of two numbers that count the same thing by name
VAGUE = 1.5  # factor by which what people call thousands can go beyond 9,999
ROUNDING = 0.08  # relative gap that "about" and round figures leave open


class Clash(NamedTuple):
    """Two values of one slot that cannot both hold, or that agree; ``named``: both say what is counted."""

    slot: str
    a: str
    b: str
    named: bool = False


def compare_quantities(a: Side, b: Side) -> tuple[list[Clash], list[Clash]]:
    """Numbers of two claims that count the same thing: those that agree and those that clash.

    A number that has its equal on the other side never clashes. Bounds and rounding are understood.
    """
    if not a.numbered or not b.numbered:
        return [], []
    ones, others = a.counts.numbers, b.counts.numbers
    scored = []
    for i, one in enumerate(ones):
        for j, other in enumerate(others):
            if units_meet(one.unit, other.unit):
                verdict = compare_values(one, other)
                fit = _fit(a, i, b, j)
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


def kind_in_common(a: Counts, b: Counts) -> str | None:
    """What numbers of both claims count (injured, cost …) in comparable units; None when nothing."""
    for one, kinds in zip(a.numbers, a.kinds, strict=False):
        if not kinds:
            continue
        for other, others in zip(b.numbers, b.kinds, strict=False):
            common = kinds & others
            if common and units_meet(one.unit, other.unit) and (one.unit or other.unit or common & BODILY):
                return min(common)
    return None


def count_alike(a: Side, i: int, b: Side, j: int) -> bool:
    """Whether two numbers count the same thing in comparable units; by their places among those of their claims."""
    return units_meet(a.counts.numbers[i].unit, b.counts.numbers[j].unit) and _fit(a, i, b, j) > 0


def _fit(a: Side, i: int, b: Side, j: int) -> int:
    """How sure it is that two numbers in units that meet count the same thing; 0 is not at all."""
    kinds_a, kinds_b = a.counts.kinds_at(i), b.counts.kinds_at(j)
    if kinds_a or kinds_b:
        common = kinds_a & kinds_b
        apart = ("share" in kinds_a) != ("share" in kinds_b)  # the part that the city pays is not the price
        return KIND + len(common) if common and not apart else 0
    unit = a.counts.numbers[i].unit
    if (unit is None) != (b.counts.numbers[j].unit is None):
        return 0
    near = len(a.around(i) & b.around(j))
    return near if unit is not None or near > 1 else 0


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
    if a in HOMES or b in HOMES:
        return a in HOMES and b in HOMES
    return a in PEOPLE and b in PEOPLE


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
