"""Numbers and dates as newspapers write them."""

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
        ("half-dozen boats sank", 6, 6, "boat", "exact"),
        ("Half a dozen boats sank", 6, 6, "boat", "exact"),
        ("Half a million people fled", 500_000, 500_000, "person", "exact"),
        ("Half an hour later it sank", 0.5, 0.5, "hour", "exact"),
        ("It took an hour and a half", 1.5, 1.5, "hour", "exact"),
        ("A million and a half people fled", 1_500_000, 1_500_000, "person", "exact"),
        ("A couple of hundred protesters came", 200, 200, "protester", "about"),
        ("A couple of boats sank", 2, 2, "boat", "about"),
        ("It cost US$5 million", 5e6, 5e6, "USD", "exact"),
        ("It cost U.S. $5 million", 5e6, 5e6, "USD", "exact"),
        ("It cost A$20", 20, 20, "AUD", "exact"),
        ("It cost EUR 300", 300, 300, "EUR", "exact"),
        ("It cost Rs 500", 500, 500, "INR", "exact"),
        ("A fine of 50p was paid", 0.5, 0.5, "GBP", "exact"),
        ("It weighed 20kg", 20, 20, "kg", "exact"),
        ("It cost 5m euros", 5e6, 5e6, "EUR", "exact"),
        ("The run took 12m", 12, 12, "m", "exact"),
        ("Three and a half million people fled", 3.5e6, 3.5e6, "person", "exact"),
        ("Some 30-odd people came", 30, 30, "person", "about"),
        ("A 10-percent rise came", 10, 10, "percent", "exact"),
        ("A 10-15 percent rise came", 10, 15, "percent", "range"),
        ("Between 2,000-2,500 people came", 2000, 2500, "person", "range"),
        ("One in five people voted", 20, 20, "percent", "exact"),
        ("Two out of every three people voted", 66.666667, 66.666667, "percent", "exact"),
        ("Three quarters of voters came", 75, 75, "percent", "exact"),
        ("A third of the boats sank", 33.333333, 33.333333, "percent", "exact"),
        ("Dozens of boats sank", 24, 99, "boat", "about"),
        ("Several hundred people came", 200, 999, "person", "about"),
        ("A few hundred people came", 200, 600, "person", "about"),
        ("Tens of thousands of people fled", 20_000, 99_999, "person", "about"),
        ("Fewer than 10 people were hurt", None, 10, "person", "less_than"),
        ("From 20 to 30 people came", 20, 30, "person", "range"),
        ("Up to 12 boats sank", None, 12, "boat", "at_most"),
        ("Nearly 7,000 people", 7000, 7000, "person", "about"),
    ],
)
def test_a_number_in_words(text: str, low: float | None, high: float | None, unit: str, bound: str) -> None:
    found = [(item.low, item.high, item.unit, item.bound) for item in find_quantities(tokenize(fold(text))[0])]
    assert found == [(low, high, unit, bound)]


@pytest.mark.parametrize("text", ["A 3-2 win came", "The 1990s were hot", "The 5th boat sank", "a third boat"])
def test_no_number_that_counts(text: str) -> None:
    assert find_quantities(tokenize(fold(text))[0]) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("on 3 March 2026", "2026-03-03", "2026-03-03"),
        ("on March 3, 2026", "2026-03-03", "2026-03-03"),
        ("on the 3rd of March", "2026-03-03", "2026-03-03"),
        ("in March 2026", "2026-03-01", "2026-03-31"),
        ("on 2019-01-23", "2019-01-23", "2019-01-23"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("on Monday", "2026-03-02", "2026-03-02"),
        ("yesterday", "2026-03-03", "2026-03-03"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this month", "2026-03-01", "2026-03-31"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("next week", "2026-03-09", "2026-03-15"),
        ("Sept. 5", "2025-09-05", "2025-09-05"),
    ],
)
def test_a_date_in_words(text: str, low: str, high: str) -> None:
    words = tokenize(fold(text))[0]
    assert [(str(item.low), str(item.high)) for item in find_dates(words, 0, len(words), WEDNESDAY)] == [(low, high)]


@pytest.mark.parametrize("text", ["on 2019-13-40", "in winter 2019", "the room 2019", "may 5 people"])
def test_no_date(text: str) -> None:
    words = tokenize(fold(text))[0]
    assert find_dates(words, 0, len(words), WEDNESDAY) == []


@pytest.mark.parametrize(("text", "month", "day"), [("on the 3rd of March", 3, 3), ("in early May", 5, None)])
def test_a_date_without_a_year_stays_open(text: str, month: int, day: int | None) -> None:
    words = tokenize(fold(text))[0]
    assert [(d.low, d.month, d.day) for d in find_dates(words, 0, len(words), None)] == [(None, month, day)]


@pytest.mark.parametrize(
    ("words", "published"),
    [(("yesterday",), dt.date.min), (("next", "year"), dt.date.max), (("last", "month"), dt.date.min)],
)
def test_beyond_the_calendar_there_is_no_date(words: tuple[str, ...], published: dt.date) -> None:
    assert find_dates(words, 0, len(words), published) == []
