"""Reports of one outlet, reporter or agency are one origin and no support for one another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import agreement_of, agreements, match_claims
from reliability.claims.groups import Groups
from reliability.claims.houses import are_kin
from reliability.corpus import score_corpus
from reliability.detectors import detectors_of
from reliability.report.asdict import to_json
from reliability.report.claims import cluster_views
from reliability.report.corpus import alignment_as_dict
from reliability.signals.agreement import agreement_of as signal_of
from reliability.signals.analysis import Agreement
from reliability.types import Article, Claim, ClaimPair, House, Signal
from tests.signed import LATEST

MONDAY = Article(
    "The city council voted on Monday to close the Riverside bridge for eleven months because of cracked bearings. Engineers"
    " found the cracks in three of the nine bearings during an inspection in March. The repair will cost 4.2 million dollars.",
    outlet="Harbour Post",
    published="2026-03-02",
    id="monday",
)
TUESDAY = Article(
    "Drivers will have to take another way from June. The council voted on Monday to close the Riverside bridge for eleven"
    " months after cracked bearings were found. The work costs 4.2 million dollars, the council said.",
    outlet="Harbour Post",
    published="2026-03-03",
    id="tuesday",
)
OTHER = replace(TUESDAY, outlet="Sella Ledger", id="other")
CORRECTED = replace(TUESDAY, text=TUESDAY.text.replace("4.2 million dollars, the council", "5.6 million dollars, it"))


def values(*articles: Article, version: str = LATEST) -> list[tuple[float | None, str | None]]:
    """Value and reason of the agreement of each article."""
    signals = [score.signal("agreement") for score in score_corpus(articles, version=version).scores]
    return [(signal.value, signal.reason) for signal in signals]


def test_a_follow_up_neither_supports_nor_is_supported() -> None:
    assert values(MONDAY, TUESDAY) == [(None, "no comparable reports")] * 2


def test_released_versions_stay_as_they_were() -> None:
    assert values(MONDAY, TUESDAY, version="2027.01") == [(0.75, None)] * 2
    assert match_claims([MONDAY, TUESDAY], version="2027.01").houses == ()


def test_an_unknown_outlet_joins_nothing() -> None:
    assert values(replace(MONDAY, outlet=None), replace(TUESDAY, outlet=None)) == [(0.75, None)] * 2


@pytest.mark.parametrize(
    "changes",
    [
        ({"byline": "By Ann Lee"}, {"byline": "Ann Lee and Bob Ray"}),
        ({"byline": "By Ann Lee, Meridian Wire"}, {"byline": "Meridian Wire"}),
        ({"text": f"SELLA (Meridian Wire) - {MONDAY.text}"}, {"text": f"{OTHER.text}\nSource: Meridian Wire"}),
    ],
)
def test_reports_of_one_hand_or_agency_are_one_origin(changes: tuple[dict[str, str], dict[str, str]]) -> None:
    articles = [replace(article, **change) for article, change in zip((MONDAY, OTHER), changes, strict=True)]
    assert {cluster.origins for cluster in match_claims(articles, version=LATEST).clusters} == {1}
    assert values(*articles) == [(None, "no comparable reports")] * 2


def test_a_follow_up_changes_nothing_for_the_first_report() -> None:
    alone = agreements([MONDAY, OTHER], match_claims([MONDAY, OTHER], version=LATEST))[0]
    beside = agreements([MONDAY, OTHER, TUESDAY], match_claims([MONDAY, OTHER, TUESDAY], version=LATEST))[0]
    assert beside == replace(alone)
    assert alone.comparable == 1


def test_what_an_outlet_prints_of_an_agency_takes_no_support_away() -> None:
    printed = replace(TUESDAY, text=f"SELLA (Meridian Wire) - {TUESDAY.text}", id="printed")
    assert values(MONDAY, OTHER, printed)[0] == values(MONDAY, OTHER)[0] == (0.75, None)


def test_a_later_correction_of_ones_own_is_an_update() -> None:
    pairs = match_claims([MONDAY, CORRECTED], version=LATEST).pairs
    assert [pair.relation for pair in pairs if pair.slot == "number"] == ["updates"]
    assert values(MONDAY, CORRECTED) == [(None, "no comparable reports")] * 2


def test_unlike_sentences_of_one_outlet_are_no_updates() -> None:
    newsroom = read_newsroom()
    found = match_claims(newsroom, version=LATEST).pairs
    updates = {newsroom[claim.article].id for p in found if p.relation == "updates" for claim in (p.a, p.b)}
    assert {"stadium-tribune", "stadium-opinion"}.isdisjoint(updates)


def test_a_correction_by_another_outlet_is_a_conflict() -> None:
    pairs = match_claims([MONDAY, replace(CORRECTED, outlet="Sella Ledger")], version=LATEST).pairs
    assert [pair.relation for pair in pairs if pair.slot == "number"] == ["conflicts"]


def test_without_times_nobody_tells_which_report_corrects_which() -> None:
    articles = [replace(article, published=None) for article in (MONDAY, CORRECTED)]
    alignment = match_claims(articles, version=LATEST)
    assert [pair.relation for pair in alignment.pairs if pair.slot == "number"] == ["conflicts"]
    assert [item.comparable for item in agreements(articles, alignment)] == [0, 0]


def test_reports_say_why() -> None:
    articles = [MONDAY, TUESDAY]
    alignment = match_claims(articles, version=LATEST)
    assert {cluster.ties for cluster in alignment.clusters} == {("same outlet: Harbour Post",)}
    assert {view.ties for view in cluster_views(articles, alignment)} == {("same outlet: Harbour Post",)}
    assert '"ties": ["same outlet: Harbour Post"]' in to_json(alignment_as_dict(articles, alignment))
    assert alignment.syndications == ()


def test_nothing_is_said_where_nothing_ties() -> None:
    assert '"ties"' not in to_json(alignment_as_dict([MONDAY, OTHER], match_claims([MONDAY, OTHER], version=LATEST)))


# The agreement of article 0, which makes three claims, with others of which each says some of them again.

CLAIMS = [
    "The old bridge was closed on Monday.",
    "The work costs a lot of money.",
    "Cracks were found in the bearings.",
]
HOUSES = st.builds(
    House,
    st.sampled_from(["A", "B", "C", ""]),
    st.lists(st.sampled_from(["Ann Lee", "Bob Ray"]), max_size=1).map(tuple),
    st.lists(st.sampled_from(["Kyodo", "B"]), max_size=1).map(tuple),
)
RELATIONS = st.lists(st.sampled_from(["agrees", "conflicts", "related", None]), min_size=3, max_size=3)
OTHERS = st.lists(st.tuples(HOUSES, RELATIONS), max_size=4)


def judged(own: House, others: list[tuple[House, list[str]]]) -> tuple[Agreement, Signal]:
    """The agreement of article 0 and its signal."""
    claims = [[claim(text, article) for text in CLAIMS] for article in range(len(others) + 1)]
    pairs = [
        ClaimPair(claims[0][place], claims[article][place], 0.5, relation, ())  # type: ignore[arg-type]
        for article, (_, relations) in enumerate(others, start=1)
        for place, relation in enumerate(relations)
        if relation
    ]
    houses = dict(enumerate([own, *(house for house, _ in others)]))
    found = agreement_of(0, pairs, len(CLAIMS), Groups(range(len(claims))), (), houses=houses)
    return found, signal_of(found, {"conflict_cost": 1.0})


def claim(text: str, article: int) -> Claim:
    """A claim by its text; those of one article start at different places."""
    found = detectors_of(None).claims.claim_of(text, article=article)
    return replace(found, span=found.span._replace(start=CLAIMS.index(text)))


@given(HOUSES, OTHERS, RELATIONS, st.data())
@settings(max_examples=60)
def test_a_follow_up_of_ones_own_never_changes_the_agreement(
    own: House, others: list[tuple[House, list[str]]], relations: list[str], data: st.DataObject
) -> None:
    follow_up = (
        own if not own.outlet else replace(data.draw(HOUSES), outlet=own.outlet, reporters=(), credits=own.credits)
    )
    if not (own.outlet or own.reporters or own.credits):
        return
    before, after = judged(own, others), judged(own, [*others, (follow_up, relations)])
    assert (after[1].value, after[1].reason, after[0].comparable) == (
        before[1].value,
        before[1].reason,
        before[0].comparable,
    )


@given(HOUSES, OTHERS.filter(bool), st.data())
@settings(max_examples=60)
def test_a_second_report_of_an_outlet_never_raises_the_agreement(
    own: House, others: list[tuple[House, list[str]]], data: st.DataObject
) -> None:
    house, relations = data.draw(st.sampled_from(others))
    assume(house.outlet and not house.credits and not are_kin(own, house))
    before, after = judged(own, others)[1].value, judged(own, [*others, (House(house.outlet), relations)])[1].value
    assert after == before
