from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.candidates import (
    candidate_pairs,
    encode_stems,
    pairs_of_keys,
    rare_keys,
    rarest_by_table,
    stable_keys,
)

ROWS = st.lists(st.lists(st.sampled_from("ferry wall port crew mayor vote tax bridge".split()), max_size=6), max_size=8)


def rarity(item: str) -> float:
    return float(len(item))


@given(ROWS)
def test_keys_pair_the_texts_that_share_two_of_their_rarest_words(rows: list[list[str]]) -> None:
    encoded = encode_stems(rows)
    keys, owners = rare_keys(encoded, rarest_by_table(encoded, rarity))
    found = {tuple(pair) for pair in pairs_of_keys(keys, owners, largest=100).tolist()}
    stored = [set(stable_keys(row, rarity)) for row in rows]
    assert found == {(a, b) for a, b in combinations(range(len(rows)), 2) if stored[a] & stored[b]}


def test_a_hot_key_gives_a_star() -> None:
    keys = np.zeros(50, dtype=np.uint64)
    assert len(pairs_of_keys(keys, np.arange(50), largest=10)) == 49


def test_sentences_of_one_article_are_not_paired() -> None:
    text = "The ferry struck the northern breakwater."
    assert candidate_pairs([text, text, text], groups=[0, 0, 1]).tolist() == [[0, 2], [1, 2]]


def test_nothing_gives_nothing() -> None:
    assert candidate_pairs([]).shape == (0, 2)
    assert candidate_pairs(["", "the of"]).shape == (0, 2)
