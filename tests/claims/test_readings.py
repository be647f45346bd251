"""Numbers and dates in forms that newspapers use now and then, and things that look like them."""

from __future__ import annotations

import datetime as dt

import pytest

from reliability.claims.dates import find_dates
from reliability.claims.quantities import find_quantities
from reliability.text.fold import fold
from reliability.text.tokens import tokenize

WEDNESDAY = dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "bound"),
    [
        ("It was minus 5 degrees outside", -5, -5, "degree", "exact"),
        ("It was 30C there", 30, 30, "°C", "exact"),
        ("Temperatures hit 30 degrees Celsius", 30, 30, "°C", "exact"),
        ("It cost 50 cents", 0.5, 0.5, "USD", "exact"),
        ("The 2 million-strong crowd left", 2e6, 2e6, "crowd", "exact"),
        ("A 3 million-dollar house burned", 3e6, 3e6, "USD", "exact"),
        ("Three-and-a-half million people fled", 3.5e6, 3.5e6, "person", "exact"),
        ("Two-and-a-half hours passed", 2.5, 2.5, "hour", "exact"),
        ("20-plus boats sank", 20, None, "boat", "at_least"),
        ("A 12-strong crew left", 12, 12, "crew", "exact"),
        ("A 10-per cent rise came", 10, 10, "percent", "exact"),
        ("It took 5-6 million euros", 5e6, 6e6, "EUR", "range"),
        ("6-8 boats sank", 6, 8, "boat", "range"),
        ("The 12m-15m road", 12e6, 15e6, "road", "range"),
        ("5 1/2 hours passed", 5.5, 5.5, "hour", "exact"),
        ("12 and a half hours passed", 12.5, 12.5, "hour", "exact"),
        ("It took 3 or more boats", 3, None, "boat", "at_least"),
        ("It took 20 or so boats", 20, 20, "boat", "about"),
        ("Scores of people fled", 40, 99, "person", "about"),
        ("Several million people came", 2e6, 9_999_999, "person", "about"),
        ("Half of the boats sank", 50, 50, "percent", "exact"),
        ("It weighed 3 metric tons", 3, 3, "t", "exact"),
        ("5 Canadian dollars", 5, 5, "CAD", "exact"),
        ("7 km per hour", 7, 7, "km/h", "exact"),
        ("3 ft of water", 3, 3, "foot", "exact"),
        ("Five boxes of records burned", 5, 5, "box", "exact"),
    ],
)
def test_a_rarer_form_of_number(text: str, low: float | None, high: float | None, unit: str, bound: str) -> None:
    found = [(item.low, item.high, item.unit, item.bound) for item in find_quantities(tokenize(fold(text))[0])]
    assert found == [(low, high, unit, bound)]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Nine votes to six", [9, 6], "vote"),
        ("It rose from 12 to 9 percent", [12, 9], "percent"),
    ],
)
def test_the_unit_is_said_once_for_two_numbers(text: str, values: list[float], unit: str) -> None:
    found = find_quantities(tokenize(fold(text))[0])
    assert [(item.low, item.unit) for item in found] == [(value, unit) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "The 5G network opened",
        "A 5-1 win",
        "The score was 3-2",
        "The score was 3 — 2 then",
        "Group of 20 leaders met",
        "He left at eight on Monday",
        "It closes at half past six",
        "They met at six in the morning",
        "The Big Ten won",
        "Ten Downing Street was shut",
        "World War Two ended",
        "He scores twice",
        "A third win came",
        "District 9 was shut",
        "Chapter 3 begins",
        "The phase two trial began",
    ],
)
def test_a_number_that_is_a_name_a_label_or_an_hour(text: str) -> None:
    assert find_quantities(tokenize(fold(text))[0]) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("in summer 2019", "2019-06-01", "2019-08-31"),
        ("in autumn 2019", "2019-09-01", "2019-11-30"),
        ("on the 31st of January 2026", "2026-01-31", "2026-01-31"),
        ("next Monday", "2026-03-09", "2026-03-09"),
        ("tomorrow", "2026-03-05", "2026-03-05"),
    ],
)
def test_a_rarer_form_of_date(text: str, low: str, high: str) -> None:
    words = tokenize(fold(text))[0]
    assert [(str(item.low), str(item.high)) for item in find_dates(words, 0, len(words), WEDNESDAY)] == [(low, high)]


@pytest.mark.parametrize("text", ["on May 131", "on 2019-02-30", "on 2019-1a-30"])
def test_a_day_that_no_calendar_has(text: str) -> None:
    words = tokenize(fold(text))[0]
    assert [item for item in find_dates(words, 0, len(words), WEDNESDAY) if item.day is not None] == []


def test_a_day_named_without_a_date_of_publication_is_one_word_long() -> None:
    found = find_dates(("on", "monday", "he", "left"), 0, 4, None)
    assert [(item.first, item.last, item.low) for item in found] == [(1, 2, None)]
