"""Quantities in a sentence: numbers in digits and words with bounds, ranges, money, shares and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reliability.claims.bounds import Bound, bound_after, bound_before
from reliability.claims.labels import is_age, is_label, is_part_of_name
from reliability.claims.measures import STOPS, find_unit
from reliability.claims.numerals import ONES, SCALES, SUFFIXES, TENS, Numeral, read_numeral
from reliability.claims.shares import PARTS, read_none, read_share, read_single, read_vague
from reliability.claims.units import (
    ATTACHED,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLAR_PREFIXES,
    HUNDREDTHS,
    MEASURES,
    singular,
)

_STARTERS = frozenset(
    (*ONES, *TENS, "a", "an", "half", "tens", "dozens", "scores", "hundreds", "thousands", "millions")
)
_MORE_STARTERS = frozenset(("billions", "trillions", "several"))
_ORDINAL = frozenset(("st", "nd", "rd", "th", "s", "am", "pm"))
_SIZES = frozenset("tall high long wide deep thick away apart above below".split())
_NO_UNITS = frozenset(("figure", "figures", "something", "fold", "way", "and"))
_FRACTIONS = {
    "1/2": 0.5,
    "1/4": 0.25,
    "3/4": 0.75,
}
_RACES = frozenset(
    "race final sprint hurdles freestyle relay butterfly backstroke breaststroke title record dash run".split()
)
_LENGTHS = frozenset("m metre meter metres meters yard yards".split())
_SOFTENERS = frozenset(("about", "just", "well", "slightly"))
_OPENERS = frozenset(("between", "from"))
_SCORE = 20  # numbers below it with a dash between and no unit are a score of a game


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its token range; ``low`` and ``high`` bound it, None is open; ``number`` is the number's token."""

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: Bound
    number: int


@dataclass(frozen=True, slots=True)
class _Core:
    """A number with its currency sign and unit, before bounds and ranges; ``spread``: low and high are its own."""

    first: int
    last: int
    number: int
    low: float
    high: float
    unit: str | None
    spread: Bound | None = None
    bound: Bound | None = None


def find_quantities(words: Sequence[str]) -> list[Found]:
    """The quantities in tokens, in order; dates, clock times, ordinals and names with numbers are none. Linear time.

    Examples:
        >>> [(q.value, q.unit, q.bound) for q in find_quantities("At least 61 deaths since September".split())]
        [(61.0, 'death', 'at_least')]
    """
    words = list(words)
    lower = [word.lower() for word in words]
    found: list[Found] = []
    i = previous = 0
    while i < len(lower):
        head = lower[i].partition("-")[0]
        core = None
        if head[:1].isdigit() or head in _STARTERS or head in _MORE_STARTERS or head == "no":
            core = _core(words, lower, i)
        if core is None:
            i += 1
            continue
        item = _bounded(words, lower, core, previous)
        if item is not None:
            if found and lower[item.first - 1] == "to" and found[-1].last == item.first - 1:
                if item.unit is None:
                    item = replace(item, unit=found[-1].unit)  # nine votes to six
                elif found[-1].unit is None and lower[found[-1].first - 1] == "from":
                    found[-1] = replace(found[-1], unit=item.unit)  # from 12 to 9 percent
            found.append(item)
        i = previous = max(core.last, item.last if item else 0, i + 1)
    return found


def _core(words: list[str], lower: list[str], i: int) -> _Core | None:
    """The number at token ``i`` with currency and unit; None when it is no quantity."""
    special = _special(words, lower, i)
    if special is not None or lower[i] == "no":
        return special
    numeral = read_numeral(lower, i, len(lower))
    if numeral is None or (lower[i] in ("a", "an") and numeral.end == i + 1):
        return None
    first, currency = _currency(words, lower, i)
    if currency is None and is_label(words, lower, i, numeral):
        return None
    value = numeral.value
    if first and lower[first - 1] == "minus":
        first, value = first - 1, -value
    return _measured(words, lower, _Core(first, numeral.end, i, value, value, currency), numeral)


