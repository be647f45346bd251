"""What two alike claims are to each other, with the reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from reliability.claims.names import alike_names
from reliability.claims.numerals import ONES
from reliability.claims.opposites import OPPOSITES
from reliability.claims.polarity import NEGATORS, REVERSERS
from reliability.claims.quotes import shared_quotation
from reliability.claims.sides import Side
from reliability.claims.slots import (
    Clash,
    compare_dates,
    compare_quantities,
    compare_values,
    count_alike,
    kind_in_common,
    shown,
    units_meet,
)
from reliability.claims.vocabulary import stem
from reliability.claims.wordings import Wording
from reliability.types import Relation

SAME = 0.93  # share of the shorter sentence that stands in the other in the same order when they are the same
FEWEST = 5  # words of a sentence that can be the same as another
YEARS_APART = 200  # days between two publications after which numbers are of another time
CONTRARY = 0.8  # share of the likeness for agreement from which opposite words of one thing conflict
COUNTED = frozenset(("injured", "missing", "arrested", "evacuated"))
BARE = 0.7  # likeness below which a shared number is no agreement when nothing but names stands beside it
ONE_COUNTS = 0.5  # likeness below which a claim that counts and one without numbers do not say the same
_ANOTHER_TIME = "told of another time"
_REVISING = frozenset(
    "risen rises rose climbed increased grown fallen fell dropped updated revised corrected now".split()
)
_ONES = frozenset(stem(word) for word in ONES)


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article was published: the day, and the time as it was given; None when unknown."""

    published: dt.date | None
    stamp: str | None


class Judgement(NamedTuple):
    """A relation with the slot that differs and the reasons."""

    relation: Relation
    slot: str | None
    reasons: tuple[str, ...]


class Setting(NamedTuple):
    """What surrounds two claims.

    Attributes:
        agrees_from: likeness from which two claims say the same unless something clashes.
        when_a, when_b: when the articles were published.
        topical: whether the articles are about one event, so that alike numbers may meet in unlike sentences.
        grounded: whether the claims share words besides names that tell something.
        common: how many words besides names they share.
    """

    agrees_from: float
    when_a: Moment
    when_b: Moment
    topical: bool
    grounded: bool
    common: int


def judge(a: Side, b: Side, likeness: float, setting: Setting) -> Judgement:
    """The relation of two claims of different articles whose likeness is at least the matcher's lower threshold.

    The reasons are those beyond what every pair has, see `explained`.
    """
    agrees_from = setting.agrees_from
    quote = shared_quotation(a.wording.quotations, b.wording.quotations)
    if quote:
        return Judgement("shared_quote", None, (f"both quote: {' '.join(quote[:12])}",))
    agreed, clashes = compare_quantities(a, b)
    reasons = tuple(f"number: {item.a} = {item.b}" for item in agreed[:3])
    dates_met, dates_clash = compare_dates(a.dates, b.dates)
    if _other_time(setting.when_a, setting.when_b, dates_met, dates_clash):
        return Judgement("related", None, (*reasons, _ANOTHER_TIME))
    bare = likeness < BARE and _bare(a, b, agreed)
    counted = setting.topical and (
        ((agreed or clashes) and kind_in_common(a.counts, b.counts) is not None)
        or (any(item.named for item in dates_met) and alike_names(a.names, b.names))
    )
    contrary = setting.topical and setting.grounded and not agreed and likeness >= CONTRARY * agrees_from
    alike = likeness >= agrees_from and (
        agreed or (setting.grounded and (setting.common > 1 or alike_names(a.names, b.names)))
    )
    if bare or (not counted and not alike and not (contrary and opposed(a.wording, b.wording))):
        return Judgement("related", None, reasons)
    revision = _revision(a, b, setting) if setting.topical else None
    if revision:
        return Judgement("updates", "number", (*reasons, revision))
    if (
        not clashes
        and a.claim.polarity == b.claim.polarity
        and likeness >= 2 * agrees_from
        and same_words(a.wording, b.wording)
    ):
        return Judgement("same", None, (*reasons, "the same words"))
    conflict = _conflict(a, b, bool(contrary) or likeness >= agrees_from, agreed, clashes)
    if conflict:
        return conflict._replace(reasons=(*reasons, *conflict.reasons))
    if not agreed and likeness < ONE_COUNTS and (_one_counts(a, b) or _count_apart(a, b)):
        return Judgement("related", None, (*reasons, "they count different things"))
    dates = tuple(f"date: {item.a} ~ {item.b}" for item in dates_met[:1])
    differs = "number" if any(item.slot == "number" for item in agreed) else None
    return Judgement("agrees", differs, (*reasons, *dates))


def within_house(conflict: Judgement, likeness: float, setting: Setting) -> Judgement:
    """What a conflict is when one outlet or reporter wrote both: the later report corrects the earlier one.

    Nobody disputes himself: sentences that are less alike than those that say the same tell of different things. Without
    times a conflict stays what it is, for the numbers do differ.
    """
    if likeness < setting.agrees_from:
        return Judgement("related", None, (*conflict.reasons, "one outlet or reporter on different things"))
    if not _later(setting.when_a, setting.when_b):
        return conflict
    return conflict._replace(
        relation="updates", reasons=(*conflict.reasons, "a later report of the same outlet or reporter")
    )


def judge_related(when_a: Moment, when_b: Moment) -> Judgement:
    """What `judge` says of two claims of which `reliability.claims.screen` tells that they cannot be more than related."""
    return Judgement("related", None, (_ANOTHER_TIME,) if _far_apart(when_a, when_b) else ())


