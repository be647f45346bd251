"""Articles to scores with agreement: cost of each step, memory, growth, and what boilerplate adds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.events import Newsroom
from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits, exponent
from benchmarks.scale.child import Clock, measure
from reliability.corpus import stream_corpus

MEMORY = 1 << 30


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.corpus.*`` for 333 articles (10k claims) and more, on one core."""
    work: list[float] = []
    whole: list[float] = []
    aligned: list[float] = []
    for count in [n for n in (333, 1_000, 3_333, 10_000, 33_333, 100_000) if n <= limits.articles]:
        key = f"scale.corpus.{count}"
        workers = 1 if count <= 33_333 else 2
        try:
            found = measure(
                key, "corpus:ours", count, workers, 0.0, seconds=limits.seconds, processes=workers - 1 and workers
            )
        except Unavailable as reason:
            yield reason
            break
        answer = found.answer
        note = f"{answer['claims']} claims, {answer['pairs']} pairs, {answer['clusters']} clusters, {workers} processes"
        yield Figure(f"{key}.cpu_s", found.cpu, n=count, note=note)
        yield Figure(f"{key}.align_cpu_s", answer["align_cpu"], n=count, note="from keys to agreement")
        yield Figure(f"{key}.wall_s", found.wall, n=count)
        yield Figure(f"{key}.peak_mb", found.memory, n=count, note=f"all processes; the setting is {MEMORY >> 20} MB")
        if workers == 1:
            work.append(float(answer["claims"]))
            whole.append(found.cpu)
            aligned.append(answer["align_cpu"])
    yield from exponent("scale.corpus.exponent", work, whole)
    yield from exponent("scale.corpus.align_exponent", work, aligned)
    count = min(1_000, limits.articles)
    costs = []
    for share in (0.0, 0.05, 0.0, 0.05):
        try:
            costs.append(
                measure("scale.corpus.boilerplate", "corpus:ours", count, 1, share, seconds=limits.seconds).cpu
            )
        except Unavailable as reason:
            yield reason
            return
    yield Figure("scale.corpus.boilerplate_ratio", min(costs[1::2]) / min(costs[::2]), n=count)


def ours(count: int, workers: int, boilerplate: float) -> dict[str, Any]:
    """One run of this library; results are read and dropped."""
    marks: list[tuple[float, float]] = []

    def studied() -> None:
        if (seen := len(marks)) < count - 1:
            marks.append((0.0, 0.0))
        elif seen == count - 1:
            marks.append(clock.taken())

    clock = Clock()
    articles = Newsroom(1).articles(count, boilerplate=boilerplate)
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
