"""What two claims of different articles are to each other, with the reasons that are given."""

from __future__ import annotations

import pytest

from reliability.alignment import match_claims
from reliability.types import Article, ClaimPair, Syndication

STORY = "The ferry Asta Lind struck the northern breakwater at Port Sella on Tuesday and 41 people were injured."
LONG = " ".join(
    f"The {place} of Port Sella was searched by {count} divers of the coast guard on the day after the crash."
    for place, count in zip("harbour market station school".split(), range(21, 25), strict=True)
)


def pairs(one: str, other: str, *, published: tuple[str, str] = ("2026-03-03", "2026-03-03")) -> list[ClaimPair]:
    articles = [
        Article(text, outlet=outlet, published=day)
        for text, outlet, day in zip((one, other), ("Gazette", "Ledger"), published, strict=True)
    ]
    return list(match_claims(articles).pairs)


def relation(one: str, other: str) -> tuple[str, str | None]:
    pair = pairs(one, other)[0]
    return pair.relation, pair.slot


def test_another_number_of_the_same_thing_conflicts() -> None:
    assert relation(STORY, STORY.replace("41", "36")) == ("conflicts", "number")


def test_the_reason_of_a_conflict_names_both_numbers() -> None:
    reasons = pairs(STORY, STORY.replace("41", "36"))[0].reasons
    assert "number: 41 person against 36 person" in reasons


def test_the_reason_of_agreement_names_who_both_name() -> None:
    reasons = pairs(STORY, STORY.replace("struck", "hit"))[0].reasons
    assert any(reason.startswith("both name ") and "port sella" in reason for reason in reasons)


def test_the_same_words_are_the_same_claim() -> None:
    assert relation(STORY, STORY) == ("same", None)


def test_a_denial_conflicts() -> None:
    one = "The ferry Asta Lind struck the northern breakwater at Port Sella on Tuesday."
    assert relation(one, one.replace("struck", "did not strike"))[0] == "conflicts"


@pytest.mark.parametrize(
    ("days", "found"), [(("2026-03-03", "2026-03-04"), True), (("2026-03-04", "2026-03-03"), False)]
)
def test_only_the_later_report_updates(days: tuple[str, str], found: bool) -> None:
    later = (
        "The number of injured people has risen to 52 after the ferry Asta Lind struck the breakwater at Port Sella."
    )
    relations = {pair.relation for pair in pairs(STORY + " " + LONG, later + " " + LONG, published=days)}
    assert ("updates" in relations) is found


def syndications(*articles: Article) -> tuple[Syndication, ...]:
    return match_claims(articles).syndications


COPY = " ".join(
    f"Sentence {word} tells what the harbour authority said of the ferry {word}." for word in "abcdefghijkl"
)


@pytest.mark.parametrize(("first", "origin"), [("2026-03-02", 0), ("2026-03-04", 1)])
def test_of_two_copies_the_earlier_is_the_origin(first: str, origin: int) -> None:
    found = syndications(Article(COPY, published=first), Article(COPY, published="2026-03-03"))
    assert [(item.origin, item.reasons[-1]) for item in found] == [(origin, "published earlier")]


def test_copies_of_one_day_have_no_origin() -> None:
    found = syndications(Article(COPY, published="2026-03-03"), Article(COPY, published="2026-03-03"))
    assert [item.origin for item in found] == [None]
