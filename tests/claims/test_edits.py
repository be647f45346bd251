from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from reliability.claims.edits import EDIT_FEATURES, Editable, canonical, edit_features
from reliability.claims.opposites import OPPOSITES
from reliability.claims.polarity import NEGATORS, REVERSERS
from reliability.claims.vocabulary import stem

STORY = "Twelve men were held on Sept. 3 in Berlin before the vote"


def editable(text: str) -> Editable:
    return Editable.of(canonical(text.split()))


def touched(other: str) -> set[str]:
    values = edit_features(editable(STORY), editable(other))
    return {name for name, value in zip(EDIT_FEATURES, values, strict=True) if value and name != "kept"}


def test_another_spelling_touches_nothing() -> None:
    assert touched("It was reported that 12 men were held on September 3 in Berlin before the vote") == set()


@pytest.mark.parametrize(
    ("other", "feature"),
    [
        ("Nine men were held on Sept. 3 in Berlin before the vote", "swapped_numbers"),
        ("Twelve men were held on Oct. 3 in Berlin before the vote", "swapped_dates"),
        ("Twelve men were held on Sept. 3 in Vienna before the vote", "swapped_names"),
        ("Twelve men were held on Sept. 3 in Berlin after the vote", "swapped_opposites"),
        ("Twelve men were not held on Sept. 3 in Berlin before the vote", "other_negation"),
    ],
)
def test_each_slot_shows(other: str, feature: str) -> None:
    assert feature in touched(other)


def test_edits_are_symmetric() -> None:
    a, b = editable(STORY), editable("Nine women fled Vienna")
    assert edit_features(a, b) == edit_features(b, a)


def test_nothing_against_nothing() -> None:
    assert edit_features(Editable.of(()), Editable.of(())) == [0.0] * len(EDIT_FEATURES)


WORDS = st.lists(
    st.sampled_from(
        "ten ten 12 Monday May Berlin Vienna ship ship sank won lost win deny denies not n't didn't no the".split()
    ),
    max_size=14,
)


def slowly(one: list[str], other: list[str]) -> list[float]:
    """The features word by word, as they are defined."""
    sides = [list(canonical(words)) for words in (one, other)]
    items = [[item for item, _ in side] for side in sides]
    kept = LCSseq.similarity(*items) / (min(len(items[0]), len(items[1])) or 1)
    apart = []
    for side, words in zip(sides, items[::-1], strict=True):
        left = list(words)
        gone = []
        for item, kind in side:
            if item in left:
                left.remove(item)
            else:
                gone.append((item, kind))
        apart.append(gone)
    if not any(apart):
        return [kept, *[0.0] * (len(EDIT_FEATURES) - 2), float(items[0] != items[1])]
    counts = [
        [sum(kind == wanted for _, kind in gone) for gone in apart] for wanted in ("number", "date", "name", "word")
    ]
    (number, date, name, word) = counts
    lone = [a + b for a, b in zip(name, word, strict=True)]
    come = {item for item, _ in apart[1]}
    turning = NEGATORS | {stem(word) for word in REVERSERS}
    values = [
        min(*number, 2),
        min(*date, 2),
        min(*name, 2),
        min(min(name) or min(lone), 3),
        any(opposite in come for item, _ in apart[0] for opposite in OPPOSITES.get(item, ())),
        min(sum(item in turning for gone in apart for item, _ in gone), 2),
        min(abs(number[0] - number[1]), 2),
        min(abs(lone[0] - lone[1]), 4),
    ]
    return [kept, *(kept * float(value) for value in values), 0.0]


@given(WORDS, WORDS)
def test_edits_are_those_counted_word_by_word(one: list[str], other: list[str]) -> None:
    found = edit_features(Editable.of(canonical(one)), Editable.of(canonical(other)))
    assert found == pytest.approx(slowly(one, other), abs=1e-12)