def _special(words: list[str], lower: list[str], i: int) -> _Core | None:
    """Vague plurals, shares, halves and couples."""
    vague = read_vague(lower, i)
    if vague is not None:
        low, high, end = vague
        after = end + 1 if lower[end : end + 1] == ["of"] else end
        unit, last = find_unit(words, lower, after, after, many=True)
        return _Core(i, last if unit else end, i, float(low), float(high), unit, spread="about")
    share = read_share(lower, i)
    if share is not None:
        return _Core(i, share[1], i, share[0], share[0], "percent")
    halves = _halves(words, lower, i)
    whole = None if halves else read_none(lower, i) or read_single(lower, i)
    return _Core(i, whole[2], i, whole[0], whole[0], whole[1]) if whole else halves


def _halves(words: list[str], lower: list[str], i: int) -> _Core | None:
    """``half a dozen``, ``half an hour``, ``an hour and a half``, ``a couple of hundred``."""
    word, rest = lower[i], lower[i + 1 : i + 5]
    if word == "half-dozen":
        unit, end = find_unit(words, lower, i + 1, i + 1, many=True)
        return _Core(i, end, i, 6.0, 6.0, unit)
    if word == "half" and rest[:1] in (["a"], ["an"]) and len(rest) > 1:
        if rest[1] in SCALES:
            unit, end = find_unit(words, lower, i + 3, i + 3, many=True)
            return _Core(i, end, i, SCALES[rest[1]] / 2, SCALES[rest[1]] / 2, unit)
        return _Core(i, i + 3, i, 0.5, 0.5, MEASURES.get(rest[1], rest[1])) if rest[1].isalpha() else None
    part = PARTS.get(rest[0]) if rest else None
    if part and word in (*ONES, "a") and rest[1:3] == ["of", "a"] and rest[3:] and rest[3] in SCALES:
        value = round(ONES.get(word, 1) * part / 100 * SCALES[rest[3]], 6)
        unit, end = find_unit(words, lower, i + 5, i + 5, many=True)
        return _Core(i, end, i, value, value, unit)
    if word in ("a", "an", "one") and rest[1:] == ["and", "a", "half"]:
        scale = SCALES.get(rest[0])
        if scale:
            unit, end = find_unit(words, lower, i + 5, i + 5, many=True)
            return _Core(i, end, i, 1.5 * scale, 1.5 * scale, unit)
        return _Core(i, i + 5, i, 1.5, 1.5, MEASURES.get(rest[0], rest[0]))
    if word == "a" and rest[:2] == ["couple", "of"]:
        value, end = 2.0, i + 3
        while end < len(lower) and lower[end] in SCALES:
            value, end = value * SCALES[lower[end]], end + 1
        unit, last = find_unit(words, lower, end, end, many=True)
        return _Core(i, last, i, value, value, unit, bound="about")
    return None


def _currency(words: list[str], lower: list[str], i: int) -> tuple[int, str | None]:
    """The currency sign or code before token ``i`` and where it starts."""
    sign = CURRENCY_SIGNS.get(words[i - 1]) if i else None
    if sign is not None:
        if sign == "USD" and i > 1:
            if lower[i - 2] in DOLLAR_PREFIXES and words[i - 2].isupper() and (lower[i - 2] != "a" or i > 2):
                return i - 2, DOLLAR_PREFIXES[lower[i - 2]]
            if lower[i - 2] == "u.s.":
                return i - 2, "USD"
        return i - 1, sign
    if i and words[i - 1] in CURRENCY_CODES:
        return i - 1, words[i - 1]
    if i and lower[i - 1] == "rs" and words[i - 1] in ("Rs", "RS"):
        return i - 1, "INR"
    return i, None


