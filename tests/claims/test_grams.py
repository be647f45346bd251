from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.bundle import GRAM, character_grams, distinct, gram_incidence

TEXTS = st.lists(st.text("abé \ud800", max_size=9), max_size=6)


@given(TEXTS)
def test_each_text_holds_its_own_grams(texts: list[str]) -> None:
    found = gram_incidence(texts)
    held = [set(found.columns[found.rows == row].tolist()) for row in range(len(texts))]
    windows = [{text[i : i + GRAM] for i in range(len(text) - GRAM + 1)} for text in texts]
    assert [len(columns) for columns in held] == [len(grams) for grams in windows]
    assert [[len(a & b) for b in held] for a in held] == [[len(a & b) for b in windows] for a in windows]


@given(TEXTS)
def test_grams_are_counted_in_order_of_their_codes(texts: list[str]) -> None:
    found = gram_incidence(texts)
    assert np.all(found.codes[1:] > found.codes[:-1])
    assert np.array_equal(found.counts, np.bincount(found.columns, minlength=len(found.codes)))


@pytest.mark.parametrize("text", ["", "abc"])
def test_a_short_text_has_no_grams(text: str) -> None:
    assert len(character_grams(text)) == 0


@given(st.lists(st.integers(0, 9)))
def test_distinct_values_are_sorted(values: list[int]) -> None:
    assert distinct(np.array(values, dtype=np.uint32)).tolist() == sorted(set(values))
