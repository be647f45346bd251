"""The unit that a number is told in: percent, money, measures, or the noun that is counted."""

from __future__ import annotations

from collections.abc import Sequence

from reliability.claims.units import (
    CURRENCY_CODES,
    CURRENCY_WORDS,
    MEASURES,
    NATIONAL_CURRENCIES,
    UNINFLECTED,
    is_plural,
    singular,
)

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec".split()
)
CLOCK = frozenset(("a.m.", "p.m.", "am", "pm", "o'clock", "gmt", "utc", "est", "noon"))
STOPS = frozenset(
    "of in on at by for from with to into about against between during after before since until through over under via"
    " and or but nor the a an this that these those is are was were be been being has have had do does did will would"
    " can could may might must shall should who which when where while as than it he she they we you i its his her"
    " their our my not no so if because though per all each every out up down off away back there here then now only"
    " also just more less fewer further additional ago later earlier said says".split()
)
_QUALIFIERS = frozenset("more other new additional extra further separate different full whole".split())
# What people and things do after a number that counts them without naming them: a few thousand remain.
_VERBS = frozenset(
    "remain remained got get fled flee voted vote died die live lived travel travelled traveled came come went go left took"
    " take made make gave give joined attended marched gathered stood ran run fell rose began became wrote won lost held"
    " kept met paid spent sold bought brought saw seen knew thought felt found know want need use say think believe agreed"
    " refused failed managed survived escaped returned arrived qualify qualified work worked stay stayed showed turned"
    " wanted needed received signed applied spoke sat slept sent set showed show appeared declined".split()
)
_SQUARES = {"square": "²", "sq": "²", "cubic": "³"}
_SPEEDS = {"km": "km/h", "mile": "mph", "miles": "mph"}
_PERCENT = frozenset(("per", "percentage", "percent", "%", "pct", "basis"))
_DEGREES = {"c": "°C", "celsius": "°C", "centigrade": "°C", "f": "°F", "fahrenheit": "°F"}
_FIRST_NAMES = frozenset(("hong", "new", "south", "sri"))


def find_unit(words: Sequence[str], lower: Sequence[str], i: int, end: int, *, many: bool) -> tuple[str | None, int]:
    """The unit that starts at token ``i`` and the token after it; ``(None, end)`` when there is none.

    Examples:
        >>> find_unit(["12", "metric", "tons"], ["12", "metric", "tons"], 1, 1, many=True)
        ('t', 3)
    """
    if i >= len(lower):
        return None, end
    word, nxt = lower[i], lower[i + 1] if i + 1 < len(lower) else ""
    if word in _PERCENT:
        return _percent(word, nxt, i, end)
    if word in _SQUARES and nxt:
        base = MEASURES.get(nxt) if nxt != "ft" else None
        shape = "square" if _SQUARES[word] == "²" else "cubic"
        return (base + _SQUARES[word] if base else f"{shape} {singular(nxt)}"), i + 2
    found = _measure(words, lower, i, nxt)
    return found if found is not None else _noun(lower, i, end, many=many)


def _measure(words: Sequence[str], lower: Sequence[str], i: int, nxt: str) -> tuple[str | None, int] | None:
    """Temperatures, money and measures at token ``i``."""
    word = lower[i]
    if word == "metric" and nxt in ("tons", "ton", "tonnes"):
        return "t", i + 2
    if words[i] in ("C", "F", "°", "degrees"):
        return _degrees(word, nxt, i)
    for at in (i, i + 1):  # Swiss francs, Hong Kong dollars
        code = NATIONAL_CURRENCIES.get((lower[at], lower[at + 1].removesuffix("s"))) if at + 1 < len(lower) else None
        if code and (at == i or lower[i] in _FIRST_NAMES):
            return code, at + 2
    if word == "euro" and nxt in ("cent", "cents"):
        return "EUR", i + 2
    if word in CURRENCY_WORDS:
        return CURRENCY_WORDS[word], i + 1
    if words[i] in CURRENCY_CODES:
        return words[i], i + 1
    hourly = lower[i + 1 : i + 3]
    speed = _SPEEDS.get(MEASURES.get(word, word))
    if speed and hourly[:1] in (["/"], ["per"], ["an"]) and hourly[1:] in (["h"], ["hour"]):
        return speed, i + 3
    return (MEASURES[word], i + 1) if word in MEASURES else None


def _degrees(word: str, nxt: str, i: int) -> tuple[str | None, int] | None:
    """``degrees Celsius``, ``°F``, ``38.6 C``; a letter before another word is none."""
    if word in _DEGREES:
        return None if nxt[:1].isalpha() else (_DEGREES[word], i + 1)
    scale = _DEGREES.get(nxt)
    return (scale, i + 2) if scale else ("degree", i + 1)


def _percent(word: str, nxt: str, i: int, end: int) -> tuple[str | None, int]:
    if word == "per":
        return ("percent", i + 2) if nxt == "cent" else (None, end)
    if word == "basis":
        return ("basis point", i + 2) if nxt in ("points", "point") else (None, end)
    if nxt in ("points", "point") and word in ("percentage", "percent"):
        return "percentage point", i + 2
    return "percent", i + 1


def _noun(lower: Sequence[str], i: int, end: int, *, many: bool) -> tuple[str | None, int]:
    """The head noun after a number: the first plural within four words, else the next word when it may be a noun."""
    size = len(lower)
    stop = min(size, i + 5)
    for j in range(i, stop):
        word = lower[j]
        if word in _QUALIFIERS:
            continue
        if not word[0].isalpha() or word in STOPS:
            break
        if word in MONTHS or word in CLOCK:
            break
        if many and is_plural(word) and len(word) > 2:
            nxt = lower[j + 1] if j + 1 < size else ""
            if (
                nxt
                and is_plural(nxt)
                and nxt not in STOPS
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
        and not (many and lower[j] in _VERBS)
        and not any(lower[j] in others for others in (STOPS, MONTHS, CLOCK))
    ):
        return singular(lower[j]), j + 1
    return None, end