def _measured(words: list[str], lower: list[str], core: _Core, numeral: Numeral) -> _Core | None:
    """The number with the unit that its suffix, its hyphen or the next words give it."""
    if numeral.tail:
        return _tailed(words, lower, core, numeral)
    mark = words[core.number][-1] if numeral.suffix and core.unit is None else ""
    if mark == "G" or (mark == "B" and words[core.last : core.last + 1] and words[core.last][0].isupper()):
        return None  # 5G, 221B Baker Street
    if numeral.suffix:
        if mark in ("C", "F") and len(numeral.suffix) == 1:
            return replace(core, unit=f"°{mark}")
        read = _suffix(numeral, lower, money=core.unit is not None)
        if read is None:
            return None
        value = round(core.low * read[0], 6)
        core = replace(core, low=value, high=value, unit=core.unit or read[1])
        if read[1] is not None:
            return core
    core = _with_part(lower, core, digits=numeral.digits)
    tied = _tied_scale(words, lower, core)
    if tied is not None or core.unit is not None:
        return tied or core
    unit, last = find_unit(words, lower, core.last, core.last, many=core.low != 1)
    if unit is None and is_part_of_name(words, core.number, numeral):
        return None
    if unit not in (None, "percent") and lower[last - 1] in HUNDREDTHS:
        value = round(core.low / 100, 6)
        core = replace(core, low=value, high=value)
    return replace(core, unit=unit, last=last)


def _with_part(lower: list[str], core: _Core, *, digits: bool) -> _Core:
    """The number with the fraction after it: ``5 1/2``, ``12 and a half``, ``a million and a half``."""
    end = core.last
    parts = [n for n in (1, 3) if "".join(lower[end : end + n]) in _FRACTIONS] if digits else []
    if parts:
        part = _FRACTIONS["".join(lower[end : end + parts[0]])]
        return replace(core, low=core.low + part, high=core.high + part, last=end + parts[0])
    if lower[end : end + 3] != ["and", "a", "half"]:
        return core
    scale = SCALES.get("".join(lower[end + 3 : end + 4]), 1.0)
    value = (core.low + 0.5) * scale
    return replace(core, low=value, high=value, last=end + 3 + (scale != 1.0))


def _tied_scale(words: list[str], lower: list[str], core: _Core) -> _Core | None:
    """The number times a scale that something is tied to: ``2 million-strong``, ``3 million-dollar``."""
    scale, _, tail = "".join(lower[core.last : core.last + 1]).partition("-")
    if scale not in SCALES or not tail:
        return None
    factor = SCALES[scale]
    return _tied(words, lower, replace(core, low=core.low * factor, high=core.high * factor, last=core.last + 1), tail)


def _suffix(numeral: Numeral, lower: list[str], *, money: bool) -> tuple[float, str | None] | None:
    """Factor and unit of letters that stand right after digits; None for ordinals, decades and clock times."""
    suffix = numeral.suffix
    if suffix in _ORDINAL:
        return None
    if money and suffix in SUFFIXES:
        return SUFFIXES[suffix], None
    if suffix in ("p", "c") and not money:
        return 0.01, "GBP" if suffix == "p" else "USD"
    if suffix in ATTACHED:
        return 1.0, ATTACHED[suffix]
    if suffix in SUFFIXES:
        following = lower[numeral.end] if numeral.end < len(lower) else ""
        counted = following.isalpha() and following not in STOPS and following not in _SIZES and following not in _RACES
        return (1.0, suffix) if suffix in ("m", "t") and not counted else (SUFFIXES[suffix], None)
    return (1.0, MEASURES[suffix]) if suffix in MEASURES else None


