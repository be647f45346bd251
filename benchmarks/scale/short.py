"""Many short articles to scores with agreement: 100,000 articles with a million claims."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits
from benchmarks.scale.corpus import growth

SENTENCES = 8  # some nine claims
LARGEST = 0  # articles up to which one process does everything: like is compared with like


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.short.*``: 9k, 87k and 870k claims in articles of eight sentences, two processes."""
    yield from growth("scale.short", (1_000, 10_000, 100_000), SENTENCES, LARGEST, limits)
