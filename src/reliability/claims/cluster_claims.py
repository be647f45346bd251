"""Pairs of claims to clusters of claims that say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

import numpy as np
import numpy.typing as npt

from reliability.claims.clusters import average_link
from reliability.claims.houses import ties
from reliability.claims.matcher import MatchModel
from reliability.claims.origins import UNKNOWN, Key, count_origins, key_of
from reliability.claims.standins import JOINING, aliases
from reliability.types import Claim, ClaimCluster, ClaimPair, House, Relation, Span, Syndication

KINDRED = 0.9  # share of the cluster threshold that a merely related pair counts at most: it never joins by itself
OUTSIDE = -1
_PREFIX = 64  # bytes of a claim's text in UTF-8, whose order is that of the code points
_NOBODY: Mapping[int, tuple[int, ...]] = {}
CODES: Mapping[str, int] = {name: code for code, name in enumerate(get_args(Relation))}
_JOINS = np.array([name in JOINING for name in CODES])
_ONE_ORIGIN = np.array([name in {"same", "shared_quote"} for name in CODES])  # may make two claims one origin
_RELATED, _CONFLICTS = CODES["related"], CODES["conflicts"]

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Web:
    """Claims and what they are to each other: numbers at hand; a claim or pair is read when it is asked for.

    Attributes:
        claim: gives the claim of a number; they are in the order of their articles and starts.
        pair: gives the pair of a number, in order.
        size: number of claims.
        first, second: the number of either end of each pair, or ``OUTSIDE``; pairs that join have both ends here.
        relation: of each pair, a number of `CODES`.
        likeness: of each pair.
    """

    claim: Callable[[int], Claim]
    pair: Callable[[int], ClaimPair]
    size: int
    first: Numbers
    second: Numbers
    relation: npt.NDArray[np.int8]
    likeness: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster by the numbers of its claims in a `Web`, sorted, and of the pairs that conflict with one of them."""

    members: tuple[int, ...]
    origins: int
    articles: tuple[int, ...]
    conflicts: tuple[int, ...]
    ties: tuple[str, ...]


def make_clusters(
    claims: Sequence[Claim],
    pairs: Sequence[ClaimPair],
    syndications: Sequence[Syndication],
    matcher: MatchModel,
    *,
    stands: Mapping[int, Sequence[int]] = _NOBODY,
    house: Callable[[int], House] | None = None,
) -> list[ClaimCluster]:
    """Clusters of claims that say the same, largest first; conflicting claims never share one.

    Args:
        claims: in the order of their articles and starts.
        stands: reports that follow others, from `reliability.claims.standins.stand_ins`; a claim that such a report
            repeats goes where the repeated claim goes.
        house: tells who stands behind an article; None when that makes no difference.
    """
    place = {key_of(claim): number for number, claim in enumerate(claims)}
    web = Web(
        claims.__getitem__,
        pairs.__getitem__,
        len(claims),
        np.array([place.get(key_of(pair.a), OUTSIDE) for pair in pairs], dtype=np.int64),
        np.array([place.get(key_of(pair.b), OUTSIDE) for pair in pairs], dtype=np.int64),
        np.array([CODES[pair.relation] for pair in pairs], dtype=np.int8),
        np.array([pair.similarity for pair in pairs], dtype=np.float64),
    )
    clusters = []
    for group in find_groups(web, syndications, matcher, stands=stands, house=house):
        conflicts = {(key_of(pair.a), key_of(pair.b)): pair for pair in map(web.pair, group.conflicts)}
        clusters.append(
            ClaimCluster(
                tuple(map(web.claim, group.members)),
                group.origins,
                group.articles,
                tuple(conflicts[key] for key in sorted(conflicts)),
                group.ties,
            )
        )
    return sorted(clusters, key=lambda item: (-len(item.articles), -len(item.claims), key_of(item.claims[0])))


def find_groups(
    web: Web,
    syndications: Sequence[Syndication],
    matcher: MatchModel,
    *,
    stands: Mapping[int, Sequence[int]] = _NOBODY,
    house: Callable[[int], House] | None = None,
) -> Iterator[Group]:
    """The clusters of `make_clusters` as numbers, by their first claims; of claims it holds little but the text."""
    groups = _groups(web, _repeated(web, stands) if stands else {}, matcher)
    if not groups:
        return
    among, conflicts = _shown(web, groups)
    copies: dict[int, list[Syndication]] = {}
    for item in syndications:
        copies.setdefault(item.a, []).append(item)
    for number, group in enumerate(groups):
        members = [web.claim(place) for place in group]
        articles = tuple(sorted({claim.article for claim in members}))
        copied = [item for article in articles for item in copies.get(article, ())]
        houses = {article: house(article) for article in articles} if house else UNKNOWN
        origins = count_origins(members, map(web.pair, among.get(number, ())), copied, houses)
        yield Group(tuple(group), origins, articles, tuple(conflicts.get(number, ())), ties(houses.values()))


