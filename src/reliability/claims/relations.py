"""What two alike claims are to each other, with the reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from reliability.claims.numerals import ONES
from reliability.claims.opposites import OPPOSITES
from reliability.claims.polarity import NEGATORS, REVERSERS
from reliability.claims.quotes import shared_quotation
from reliability.claims.slots import (
    Clash,
    compare_dates,
    compare_quantities,
    compare_values,
    count_alike,
    counts_of,
    kinds_of,
    shared_kind,
    shared_names,
    shown,
    units_meet,
)
from reliability.claims.vocabulary import STOPWORDS, plain_letters, stem, stems_of
from reliability.types import Claim, Relation

SAME = 0.93  # share of the shorter sentence that stands in the other in the same order when they are the same
FEWEST = 5  # words of a sentence that can be the same as another
YEARS_APART = 200  # days between two publications after which numbers are of another time
CONTRARY = 0.8  # share of the likeness for agreement from which opposite words of one thing conflict
COUNTED = frozenset(("injured", "missing", "arrested", "evacuated"))
BARE = 0.7  # likeness below which a shared number is no agreement when nothing but names stands beside it
ONE_COUNTS = 0.5  # likeness below which a claim that counts and one without numbers do not say the same
_ANOTHER_TIME = "told of another time"
_KEPT = 2048  # claims whose words are kept in the form in which they are compared
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


def judge(a: Claim, b: Claim, likeness: float, setting: Setting) -> Judgement:
    """The relation of two claims of different articles whose likeness is at least the matcher's lower threshold."""
    agrees_from = setting.agrees_from
    names = shared_names(a.entities, b.entities)
    reasons = _shown_likeness(likeness, names)
    quote = shared_quotation(a, b)
    if quote:
        return Judgement("shared_quote", None, (*reasons, f"both quote: {' '.join(quote[:12])}"))
    agreed, clashes = compare_quantities(a, b)
    reasons.extend(f"number: {item.a} = {item.b}" for item in agreed[:3])
    dates_met, dates_clash = compare_dates(a.dates, b.dates)
    if _other_time(setting.when_a, setting.when_b, dates_met, dates_clash):
        return Judgement("related", None, (*reasons, _ANOTHER_TIME))
    differs = "number" if any(item.slot == "number" for item in agreed) else None
    bare = likeness < BARE and _bare(a, b, agreed)
    counted = setting.topical and (
        ((agreed or clashes) and shared_kind(a, b) is not None) or (names and any(item.named for item in dates_met))
    )
    contrary = setting.topical and setting.grounded and not agreed and likeness >= CONTRARY * agrees_from
    alike = likeness >= agrees_from and (agreed or (setting.grounded and (names or setting.common > 1)))
    if bare or (not counted and not alike and not (contrary and opposed(a, b))):
        return Judgement("related", None, tuple(reasons))
    revision = _revision(a, b, setting) if setting.topical else None
    if revision:
        return Judgement("updates", "number", (*reasons, revision))
    if not clashes and a.polarity == b.polarity and likeness >= 2 * agrees_from and same_words(a, b):
        return Judgement("same", None, (*reasons, "the same words"))
    conflict = _conflict(a, b, bool(contrary) or likeness >= agrees_from, agreed, clashes)
    if conflict:
        return conflict._replace(reasons=(*reasons, *conflict.reasons))
    if not agreed and likeness < ONE_COUNTS and (_one_counts(a, b) or _count_apart(a, b)):
        return Judgement("related", None, (*reasons, "they count different things"))
    reasons.extend(f"date: {item.a} ~ {item.b}" for item in dates_met[:1])
    return Judgement("agrees", differs, tuple(reasons))


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


def judge_related(a: Claim, b: Claim, likeness: float, when_a: Moment, when_b: Moment) -> Judgement:
    """What `judge` says of two claims of which `reliability.claims.screen` tells that they cannot be more than related."""
    reasons = _shown_likeness(likeness, shared_names(a.entities, b.entities))
    if _far_apart(when_a, when_b):
        reasons.append(_ANOTHER_TIME)
    return Judgement("related", None, tuple(reasons))


def _shown_likeness(likeness: float, names: Sequence[str]) -> list[str]:
    """The reasons that every pair has: how alike its claims are, and whom both name."""
    reasons = [f"likeness {likeness:.2f}"]
    if names:
        reasons.append("both name " + ", ".join(names[:3]))
    return reasons


def _conflict(a: Claim, b: Claim, alike: bool, agreed: Sequence[Clash], clashes: Sequence[Clash]) -> Judgement | None:
    """What cannot hold on both sides: a number, or what one denies; equal numbers outweigh opposite words."""
    worst = min(clashes, key=lambda item: not item.named, default=None)
    if worst is not None and (not agreed or (worst.named and not any(item.named for item in agreed))):
        return Judgement("conflicts", worst.slot, (f"number: {worst.a} against {worst.b}",))
    if alike and (_denied(a, b) or (not agreed and opposed(a, b))):
        return Judgement("conflicts", "polarity", ("one denies what the other states",))
    return None


