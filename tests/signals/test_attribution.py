from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reliability import find_attributions, parse
from reliability.detectors import detectors_of
from reliability.signals.analysis import Analysis
from reliability.signals.attribution import attribution_signal
from reliability.types import Signal
from tests.strategies import ANY_TEXT, NEWS_TEXT

ARTICLE = (
    "The council will close the old ferry terminal in May, Mayor Ann Lo said on Monday.\n\n"
    "“We cannot keep paying for a building that nobody uses,” she told reporters.\n\n"
    "The site was sold for 3.5 million last year. A fence was put up in March and the windows were boarded.\n\n"
    "About 4,200 passengers used the terminal last year. The roof has leaked since the storm of 2019.\n"
)
NAMES = st.sampled_from(["Wilma Brandt", "Oskar Quist", "Teresa Vance", "Igor Malten", "Helen Sorby", "Raymond Ault"])


def signal_of(text: str) -> Signal:
    document = parse(text)
    syllables = detectors_of(None).syllables
    return attribution_signal(Analysis(document, None, find_attributions(document), (), b"", (), syllables, {}), {})


def value_of(text: str) -> float:
    value = signal_of(text).value
    assert value is not None
    return value


def test_a_short_text_is_not_measured() -> None:
    signal = signal_of("Nothing to see here.")
    assert (signal.value, signal.reason) == (None, "fewer than 30 words of running text")


def test_sources_are_counted_once() -> None:
    features = signal_of(ARTICLE).features
    assert (features["distinct_sources"], features["named_sources"], features["single_source"]) == (1.0, 1.0, 1.0)


@given(st.one_of(ANY_TEXT, NEWS_TEXT))
@settings(max_examples=80, deadline=None)
def test_the_value_stays_in_its_range(text: str) -> None:
    value = signal_of(text).value
    assert value is None or 0.0 <= value <= 1.0


@given(NEWS_TEXT, NAMES)
@settings(max_examples=80, deadline=None)
def test_a_distinct_named_source_never_lowers_the_value(text: str, name: str) -> None:
    padded = f"{ARTICLE}\n{text}"
    assert value_of(f"{padded}\n\n{name} said that the work would begin soon.") >= value_of(padded)


def test_more_named_sources_raise_the_value() -> None:
    more = f"{ARTICLE}\nPeter Grant, a lawyer, said that his clients would go to court."
    assert value_of(more) > value_of(ARTICLE)


@pytest.mark.parametrize("tail", ["according to officials", "officials said", "sources said", "a source said"])
def test_pasting_an_unnamed_source_everywhere_does_not_help(tail: str) -> None:
    pasted = "\n\n".join(
        f"{paragraph.rstrip('.')}, {tail}." if paragraph.endswith(".") else paragraph
        for paragraph in ARTICLE.strip().split("\n\n")
    )
    assert value_of(pasted) <= value_of(ARTICLE)


@pytest.mark.parametrize("line", ["WASHINGTON (Reuters) - ", "LONDON, May 4 (AP) — ", "(Reuters) — "])
def test_a_fake_dateline_does_not_help(line: str) -> None:
    assert value_of(line + ARTICLE) <= value_of(ARTICLE)


def test_one_name_pasted_everywhere_is_capped() -> None:
    pasted = "\n\n".join(f"Ann Lo said that plank number {number} was loose." for number in range(30))
    assert value_of(pasted) < 0.3


def test_relaying_other_reports_costs() -> None:
    relayed = ARTICLE.replace("A fence was put up", "A fence was reportedly put up")
    assert 0.0 < value_of(relayed) < value_of(ARTICLE)


def test_evidence_points_into_the_text() -> None:
    kinds = {ARTICLE[e.span.start : e.span.end]: e.kind for e in signal_of(ARTICLE).evidence}
    assert kinds == {"Mayor Ann Lo": "named_source"}
