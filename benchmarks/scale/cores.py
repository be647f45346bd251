"""One core against several: ``score_many`` on articles of about 870 words."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits
from benchmarks.scale.child import Clock, Measured, measure
from benchmarks.speed.corpus import articles_of_length
from reliability.scoring import Scorer

ARTICLES = 2_000
DIFFERENT = 400  # the texts repeat after so many, to make them quickly


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.cores.*``: the better of two runs each, one after the other, since other work disturbs both."""
    count = min(ARTICLES, limits.articles)
    best: dict[int, Measured] = {}
    for workers in (1, 2, 1, 2):
        try:
            found = measure("scale.cores", "cores:ours", count, workers, seconds=limits.seconds)
        except Unavailable as reason:
            yield reason
            return
        if workers not in best or found.wall < best[workers].wall:
            best[workers] = found
    yield Figure("scale.cores.one.articles_per_second", count / best[1].wall, n=count)
    yield Figure("scale.cores.two.articles_per_second", count / best[2].wall, n=count, note=f"{best[2].memory:.0f} MB")
    yield Figure("scale.cores.two_against_one", best[1].wall / best[2].wall, n=count)
    yield Figure("scale.cores.cpu_overhead", best[2].cpu / best[1].cpu, n=count, note="CPU seconds of two against one")


def ours(count: int, workers: int) -> dict[str, object]:
    """One run of this library."""
    different = articles_of_length(min(DIFFERENT, count))
    articles = (different[number % len(different)] for number in range(count))
    scorer = Scorer()
    scorer.score(different[0])
    clock = Clock()
    scored = sum(1 for _ in scorer.score_many(articles, workers=workers))
    return {"timed": clock.taken(), "scored": scored}
