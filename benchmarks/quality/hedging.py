"""Hedging: cues, their kind and voice, and uncertain sentences, on seven sets of five kinds of text.

WikiWeasel's training half and the findings in science news train the shipped weights: on dev they are measured by
cross-validation with the same recipe. Everything else is never trained on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, Unavailable, bootstrap, expected_calibration_error, f1
from reliability.detectors import Detectors, detectors_of
from reliability.hedging.detector import HedgeDetector
from reliability.hedging.sentences import UNCERTAIN
from reliability.text.parse import parse_article
from reliability.types import Article, HedgeCue, SentenceHedge, Span
from training.hedging import Corpus, fit, load

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "hedges" / "hedges.jsonl"
Range = tuple[int, int]
BLOCK = 20  # sentences of one corpus that are read as one article
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What the detector finds in one text."""

    cues: tuple[HedgeCue, ...]
    sentences: tuple[SentenceHedge, ...]

    @property
    def probability(self) -> float:
        """How likely the whole record is uncertain: its most uncertain sentence."""
        return max((sentence.probability for sentence in self.sentences), default=0.0)

    @property
    def uncertain(self) -> bool:
        """Whether one of its sentences is uncertain at the version's threshold."""
        return any(not sentence.certain for sentence in self.sentences)


def read(text: str, detectors: Detectors, hedges: HedgeDetector | None = None) -> Reading:
    """The cues and sentences of a text, by another hedge detector when one is given."""
    document = parse_article(Article(text), detectors.lines)
    hedges = hedges or detectors.hedges
    cues = hedges.find(document, detectors.attributions.find(document))
    return Reading(cues, hedges.sentences(document, cues))


def read_together(texts: Sequence[str], detectors: Detectors, hedges: HedgeDetector | None = None) -> list[Reading]:
    """One reading a text, each :data:`BLOCK` of them read as the lines of one article.

    The corpora are running text cut into sentences; the library reads articles, and tells from the words of a whole one
    what it reads like. Nothing but the words is given to it.
    """
    readings = []
    for first in range(0, len(texts), BLOCK):
        lines = [" ".join(text.split("\n")) for text in texts[first : first + BLOCK]]
        whole = read("\n".join(lines), detectors, hedges)
        start = 0
        for line in lines:
            end = start + len(line)
            cues = tuple(
                replace(cue, span=Span(cue.span.start - start, cue.span.end - start))
                for cue in whole.cues
                if start <= cue.span.start < end
            )
            sentences = tuple(item for item in whole.sentences if start <= item.span.start < end)
            readings.append(Reading(cues, sentences))
            start = end + 1
    return readings


def run(data: DataDir, context: RunContext) -> Iterator[Figure | Unavailable]:
    """The ``hedging.*`` figures."""
    detectors = detectors_of(context.version)
    pooled: list[tuple[float, int]] = []
    folds = crossed(data, detectors) if data.split == "dev" else []
    yield from _wikiweasel(data, detectors, folds, pooled)
    for key, stem in (("bio", "bio"), ("uw", "uw_factuality"), ("meantime", "meantime_factuality")):
        yield from _sentences(data, detectors, key, stem, pooled)
    yield from _science(data, detectors, folds)
    yield from _news(data, detectors, pooled)
    yield from fixture_figures(context)
    stated, observed = zip(*pooled, strict=True)
    yield Figure("hedging.calibration.ece", expected_calibration_error(stated, observed), n=len(pooled))
    yield from _evasions(data, detectors)


def crossed(data: DataDir, detectors: Detectors) -> list[HedgeDetector]:
    """The detector fitted anew without each fold of the sets that train; record ``i`` belongs to fold ``i % FOLDS``."""
    files = dict(detectors.version.resources)
    corpus = load(data, detectors.lines)
    found = []
    for fold in range(FOLDS):
        part = Corpus(
            [item for i, item in enumerate(corpus.wiki) if i % FOLDS != fold],
            [item for i, item in enumerate(corpus.findings) if i % FOLDS != fold],
            corpus.aspects,
            corpus.news,
        )
        found.append(HedgeDetector.from_resources({**files, **fit(part, files)}))
    return found


