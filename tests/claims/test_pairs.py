from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.pairs import PAIR_FEATURES, pair_features
from reliability.claims.profiles import Profile, profile
from reliability.detectors import detectors_of

DETECTORS = detectors_of()
STORY = "Six dead in US restaurant blast"


def profile_of(text: str) -> Profile:
    return profile(DETECTORS.claims.claim_of(text), DETECTORS.matcher.vocabulary)


def features(a: str, b: str) -> dict[str, float]:
    return dict(zip(PAIR_FEATURES, pair_features(profile_of(a), profile_of(b)), strict=True))


@given(st.text(max_size=80), st.text(max_size=80))
def test_features_are_symmetric(a: str, b: str) -> None:
    assert features(a, b) == features(b, a)


def test_numbers_and_countries_meet_in_any_spelling() -> None:
    assert features(STORY, "6 dead in U.S. restaurant blast")["larger_shared"] == 1.0


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ("Nine dead in US restaurant blast", "figures_both_sides"),
        ("Dead in US restaurant blast", "figures_one_sided"),
        ("Six dead in US hotel blast", "replaced"),
    ],
)
def test_each_difference_shows(other: str, name: str) -> None:
    assert features(STORY, other)[name] == 1.0
