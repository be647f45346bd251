from __future__ import annotations

import itertools
import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.clusters import average_link

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.2, 0.4, 0.6, 0.8, 0.95]),
    max_size=20,
)


def slow(
    count: int, edges: dict[tuple[int, int], float], barred: frozenset[tuple[int, int]], least: float
) -> list[list[int]]:
    groups = [[i] for i in range(count)]
    while True:
        best: tuple[float, int, int] | None = None
        for a, b in itertools.combinations(sorted(groups), 2):
            pairs = [(min(i, j), max(i, j)) for i in a for j in b]
            mean = round(sum(edges.get(pair, 0.0) for pair in pairs) / len(pairs), 9)
            if mean >= least and mean > 0 and not barred & set(pairs) and (best is None or (-mean, a[0], b[0]) < best):
                best = (-mean, a[0], b[0])
        if best is None:
            return sorted(group for group in groups if len(group) > 1)
        first = next(group for group in groups if group[0] == best[1])
        second = next(group for group in groups if group[0] == best[2])
        groups = [group for group in groups if group not in (first, second)] + [sorted(first + second)]


def link(edges: dict[tuple[int, int], float], barred: frozenset[tuple[int, int]], least: float) -> list[list[int]]:
    ends = np.array(list(edges), dtype=np.int64).reshape(-1, 2)
    return average_link(ends[:, 0], ends[:, 1], np.array(list(edges.values())), barred, least)


@given(WEIGHTS, st.frozensets(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=4))
def test_the_heap_equals_the_obvious_algorithm(
    edges: dict[tuple[int, int], float], barred: frozenset[tuple[int, int]]
) -> None:
    assert link(edges, barred, 0.35) == slow(8, edges, barred, 0.35)


@given(WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_edges_changes_nothing(edges: dict[tuple[int, int], float], order: random.Random) -> None:
    shuffled = list(edges.items())
    order.shuffle(shuffled)
    assert link(dict(shuffled), frozenset(), 0.3) == link(edges, frozenset(), 0.3)


def test_a_chain_does_not_join_strangers() -> None:
    chain = {(i, i + 1): 0.6 for i in range(7)}
    assert max(len(group) for group in link(chain, frozenset(), 0.4)) == 2
