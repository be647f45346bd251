"""Quantities in a sentence: numbers in digits and words with bounds, ranges, money, shares and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reliability.claims.bounds import BEFORE, Bound, bound_after, bound_before
from reliability.claims.numerals import ONES, SCALES, SUFFIXES, Numeral, read_numeral
from reliability.claims.units import (
    ATTACHED,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLAR_PREFIXES,
    HUNDREDTHS,
    MEASURES,
    UNINFLECTED,
    is_plural,
    singular,
)

_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2e3, 9_999),
    "millions": (2e6, 9_999_999),
    "billions": (2e9, 9_999_999_999),
    "trillions": (2e12, 9_999_999_999_999),
}
_VAGUE_SCALED = {"tens": 10, "hundreds": 100}
_PLURAL_SCALES = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
_PARTS = {
    "half": 50.0,
    "third": 100 / 3,
    "thirds": 100 / 3,
    "quarter": 25.0,
    "quarters": 25.0,
    "fourth": 25.0,
    "fourths": 25.0,
    "fifth": 20.0,
    "fifths": 20.0,
    "sixth": 100 / 6,
    "sixths": 100 / 6,
    "seventh": 100 / 7,
    "sevenths": 100 / 7,
    "eighth": 12.5,
    "eighths": 12.5,
    "ninth": 100 / 9,
    "tenth": 10.0,
    "tenths": 10.0,
    "twentieth": 5.0,
    "hundredth": 1.0,
}
_LABELS = frozenset(
    "number no nos article section district highway route flight room chapter page pages phase version level class grade"
    " title channel line bus platform gate unit block apartment flat suite box well wells psalm verse rule clause ward"
    " zone sector pier dock terminal track reactor tower building hall house street resolution proposition amendment"
    " season episode volume part interstate motorway junction exit act group pool lane court table appendix figure"
    " schedule paragraph item lot plot hangar dormitory windows world catch covid boeing airbus formula model series"
    " stage step game round week day".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec".split()
)
_CLOCK = frozenset(("a.m.", "p.m.", "am", "pm", "o'clock", "gmt", "utc", "est", "noon"))
_DAYPART = frozenset(("morning", "afternoon", "evening", "night"))
_STOPS = frozenset(
    "of in on at by for from with to into about against between during after before since until through over under via"
    " and or but nor the a an this that these those is are was were be been being has have had do does did will would"
    " can could may might must shall should who which when where while as than it he she they we you i its his her"
    " their our my not no so if because though per all each every out up down off away back there here then now only"
    " also just more less fewer further additional ago later earlier said says".split()
)
_QUALIFIERS = frozenset("more other new additional extra further separate different full whole".split())
_PER = frozenset(("per", "a", "an", "each", "every", "/"))
_SQUARES = {"square": "²", "sq": "²", "cubic": "³"}
_SINGULAR_AFTER_MANY = frozenset("foot mile acre pound stone".split())
_ORDINAL = ("st", "nd", "rd", "th")
_NOT_PRONOUN = frozenset("in out of".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its token range; ``low`` and ``high`` bound it, None is open."""

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: Bound
    number: int  # the token of the number itself


@dataclass(frozen=True, slots=True)
class _Core:
    """A number with its currency sign and unit, before bounds and ranges."""

    first: int
    last: int
    number: int
    low: float
    high: float
    unit: str | None
    vague: bool = False
    bound: Bound | None = None
    split: tuple[float, float] | None = None


def find_quantities(words: Sequence[str], first: int = 0, last: int | None = None) -> list[Found]:
    """The quantities in tokens ``[first, last)`` in order; dates, clock times, ordinals and names with numbers are none.

    Example:
        >>> [(q.value, q.unit, q.bound) for q in find_quantities("At least 61 deaths since September".split())]
        [(61.0, 'death', 'at_least')]
    """
    last = len(words) if last is None else last
    lower = [word.lower() for word in words[first:last]]
    kept = list(words[first:last])
    found: list[Found] = []
    i, size = 0, len(lower)
    previous = 0
    while i < size:
        word = lower[i]
        core = None
        if word[0].isdigit() or word in _STARTERS or word.partition("-")[0] in _STARTERS:
            core = _core(kept, lower, i, size)
        if core is None:
            i += 1
            continue
        item, i = _bounded(kept, lower, core, max(previous, 0), size)
        previous = i
        found.append(
            Found(
                item.first + first,
                item.last + first,
                item.value,
                item.low,
                item.high,
                item.unit,
                item.bound,
                item.number + first,
            )
        )
    return found


