"""Articles to scores with agreement: cost of each step, memory, growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.events import Newsroom
from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits, exponent
from benchmarks.scale.child import Clock, measure
from reliability.corpus import stream_corpus

MEMORY = 1 << 30
SENTENCES = 25
LARGEST = 33_333  # articles up to which one process does everything


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.corpus.*`` for 333 articles (10k claims) and more, on one core."""
    yield from growth("scale.corpus", (333, 1_000, 3_333, 10_000, 33_333, 100_000), SENTENCES, LARGEST, limits)


def growth(
    name: str, counts: Sequence[int], sentences: int, largest: int, limits: Limits
) -> Iterator[Figure | Unavailable]:
    """Cost and memory for growing numbers of articles of so many sentences; two processes above ``largest`` articles."""
    work: list[float] = []
    whole: list[float] = []
    aligned: list[float] = []
    for count in [n for n in counts if n <= limits.articles]:
        key = f"{name}.{count}"
        workers = 1 if count <= largest else 2
        try:
            found = measure(key, "corpus:ours", count, workers, 0.0, sentences, seconds=limits.seconds)
        except Unavailable as reason:
            yield reason
            break
        answer = found.answer
        note = f"{answer['claims']} claims, {answer['pairs']} pairs, {answer['clusters']} clusters, {workers} processes"
        yield Figure(f"{key}.cpu_s", found.cpu, n=count, note=note)
        yield Figure(f"{key}.align_cpu_s", answer["align_cpu"], n=count, note="from keys to agreement")
        yield Figure(f"{key}.wall_s", found.wall, n=count)
        yield Figure(f"{key}.peak_mb", found.memory, n=count, note=f"all processes; the setting is {MEMORY >> 20} MB")
        work.append(float(answer["claims"]))
        whole.append(found.cpu)
        aligned.append(answer["align_cpu"])
    yield from exponent(f"{name}.exponent", work, whole)
    yield from exponent(f"{name}.align_exponent", work, aligned)


def ours(count: int, workers: int, boilerplate: float, sentences: int = SENTENCES) -> dict[str, Any]:
    """One run of this library; results are read and dropped."""
    marks: list[tuple[float, float]] = []

    def studied() -> None:
        if (seen := len(marks)) < count - 1:
            marks.append((0.0, 0.0))
        elif seen == count - 1:
            marks.append(clock.taken())

    clock = Clock()
    articles = Newsroom(1, sentences=sentences).articles(count, boilerplate=boilerplate)
    with stream_corpus(articles, workers=workers, memory=MEMORY, progress=studied) as run:
        scores = sum(score.value is not None for score in run.scores())
        claims = run.claims_count
        pairs = run.pairs_count
        clusters = run.clusters_count
    cpu, wall = clock.taken()
    return {
        "timed": (cpu, wall),
        "align_cpu": cpu - marks[-1][0],
        "scores": scores,
        "claims": claims,
        "pairs": pairs,
        "clusters": clusters,
    }
