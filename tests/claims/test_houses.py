"""Who stands behind an article, by form and place alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from reliability.claims.houses import are_kin, hands_of, house_of, house_row, name_of, read_byline, read_house, ties
from reliability.find import parse
from reliability.types import Article, House
from tests.strategies import ANY_TEXT

SANK = "A ferry sank in the bay on Monday and 41 people were rescued by fishermen."


@pytest.mark.parametrize(
    ("text", "reporters", "credited"),
    [
        (f"PORT SELLA (Meridian Wire) - {SANK}", (), ("Meridian Wire",)),
        (f"PORT SELLA, March 3 (Meridian Wire) — {SANK}", (), ("Meridian Wire",)),
        (f"(Kyodo) - {SANK}", (), ("Kyodo",)),
        (f"PORT SELLA (MW/Kyodo) - {SANK}", (), ("Kyodo", "MW")),
        (f"PORT SELLA (MW) {SANK}", (), ("MW",)),
        (f"Ferry sinks\nBy Ann Lee, Meridian Wire\nMarch 3, 2026\n\n{SANK}", ("Ann Lee",), ("Meridian Wire",)),
        (f"By ANN LEE\nMeridian Wire\n\n{SANK}", ("ANN LEE",), ("Meridian Wire",)),
        (f"{SANK} (Meridian Wire)", (), ("Meridian Wire",)),
        (f"{SANK}\n(MW)", (), ("MW",)),
        (f"{SANK}\nSource: Meridian Wire", (), ("Meridian Wire",)),
        (f"{SANK}\nSource: https://www.meridian.example/2026/ferry", (), ("meridian.example",)),
        (f"{SANK}\nThe Meridian Wire contributed to this report.", (), ("The Meridian Wire",)),
        (f"{SANK}\nMW writer Cy X. Poe in Oslo contributed to this story.", ("Cy X. Poe",), ("MW",)),
        (f"{SANK}\nBob Ray, and Kyodo contributed reporting to this article.", ("Bob Ray",), ("Kyodo",)),
        (f"{SANK}\n(Reporting by Ann Lee in Oslo; editing by Bob Ray)", ("Ann Lee",), ()),
        (f"{SANK}\nWith files from The Meridian Press", (), ("The Meridian Press",)),
        (f"This article was originally published by Kyodo.\n{SANK}", (), ("Kyodo",)),
    ],
)
def test_who_is_named(text: str, reporters: tuple[str, ...], credited: tuple[str, ...]) -> None:
    assert house_of(parse(text)) == House("", reporters, credited)


@pytest.mark.parametrize(
    "text",
    [
        SANK,
        f"PORT SELLA — {SANK}",
        f"OSLO (March 3, 2026) -- {SANK}",
        "Senator Ann Lee (R-TN) said on Monday that the ferry sank in the bay.",
        "HHS (Health and Human Services) said on Monday that the ferry sank in the bay.",
        "A new study (FATFUNC) found that ferries sink in the bay on Mondays.",
        f"{SANK}\n(File photo)",
        f"{SANK}\nHe contributed a million dollars to this campaign.",
        f"{SANK}\nThe letter first appeared on Facebook.",
        f"By staff and wire reports\n\n{SANK}",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert house_of(parse(text)) == House()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (
            "By Ann Lee and Bob Ray, Associated Press",
            [("Ann Lee", True), ("Bob Ray", True), ("Associated Press", False)],
        ),
        ("Ann Lee | Meridian Wire", [("Ann Lee", True), ("Meridian Wire", False)]),
        ("Ann Lee/Kyodo", [("Ann Lee", True), ("Kyodo", False)]),
        ("María José de la Cruz for Kyodo", [("María José de la Cruz", True), ("Kyodo", False)]),
        ("By Dr. Ann M. Lee, MW Science Writer", [("Dr. Ann M. Lee", True), ("MW", False)]),
        ("By Ann Lee, Political Editor", [("Ann Lee", True)]),
        ("Ann Lee in New York", [("Ann Lee", True)]),
        ("Meridian Wire staff", [("Meridian Wire", False)]),
        ("Kyodo", [("Kyodo", False)]),
        ("Staff reporter", []),
        ("Harbour Post newsdesk", []),
        ("Admin", []),
        ("By our correspondent", []),
        ("", []),
    ],
)
def test_names_in_a_byline(byline: str, names: list[tuple[str, bool]]) -> None:
    assert list(read_byline(byline)) == names


def test_a_place_in_the_byline_is_nobody() -> None:
    article = Article(f"{SANK} They were taken to hospitals in New York.", byline="Ann Lee, New York")
    assert house_of(parse(article)).reporters == ("Ann Lee",)


def test_an_outlet_that_names_itself_credits_nobody() -> None:
    article = Article(f"OSLO (Meridian Wire) - {SANK}", outlet="The Meridian Wire", byline="Meridian Wire staff")
    assert house_of(parse(article)) == House("The Meridian Wire")


@pytest.mark.parametrize(
    ("a", "b", "kin"),
    [
        (House("Harbour Post"), House("The Harbour Post", ("Ann Lee",), ("Kyodo",)), True),
        (House("Ledger", ("Ann Lee",)), House("Post", ("Ann K. Lee",)), True),
        (House("Ledger", (), ("Kyodo",)), House("Post", (), ("Kyodo",)), True),
        (House("Kyodo"), House("Post", (), ("Kyodo",)), True),
        (House("Ledger", (), ("Associated Press",)), House("Post", (), ("AP",)), True),
        (House("Austin Post"), House("Post", (), ("AP",)), False),
        (House("Ledger"), House("Post"), False),
        (House(), House(), False),
    ],
)
def test_who_is_one_house(a: House, b: House, *, kin: bool) -> None:
    assert (are_kin(a, b), are_kin(b, a)) == (kin, kin)


def test_an_outlet_that_prints_another_has_no_hand_in_it() -> None:
    assert hands_of(House("Post", ("Ann Lee",), ("Kyodo",))) == {"ann lee"}


def test_three_that_credit_one() -> None:
    assert ties([House("A", (), ("Kyodo",)), House("B", (), ("Kyodo",)), House("C", (), ("Kyodo",))]) == (
        "3 credit Kyodo",
    )


def test_one_that_credits_another_outlet_of_the_set() -> None:
    assert ties([House("Kyodo"), House("B", (), ("Kyodo",))]) == ("credits Kyodo",)


def test_strangers_have_no_ties() -> None:
    assert ties([House("A"), House("B"), House(), House()]) == ()


def test_a_house_survives_storage() -> None:
    house = House("Pöst \ud800", ("Ann Lee",), ("Kyodo", "MW"))
    assert read_house(json.loads(json.dumps(house_row(house)))) == house


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_has_a_house(text: str, outlet: str, byline: str) -> None:
    house = house_of(parse(Article(text, outlet=outlet, byline=byline)))
    assert all(name_of(name) for name in (*house.reporters, *house.credits))