_STARTERS = frozenset((*ONES, *_VAGUE, *_PARTS, "tens", "a", "an", "half", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))  # fmt: skip


def _core(words: list[str], lower: list[str], i: int, size: int) -> _Core | None:
    """The number at token ``i`` with currency and unit; None when it is no quantity."""
    word = lower[i]
    vague = _vague(lower, i, size)
    if vague is not None:
        low, high, end = vague
        unit, end = _unit(words, lower, _after_of(lower, end, size), end, size, many=True)
        return _Core(i, end, i, low, high, unit, vague=True)
    share = _share(lower, i, size)
    if share is not None:
        value, end = share
        return _Core(i, end, i, value, value, "percent")
    timed = _half_past_one(lower, i, size)
    if timed is not None:
        return timed
    if word in ("half",):
        return None
    numeral = read_numeral(lower, i, size)
    if numeral is None or (word in ("a", "an") and numeral.end == i + 1):
        return None
    start, currency = _currency(words, lower, i)
    if currency is None and _is_name(words, lower, i, numeral, size):
        return None
    return _measured(words, lower, i, start, currency, numeral, size)


def _measured(
    words: list[str], lower: list[str], i: int, start: int, currency: str | None, numeral: Numeral, size: int
) -> _Core | None:
    value, end, unit = numeral.value, numeral.end, currency
    split: tuple[float, float] | None = None
    bound: Bound | None = None
    suffix = numeral.suffix
    if numeral.tail:
        parsed = _tail(numeral, lower, end, size)
        if parsed is None:
            return None
        tail_unit, bound, split, end = parsed
        if tail_unit is not None:
            return _Core(start, end, i, value, value, unit or tail_unit, bound=bound)
        if tail_unit is None and not bound and split is None:
            found_unit, end = _unit(words, lower, end, end, size, many=True)
            return _Core(start, end, i, value, value, unit or found_unit)
        if split:
            suffix = ""
    if suffix:
        read = _suffix(suffix, lower, end, size, money=currency is not None)
        if read is None:
            return None
        factor, own = read
        value, unit = round(value * factor, 6), unit or own
        if own is not None:
            return _Core(start, end, i, value, value, own, bound=bound)
    if end + 2 < size and lower[end] == "and" and lower[end + 1] == "a" and lower[end + 2] == "half":
        value, end = value + 0.5, end + 3
    if currency is None:
        unit, end = _unit(words, lower, end, end, size, many=value != 1)
        if unit is not None and lower[end - 1] in HUNDREDTHS:
            value = round(value / 100, 6)
    if currency is None and unit is None and _rejected(words, lower, i, numeral, end, size):
        return None
    if split:
        return _Core(start, end, i, split[0], split[1], unit, split=split)
    return _Core(start, end, i, value, value, unit, bound=bound)


def _vague(lower: list[str], i: int, size: int) -> tuple[float, float, int] | None:
    """Vague plurals: dozens, tens of thousands, a few hundred, a handful."""
    word = lower[i]
    if word in ("a",) and i + 1 < size:
        if lower[i + 1] == "handful":
            return 3, 6, i + 2
        if lower[i + 1] == "few" and i + 2 < size and lower[i + 2] in SCALES:
            scale = SCALES[lower[i + 2]]
            return 2 * scale, (5 if scale == 12 else 6) * scale, i + 3
        return None
    if word in _VAGUE_SCALED and i + 2 < size and lower[i + 1] == "of" and lower[i + 2] in _PLURAL_SCALES:
        low = _VAGUE_SCALED[word] * _PLURAL_SCALES[lower[i + 2]] * (1 if word == "tens" else 1)
        factor = 2.0
        top = 10 * low - 1
        return factor * low, top, i + 3
    if word in _VAGUE:
        if word == "scores" and not (i + 1 < size and lower[i + 1] == "of"):
            return None
        low_high = _VAGUE[word]
        return low_high[0], low_high[1], i + 1
    return None


