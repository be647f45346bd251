from __future__ import annotations

from dataclasses import replace

import pytest

from reliability.detectors import detectors_of
from reliability.scoring import analyse
from reliability.signals.duplication import duplication_signal
from reliability.types import Article, Repeat, Signal, Span

TEXT = "The council met on Monday and nine members voted for the budget. " * 3
LENGTH = len(TEXT.strip())
PARAMETERS = {"minimum_words": 20.0, "steepness": 2.0}


def signal(*repeats: Repeat, **options: float) -> Signal:
    analysis = replace(analyse(Article(TEXT), detectors_of()), repeats=repeats)
    return duplication_signal(analysis, {**PARAMETERS, **options})


def repeat(start: int, end: int, *, defect: bool = True) -> Repeat:
    kind = "duplicated_content" if defect else "pull_quote"
    return Repeat(Span(0, end - start), Span(start, end), 0.9, kind, defect)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("repeats", "copied"),
    [
        ((), 0),
        ((repeat(60, 100),), 40),
        ((repeat(60, 100), repeat(80, 120)), 60),
        ((repeat(60, 120), repeat(80, 100)), 60),
        ((repeat(60, 80), repeat(100, 120)), 40),
        ((repeat(60, 100, defect=False),), 0),
    ],
)
def test_the_share_that_stands_twice_by_mistake(repeats: tuple[Repeat, ...], copied: int) -> None:
    found = signal(*repeats)
    assert found.features["defect_share"] == round(copied / LENGTH, 6)
    assert found.value == round(1 - 2 * copied / LENGTH, 6)


def test_the_value_never_falls_below_nothing() -> None:
    assert signal(repeat(10, LENGTH), steepness=50.0).value == 0.0


def test_legitimate_repeats_are_counted_apart() -> None:
    features = signal(repeat(60, 100), repeat(100, 140, defect=False)).features
    assert (features["defects"], features["legitimate_repeats"]) == (1.0, 1.0)
    assert features["legitimate_share"] == round(40 / LENGTH, 6)


def test_evidence_points_at_the_copy_and_its_first() -> None:
    found = signal(repeat(60, 100), repeat(100, 140, defect=False)).evidence
    assert [(item.span, item.related, item.kind, item.effect, item.note) for item in found] == [
        (Span(60, 100), Span(0, 40), "duplicated_content", -1, "duplicated content, 90% the same"),
        (Span(100, 140), Span(0, 40), "pull_quote", 0, "pull quote, 90% the same"),
    ]


@pytest.mark.parametrize(("minimum", "measured"), [(38.0, True), (39.0, True), (40.0, False)])
def test_too_little_text_is_open(minimum: float, measured: bool) -> None:
    found = signal(minimum_words=minimum)
    words = analyse(Article(TEXT), detectors_of()).content_words
    assert words == 39  # words and full stops
    assert (found.value is not None) is measured
    assert found.reason == (None if measured else "too little text: 39 words of content")
