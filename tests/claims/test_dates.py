from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.dates import find_dates

DAY = dt.date(2026, 3, 4)


def ranges(text: str, published: dt.date | None = DAY) -> list[tuple[str | None, str | None]]:
    words = text.split()
    return [
        (when.low.isoformat() if when.low else None, when.high.isoformat() if when.high else None)
        for when in find_dates(words, 0, len(words), published)
    ]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("in January 2019", "2019-01-01", "2019-01-31"),
        ("on 23 January 2019", "2019-01-23", "2019-01-23"),
        ("on January 23 , 2019", "2019-01-23", "2019-01-23"),
        ("since 2013", "2013-01-01", "2013-12-31"),
        ("on Tuesday", "2026-03-03", "2026-03-03"),
        ("yesterday", "2026-03-03", "2026-03-03"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("in October", "2025-10-01", "2025-10-31"),
    ],
)
def test_dates_from_the_day_of_publication(text: str, low: str, high: str) -> None:
    assert ranges(text) == [(low, high)]


def test_the_year_stays_open_without_a_day_of_publication() -> None:
    assert ranges("on January 23", None) == [(None, None)]


@pytest.mark.parametrize("text", ["he may go", "they march on", "a 2019 model", "31 February 2020"])
def test_words_that_only_look_like_dates(text: str) -> None:
    assert [item for item in ranges(text) if item[0] is not None] == []


@given(st.lists(st.sampled_from("May 31 last next Monday year 9999 1000 , 2019 of 12".split())), st.dates())
def test_no_date_words_overflow(words: list[str], published: dt.date) -> None:
    assert all(
        when.low is None or when.high is None or when.low <= when.high
        for when in find_dates(words, 0, len(words), published)
    )