def _one_counts(a: Claim, b: Claim) -> bool:
    """Whether one claim is about how many were hurt or moved, and the other holds no number."""
    return any(
        not counts_of(other) and any(kinds & COUNTED for kinds in kinds_of(claim).values())
        for claim, other in ((a, b), (b, a))
    )


def _count_apart(a: Claim, b: Claim) -> bool:
    """Whether both claims hold numbers in units that could meet, though none meets."""
    return any(
        one.unit and other.unit and units_meet(one.unit, other.unit) for one in a.quantities for other in b.quantities
    )


def same_words(a: Claim, b: Claim) -> bool:
    """Whether nearly all words of the shorter claim stand in the other in the same order."""
    if a.words == b.words:
        return sum(word[0].isalnum() for word in a.words) >= FEWEST
    one, other = _plain(a.words), _plain(b.words)
    shorter = min(len(one), len(other))
    return shorter >= FEWEST and (one == other or LCSseq.similarity(one, other) >= SAME * shorter)


def _revision(a: Claim, b: Claim, setting: Setting) -> str | None:
    """Why the later claim updates the earlier one: it says that a number of the same kind changed, and gives another."""
    later = _later(setting.when_a, setting.when_b)
    if not later:
        return None
    old, new = (a, b) if later > 0 else (b, a)
    if not any(word.lower() in _REVISING for word in new.words):
        return None
    known = {quantity.value for quantity in old.quantities}
    for quantity in new.quantities:
        if quantity.value in known:
            continue
        for other in old.quantities:
            if compare_values(quantity, other) == "clash" and count_alike(new, quantity, old, other):
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


def _denied(a: Claim, b: Claim) -> bool:
    """Whether exactly one side is negated, right before words that both share."""
    if a.polarity == b.polarity:
        return False
    negated, other = (a, b) if a.polarity == "negated" else (b, a)
    lower = [word.lower() for word in negated.words]
    places = [i for i, word in enumerate(lower) if word in NEGATORS or word in REVERSERS or word.endswith("n't")]
    shared = _stems(other) - _named(a) - _named(b)
    return any(len({stem(word) for word in lower[i + 1 : i + 6]} & shared) >= 2 for i in places)


def opposed(a: Claim, b: Claim) -> bool:
    """Whether the claims say opposite words (passed, failed) of something that both name right beside them."""
    one, other = _reading(a.words), _reading(b.words)
    if one.opposites.isdisjoint(other.row) and other.opposites.isdisjoint(one.row):
        return False
    for left, right in ((one, other), (other, one)):
        for i, word in left.sided:
            for opposite in OPPOSITES[word]:
                if opposite not in right.row or opposite in one.stems or word in other.stems:
                    continue
                j = right.row.index(opposite)
                if {*left.row[i + 1 : i + 5]} & {*right.row[j + 1 : j + 5]} & one.stems & other.stems:
                    return True
    return False


def _bare(a: Claim, b: Claim, agreed: Sequence[Clash]) -> bool:
    """Whether two claims share one number, what it counts and names, and no other word that says what is told."""
    if not agreed or any(item.named for item in agreed):
        return False
    units = {stem(word) for claim in (a, b) for item in claim.quantities for word in (item.unit or "").split()}
    shared = (_stems(a) & _stems(b)) - _named(a) - _named(b) - units
    telling = any(item[0].isalpha() and item not in _ONES for item in shared)
    return not telling and len(shared & _ONES) < 2


def _named(claim: Claim) -> frozenset[str]:
    return _named_stems(claim.entities)


def _stems(claim: Claim) -> frozenset[str]:
    return _reading(claim.words).stems


class _Reading(NamedTuple):
    """The words of a claim as stems.

    Attributes:
        row: all in order.
        sided: those with an opposite, by place; ``opposites`` are all of these.
        stems: those that tell something.
    """

    row: tuple[str, ...]
    sided: tuple[tuple[int, str], ...]
    opposites: frozenset[str]
    stems: frozenset[str]


# A claim meets many others, one after the other; what is the same each time is worked out once.


@lru_cache(maxsize=_KEPT)
def _reading(words: tuple[str, ...]) -> _Reading:
    row = stems_of(words)
    sided = () if OPPOSITES.keys().isdisjoint(row) else tuple((i, w) for i, w in enumerate(row) if w in OPPOSITES)
    opposites = frozenset(item for _, word in sided for item in OPPOSITES[word])
    told = [item for item, word in zip(row, words, strict=True) if word[0].isalnum() and word.lower() not in STOPWORDS]
    return _Reading(row, sided, opposites, frozenset(told))


@lru_cache(maxsize=_KEPT)
def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain_letters(word.lower()) for word in words if word[0].isalnum())


@lru_cache(maxsize=_KEPT)
def _named_stems(entities: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(part) for name in entities for part in name.split())
