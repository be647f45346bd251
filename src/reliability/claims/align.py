"""Reports to their alignment: pairs of claims with relations, clusters, and who copies whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reliability.claims.blocking import FEWEST, article_keys, least_topic
from reliability.claims.bundle import Bundle, FloatArray, KeyArray, bundle, meeting, topic_likeness
from reliability.claims.candidates import HOTTEST, edges_of_keys
from reliability.claims.clusters import average_link
from reliability.claims.likeness import common_ground
from reliability.claims.matcher import MatchModel
from reliability.claims.origins import count_origins
from reliability.claims.relations import CONTRARY, Moment, Setting, judge
from reliability.claims.slots import kind_in_common, kinds_of
from reliability.claims.syndication import Copyable, article_grams, find_syndications, folded_name
from reliability.claims.vocabulary import Vocabulary
from reliability.text.fold import seen
from reliability.types import Claim, ClaimAlignment, ClaimCluster, ClaimPair, Document, Syndication

JOINING = frozenset(("same", "agrees", "shared_quote"))
# Reports of one event share this much of their words (cosine; 35 of 36 pairs of BASIL dev lie above .31, other events
# below .21); the less they share, the more alike two claims must be to agree. Read off BASIL and the seed pages.
SAME_EVENT = 0.28
STRICTER = 1.5
KINDRED = 0.9  # share of the cluster threshold that a merely related pair counts at most: it never joins by itself
_EDGE_LINES = 3  # lines at the top and the bottom of a page where sources are credited


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One article as the aligner sees it: its claims as arrays, its time, and what shows copying."""

    bundle: Bundle
    keys: KeyArray
    moment: Moment
    copyable: Copyable

    @property
    def claims(self) -> Sequence[Claim]:
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
    taken = bundle(claims, vocabulary)
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
    )


def align(reports: Sequence[Report], matcher: MatchModel, *, focus: int | None = None) -> ClaimAlignment:
    """How the claims of several reports stand to one another; the order of the reports changes no decision.

    Args:
        focus: compare the others with this report only; they are known to be comparable. Pairs that are merely related
            are left out then, and so are the claims of the others that meet none in focus.
    """
    if focus is None:
        pairs = [pair for a, b in comparable(reports) for pair in compare(reports[a], reports[b], matcher)]
        syndications = find_syndications([report.copyable for report in reports])
    else:
        own = reports[focus]
        others = [report for i, report in enumerate(reports) if i != focus]
        pairs = [pair for other in others for pair in compare(other, own, matcher, related=False)]
        met = sorted({claim.article for pair in pairs for claim in (pair.a, pair.b)})
        syndications = [
            replace(item, a=met[item.a], b=met[item.b], origin=None if item.origin is None else met[item.origin])
            for item in find_syndications([reports[number].copyable for number in met])
        ]
    claims = _claims_of(reports, pairs, focus)
    return ClaimAlignment(
        claims, tuple(pairs), tuple(make_clusters(claims, pairs, syndications, matcher)), tuple(syndications)
    )


def _claims_of(reports: Sequence[Report], pairs: Sequence[ClaimPair], focus: int | None) -> tuple[Claim, ...]:
    """All claims in order; with a focus, those of the report in focus and of its pairs."""
    if focus is None:
        return tuple(claim for report in reports for claim in report.claims)
    met = {_key(claim): claim for pair in pairs for claim in (pair.a, pair.b) if claim.article != focus}
    own = {_key(claim): claim for claim in reports[focus].claims}
    return tuple(claim for _, claim in sorted((met | own).items(), key=lambda item: item[0]))


