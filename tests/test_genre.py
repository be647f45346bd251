"""The coarse genre: what a text says of itself, and what only looks like it."""

from __future__ import annotations

import pytest

from reliability.scoring import score
from reliability.types import Article

VERSION = "2027.02"
BODY = (
    "The harbour council approved a plan on Monday to rebuild the northern ferry pier before the winter storms return. "
    "The vote ended a dispute that had divided the island for almost three years, according to minutes of the meeting. "
    "Work is expected to begin in late May and should take eleven months, the engineer Ivar Holt told reporters."
)


def genre(text: str, title: str | None = None, version: str = VERSION) -> str:
    return score(Article(text, title=title), version=version).genre


@pytest.mark.parametrize(
    "title",
    [
        "Opinion: The pier should wait",
        "OPINION | The pier should wait",
        "The pier should wait | Opinion",
        "The pier should wait (guest column)",
        "Op-ed by the mayor: the pier should wait",
        "The Gazette: Op-Ed: the pier should wait",
    ],
)
def test_a_title_with_a_label_is_opinion(title: str) -> None:
    assert genre(BODY, title) == "opinion"


def test_a_label_in_a_line_of_its_own_is_opinion() -> None:
    assert genre(f"OPINION\n\n{BODY}") == "opinion"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(None, f"News | Sport | Weather | Opinion | Jobs | Archive\n\n{BODY}", id="menu"),
        pytest.param("Judges publish their opinion on the pier", BODY, id="opinion of a court"),
        pytest.param("Council rejects a column of concrete", BODY, id="column of stone"),
        pytest.param("Editorial board of the Gazette resigns", BODY, id="news of an editorial board"),
        pytest.param(None, BODY, id="no label"),
    ],
)
def test_the_word_alone_is_no_label(title: str | None, text: str) -> None:
    assert genre(text, title) == "news"


def test_released_versions_keep_the_first_rules() -> None:
    assert genre(BODY, "Judges publish their opinion on the pier", "2027.01") == "opinion"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"FOR IMMEDIATE RELEASE\n\n{BODY}", "press release"),
        (f"{BODY}\n\nThis is satire; all quotes are invented.", "satire-like"),
        ("\n\n".join(f"MARTA QUIST: {sentence}." for sentence in BODY.split(". ") * 3), "transcript"),
        ("Too short.", "unknown"),
        ("", "unknown"),
        (" ".join(["I think that we must not and should not pay for our pier again, and it is wrong."] * 6), "opinion"),
    ],
)
def test_other_genres_by_their_own_wording(text: str, expected: str) -> None:
    assert genre(text) == expected