def _share(lower: list[str], i: int, size: int) -> tuple[float, int] | None:
    """Fractions and ratios as percent: two-thirds, half of, a quarter of, one in five, three out of ten."""
    word = lower[i]
    head, _, part = word.partition("-")
    if part in _PARTS and (head in ONES or head in ("one", "a")) and part != "half":
        return round(ONES[head] * _PARTS[part], 6), i + 1
    if word == "half" and (
        i == 0 or lower[i - 1] not in ("second", "first", "other", "a", "another", "and", "second-", "better", "latter")
    ):
        nxt = lower[i + 1] if i + 1 < size else ""
        return (50.0, i + 1) if nxt in ("of", "the", "their", "its", "his", "her", "all", ".", ",", "") else None
    if i + 1 < size and lower[i + 1] in _PARTS and (word in ONES or word == "a") and lower[i + 1] != "half":
        if word == "a" and not (i + 2 >= size or lower[i + 2] in ("of", ".", ",", ";")):
            return None
        if lower[i + 1] in (
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "quarter",
        ) and word not in ("a", "one"):
            return None
        return round(ONES.get(word, 1) * _PARTS[lower[i + 1]], 6), i + 2
    for gap in ("in", "out"):
        end = i + 1
        if end < size and lower[end] == gap:
            end += 1
            if gap == "out":
                if end >= size or lower[end] != "of":
                    continue
                end += 1
            if end < size and lower[end] == "every":
                end += 1
            top, base = _whole(lower[i]), _whole(lower[end]) if end < size else None
            if top and base and top < base <= 1000 and (gap == "out" or base <= 100):
                if end + 1 < size and lower[end + 1] in ("minutes", "hours", "days", "weeks", "months", "years"):
                    return None
                return round(100 * top / base, 6), end + 1
    return None


def _whole(word: str) -> float | None:
    if word in ONES:
        return float(ONES[word])
    return (
        float(word)
        if word.isascii() and word.isdigit() and len(word) < 5
        else {"hundred": 100.0, "twenty": 20.0}.get(word)
    )


def _half_past_one(lower: list[str], i: int, size: int) -> _Core | None:
    """``half a dozen``, ``half a million``, ``an hour and a half``, ``a couple of``."""
    word = lower[i]
    if word == "half-dozen":
        return _Core(i, i + 1, i, 6, 6, None)
    if word == "half" and i + 2 < size and lower[i + 1] in ("a", "an"):
        if lower[i + 2] in SCALES:
            value, end = SCALES[lower[i + 2]] / 2, i + 3
            unit, end = _unit(lower, lower, end, end, size, many=True)
            return _Core(i, end, i, value, value, unit)
        return (
            _Core(i, i + 3, i, 0.5, 0.5, MEASURES.get(lower[i + 2], lower[i + 2])) if lower[i + 2].isalpha() else None
        )
    if word in ("a", "an", "one") and i + 4 < size and lower[i + 2 : i + 5] == ["and", "a", "half"]:
        return _Core(i, i + 5, i, 1.5, 1.5, MEASURES.get(lower[i + 1], lower[i + 1]))
    if word == "a" and i + 2 < size and lower[i + 1] == "couple" and lower[i + 2] == "of":
        value, end = 2.0, i + 3
        while end < size and lower[end] in SCALES:
            value, end = value * SCALES[lower[end]], end + 1
        unit, end = _unit(lower, lower, end, end, size, many=True)
        return _Core(i, end, i, value, value, unit, bound="about")
    return None


def _after_of(lower: list[str], end: int, size: int) -> int:
    return end + 1 if end < size and lower[end] == "of" else end


def _currency(words: list[str], lower: list[str], i: int) -> tuple[int, str | None]:
    """The currency sign or code before token ``i`` and where it starts."""
    if i and words[i - 1] in CURRENCY_SIGNS:
        sign = CURRENCY_SIGNS[words[i - 1]]
        if i > 1 and words[i - 1] == "$" and lower[i - 2] in DOLLAR_PREFIXES and words[i - 2].isupper():
            return i - 2, DOLLAR_PREFIXES[lower[i - 2]]
        if i > 1 and words[i - 1] == "$" and lower[i - 2] == "u.s.":
            return i - 2, "USD"
        return i - 1, sign
    if i and words[i - 1] in CURRENCY_CODES:
        return i - 1, words[i - 1]
    return i, None


