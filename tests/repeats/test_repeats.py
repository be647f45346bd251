"""The first set of rules, that of 2026.11 and 2026.12; ``test_pasted`` has those of later versions."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reliability
from reliability.repeats.align import align_repeats
from tests.strategies import ANY_TEXT, NEWS_TEXT

find_repeats = partial(reliability.find_repeats, version="2026.12")
FIRST = (
    "The harbour council approved a plan on Monday to rebuild the northern ferry pier before the winter storms return, "
    "ending a dispute that had divided the island for almost three years and cost two mayors their office."
)
SECOND = (
    "Work is expected to begin in late May and should take eleven months, according to the engineer Ivar Holt, who "
    "told residents that the old landing stage will stay open for school boats until the new one is ready."
)
THIRD = "Fishermen along the southern shore asked for lower mooring fees while the cranes block their usual berths."


def defects(text: str) -> list[tuple[str, str]]:
    return [
        (text[repeat.first.start : repeat.first.end], text[repeat.copy.start : repeat.copy.end])
        for repeat in find_repeats(text)
        if repeat.defect
    ]


def pasted(text: str, place: int) -> tuple[str, str]:
    """A text with one more paragraph at a place, and the same with that paragraph again at the end."""
    blocks = text.split("\n\n")
    blocks.insert(place % (len(blocks) + 1), FIRST)
    once = "\n\n".join(blocks)
    return once, f"{once}\n\n{FIRST}"


def test_a_paragraph_pasted_twice_is_one_defect() -> None:
    assert defects(f"{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n{THIRD}") == [(FIRST, FIRST)]


def test_a_body_pasted_twice_is_one_defect() -> None:
    body = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert defects(f"{body}\n\n{body}") == [(body, body)]


def test_an_edited_copy_is_found() -> None:
    edited = FIRST.replace("approved", "backed").replace("northern ", "").replace("almost", "nearly")
    assert defects(f"{FIRST}\n\n{SECOND}\n\n{edited}") == [(FIRST, edited)]


def test_a_pull_quote_is_no_defect() -> None:
    quote = "We have waited long enough for a pier that does not fall into the sea every second autumn"
    text = f"{FIRST}\n\n“{quote},” said Marta Quist.\n\n{SECOND}\n\n“{quote}”\n\n{THIRD}"
    assert [repeat.defect for repeat in find_repeats(text)] == [False]


def kinds(text: str) -> list[tuple[str, bool]]:
    return [(repeat.kind, repeat.defect) for repeat in find_repeats(text)]


def test_a_line_that_ends_open_is_set_by_a_template() -> None:
    assert [defect for _, defect in kinds(f"{FIRST}\n\n{SECOND}\n\n{FIRST[:-1]}\n\n{THIRD}")] == [False]


def test_a_notice_to_readers_is_boilerplate_between_paragraphs() -> None:
    notice = (
        "Ready for more from the coast? Join the people who read our harbour letter, and get three stories in your inbox "
        "every week. Sign up with an email address; the privacy policy of the paper applies."
    )
    assert kinds(f"{FIRST}\n\n{notice}\n\n{SECOND}\n\n{notice}\n\n{THIRD}") == [("boilerplate", False)]


def test_a_repeated_caption_is_a_caption() -> None:
    caption = (
        "FILE - The northern pier of the island stands under water after the storm of last autumn. (Eva Lind/AP Photo)"
    )
    assert kinds(f"{caption}\n\n{FIRST}\n\n{caption}\n\n{SECOND}\n\n{THIRD}") == [("caption", False)]


def test_clean_text_has_no_repeat() -> None:
    assert find_repeats(f"{FIRST}\n\n{SECOND}\n\n{THIRD}") == ()


@given(ANY_TEXT)
def test_spans_slice_back_and_do_not_overlap(text: str) -> None:
    for repeat in find_repeats(text):
        assert 0 <= repeat.first.start < repeat.first.end <= repeat.copy.start < repeat.copy.end <= len(text)
        assert 0.0 <= repeat.identity <= 1.0


@settings(deadline=None, derandomize=True)  # some 1 in 1,000 texts break it: docs/limits.md, "not additive"
@given(NEWS_TEXT, st.integers(0, 5))
def test_a_pasted_paragraph_never_lowers_duplication(text: str, place: int) -> None:
    once, twice = pasted(text, place)
    assert sum(len(copy) for _, copy in defects(twice)) >= sum(len(copy) for _, copy in defects(once))


@pytest.mark.parametrize("unit", ["word ", "the harbour ", "a b c d e f g h i j "])
def test_a_looping_text_ends(unit: str) -> None:
    assert isinstance(find_repeats(unit * 3000), tuple)


def test_no_words_give_no_alignment() -> None:
    assert align_repeats([], np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)) == []
