"""A disguise changes neither what is found nor the score, and is shown for what it is."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.data import DataDir
from benchmarks.figures import RunContext
from benchmarks.quality.hostile import run, seen
from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.find import extract_claims, find_repeats, parse
from reliability.scoring import Scorer
from reliability.text.fold import fold
from reliability.text.fold import seen as seen_text
from reliability.types import Article
from tests.hardening.disguises import DISGUISES, HONEST

DATA = os.environ.get("RELIABILITY_DATA")
NEWSROOM = read_newsroom()[:6]
MOST = 0.01  # change of a score


@pytest.mark.parametrize("name", [*DISGUISES, *HONEST])
def test_a_disguise_moves_no_score(name: str) -> None:
    disguise = {**DISGUISES, **HONEST}[name]
    scorer = Scorer()
    for article in NEWSROOM:
        plain = scorer.score(article).value
        title = disguise(article.title) if article.title else None
        other = scorer.score(Article(disguise(article.text), title=title)).value
        assert plain is not None
        assert other == pytest.approx(plain, abs=MOST)


@pytest.mark.parametrize("name", DISGUISES)
def test_what_is_found_stays_found(name: str) -> None:
    for article in NEWSROOM[:3]:
        plain, other = (seen(text, RunContext()) for text in (article.text, DISGUISES[name](article.text)))
        for kind in range(1, 4):
            kept = (plain[kind] & other[kind]).total()
            assert kept >= 0.98 * plain[kind].total()


@pytest.mark.parametrize("name", DISGUISES)
def test_claims_and_repeats_stay_found(name: str) -> None:
    text = NEWSROOM[0].text
    text += "\n\n" + text[: len(text) // 3]
    for disguised in (text, DISGUISES[name](text)):
        claims = extract_claims(disguised)
        found = Counter((claim.entities, tuple(q.low for q in claim.quantities), claim.polarity) for claim in claims)
        if disguised == text:
            expected, copies = found, len(find_repeats(text))
    assert (found & expected).total() >= 0.98 * expected.total()
    assert len(find_repeats(disguised)) == copies


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_is_evidence_of_its_own_kind(name: str) -> None:
    text = DISGUISES[name](NEWSROOM[0].text)
    shown = [item for item in Scorer().score(text).signal("hedging").evidence if item.kind == "hidden_characters"]
    assert shown
    assert all(item.effect == 0 and fold(text[slice(*item.span)]).text != text[slice(*item.span)] for item in shown)


@pytest.mark.parametrize("name", HONEST)
def test_honest_typography_is_not_tampering(name: str) -> None:
    assert parse(HONEST[name](NEWSROOM[0].text)).hidden == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kılıçdaroğlu met Łukasz Ødegaard and Đorđević.",
        "The Hebrew sign read \u2067\u05e9\u05dc\u05d5\u05dd\u2069 outside",
        "Beyonc\u00e9 &amp; Jay&#8217;s caf&#233;",
        "5 μg of β-carotene, Ω and π",
        "🇺🇸 flag, 👩\u200d🚀 astronaut",
    ],
)
def test_other_alphabets_are_not_tampering(text: str) -> None:
    assert parse(text).hidden == ()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("H\u0430rt\u200b", "Hart"),
        ("Путин", "Путин"),
        ("Guaid\u00f3", "Guaid\u00f3"),
        ("Guaido\u0301", "Guaid\u00f3"),
        ("\uff28\uff41\uff52\uff54\uff0e", "Hart."),
        ("“Ana’s”", "“Ana’s”"),
        ("&#72;art", "Hart"),
        ("", ""),
    ],
)
def test_a_name_is_shown_as_a_reader_sees_it(written: str, shown: str) -> None:
    assert seen_text(written) == shown


@pytest.mark.data
@pytest.mark.skipif(not DATA, reason="RELIABILITY_DATA names no measuring data")
def test_the_published_disguises_hide_nothing() -> None:
    figures = {figure.key: figure.value for figure in run(DataDir(Path(str(DATA))), RunContext())}
    assert min(value for key, value in figures.items() if key.endswith(".recall")) >= 0.98
    assert figures["hostile.evasions.reported"] >= 0.98
    assert figures["hostile.evasions.score_change"] <= MOST
