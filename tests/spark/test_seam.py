"""One suite for both engines: the three functions of the seam against slow, obvious ones."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any, Protocol

import numpy as np
import pytest

from reliability.engine.seam import LocalEngine
from reliability.spark.engine import SparkEngine

Keys = list[tuple[int, list[int]]]


class Adapter(Protocol):
    def map_batches(self, numbers: list[int]) -> list[int]: ...
    def candidate_edges(self, rows: Keys, largest: int, counted: bool) -> list[tuple[int, ...]]: ...
    def components(self, count: int, edges: list[tuple[int, int]]) -> list[int]: ...


class Local:
    def __init__(self, memory: int) -> None:
        self.engine = LocalEngine(memory=memory)

    def map_batches(self, numbers: list[int]) -> list[int]:
        return list(self.engine.map_batches(_squares, [numbers[i : i + 3] for i in range(0, len(numbers), 3)]))

    def candidate_edges(self, rows: Keys, largest: int, counted: bool) -> list[tuple[int, ...]]:
        given = ((owner, np.array(keys, dtype=np.uint64)) for owner, keys in rows)
        blocks = self.engine.candidate_edges(given, largest=largest, counted=counted)
        return [tuple(row) for block in blocks for row in block.tolist()]

    def components(self, count: int, edges: list[tuple[int, int]]) -> list[int]:
        return [int(label) for label in self.engine.components(count, np.array(edges, dtype=np.int64).reshape(-1, 2))]


class Spark:
    def __init__(self, session: Any, driver_edges: int) -> None:
        self.session = session
        self.engine = SparkEngine(driver_edges=driver_edges)

    def map_batches(self, numbers: list[int]) -> list[int]:
        table = self.session.createDataFrame([(n,) for n in numbers], "n long").coalesce(1)
        found = self.engine.map_batches(lambda rows: ((row["n"] ** 2,) for row in rows), table, "square long")
        return [row["square"] for row in found.collect()]

    def candidate_edges(self, rows: Keys, largest: int, counted: bool) -> list[tuple[int, ...]]:
        table = self.session.createDataFrame(
            [(key, owner) for owner, keys in rows for key in keys], "key long, owner long"
        )
        found = self.engine.candidate_edges(table, largest=largest, counted=counted).collect()
        return sorted((row["a"], row["b"], row["shared"])[: 3 if counted else 2] for row in found)

    def components(self, count: int, edges: list[tuple[int, int]]) -> list[int]:
        table = self.session.createDataFrame(edges, "a long, b long")
        labels = {row["item"]: row["label"] for row in self.engine.components(table).collect()}
        return [labels.get(item, item) for item in range(count)]


def _squares(batch: list[int]) -> list[int]:
    return [number**2 for number in batch]


@pytest.fixture(params=["local", "local on disk"])
def local(request: pytest.FixtureRequest) -> Adapter:
    return Local(1 << 24 if request.param == "local" else 0)


@pytest.fixture(params=["driver", "joins"])
def cluster(request: pytest.FixtureRequest, spark: Any) -> Adapter:
    return Spark(spark, 1_000 if request.param == "driver" else 0)


def brute_edges(rows: Keys, largest: int, counted: bool) -> list[tuple[int, ...]]:
    owners: dict[int, list[int]] = {}
    for owner, keys in sorted(rows):
        for key in keys:
            owners.setdefault(key, []).append(owner)
    found: Counter[tuple[int, int]] = Counter()
    for group in owners.values():
        if len(group) <= largest:
            found.update(combinations(group, 2))
        elif not counted:
            found.update((group[0], other) for other in group[1:])
    return sorted((a, b, count)[: 3 if counted else 2] for (a, b), count in found.items())


def brute_components(count: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    label = list(range(count))
    for _ in range(count):
        for a, b in edges:
            label[a] = label[b] = min(label[a], label[b])
    return label


def random_rows(seed: int) -> Keys:
    draw = random.Random(seed)  # noqa: S311 - no secret
    return [(owner, sorted(draw.sample(range(40), draw.randrange(7)))) for owner in range(30)]


def check_edges(engine: Adapter, counted: bool) -> None:
    for seed in (0, 1):
        rows = random_rows(seed)
        assert engine.candidate_edges(rows, 3, counted) == brute_edges(rows, 3, counted)
    assert engine.candidate_edges([], 3, counted) == []


def check_components(engine: Adapter) -> None:
    draw = random.Random(2)  # noqa: S311 - no secret
    edges = [(draw.randrange(60), draw.randrange(60)) for _ in range(40)]
    edges += [(a, a + 1) for a in range(60, 79)]  # a long path
    assert engine.components(80, edges) == brute_components(80, edges)
    assert engine.components(3, []) == [0, 1, 2]


def _check_map(engine: Adapter) -> None:
    assert engine.map_batches(list(range(10))) == [n**2 for n in range(10)]


CHECKS: dict[str, Callable[[Adapter], None]] = {
    "map batches": _check_map,
    "edges": lambda engine: check_edges(engine, False),
    "counted edges": lambda engine: check_edges(engine, True),
    "components": check_components,
}


@pytest.mark.parametrize("check", CHECKS)
def test_one_machine(local: Adapter, check: str) -> None:
    CHECKS[check](local)


@pytest.mark.parametrize("check", CHECKS)
def test_spark(cluster: Adapter, check: str) -> None:
    CHECKS[check](cluster)
