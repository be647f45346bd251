"""The task itself: sentences of three outlets on one event, which of them meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import DataDir
from benchmarks.figures import Figure, auc, bootstrap
from reliability.alignment import match_claims
from reliability.claims.bundle import bundle
from reliability.claims.quotes import quoted_words, shared_quotation
from reliability.detectors import Detectors
from reliability.types import Article, Claim

POSITIVE = frozenset(("same", "agrees", "conflicts", "shared_quote"))


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """All cross-outlet sentence pairs of one event with scores and labels."""

    sentences: list[tuple[int, Claim]]
    pairs: npt.NDArray[np.int64]
    relations: list[str | None]
    scores: npt.NDArray[np.float64]

    @property
    def labels(self) -> npt.NDArray[np.bool_]:
        """Whether each pair meets."""
        return np.array([relation in POSITIVE for relation in self.relations])


def read_events(data: DataDir, detectors: Detectors) -> list[Event]:
    """The events with the likeness of their pairs; updates are left out."""
    return [_event(row, detectors) for row in data.rows("claims", "basil_pairs")]


def _event(row: dict[str, Any], detectors: Detectors) -> Event:
    sentences: list[tuple[int, Claim]] = []
    place: dict[tuple[str, int], int] = {}
    ranges = []
    for number, article in enumerate(row["articles"]):
        first = len(sentences)
        for start, end in article["sentences"]:
            place[article["id"], start] = len(sentences)
            sentences.append((number, detectors.claims.claim_of(article["text"][start:end], article=number)))
        ranges.append((first, len(sentences)))
    vocabulary = detectors.matcher.vocabulary
    bundles = [bundle([claim for _, claim in sentences[first:last]], vocabulary) for first, last in ranges]
    matrix = np.zeros((len(sentences), len(sentences)))
    for a in range(len(ranges)):
        for b in range(a + 1, len(ranges)):
            matrix[slice(*ranges[a]), slice(*ranges[b])] = detectors.matcher.likeness(bundles[a], bundles[b])
    gold = {}
    for pair in row["pairs"]:
        sides = sorted(place[pair[side]["article"], pair[side]["start"]] for side in "ab")
        gold[tuple(sides)] = pair["relation"]
    pairs, relations = [], []
    for i in range(len(sentences)):
        for j in range(i + 1, len(sentences)):
            if sentences[i][0] != sentences[j][0] and gold.get((i, j)) != "updates":
                pairs.append((i, j))
                relations.append(gold.get((i, j)))
    places = np.array(pairs)
    return Event(sentences, places, relations, matrix[places[:, 0], places[:, 1]])


def best_threshold(scores: npt.NDArray[np.float64], labels: npt.NDArray[np.bool_]) -> float:
    """The threshold with the highest F1."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(labels[order])
    figures = 2 * hits / (np.arange(1, len(labels) + 1) + labels.sum())
    return float(scores[order][int(figures.argmax())])


def average_precision(scores: npt.NDArray[np.float64], labels: npt.NDArray[np.bool_]) -> float:
    """Mean precision at the rank of each positive; NaN without positives."""
    ordered = labels[np.argsort(-scores, kind="stable")]
    if not ordered.any():
        return float("nan")
    return float((np.cumsum(ordered)[ordered] / (np.flatnonzero(ordered) + 1)).mean())


def recall_at(event: Event, depth: int = 5) -> tuple[int, int]:
    """Of all partners that each sentence has in the event, how many are among its ``depth`` nearest."""
    near: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for (i, j), score, label in zip(event.pairs.tolist(), event.scores.tolist(), event.labels.tolist(), strict=True):
        near[i].append((score, label))
        near[j].append((score, label))
    found = total = 0
    for partners in near.values():
        expected = sum(label for _, label in partners)
        if expected:
            found += sum(label for _, label in sorted(partners, key=lambda item: -item[0])[:depth])
            total += expected
    return found, total


def basil_figures(data: DataDir, detectors: Detectors) -> Iterator[Figure]:
    """Figures of ``claims.basil``; the threshold is the best one on dev, intervals are drawn by event."""
    events = read_events(data, detectors)
    dev = events if data.split == "dev" else read_events(data.dev, detectors)
    threshold = best_threshold(np.concatenate([e.scores for e in dev]), np.concatenate([e.labels for e in dev]))

    def joined(chosen: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        kept = [events[i] for i in chosen]
        return np.concatenate([e.scores for e in kept]), np.concatenate([e.labels for e in kept])

    def f1_of(chosen: npt.NDArray[np.int64]) -> float:
        scores, labels = joined(chosen)
        predicted = scores >= threshold
        return float(2 * (predicted & labels).sum() / (predicted.sum() + labels.sum()))

    def ap_of(chosen: npt.NDArray[np.int64]) -> float:
        return average_precision(*joined(chosen))

    def recall_of(chosen: npt.NDArray[np.int64]) -> float:
        counts = np.array([recall_at(events[i]) for i in chosen]).sum(axis=0)
        return float(counts[0] / counts[1])

    def related_of(chosen: npt.NDArray[np.int64]) -> float:
        scores, labels = joined(chosen)
        hard = np.concatenate([np.array([r == "related" for r in events[i].relations]) for i in chosen])
        return auc(scores[labels | hard], labels[labels | hard])

    everyone = np.arange(len(events))
    for name, statistic in (("f1", f1_of), ("ap", ap_of), ("recall_at_5", recall_of), ("auc_vs_related", related_of)):
        low, high = bootstrap(statistic, len(events), samples=200)
        yield Figure(f"claims.basil.{name}", statistic(everyone), low, high, len(events), "threshold from dev")
    yield Figure("claims.basil.shared_quote_recall", _quote_recall(events, threshold), n=len(events))
    yield Figure("claims.basil.key_origins_exact", _key_origins(data, detectors))


def _quote_recall(events: list[Event], threshold: float) -> float:
    found = []
    for event in events:
        for (i, j), score, relation in zip(event.pairs.tolist(), event.scores, event.relations, strict=True):
            if relation == "shared_quote":
                a, b = event.sentences[i][1], event.sentences[j][1]
                quoted = shared_quotation(quoted_words(a.words), quoted_words(b.words))
                found.append(score >= threshold or bool(quoted))
    return float(np.mean(found))


def _key_origins(data: DataDir, detectors: Detectors) -> float:
    """Share of key claims whose number of independent origins is right: that of the cluster nearest to its wording."""
    exact = []
    for row in data.rows("claims", "basil_pairs"):
        articles = [
            Article(item["text"], title=item["title"], outlet=item["outlet"], published=item["date"])
            for item in row["articles"]
        ]
        alignment = match_claims(articles, version=detectors.version.name)
        clusters = alignment.clusters
        homes = {(c.article, c.span.start): n for n, cluster in enumerate(clusters) for c in cluster.claims}
        vocabulary = detectors.matcher.vocabulary
        everything = bundle(alignment.claims, vocabulary)
        for key in row["key_claims"]:
            asked = bundle([detectors.claims.claim_of(key["claim"])], vocabulary)
            likeness = detectors.matcher.likeness(asked, everything)[0]
            nearest = alignment.claims[int(likeness.argmax())]
            home = homes.get((nearest.article, nearest.span.start))
            exact.append((clusters[home].origins if home is not None else 1) == key["independent_origins"])
    return float(np.mean(exact))
