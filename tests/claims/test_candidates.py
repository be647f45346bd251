from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.candidates import (
    IntArray64,
    candidate_pairs,
    edges_of_keys,
    pairs_of_keys,
    shared_key_counts,
)

ROWS = st.lists(st.lists(st.sampled_from("ferry wall port crew mayor vote tax bridge".split()), max_size=6), max_size=8)


@given(ROWS)
def test_texts_of_the_same_rare_words_are_paired_in_any_order(rows: list[list[str]]) -> None:
    texts = [" ".join(row) for row in rows]
    found = {tuple(pair) for pair in candidate_pairs([*texts, *(" ".join(reversed(row)) for row in rows)]).tolist()}
    for i, row in enumerate(rows):
        if len(set(row)) >= 2:
            assert (i, i + len(rows)) in found


def test_a_hot_key_gives_a_star() -> None:
    keys = np.zeros(50, dtype=np.uint64)
    assert len(pairs_of_keys(keys, np.arange(50), largest=10)) == 49


def test_sentences_of_one_article_are_not_paired() -> None:
    text = "The ferry struck the northern breakwater."
    assert candidate_pairs([text, text, text], groups=[0, 0, 1]).tolist() == [[0, 2], [1, 2]]


def test_nothing_gives_nothing() -> None:
    assert candidate_pairs([]).shape == (0, 2)
    assert candidate_pairs(["", "the of"]).shape == (0, 2)


OWNED = st.lists(st.sets(st.integers(0, 12), max_size=5), max_size=9)


def columns(owned: list[set[int]]) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint64]], IntArray64]:
    rows = [(key, owner) for owner, keys in enumerate(owned) for key in keys]
    return np.array([row[0] for row in rows], dtype=np.uint64), np.array([row[1] for row in rows], dtype=np.int64)


@given(OWNED, st.integers(1, 4))
def test_edges_join_the_owners_of_a_key_and_hot_keys_give_stars(owned: list[set[int]], largest: int) -> None:
    expected = set()
    for key in set().union(*owned):
        owners = [owner for owner, keys in enumerate(owned) if key in keys]
        expected |= set(combinations(owners, 2)) if len(owners) <= largest else {(owners[0], b) for b in owners[1:]}
    edges = edges_of_keys(*columns(owned), largest=largest)
    assert [(edge >> 32, edge & 0xFFFF_FFFF) for edge in edges.tolist()] == sorted(expected)


@given(OWNED)
def test_shared_keys_are_counted(owned: list[set[int]]) -> None:
    edges, counts = shared_key_counts(*columns(owned), largest=100)
    found = {
        (edge >> 32, edge & 0xFFFF_FFFF): count for edge, count in zip(edges.tolist(), counts.tolist(), strict=True)
    }
    shared = {(a, b): len(owned[a] & owned[b]) for a, b in combinations(range(len(owned)), 2)}
    assert found == {pair: count for pair, count in shared.items() if count}


def test_a_key_that_too_many_share_is_not_counted() -> None:
    edges, _ = shared_key_counts(*columns([{1}, {1}, {1}]), largest=2)
    assert edges.tolist() == []


def test_boilerplate_adds_edges_in_proportion() -> None:
    lines = ["Sign up for our daily newsletter with the best harbour stories."] * 3_000
    assert len(candidate_pairs(lines)) == len(lines) - 1
