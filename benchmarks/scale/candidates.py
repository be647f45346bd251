"""Sentences to candidate pairs: cost, memory, planted copies found, and what boilerplate adds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits, exponent, sizes
from benchmarks.scale.child import Clock, measure
from benchmarks.scale.sentences import sentences
from reliability.claims.candidates import candidate_pairs


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.candidates.*`` for 1k, 10k, 100k, 1M sentences."""
    work, cost = [], []
    for count in sizes(1_000, limits.claims):
        key = f"scale.candidates.{count}"
        try:
            found = measure(key, "candidates:ours", count, 0.0, seconds=limits.seconds)
        except Unavailable as reason:
            yield reason
            break
        yield Figure(f"{key}.cpu_s", found.cpu, n=count)
        yield Figure(f"{key}.peak_mb", found.memory, n=count, note="whole process with the sentences")
        yield Figure(f"{key}.planted_recall", found.answer["recall"], n=found.answer["planted"])
        if count >= 10_000:
            work.append(float(count))
            cost.append(found.cpu)
    yield from exponent("scale.candidates.exponent", work, cost)
    count = min(limits.claims, 200_000)
    costs = []
    for share in (0.0, 0.05, 0.0, 0.05):  # twice, so that a busy moment of the machine shows
        try:
            costs.append(
                measure("scale.candidates.boilerplate", "candidates:ours", count, share, seconds=limits.seconds).cpu
            )
        except Unavailable as reason:
            yield reason
            return
    ratio = min(costs[1::2]) / min(costs[::2])
    yield Figure("scale.candidates.boilerplate_ratio", ratio, n=count, note="5 % of lines are one sentence")


def ours(count: int, boilerplate: float) -> dict[str, Any]:
    """One run of this library."""
    rows, planted = sentences(count, boilerplate=boilerplate)
    clock = Clock()
    pairs = candidate_pairs(rows)
    return {"timed": clock.taken(), "pairs": len(pairs), **recall(pairs, planted, len(rows))}


def recall(pairs: Any, planted: list[tuple[int, int]], count: int) -> dict[str, float]:
    """Share of the planted pairs among ``pairs``."""
    ends = np.array(planted, dtype=np.int64).reshape(-1, 2)
    found = np.isin(ends[:, 0] * count + ends[:, 1], np.asarray(pairs)[:, 0] * count + np.asarray(pairs)[:, 1])
    return {"recall": float(found.mean()) if len(found) else 1.0, "planted": len(planted)}
