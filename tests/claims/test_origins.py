"""Whose word stands behind a claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reliability.claims.origins import count_origins, is_hearsay, is_recorded, speaker_of
from reliability.detectors import detectors_of
from reliability.types import Attribution, Claim, ClaimPair, House

HEARSAY = Attribution((), (), (), "indirect", "unnamed_group", hearsay=True)


def claim(text: str, *, article: int = 0, hearsay: bool = False) -> Claim:
    """A claim of one sentence."""
    found = detectors_of(None).claims.claim_of(text, article=article)
    return replace(found, attribution=HEARSAY) if hearsay else found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Lee said the bridge was closed on Monday.", ("ann", "lee")),
        ("The bridge was closed on Monday, Ann Lee, the mayor of the town, told reporters.", ("ann", "lee")),
        ("The bridge was closed on Monday, its owner, Ann Lee, said.", ("ann", "lee")),
        ("The bridge was closed on Monday after Ann Lee, the mayor, resigned.", ()),
        ("The committee met Ann Lee on Monday, the mayor, said a clerk.", ()),
        ("The bridge was closed on Monday, police said.", ()),
    ],
)
def test_who_says_a_sentence(text: str, speaker: tuple[str, ...]) -> None:
    assert speaker_of(claim(text)) == speaker


def test_hearsay_is_no_origin_beside_a_report() -> None:
    members = [claim("The bridge was closed.", article=i, hearsay=i == 1) for i in range(3)]
    assert count_origins(members, (), ()) == 2


def test_hearsay_alone_is_one_origin() -> None:
    members = [claim("The bridge was closed.", article=i, hearsay=True) for i in range(3)]
    assert count_origins(members, (), ()) == 1


def test_hearsay_does_not_make_two_reports_one() -> None:
    members = [
        claim(f"The old bridge over the river was closed on day {i}.", article=i, hearsay=i == 1) for i in range(3)
    ]
    pairs = [ClaimPair(members[i], members[i + 1], 1.0, "same", ()) for i in range(2)]
    assert count_origins(members, pairs, ()) == 2


def test_nothing_has_no_origin() -> None:
    assert count_origins([], (), ()) == 0


def test_acts_of_a_court_are_one_origin() -> None:
    members = [claim("He pleaded guilty on Monday."), claim("The man was indicted on Monday.", article=1)]
    assert count_origins(members, (), ()) == 1


@pytest.mark.parametrize("text", ["She ended the sentence there.", "A letter was found.", "He spoke with conviction."])
def test_words_of_two_meanings_are_no_act_of_a_court(text: str) -> None:
    assert not is_recorded(claim(text))


@pytest.mark.parametrize("text", ["The judge will sentence him in June.", "He got a prison sentence of two years."])
def test_a_sentence_of_a_court_is_an_act(text: str) -> None:
    assert is_recorded(claim(text))


def test_a_claim_of_the_article_itself_is_no_hearsay() -> None:
    assert not is_hearsay(claim("The bridge was closed on Monday."))


REPORT = "The old bridge over the river was closed."
HOUSES = st.builds(
    House,
    st.sampled_from(["", "A", "B", "C"]),
    st.lists(st.sampled_from(["Ann Lee", "Bob Ray"]), max_size=1).map(tuple),
    st.lists(st.sampled_from(["Kyodo", "B"]), max_size=1).map(tuple),
)


def origins(*houses: House, texts: dict[int, str] | None = None) -> int:
    """The number of origins behind reports of these houses."""
    members = [claim((texts or {}).get(number, REPORT), article=number) for number in range(len(houses))]
    return count_origins(members, (), (), dict(enumerate(houses)))


@pytest.mark.parametrize(
    ("houses", "count"),
    [
        ((House("A"), House("A")), 1),
        ((House("A"), House("B")), 2),
        ((House(), House()), 2),
        ((House("A", ("Ann Lee",)), House("B", ("Ann Lee",))), 1),
        ((House("A", (), ("Kyodo",)), House("B", (), ("Kyodo",))), 1),
        ((House("Kyodo"), House("B", (), ("Kyodo",))), 1),
        ((House("A"), House("A", (), ("Kyodo",))), 1),  # a pasted credit makes no second voice of an outlet
        ((House("A"), House("A", (), ("Kyodo",)), House("A", (), ("Wire",))), 1),
        ((House("A"), House("A", (), ("Kyodo",)), House("B", (), ("Kyodo",))), 2),
        ((House("A"), House("A", (), ("Kyodo",)), House("B", (), ("Kyodo",)), House("B")), 2),
        ((House("A", (), ("Kyodo",)), House("B", (), ("Wire",)), House("B", (), ("Kyodo",))), 2),
        ((House("A"), House("", (), ("Kyodo",)), House("", (), ("Wire",))), 3),
    ],
)
def test_houses_count_once(houses: tuple[House, ...], count: int) -> None:
    assert origins(*houses) == origins(*houses[::-1]) == count


def test_outlets_that_print_one_agency_stay_two_houses() -> None:
    own, printed = House("A"), House("A", (), ("Kyodo",))
    assert origins(own, printed, replace(printed, outlet="B"), replace(own, outlet="B"), House("C")) == 3


def test_a_follow_up_that_names_the_speaker_of_others_shows_one_origin() -> None:
    said = "Cy Poe said the old bridge over the river was closed."
    assert origins(House("A"), House("B"), texts={1: said}) == 2
    assert origins(House("A"), House("B"), House("A"), texts={1: said, 2: said}) == 1


@given(st.lists(HOUSES, min_size=1, max_size=6), st.data())
def test_another_report_of_an_outlet_never_adds_an_origin(houses: list[House], data: st.DataObject) -> None:
    own = [house for house in houses if house.outlet and not house.credits]
    assume(own)
    outlet = data.draw(st.sampled_from(own)).outlet
    assert origins(*houses, replace(data.draw(HOUSES), outlet=outlet)) <= origins(*houses)


@given(st.lists(HOUSES, max_size=6).flatmap(lambda houses: st.tuples(st.just(houses), st.permutations(houses))))
def test_the_order_of_houses_changes_no_count(pair: tuple[list[House], list[House]]) -> None:
    assert origins(*pair[0]) == origins(*pair[1])


@given(st.lists(HOUSES, max_size=6))
def test_houses_never_add_an_origin(houses: list[House]) -> None:
    assert min(1, len(houses)) <= origins(*houses) <= len(houses)
