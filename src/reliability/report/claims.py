"""What pages show of aligned claims: clusters side by side, copies, who stands alone, outlets against outlets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from reliability.report.timeline import Context, Timeline, timeline
from reliability.types import Article, Claim, ClaimAlignment, ClaimCluster

if TYPE_CHECKING:
    from reliability.corpus import CorpusScore

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*|\W+")
_COMMON = frozenset(
    "a an the of in on at to for by with and or but from as is are was were be been has have had it its that this which who"
    " their his her they he she will would said says after before into over than more most not no".split()
)
CELL = 34


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with the words that no other claim of its cluster has."""

    outlet: str
    published: str
    tag: str
    words: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class ClusterView:
    """Claims side by side, by time."""

    claims: list[ClaimView]
    origins: int
    disputed: str
    speaker: str
    timeline: Timeline | None
    ties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyView:
    """Two articles that share their text."""

    a: str
    arrow: str
    b: str
    containment: float
    why: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the heat map."""

    x: int
    y: int
    fill: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Outlets against outlets."""

    names: list[str]
    cells: list[Cell]
    left: int
    top: int
    size: int
    width: int
    height: int


def names_of(articles: Sequence[Article]) -> list[str]:
    """How each article is called: its outlet, else its identifier, else its number."""
    return [article.outlet or article.id or f"article {i + 1}" for i, article in enumerate(articles)]


def cluster_views(articles: Sequence[Article], alignment: ClaimAlignment) -> list[ClusterView]:
    """The clusters that several articles share, disputed ones first, then those with most origins."""
    names = names_of(articles)
    shown = [cluster for cluster in alignment.clusters if len(set(cluster.articles)) > 1 or cluster.conflicts]
    shown.sort(key=lambda cluster: (not cluster.conflicts, -cluster.origins, -len(cluster.claims), cluster.articles))
    context = Context.of(alignment)
    return [_cluster(cluster, articles, names, context) for cluster in shown]


def _cluster(cluster: ClaimCluster, articles: Sequence[Article], names: Sequence[str], context: Context) -> ClusterView:
    members = list(cluster.claims)
    contested: dict[tuple[int, int], str] = {}
    for pair in cluster.conflicts:
        for claim in (pair.a, pair.b):
            contested[(claim.article, claim.span.start)] = pair.slot or "claim"
            if all((claim.article, claim.span) != (other.article, other.span) for other in members):
                members.append(claim)
    members.sort(key=lambda claim: (articles[claim.article].published or "9999", claim.article, claim.span))
    counts = Counter(word for claim in members for word in {part.lower() for part in _WORD.findall(claim.text)})
    speakers = {claim.attribution.speaker if claim.attribution else None for claim in members}
    speaker = speakers.pop() if len(speakers) == 1 else None
    views = [
        ClaimView(
            names[claim.article],
            (articles[claim.article].published or "")[:10],
            "differs" if (claim.article, claim.span.start) in contested else "",
            _words(claim, counts, len(members)),
        )
        for claim in members
    ]
    line = timeline(members, contested, articles, names, context)
    return ClusterView(
        views, cluster.origins, ", ".join(sorted(set(contested.values()))), speaker or "", line, cluster.ties
    )


def _words(claim: Claim, counts: Counter[str], members: int) -> list[tuple[str, bool]]:
    marked = []
    for part in _WORD.findall(claim.text):
        lower = part.lower()
        alone = members > 1 and counts[lower] == 1 and part[0].isalnum() and lower not in _COMMON
        marked.append((part, alone))
    return marked


def copy_views(articles: Sequence[Article], alignment: ClaimAlignment) -> list[CopyView]:
    """The syndicated pairs, an arrow from the origin where it is known."""
    names = names_of(articles)
    titles = [
        f"{name}: {article.title or article.id or ''}".rstrip(": ")
        for name, article in zip(names, articles, strict=True)
    ]
    found = []
    for item in alignment.syndications:
        a, b = (item.b, item.a) if item.origin == item.b else (item.a, item.b)
        arrow = "→" if item.origin is not None else "↔"
        found.append(CopyView(titles[a], arrow, titles[b], item.containment, "; ".join(item.reasons)))
    return found


def standing_alone(articles: Sequence[Article], result: CorpusScore) -> list[tuple[str, str]]:
    """Articles without agreement, with the reason."""
    found = []
    for article, score in zip(articles, result.scores, strict=True):
        signal = next((signal for signal in score.signals if signal.name == "agreement"), None)
        if signal is not None and signal.value is None:
            found.append((article.title or article.id or article.outlet or "article", signal.reason or ""))
    return found


def heat_map(articles: Sequence[Article], alignment: ClaimAlignment) -> Heat:
    """How many claims each two outlets share, and how many of these are disputed."""
    names = sorted({article.outlet for article in articles if article.outlet})[:40]
    copied = {frozenset((item.a, item.b)) for item in alignment.syndications}
    shared: Counter[tuple[str, str]] = Counter()
    disputed: Counter[tuple[str, str]] = Counter()
    for cluster in alignment.clusters:
        pairs = {
            pair
            for one, other in combinations(sorted(set(cluster.articles)), 2)
            if frozenset((one, other)) not in copied and (pair := _outlets(articles, one, other))
        }
        shared.update(pairs)
        conflicts = {_outlets(articles, pair.a.article, pair.b.article) for pair in cluster.conflicts}
        disputed.update(pair for pair in conflicts if pair)
    left = 16 + 7 * max((len(name) for name in names), default=0)
    top = 16 + 5 * max((len(name) for name in names), default=0)
    most = max([*shared.values(), *disputed.values()], default=1)
    cells = []
    for row, one in enumerate(names):
        for column, other in enumerate(names):
            pair = (min(one, other), max(one, other))
            agree, differ = shared[pair], disputed[pair]
            if one == other or not (agree or differ):
                fill, label = ("var(--line)", "") if one == other else ("var(--card)", "")
            else:
                strength = 25 + round(60 * max(agree, differ) / most)
                color = "var(--bad)" if differ > agree else "var(--agreement)"
                fill = f"color-mix(in srgb, {color} {strength}%, var(--card))"
                label = f"{agree}/{differ}" if differ else str(agree)
            title = f"{one} and {other}: {agree} shared, {differ} disputed"
            cells.append(Cell(left + column * CELL, top + row * CELL, fill, label, title))
    side = len(names) * CELL
    return Heat(names, cells, left, top, CELL, left + side + 60, top + side + 8)


def _outlets(articles: Sequence[Article], one: int, other: int) -> tuple[str, str] | None:
    a, b = articles[one].outlet, articles[other].outlet
    return (min(a, b), max(a, b)) if a and b and a != b else None
