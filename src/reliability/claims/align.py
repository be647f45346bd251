"""Reports to their alignment: pairs of claims with relations, clusters, and who copies whom."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from reliability.claims.blocking import FEWEST, STRANGERS, article_keys, least_topic
from reliability.claims.bundle import Bundle, FloatArray, KeyArray, bundle, meeting, topic_likeness
from reliability.claims.candidates import HOTTEST, edges_of_keys
from reliability.claims.cluster_claims import make_clusters
from reliability.claims.counts import tells_kind
from reliability.claims.houses import NOBODY, hands_of, house_of
from reliability.claims.likeness import common_ground
from reliability.claims.matcher import MatchModel
from reliability.claims.origins import key_of
from reliability.claims.relations import (
    CONTRARY,
    Judgement,
    Moment,
    Setting,
    explained,
    judge,
    judge_related,
    within_house,
)
from reliability.claims.screen import worth_judging
from reliability.claims.sides import sides_of
from reliability.claims.slots import kind_in_common
from reliability.claims.standins import echoes, near_copies, stand_ins, text_keys
from reliability.claims.syndication import Copyable, article_grams, find_syndications, folded_name, with_near_copies
from reliability.text.fold import seen
from reliability.types import Claim, ClaimAlignment, ClaimPair, Document, House, Syndication

# Reports of one event share this much of their words (cosine; 35 of 36 pairs of BASIL dev lie above .31, other events
# below .21); the less they share, the more alike two claims must be to agree. Read off BASIL and the seed pages.
SAME_EVENT = 0.28
STRICTER = 1.5
Compared = tuple[int, int, float, Judgement]
_EDGE_LINES = 3  # lines at the top and the bottom of a page where sources are credited


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One article as the aligner sees it: its claims as arrays, its time, and what shows copying.

    Attributes:
        known_keys: see `keys`; None works them out when they are asked for.
        house: who stands behind it; nobody for versions to which that makes no difference.
    """

    bundle: Bundle
    known_keys: KeyArray | None
    moment: Moment
    copyable: Copyable
    house: House = NOBODY

    @property
    def keys(self) -> KeyArray:
        """From `reliability.claims.blocking.article_keys`."""
        return article_keys(self.bundle) if self.known_keys is None else self.known_keys

    @property
    def claims(self) -> Sequence[Claim]:
        """The article's claims."""
        return self.bundle.claims


def make_report(document: Document, claims: Sequence[Claim], matcher: MatchModel) -> Report:
    """The report of a parsed article and its claims."""
    article = document.article
    content = [line for line in document.lines if line.kind == "content"]
    text = "\n".join(seen(document.text[line.span.start : line.span.end]) for line in content)
    edges = [
        *content[:_EDGE_LINES],
        *content[-_EDGE_LINES:],
        *(line for line in document.lines if line.kind == "metadata"),
    ]
    credit_lines = " ".join(
        seen(document.text[line.span.start : min(line.span.end, line.span.start + 400)]) for line in edges[:20]
    )
    taken = bundle(claims, matcher.vocabulary)
    return Report(
        taken,
        article_keys(taken),
        Moment(article.date, article.published or None),
        Copyable(
            article_grams(text),
            folded_name(article.outlet or ""),
            folded_name(f"{article.byline or ''} {credit_lines}"),
            article.published or None,
        ),
        house_of(document) if matcher.houses else NOBODY,
    )


def align(reports: Sequence[Report], matcher: MatchModel) -> ClaimAlignment:
    """How the claims of several reports stand to one another; the order of the reports changes no decision."""
    texts = [text_keys(report.claims) for report in reports]
    near = near_copies(texts).tolist()
    stands = stand_ins(((a, b) for a, b, *_ in near), texts.__getitem__)
    pairs = _all_pairs(reports, stands, matcher)
    copied = find_syndications([report.copyable for report in reports])
    syndications = with_near_copies(copied, near, stands, lambda number: reports[number].copyable)
    claims = tuple(claim for report in reports for claim in report.claims)
    return _alignment(claims, pairs, syndications, [report.house for report in reports], matcher, stands)


