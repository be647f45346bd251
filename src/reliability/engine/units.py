"""The later steps of a corpus run as pure functions: compare two articles, cluster claims, judge one article's standing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from reliability.alignment import agreement_of
from reliability.claims.align import Report, compare
from reliability.claims.cluster_claims import make_clusters
from reliability.claims.groups import Groups
from reliability.claims.matcher import MatchModel
from reliability.claims.standins import JOINING, echoes
from reliability.engine.codec import Row, pair_row, read_pair
from reliability.engine.study import places_of
from reliability.signals.analysis import Agreement
from reliability.types import Claim, ClaimCluster, ClaimPair, Syndication

ClaimsOf = Callable[[int], Sequence[Claim]]
BARRING = frozenset(("conflicts", "updates", "related"))  # they weigh on clusters, but join nothing


def compare_rows(a: Report, b: Report, matcher: MatchModel) -> list[Row]:
    """The pairs of claims of two articles, in order."""
    found = compare(a, b, matcher)
    if not found:  # most often; the claims are not even read then
        return []
    first, second = places_of(a.claims), places_of(b.claims)
    return [pair_row(pair, first[pair.a.span.start], second[pair.b.span.start]) for pair in found]


def echo_rows(
    number: int, leaders: Sequence[int], own: Sequence[Row], others: Sequence[Row], claims: ClaimsOf
) -> list[Row]:
    """The pairs with a third article that ``number`` has because it repeats claims of the articles that it follows.

    Args:
        leaders: the articles that it follows.
        own: the rows of the pairs with them.
        others: the rows of their pairs with the third one.
        claims: gives the claims of an article.
    """
    found = echoes(number, leaders, read_pairs(own, claims), read_pairs(others, claims))
    places = {article: places_of(claims(article)) for pair in found for article in (pair.a.article, pair.b.article)}
    return [
        pair_row(pair, places[pair.a.article][pair.a.span.start], places[pair.b.article][pair.b.span.start])
        for pair in found
    ]


def read_pairs(rows: Iterable[Row], claims: ClaimsOf) -> list[ClaimPair]:
    """The pairs of rows; one claim is one object throughout."""
    return [read_pair(row, claims(row[0])[row[1]], claims(row[2])[row[3]]) for row in rows]


def touching(rows: Iterable[Row]) -> list[Row]:
    """The rows that decide on clusters."""
    return [row for row in rows if row[5] in JOINING or row[5] in BARRING]


def clusters_of(
    members: Sequence[tuple[int, int]],
    rows: Sequence[Row],
    syndications: Sequence[Syndication],
    claims: ClaimsOf,
    matcher: MatchModel,
    *,
    stands: Mapping[int, Sequence[int]],
) -> list[ClaimCluster]:
    """The clusters within one connected component of claims.

    Args:
        members: article and place of each claim of the component.
        rows: the pairs that touch a member and join or bar, in order.
        syndications: those between articles of members, in order.
        claims: gives the claims of an article.
        stands: articles of members that follow others, and whom.
    """
    known = {(article, place): claims(article)[place] for article, place in members}
    for row in rows:  # a claim outside that conflicts is shown with the cluster, but joins none
        known[row[0], row[1]] = claims(row[0])[row[1]]
        known[row[2], row[3]] = claims(row[2])[row[3]]
    return make_clusters(list(known.values()), read_pairs(rows, claims), syndications, matcher, stands=stands)


def cluster_order(cluster: ClaimCluster) -> tuple[int, int, int, int]:
    """What clusters are sorted by: those of most articles first."""
    first = cluster.claims[0]
    return (-len(cluster.articles), -len(cluster.claims), first.article, first.span.start)


def agreement_unit(
    number: int,
    rows: Sequence[Row],
    count: int,
    copies: Mapping[int, int],
    syndications: Sequence[Syndication],
    claims: ClaimsOf,
) -> Agreement:
    """How the others stand to one article.

    Args:
        number: the article.
        rows: the pairs that touch it, in order.
        count: number of its claims.
        copies: the smallest number among the copies of an article, for this article and all in ``rows``.
        syndications: those between these articles and those that touch this one, in order.
        claims: gives the claims of an article.
    """
    groups = Groups([number, *copies, *copies.values()])
    for article, smallest in sorted(copies.items()):
        groups.join(smallest, article)
    return agreement_of(number, read_pairs(rows, claims), count, groups, syndications)
