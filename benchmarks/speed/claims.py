"""How fast claims are found, screened, compared and looked up, on one core."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.events import Newsroom
from benchmarks.figures import Figure
from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import agreements, report_of
from reliability.claims.align import align, compare
from reliability.claims.candidates import candidate_pairs
from reliability.detectors import detectors_of
from reliability.index import ClaimIndex
from reliability.matching import ClaimMatcher
from reliability.types import Article

SENTENCES = 100_000
STORED = 800  # articles in the index; a million claims are measured by hand, see docs/methods/claims.md


def run() -> Iterator[Figure]:
    """Figures in CPU-seconds of one process; texts are drawn from the fixture newsroom with a fixed seed."""
    detectors = detectors_of()
    articles = read_newsroom()
    reports = [report_of(article, detectors, number) for number, article in enumerate(articles)]
    ferry = [report for report in reports if len(report.claims) > 8]
    started, screened, modelled = time.process_time(), 0, 0
    for a in ferry:
        for b in ferry:
            detectors.matcher.likeness(a.bundle, b.bundle)
            screened += len(a.claims) * len(b.claims)
    yield Figure("speed.claims.screen_pairs_per_s", screened / (time.process_time() - started), n=screened)
    started = time.process_time()
    for a in ferry:
        for b in ferry:
            compare(a, b, detectors.matcher)
            modelled += len(a.claims) * len(b.claims)
    yield Figure("speed.claims.compared_pairs_per_s", modelled / (time.process_time() - started), n=modelled)
    texts = sorted({claim.text for report in reports for claim in report.claims})
    pairs = [(texts[i], texts[(i * 7 + 3) % len(texts)]) for i in range(len(texts))] * 6
    started = time.process_time()
    ClaimMatcher().predict_proba(pairs)
    yield Figure("speed.claims.model_pairs_per_s", len(pairs) / (time.process_time() - started), n=len(pairs))
    yield from _copies()
    yield from _candidates(texts)
    yield from _index(texts)


def _copies() -> Iterator[Figure]:
    """Near copies of one article among reports of other events, from reports to clusters and agreement."""
    detectors = detectors_of()
    room = Newsroom(7)
    others = list(room.articles(5))
    copies = list(room.copies(500))
    taken = []
    for count in (125, 500):
        articles = [*others, *copies[:count]]
        reports = [report_of(article, detectors, number) for number, article in enumerate(articles)]
        started = time.process_time()
        agreements(articles, align(reports, detectors.matcher))
        taken.append(time.process_time() - started)
        yield Figure(f"speed.claims.copies_{count}_cpu_s", taken[-1], n=count)
    yield Figure(
        "speed.claims.copies_growth", taken[1] / taken[0] / 4, n=500, note="four times the copies; 1 is linear"
    )


def _rows(texts: list[str], count: int, seed: int) -> list[str]:
    """Sentences of 17 words: 14 of the newsroom's and three names."""
    generator = random.Random(seed)  # noqa: S311 - no secret
    words = [word for text in texts for word in text.split()]
    names = [f"{a}{b}{c}" for a in "Bdfgklmnprst" for b in "aeiou" for c in ("rren", "skel", "tova", "mund", "dale")]
    return [
        " ".join(
            [
                *generator.choices(words, k=14),
                *(f"{n}{generator.randrange(200)}" for n in generator.choices(names, k=3)),
            ]
        )
        for _ in range(count)
    ]


def _candidates(texts: list[str]) -> Iterator[Figure]:
    """Sentences of mixed words with planted near-copies, to candidate pairs."""
    generator = random.Random(0)  # noqa: S311 - no secret
    rows = _rows(texts, SENTENCES, 0)
    planted = []
    for _ in range(SENTENCES // 50):
        origin = generator.randrange(SENTENCES)
        kept = rows[origin].split()
        generator.shuffle(kept)
        planted.append((origin, len(rows)))
        rows.append(" ".join(kept[:14]))
    started = time.process_time()
    pairs = candidate_pairs(rows)
    seconds = time.process_time() - started
    found = set((pairs[:, 0] * len(rows) + pairs[:, 1]).tolist())
    recall = float(np.mean([a * len(rows) + b in found for a, b in planted]))
    yield Figure("speed.claims.candidates_100k_cpu_s", seconds, n=len(rows))
    yield Figure("speed.claims.candidates_planted_recall", recall, n=len(planted))


def _index(texts: list[str]) -> Iterator[Figure]:
    """Articles of 25 sentences into an index, and each fortieth looked up."""
    rows = _rows(texts, 25 * STORED, 1)
    adding: list[float] = []
    asking: list[float] = []
    with tempfile.TemporaryDirectory() as folder, ClaimIndex(Path(folder) / "claims.db") as index:
        for number in range(STORED):
            text = "\n".join(f"{row}." for row in rows[25 * number : 25 * number + 25])
            article = Article(text, id=str(number), published=f"2026-03-{1 + number % 28:02d}")
            started = time.perf_counter()
            index.add(article)
            adding.append(time.perf_counter() - started)
            if number % 20 == 19:
                started = time.perf_counter()
                index.lookup(article, days=30)
                asking.append(time.perf_counter() - started)
        claims = max(1, index.stats()["claims"])
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    yield Figure("speed.claims.index_add_p50_ms", float(np.median(adding)) * 1000, n=len(adding))
    yield Figure("speed.claims.index_lookup_p50_ms", float(np.median(asking)) * 1000, n=len(asking))
    yield Figure("speed.claims.index_lookup_p99_ms", float(np.quantile(asking, 0.99)) * 1000, n=len(asking))
    yield Figure("speed.claims.index_bytes_per_claim", size / claims, n=claims)
