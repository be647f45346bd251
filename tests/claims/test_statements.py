"""Sentences cut into statements: at a semicolon or a comma with a joint, when a main clause follows."""

from __future__ import annotations

import pytest

from reliability.claims.statements import statements
from reliability.text.fold import fold
from reliability.text.tokens import tokenize


def parts(text: str) -> list[str]:
    words = tokenize(fold(text))[0]
    lower = tuple(word.lower() for word in words)
    return [" ".join(words[first:last]) for first, last in statements(words, lower, 0, len(words))]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "The ferry struck the northern breakwater on Monday ; it was towed to the harbour at noon .",
            "it was towed to the harbour at noon .",
        ),
        (
            "The ferry struck the northern breakwater on Monday ; but it was towed to the harbour at noon .",
            "it was towed to the harbour at noon .",
        ),
        (
            "The ferry struck the northern breakwater on Monday , and Port Sella was closed to all ships .",
            "Port Sella was closed to all ships .",
        ),
        (
            "The ferry struck the northern breakwater on Monday , and 41 people were taken to a hospital .",
            "41 people were taken to a hospital .",
        ),
    ],
)
def test_a_second_main_clause_is_a_statement_of_its_own(text: str, second: str) -> None:
    assert parts(text)[1:] == [second]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry struck the northern breakwater on Monday , and then slowly sank near the old harbour wall .",
        "The ferry struck the northern breakwater on Monday , it was towed to the harbour at noon .",
        "The ferry struck the northern breakwater on Monday ; towed to the harbour it was at noon .",
        "The ferry struck the northern breakwater on Monday , and Port Sella near the old lighthouse there .",
        'He said " the ferry struck the breakwater on Monday ; it was towed to the harbour at noon . "',
    ],
)
def test_what_is_no_main_clause_stays_with_the_first(text: str) -> None:
    assert len(parts(text)) == 1


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("PORT SELLA , March 3 — The ferry struck the northern breakwater on Monday .", "The"),
        ("PORT SELLA , March 3 The ferry struck the northern breakwater on Monday .", "PORT"),
        ("The ferry — a new one — struck the northern breakwater on Monday .", "The"),
    ],
)
def test_a_dateline_is_no_part_of_a_statement(text: str, start: str) -> None:
    assert parts(text)[0].split()[0] == start
