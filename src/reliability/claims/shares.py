"""Quantities without a plain number: fractions, ratios and vague plurals."""

from __future__ import annotations

from reliability.claims.bounds import bound_before
from reliability.claims.numerals import ONES, SCALES
from reliability.claims.units import CURRENCY_WORDS, MEASURES, singular

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
PARTS = {
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
_COUNTED = frozenset(
    "survivors casualties injuries deaths fatalities victims arrests passengers wounded hostages evacuations".split()
)
_FURTHER = frozenset(("further", "more", "new", "other", "serious", "additional", "known", "reported", "civilian"))
_SINGLES = frozenset("second minute hour day week fortnight month year decade century mile foot inch yard acre".split())
_WHOLES = frozenset(("of", "the", "their", "its", "his", "her", "all", ".", ",", ""))
_NO_HALF = frozenset(("second", "first", "other", "a", "another", "and", "better", "latter", "top", "bottom"))
_PERIODS = tuple([word] for word in ("minutes", "hours", "days", "weeks", "months", "years"))


def read_vague(lower: list[str], i: int) -> tuple[float, float, int] | None:
    """Vague plurals: dozens, tens of thousands, a few hundred, a handful."""
    size = len(lower)
    word = lower[i]
    if word == "a" and i + 1 < size:
        if lower[i + 1] == "handful":
            return 3, 6, i + 2
        if lower[i + 1] == "few" and i + 2 < size and lower[i + 2] in SCALES:
            scale = SCALES[lower[i + 2]]
            return 2 * scale, (5 if scale == 12 else 6) * scale, i + 3
        return None
    if word in _VAGUE_SCALED and i + 2 < size and lower[i + 1] == "of" and lower[i + 2] in _PLURAL_SCALES:
        low = _VAGUE_SCALED[word] * _PLURAL_SCALES[lower[i + 2]]
        return 2 * low, 10 * low - 1, i + 3
    if word == "several" and i + 1 < size and lower[i + 1] in SCALES:
        scale = SCALES[lower[i + 1]]
        return 2 * scale, (99 if scale == 12 else 10 * scale - 1), i + 2
    if word in _VAGUE:
        if word == "scores" and not (i + 1 < size and lower[i + 1] == "of"):
            return None
        low_high = _VAGUE[word]
        return low_high[0], low_high[1], i + 1
    return None


def read_none(lower: list[str], i: int) -> tuple[float, str, int] | None:
    """Zero of what reports of an accident count: no survivors, no further casualties; with the unit and its end.

    Examples:
        >>> read_none(["no", "survivors"], 0)
        (0.0, 'survivor', 2)
    """
    if lower[i] != "no":
        return None
    at = i + 1 + (lower[i + 1 : i + 2] != [] and lower[i + 1] in _FURTHER)
    return (0.0, singular(lower[at]), at + 1) if at < len(lower) and lower[at] in _COUNTED else None


def read_single(lower: list[str], i: int) -> tuple[float, str, int] | None:
    """One of a measure after a bound: less than a kilogram, over an hour; with the unit and its end.

    Examples:
        >>> read_single(["over", "an", "hour"], 1)
        (1.0, 'hour', 3)
    """
    if lower[i] not in ("a", "an") or i + 1 >= len(lower) or not bound_before(lower, i, 0):
        return None
    word = lower[i + 1]
    unit = MEASURES.get(word) or CURRENCY_WORDS.get(word) or (word if word in _SINGLES else None)
    return (1.0, unit, i + 2) if unit and len(word) > 2 and unit != "percent" else None


def read_share(lower: list[str], i: int) -> tuple[float, int] | None:
    """A fraction or ratio as percent with the token after it: two-thirds, half of, one in five, three out of ten.

    Examples:
        >>> read_share(["one", "in", "five"], 0)
        (20.0, 3)
    """
    word = lower[i]
    head, _, part = word.partition("-")
    if part in PARTS and head in ONES and part != "half":
        return round(ONES[head] * PARTS[part], 6), i + 1
    if part.startswith(("in-", "out-of-")):  # a one-in-three chance
        tied = _ratio([head, *part.split("-")], 0)
        return (tied[0], i + 1) if tied else None
    following = lower[i + 1] if i + 1 < len(lower) else ""
    if word == "half":
        whole = following in _WHOLES and not (i and lower[i - 1] in _NO_HALF)
        return (50.0, i + 1) if whole else None
    if lower[i + 2 : i + 4] == ["of", "a"] and lower[i + 4 : i + 5] and lower[i + 4] in SCALES:
        return None  # a quarter of a million is a number
    if following in PARTS and following != "half" and (word in ONES or word == "a"):
        return _spaced(lower, i, following)
    return _ratio(lower, i)


def _spaced(lower: list[str], i: int, part: str) -> tuple[float, int] | None:
    """``a third of``, ``three quarters``; ``two third`` is none."""
    word = lower[i]
    after = lower[i + 2] if i + 2 < len(lower) else "."
    if word == "a" and after not in ("of", ".", ",", ";"):
        return None
    if word not in ("a", "one") and not part.endswith("s"):
        return None
    return round(ONES.get(word, 1) * PARTS[part], 6), i + 2


def _ratio(lower: list[str], i: int) -> tuple[float, int] | None:
    """``one in five``, ``three out of ten``, ``two out of every three``."""
    end = i + 1
    if lower[end : end + 2] == ["out", "of"]:
        end, most = end + 2, 1000.0
    elif lower[end : end + 1] == ["in"]:
        end, most = end + 1, 100.0
    else:
        return None
    if lower[end : end + 1] == ["every"]:
        end += 1
    top, base = _whole(lower[i]), _whole(lower[end]) if end < len(lower) else None
    if not top or not base or not top < base <= most or lower[end + 1 : end + 2] in _PERIODS:
        return None
    return round(100 * top / base, 6), end + 1


def _whole(word: str) -> float | None:
    if word in ONES:
        return float(ONES[word])
    return (
        float(word)
        if word.isascii() and word.isdigit() and len(word) < 5
        else {"hundred": 100.0, "twenty": 20.0}.get(word)
    )
