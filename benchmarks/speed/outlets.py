"""Speed of CopyAwareEM with encoding, on worlds of 200 sources with two copying groups of ten."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.worlds import World, WorldSpec, make_world
from reliability.sources import CopyAwareEM

SIZES = {"1e4": 10_000, "1e5": 100_000, "1e6": 1_000_000}


def world_of(claims: int) -> World:
    """Return a world with about so many claims."""
    return make_world(WorldSpec(sources=200, items=claims // 60, coverage=0.3, groups=2, group_size=10))


def run() -> Iterator[Figure]:
    """Yield CPU seconds of a fit for each size, peak memory and the time of an incremental fit."""
    for name, size in SIZES.items():
        world = world_of(size)
        rows = list(world.claims)
        started = time.process_time()
        fitted = CopyAwareEM().fit(rows)
        yield Figure(f"outlets.fit_seconds.{name}", time.process_time() - started, n=len(rows))
        if size < max(SIZES.values()):
            continue
        started = time.perf_counter()
        fitted.partial_fit([(f"s{i % 200}", f"o{i * 7 % (size // 60)}", i % 11) for i in range(1000)])
        yield Figure("outlets.partial_fit_ms.1e3_on_1e6", 1000 * (time.perf_counter() - started), n=1000)
        tracemalloc.start()
        CopyAwareEM().fit(rows)
        yield Figure("outlets.peak_megabytes.1e6", tracemalloc.get_traced_memory()[1] / 2**20, n=len(rows))
        tracemalloc.stop()
