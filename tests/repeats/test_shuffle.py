"""Parts of one passage are one repeat."""

from __future__ import annotations

import numpy as np
import pytest

from reliability import find_repeats
from reliability.repeats.align import Alignment
from reliability.repeats.shuffle import join_parts, take_lines

SENTENCES = (
    "The harbour master closed the northern quay on Monday after divers found a crack.",
    "Four fishing boats were moved to the inner basin before the evening tide came in.",
    "Repairs will cost the town about ninety thousand crowns and take three weeks.",
    "Until then the island ferry sails from the old coal pier every second hour.",
)
BETWEEN = (
    "Elsewhere in town the library opened its new reading room, where two hundred children came to hear a storyteller.\n\n"
    "The mayor thanked the builders and said that the roof had cost less than planned."
)


def test_shuffled_sentences_are_one_defect() -> None:
    first = " ".join(SENTENCES)
    copy = " ".join(SENTENCES[i] for i in (2, 0, 3, 1))
    text = f"{first}\n\n{BETWEEN}\n\n{copy}"
    found = [repeat for repeat in find_repeats(text) if repeat.defect]
    assert [text[slice(*repeat.first)] for repeat in found] == [first]
    assert [text[slice(*repeat.copy)] for repeat in found] == [copy]


def test_parts_far_from_each_other_stay_two() -> None:
    words = [f"w{i}" for i in range(200)]
    apart = [Alignment((0, 10), (60, 70), 10), Alignment((20, 30), (140, 150), 10)]
    assert join_parts(apart, words, [0, 200]) == apart


def test_long_lists_are_left_alone() -> None:
    parts = [Alignment((10 * i, 10 * i + 10), (500 + 10 * i, 510 + 10 * i), 10) for i in range(45)]
    assert join_parts(parts, ["w"] * 1000, [0, 1000]) == parts


@pytest.mark.parametrize("seed", range(5))
def test_joined_passages_hold_their_parts(seed: int) -> None:
    draw = np.random.default_rng(seed)
    words = [f"w{i % 40}" for i in range(120)]
    parts = [
        Alignment((10 * i, 10 * i + 9), (60 + 10 * j, 69 + 10 * j), 9)
        for j, i in enumerate(draw.permutation(4).tolist())
    ]
    joined = join_parts(parts, words, [0, 60, 120])
    for part in parts:
        assert any(
            whole.first[0] <= part.first[0]
            and part.first[1] <= whole.first[1]
            and whole.copy[0] <= part.copy[0]
            and part.copy[1] <= whole.copy[1]
            for whole in joined
        )


LINES = [0, 20, 40, 60]
REWRITTEN = [*(f"a{i}" for i in range(20)), *(f"b{i}" for i in range(20))]


def test_lines_that_share_most_words_are_one_repeat() -> None:
    moved = [*(f"a{i}" for i in range(10, 20)), *(f"a{i}" for i in range(8)), "c1", "c2"]
    parts = [Alignment((10, 20), (40, 50), 10), Alignment((0, 8), (50, 58), 8)]
    assert take_lines(parts, [*REWRITTEN, *moved], LINES) == [Alignment((0, 20), (40, 60), 18)]


def test_a_line_that_stands_whole_inside_another_is_not_rewritten() -> None:
    longer = [*(f"a{i}" for i in range(20)), *(f"c{i}" for i in range(5))]
    parts = [Alignment((0, 20), (40, 60), 20)]
    assert take_lines(parts, [*REWRITTEN, *longer], [0, 20, 40, 65]) == parts


def test_lines_that_share_few_words_keep_their_parts() -> None:
    other = [*(f"a{i}" for i in range(10)), *(f"c{i}" for i in range(10))]
    parts = [Alignment((0, 10), (40, 50), 10)]
    assert take_lines(parts, [*REWRITTEN, *other], LINES) == parts
