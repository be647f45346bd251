"""The claim index at full size, and under processes that die or write at once.

``python -m benchmarks.claim_index --data DIR --claims 1000000`` fills an index with articles of 25 claims. They are the claims of
real articles; in each copy of the set every word is another one that is as rare: other stories of the same build.
``--keep FILE`` keeps the index and asks it again when it is there already, for measuring lookups after a change of the code.
``--kills 100 --writers 4`` kills a writing process that many times, then lets several write at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.data import DataDir
from benchmarks.figures import Figure
from reliability.alignment import report_of
from reliability.claims.align import Report
from reliability.claims.blocking import article_keys
from reliability.claims.bundle import bundle
from reliability.claims.relations import Moment
from reliability.claims.syndication import Copyable, article_grams
from reliability.claims.vocabulary import STOPWORDS, Vocabulary, stem
from reliability.detectors import detectors_of
from reliability.index import ClaimIndex
from reliability.types import Article, Claim

CLAIMS = 25  # of an article
BAND = 300  # words as rare as one another that stand for each other in the copies
LOOKUPS = 400
CORPORA = ("abp", "amt", "celeb", "fakes", "fncs", "fnn_gossipcop", "fnn_politifact", "horne_bf", "horne_rand", "hyper")
WRITER = """
import sys
from reliability import Article, ClaimIndex
with ClaimIndex(sys.argv[1]) as index:
    for number in range(int(sys.argv[3])):
        text = f"The ferry {sys.argv[2]}{number} struck breakwater {number} at Port Sella and 41 people were injured."
        index.add(Article(text, id=f"{sys.argv[2]}-{number}", published="2026-03-03"))
        print(number, flush=True)
"""


class Names:
    """Other words for the copies: one for one within each copy, and each as rare as the word that it stands for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        plain = (item for item in vocabulary.frequencies if stem(item) == item and item.isalpha())
        self.order = sorted(plain, key=lambda item: (vocabulary.frequencies[item], item))
        self.place = {item: i for i, item in enumerate(self.order)}
        self.shuffled: dict[int, list[str]] = {}

    def other(self, word: str, copy: int) -> str:
        """The word that stands for ``word`` in a copy; the word itself in the first."""
        if not copy or not word[0].isalpha() or word.lower() in STOPWORDS:
            return word
        place = self.place.get(stem(word.lower()))
        if place is None:
            return f"{word}{chr(97 + copy % 26)}{chr(97 + copy // 26)}"
        found = self._copy(copy)[place]
        return found.capitalize() if word[0].isupper() else found

    def _copy(self, copy: int) -> list[str]:
        if copy not in self.shuffled:
            generator = random.Random(copy)  # noqa: S311 - no secret
            found: list[str] = []
            for first in range(0, len(self.order), BAND):
                band = self.order[first : first + BAND]
                generator.shuffle(band)
                found += band
            self.shuffled[copy] = found
        return self.shuffled[copy]