def _tailed(words: list[str], lower: list[str], core: _Core, numeral: Numeral) -> _Core | None:
    """What a hyphen ties to a number: a unit, a bound, the end of a range; None when it is a score or a name."""
    head, _, rest = numeral.tail.partition("-")
    if head[:1].isdigit():
        return None if rest else _tied_range(words, lower, core, head)
    if numeral.suffix in _ORDINAL or _is_race(lower, core, head):
        return None
    if numeral.suffix in SUFFIXES:
        factor = SUFFIXES[numeral.suffix]
        core = replace(core, low=core.low * factor, high=core.high * factor)
    if numeral.tail == "and-a-half":
        scale = SCALES.get(lower[core.last], 1.0) if core.last < len(lower) else 1.0
        last = core.last + (scale != 1.0)
        core = replace(core, low=(core.low + 0.5) * scale, high=(core.high + 0.5) * scale, last=last)
        return _measured(words, lower, core, numeral._replace(tail="", suffix=""))
    if head in SCALES:
        core = replace(core, low=core.low * SCALES[head], high=core.high * SCALES[head])
        return _tied(words, lower, core, rest) if rest else _measured(words, lower, core, numeral._replace(tail=""))
    return _tied(words, lower, core, numeral.tail)


def _is_race(lower: list[str], core: _Core, unit: str) -> bool:
    """Whether a length names an event: the 100-metre final."""
    return unit in _LENGTHS and any(word in _RACES for word in lower[core.last : core.last + 2])


def _tied(words: list[str], lower: list[str], core: _Core, tail: str) -> _Core | None:
    """What a hyphen ties to a number besides another number: a bound, a unit; None when it makes a word of its own."""
    head = tail.partition("-")[0]
    if head in ("plus", "odd"):
        unit, last = find_unit(words, lower, core.last, core.last, many=True)
        return replace(core, unit=core.unit or unit, last=last, bound="at_least" if head == "plus" else "about")
    if head in ("strong", "seat", "member"):
        unit, last = find_unit(words, lower, core.last, core.last, many=True)
        return replace(core, unit=core.unit or unit, last=last)
    if head in ("percent", "per"):
        return replace(core, unit="percent")
    if not head.isalpha() or head in _NO_UNITS or head in ONES or head in TENS:
        return None
    return replace(core, unit=core.unit or MEASURES.get(head, CURRENCY_WORDS.get(head, singular(head))))


def _tied_range(words: list[str], lower: list[str], core: _Core, head: str) -> _Core | None:
    """``10-15 per cent``; ``2,000-2,500`` comes as three tokens."""
    digits, end = head, core.last
    if lower[end : end + 1] == [","] and len(lower) > end + 1 and len(lower[end + 1]) == 3 and lower[end + 1].isdigit():
        digits, end = head + lower[end + 1], end + 2
    plain = digits.rstrip("kmbn%")
    if not plain.isascii() or not plain.isdigit() or plain[0] == "0" or float(plain) <= core.low:
        return None
    factor = SUFFIXES.get(digits[len(plain) :], 1.0)
    while end < len(lower) and lower[end] in SCALES:
        factor, end = factor * SCALES[lower[end]], end + 1
    unit, last = (core.unit, end) if core.unit else find_unit(words, lower, end, end, many=True)
    if unit is None and float(plain) < _SCORE:
        return None
    return replace(core, low=core.low * factor, high=float(plain) * factor, unit=unit, last=last, spread="range")


