"""The later steps of a corpus run as pure functions: compare two articles, cluster claims, judge one article's standing."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

import numpy as np

from reliability.alignment import agreement_of
from reliability.claims.align import Report, compared_places
from reliability.claims.cluster_claims import CODES, OUTSIDE, Numbers, Web, find_groups
from reliability.claims.groups import Groups
from reliability.claims.matcher import MatchModel
from reliability.claims.origins import UNKNOWN, Key, key_of
from reliability.claims.standins import echoes
from reliability.engine.codec import Row, pair_row, read_pair
from reliability.signals.analysis import Agreement
from reliability.types import Claim, ClaimPair, House, Syndication

ClaimsOf = Callable[[int], Sequence[Claim]]
Order = tuple[int, int, int, int]
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


def clusters_of(  # noqa: PLR0913 - each is one thing that the step reads
    members: Numbers,
    rows: Callable[[int], Row],
    count: int,
    syndications: Sequence[Syndication],
    claims: ClaimsOf,
    matcher: MatchModel,
    *,
    stands: Mapping[int, Sequence[int]],
    house: Callable[[int], House] | None = None,
) -> Iterator[tuple[Order, Row]]:
    """The clusters within one connected component of claims as rows, and what they are sorted by: most articles first.

    A row is ``[[article, place] of each claim, origins, articles, rows of the conflicts, ties]``. Of rows and claims no more is
    held than what they are read from.

    Args:
        members: article and place of each claim of the component, sorted; shape ``(n, 2)``.
        rows: gives the row of each of the pairs that touch a member, in order; of pairs with a claim of another component
            only conflicts count, which are shown with the cluster: the mean link of such a claim never reaches the
            threshold.
        count: number of these pairs.
        syndications: those between articles of members, in order.
        claims: gives the claims of an article.
        stands: articles of members that follow others, and whom.
        house: tells who stands behind an article; None when that makes no difference.
    """
    ends, relations, likeness = array("q"), array("b"), array("d")
    for row in map(rows, range(count)):
        ends.extend(row[:4])
        relations.append(CODES[row[5]])
        likeness.append(row[4])
    known = members[:, 0] << 32 | members[:, 1]
    sides = np.array(ends, dtype=np.int64).reshape(-1, 2, 2)
    first, second = (_places_in(known, sides[:, side, 0] << 32 | sides[:, side, 1]) for side in (0, 1))

    def claim(number: int) -> Claim:
        article, place = map(int, members[number])
        return claims(article)[place]

    def pair(number: int) -> ClaimPair:
        return read_pairs([rows(number)], claims)[0]

    web = Web(
        claim,
        pair,
        len(members),
        first,
        second,
        np.array(relations, dtype=np.int8),
        np.array(likeness, dtype=np.float64),
    )
    for group in find_groups(web, syndications, matcher, stands=stands, house=house):
        places = members[list(group.members)].tolist()
        order = (-len(group.articles), -len(places), places[0][0], claim(group.members[0]).span.start)
        conflicts = sorted(map(rows, group.conflicts), key=itemgetter(0, 1, 2, 3))
        yield order, [places, group.origins, list(group.articles), conflicts, group.ties]


def _places_in(known: Numbers, wanted: Numbers) -> Numbers:
    """Where each number stands among sorted ones, or `OUTSIDE`."""
    place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[place] == wanted, place, OUTSIDE)


def agreement_unit(
    number: int,
    rows: Sequence[Row],
    count: int,
    copies: Mapping[int, int],
    syndications: Sequence[Syndication],
    claims: ClaimsOf,
    house: Callable[[int], House] | None = None,
) -> Agreement:
    """How the others stand to one article.

    Args:
        number: the article.
        rows: the pairs that touch it, in order; those that are merely related may be left out.
        count: number of its claims.
        copies: the smallest number among the copies of an article, for this article and all with pairs that touch it.
        syndications: those between these articles and those that touch this one, in order.
        claims: gives the claims of an article.
        house: tells who stands behind an article; None when that makes no difference.
    """
    houses = {article: house(article) for article in copies} if house else UNKNOWN
    groups = Groups([number, *copies, *copies.values()])
    for article, smallest in sorted(copies.items()):
        groups.join(smallest, article)
    return agreement_of(
        number, read_pairs(telling(rows), claims), count, groups, syndications, met=copies, houses=houses
    )


def telling(rows: Iterable[Row]) -> list[Row]:
    """The rows of pairs that are more than related."""
    return [row for row in rows if row[5] != RELATED]
