"""Pairs of claims to clusters of claims that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reliability.claims.clusters import average_link
from reliability.claims.matcher import MatchModel
from reliability.claims.origins import Key, count_origins, key_of
from reliability.claims.standins import JOINING, aliases
from reliability.types import Claim, ClaimCluster, ClaimPair, Syndication

KINDRED = 0.9  # share of the cluster threshold that a merely related pair counts at most: it never joins by itself
_NOBODY: Mapping[int, tuple[int, ...]] = {}


def make_clusters(
    claims: Sequence[Claim],
    pairs: Sequence[ClaimPair],
    syndications: Sequence[Syndication],
    matcher: MatchModel,
    *,
    stands: Mapping[int, Sequence[int]] = _NOBODY,
) -> list[ClaimCluster]:
    """Clusters of claims that say the same, largest first; conflicting claims never share one.

    Args:
        stands: reports that follow others, from `reliability.claims.standins.stand_ins`; a claim that such a report
            repeats goes where the repeated claim goes.
    """
    repeated = aliases(pairs, stands) if stands else {}
    groups = _groups(claims, pairs, repeated, matcher)
    by_claim: dict[Key, list[ClaimPair]] = {}
    joined: dict[Key, list[ClaimPair]] = {}
    for pair in pairs:
        if pair.relation == "conflicts":
            by_claim.setdefault(key_of(pair.a), []).append(pair)
            by_claim.setdefault(key_of(pair.b), []).append(pair)
        elif pair.relation in JOINING:
            joined.setdefault(key_of(pair.a), []).append(pair)
    copies: dict[int, list[Syndication]] = {}
    for item in syndications:
        copies.setdefault(item.a, []).append(item)
    clusters = []
    for members in groups:
        inside = {key_of(claim) for claim in members}
        articles = tuple(sorted({claim.article for claim in members}))
        among = [pair for claim in members for pair in joined.get(key_of(claim), ()) if key_of(pair.b) in inside]
        conflicts = {(key_of(p.a), key_of(p.b)): p for claim in members for p in by_claim.get(key_of(claim), ())}
        copied = [item for article in articles for item in copies.get(article, ())]
        clusters.append(
            ClaimCluster(
                tuple(members),
                count_origins(members, among, copied),
                articles,
                tuple(conflicts[key] for key in sorted(conflicts)),
            )
        )
    return sorted(clusters, key=lambda item: (-len(item.articles), -len(item.claims), key_of(item.claims[0])))


def _groups(
    claims: Sequence[Claim], pairs: Sequence[ClaimPair], repeated: Mapping[Key, Key], matcher: MatchModel
) -> list[list[Claim]]:
    """The members of each cluster in order; repeated claims are one with what they repeat."""
    distinct = [claim for claim in claims if key_of(claim) not in repeated]
    order = sorted(distinct, key=lambda claim: (claim.text, claim.span, claim.article))
    place = {key_of(claim): rank for rank, claim in enumerate(order)}
    edges: dict[tuple[int, int], float] = {}
    barred: set[tuple[int, int]] = set()
    for pair in pairs:
        if key_of(pair.a) in repeated or key_of(pair.b) in repeated:
            continue
        i, j = sorted((place[key_of(pair.a)], place[key_of(pair.b)]))
        if pair.relation in JOINING:
            edges[i, j] = max(pair.similarity, matcher.thresholds["agrees"])
        elif pair.relation == "related":
            edges[i, j] = min(pair.similarity, KINDRED * matcher.thresholds["cluster"])
        else:
            barred.add((i, j))
    groups = average_link(len(order), edges, frozenset(barred), matcher.thresholds["cluster"])
    found = {key_of(order[group[0]]): [order[rank] for rank in group] for group in groups}
    if repeated:
        home = {key_of(claim): first for first, members in found.items() for claim in members}
        by_key = {key_of(claim): claim for claim in claims}
        for key, other in repeated.items():
            first = home.setdefault(other, other)
            found.setdefault(first, [by_key[other]]).append(by_key[key])
    return [sorted(members, key=key_of) for members in found.values()]
