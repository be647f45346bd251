from __future__ import annotations

from dataclasses import replace

import pytest

from reliability.alignment import match_claims
from reliability.detectors import detectors_of
from reliability.scoring import analyse
from reliability.signals.agreement import NO_REPORTS, agreement_signal
from reliability.signals.analysis import Agreement, ClaimSupport
from reliability.types import Article, Claim, Signal, Span

STORY = Article(
    "The ferry Asta Lind struck the northern breakwater at Port Sella and 41 people were injured.", outlet="A"
)
OTHER = Article(STORY.text.replace("41", "36"), outlet="B")
ALIGNMENT = match_claims([STORY, OTHER])
CLAIM: Claim = ALIGNMENT.claims[0]
CONFLICT = next(pair for pair in ALIGNMENT.pairs if pair.relation == "conflicts")
PARAMETERS = {"conflict_cost": 0.5}


def support(origins: int, copies: int = 0, *, disputed: bool = False) -> ClaimSupport:
    return ClaimSupport(CLAIM, origins, copies, tuple(range(1, origins + 1)), (CONFLICT,) if disputed else ())


def signal(*supports: ClaimSupport, comparable: int = 3, copies: int = 2, claims: int = 5) -> Signal:
    analysis = replace(analyse(STORY, detectors_of()), agreement=Agreement(comparable, copies, supports, claims))
    return agreement_signal(analysis, PARAMETERS)


@pytest.mark.parametrize(
    ("supports", "value"),
    [
        ((support(1),), 0.75),
        ((support(2),), 0.875),
        ((support(3),), 0.9375),
        ((support(1), support(2)), 0.8125),
        ((support(0, disputed=True),), 0.25),
        ((support(1, disputed=True),), 0.5),
        ((support(1), support(0, disputed=True)), 0.5),
        ((support(2), support(0)), 0.875),
    ],
)
def test_support_saturates_and_disputes_cost(supports: tuple[ClaimSupport, ...], value: float) -> None:
    found = signal(*supports)
    assert (found.name, found.value, found.reason) == ("agreement", value, None)


def test_the_parameter_is_what_a_dispute_costs() -> None:
    analysis = replace(analyse(STORY, detectors_of()), agreement=Agreement(1, 0, (support(0, disputed=True),), 1))
    assert [agreement_signal(analysis, {"conflict_cost": cost}).value for cost in (0.0, 0.2, 1.0)] == [0.5, 0.4, 0.0]


def test_without_other_articles_it_is_open() -> None:
    found = agreement_signal(analyse(STORY, detectors_of()), PARAMETERS)
    assert (found.value, found.reason, found.evidence) == (None, NO_REPORTS, ())
    assert found.features == dict.fromkeys(
        ("comparable", "copies", "claims", "corroborated", "disputed", "mean_origins")
    )


def test_without_comparable_reports_it_is_open() -> None:
    found = signal(comparable=0)
    assert (found.value, found.reason) == (None, NO_REPORTS)
    assert dict(found.features) == {
        "comparable": 0.0,
        "copies": 2.0,
        "claims": 5.0,
        "corroborated": 0.0,
        "disputed": 0.0,
        "mean_origins": None,
    }


def test_a_scoop_is_open_and_not_punished() -> None:
    found = signal(support(0))
    assert (found.value, found.reason) == (None, "no claim in common with comparable reports")


def test_features_count_what_was_found() -> None:
    assert dict(signal(support(1), support(3, disputed=True), support(0)).features) == {
        "comparable": 3.0,
        "copies": 2.0,
        "claims": 5.0,
        "corroborated": 2.0,
        "disputed": 1.0,
        "mean_origins": 2.0,
    }


def test_evidence_says_how_many_and_what_differs() -> None:
    found = signal(support(1), support(2, copies=1, disputed=True), support(0))
    slot = f" on the {CONFLICT.slot}" if CONFLICT.slot else ""
    assert [(item.kind, item.note, item.effect) for item in found.evidence] == [
        ("corroborated", "1 independent origin", 1),
        ("corroborated", "2 independent origins, 1 of them copied on", 1),
        ("disputed", f"another report differs{slot}", -1),
    ]
    assert {(item.span, item.signal) for item in found.evidence} == {(Span(*CLAIM.span), "agreement")}


def test_a_dispute_without_a_slot_names_none() -> None:
    pair = replace(CONFLICT, slot=None)
    found = signal(ClaimSupport(CLAIM, 0, 0, (), (pair,)))
    assert [item.note for item in found.evidence] == ["another report differs"]


def test_the_terms_add_up() -> None:
    found = signal(support(1), support(0, disputed=True))
    assert dict(found.terms) == {"base": 0.5, "corroborated": 0.125, "disputed": -0.125}
