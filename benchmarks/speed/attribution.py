"""Articles a second of the attribution detector at 750 words, and its growth with the length of the text."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from reliability.attribution.detector import AttributionDetector
from reliability.text.lines import LineModel
from reliability.text.parse import parse_article
from reliability.types import Article, Document
from reliability.versions.loader import default_version, load_version

PARAGRAPHS = (
    "HARBOUR CITY — The council will close the old ferry terminal in May, Mayor Ann Lo said on Monday.",
    "“We cannot keep paying for a building that nobody uses,” she told reporters. “The money is needed elsewhere.”",
    "Peter Grant, a lawyer for the residents, said that his clients had not been consulted and would go to court.",
    "According to a report by the port authority, 4,200 passengers used it last year, down from 9,800 in 2015.",
    "Two officials, who spoke on condition of anonymity as the talks are private, said a buyer had been found.",
    "The Harbour Gazette reported last week that the site could be sold for $3.5 million. The mayor denied the report.",
    "Residents fear that the closure will hurt small shops. Grant accused the council of acting in haste.",
    "The company that runs the ferries did not respond to a request for comment. Its chairman had promised new boats.",
)
WORDS = 750
REPEATS = 30


def _document(lines: LineModel, words: int) -> Document:
    text: list[str] = []
    count = 0
    number = 0
    while count < words:
        paragraph = PARAGRAPHS[number % len(PARAGRAPHS)].replace("Grant", f"Grant{number // len(PARAGRAPHS)}")
        text.append(paragraph)
        count += len(paragraph.split())
        number += 1
    return parse_article(Article("\n\n".join(text)), lines)


def _seconds(detector: AttributionDetector, document: Document, repeats: int) -> float:
    best = float("inf")
    gc.collect()
    gc.disable()  # a collection in the middle would be charged to whichever run it falls into
    try:
        for _ in range(repeats):
            started = time.process_time()
            detector.find(document)
            best = min(best, time.process_time() - started)
    finally:
        gc.enable()
    return best


def run() -> Iterator[Figure]:
    """Throughput at 750 words, the cost of parsing the same article, and t(2n)/t(n)."""
    files = load_version(default_version()).resources
    lines, detector = LineModel.from_resources(files), AttributionDetector.from_resources(files)
    document = _document(lines, WORDS)
    _seconds(detector, document, 3)
    yield Figure("speed.attribution.articles_per_second", 1.0 / _seconds(detector, document, REPEATS), note="750 words")
    small, large = (_seconds(detector, _document(lines, size), 5) for size in (20_000, 40_000))
    yield Figure("speed.attribution.growth", large / small, note="t(2n)/t(n) at 20,000 words")
    size = sum(len(files[name]) for name in files if name.startswith("attribution")) / 1e6
    yield Figure("speed.attribution.weights_megabytes", size)
