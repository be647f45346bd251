from __future__ import annotations

from dataclasses import replace
from math import fsum
from pathlib import Path

import pytest

from reliability import Article, available_versions
from reliability.compare import compare_scores, compare_versions
from reliability.errors import InputError
from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.report.compare import comparison_as_markdown
from reliability.scoring import Scorer
from reliability.types import Score

NEWSROOM = Path(__file__).parents[1] / "fixtures" / "newsroom"
A, B = available_versions()[0], available_versions()[-1]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)]


@pytest.fixture(scope="module")
def scores(articles: list[Article]) -> list[Score]:
    return [Scorer(A).score(article) for article in articles]


def test_a_version_does_not_differ_from_itself(articles: list[Article]) -> None:
    found = compare_versions(A, A, articles)
    assert found.mean_change is not None
    assert (found.mean_change.value, found.rank_correlation) == (0.0, 1.0)
    assert {item.change for item in found.moved} == {0.0}


def test_changes_are_attributed_without_remainder(articles: list[Article]) -> None:
    for item in compare_versions(A, B, articles).moved:
        assert item.change == round(fsum(amount for _, amount in item.parts), 6)
        assert item.change == round(fsum(term.change for term in item.terms), 6)


def test_what_moved_an_article_has_its_passages(articles: list[Article]) -> None:
    texts = {article.id: " ".join(article.text.split()) for article in articles}
    shown = [
        (texts[item.article_id], passage)
        for item in compare_versions(A, B, articles).moved
        for term in item.terms
        for passage in term.passages
    ]
    assert len(shown) > 20
    assert all(passage in text for text, passage in shown)


def test_versions_compare_as_their_scores_do(articles: list[Article]) -> None:
    a, b = ([Scorer(version).score(article) for article in articles] for version in (A, B))
    assert compare_versions(A, B, articles) == compare_scores(a, b, texts=[article.text for article in articles])


def test_the_most_moved_come_first(articles: list[Article]) -> None:
    sizes = [abs(item.change) for item in compare_versions(A, B, articles).moved]
    assert sizes == sorted(sizes, reverse=True)


def test_labels_give_auc_and_calibration(articles: list[Article]) -> None:
    labels = [0 if article.id in {"stadium-weasel", "stadium-satire", "water-doubled"} else 1 for article in articles]
    found = compare_versions(A, B, articles, labels).labels
    assert found is not None
    assert found.auc_a > 0.9
    assert found.auc_b > 0.9
    assert 0.0 < found.p_value <= 1.0


def test_unlike_article_sets_are_refused(scores: list[Score]) -> None:
    with pytest.raises(InputError, match="the article sets differ"):
        compare_scores(scores, scores[1:])
    with pytest.raises(InputError, match="or their order differ"):
        compare_scores(scores, [scores[1], scores[0], *scores[2:]])


def test_mixed_versions_are_refused(scores: list[Score]) -> None:
    mixed = [replace(scores[0], digest="000000000000"), *scores[1:]]
    with pytest.raises(InputError, match="mixes scoring versions"):
        compare_scores(mixed, scores)


@pytest.mark.parametrize("labels", [[1], [2] * 20])
def test_bad_labels_are_refused(articles: list[Article], labels: list[int]) -> None:
    with pytest.raises(InputError, match="label"):
        compare_versions(A, B, articles, labels)


def test_no_articles_compare_to_nothing() -> None:
    found = compare_versions(A, B, [])
    assert (found.articles, found.mean_change, found.moved) == (0, None, ())


def test_markdown_names_both_versions(articles: list[Article]) -> None:
    page = comparison_as_markdown(compare_versions(A, B, articles))
    assert f"v:{A}|" in page
    assert f"v:{B}|" in page
