from __future__ import annotations

import pytest

from reliability import parse
from reliability.errors import VersionIntegrityError
from reliability.text.lines import LineModel

BODY = (
    "The harbour council approved a plan on Monday to rebuild the ferry pier, officials said after a long debate.\n\n"
    "Work is expected to begin in May and to cost about 40 million crowns, according to the council's engineer.\n\n"
    "Residents who spoke at the meeting asked for a temporary landing so that the island school stays within reach."
)
PAGE = f"""Menu
Sign in
Council approves new ferry pier
By Marta Quist
March 2, 2026

{BODY}

Subscribe to our newsletter
Share this article
© 2026 Sella Courier. All rights reserved.
"""


def kinds(text: str) -> dict[str, tuple[str, str | None]]:
    document = parse(text)
    return {text[line.span.start : line.span.end]: (line.kind, line.role) for line in document.lines}


def test_paragraphs_are_content() -> None:
    found = kinds(PAGE)
    assert [found[line] for line in BODY.split("\n\n")] == [("content", None)] * 3


@pytest.mark.parametrize(
    ("line", "role"),
    [("Council approves new ferry pier", "headline"), ("By Marta Quist", "byline"), ("March 2, 2026", "date")],
)
def test_metadata(line: str, role: str) -> None:
    assert kinds(PAGE)[line] == ("metadata", role)


@pytest.mark.parametrize(
    "line", ["Sign in", "Subscribe to our newsletter", "© 2026 Sella Courier. All rights reserved."]
)
def test_page_debris_is_boilerplate(line: str) -> None:
    assert kinds(PAGE)[line] == ("boilerplate", None)


def test_lines_are_marked_and_never_cut() -> None:
    document = parse(PAGE)
    assert [PAGE[line.span.start : line.span.end] for line in document.lines] == [
        line.strip() for line in PAGE.splitlines() if line.strip()
    ]


def test_boilerplate_far_away_leaves_paragraphs_alone() -> None:
    far = "Privacy policy\nCookie settings\n" * 3
    alone, with_debris = kinds(BODY * 4), kinds(BODY * 4 + "\n\n" + far)
    assert {line: kind for line, kind in with_debris.items() if line in alone} == alone


def test_missing_weights_are_named() -> None:
    with pytest.raises(VersionIntegrityError, match=r"lines\.npz"):
        LineModel.from_resources({})
