"""What two claims say about the same slot: numbers and dates compared, and how they are told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.names import alike_names, names_of, same_name
from reliability.claims.slots import compare_dates, shown, units_meet
from reliability.types import DateMention, Quantity, Span

NOWHERE = Span(0, 1)


def day(text: str) -> DateMention:
    moment = dt.date.fromisoformat(text)
    return DateMention(NOWHERE, moment, moment, moment.month, moment.day)


def open_date(month: int | None, number: int | None = None) -> DateMention:
    return DateMention(NOWHERE, None, None, month, number)


@pytest.mark.parametrize("other", ["2026-03-03", "2026-03-04", "2026-03-02"])
def test_days_meet_within_a_night(other: str) -> None:
    agreed, clashes = compare_dates([day("2026-03-03")], [day(other)])
    assert (len(agreed), clashes) == (1, [])


def test_days_further_apart_clash() -> None:
    agreed, clashes = compare_dates([day("2026-03-03")], [day("2026-03-05")])
    assert (agreed, [(item.slot, item.a, item.b) for item in clashes]) == ([], [("date", "2026-03-03", "2026-03-05")])


def test_one_day_in_common_settles_all() -> None:
    agreed, clashes = compare_dates([day("2026-03-03"), day("2026-05-01")], [day("2026-03-03")])
    assert (len(agreed), clashes) == (1, [])


@pytest.mark.parametrize(
    ("one", "other", "agreed", "clashes"),
    [
        (open_date(3, 5), open_date(3, 5), 1, 0),
        (open_date(3, 5), open_date(3, 6), 0, 1),
        (open_date(3, 5), open_date(4, 5), 0, 1),
        (open_date(3), open_date(4), 0, 1),
        (open_date(3, 5), open_date(3), 0, 0),
        (open_date(3), open_date(3, 5), 0, 0),
        (open_date(None), open_date(3, 5), 0, 0),
    ],
)
def test_dates_without_a_year_compare_by_month_and_day(
    one: DateMention, other: DateMention, agreed: int, clashes: int
) -> None:
    found = compare_dates([one], [other])
    assert (len(found[0]), len(found[1])) == (agreed, clashes)


def test_dates_at_the_ends_of_the_calendar_are_compared() -> None:
    agreed, _ = compare_dates([day("0001-01-01")], [day("0001-01-01")])
    assert len(agreed) == 1


@pytest.mark.parametrize(
    ("bound", "value", "low", "high", "unit", "text"),
    [
        ("exact", 61.0, 61.0, 61.0, None, "61"),
        ("exact", 61.0, 61.0, 61.0, "boat", "61 boat"),
        ("at_least", 5000.0, 5000.0, None, "person", "at least 5,000 person"),
        ("range", None, 6.0, 8.0, None, "6-8"),
        ("about", 2.5, 2.5, 2.5, "hour", "about 2.5 hour"),
        ("at_least", None, 6.0, None, None, "6-?"),
    ],
)
def test_a_quantity_is_shown_as_people_write_it(
    bound: str, value: float | None, low: float | None, high: float | None, unit: str | None, text: str
) -> None:
    assert shown(Quantity(NOWHERE, value, low, high, unit, bound)) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ("boat", "boat", True),
        ("boat", None, True),
        (None, "person", True),
        ("boat", "person", False),
        ("worker", "person", True),
        ("home", "house", True),
        ("home", "person", False),
    ],
)
def test_units_that_can_count_the_same(a: str | None, b: str | None, meet: bool) -> None:
    assert units_meet(a, b) is meet


def test_names_that_stand_on_both_sides() -> None:
    assert alike_names(names_of(("Ana Reyes", "Port Sella")), names_of(("Reyes", "Tom Bell"))) == ["Ana Reyes"]


ENTITIES = st.lists(
    st.lists(st.sampled_from(["ana", "reyes", "port", "ar", "pr", "rnc"]), max_size=3).map(" ".join), max_size=4
)


@given(ENTITIES, ENTITIES)
def test_no_shared_name_is_lost_for_want_of_a_common_word(a: list[str], b: list[str]) -> None:
    expected = [name for name in a if any(same_name(tuple(name.split()), tuple(other.split())) for other in b)]
    assert alike_names(names_of(tuple(a)), names_of(tuple(b))) == expected
