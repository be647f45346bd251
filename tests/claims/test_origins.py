"""Whose word stands behind a claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reliability.claims.origins import count_origins, is_hearsay, is_recorded, speaker_of
from reliability.detectors import detectors_of
from reliability.types import Attribution, Claim, ClaimPair

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
