"""How cost grows with the work: sentences to candidate pairs, articles to scores, cores, Spark, and peers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.figures import Figure, Unavailable

AREAS = ("candidates", "peers", "corpus", "short", "briefs", "boilerplate", "cores", "spark")


@dataclass(frozen=True, slots=True)
class Limits:
    """Up to which size to go.

    Attributes:
        claims: sentences of the largest run.
        articles: articles of the largest run.
        seconds: wall clock of one measurement; what does not finish is reported as absent.
    """

    claims: int = 1_000_000
    articles: int = 100_000
    seconds: float = 3_600.0


def sizes(first: int, last: int) -> list[int]:
    """``first`` and its tenfolds up to ``last``.

    Examples:
        >>> sizes(1_000, 50_000)
        [1000, 10000]
    """
    return [first * 10**power for power in range(12) if first * 10**power <= last]


def exponent(key: str, work: Sequence[float], cost: Sequence[float]) -> Iterator[Figure | Unavailable]:
    """The growth exponent fitted to the costs of growing work: 1 is in proportion."""
    if len(work) < 2:
        yield Unavailable(key, "needs two sizes")
        return
    x, y = [math.log(item) for item in work], [math.log(item) for item in cost]
    middle_x, middle_y = math.fsum(x) / len(x), math.fsum(y) / len(y)
    slope = math.fsum((a - middle_x) * (b - middle_y) for a, b in zip(x, y, strict=True))
    slope /= math.fsum((a - middle_x) ** 2 for a in x)
    yield Figure(key, slope, n=len(x), note=f"fitted to {int(work[0])} … {int(work[-1])}")
