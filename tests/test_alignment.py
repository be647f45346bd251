from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.quality.newsroom_claims import measure_newsroom, read_newsroom
from reliability.alignment import agreements, match_claims
from reliability.find import extract_claims
from reliability.types import Article, ClaimAlignment

NEWSROOM = read_newsroom()
NUMBER = {article.id: i for i, article in enumerate(NEWSROOM)}
DATA = os.environ.get("RELIABILITY_DATA")
SEEDS = sorted((Path(DATA).parent / "seeds").glob("*.txt")) if DATA else []


@pytest.fixture(scope="module")
def alignment() -> ClaimAlignment:
    return match_claims(NEWSROOM)


def shown(alignment: ClaimAlignment, articles: list[Article]) -> set[tuple[object, ...]]:
    return {
        (
            frozenset((articles[claim.article].id, claim.text) for claim in (pair.a, pair.b)),
            pair.relation,
            pair.slot,
            pair.similarity,
        )
        for pair in alignment.pairs
    }


def test_the_order_of_the_articles_changes_no_decision(alignment: ClaimAlignment) -> None:
    turned = NEWSROOM[::-1]
    other = match_claims(turned)
    assert shown(other, turned) == shown(alignment, NEWSROOM)
    clusters = [
        {frozenset((articles[c.article].id, c.text) for c in cluster.claims) for cluster in found.clusters}
        for found, articles in ((alignment, NEWSROOM), (other, turned))
    ]
    assert clusters[0] == clusters[1]


def test_no_claim_is_made_of_boilerplate_or_pasted_copies(alignment: ClaimAlignment) -> None:
    texts = [claim.text for claim in alignment.claims if claim.article == NUMBER["water-doubled"]]
    assert len(texts) == len(set(texts))


def test_copies_of_the_wire_story_are_found(alignment: ClaimAlignment) -> None:
    found = {(NEWSROOM[i.a].id, NEWSROOM[i.b].id): i.origin for i in alignment.syndications}
    assert found[("ferry-copy-ledger", "ferry-wire")] == NUMBER["ferry-wire"]
    assert found[("ferry-copy-post", "ferry-wire")] == NUMBER["ferry-wire"]


def test_another_year_is_no_conflict(alignment: ClaimAlignment) -> None:
    touching = [p for p in alignment.pairs if NUMBER["ferry-2019"] in (p.a.article, p.b.article)]
    assert {pair.relation for pair in touching} <= {"related"}


def test_a_scoop_has_no_comparable_reports(alignment: ClaimAlignment) -> None:
    assert agreements(NEWSROOM, alignment)[NUMBER["library-scoop"]].comparable == 0


def test_a_later_report_updates_an_earlier_one(alignment: ClaimAlignment) -> None:
    updates = [p for p in alignment.pairs if p.relation == "updates"]
    assert updates
    assert all(NUMBER["ferry-update"] in (p.a.article, p.b.article) for p in updates)


def test_the_newsroom_keeps_its_floors() -> None:
    figures = measure_newsroom()
    assert figures.cluster_f1 >= 0.78
    assert figures.relation_f1 >= 0.76
    assert figures.origins_exact >= 0.74


def test_spans_slice_back(alignment: ClaimAlignment) -> None:
    assert all(
        NEWSROOM[claim.article].text[claim.span.start : claim.span.end].startswith(claim.text)
        for claim in alignment.claims
    )


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\ud800 lone", "\x00" * 50, '"' * 5000, "." * 5000, "a" * 100_000, "5 " * 5000]
)
def test_any_text_can_be_aligned(text: str) -> None:
    assert match_claims([text, text]).claims == match_claims([text, text]).claims


def test_questions_and_instructions_make_no_claim() -> None:
    assert (
        extract_claims("Who will pay for the new stadium in the end? Subscribe to our daily morning newsletter today!")
        == ()
    )


@pytest.mark.data
@pytest.mark.skipif(not SEEDS, reason="RELIABILITY_DATA names no measuring data with the seed pages beside it")
def test_the_seed_articles_agree_without_false_conflicts() -> None:
    found = match_claims([path.read_text(encoding="utf-8") for path in SEEDS])
    assert [pair for pair in found.pairs if pair.relation == "conflicts"] == []
    assert any("Igla-S" in pair.a.text and pair.relation == "agrees" for pair in found.pairs)