def comparable(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs of reports that share a key, sorted; a key that very many share pairs all with its first only."""
    keys = np.concatenate([report.keys for report in reports]) if reports else np.zeros(0, dtype=np.uint64)
    owners = np.repeat(np.arange(len(reports), dtype=np.int64), [len(report.keys) for report in reports])
    edges = edges_of_keys(keys, owners, largest=HOTTEST)
    return list(zip((edges >> 32).tolist(), (edges & 0xFFFF_FFFF).tolist(), strict=True))


def compare(a: Report, b: Report, matcher: MatchModel, *, related: bool = True) -> list[ClaimPair]:
    """The pairs of claims of two reports that are related or more, in order; none when they share too little.

    Args:
        related: whether pairs that are merely related are wanted.
    """
    shared_keys = len(meeting(a.keys, b.keys)[0])
    topic = topic_likeness(a.bundle, b.bundle)
    if shared_keys < FEWEST or topic < least_topic(shared_keys):
        return []
    likeness = matcher.likeness(a.bundle, b.bundle)
    thresholds = matcher.thresholds
    topical = topic >= matcher.weights["topic_from"]
    agrees_from = thresholds["agrees"] + STRICTER * max(0.0, SAME_EVENT - topic)
    rarity, shared = common_ground(a.bundle, b.bundle)
    wanted = likeness >= (thresholds["related"] if related else CONTRARY * agrees_from)
    if topical:
        wanted |= _counted(a, b, likeness, thresholds)
    found = []
    for i, j in np.argwhere(wanted).tolist():
        value = float(likeness[i, j])
        grounded = bool(rarity[i, j] >= thresholds["ground"])
        setting = Setting(agrees_from, a.moment, b.moment, topical, grounded, int(shared[i, j]))
        judged = judge(a.claims[i], b.claims[j], value, setting)
        if judged.relation != "related" or (related and value >= thresholds["related"]):
            found.append(ClaimPair(a.claims[i], b.claims[j], value, judged.relation, judged.reasons, judged.slot))
    return found


def _counted(a: Report, b: Report, likeness: FloatArray, thresholds: Mapping[str, float]) -> npt.NDArray[np.bool_]:
    """Pairs of claims that can meet though they are less alike: they count the same thing, or both name a date."""
    found = (likeness >= thresholds["related"]) & np.logical_and.outer(a.bundle.dated, b.bundle.dated)
    left, right = (
        [(int(i), kinds_of(side.claims[int(i)])) for i in np.flatnonzero(side.bundle.numbered)] for side in (a, b)
    )
    near = likeness >= thresholds["slot"]
    for i, kinds in left:
        for j, others in right:
            if near[i, j] and kinds and others and kind_in_common(kinds, others):
                found[i, j] = True
    return found


def make_clusters(
    claims: Sequence[Claim],
    pairs: Sequence[ClaimPair],
    syndications: Sequence[Syndication],
    matcher: MatchModel,
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
        elif pair.relation == "related":
            edges[i, j] = min(pair.similarity, KINDRED * matcher.thresholds["cluster"])
        else:
            barred.add((i, j))
    groups = average_link(len(claims), edges, frozenset(barred), matcher.thresholds["cluster"])
    by_claim: dict[tuple[int, int], list[ClaimPair]] = {}
    joined: dict[tuple[int, int], list[ClaimPair]] = {}
    for pair in pairs:
        if pair.relation == "conflicts":
            by_claim.setdefault(_key(pair.a), []).append(pair)
            by_claim.setdefault(_key(pair.b), []).append(pair)
        elif pair.relation in JOINING:
            joined.setdefault(_key(pair.a), []).append(pair)
    clusters = []
    for group in groups:
        members = sorted((claims[order[rank]] for rank in group), key=_key)
        inside = {_key(claim) for claim in members}
        among = [pair for claim in members for pair in joined.get(_key(claim), ()) if _key(pair.b) in inside]
        conflicts = {(_key(p.a), _key(p.b)): p for claim in members for p in by_claim.get(_key(claim), ())}
        clusters.append(
            ClaimCluster(
                tuple(members),
                count_origins(members, among, syndications),
                tuple(sorted({claim.article for claim in members})),
                tuple(conflicts[key] for key in sorted(conflicts)),
            )
        )
    return sorted(clusters, key=lambda cluster: (-len(cluster.articles), -len(cluster.claims), _key(cluster.claims[0])))


def _key(claim: Claim) -> tuple[int, int]:
    return (claim.article, claim.span.start)