def _repeated(web: Web, stands: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The places of claims that repeat another, and of the claim that each repeats."""
    inside = np.flatnonzero((web.first != OUTSIDE) & (web.second != OUTSIDE) & _JOINS[web.relation]).tolist()
    follower = [number for number in inside if web.claim(int(web.second[number])).article in stands]
    place: dict[Key, int] = {}
    for number in follower:
        pair = web.pair(number)
        place[key_of(pair.a)], place[key_of(pair.b)] = int(web.first[number]), int(web.second[number])
    found = aliases(map(web.pair, follower), stands)
    return {place[key]: place[other] for key, other in found.items()}


def _groups(web: Web, repeated: Mapping[int, int], matcher: MatchModel) -> list[list[int]]:
    """The places of the claims of each cluster, sorted; repeated claims are one with what they repeat."""
    order = _by_text(web, np.array([place for place in range(web.size) if place not in repeated], dtype=np.int64))
    rank = np.full(web.size + 1, OUTSIDE, dtype=np.int64)  # the last for what is outside
    rank[order] = np.arange(len(order))
    one, other = rank[web.first], rank[web.second]
    inside = np.flatnonzero((one != OUTSIDE) & (other != OUTSIDE))
    low, high = np.minimum(one, other)[inside], np.maximum(one, other)[inside]
    relation, likeness = web.relation[inside], web.likeness[inside]
    joins, related = _JOINS[relation], relation == _RELATED
    weight = np.where(
        joins,
        np.maximum(likeness, matcher.thresholds["agrees"]),
        np.minimum(likeness, KINDRED * matcher.thresholds["cluster"]),
    )
    counts = joins | related
    groups = average_link(
        low[counts],
        high[counts],
        weight[counts],
        zip(low[~counts].tolist(), high[~counts].tolist(), strict=True),
        matcher.thresholds["cluster"],
    )
    found = {int(order[group[0]]): order[group].tolist() for group in groups}
    home = {place: first for first, members in found.items() for place in members} if repeated else {}
    for place, original in repeated.items():
        first = home.setdefault(original, original)
        found.setdefault(first, [original]).append(place)
    return sorted(sorted(members) for members in found.values())


def _by_text(web: Web, places: Numbers) -> Numbers:
    """Claims by text, span and article; whole texts are read again only where many of their first bytes are the same."""
    starts = (claim.text.encode("utf-8", "surrogatepass")[:_PREFIX] for claim in map(web.claim, places.tolist()))
    prefix = np.fromiter(starts, dtype=f"S{_PREFIX}", count=len(places))
    order = np.argsort(prefix, kind="stable")
    prefix, found = prefix[order], places[order]
    edges = np.flatnonzero(np.concatenate(([True], prefix[1:] != prefix[:-1], [True])))
    for run in np.flatnonzero(np.diff(edges) > 1).tolist():
        same = slice(edges[run], edges[run + 1])
        found[same] = sorted(found[same].tolist(), key=partial(_text_key, web))
    return found


def _text_key(web: Web, place: int) -> tuple[str, Span, int]:
    claim = web.claim(place)
    return claim.text, claim.span, claim.article


def _shown(web: Web, groups: Sequence[Sequence[int]]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """For each group the pairs within it that may make two claims one origin, and the conflicts that touch it."""
    home = np.full(web.size + 1, OUTSIDE, dtype=np.int64)  # the last for what is outside
    for number, group in enumerate(groups):
        home[group] = number
    one, other = home[web.first], home[web.second]
    among: dict[int, list[int]] = {}
    conflicts: dict[int, list[int]] = {}
    within = (one == other) & (one != OUTSIDE) & _ONE_ORIGIN[web.relation]
    for pair in np.flatnonzero(within).tolist():
        among.setdefault(int(one[pair]), []).append(pair)
    clash = (web.relation == _CONFLICTS) & ((one != OUTSIDE) | (other != OUTSIDE))
    for pair in np.flatnonzero(clash).tolist():
        for side in {int(one[pair]), int(other[pair])} - {OUTSIDE}:
            conflicts.setdefault(side, []).append(pair)
    return among, conflicts
