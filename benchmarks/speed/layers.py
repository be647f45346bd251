"""Each layer on articles of about 870 words, peak memory, and how time grows with length."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.data import DataDir
from benchmarks.figures import Figure
from benchmarks.speed.corpus import articles_of_length, real_articles
from reliability.detectors import detectors_of
from reliability.scoring import Scorer, analyse
from reliability.text.parse import parse_article
from reliability.types import Article

ROUNDS = 5
GROWTH_CHARACTERS = 500_000  # t(2n)/t(n) is taken from here to twice as much
FAMILIES: dict[str, Callable[[int], str]] = {
    "ordinary": lambda n: _repeat_to("\n\n".join(article.text for article in articles_of_length(40)), n),
    "one_word": lambda n: _repeat_to("word ", n),
    "one_character": lambda n: "a" * n,
    "quote_marks": lambda n: _repeat_to('" ', n),
    "dots": lambda n: "." * n,
    "spaces": lambda n: " " * n,
    "unique_sentences": lambda n: _repeat_to(
        "".join(f"Witness w{i:x} saw boat b{i * 7919:x} leave. " for i in range(n // 40)), n
    ),
}
_PEAK = """
import resource, sys
from benchmarks.speed.corpus import articles_of_length
from reliability.scoring import Scorer
scorer = Scorer()
for article in articles_of_length(100):
    scorer.score(article)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def run() -> Iterator[Figure]:
    """The ``speed.*`` figures of the layers; CPU seconds of one core, warm, medians of five rounds.

    ``speed.real.*`` are the same on real articles, where ``RELIABILITY_DATA`` names the measuring data: those made of our
    fixtures have twice as many lines and sentences.
    """
    scorer = Scorer()
    yield from _layers("speed", articles_of_length(60), scorer)
    if os.environ.get("RELIABILITY_DATA"):
        yield from _layers("speed.real", real_articles(DataDir(Path(os.environ["RELIABILITY_DATA"]))), scorer)
    yield Figure("speed.score.peak_mb", float(_child(_PEAK)), note="100 articles, whole process")
    yield Figure(
        "speed.import.cpu_s",
        float(_child("import time; t = time.process_time(); import reliability; print(time.process_time() - t)")),
    )
    for name, make in FAMILIES.items():
        ratio, per_megabyte = _growth(scorer, make)
        yield Figure(f"speed.growth.{name}", ratio, note=f"{per_megabyte:.2f} s a million characters")


def _layers(prefix: str, articles: Sequence[Article], scorer: Scorer) -> Iterator[Figure]:
    detectors = detectors_of()
    words = statistics.mean(len(article.text.split()) for article in articles)
    note = f"{words:.0f} words an article"
    documents = [parse_article(article, detectors.lines) for article in articles]
    attributions = [detectors.attributions.find(document) for document in documents]
    analyses = [analyse(article, detectors) for article in articles]
    layers: dict[str, Callable[[int], object]] = {
        "text": lambda i: parse_article(articles[i], detectors.lines),
        "attribution": lambda i: detectors.attributions.find(documents[i]),
        "hedging": lambda i: detectors.hedges.read(documents[i], attributions[i]),
        "repeats": lambda i: detectors.repeats.find(documents[i]),
        "signals": lambda i: scorer.combine(analyses[i]),
    }
    for name, work in layers.items():
        yield Figure(f"{prefix}.{name}.ms", 1000 * _seconds(work, len(articles)), n=len(articles), note=note)
    seconds = _seconds(lambda i: scorer.score(articles[i]), len(articles))
    yield Figure(f"{prefix}.score.articles_per_second", 1 / seconds, n=len(articles), note=note)


def _seconds(work: Callable[[int], object], n: int) -> float:
    """CPU seconds for one item, the median over rounds."""
    rounds = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        for i in range(n):
            work(i)
        rounds.append((time.process_time() - start) / n)
    return statistics.median(rounds)


def _growth(scorer: Scorer, make: Callable[[int], str]) -> tuple[float, float]:
    """t(2n)/t(n) of ``score`` and the CPU seconds for a million characters at 2n."""
    times = []
    for size in (GROWTH_CHARACTERS, 2 * GROWTH_CHARACTERS):
        article = Article(make(size))
        rounds = []
        for _ in range(3):
            gc.collect()
            start = time.process_time()
            scorer.score(article)
            rounds.append(time.process_time() - start)
        times.append(statistics.median(rounds))
    return times[1] / times[0], times[1] / (2 * GROWTH_CHARACTERS / 1e6)


def _repeat_to(unit: str, n: int) -> str:
    return (unit * (n // max(1, len(unit)) + 1))[:n]


def _child(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
