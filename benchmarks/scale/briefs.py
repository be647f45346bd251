"""Reports of one sentence to scores with agreement: a million articles and their million claims."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits
from benchmarks.scale.corpus import growth

SENTENCES = 1
LARGEST = 0  # articles up to which one process does everything: like is compared with like


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.briefs.*``: 10k and 100k articles, and a million where ``limits`` allows it, two processes."""
    yield from growth("scale.briefs", (10_000, 100_000, 1_000_000), SENTENCES, LARGEST, limits)
