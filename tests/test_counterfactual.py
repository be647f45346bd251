"""What would change a score most."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reliability import Article, counterfactuals, score
from reliability.io.files import read_paths
from reliability.io.record import Record

NEWSROOM = Path(__file__).parents[1] / "fixtures" / "newsroom"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {item.article.id or "": item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)}


def test_naming_two_of_the_unnamed_sources_is_told(articles: dict[str, Article]) -> None:
    article = articles["water-capital"]
    found = {item.change: item for item in counterfactuals(article)}
    change = next(text for text in found if text.startswith("name 2 of the"))
    assert found[change].signal == "attribution"
    assert all("official" in article.text[slice(*span)].lower() for span in found[change].spans)


def test_a_page_pasted_twice_gains_most_from_removing_the_copy(articles: dict[str, Article]) -> None:
    first, second = counterfactuals(articles["water-doubled"])[:2]
    assert (first.signal, first.gain > 3 * second.gain) == ("duplication", True)


def test_gains_are_counted_from_the_score(articles: dict[str, Article]) -> None:
    for article in articles.values():
        value = score(article).value
        found = counterfactuals(article)
        assert value is not None
        assert [item.gain for item in found] == sorted((item.gain for item in found), reverse=True)
        assert all(item.gain == round(item.value - value, 6) > 0 for item in found)


def test_the_loud_story_is_told_its_headline(articles: dict[str, Article]) -> None:
    assert "headline" in " ".join(item.change for item in counterfactuals(articles["stadium-weasel"]))


def test_nothing_to_change_without_a_score() -> None:
    assert counterfactuals("Too short.") == ()


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    assert all(item.value <= 1.0 for item in counterfactuals(text * 3))