def align_with(own: Report, others: Iterable[Report], matcher: MatchModel) -> ClaimAlignment:
    """How the claims of a report stand in others that are known to be comparable with it.

    Pairs that are merely related are left out, and so are the claims of the others that meet none.

    Args:
        own: its claims carry the number of the others.
        others: numbered from 0; each is read, compared and left before the next one.
    """
    pairs: list[ClaimPair] = []
    met: list[tuple[int, Copyable]] = []
    houses: list[House] = []
    for number, other in enumerate(others):
        houses.append(other.house)
        found = compare(other, own, matcher, related=False)
        if found:
            pairs += found
            met.append((number, other.copyable))
    met.append((len(houses), own.copyable))
    houses.append(own.house)
    numbers = [number for number, _ in met]
    syndications = [
        replace(
            item, a=numbers[item.a], b=numbers[item.b], origin=None if item.origin is None else numbers[item.origin]
        )
        for item in find_syndications([item for _, item in met])
    ]
    told = {key_of(claim): claim for claim in (*(pair.a for pair in pairs), *own.claims)}
    claims = tuple(claim for _, claim in sorted(told.items(), key=itemgetter(0)))
    return _alignment(claims, pairs, syndications, houses, matcher)


def _alignment(
    claims: tuple[Claim, ...],
    pairs: Sequence[ClaimPair],
    syndications: Sequence[Syndication],
    houses: Sequence[House],
    matcher: MatchModel,
    stands: Mapping[int, tuple[int, ...]] | None = None,
) -> ClaimAlignment:
    """The alignment of claims, with their clusters."""
    house = houses.__getitem__ if matcher.houses else None
    clusters = make_clusters(claims, pairs, syndications, matcher, stands=stands or {}, house=house)
    return ClaimAlignment(
        claims, tuple(pairs), tuple(clusters), tuple(syndications), tuple(houses) if matcher.houses else ()
    )


def _all_pairs(reports: Sequence[Report], stands: Mapping[int, Sequence[int]], matcher: MatchModel) -> list[ClaimPair]:
    """The pairs of all reports by their articles; a report that follows others has the pairs of what it repeats."""
    found: dict[tuple[int, int], list[ClaimPair]] = {}
    touching: dict[int, dict[int, list[ClaimPair]]] = {leader: {} for row in stands.values() for leader in row}
    for a, b in comparable(reports, without=stands):
        pairs = found[a, b] = compare(reports[a], reports[b], matcher)
        for side, other in ((a, b), (b, a)):
            if side in touching:
                touching[side][other] = pairs
    for number, leaders in stands.items():
        own = []
        for leader in leaders:
            found[leader, number] = compare(reports[leader], reports[number], matcher)
            own += found[leader, number]
        thirds = {third for leader in leaders for third in touching[leader]}.difference(leaders)
        for third in thirds:
            others = [pair for leader in leaders for pair in touching[leader].get(third, ())]
            found[min(number, third), max(number, third)] = echoes(number, leaders, own, others)
    return [pair for edge in sorted(found) for pair in found[edge]]


def comparable(reports: Sequence[Report], *, without: Container[int] = ()) -> list[tuple[int, int]]:
    """Pairs of reports that share a key, sorted; a key that very many share pairs all with its first only.

    Args:
        without: reports that are left out.
    """
    numbers = [number for number in range(len(reports)) if number not in without]
    keys = np.concatenate([reports[number].keys for number in numbers]) if numbers else np.zeros(0, dtype=np.uint64)
    owners = np.repeat(np.array(numbers, dtype=np.int64), [len(reports[number].keys) for number in numbers])
    edges = edges_of_keys(keys, owners, largest=HOTTEST)
    return list(zip((edges >> 32).tolist(), (edges & 0xFFFF_FFFF).tolist(), strict=True))