def _bounded(words: list[str], lower: list[str], core: _Core, floor: int) -> Found | None:
    """The quantity with the bound before or after it, joined with a second number when it is a range."""
    joined = None if core.spread else _range(words, lower, core)
    if joined is not None:
        first = core.first - (core.first > floor and lower[core.first - 1] in _OPENERS)
        if joined.unit is None and joined.high < _SCORE and lower[core.last] in ("-", "—", "--"):
            return None
        second = read_numeral(lower, joined.number, len(lower))
        if second is not None and is_age(lower, first, second, joined.unit):
            joined = replace(joined, unit="year", last=second.end)
        return Found(first, joined.last, None, joined.low, joined.high, joined.unit, "range", core.number)
    if core.unit is None and core.high < _SCORE and _is_game(lower, core):
        return None
    bound: Bound = core.bound or "exact"
    first, last, unit = core.first, core.last, core.unit
    before = bound_before(lower, first, floor)
    if before is not None:
        bound, first = (before[0] if bound == "exact" else bound), before[1]
        first -= first > floor and lower[first - 1] in _SOFTENERS
    numeral = read_numeral(lower, core.number, len(lower))
    if numeral is not None and is_age(lower, first, numeral, unit):
        unit, last = "year", numeral.end
    after = bound_after(lower, numeral.end if numeral else last, len(lower)) or bound_after(lower, last, len(lower))
    if after is not None and bound == "exact":
        bound = after[0]
        if after[1] > last or unit in ("or", "plus", "odd"):
            unit, last = (unit, after[1]) if _is_unit(unit) else find_unit(words, lower, after[1], after[1], many=True)
    if core.spread:
        return Found(first, last, None, core.low, core.high, unit, core.spread, core.number)
    low = None if bound in ("at_most", "less_than") else core.low
    high = None if bound in ("at_least", "more_than") else core.high
    return Found(first, last, core.low, low, high, unit, bound, core.number)


def _is_game(lower: list[str], core: _Core) -> bool:
    """Whether the number stands beside a dash and another number: 3–1."""
    sides = (lower[core.last : core.last + 2], lower[max(0, core.first - 2) : core.first][::-1])
    return any(len(side) == 2 and side[0] in ("-", "—", "--") and side[1][0].isdigit() for side in sides)


def _is_unit(unit: str | None) -> bool:
    return unit is not None and unit not in ("or", "plus", "odd")


def _range(words: list[str], lower: list[str], core: _Core) -> _Core | None:
    """The second number of ``six to eight weeks``, ``between 3 and 5``, ``$40m-$50m`` joined with the first."""
    numeral = read_numeral(lower, core.number, len(lower))
    if numeral is None or core.bound:
        return None
    opener = lower[core.first - 1] if core.first else ""
    for j in dict.fromkeys((numeral.end, core.last)):
        joint = lower[j] if j + 1 < len(lower) else ""
        if joint not in ("to", "or", "and", "-", "—", "--") or (joint == "and" and opener != "between"):
            continue
        counted = core.unit not in (None, "percent") and core.unit not in CURRENCY_CODES
        if j == core.last != numeral.end and joint == "to" and opener not in _OPENERS and counted:
            continue  # "nine votes to six" are two numbers
        second = _second(words, lower, j + 1)
        if second is None or (core.unit and second.unit and core.unit != second.unit):
            continue
        factor = _shared_scale(lower, numeral, second)
        low = core.low * factor if core.low < second.high and core.low * factor <= second.high else core.low
        if low < second.high:
            unit = second.unit or core.unit
            return replace(core, low=low, high=second.high, unit=unit, last=second.last, number=second.number)
    return None


def _second(words: list[str], lower: list[str], k: int) -> _Core | None:
    """The number that ends a range, after its currency sign."""
    while k < len(lower) and (
        words[k] in CURRENCY_SIGNS or words[k] in CURRENCY_CODES or (lower[k] in DOLLAR_PREFIXES and words[k].isupper())
    ):
        k += 1
    if k >= len(lower) or not (lower[k][0].isdigit() or lower[k].partition("-")[0] in _STARTERS):
        return None
    second = _core(words, lower, k)
    return None if second is None or second.spread or second.low <= 0 else second


def _shared_scale(lower: list[str], numeral: Numeral, second: _Core) -> float:
    """The scale word that a range states once: ``two to three million``."""
    other = read_numeral(lower, second.number, len(lower))
    if other is None or numeral.suffix or lower[numeral.end - 1] in SCALES:
        return 1.0
    return SUFFIXES.get(other.suffix, 1.0) if other.suffix else SCALES.get(lower[other.end - 1], 1.0)
