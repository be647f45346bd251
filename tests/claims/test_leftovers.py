from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.leftovers import meet_by_spelling, side_by_side, stretches

STEMS = st.lists(st.sampled_from("sea ship rock harbour captain".split()), max_size=12).map(tuple)


def test_each_leftover_word_meets_one_other() -> None:
    met = meet_by_spelling({"syria": 5.0, "syrians": 5.0}, {"syrian": 6.0})
    assert [pair[1:] for pair in met] == [("syrians", "syrian")]


def test_words_that_begin_otherwise_do_not_meet() -> None:
    assert meet_by_spelling({"mother": 3.0}, {"another": 3.0}) == []


@given(STEMS, STEMS)
def test_the_alignment_is_symmetric(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    assert side_by_side(a, b) == side_by_side(b, a)


@given(STEMS)
def test_nothing_of_a_sentence_is_left_over_against_itself(a: tuple[str, ...]) -> None:
    assert stretches(a, set(a)) == 0
