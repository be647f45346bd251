"""Dates in a sentence, absolute or told from the day of publication, as ranges of days."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

_MONTH_NAMES = "january february march april may june july august september october november december".split()
MONTHS = {name: i + 1 for i, name in enumerate(_MONTH_NAMES)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {name: i for i, name in enumerate(_WEEKDAY_NAMES)}
_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_IN = frozenset("in since of by until from during before after late early mid throughout around".split())
_ALWAYS_MONTH = frozenset(MONTHS) - {"may", "march", "mar", "sep", "dec", "jan", "jun", "jul"}


@dataclass(frozen=True, slots=True)
class When:
    """A date with its token range: inclusive days, or None where the year is open."""

    first: int
    last: int
    low: dt.date | None
    high: dt.date | None
    month: int | None = None
    day: int | None = None


def find_dates(words: Sequence[str], first: int, last: int, published: dt.date | None) -> list[When]:
    """The dates in tokens ``[first, last)`` in order.

    Args:
        words: folded tokens, case kept.
        published: the day that ``yesterday``, ``Monday`` or ``in October`` are told from; None leaves them open.

    Examples:
        >>> [(when.low.isoformat(), when.high.isoformat()) for when in find_dates("in January 2019".split(), 0, 3, None)]
        [('2019-01-01', '2019-01-31')]
    """
    lower = [word.lower() for word in words[first:last]]
    found: list[When] = []
    i, size = 0, len(lower)
    while i < size:
        word = lower[i]
        when = None
        if word in MONTHS:
            when = _month(words[first:last], lower, i, size, published)
        elif word[0].isdigit():
            when = _digits(lower, i, size)
        elif word in WEEKDAYS or word in _DAYS:
            when = _near(lower, i, published)
        elif word in ("last", "this", "past", "next") and i + 1 < size and lower[i + 1] in ("year", "month", "week"):
            when = _period(lower, i, published)
        if when is None:
            i += 1
            continue
        found.append(When(when.first + first, when.last + first, when.low, when.high, when.month, when.day))
        i = max(when.last, i + 1)
    return found


def _month(words: Sequence[str], lower: list[str], i: int, size: int, published: dt.date | None) -> When | None:
    month = MONTHS[lower[i]]
    if not words[i][0].isupper():
        return None
    first, end, day, year = i, i + 1, None, None
    if end < size and lower[end] == "." and len(lower[i]) < 5:
        end += 1
    if i and (before := _day(lower[i - 1])):
        day, first = before, i - 1
    elif i > 1 and lower[i - 1] == "of" and (before := _day(lower[i - 2])):
        day, first = before, i - 2
    elif end < size and (after := _day(lower[end])):
        day, end = after, end + 1
    comma = end + 1 if end < size and lower[end] == "," else end
    if comma < size and (known := _year(lower[comma])):
        year, end = known, comma + 1
    if (
        year is None
        and day is None
        and lower[i] in ("may", "march")
        and not (i and lower[i - 1] in (*_IN, "last", "this", "next"))
    ):
        return None
    if year is None and published is not None:
        year = _nearest(month, published, previous=bool(first and lower[first - 1] == "last"))
    if year is None:
        return When(first, end, None, None, month, day)
    return _days(first, end, year, month, day)


def _days(first: int, end: int, year: int, month: int, day: int | None) -> When | None:
    length = calendar.monthrange(year, month)[1]
    if day is not None and day > length:
        return None
    low = dt.date(year, month, day or 1)
    return When(first, end, low, dt.date(year, month, day or length), month, day)


def _nearest(month: int, published: dt.date, *, previous: bool) -> int:
    """The year in which a month without year lies: at most two months ahead of publication, else the past."""
    ahead = (month - published.month) % 12
    if previous:
        return published.year if month < published.month else published.year - 1
    if ahead <= 2:
        return published.year + (1 if month < published.month else 0)
    return published.year if month <= published.month else published.year - 1


def _day(word: str) -> int | None:
    digits = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
    return int(digits) if len(digits) < 3 and digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 31 else None


def _year(word: str) -> int | None:
    return int(word) if len(word) == 4 and word.isascii() and word.isdigit() and 1000 <= int(word) <= 2199 else None


def _digits(lower: list[str], i: int, size: int) -> When | None:
    """A bare year after a word that asks for one, or ``2019-01-23``."""
    parts = lower[i].split("-")
    if len(parts) == 3 and _year(parts[0]) and all(part.isascii() and part.isdigit() for part in parts[1:]):
        month, day = int(parts[1]), int(parts[2])
        return _days(i, i + 1, int(parts[0]), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
    year = _year(lower[i])
    if year is None or not 1500 <= year <= 2199:
        return None
    before = lower[i - 1] if i else ""
    after = lower[i + 1] if i + 1 < size else ""
    if before in ("autumn", "spring", "summer", "winter", "fall"):
        start, stop = _SEASONS[before]
        if start < stop:
            return When(i - 1, i + 1, dt.date(year, start, 1), dt.date(year, stop, calendar.monthrange(year, stop)[1]))
    if before in _IN or before in ("and", "or", "-", "the", "(") or after in (")", ","):
        return When(i, i + 1, dt.date(year, 1, 1), dt.date(year, 12, 31))
    return None


def _near(lower: list[str], i: int, published: dt.date | None) -> When | None:
    word = lower[i]
    if published is None:
        return When(i, i + 1, None, None)
    try:
        if word in _DAYS:
            day = published + dt.timedelta(days=_DAYS[word])
            return When(i, i + 1, day, day, day.month, day.day)
        back = (published.weekday() - WEEKDAYS[word]) % 7
        coming = i > 0 and lower[i - 1] == "next"
        day = published + dt.timedelta(days=7 - back if coming else -back)
        return When(i, i + 1, day, day, day.month, day.day)
    except OverflowError:
        return None


def _period(lower: list[str], i: int, published: dt.date | None) -> When | None:
    if published is None:
        return None
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[lower[i]]
    unit = lower[i + 1]
    try:
        if unit == "year":
            year = published.year + step
            return When(i, i + 2, dt.date(year, 1, 1), dt.date(year, 12, 31))
        if unit == "month":
            index = published.year * 12 + published.month - 1 + step
            return _days(i, i + 2, index // 12, index % 12 + 1, None)
        start = published - dt.timedelta(days=published.weekday()) + dt.timedelta(days=7 * step)
        return When(i, i + 2, start, start + dt.timedelta(days=6))
    except (OverflowError, ValueError):
        return None
