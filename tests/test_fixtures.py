"""The fixtures hold together: spans slice back, files are as built, values are those of the library's types."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from reliability import types

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
NEWSROOM = FIXTURES / "newsroom"
LINE_KINDS = {"content", "boilerplate", "headline", "byline", "dateline", "date", "caption"}
BOUNDS = {"exact", "at_least", "at_most", "about", "range", "more_than", "less_than"}
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    lines = (FIXTURES / name).read_bytes().decode("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def gold(name: str) -> Any:
    return json.loads((NEWSROOM / "gold" / f"{name}.json").read_text(encoding="utf-8"))


def text_of(name: str) -> str:
    return (NEWSROOM / f"{name}.txt").read_bytes().decode("utf-8")


ARTICLES = [row["id"] for row in rows("newsroom/articles.jsonl")]
HEDGES = rows("hedges/hedges.jsonl")
RELATIONS = rows("attribution/attribution.jsonl")
QUANTITIES = rows("quantities.jsonl")


def sliced_wrongly(text: str, records: list[Row]) -> list[Row]:
    return [r for r in records if text[r["start"] : r["end"]] != r["text"] or not r["text"].strip()]


def relations_sliced_wrongly(text: str, relations: list[Row]) -> list[Row]:
    return [
        relation
        for relation in relations
        for part in ("source", "cue", "content")
        if [text[start:end] for start, end in relation[part]] != relation[f"{part}_text"]
        or any(start >= end for start, end in relation[part])
    ]


def test_files_are_as_built() -> None:
    done = subprocess.run(
        [sys.executable, str(FIXTURES / "build.py"), "--check"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.parametrize("name", ARTICLES)
def test_newsroom_spans_slice_back(name: str) -> None:
    text, annotated = text_of(name), gold(name)
    assert sliced_wrongly(text, annotated["lines"] + annotated["hedges"]) == []
    assert relations_sliced_wrongly(text, annotated["attributions"]) == []
    for repeat in annotated["repeats"]:
        assert text[slice(*repeat["first"])] == repeat["first_text"]
        assert text[slice(*repeat["copy"])] == repeat["copy_text"]


@pytest.mark.parametrize("name", ARTICLES)
def test_newsroom_lines_cover_the_text(name: str) -> None:
    expected = [line.strip() for line in text_of(name).split("\n") if line.strip()]
    assert expected == [line["text"] for line in gold(name)["lines"]]


@pytest.mark.parametrize("name", ARTICLES)
def test_newsroom_values_are_known(name: str) -> None:
    annotated = gold(name)
    assert {line["kind"] for line in annotated["lines"]} <= LINE_KINDS
    assert {r["kind"] for r in annotated["repeats"]} <= set(get_args(types.RepeatKind))
    assert {h["kind"] for h in annotated["hedges"]} <= set(get_args(types.HedgeKind))
    assert {h["voice"] for h in annotated["hedges"]} <= set(get_args(types.Voice))
    assert {a["source_kind"] for a in annotated["attributions"]} <= set(get_args(types.SourceKind))


@pytest.mark.parametrize("row", rows("newsroom/articles.jsonl"), ids=ARTICLES)
def test_newsroom_metadata_is_complete(row: Row) -> None:
    assert (NEWSROOM / row["file"]).is_file()
    assert row["title"]
    assert row["outlet"]
    assert row["url"].split("/")[2].split(".")[-2] == "example"
    assert datetime.fromisoformat(row["published"]).tzinfo is not None


def test_newsroom_has_enough_articles_and_outlets() -> None:
    assert len(ARTICLES) >= 16
    assert len({row["outlet"] for row in rows("newsroom/articles.jsonl")}) >= 6


def test_claim_members_slice_back() -> None:
    members = [member for cluster in gold("claims")["clusters"] for member in cluster["members"]]
    assert [m for m in members if sliced_wrongly(text_of(m["article"]), [m])] == []


def test_claim_pairs_join_different_articles_by_known_relations() -> None:
    for cluster in gold("claims")["clusters"]:
        members = cluster["members"]
        for pair in cluster["pairs"]:
            assert members[pair["a"]]["article"] != members[pair["b"]]["article"]
            assert pair["relation"] in get_args(types.Relation)


def test_claim_copies_share_the_origins_of_their_original() -> None:
    claims = gold("claims")
    origins: dict[str, set[str]] = {}
    for cluster in claims["clusters"]:
        for member in cluster["members"]:
            origins.setdefault(member["article"], set()).add(member["origin"])
    for syndication in claims["syndications"]:
        for copy in syndication["copies"]:
            assert origins[copy] & origins[syndication["original"]]


def test_signals_name_existing_articles() -> None:
    signals = gold("signals")
    named = {s[key] for s in signals["orderings"] for key in ("higher", "lower")}
    named |= {s["article"] for part in ("bounds", "agreement", "flags") for s in signals[part]}
    lists = ("corroborated_by", "not_by", "conflicts_with", "updated_by")
    named |= {article for s in signals["agreement"] for key in lists for article in s.get(key, [])}
    assert named <= set(ARTICLES)


def test_hedge_spans_slice_back() -> None:
    assert [row["id"] for row in HEDGES if sliced_wrongly(row["text"], row["cues"] + row["non_cues"])] == []


def test_hedge_scopes_hold_their_cues() -> None:
    for row in HEDGES:
        for cue in row["cues"]:
            start, end = cue["scope"] or (cue["start"], cue["end"])
            assert 0 <= start <= cue["start"] < cue["end"] <= end <= len(row["text"])


def test_hedge_values_are_known() -> None:
    cues = [cue for row in HEDGES for cue in row["cues"]]
    assert {cue["kind"] for cue in cues} == set(get_args(types.HedgeKind))
    assert {cue["voice"] for cue in cues} == set(get_args(types.Voice))
    assert {cue["strength"] for cue in cues} == {1, 2, 3}


def test_hedge_sentences_are_hard_negatives_to_a_third() -> None:
    negatives = sum(not row["cues"] and bool(row["non_cues"]) for row in HEDGES)
    assert len(HEDGES) >= 300
    assert 0.3 <= negatives / len(HEDGES) <= 0.4


def test_attribution_spans_slice_back() -> None:
    assert [row["id"] for row in RELATIONS if relations_sliced_wrongly(row["text"], row["attributions"])] == []


def test_attribution_values_are_known() -> None:
    relations = [relation for row in RELATIONS for relation in row["attributions"]]
    assert {r["form"] for r in relations} == set(get_args(types.Form))
    assert {r["source_kind"] for r in relations} == set(get_args(types.SourceKind))
    assert all((r["source_kind"] == "none") == (not r["source"]) for r in relations)


def test_attribution_set_is_large_enough() -> None:
    assert len(RELATIONS) >= 60
    assert sum(len(row["attributions"]) for row in RELATIONS) >= 600
    assert len({row["style"] for row in RELATIONS}) == 6


def test_attribution_title_is_the_first_line() -> None:
    assert all(row["text"].startswith(row["title"] + "\n") for row in RELATIONS)


def test_quantity_spans_slice_back() -> None:
    assert [row for row in QUANTITIES if row["text"][row["start"] : row["end"]] != row["expression"]] == []


def test_quantity_bounds_fit_their_numbers() -> None:
    for quantity in (q for row in QUANTITIES for q in row["quantities"]):
        low, value, high = quantity["low"], quantity["value"], quantity["high"]
        assert quantity["bound"] in BOUNDS
        assert (low is None) == (quantity["bound"] in {"at_most", "less_than"})
        assert (high is None) == (quantity["bound"] in {"at_least", "more_than"})
        assert value is not None or low < high


def test_quantities_hold_hard_negatives() -> None:
    assert len(QUANTITIES) >= 200
    assert sum(not row["quantities"] for row in QUANTITIES) >= 25


@pytest.mark.parametrize("name", ["hedges/hedges.jsonl", "attribution/attribution.jsonl", "quantities.jsonl"])
def test_splits_are_halves_without_a_common_text(name: str) -> None:
    split = Counter(row["split"] for row in rows(name))
    texts = {part: {row["text"] for row in rows(name) if row["split"] == part} for part in split}
    assert abs(split["learn"] - split["test"]) <= 1
    assert texts["learn"].isdisjoint(texts["test"])
    assert len({row["id"] for row in rows(name)}) == len(rows(name))