def _suffix(suffix: str, lower: list[str], end: int, size: int, *, money: bool) -> tuple[float, str | None] | None:
    """Factor and unit of letters that stand right after digits; None for ordinals, decades and clock times."""
    if suffix in _ORDINAL or suffix in ("s", "am", "pm"):
        return None
    if money and suffix in SUFFIXES:
        return SUFFIXES[suffix], None
    if suffix in ("p", "c") and not money:
        return 0.01, "GBP" if suffix == "p" else "USD"
    if suffix in ATTACHED:
        return 1.0, ATTACHED[suffix]
    if suffix in SUFFIXES:
        following = lower[end] if end < size else ""
        if suffix in ("m", "t") and not (
            following.isalpha()
            and following not in _STOPS
            and following not in ("tall", "high", "long", "wide", "deep", "thick")
        ):
            return 1.0, suffix
        return SUFFIXES[suffix], None
    return (1.0, MEASURES[suffix]) if suffix in MEASURES else None


def _tail(
    numeral: Numeral, lower: list[str], end: int, size: int
) -> tuple[str | None, Bound | None, tuple[float, float] | None, int] | None:
    """What a hyphen ties to a number: a unit, a bound, the end of a range; None when it is a score or a name."""
    head, _, rest = numeral.tail.partition("-")
    if head in ("plus", "odd"):
        return None, "at_least" if head == "plus" else "about", None, end
    if head.rstrip("kmbn%").isdigit() and not rest:
        digits = head
        if end + 1 < size and lower[end] == "," and len(lower[end + 1]) == 3 and lower[end + 1].isdigit():
            digits, end = head + lower[end + 1], end + 2  # 2,000-2,500 is three tokens
        top = float(digits.rstrip("kmbn%"))
        if digits[0] == "0" or top <= numeral.value:
            return None
        return None, None, (numeral.value, top), end
    if head in ("strong", "seat", "member") or head in SCALES:
        return (None, None, None, end) if head not in SCALES else None
    if head in ("year", "month", "day", "week") and rest in ("old", "olds"):
        return head, None, None, end
    if head in ("percent", "per"):
        return "percent", None, None, end
    if head.isalpha():
        return MEASURES.get(head, CURRENCY_WORDS.get(head, singular(head))), None, None, end
    return None


def _unit(
    words: Sequence[str], lower: Sequence[str], i: int, end: int, size: int, *, many: bool
) -> tuple[str | None, int]:
    """The unit that starts at token ``i`` and the token after it; (None, end) when there is none."""
    if i >= size:
        return None, end
    word = lower[i]
    nxt = lower[i + 1] if i + 1 < size else ""
    if word in ("per", "percentage", "percent", "%", "pct", "basis"):
        return _percent(word, nxt, i, end)
    if word in _SQUARES and nxt:
        base = MEASURES.get(nxt)
        return (
            (base + _SQUARES[word], i + 2)
            if base
            else (f"{'square' if _SQUARES[word] == '²' else 'cubic'} {singular(nxt)}", i + 2)
        )
    if word == "metric" and nxt in ("tons", "ton", "tonnes"):
        return "t", i + 2
    if word == "°" or word == "degrees":
        scale = "°C" if nxt in ("c", "celsius", "centigrade") else "°F" if nxt in ("f", "fahrenheit") else None
        return (scale, i + 2) if scale else ("degree", i + 1)
    if word in CURRENCY_WORDS:
        return CURRENCY_WORDS[word], i + 1
    if i < len(words) and words[i] in CURRENCY_CODES:
        return words[i], i + 1
    if word in ("us", "american", "canadian", "australian") and nxt in ("dollars", "dollar"):
        return {"canadian": "CAD", "australian": "AUD"}.get(word, "USD"), i + 2
    if word in MEASURES and (len(word) > 1 or word in ("m", "l", "g", "t")):
        if (
            i + 2 < size
            and lower[i + 1] in ("/", "per", "an")
            and lower[i + 2] in ("h", "hour")
            and MEASURES[word] == "km"
        ):
            return "km/h", i + 3
        return MEASURES[word], i + 1
    return _noun(lower, i, end, size, many=many)


def _percent(word: str, nxt: str, i: int, end: int) -> tuple[str | None, int]:
    if word == "per":
        return ("percent", i + 2) if nxt == "cent" else (None, end)
    if word == "basis":
        return ("basis point", i + 2) if nxt in ("points", "point") else (None, end)
    if nxt in ("points", "point") and word in ("percentage", "percent"):
        return "percentage point", i + 2
    return "percent", i + 1


