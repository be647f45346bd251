from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from reliability.detectors import detectors_of
from reliability.find import as_article
from reliability.scoring import analyse
from reliability.signals.hedging import hedging_signal
from reliability.types import Signal
from tests.strategies import ANY_TEXT

PLAIN = "The council met on Monday. Nine members voted for the budget. Four voted against it. The pier opens in June. "
CAREFUL = (
    "The pier may open in June. It is unclear who will pay. The work is likely to take a year. Rain could delay it. "
)
WEASEL = "Critics say the pier is a waste. It is believed that the mayor owns it. Some argue it will sink. "
QUOTED = "“Critics say the pier is a waste,” Ana Reyes said. “It is believed that the mayor owns it,” she said. "


def signal(text: str, **options: float) -> Signal:
    detectors = detectors_of()
    parameters = {**detectors.version.signals["hedging"], **options}
    return hedging_signal(analyse(as_article(text), detectors), parameters)


def value(text: str) -> float:
    found = signal(text, minimum_words=0).value
    return -1.0 if found is None else found


def test_the_authors_own_weasels_lower_the_value() -> None:
    assert value(PLAIN * 3 + WEASEL) < value(PLAIN * 3)


def test_epistemic_care_costs_nothing() -> None:
    assert value(PLAIN + CAREFUL) == value(PLAIN)


def test_quoted_weasels_cost_nothing() -> None:
    assert value(PLAIN + QUOTED) == value(PLAIN)


def test_unsupported_certainty_lowers_the_value() -> None:
    assert value(PLAIN + "Clearly, the council must resign. Everyone knows that it always lies. ") < value(PLAIN)


def test_too_little_text_has_no_value_but_a_reason() -> None:
    found = signal("Critics say so.")
    assert found.value is None
    assert found.reason == "too little text: 4 words of content"


def test_evidence_tells_what_costs() -> None:
    effects = {item.kind: item.effect for item in signal(WEASEL + CAREFUL).evidence}
    assert (effects["weasel"], effects["epistemic"]) == (-1, 0)


def test_short_texts_are_less_sure() -> None:
    short, long = signal(PLAIN).features["standard_error"], signal(PLAIN * 9).features["standard_error"]
    assert short is not None
    assert long is not None
    assert short > long


@settings(max_examples=40)
@given(ANY_TEXT)
def test_any_string_gives_a_value_in_range_or_none(text: str) -> None:
    found = signal(text, minimum_words=0)
    assert found.value is None or 0 <= found.value <= 1


def test_the_signal_does_not_depend_on_the_order_of_cues() -> None:
    detectors = detectors_of()
    analysis = analyse(as_article(WEASEL + CAREFUL), detectors)
    turned = replace(analysis, hedges=tuple(reversed(analysis.hedges)))
    parameters = {**detectors.version.signals["hedging"], "minimum_words": 0}
    assert hedging_signal(turned, parameters).value == hedging_signal(analysis, parameters).value