def at_size(data: DataDir, claims: int, path: Path) -> Iterator[Figure]:
    """Times of adding and looking up, and bytes a claim, with ``claims`` claims in the index at ``path``."""
    detectors = detectors_of()
    names = Names(detectors.matcher.vocabulary)
    pool = _pool(data)
    count = claims // CLAIMS
    adding: list[float] = []
    with ClaimIndex(path) as index:
        for number in range(index.stats()["articles"], count):
            article, report = _article(pool, number, names)
            started = time.perf_counter()
            index.add_report(article, report)
            adding.append(time.perf_counter() - started)
        stored = index.stats()["claims"]
        asking, working, compared = _ask(index, pool, count, names)
    size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    late = np.array(adding[-max(1, count // 10) :]) * 1000
    times, seconds = np.array(asking) * 1000, np.array(working) * 1000
    yield Figure("scale.index.claims", float(stored), n=count)
    if len(late):  # an index that was kept is asked only
        yield Figure("scale.index.add_p50_ms", float(np.median(late)), n=len(late), note="writing, the last tenth")
        yield Figure("scale.index.add_p99_ms", float(np.quantile(late, 0.99)), n=len(late))
    yield Figure("scale.index.lookup_p50_ms", float(np.median(times)), n=len(times), note="claims extracted before")
    yield Figure("scale.index.lookup_p99_ms", float(np.quantile(times, 0.99)), n=len(times))
    yield Figure(
        "scale.index.lookup_cpu_p50_ms", float(np.median(seconds)), n=len(times), note="CPU time of the process"
    )
    yield Figure("scale.index.lookup_cpu_p99_ms", float(np.quantile(seconds, 0.99)), n=len(times))
    yield Figure("scale.index.compared_mean", float(np.mean(compared)), n=len(compared), note="articles in full")
    yield Figure("scale.index.megabytes", size / 1e6)
    yield Figure("scale.index.bytes_per_claim", size / max(1, stored))


def _pool(data: DataDir) -> list[tuple[Claim, ...]]:
    """The first claims of real articles that have enough."""
    detectors = detectors_of()
    found = []
    for corpus in CORPORA:
        for row in data.rows("articles", corpus):
            claims = tuple(report_of(Article(row["text"]), detectors, 0).claims)
            if len(claims) >= CLAIMS:
                found.append(claims[:CLAIMS])
    return found


def _article(pool: Sequence[tuple[Claim, ...]], number: int, names: Names) -> tuple[Article, Report]:
    copy, place = divmod(number, len(pool))
    known: dict[str, str] = {}

    def renamed(word: str) -> str:
        if word not in known:
            known[word] = names.other(word, copy)
        return known[word]

    claims = []
    for claim in pool[place]:
        words = tuple(renamed(word) for word in claim.words)
        entities = tuple(" ".join(renamed(part) for part in name.split()) for name in claim.entities)
        claims.append(replace(claim, words=words, text=" ".join(words), entities=entities))
    day = f"2026-03-{1 + random.Random(number).randrange(28):02d}"  # noqa: S311 - no secret
    article = Article("", id=str(number), published=day, outlet=f"outlet {number % 211}")
    taken = bundle(claims, names.vocabulary)
    text = "\n".join(claim.text for claim in claims)
    copyable = Copyable(article_grams(text), article.outlet or "", " ".join(claims[0].words), day)
    return article, Report(taken, article_keys(taken), Moment(article.date, day), copyable)


def _ask(
    index: ClaimIndex, pool: Sequence[tuple[Claim, ...]], count: int, names: Names
) -> tuple[list[float], list[float], list[int]]:
    """Seconds of each lookup by the clock, those of the processor, and the articles that it compared in full."""
    generator = random.Random(0)  # noqa: S311 - no secret
    times, working, compared = [], [], []
    gc.collect()
    gc.freeze()  # the articles to draw from, which a collector would walk again and again
    for _ in range(min(LOOKUPS, count)):
        article, report = _article(pool, generator.randrange(count), names)
        asked = Article("", id=f"asked {article.id}", published="2026-03-29", outlet="another outlet")
        started, worked = time.perf_counter(), time.process_time()
        found = index.lookup_report(asked, report)
        working.append(time.process_time() - worked)
        times.append(time.perf_counter() - started)
        compared.append(len(found.articles))
    return times, working, compared


def killed(times: int, folder: Path) -> Iterator[Figure]:
    """A writer killed again and again: acknowledged articles that are lost, and what the check finds."""
    path = folder / "killed.db"
    generator = random.Random(0)  # noqa: S311 - no secret
    lost = wrong = 0
    for number in range(times):
        writer = start_writer(path, f"k{number}-", 100_000)
        wanted = generator.randrange(1, 12)
        for line in writer.stdout or ():
            if int(line) >= wanted:
                break
        time.sleep(generator.random() * 0.01)
        writer.send_signal(signal.SIGKILL)
        rest = writer.communicate()[0].split()
        acknowledged = (int(rest[-1]) if rest else wanted) + 1
        with ClaimIndex(path) as index:
            kept = sum(name.startswith(f"id:k{number}-") for name in index.names())
            lost += max(0, acknowledged - kept)
            wrong += bool(index.check())
    yield Figure("scale.index.kills_lost", float(lost), n=times)
    yield Figure("scale.index.kills_unsound", float(wrong), n=times)


def together(writers: int, articles: int, folder: Path) -> Iterator[Figure]:
    """Several writers at once: writers that failed, articles that are lost, and what the check finds."""
    path = folder / "together.db"
    running = [start_writer(path, f"w{number}-", articles) for number in range(writers)]
    failed = sum(writer.communicate()[0].count("\n") != articles or writer.returncode != 0 for writer in running)
    with ClaimIndex(path) as index:
        missing = writers * articles - index.stats()["articles"]
        yield Figure("scale.index.writers_failed", float(failed), n=writers)
        yield Figure("scale.index.writers_lost", float(missing + len(index.check())), n=writers * articles)


def start_writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that adds articles and says the number of each when it is on disk."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--claims", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="file of the index of --claims; the folder holds nothing else")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--writers", type=int, default=0)
    parser.add_argument("--articles", type=int, default=200, help="that each of the writers adds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures: list[Iterator[Figure]] = []
        if options.kills:
            figures.append(killed(options.kills, folder))
        if options.writers:
            figures.append(together(options.writers, options.articles, folder))
        if options.claims:
            if options.data is None:
                parser.error("--claims needs --data: the claims of real articles")
            figures.append(at_size(DataDir(options.data), options.claims, options.keep or folder / "claims.db"))
        for item in figures:
            for figure in item:
                print(f"{figure.key:<40} {figure.value:.3f}  n={figure.n}  {figure.note}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