def compare(a: Report, b: Report, matcher: MatchModel, *, related: bool = True) -> list[ClaimPair]:
    """The pairs of claims of two reports that are related or more, in order; none when they share too little.

    Args:
        related: whether pairs that are merely related are wanted.
    """
    return [
        ClaimPair(a.claims[i], b.claims[j], value, judged.relation, judged.reasons, judged.slot)
        for i, j, value, judged in compared_places(a, b, matcher, related=related)
    ]


def compared_places(a: Report, b: Report, matcher: MatchModel, *, related: bool = True) -> list[Compared]:
    """The same as the places of both claims in their reports, how alike they are, and what they are to each other."""
    met = meeting(a.bundle.words.codes, b.bundle.words.codes)
    topic = topic_likeness(a.bundle, b.bundle, met)
    if topic < STRANGERS or (related and not _meet(a, b, topic)):
        return []
    likeness = matcher.likeness(a.bundle, b.bundle, met, topic)
    thresholds = matcher.thresholds
    topical = topic >= matcher.weights["topic_from"]
    agrees_from = thresholds["agrees"] + STRICTER * max(0.0, SAME_EVENT - topic)
    wanted = likeness >= (thresholds["related"] if related else CONTRARY * agrees_from)
    if topical:
        wanted |= _counted(a, b, likeness, thresholds, wanted)
    worth = worth_judging(a.bundle, b.bundle, wanted, likeness >= agrees_from)
    found: list[Compared] = []
    ones, others = sides_of(a.bundle), sides_of(b.bundle)
    if worth.any():
        rarity, shared = common_ground(a.bundle, b.bundle, met)
        for i, j, value, rare, common in _marked(worth, likeness, rarity, shared):
            setting = Setting(agrees_from, a.moment, b.moment, topical, rare >= thresholds["ground"], int(common))
            judged = judge(ones[i], others[j], value, setting)
            if judged.relation == "conflicts" and not hands_of(a.house).isdisjoint(hands_of(b.house)):
                judged = within_house(judged, value, setting)
            if judged.relation != "related" or (related and value >= thresholds["related"]):
                found.append((i, j, value, explained(judged, ones[i], others[j], value)))
    if not related:
        return found if found and _meet(a, b, topic) else []
    judged = judge_related(a.moment, b.moment)
    for i, j, value in _marked(wanted & ~worth, likeness):
        found.append((i, j, value, explained(judged, ones[i], others[j], value)))
    return sorted(found, key=itemgetter(0, 1))


def _marked(marks: npt.NDArray[np.bool_], *tables: FloatArray) -> Iterator[Any]:
    """Row, column and the value in each of some tables, for each marked place in order."""
    places = marks.nonzero()
    columns = (*places, *(table[places] for table in tables))
    return zip(*(column.tolist() for column in columns), strict=True)


def _meet(a: Report, b: Report, topic: float) -> bool:
    """Whether two reports share keys enough to be compared."""
    shared = len(meeting(a.keys, b.keys)[0])
    return shared >= FEWEST and topic >= least_topic(shared)


def _counted(
    a: Report, b: Report, likeness: FloatArray, thresholds: Mapping[str, float], wanted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Pairs of claims that can meet though they are less alike: they count the same thing, or both name a date.

    Args:
        wanted: pairs that are looked at anyway.
    """
    found = (likeness >= thresholds["related"]) & (a.bundle.dated[:, None] & b.bundle.dated)
    near = ~wanted & (likeness >= thresholds["slot"]) & (a.bundle.numbered[:, None] & b.bundle.numbered)
    rows, columns = (places.tolist() for places in near.nonzero())
    ones, others = sides_of(a.bundle), sides_of(b.bundle)
    telling = {
        j for j in set(columns) if tells_kind(others[j].wording.stems)
    }  # the other claims need not be read in full
    pairs = [(i, j) for i, j in zip(rows, columns, strict=True) if j in telling]
    counting = {i for i in {i for i, _ in pairs} if tells_kind(ones[i].wording.stems)}
    for i, j in pairs:
        if i in counting and kind_in_common(ones[i].counts, others[j].counts):
            found[i, j] = True
    return found
