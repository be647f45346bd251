from __future__ import annotations

import numpy as np

from reliability.engine.table import PairTable

STARTS = np.array([0, 2, 4, 6, 8])  # four articles of two claims each


def table() -> PairTable:
    made = PairTable()
    made.add(2, 3, STARTS, [(0, 0, "related"), (1, 1, "conflicts")])
    made.add(0, 1, STARTS, [(0, 0, "agrees"), (0, 1, "related")])
    made.add(0, 3, STARTS, [(1, 1, "related")])
    made.add(1, 2, STARTS, [(1, 1, "same"), (0, 1, "agrees")])
    made.seal()
    return made


def test_records_are_sorted_by_their_articles() -> None:
    made = table()
    assert list(zip(made.a.tolist(), made.b.tolist(), made.record.tolist(), strict=True)) == [
        (0, 1, 1),
        (0, 3, 2),
        (1, 2, 3),
        (2, 3, 0),
    ]


def test_a_record_tells_something_when_a_pair_is_more_than_related() -> None:
    assert table().telling.tolist() == [True, False, True, True]


def test_pairs_that_can_decide_on_no_cluster_are_dropped() -> None:
    made = table()
    assert sorted(zip(made.first.tolist(), made.second.tolist(), strict=True)) == [
        (0, 2),
        (0, 3),
        (2, 5),
        (3, 5),
        (5, 7),
    ]


def test_within_a_component_stand_its_pairs_and_conflicts_with_others() -> None:
    made = table()
    label = np.array([0, 1, 0, 0, 4, 0, 6, 7])
    owner, pair = made.within(label, np.array([0, 2, 3, 5]))
    assert [(int(made.first[p]), int(made.second[p])) for p in pair] == [(0, 2), (0, 3), (3, 5), (2, 5), (5, 7)]
    assert owner.tolist() == [0] * 5


def test_related_pairs_with_another_component_are_left_out() -> None:
    made = table()
    label = np.array([0, 1, 0, 3, 4, 3, 6, 7])
    _, pair = made.within(label, np.array([0, 2]))
    assert [(int(made.first[p]), int(made.second[p])) for p in pair] == [(0, 2)]