def _noun(lower: Sequence[str], i: int, end: int, size: int, *, many: bool) -> tuple[str | None, int]:
    """The head noun after a number: the first plural within four words, else the next word when it may be a noun."""
    stop = min(size, i + 5)
    for j in range(i, stop):
        word = lower[j]
        if word in _QUALIFIERS:
            continue
        if not word[0].isalpha() or word in _STOPS:
            break
        if word in _MONTHS or word in _CLOCK:
            break
        if many and is_plural(word) and len(word) > 2:
            nxt = lower[j + 1] if j + 1 < size else ""
            if (
                nxt
                and is_plural(nxt)
                and nxt not in _STOPS
                and word not in UNINFLECTED
                and nxt.isalpha()
                and not nxt.endswith(("ess", "ous"))
            ):
                return singular(nxt), j + 2
            return singular(word), j + 1
    j = i
    while j < stop and lower[j] in _QUALIFIERS:
        j += 1
    if (
        j < size
        and lower[j].isalpha()
        and lower[j] not in _STOPS
        and lower[j] not in _MONTHS
        and lower[j] not in _CLOCK
    ):
        return singular(lower[j]), j + 1
    return None, end


def _is_name(words: list[str], lower: list[str], i: int, numeral: Numeral, size: int) -> bool:
    """Whether the number belongs to a date, a clock time, a label or a name."""
    before = lower[i - 1] if i else ""
    after = lower[numeral.end] if numeral.end < size else ""
    simple = numeral.end == i + 1 and not numeral.suffix and not numeral.tail
    if not simple and before in _LABELS and numeral.digits:
        return True
    if after in _CLOCK or (
        after in ("in", "at")
        and numeral.value <= 12
        and numeral.value == int(numeral.value)
        and _daypart(lower, numeral.end, size)
    ):
        return True
    if (
        before in ("at", "by", "until", "till", "before")
        and not numeral.digits
        and simple
        and numeral.value <= 12
        and after in ("", ".", ",", "on")
    ):
        return True
    if not simple:
        return False
    if lower[i] == "one" and (
        before
        in (
            "no",
            "the",
            "this",
            "that",
            "any",
            "every",
            "which",
            "each",
            "some",
            "another",
            "only",
            "big",
            "last",
            "first",
        )
        or after in ("of", "another", "day", "")
    ):
        return True
    if lower[i] == "one" and not after.isalpha():
        return True
    if before in _LABELS and (numeral.digits or before in ("number", "chapter", "phase")):
        return True
    if not numeral.digits:
        return False
    if (
        before in _MONTHS
        or after in _MONTHS
        or (after == "of" and numeral.end + 1 < size and lower[numeral.end + 1] in _MONTHS)
    ):
        return numeral.value <= 31 or 1000 <= numeral.value <= 2100
    if before == "." and i > 1 and (lower[i - 2] in _MONTHS or lower[i - 2] in ("no", "art", "sec")):
        return True
    if before in ("-", "#"):
        return True
    if after == "," and i + 2 < size and before in ("aged", "age"):
        return True
    return _is_year(words, lower, i, numeral, after)


def _daypart(lower: list[str], end: int, size: int) -> bool:
    return any(lower[j] in _DAYPART for j in range(end, min(end + 3, size)))


def _is_year(words: list[str], lower: list[str], i: int, numeral: Numeral, after: str) -> bool:
    if len(lower[i]) != 4 or not lower[i].isdigit() or not 1100 <= numeral.value <= 2100:
        return False
    if i and (
        lower[i - 1] in ("about", "some", "over", "nearly", "roughly")
        or (BEFORE.get((lower[i - 1],)) and lower[i - 1] not in ("around", "under"))
    ):
        return False
    return not (
        after
        and is_plural(after)
        and after not in _STOPS
        and not (i and lower[i - 1] in ("in", "since", "the", "of", "by"))
    )


def _rejected(words: list[str], lower: list[str], i: int, numeral: Numeral, end: int, size: int) -> bool:
    """A bare number right after a capitalised name (District 9, Boeing 737) is part of the name."""
    if not numeral.digits or numeral.suffix or i == 0 or numeral.tail:
        return False
    before = words[i - 1]
    return (
        before[0].isupper()
        and before[1:].islower()
        and i > 1
        and (before.lower(),) not in BEFORE
        and numeral.value < 10_000
    )


