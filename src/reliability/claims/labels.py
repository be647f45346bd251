"""Numbers that count nothing: dates, clock times, ordinals, labels, parts of names."""

from __future__ import annotations

from collections.abc import Sequence

from reliability.claims.bounds import BEFORE
from reliability.claims.measures import CLOCK, MONTHS, STOPS
from reliability.claims.numerals import Numeral
from reliability.claims.units import MEASURES, is_plural

_LABELS = frozenset(
    "number no nos article section district highway route flight room chapter page pages phase version level class grade"
    " title channel line bus platform gate unit block apartment flat suite box well wells psalm verse rule clause ward"
    " zone sector pier dock terminal track reactor tower building hall house street resolution proposition amendment"
    " season episode volume part interstate motorway junction exit act group pool lane court table appendix figure"
    " schedule paragraph item lot plot hangar dormitory windows world catch covid boeing airbus formula model series"
    " stage step game round week day category top iphone galaxy apollo".split()
)
_STREETS = frozenset("street road avenue lane drive square boulevard place terrace way court st rd ave".split())
_AGED = frozenset(
    "aged age ages children people persons adults men women boys girls kids youths teenagers pupils students patients"
    " drivers voters players those anyone anybody everyone everybody child person".split()
)
_OLDEST = 120  # years
_DIALLING = frozenset("call called calls calling dial dialled dialed phone phoned ring rang telephone tel text".split())
_DAYPART = frozenset(("morning", "afternoon", "evening", "night"))
_NO_COUNT = frozenset("by no the this that any every which each some another only big last first".split())
_AT = frozenset(("at", "by", "until", "till", "past"))
_ROUND = frozenset(("about", "some", "over", "nearly", "roughly"))


def is_label(words: Sequence[str], lower: Sequence[str], i: int, numeral: Numeral) -> bool:
    """Whether the number at token ``i`` belongs to a date, a clock time, a label or a name.

    Examples:
        >>> from reliability.claims.numerals import read_numeral
        >>> words = ["in", "1978"]
        >>> is_label(words, words, 1, read_numeral(words, 1, 2))
        True
    """
    before = lower[i - 1] if i else ""
    after = lower[numeral.end] if numeral.end < len(lower) else ""
    if _is_clock(lower, before, after, numeral):
        return True
    if numeral.digits and ((before.isdigit() and before[0] == "0") or (before in _DIALLING and _is_end(after))):
        return True
    if before in _LABELS and (numeral.digits or before in ("number", "chapter", "phase")):
        return True
    if numeral.end != i + 1 or numeral.suffix or numeral.tail:
        return False
    if before == "of" and i > 1 and words[i - 2] == "Group":
        return True
    if not numeral.digits:
        return _is_pronoun(lower[i], before, after) or _is_capital(words, i) or _is_street(words, lower, i)
    return (
        _is_dated(lower, i, before, after, numeral)
        or _is_address(words, lower, i)
        or _is_year(lower, i, after)
        or _is_dialled(lower, i, after)
    )


def _is_clock(lower: Sequence[str], before: str, after: str, numeral: Numeral) -> bool:
    """``8 a.m.``, ``six in the morning``, ``at eight``."""
    if after in CLOCK:
        return True
    if numeral.value > 12 or numeral.value != int(numeral.value) or numeral.suffix or numeral.tail:
        return False
    if after == "past":
        return True
    if after in ("in", "at") and any(word in _DAYPART for word in lower[numeral.end : numeral.end + 3]):
        return True
    return before in _AT and after in ("", ".", ",", "on", "and") and (before == "past" or not numeral.digits)


def _is_pronoun(word: str, before: str, after: str) -> bool:
    return word == "one" and (before in _NO_COUNT or after in ("of", "another", "day") or not after[:1].isalpha())


def _is_capital(words: Sequence[str], i: int) -> bool:
    """A number word with a capital inside a sentence is a name: the Big Ten, World War Two."""
    return words[i][0].isupper() and i > 0 and words[i - 1][-1].isalnum()


def _is_dated(lower: Sequence[str], i: int, before: str, after: str, numeral: Numeral) -> bool:
    later = lower[numeral.end + 1] if numeral.end + 1 < len(lower) else ""
    if before in MONTHS or after in MONTHS or (after == "of" and later in MONTHS):
        return numeral.value <= 31 or 1000 <= numeral.value <= 2100
    if before == "." and i > 1 and (lower[i - 2] in MONTHS or lower[i - 2] in ("no", "art", "sec")):
        return True
    return before in ("-", "#", "+") or (len(lower[i]) > 1 and lower[i][0] == "0" and lower[i].isdigit())


def _is_address(words: Sequence[str], lower: Sequence[str], i: int) -> bool:
    """``10 Downing Street``."""
    return words[i + 1 : i + 2] != () and any(
        word in _STREETS and words[j][0].isupper() for j, word in enumerate(lower[i + 1 : i + 4], i + 1)
    )


def _is_street(words: Sequence[str], lower: Sequence[str], i: int) -> bool:
    """``Ten Downing Street``: a number word with a capital before a name that ends in a kind of street."""
    return words[i][0].isupper() and any(
        word in _STREETS and all(other[0].isupper() for other in words[i + 1 : j + 1])
        for j, word in enumerate(lower[i + 2 : i + 4], i + 2)
    )


def _is_year(lower: Sequence[str], i: int, after: str) -> bool:
    if len(lower[i]) != 4 or not lower[i].isdigit() or not 1100 <= int(lower[i]) <= 2100:
        return False
    before = lower[i - 1] if i else ""
    if before in _ROUND or ((before,) in BEFORE and before not in ("around", "under")):
        return False
    counted = after and is_plural(after) and after not in STOPS
    return not counted or before in ("in", "since", "the", "of", "by")


def _is_dialled(lower: Sequence[str], i: int, after: str) -> bool:
    """``555 0142``: groups of digits side by side that start with a zero or that somebody dials."""
    if not lower[i].isdigit():
        return False
    groups = [word for word in (lower[i - 1] if i else "", after) if word.isdigit() and len(word) > 2]
    return any(word[0] == "0" for word in groups) or (
        bool(groups) and any(word in _DIALLING for word in lower[max(0, i - 4) : i])
    )


def _is_end(word: str) -> bool:
    return not word[:1].isalpha() or word in STOPS


def is_age(lower: Sequence[str], first: int, numeral: Numeral, unit: str | None) -> bool:
    """Whether a number without a counted noun is an age: ``children under 12``, ``aged 65``.

    Args:
        first: token where the number with its bound starts.
        unit: what was taken for the unit.

    Examples:
        >>> from reliability.claims.numerals import read_numeral
        >>> words = ["children", "under", "12", "travel"]
        >>> is_age(words, 1, read_numeral(words, 2, 4), "travel")
        True
    """
    if not 0 < numeral.value <= _OLDEST or numeral.suffix or numeral.tail or not first:
        return False
    if lower[first - 1] not in _AGED and not (lower[first - 1] == "," and lower[max(0, first - 2)] in _AGED):
        return False
    counted = lower[numeral.end] if numeral.end < len(lower) else ""
    return unit is None or not (is_plural(counted) or counted in MEASURES)


def is_part_of_name(words: Sequence[str], i: int, numeral: Numeral) -> bool:
    """Whether a bare number stands right after a capitalised word inside a sentence: District 9, Boeing 737."""
    if not numeral.digits or numeral.suffix or numeral.tail or i < 2 or numeral.value >= 10_000:
        return False
    before = words[i - 1]
    return before[0].isupper() and before[1:].islower() and (before.lower(),) not in BEFORE
