from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from math import fsum
from pathlib import Path

import pytest
from hypothesis import given, settings

from reliability import Article, available_versions, features, parse, score, score_corpus
from reliability.errors import InputError, VersionIntegrityError
from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.report.asdict import score_as_dict, to_json
from reliability.scoring import SIGNALS, Scorer, analyse, scorer_at
from reliability.signals.analysis import Agreement
from tests.strategies import ANY_TEXT, NEWS_TEXT

NEWSROOM = Path(__file__).parents[1] / "fixtures" / "newsroom"
GOLD = json.loads((NEWSROOM / "gold" / "signals.json").read_text(encoding="utf-8"))
VERSIONS = available_versions()


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {str(item.article.id): item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)}


@pytest.mark.parametrize("version", VERSIONS)
@given(text=ANY_TEXT)
@settings(deadline=None, max_examples=40)
def test_any_text_gets_a_score_or_a_reason(version: str, text: str) -> None:
    result = score(text, version=version)
    assert (result.value is None) == (result.reason is not None)
    assert result.value is None or 0.0 <= result.value <= 1.0
    for signal in result.signals:
        assert (signal.value is None) == (signal.reason is not None)
        assert signal.value is None or 0.0 <= signal.value <= 1.0
        assert all(0 <= item.span.start < item.span.end <= len(text) for item in signal.evidence)


@pytest.mark.parametrize("version", VERSIONS)
def test_contributions_sum_to_the_value(version: str, articles: dict[str, Article]) -> None:
    for article in articles.values():
        result = score(article, version=version)
        assert result.value == round(fsum(part.amount for part in result.contributions), 6)


@given(NEWS_TEXT)
@settings(deadline=None, max_examples=25)
def test_the_same_article_gives_the_same_bytes(text: str) -> None:
    first, second = (to_json(score_as_dict(score(text), text)) for _ in range(2))
    assert first == second


def test_other_processes_and_hash_seeds_give_the_same_bytes(articles: dict[str, Article]) -> None:
    article = articles["ferry-courier"]
    code = (
        "import sys, json\n"
        "from reliability import Article, score\n"
        "from reliability.report.asdict import score_as_dict, to_json\n"
        "a = Article.from_dict(json.load(sys.stdin))\n"
        "print(to_json(score_as_dict(score(a), a.text)), end='')"
    )
    record = json.dumps({"text": article.text, "title": article.title, "outlet": article.outlet, "id": article.id})
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=record,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        ).stdout
        for seed in ("1", "2")
    }
    plain = Article(article.text, title=article.title, outlet=article.outlet, id=article.id)
    assert found == {to_json(score_as_dict(score(plain), plain.text))}


def test_too_little_text_is_left_open() -> None:
    result = score("Rain fell.")
    assert result.value is None
    assert result.reason == "too little text: 3 words of content, 50 are needed"


def test_agreement_is_open_without_other_reports(articles: dict[str, Article]) -> None:
    signal = score(articles["ferry-wire"]).signal("agreement")
    assert (signal.value, signal.reason) == (None, "no comparable reports")


def test_a_missing_signal_widens_the_uncertainty(articles: dict[str, Article]) -> None:
    alone = score(articles["ferry-wire"])
    together = next(result for result in score_corpus(articles.values()).scores if result.article_id == "ferry-wire")
    assert together.signal("agreement").value is not None
    assert alone.uncertainty is not None
    assert together.uncertainty is not None
    assert together.uncertainty < alone.uncertainty


@pytest.mark.parametrize("case", GOLD["orderings"], ids=lambda case: f"{case['signal']}-{case['higher']}")
def test_orderings_of_the_newsroom(case: dict[str, str], articles: dict[str, Article]) -> None:
    version = VERSIONS[-1]
    if case["signal"] not in Scorer(version).version.signals:
        version = next(name for name in reversed(VERSIONS) if case["signal"] in Scorer(name).version.signals)
    high = score(articles[case["higher"]], version=version).signal(case["signal"]).value
    low = score(articles[case["lower"]], version=version).signal(case["signal"]).value
    assert high is not None
    assert low is not None
    assert high > low


@pytest.mark.parametrize("case", GOLD["bounds"], ids=lambda case: f"{case['signal']}-{case['article']}")
def test_bounds_of_the_newsroom(case: dict[str, object], articles: dict[str, Article]) -> None:
    value = score(articles[str(case["article"])]).signal(str(case["signal"])).value
    assert value is not None
    assert float(str(case.get("above", 0.0))) <= value <= float(str(case.get("below", 1.0)))


def test_one_bad_record_never_takes_its_neighbours_along(articles: dict[str, Article]) -> None:
    good = articles["ferry-wire"]
    sources: list[Article | str | dict[str, object]] = [good, {"text": 5}, {"title": "no text"}, good]
    results = list(Scorer().score_many(sources))
    assert [result.value is None for result in results] == [False, True, True, False]
    assert results[1].reason == "not scored: Article.text must be a string, got int"


def test_what_is_no_article_is_refused() -> None:
    with pytest.raises(InputError, match="got bytes"):
        score(b"bytes")  # type: ignore[arg-type]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_feature_vector_has_a_stable_order(version: str, articles: dict[str, Article]) -> None:
    vectors = [list(features(article, version=version)) for article in articles.values()]
    assert all(vector == vectors[0] for vector in vectors)


