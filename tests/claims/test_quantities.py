from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.quantities import find_quantities
from reliability.text.fold import fold
from reliability.text.tokens import tokenize

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "fixtures" / "quantities.jsonl").read_text(encoding="utf-8").splitlines()
]
LEARN = [row for row in ROWS if row["split"] == "learn"]


def quantities(text: str) -> list[tuple[object, ...]]:
    return [(q.value, q.low, q.high, q.unit, q.bound) for q in find_quantities(tokenize(fold(text))[0])]


@pytest.mark.parametrize("row", LEARN, ids=[row["id"] for row in LEARN])
def test_expressions_that_the_rules_were_written_from(row: dict[str, object]) -> None:
    words, places, _ = tokenize(fold(str(row["text"])))
    found = [
        (q.value, q.low, q.high, q.unit, q.bound)
        for q in find_quantities(words)
        if places[q.first][0] < row["end"] and places[q.last - 1][1] > row["start"]
    ]
    assert found == [tuple(gold.values()) for gold in row["quantities"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over a dozen operations", (12.0, 12.0, None, "operation", "more_than")),
        ("a quarter of a million people", (250000.0, 250000.0, 250000.0, "person", "exact")),
        ("between 3 and 5 million", (None, 3e6, 5e6, None, "range")),
        ("$1.2-$1.5bn", (None, 1.2e9, 1.5e9, "USD", "range")),
        ("1 200 000 tonnes", (1.2e6, 1.2e6, 1.2e6, "t", "exact")),
        ("one and a half hours", (1.5, 1.5, 1.5, "hour", "exact")),
        ("some 40 or 50 people", (None, 40.0, 50.0, "person", "range")),
        ("no further injuries", (0.0, 0.0, 0.0, "injury", "exact")),
        ("more than a mile", (1.0, 1.0, None, "mile", "more_than")),
        ("6½ miles", (6.5, 6.5, 6.5, "mile", "exact")),
        ("500,000 Norwegian kroner", (5e5, 5e5, 5e5, "NOK", "exact")),
        ("3 million Hong Kong dollars", (3e6, 3e6, 3e6, "HKD", "exact")),
        ("girls under 10 pay less", (10.0, None, 10.0, "year", "less_than")),
        ("children aged 5 to 11 got it", (None, 5.0, 11.0, "year", "range")),
        ("a few thousand remain", (None, 2000.0, 6000.0, None, "about")),
        ("a one-in-four chance", (25.0, 25.0, 25.0, "percent", "exact")),
    ],
)
def test_forms_beyond_the_fixtures(text: str, expected: tuple[object, ...]) -> None:
    assert quantities(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "won 3–1 at home",
        "10 Downing Street",
        "World War Two",
        "since 2013",
        "at 8 a.m.",
        "dial 311 now or call 0800 445 566",
        "the 200-metre freestyle",
        "no plans, no words",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert quantities(text) == []


@given(st.text(max_size=200))
def test_any_text_gives_ordered_disjoint_quantities(text: str) -> None:
    words = tokenize(fold(text))[0]
    found = find_quantities(words)
    assert all(0 <= q.first < q.last <= len(words) for q in found)
    assert all(a.last <= b.last for a, b in pairwise(found))


@given(
    st.lists(
        st.sampled_from("a half of and 5 million to - $ more than two thirds in five 10-15 , . dozen".split()),
        max_size=30,
    )
)
def test_number_words_in_any_order_never_fail(words: list[str]) -> None:
    assert all(q.low is None or q.high is None or q.low <= q.high for q in find_quantities(words))
