from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.events import Newsroom
from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import agreements, align_analyses
from reliability.corpus import CorpusScore, score_corpus, stream_corpus
from reliability.errors import InputError
from reliability.outlets import outlet_reliability
from reliability.scoring import Scorer, analyse
from reliability.types import Article
from tests.signed import LATEST, signed

NEWSROOM = read_newsroom()


def reference(articles: list[Article], version: str | None = None) -> CorpusScore:
    """Everything at once and in memory: what the run must give."""
    scorer = Scorer(version)
    analyses = [analyse(article, scorer.detectors) for article in articles]
    alignment = align_analyses(analyses, scorer.detectors)
    stands = agreements(articles, alignment)
    return CorpusScore(
        tuple(scorer.combine(replace(a, agreement=b)) for a, b in zip(analyses, stands, strict=True)),
        alignment,
        tuple(stands),
        tuple(outlet_reliability(articles, alignment)),
        tuple(analysis.document.lines for analysis in analyses),
    )


def test_a_run_gives_what_everything_at_once_gives() -> None:
    assert score_corpus(NEWSROOM) == reference(NEWSROOM)


@pytest.mark.parametrize("seed", range(12))
def test_random_corpora_too(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    articles = list(Newsroom(seed, sentences=5).articles(draw.randrange(1, 12), boilerplate=0.3))
    draw.shuffle(articles)
    assert score_corpus(articles) == reference(articles)


@pytest.mark.parametrize("seed", range(6))
def test_random_houses_too(seed: int) -> None:
    articles = signed([*Newsroom(seed, sentences=5).articles(4), *NEWSROOM[1:8]], seed)
    assert score_corpus(articles, version=LATEST) == reference(articles, LATEST)


def test_processes_know_the_houses() -> None:
    articles = signed(NEWSROOM, 1)
    assert score_corpus(articles, version=LATEST, workers=2) == score_corpus(articles, version=LATEST)


def test_a_hot_key_of_many_articles_gives_the_same_too() -> None:
    articles = [Article(f"The ferry struck the breakwater at Port {n:x}lla again.", id=str(n)) for n in range(50)]
    assert score_corpus(articles) == reference(articles)


def test_processes_change_nothing() -> None:
    assert score_corpus(NEWSROOM, workers=2) == score_corpus(NEWSROOM)


def test_little_memory_changes_nothing(tmp_path: Path) -> None:
    articles = list(Newsroom(3, sentences=4).articles(40))
    with stream_corpus(articles, memory=1 << 24, folder=tmp_path) as run:
        scores = tuple(run.scores())
    assert scores == score_corpus(articles).scores


def test_a_run_leaves_no_file_behind(tmp_path: Path) -> None:
    with stream_corpus(NEWSROOM[:6], workers=2, folder=tmp_path) as run:
        assert list(tmp_path.iterdir()) != []
        assert len(run) == 6
    assert list(tmp_path.iterdir()) == []


def test_articles_come_back_as_they_went_in() -> None:
    articles = [
        Article("\ud800 lone \x00", title="T", url="u", byline="b", published="2026-03-02", id="1"),
        Article(""),
    ]
    with stream_corpus(articles) as run:
        assert [run.article(number) for number in range(len(run))] == articles


def test_articles_are_read_once_and_counted() -> None:
    seen: list[int] = []
    result = score_corpus(iter(NEWSROOM[:4]), progress=lambda: seen.append(1))
    assert len(result.scores) == len(seen) == 4


def test_nothing_gives_nothing() -> None:
    assert score_corpus([]) == reference([])


def test_too_little_memory_is_refused() -> None:
    with pytest.raises(InputError, match="memory must be at least 16777216 bytes, got 5"):
        score_corpus([], memory=5)


def many_copies(count: int = 24) -> list[Article]:
    """Near copies of one article among other reports, in any order."""
    room = Newsroom(5, sentences=8)
    articles = [*room.articles(6), *room.copies(count), *room.articles(4)]
    random.Random(5).shuffle(articles)  # noqa: S311 - no secret
    return [replace(article, id=f"{number:03d}") for number, article in enumerate(articles)]


@pytest.mark.parametrize("count", [12, 70])
def test_many_copies_of_one_article_too(count: int) -> None:
    articles = many_copies(count)
    assert score_corpus(articles) == reference(articles)


def test_processes_change_nothing_for_many_copies() -> None:
    articles = many_copies()
    assert score_corpus(articles, workers=2) == score_corpus(articles)
