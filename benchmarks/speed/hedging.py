"""Sentences a second of the hedge detector, voice included, and its growth with the length of the text."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from reliability.detectors import Detectors, detectors_of
from reliability.text.parse import parse_article
from reliability.types import Article, Attribution, Document

PARAGRAPHS = (
    "The bridge may close before Easter, and about 300 families could be cut off. Critics say it was slow.",
    "“We think it is likely that the work will take a year,” Mayor Ann Lo told reporters. “If it rains, it may take two.”",
    "It is unclear whether the insurer will pay. The insurer declined to say whether it had seen the report.",
    "Prosecutors allege that the builder used cheap steel. The builder said the accusations were false.",
    "The report was published in May. It runs to 212 pages and names six companies in four countries.",
    "The ferry carried 4,200 passengers last week, the port said, up from 3,100 in the same week of last year.",
)
REPEATS = 15


def _document(detectors: Detectors, sentences: int) -> tuple[Document, tuple[Attribution, ...]]:
    text = "\n\n".join(PARAGRAPHS[i % len(PARAGRAPHS)] for i in range(sentences // 2))
    document = parse_article(Article(text), detectors.lines)
    return document, detectors.attributions.find(document)


def _seconds(detectors: Detectors, sentences: int, repeats: int) -> float:
    """Best time for one sentence: cues with voice and scope, and the probability of each sentence."""
    document, attributions = _document(detectors, sentences)
    best = float("inf")
    for _ in range(repeats):
        started = time.perf_counter()
        cues = detectors.hedges.find(document, attributions)
        detectors.hedges.sentences(document, cues)
        best = min(best, time.perf_counter() - started)
    return best / len(document.sentences)


def run() -> Iterator[Figure]:
    """Sentences a second in an article of forty, with the attribution relations given and found, and t(2n)/t(n)."""
    detectors = detectors_of(None)
    alone = _seconds(detectors, 40, REPEATS)
    yield Figure("speed.hedging.sentences_per_second", 1 / alone, note="attributions given")
    document, _ = _document(detectors, 40)
    best = float("inf")
    for _ in range(REPEATS):
        started = time.perf_counter()
        detectors.attributions.find(document)
        best = min(best, time.perf_counter() - started)
    both = alone + best / len(document.sentences)
    yield Figure("speed.hedging.with_attribution.sentences_per_second", 1 / both, note="attributions found")
    small, large = (_seconds(detectors, size, 3) * size for size in (4_000, 8_000))
    yield Figure("speed.hedging.growth", large / small, note="t(2n)/t(n) at 4,000 sentences")