def explained(found: Judgement, a: Side, b: Side, likeness: float) -> Judgement:
    """A judgement with the reasons that every pair has before its own: how alike its claims are, and whom both name."""
    names = alike_names(a.names, b.names)
    shown = (
        (f"likeness {likeness:.2f}", "both name " + ", ".join(names[:3])) if names else (f"likeness {likeness:.2f}",)
    )
    return Judgement(found.relation, found.slot, (*shown, *found.reasons))


def _conflict(a: Side, b: Side, alike: bool, agreed: Sequence[Clash], clashes: Sequence[Clash]) -> Judgement | None:
    """What cannot hold on both sides: a number, or what one denies; equal numbers outweigh opposite words."""
    worst = min(clashes, key=lambda item: not item.named, default=None)
    if worst is not None and (not agreed or (worst.named and not any(item.named for item in agreed))):
        return Judgement("conflicts", worst.slot, (f"number: {worst.a} against {worst.b}",))
    if alike and (_denied(a, b) or (not agreed and opposed(a.wording, b.wording))):
        return Judgement("conflicts", "polarity", ("one denies what the other states",))
    return None


def _one_counts(a: Side, b: Side) -> bool:
    """Whether one claim is about how many were hurt or moved, and the other holds no number."""
    if a.numbered == b.numbered:
        return False
    counting = a if a.numbered else b
    return any(kinds & COUNTED for kinds in counting.counts.kinds)


def _count_apart(a: Side, b: Side) -> bool:
    """Whether both claims hold numbers in units that could meet, though none meets."""
    return any(
        one.unit and other.unit and units_meet(one.unit, other.unit)
        for one in a.claim.quantities
        for other in b.claim.quantities
    )


def same_words(a: Wording, b: Wording) -> bool:
    """Whether nearly all words of the shorter claim stand in the other in the same order."""
    if a.words == b.words:
        return sum(word[0].isalnum() for word in a.words) >= FEWEST
    shorter = min(len(a.plain), len(b.plain))
    return shorter >= FEWEST and (a.plain == b.plain or LCSseq.similarity(a.plain, b.plain) >= SAME * shorter)


def _revision(a: Side, b: Side, setting: Setting) -> str | None:
    """Why the later claim updates the earlier one: it says that a number of the same kind changed, and gives another."""
    later = _later(setting.when_a, setting.when_b)
    if not later or not a.claim.quantities or not b.claim.quantities:
        return None
    old, new = (a, b) if later > 0 else (b, a)
    if _REVISING.isdisjoint(new.wording.lower):
        return None
    known = {quantity.value for quantity in old.claim.quantities}
    for i, quantity in enumerate(new.claim.quantities):
        if quantity.value in known:
            continue
        for j, other in enumerate(old.claim.quantities):
            if compare_values(quantity, other) == "clash" and count_alike(new, i, old, j):
                return f"number: {shown(other)}, later {shown(quantity)}"
    return None


def _later(a: Moment, b: Moment) -> int:
    """1 when ``b`` was published after ``a``, -1 before, 0 unknown or the same."""
    if a.stamp and b.stamp and a.stamp != b.stamp:
        return 1 if b.stamp > a.stamp else -1
    return 0


def _far_apart(a: Moment, b: Moment) -> bool:
    """Whether two articles were published at different times."""
    return bool(a.published and b.published and abs((a.published - b.published).days) > YEARS_APART)


def _other_time(a: Moment, b: Moment, met: list[Clash], clash: list[Clash]) -> bool:
    """Whether two claims speak of different times: no date in common, and far apart or of different years."""
    if met:
        return False
    if _far_apart(a, b):
        return True
    return any(item.a[:4] != item.b[:4] for item in clash if item.a[:4].isdigit() and item.b[:4].isdigit())


def _denied(a: Side, b: Side) -> bool:
    """Whether exactly one side is negated, right before words that both share."""
    if a.claim.polarity == b.claim.polarity:
        return False
    negated, other = (a, b) if a.claim.polarity == "negated" else (b, a)
    lower, stems = negated.wording.lower, negated.wording.stems
    places = [i for i, word in enumerate(lower) if word in NEGATORS or word in REVERSERS or word.endswith("n't")]
    shared = other.wording.told - a.named - b.named
    return any(len(shared.intersection(stems[i + 1 : i + 6])) >= 2 for i in places)


def opposed(a: Wording, b: Wording) -> bool:
    """Whether two claims say opposite words (passed, failed) of something that both name right beside them."""
    if b.opposites.isdisjoint(a.stems):  # opposites of others have opposites themselves
        return False
    for left, right in ((a, b), (b, a)):
        for i, word in left.sided:
            for opposite in OPPOSITES[word]:
                if opposite not in right.stems or opposite in a.told or word in b.told:
                    continue
                j = right.stems.index(opposite)
                if {*left.stems[i + 1 : i + 5]} & {*right.stems[j + 1 : j + 5]} & a.told & b.told:
                    return True
    return False


def _bare(a: Side, b: Side, agreed: Sequence[Clash]) -> bool:
    """Whether two claims share one number, what it counts and names, and no other word that says what is told."""
    if not agreed or any(item.named for item in agreed):
        return False
    units = {stem(word) for side in (a, b) for item in side.claim.quantities for word in (item.unit or "").split()}
    shared = (a.wording.told & b.wording.told) - a.named - b.named - units
    telling = any(item[0].isalpha() and item not in _ONES for item in shared)
    return not telling and len(shared & _ONES) < 2
