"""Five real pages, the first real input: what a careful reader sees in them, the library shows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reliability import Article, find_attributions, find_hedges, find_repeats, score_corpus
from reliability.corpus import CorpusScore

DATA = os.environ.get("RELIABILITY_DATA", "")
SEEDS = Path(DATA).parent / "seeds"
GOLD = Path(DATA) / "dev" / "claims" / "seed_claims_gold.json"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not DATA or not SEEDS.is_dir(), reason="needs the seed pages beside the data RELIABILITY_DATA names"
    ),
]


@pytest.fixture(scope="module")
def pages() -> dict[str, Article]:
    return {
        path.stem[:3]: Article(path.read_text(encoding="utf-8"), id=path.stem[:3])
        for path in sorted(SEEDS.glob("*.txt"))
    }


@pytest.fixture(scope="module")
def corpus(pages: dict[str, Article]) -> CorpusScore:
    return score_corpus(pages.values())


def pairs(corpus: CorpusScore, pages: dict[str, Article]) -> Iterator[tuple[str, str, str, str, str]]:
    names = list(pages)
    for pair in corpus.alignment.pairs:
        yield names[pair.a.article], pair.a.text, names[pair.b.article], pair.b.text, pair.relation


def test_the_second_body_of_003_is_one_defect(pages: dict[str, Article]) -> None:
    defects = [repeat for repeat in find_repeats(pages["003"]) if repeat.defect]
    assert len(defects) == 1
    assert abs(defects[0].copy.start - 3960) <= 400
    assert abs(defects[0].copy.end - 7506) <= 10


def test_hearsay_of_003(pages: dict[str, Article]) -> None:
    text = pages["003"].text
    hearsay = [item for item in find_attributions(pages["003"]) if item.hearsay]
    assert any("reports" in text[span.start : span.end] for item in hearsay for span in (*item.cue, *item.source))


def test_speakers_resolve(pages: dict[str, Article]) -> None:
    speakers = {item.speaker for page in pages.values() for item in find_attributions(page) if item.speaker}
    for name in ("Maduro", "Peskov", "Trump", "Lavrov"):
        assert any(name in speaker for speaker in speakers), name


def test_unnamed_sources_of_004(pages: dict[str, Article]) -> None:
    text = pages["004"].text
    unnamed = [
        " ".join(text[span.start : span.end] for span in (*item.source, *item.cue))
        for item in find_attributions(pages["004"])
        if item.source_kind in {"unnamed_group", "unnamed_person", "none", "media", "document"}
    ]
    assert any("xperts question" in passage for passage in unnamed)
    weasels = [text[cue.span.start : cue.span.end] for cue in find_hedges(pages["004"]) if cue.kind == "weasel"]
    assert "Reports suggest" in weasels


def test_no_claim_is_made_of_boilerplate_or_of_the_pasted_copy(pages: dict[str, Article], corpus: CorpusScore) -> None:
    for claim in corpus.alignment.claims:
        page = list(pages)[claim.article]
        kinds = {
            line.kind
            for line in corpus.lines[claim.article]
            if line.span.start < claim.span.end and claim.span.start < line.span.end
        }
        assert kinds == {"content"}
        assert page != "003" or claim.span.start < 3960


def test_one_speaker_is_one_origin_for_the_five_thousand_missiles(
    pages: dict[str, Article], corpus: CorpusScore
) -> None:
    names = list(pages)
    found = [
        cluster
        for cluster in corpus.alignment.clusters
        if {"003", "004"} <= {names[claim.article] for claim in cluster.claims}
        and all("5,000" in claim.text for claim in cluster.claims)
    ]
    assert [cluster.origins for cluster in found] == [1]


def test_guaido_declares_himself_in_both_with_accents_and_without(
    pages: dict[str, Article], corpus: CorpusScore
) -> None:
    assert any(
        {a, b} == {"000", "001"} and "Guaid" in left and "Guaid" in right and relation in {"same", "agrees"}
        for a, left, b, right, relation in pairs(corpus, pages)
    )


def test_militias_of_other_years_are_no_conflict(pages: dict[str, Article], corpus: CorpusScore) -> None:
    assert [item for item in pairs(corpus, pages) if item[4] == "conflicts"] == []


def test_agreements_of_the_gold_are_found(pages: dict[str, Article], corpus: CorpusScore) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["matches"]
    wanted = [match for match in gold if match["rel"].startswith("AGREE")]
    found = list(pairs(corpus, pages))

    def holds(match: dict[str, list[str]]) -> bool:
        (a, left), (b, right) = match["a"], match["b"]
        return any(
            {(a, b), (b, a)} & {(x, y)}
            and relation in {"same", "agrees"}
            and (left[:40] in one + other or one[:40] in left)
            and (right[:40] in one + other or other[:40] in right)
            for x, one, y, other, relation in found
        )

    assert sum(holds(match) for match in wanted) >= 3


def test_weasels_and_care(pages: dict[str, Article]) -> None:
    kinds = {cue.kind for page in pages.values() for cue in find_hedges(page) if cue.voice == "author"}
    assert {"epistemic", "weasel", "booster", "allegation"} <= kinds
