"""What one sentence that is a twentieth of all lines adds to a corpus run."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits
from benchmarks.scale.child import measure

ARTICLES = 1_000
SHARE = 0.05


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.boilerplate.ratio``: the better of two runs each, one after the other, since other work disturbs both."""
    count = min(ARTICLES, limits.articles)
    costs = []
    for share in (0.0, SHARE, 0.0, SHARE):
        try:
            costs.append(measure("scale.boilerplate", "corpus:ours", count, 1, share, seconds=limits.seconds).cpu)
        except Unavailable as reason:
            yield reason
            return
    yield Figure("scale.boilerplate.ratio", min(costs[1::2]) / min(costs[::2]), n=count, note="CPU seconds")
