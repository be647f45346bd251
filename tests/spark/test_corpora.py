"""Spark gives byte for byte what one machine gives."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.events import Newsroom
from benchmarks.quality.newsroom_claims import read_newsroom
from reliability import spark as engine
from reliability.corpus import CorpusScore, score_corpus
from reliability.errors import InputError, MissingExtraError, MissingJavaError
from reliability.outlets import outlet_reliability
from reliability.report.asdict import score_as_dict, to_json
from reliability.report.corpus import corpus_as_dict
from reliability.scoring import Scorer
from reliability.types import Article, Claim, ClaimAlignment, ClaimPair
from tests.engine.test_run import many_copies
from tests.signed import LATEST, signed

CORPORA = int(os.environ.get("RELIABILITY_CORPORA", "40"))  # 200 take about two minutes on two busy cores
FIELDS = ("text", "title", "outlet", "byline", "url", "published", "id")
SCHEMA = "apart string, " + ", ".join(f"{name} string" for name in FIELDS)


def random_corpora(count: int) -> list[tuple[str, list[Article]]]:
    """Small corpora of two to six articles: made-up events, shuffled, some with boilerplate, some from the fixtures."""
    fixtures = read_newsroom()
    found = []
    for seed in range(count):
        draw = random.Random(seed)  # noqa: S311 - no secret
        articles = list(Newsroom(seed, sentences=draw.randrange(2, 7)).articles(draw.randrange(2, 7), boilerplate=0.3))
        if seed % 10 == 0:
            articles += draw.sample(fixtures, 3)
        draw.shuffle(articles)
        named = [replace(article, id=f"{number:03d}") for number, article in enumerate(articles)]
        found.append((f"{seed:04d}", named))
    return found


def table_of(spark: Any, corpora: list[tuple[str, list[Article]]]) -> Any:
    rows = [(name, *(getattr(article, field) for field in FIELDS)) for name, found in corpora for article in found]
    random.Random(0).shuffle(rows)  # noqa: S311 - no secret
    return spark.createDataFrame(rows, SCHEMA)


def split(result: CorpusScore, corpora: list[tuple[str, list[Article]]]) -> Iterator[CorpusScore]:
    """The results of corpora that were kept apart in one run, each numbered from 0."""
    first = 0
    for _, articles in corpora:
        last = first + len(articles)
        yield part_of(result, articles, first, last)
        first = last


def part_of(result: CorpusScore, articles: list[Article], first: int, last: int) -> CorpusScore:
    def moved(claim: Claim) -> Claim:
        return replace(claim, article=claim.article - first)

    def pair(item: ClaimPair) -> ClaimPair:
        return replace(item, a=moved(item.a), b=moved(item.b))

    whole = result.alignment
    alignment = ClaimAlignment(
        tuple(moved(claim) for claim in whole.claims if first <= claim.article < last),
        tuple(pair(item) for item in whole.pairs if first <= item.a.article < last),
        tuple(
            replace(
                item,
                claims=tuple(moved(claim) for claim in item.claims),
                articles=tuple(number - first for number in item.articles),
                conflicts=tuple(pair(p) for p in item.conflicts),
            )
            for item in whole.clusters
            if first <= item.articles[0] < last
        ),
        tuple(
            replace(
                item, a=item.a - first, b=item.b - first, origin=None if item.origin is None else item.origin - first
            )
            for item in whole.syndications
            if first <= item.a < last
        ),
    )
    outlets = tuple(outlet_reliability(articles, alignment))
    return CorpusScore(result.scores[first:last], alignment, (), outlets, ())


def test_scores_of_single_articles_are_the_librarys_bytes(spark: Any) -> None:
    articles = [*read_newsroom()[:5], Article("Too short.", id="short")]
    rows = engine.score_dataframe(table_of(spark, [("", articles)])).collect()
    assert {row["id"]: row["json"] for row in rows} == {
        article.id: to_json(score_as_dict(Scorer().score(article), article.text)) for article in articles
    }


def test_an_unusable_article_is_named_with_the_reason(spark: Any) -> None:
    row = engine.score_dataframe(spark.createDataFrame([("x", None)], "id string, text string")).collect()[0]
    assert (row["id"], row["value"]) == ("x", None)
    assert "text must be a string" in row["reason"]


def test_random_corpora_are_equal_byte_for_byte(spark: Any) -> None:
    corpora = random_corpora(CORPORA)
    with engine.score_corpus(table_of(spark, corpora), apart="apart") as run:
        parts = list(split(run.collect(), corpora))
        scores = {(row["number"]): row["json"] for row in run.scores.select("number", "json").collect()}
    number = 0
    for (name, articles), found in zip(corpora, parts, strict=True):
        local = score_corpus(articles)
        assert to_json(corpus_as_dict(articles, found)) == to_json(corpus_as_dict(articles, local)), name
        for article, score in zip(articles, local.scores, strict=True):
            assert scores[number] == to_json(score_as_dict(score, article.text)), (name, article.id)
            number += 1


def test_components_by_joins_change_nothing(spark: Any) -> None:
    articles = sorted(read_newsroom(), key=lambda article: str(article.id))[:12]
    with engine.score_corpus(table_of(spark, [("", articles)]), driver_edges=0) as run:
        assert run.collect() == score_corpus(articles)


def test_houses_are_known_on_executors(spark: Any) -> None:
    articles = sorted(signed(read_newsroom(), 1), key=lambda article: str(article.id))[:12]
    with engine.score_corpus(table_of(spark, [("", articles)]), LATEST) as run:
        found = run.collect()
    assert found == score_corpus(articles, version=LATEST)
    assert any(cluster.ties for cluster in found.alignment.clusters)


def test_many_copies_of_one_article_are_equal_too(spark: Any) -> None:
    articles = many_copies(70)
    with engine.score_corpus(table_of(spark, [("", articles)])) as run:
        assert run.collect() == score_corpus(articles)


def test_aligned_claims_are_those_of_the_corpus(spark: Any) -> None:
    articles = [article for _, found in random_corpora(1) for article in found]
    with engine.align_claims(table_of(spark, [("", articles)])) as run:
        assert run.alignment() == score_corpus(articles).alignment


def test_two_articles_with_one_id_are_refused(spark: Any) -> None:
    table = spark.createDataFrame([("x", "One."), ("x", "Two.")], "id string, text string")
    with pytest.raises(InputError, match="two articles of the corpus have the id 'x'"):
        engine.align_claims(table)


def test_a_table_without_text_is_refused(spark: Any) -> None:
    table = spark.createDataFrame([("x",)], "id string")
    with pytest.raises(InputError, match="needs a column 'text'"):
        engine.score_dataframe(table)
    with pytest.raises(InputError, match="needs a column 'id'"):
        engine.align_claims(table.withColumnRenamed("id", "text"))


def test_missing_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(MissingJavaError, match="openjdk-17-jre-headless"):
        engine.local_session()
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(MissingJavaError, match="holds no bin/java"):
        engine.local_session()


def test_missing_spark_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None if name == "pyspark" else object())
    with pytest.raises(MissingExtraError, match=r"reliability\[spark\]"):
        _ = engine.score_dataframe


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = engine.nothing
