"""What two alike claims are to each other, with the reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rapidfuzz import fuzz

from reliability.claims.polarity import NEGATORS, REVERSERS
from reliability.claims.quotes import shared_quotation
from reliability.claims.slots import Clash, compare_dates, compare_quantities, shared_names
from reliability.types import Claim, Relation

SAME = 0.92  # share of the words in order that two sentences have in common when they are the same
YEARS_APART = 200  # days between two publications after which numbers are of another time
_RISING = frozenset("risen rise rises rose climbed increased grown now updated revised later new".split())


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article was published, if known, and the latest year that its text names."""

    published: dt.date | None
    stamp: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A relation with the slot that differs and the reasons."""

    relation: Relation
    slot: str | None
    reasons: tuple[str, ...]


def judge(a: Claim, b: Claim, likeness: float, agrees_from: float, when_a: Moment, when_b: Moment) -> Judgement:
    """The relation of two claims of different articles whose likeness is at least the matcher's lower threshold.

    Args:
        likeness: similarity in [0, 1].
        agrees_from: likeness from which two claims say the same unless something clashes.
        when_a, when_b: when the articles were published.
    """
    reasons = [f"likeness {likeness:.2f}"]
    names = shared_names(a.entities, b.entities)
    if names:
        reasons.append("both name " + ", ".join(names[:3]))
    quote = shared_quotation(a, b)
    if quote:
        return Judgement("shared_quote", None, (*reasons, f"both quote: {' '.join(quote[:12])}"))
    agreed, clashes = compare_quantities(a, b)
    reasons.extend(f"number: {item.a} = {item.b}" for item in agreed[:3])
    dates_met, dates_clash = compare_dates(a.dates, b.dates)
    if _other_time(when_a, when_b, dates_met, dates_clash):
        return Judgement("related", None, (*reasons, "told of another time"))
    if likeness < agrees_from and not (clashes and likeness >= agrees_from * 0.8):
        return Judgement("related", None, tuple(reasons))
    if fuzz.ratio(_plain(a), _plain(b)) >= 100 * SAME and not clashes and a.polarity == b.polarity:
        return Judgement("same", None, (*reasons, "the same words"))
    if clashes and not agreed:
        return _clash(a, b, clashes[0], reasons, when_a, when_b)
    if _denied(a, b, likeness, agrees_from):
        return Judgement("conflicts", "polarity", (*reasons, "one denies what the other states"))
    reasons.extend(f"date: {item.a} ~ {item.b}" for item in dates_met[:1])
    if likeness < agrees_from:
        return Judgement("related", None, tuple(reasons))
    return Judgement("agrees", None, tuple(reasons))


def _plain(claim: Claim) -> str:
    return " ".join(word.lower() for word in claim.words if word[0].isalnum())


def _clash(a: Claim, b: Claim, clash: Clash, reasons: list[str], when_a: Moment, when_b: Moment) -> Judgement:
    """A conflict, or an update when a later report gives another number and says so."""
    shown = f"{clash.slot}: {clash.a} against {clash.b}"
    later = _later(when_a, when_b)
    newer = {1: b, -1: a}.get(later)
    if newer is not None and any(word.lower() in _RISING for word in newer.words):
        return Judgement("updates", clash.slot, (*reasons, shown, "the later report revises the number"))
    return Judgement("conflicts", clash.slot, (*reasons, shown))


def _later(a: Moment, b: Moment) -> int:
    """1 when ``b`` was published after ``a``, -1 before, 0 unknown or the same."""
    if a.stamp and b.stamp and a.stamp != b.stamp:
        return 1 if b.stamp > a.stamp else -1
    return 0


def _other_time(a: Moment, b: Moment, met: list[Clash], clash: list[Clash]) -> bool:
    """Whether two claims speak of different times: no date in common, and far apart or of different years."""
    if met:
        return False
    if a.published and b.published and abs((a.published - b.published).days) > YEARS_APART:
        return True
    if (a.published is None or b.published is None) and a.year and b.year and a.year != b.year:
        return True
    return any(item.a[:4] != item.b[:4] for item in clash if item.a[:4].isdigit() and item.b[:4].isdigit())


def _denied(a: Claim, b: Claim, likeness: float, agrees_from: float) -> bool:
    """Whether exactly one side is negated, near words that both share, and the rest is much alike."""
    if a.polarity == b.polarity or likeness < agrees_from:
        return False
    negated, other = (a, b) if a.polarity == "negated" else (b, a)
    lower = [word.lower() for word in negated.words]
    places = [i for i, word in enumerate(lower) if word in NEGATORS or word in REVERSERS or word.endswith("n't")]
    shared = {word.lower() for word in other.words}
    return any(sum(word in shared and len(word) > 3 for word in lower[i + 1 : i + 6]) >= 2 for i in places)
