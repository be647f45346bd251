"""Reports to their alignment: pairs of claims with relations, clusters, and who copies whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from reliability.claims.bundle import Bundle, bundle, common_ground, topic_likeness
from reliability.claims.candidates import HOTTEST, encode_stems, pairs_of_keys, rare_keys, rarest_by_table
from reliability.claims.clusters import average_link
from reliability.claims.matcher import MatchModel
from reliability.claims.origins import count_origins
from reliability.claims.relations import Moment, Setting, judge
from reliability.claims.slots import shared_kind
from reliability.claims.syndication import Copyable, article_grams, find_syndications, folded_name
from reliability.claims.vocabulary import Vocabulary
from reliability.text.fold import seen
from reliability.types import Claim, ClaimAlignment, ClaimCluster, ClaimPair, Document, Syndication

JOINING = frozenset(("same", "agrees", "shared_quote"))
_STRANGERS = 0.06  # topic likeness below which two articles share no event; the lowest on dev is 0.11
# Reports of one event share this much of their words (cosine; 35 of 36 pairs of BASIL dev lie above .31, other events
# below .21); the less they share, the more alike two claims must be to agree. Read off BASIL and the seed pages.
SAME_EVENT = 0.36
STRICTER = 1.5
_EDGE_LINES = 3  # lines at the top and the bottom of a page where sources are credited


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One article as the aligner sees it: its claims as arrays, its time, and what shows copying."""

    bundle: Bundle
    moment: Moment
    copyable: Copyable

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The article's claims."""
        return self.bundle.claims


def make_report(document: Document, claims: Sequence[Claim], vocabulary: Vocabulary) -> Report:
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
    return Report(
        bundle(claims, vocabulary),
        Moment(article.date, article.published or None),
        Copyable(
            article_grams(text),
            folded_name(article.outlet or ""),
            folded_name(f"{article.byline or ''} {credit_lines}"),
            article.published or None,
        ),
    )


def align(reports: Sequence[Report], matcher: MatchModel, *, focus: int | None = None) -> ClaimAlignment:
    """How the claims of several reports stand to one another; the order of the reports changes no decision.

    Args:
        focus: compare only with this report, when the others' claims among themselves do not matter.
    """
    pairs = [
        pair
        for a, b in comparable(reports, matcher)
        if focus is None or focus in (a, b)
        for pair in compare(reports[a], reports[b], matcher)
    ]
    syndications = find_syndications([report.copyable for report in reports])
    claims = tuple(claim for report in reports for claim in report.claims)
    return ClaimAlignment(
        claims, tuple(pairs), tuple(make_clusters(claims, pairs, syndications, matcher)), tuple(syndications)
    )


def comparable(reports: Sequence[Report], matcher: MatchModel) -> list[tuple[int, int]]:
    """Pairs of reports in which two claims share two of their rarest words; depends on no third report."""
    groups = np.array([i for i, report in enumerate(reports) for _ in report.claims], dtype=np.int64)
    encoded = encode_stems([row for report in reports for row in report.bundle.stems])
    keys, owners = rare_keys(encoded, rarest_by_table(encoded, matcher.vocabulary.rarity))
    if not len(keys):
        return []
    # each article once behind a key: articles, not sentences, are paired
    order = np.lexsort((groups[owners], keys))
    keys, holders = keys[order], groups[owners][order]
    first = np.concatenate(([True], (keys[1:] != keys[:-1]) | (holders[1:] != holders[:-1])))
    pairs = pairs_of_keys(keys[first], holders[first], largest=min(max(2, len(reports)), HOTTEST))
    return [(int(a), int(b)) for a, b in pairs]


def compare(a: Report, b: Report, matcher: MatchModel) -> list[ClaimPair]:
    """The pairs of claims of two reports that are related or more, in order."""
    topic = topic_likeness(a.bundle, b.bundle)
    if topic < _STRANGERS:
        return []
    likeness = matcher.likeness(a.bundle, b.bundle)
    thresholds = matcher.thresholds
    topical = topic >= matcher.weights["topic_from"]
    agrees_from = thresholds["agrees"] + STRICTER * max(0.0, SAME_EVENT - topic)
    found = []
    for i, j in np.argwhere(likeness >= thresholds["slot"]).tolist():
        value = float(likeness[i, j])
        if value < thresholds["related"] and not (topical and shared_kind(a.claims[i], b.claims[j])):
            continue
        ground = common_ground(a.bundle, i, b.bundle, j, matcher.vocabulary)
        setting = Setting(agrees_from, a.moment, b.moment, topical, fsum(ground) >= thresholds["ground"], len(ground))
        judged = judge(a.claims[i], b.claims[j], value, setting)
        if value >= thresholds["related"] or judged.relation != "related":
            found.append(ClaimPair(a.claims[i], b.claims[j], value, judged.relation, judged.reasons, judged.slot))
    return found


def make_clusters(
    claims: Sequence[Claim], pairs: Sequence[ClaimPair], syndications: Sequence[Syndication], matcher: MatchModel
) -> list[ClaimCluster]:
    """Clusters of claims that say the same, largest first; conflicting claims never share one."""
    order = sorted(range(len(claims)), key=lambda i: (claims[i].text, claims[i].span, claims[i].article))
    place = {_key(claims[i]): rank for rank, i in enumerate(order)}
    edges: dict[tuple[int, int], float] = {}
    barred: set[tuple[int, int]] = set()
    for pair in pairs:
        i, j = sorted((place[_key(pair.a)], place[_key(pair.b)]))
        if pair.relation in JOINING:
            edges[i, j] = max(pair.similarity, matcher.thresholds["agrees"])
        elif pair.relation in ("conflicts", "updates"):
            barred.add((i, j))
    groups = average_link(len(claims), edges, frozenset(barred), matcher.thresholds["cluster"])
    by_claim: dict[tuple[int, int], list[ClaimPair]] = {}
    for pair in pairs:
        if pair.relation == "conflicts":
            by_claim.setdefault(_key(pair.a), []).append(pair)
            by_claim.setdefault(_key(pair.b), []).append(pair)
    clusters = []
    for group in groups:
        members = sorted((claims[order[rank]] for rank in group), key=_key)
        conflicts = {(_key(p.a), _key(p.b)): p for claim in members for p in by_claim.get(_key(claim), ())}
        clusters.append(
            ClaimCluster(
                tuple(members),
                count_origins(members, pairs_among(members, pairs), syndications),
                tuple(sorted({claim.article for claim in members})),
                tuple(conflicts[key] for key in sorted(conflicts)),
            )
        )
    return sorted(clusters, key=lambda cluster: (-len(cluster.articles), -len(cluster.claims), _key(cluster.claims[0])))


def pairs_among(members: Sequence[Claim], pairs: Sequence[ClaimPair]) -> list[ClaimPair]:
    """The pairs whose two claims are both members."""
    keys = {_key(claim) for claim in members}
    return [pair for pair in pairs if _key(pair.a) in keys and _key(pair.b) in keys]


def _key(claim: Claim) -> tuple[int, int]:
    return (claim.article, claim.span.start)