def _bounded(words: list[str], lower: list[str], core: _Core, floor: int, size: int) -> tuple[Found, int]:
    """The quantity with the bound before or after it, joined with a second number when it is a range."""
    end = core.last
    joined = None if core.vague or core.split else _range(words, lower, core, size)
    if joined is not None:
        low, high, unit, end = joined
        first = core.first
        if first - 1 >= floor and lower[first - 1] in ("between", "from"):
            first -= 1
        return Found(first, end, None, low, high, unit, "range", core.number), end
    if core.split:
        return Found(core.first, end, None, core.low, core.high, core.unit, "range", core.number), end
    bound: Bound = core.bound or "exact"
    first = core.first
    before = bound_before(lower, core.first, floor)
    if before is not None and not (before[0] in ("more_than", "less_than") and _is_rise(lower, before[1])):
        bound, first = (before[0] if bound == "exact" else bound), before[1]
        if (
            bound in ("at_least", "more_than", "at_most", "less_than")
            and first - 1 >= floor
            and lower[first - 1] in ("about", "just", "well", "slightly")
        ):
            first -= 1
    after = bound_after(lower, _number_end(lower, core, size), size) or bound_after(lower, end, size)
    if after is not None and bound == "exact":
        bound = after[0]
        if after[1] > end:
            unit, end = (core.unit, after[1]) if core.unit else _unit(words, lower, after[1], after[1], size, many=True)
            core = _Core(core.first, end, core.number, core.low, core.high, unit)
        unit_after = core.unit
        if unit_after in ("or", "plus", "odd"):
            unit_after = None
    if core.vague:
        return Found(first, end, None, core.low, core.high, core.unit, "about", core.number), end
    low: float | None = core.low
    high: float | None = core.high
    if bound in ("at_least", "more_than"):
        high = None
    elif bound in ("at_most", "less_than"):
        low = None
    return Found(first, end, core.low, low, high, core.unit, bound, core.number), end


def _number_end(lower: list[str], core: _Core, size: int) -> int:
    """The token after the number itself, where ``or so`` and ``or more`` stand before the noun."""
    numeral = read_numeral(lower, core.number, size)
    return numeral.end if numeral else core.last


def _is_rise(lower: list[str], i: int) -> bool:
    return False and bool(lower[i])


def _range(words: list[str], lower: list[str], core: _Core, size: int) -> tuple[float, float, str | None, int] | None:
    """The second number of ``six to eight weeks``, ``between 3 and 5``, ``$40m-$50m``."""
    numeral = read_numeral(lower, core.number, size)
    if numeral is None or core.bound:
        return None
    opened = core.first > 0 and lower[core.first - 1] in ("between", "from")
    for j in dict.fromkeys((numeral.end, core.last)):
        if j + 1 >= size or lower[j] not in ("to", "and", "-", "—", "--"):
            continue
        if lower[j] == "and" and not (opened and lower[core.first - 1] == "between"):
            continue
        if (
            j == core.last
            and j != numeral.end
            and not opened
            and lower[j] == "to"
            and core.unit not in (None, "percent")
            and not _is_money(core.unit)
        ):
            continue  # "nine votes to six" are two numbers
        k = j + 1
        while k < size and (
            words[k] in CURRENCY_SIGNS
            or words[k] in CURRENCY_CODES
            or (lower[k] in DOLLAR_PREFIXES and words[k].isupper())
        ):
            k += 1
        second = _core(words, lower, k, size) if k < size else None
        if second is None or second.vague or second.split or second.low <= 0:
            continue
        low, high = core.low, second.low
        factor = _shared_scale(lower, numeral, second, size)
        if low < high and factor > 1 and low * factor <= high:
            low *= factor
        if low >= high:
            continue
        return low, high, second.unit or core.unit, second.last
    return None


def _is_money(unit: str | None) -> bool:
    return unit in CURRENCY_CODES


def _shared_scale(lower: list[str], numeral: Numeral, second: _Core, size: int) -> float:
    """The scale word that a range states once: ``two to three million``."""
    other = read_numeral(lower, second.number, size)
    if other is None or numeral.suffix or numeral.end != numeral.end:
        return 1.0
    scale = SCALES.get(lower[other.end - 1], 1.0) if not other.suffix else SUFFIXES.get(other.suffix, 1.0)
    own = lower[numeral.end - 1] in SCALES
    return 1.0 if own else scale
