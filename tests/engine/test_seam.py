"""Which articles can share keys enough, told before any of them is read."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.engine.seam import LocalEngine, add_rows, part_of_keys

LARGEST = 3
FEWEST = 2


def _edges(owners: list[set[int]], without: set[int]) -> dict[tuple[int, int], int]:
    engine = LocalEngine(memory=1 << 16)
    marks = np.array([number in without for number in range(len(owners))], dtype=np.bool_)
    rows = [(number, np.array(sorted(keys), dtype=np.uint64)) for number, keys in enumerate(owners)]
    with engine.parts(np.uint64, np.uint32) as keyed:
        add_rows(keyed, rows)
        blocks = list(engine.edges_that_share(keyed, marks, largest=LARGEST, fewest=FEWEST))
    return {(a, b): most for block in blocks for a, b, most in block.tolist()}


@given(st.lists(st.sets(st.integers(1, 12), max_size=6), max_size=9), st.sets(st.integers(0, 8), max_size=2))
def test_no_edge_is_lost_that_shares_enough(owners: list[set[int]], without: set[int]) -> None:
    found = _edges(owners, without)
    engine = LocalEngine(memory=1 << 16)
    rows = [
        (number, np.array(sorted(keys), dtype=np.uint64)) for number, keys in enumerate(owners) if number not in without
    ]
    edges = {(a, b) for block in engine.candidate_edges(rows, largest=LARGEST) for a, b in block.tolist()}
    shared = {(a, b): len(owners[a] & owners[b]) for a, b in combinations(range(len(owners)), 2)}
    assert {edge for edge in edges if shared[edge] >= FEWEST} <= found.keys() <= edges
    assert all(found[edge] >= shared[edge] for edge in found)


@pytest.mark.parametrize(("owners", "expected"), [([{1}, {1}], {}), ([{1, 2}, {1, 2}, {2}], {(0, 1): 2})])
def test_a_single_shared_key_makes_no_edge(owners: list[set[int]], expected: dict[tuple[int, int], int]) -> None:
    assert _edges(owners, set()) == expected


def test_a_key_of_many_owners_counts_for_two_that_both_have_it() -> None:
    many: list[set[int]] = [{1, 2} if number < 2 else {1} for number in range(LARGEST + 1)]
    assert _edges(many, set()) == {(0, 1): 2}


def test_keys_spread_over_all_parts() -> None:
    assert set(part_of_keys(np.arange(4096, dtype=np.uint64)).tolist()) == set(range(64))
