"""The later steps of a corpus run as pure functions: compare two articles, cluster claims, judge one article's standing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from reliability.alignment import agreement_of
from reliability.claims.align import Report, compared_places
from reliability.claims.cluster_claims import make_clusters
from reliability.claims.groups import Groups
from reliability.claims.matcher import MatchModel
from reliability.claims.origins import Key, key_of
from reliability.claims.standins import echoes
from reliability.engine.codec import Row, pair_row, read_pair
from reliability.signals.analysis import Agreement
from reliability.types import Claim, ClaimCluster, ClaimPair, Syndication

ClaimsOf = Callable[[int], Sequence[Claim]]
RELATED = "related"
BARRING = frozenset(("conflicts", "updates", "related"))  # they weigh on clusters, but join nothing


def compare_rows(a: Report, b: Report, matcher: MatchModel) -> list[Row]:
    """The pairs of claims of two articles, in order."""
    found = compared_places(a, b, matcher)
    if not found:  # most often; no claim is read then
        return []
    first, second = a.claims[found[0][0]].article, b.claims[found[0][1]].article
    return [[first, i, second, j, value, judged.relation, judged.reasons, judged.slot] for i, j, value, judged in found]


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
    own, others = telling(own), telling(others)
    found = echoes(number, leaders, read_pairs(own, claims), read_pairs(others, claims))
    places = places_of(ends_of((*own, *others)), claims)
    return [pair_row(pair, places[key_of(pair.a)], places[key_of(pair.b)]) for pair in found]


def read_pairs(rows: Iterable[Row], claims: ClaimsOf) -> list[ClaimPair]:
    """The pairs of rows; one claim is one object throughout."""
    return [read_pair(row, claims(row[0])[row[1]], claims(row[2])[row[3]]) for row in rows]


def ends_of(rows: Iterable[Row]) -> set[tuple[int, int]]:
    """Article and place of each claim in the rows."""
    return {(row[side], row[side + 1]) for row in rows for side in (0, 2)}


def places_of(ends: Iterable[tuple[int, int]], claims: ClaimsOf) -> dict[Key, int]:
    """The place of each of some claims in its article, by article and start; no other claim is read."""
    return {(article, claims(article)[place].span.start): place for article, place in ends}


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
        rows: the pairs that touch a member, in order; those that neither join nor conflict may be left out when a
            claim of another component is in them: the mean link of such a claim never reaches the threshold.
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
        rows: the pairs that touch it, in order; those that are merely related may be left out.
        count: number of its claims.
        copies: the smallest number among the copies of an article, for this article and all with pairs that touch it.
        syndications: those between these articles and those that touch this one, in order.
        claims: gives the claims of an article.
    """
    groups = Groups([number, *copies, *copies.values()])
    for article, smallest in sorted(copies.items()):
        groups.join(smallest, article)
    return agreement_of(number, read_pairs(telling(rows), claims), count, groups, syndications, met=copies)


def telling(rows: Iterable[Row]) -> list[Row]:
    """The rows of pairs that are more than related."""
    return [row for row in rows if row[5] != RELATED]