def test_every_signal_of_a_version_is_in_the_table() -> None:
    for version in VERSIONS:
        assert set(Scorer(version).version.signals) <= set(SIGNALS)


def test_the_words_fake_and_false_are_never_said(articles: dict[str, Article]) -> None:
    for article in articles.values():
        result = score_as_dict(score(article))
        shown = to_json({key: value for key, value in result.items() if key not in {"title", "id", "outlet"}}).lower()
        assert '"fake' not in shown
        assert '"false"' not in shown


def test_the_lines_of_an_article_are_those_of_its_document() -> None:
    article = Article("Ferry hits wall\n\nThe ferry struck the harbour wall on Monday.")
    assert Scorer().lines(article) == parse(article).lines


def test_without_a_measurable_signal_there_is_no_score() -> None:
    scorer = Scorer()
    measured = analyse(Article("The council met on Monday and voted. " * 20), scorer.detectors)
    bare = {name: {**options, "minimum_words": 1e9} for name, options in scorer.version.signals.items()}
    manifest = {**scorer.version.manifest, "signals": bare}
    scorer.version = replace(scorer.version, manifest=manifest)
    found = scorer.combine(measured)
    assert (found.value, found.reason, found.contributions) == (None, "no signal could be measured", ())


def test_the_limit_is_a_contribution() -> None:
    scorer = Scorer()
    scorer.version = replace(
        scorer.version, manifest={**scorer.version.manifest, "score": {**scorer.version.manifest["score"], "base": 5.0}}
    )
    found = scorer.score("The council met on Monday and voted, said Ana Reyes. " * 20)
    assert found.value == 1.0
    assert round(fsum(part.amount for part in found.contributions), 6) == 1.0
    assert [part.signal for part in found.contributions[-2:]] == ["base", "limit"]


def test_a_version_without_base_has_no_such_contribution() -> None:
    scorer = Scorer("2026.11")
    found = scorer.score("The council met on Monday and voted, said Ana Reyes. " * 20)
    assert "base" not in [part.signal for part in found.contributions]


@pytest.mark.parametrize(("words", "scored"), [(49, False), (50, True)])
def test_fifty_words_are_needed(words: int, scored: bool) -> None:
    found = Scorer().score("said " * words)
    assert (found.value is not None) is scored
    assert found.reason == (None if scored else "too little text: 49 words of content, 50 are needed")


def test_the_uncertainty_falls_with_sentences() -> None:
    scorer = Scorer()
    widths = [
        scorer.score("The council met on Monday and voted, said Ana Reyes. " * n).uncertainty for n in (6, 12, 48)
    ]
    assert widths == sorted(widths, key=lambda width: -(width or 0.0))
    assert len(set(widths)) == 3
    assert all(width is not None and 0 < width <= 0.5 for width in widths)


def test_an_unusable_source_gives_a_score_that_says_why() -> None:
    found = list(Scorer().score_many([{"id": "a", "title": "x"}, {"id": 3, "text": 1}, "Too short."]))
    assert [item.article_id for item in found] == ["a", None, None]
    assert [str(item.reason)[:10] for item in found] == ["not scored", "not scored", "too little"]
    assert [item.value for item in found] == [None, None, None]


def test_a_version_without_agreement_leaves_reports_of_others_aside() -> None:
    scorer = Scorer()
    signals = {name: options for name, options in scorer.version.signals.items() if name != "agreement"}
    scorer.version = replace(scorer.version, manifest={**scorer.version.manifest, "signals": signals})
    measured = scorer.measure(analyse(Article("Rain fell on Monday. " * 30), scorer.detectors))
    assert scorer.with_agreement(measured, Agreement(3, 1, (), 5)) is measured


def test_agreement_takes_the_place_of_the_open_signal() -> None:
    scorer = Scorer()
    measured = scorer.measure(analyse(Article("Rain fell on Monday. " * 30), scorer.detectors))
    known = scorer.with_agreement(measured, Agreement(3, 1, (), 5))
    assert [item.name for item in known.signals] == [item.name for item in measured.signals]
    assert known.signals != measured.signals


@pytest.mark.parametrize("missing", ["weight", "minimum_words"])
def test_a_version_without_a_parameter_is_named(missing: str) -> None:
    scorer = Scorer()
    signals = {name: dict(options) for name, options in scorer.version.signals.items()}
    signals["duplication"].pop(missing, None)
    signals["nonsense"] = {"weight": 1.0}
    scorer.version = replace(scorer.version, manifest={**scorer.version.manifest, "signals": signals})
    with pytest.raises(VersionIntegrityError, match="has no parameter or signal"):
        scorer.score("Rain fell on Monday. " * 30)


def test_a_version_that_changed_between_processes_is_refused() -> None:
    with pytest.raises(VersionIntegrityError, match="changed from 0000 to"):
        scorer_at(VERSIONS[-1], "0000")


def test_a_scorer_is_built_once_for_each_version() -> None:
    digest = Scorer(VERSIONS[-1]).version.digest
    assert scorer_at(VERSIONS[-1], digest) is scorer_at(VERSIONS[-1], digest)


def test_two_processes_score_mappings_articles_and_texts_alike() -> None:
    text = "The council met on Monday, the mayor said. " * 12
    sources: list[Article | str | dict[str, str]] = [{"text": text, "id": "a"}, Article(text), text, {"id": "b"}]
    assert list(Scorer().score_many(sources, workers=2)) == list(Scorer().score_many(sources))
