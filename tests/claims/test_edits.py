from __future__ import annotations

import pytest

from reliability.claims.edits import EDIT_FEATURES, Editable, canonical, edit_features

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
