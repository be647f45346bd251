"""Presentation: headline and wording, by themselves and when the headline is left aside."""

from __future__ import annotations

import math

import pytest

from reliability.detectors import detectors_of
from reliability.scoring import analyse
from reliability.signals.presentation import TITLE_FEATURES, presentation_signal, without_title
from reliability.types import Article, Signal

BODY = "The council of Port Sella met on Monday and approved 12 boats for the harbour, the mayor said. " * 8
VERSION = detectors_of().version
PARAMETERS = VERSION.signals["presentation"]


def signal(title: str | None, body: str = BODY) -> Signal:
    return presentation_signal(analyse(Article(body, title=title), detectors_of()), PARAMETERS)


def test_a_headline_has_features_of_its_own() -> None:
    features = signal("SHOCKING Ferry Crash, You Won't Believe It!").features
    assert (features["title_words"], features["title_marks"]) == (7.0, 1.0)


def test_the_share_of_shouted_words_is_of_all_words() -> None:
    assert signal("SHOCKING news of boats").features["title_shouted"] == 0.25


def test_small_words_and_the_first_are_no_sign_of_capitals() -> None:
    assert signal("The ferry and the Wall").features["title_capitalised"] == 0.5


def test_a_headline_of_marks_alone_has_none() -> None:
    features = signal("!!! ???").features
    assert [features[name] for name in TITLE_FEATURES] == [None] * len(TITLE_FEATURES)


@pytest.mark.parametrize("part", ["value", "terms"])
def test_without_a_title_it_is_as_if_none_had_come(part: str) -> None:
    bare = without_title(signal("SHOCKING Ferry Crash!"), PARAMETERS)
    assert getattr(bare, part) == getattr(signal(None), part)


def test_the_terms_sum_to_the_value_without_a_title() -> None:
    bare = without_title(signal("SHOCKING Ferry Crash!"), PARAMETERS)
    assert round(math.fsum(bare.terms.values()), 6) == bare.value


def test_too_little_text_stays_unmeasured_without_a_title() -> None:
    short = signal("SHOCKING Ferry Crash!", "Rain fell.")
    assert without_title(short, PARAMETERS) is short


def test_a_quoted_question_is_the_speakers() -> None:
    asked = signal(None, BODY + ' "Is the pier safe?" she asked.').features["questions"]
    own = signal(None, BODY + " Is the pier safe?").features["questions"]
    assert (asked, bool(own)) == (0.0, True)


def test_exclamation_marks_of_the_authors_own_are_evidence() -> None:
    found = [item for item in signal(None, BODY + " It sank!").evidence if item.kind == "exclamation"]
    assert [(item.effect, item.note) for item in found] == [(-1, "exclamation mark")]
