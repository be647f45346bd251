"""Numbers as they are written: digits with separators and suffixes, number words, scales."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
TENS = {word: 10 * (i + 2) for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "dozen": 12.0,
}
SUFFIXES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}
_DIGITS = re.compile(r"(\d+(?:,\d{2,3})*(?:\.\d+)?)([^\W\d_]*)((?:-\w+)*)")
_THREE = re.compile(r"\d{3}")
_LONGEST = 15  # digits: above this a float is no longer exact


class Numeral(NamedTuple):
    """A number read from ``words[start:end]``; ``tail`` is what a hyphen ties to it (``year-old``), ``suffix`` letters."""

    value: float
    end: int
    digits: bool
    suffix: str = ""
    tail: str = ""


def read_numeral(lower: Sequence[str], i: int, last: int) -> Numeral | None:
    """The number that starts at token ``i``, or None.

    Examples:
        >>> read_numeral(("three", "million", "people"), 0, 3)
        Numeral(value=3000000.0, end=2, digits=False, suffix='', tail='')
    """
    word = lower[i]
    if word[0].isdigit():
        return _digits(lower, i, last)
    return _words(lower, i, last)


def _digits(lower: Sequence[str], i: int, last: int) -> Numeral | None:
    match = _DIGITS.fullmatch(lower[i])
    if match is None or len(match[1]) > _LONGEST or not match[1].isascii():
        return None
    value = float(match[1].replace(",", ""))
    suffix, tail, end = match[2], match[3][1:], i + 1
    if not suffix and not tail and len(match[1]) <= 3 and match[1].isdigit() and match[1][0] != "0":
        while end < last and end < i + 4 and _THREE.fullmatch(lower[end]):  # 38 412
            value = value * 1000 + float(lower[end])
            end += 1
    if not suffix and not tail:
        value, end = _scaled(value, lower, end, last)
    return Numeral(value, end, True, suffix, tail)


def _scaled(value: float, lower: Sequence[str], end: int, last: int) -> tuple[float, int]:
    """The value times the scale words that follow: ``2.5 million``, ``three hundred thousand``."""
    while end < last and lower[end] in SCALES:
        value *= SCALES[lower[end]]
        end += 1
    return round(value, 6), end


def _words(lower: Sequence[str], i: int, last: int) -> Numeral | None:
    word, _, tail = lower[i].partition("-")
    if word in TENS:
        second, _, rest = tail.partition("-")
        if second in ONES and 0 < ONES[second] < 10:
            return _compose(TENS[word] + ONES[second], lower, i + 1, last, rest)
        return _compose(TENS[word], lower, i + 1, last, tail)
    if word in ONES:
        return _compose(ONES[word], lower, i + 1, last, tail)
    if word in ("a", "an") and not tail and i + 1 < last and lower[i + 1] in SCALES:
        return _compose(1, lower, i + 1, last, "")
    return None


def _compose(first: float, lower: Sequence[str], end: int, last: int, tail: str) -> Numeral:
    """Number words from the left: the part below a scale, times the scale, plus what follows it."""
    if tail:
        scale = SCALES.get(tail)
        return Numeral(first * scale, end, False) if scale else Numeral(float(first), end, False, "", tail)
    total, part = 0.0, float(first)
    while end < last:
        word = lower[end]
        if word in SCALES:
            part = part * SCALES[word] if part else SCALES[word]
            if SCALES[word] > 100:
                total, part = total + part, 0.0
            end += 1
            continue
        step = 1 if word != "and" else 2
        nxt = end + step - 1
        value = _small(lower[nxt]) if nxt < last else None
        scaled = lower[end - 1] in SCALES and lower[end - 1] != "dozen"
        if value is None or not scaled or value >= (100 if part else 1000):
            break
        part += value
        end = nxt + 1
    return Numeral(round(total + part, 6), end, False)


def _small(word: str) -> float | None:
    """A number word below one hundred."""
    first, _, second = word.partition("-")
    if first in TENS:
        return TENS[first] + ONES.get(second, 0) if not second or second in ONES else None
    return ONES.get(word)