def fold_readings(
    rows: Sequence[dict[str, Any]], detectors: Detectors, folds: Sequence[HedgeDetector], *, together: bool
) -> list[Reading]:
    """A reading of each record, by the detector that has not learnt from it."""
    result: list[Reading | None] = [None] * len(rows)
    parts: list[tuple[HedgeDetector | None, range]] = [
        (fold, range(i, len(rows), FOLDS)) for i, fold in enumerate(folds)
    ] or [(None, range(len(rows)))]
    for hedges, indices in parts:
        texts = [rows[i]["text"] for i in indices]
        if together:
            order = np.random.default_rng(0).permutation(len(texts))  # the file is sorted by label
            shuffled = read_together([texts[j] for j in order], detectors, hedges)
            for j, reading in zip(order, shuffled, strict=True):
                result[indices[j]] = reading
        else:
            for i, text in zip(indices, texts, strict=True):
                result[i] = read(text, detectors, hedges)
    return [reading for reading in result if reading is not None]


def overlap_hits(found: Sequence[Range], gold: Sequence[Range]) -> list[tuple[int, int]]:
    """Pairs of overlapping spans, each span used once, largest overlap first."""
    pairs = sorted(
        (
            (min(f[1], g[1]) - max(f[0], g[0]), i, j)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if min(f[1], g[1]) > max(f[0], g[0])
        ),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    hits = []
    for _, i, j in pairs:
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            hits.append((i, j))
    return hits


def _range(cue: HedgeCue) -> Range:
    return cue.span.start, cue.span.end


def counted_f1(key: str, counts: Sequence[tuple[float, float, float]], note: str = "") -> Figure:
    """F1 over ``(hits, found, gold)`` of each document with its interval."""
    table = np.array(counts, dtype=float).reshape(-1, 3)

    def statistic(indices: Any) -> float:
        return f1(*table[indices].sum(axis=0))

    low, high = bootstrap(statistic, len(table))
    return Figure(key, statistic(np.arange(len(table))), low, high, len(table), note)


def _sentence_counts(truth: Sequence[bool], said: Sequence[bool]) -> list[tuple[float, float, float]]:
    return [(float(t and s), float(s), float(t)) for t, s in zip(truth, said, strict=True)]


def _wikiweasel(
    data: DataDir, detectors: Detectors, folds: Sequence[HedgeDetector], pooled: list[tuple[float, int]]
) -> Iterator[Figure]:
    rows = list(data.rows("hedging", "wikiweasel"))
    truth = [row["label"] == "uncertain" for row in rows]
    note = "cross-validated" if folds else ""
    for name, together in (("", True), (".alone", False)):
        readings = fold_readings(rows, detectors, folds, together=together)
        said = [reading.uncertain for reading in readings]
        yield counted_f1(f"hedging.wikiweasel{name}.sentence_f1", _sentence_counts(truth, said), note)
        counts = []
        for row, reading in zip(rows, readings, strict=True):
            gold = [(cue["start"], cue["end"]) for cue in row["cues"]]
            found = [_range(cue) for cue in reading.cues if cue.kind != "booster"]
            counts.append((float(len(overlap_hits(found, gold))), float(len(found)), float(len(gold))))
        yield counted_f1(f"hedging.wikiweasel{name}.cue_overlap_f1", counts, note)
        if together:
            pooled += [(reading.probability, int(label)) for reading, label in zip(readings, truth, strict=True)]


def _sentences(
    data: DataDir, detectors: Detectors, key: str, stem: str, pooled: list[tuple[float, int]]
) -> Iterator[Figure]:
    rows = list(data.rows("hedging", stem))
    truth = [row["label"] == "uncertain" for row in rows]
    for name in ("", ".alone"):
        texts = [row["text"] for row in rows]
        readings = [read(text, detectors) for text in texts] if name else read_together(texts, detectors)
        said = [reading.uncertain for reading in readings]
        yield counted_f1(f"hedging.{key}{name}.sentence_f1", _sentence_counts(truth, said))
        if not name:
            pooled += [(reading.probability, int(label)) for reading, label in zip(readings, truth, strict=True)]


def _science(data: DataDir, detectors: Detectors, folds: Sequence[HedgeDetector]) -> Iterator[Figure]:
    rows = list(data.rows("hedging", "science_findings_certainty"))
    certainty = np.array([row["certainty"] for row in rows])
    for name, together in (("", True), (".alone", False)):
        readings = fold_readings(rows, detectors, folds, together=together)
        said = np.array([-reading.probability for reading in readings])

        def statistic(indices: Any, said: Any = said) -> float:
            return float(np.corrcoef(certainty[indices], said[indices])[0, 1])

        low, high = bootstrap(statistic, len(rows))
        note = "cross-validated" if folds else ""
        yield Figure(f"hedging.science{name}.pearson", statistic(np.arange(len(rows))), low, high, len(rows), note)


def _news(data: DataDir, detectors: Detectors, pooled: list[tuple[float, int]]) -> Iterator[Figure]:
    rows = list(data.rows("hedging", "news_hedges"))
    readings = [read(row["text"], detectors) for row in rows]
    cue_counts, voice_counts, author_counts, rejected = [], [], [], []
    for row, reading in zip(rows, readings, strict=True):
        gold = [(cue["start"], cue["end"]) for cue in row["cues"]]
        found = [_range(cue) for cue in reading.cues]
        hits = overlap_hits(found, gold)
        cue_counts.append((float(len(hits)), float(len(found)), float(len(gold))))
        right = sum(reading.cues[i].voice == row["cues"][j]["voice"] for i, j in hits)
        voice_counts.append((float(right), float(len(hits)), float(len(hits))))
        tempting = [(item["start"], item["end"]) for item in row["non_cues"]]
        taken = len(overlap_hits(found, tempting))
        rejected.append((float(len(tempting) - taken), float(len(tempting)), float(len(tempting))))
        truth, said = [], []
        for sentence in row["sentences"]:
            inside = [cue for cue in reading.cues if sentence["start"] <= cue.span.start < sentence["end"]]
            truth.append(bool(sentence["uncertain_author"]))
            said.append(any(cue.voice == "author" and cue.kind in UNCERTAIN for cue in inside))
            overlapping = [
                item.probability
                for item in reading.sentences
                if item.span.start < sentence["end"] and item.span.end > sentence["start"]
            ]
            pooled.append((max(overlapping, default=0.0), int(sentence["uncertain_any"])))
        author_counts.append(tuple(np.array(_sentence_counts(truth, said)).sum(axis=0)))
    yield counted_f1("hedging.news.cue_overlap_f1", cue_counts)
    yield counted_f1("hedging.news.voice_accuracy", voice_counts, "of gold cues that were found")
    yield counted_f1("hedging.news.non_cue_rejection", rejected)
    yield counted_f1("hedging.news.author_sentence_f1", author_counts)


def fixture_figures(context: RunContext) -> Iterator[Figure]:
    """Cues, voices and kinds on the test half of our own set."""
    detectors = detectors_of(context.version)
    rows = [json.loads(line) for line in FIXTURES.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["split"] == "test"]
    counts, voices, kinds = [], [], []
    for row in rows:
        reading = read(row["text"], detectors)
        gold = [(cue["start"], cue["end"]) for cue in row["cues"]]
        hits = overlap_hits([_range(cue) for cue in reading.cues], gold)
        counts.append((float(len(hits)), float(len(reading.cues)), float(len(gold))))
        right = sum(reading.cues[i].voice == row["cues"][j]["voice"] for i, j in hits)
        voices.append((float(right), float(len(hits)), float(len(hits))))
        matched = {j: reading.cues[i].kind for i, j in hits}
        taken = {i for i, _ in hits}
        kinds.append(
            [(cue["kind"], matched.get(j)) for j, cue in enumerate(row["cues"])]
            + [(None, cue.kind) for i, cue in enumerate(reading.cues) if i not in taken]
        )
    yield counted_f1("hedging.fixtures.cue_f1", counts)
    yield counted_f1("hedging.fixtures.voice_accuracy", voices)

    def macro(indices: Any) -> float:
        pairs = [pair for i in indices for pair in kinds[i]]
        names = sorted({gold for gold, _ in pairs if gold})
        return float(
            np.mean(
                [
                    f1(
                        sum(gold == name == found for gold, found in pairs),
                        sum(found == name for _, found in pairs),
                        sum(gold == name for gold, _ in pairs),
                    )
                    for name in names
                ]
            )
        )

    low, high = bootstrap(macro, len(kinds), samples=300)
    yield Figure("hedging.fixtures.kind_macro_f1", macro(range(len(kinds))), low, high, len(kinds))


def _evasions(data: DataDir, detectors: Detectors) -> Iterator[Figure]:
    """Recall of the cues of the plain sentence in its disguised variants."""
    rows = [row for row in data.rows("hostile", "unicode_evasions") if row["kind"] == "hedge"]

    def plain(text: str) -> list[str]:
        return sorted(cue.kind for cue in read(text, detectors).cues)

    counts = []
    for row in rows:
        gold, found = plain(row["original"]), plain(row["variant"])
        kept = sum(min(gold.count(kind), found.count(kind)) for kind in set(gold))
        counts.append((float(kept), float(len(gold)), float(len(gold))))
    yield counted_f1("hedging.evasions.recall", counts)
