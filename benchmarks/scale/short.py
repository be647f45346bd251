"""Many short articles to scores with agreement: 100,000 articles with a million claims."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits
from benchmarks.scale.corpus import growth

SENTENCES = 8  # some ten claims


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.short.*``: 10k, 100k and 1M claims in articles of eight sentences, one process."""
    yield from growth("scale.short", (1_000, 10_000, 100_000), SENTENCES, 100_000, limits)
