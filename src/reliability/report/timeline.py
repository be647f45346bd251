"""A claim over time: who told it first, who copied, who said otherwise, who corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reliability.types import Article, Claim, ClaimAlignment, parse_timestamp

LEFT, WIDTH, ROW = 190, 340, 24


@dataclass(frozen=True, slots=True)
class Event:
    """One article on the time line; ``mark`` is the shape: first, report, copy, differs or updates."""

    outlet: str
    mark: str
    note: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events from the first to the last, one a row."""

    events: list[Event]
    first: str
    last: str
    height: int


@dataclass(frozen=True, slots=True)
class Context:
    """What the alignment tells of articles: the origin of each copy, and which article updates which."""

    origins: Mapping[int, int]
    updates: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, alignment: ClaimAlignment) -> Context:
        """Origins by copy; for each claim in an update, by article and start, the other claim's article."""
        origins = {
            (item.b if item.origin == item.a else item.a): item.origin
            for item in alignment.syndications
            if item.origin is not None
        }
        updates = {
            (one.article, one.span.start): other.article
            for pair in alignment.pairs
            if pair.relation == "updates"
            for one, other in ((pair.a, pair.b), (pair.b, pair.a))
        }
        return cls(origins, updates)


def timeline(
    members: Sequence[Claim],
    contested: Mapping[tuple[int, int], str],
    articles: Sequence[Article],
    names: Sequence[str],
    context: Context,
) -> Timeline | None:
    """The time line of a cluster's claims; None unless two articles were published at different, stated times.

    Two articles of which the later neither copies, differs nor updates need no picture: their dates tell as much.
    """
    moments: dict[int, dt.datetime] = {}
    claims: dict[int, Claim] = {}
    for claim in members:
        published = articles[claim.article].published
        if published is not None and claim.article not in claims:
            moments[claim.article] = parse_timestamp(published)
            claims[claim.article] = claim
    order = sorted(moments, key=lambda number: (moments[number], number))
    if not order or moments[order[0]] == moments[order[-1]]:
        return None
    start, end = moments[order[0]], moments[order[-1]]
    events = []
    for row, number in enumerate(order):
        claim = claims[number]
        key = (claim.article, claim.span.start)
        mark, note = "report", ""
        if row == 0:
            mark, note = "first", "first"
        elif context.origins.get(number) in moments:
            mark, note = "copy", f"copies {names[context.origins[number]]}"
        elif moments.get(context.updates.get(key, number), end) < moments[number]:
            mark, note = "updates", f"updates {names[context.updates[key]]}"
        elif key in contested:
            mark, note = "differs", f"says otherwise: {contested[key]}"
        share = (moments[number] - start) / (end - start)
        events.append(Event(names[number], mark, note, round(LEFT + 12 + share * WIDTH, 1), 14 + row * ROW))
    if len(events) < 3 and all(event.mark in ("first", "report") for event in events):
        return None
    return Timeline(events, _label(start), _label(end), 14 + len(order) * ROW + 14)


def _label(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
