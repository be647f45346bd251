from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reliability import available_versions

NEWSROOM = Path(__file__).parents[1] / "fixtures" / "newsroom"
ARTICLE = NEWSROOM / "ferry-wire.txt"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "reliability", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_score_as_json_shows_the_passages() -> None:
    done = run("score", "--format", "json", str(ARTICLE))
    (found,) = json.loads(done.stdout)
    text = ARTICLE.read_text(encoding="utf-8")
    evidence = [item for signal in found["signals"].values() for item in signal["evidence"]]
    assert done.returncode == 0
    assert evidence
    assert all(text[item["start"] : item["end"]] == item["text"] for item in evidence if len(item["text"]) < 390)


def test_standard_input_gives_the_same_bytes_as_the_file() -> None:
    content = ARTICLE.read_bytes()
    by_pipe = json.loads(run("score", "-f", "json", "-", stdin=content).stdout)
    by_file = json.loads(run("score", "-f", "json", str(ARTICLE)).stdout)
    for found in (by_pipe, by_file):
        found[0]["id"] = None
    assert by_pipe == by_file


def test_jsonl_gives_a_line_for_each_article() -> None:
    done = run("score", "-f", "jsonl", str(NEWSROOM))
    assert len(done.stdout.splitlines()) == len((NEWSROOM / "articles.jsonl").read_text().splitlines())


def test_a_corpus_streams_what_it_gives_as_one_object() -> None:
    whole = json.loads(run("corpus", "-f", "json", str(NEWSROOM)).stdout)
    lines = [json.loads(line) for line in run("corpus", "-f", "jsonl", str(NEWSROOM)).stdout.splitlines()]
    assert [line["score"] for line in lines if "score" in line] == whole["articles"]
    assert [line["outlet"] for line in lines if "outlet" in line] == whole["outlets"]
    alignment = whole["alignment"]
    assert [line["syndication"] for line in lines if "syndication" in line] == alignment["syndications"]
    clusters = [line["cluster"] for line in lines if "cluster" in line]
    assert [item["claims"] for item in clusters] == [
        [alignment["claims"][number] for number in item["claims"]] for item in alignment["clusters"]
    ]
    assert [item["independent_origins"] for item in clusters] == [
        item["independent_origins"] for item in alignment["clusters"]
    ]


def test_one_bad_file_is_reported_and_the_rest_scored(tmp_path: Path) -> None:
    done = run("score", "-f", "jsonl", str(ARTICLE), str(tmp_path / "missing.txt"), str(ARTICLE))
    assert len(done.stdout.splitlines()) == 2
    assert done.returncode == 2
    assert b"missing.txt: no such file or folder; expected" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("score",),
        ("score", "--version", "1999.01", str(ARTICLE)),
        ("score", "--format", "xml", str(ARTICLE)),
        ("nonsense",),
        ("versions", "show", "1999.01"),
        ("compare", "1999.01", "1999.02", str(ARTICLE)),
    ],
)
def test_wrong_usage_ends_with_two_and_no_traceback(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "content",
    [b"", b" \n\t", b"\x00" * 50, b"\xff\xfe\x00", b"\xed\xa0\x80", b"a" * 1_000_000, b"{", b"<html>", b"\xef\xbb\xbf"],
)
def test_bad_input_gives_a_score_or_one_clear_line(content: bytes) -> None:
    done = run("score", "-f", "json", "-", stdin=content)
    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 2}
    if done.returncode == 2:
        assert done.stderr.startswith(b"reliability: -:")


def test_table_names_the_version() -> None:
    done = run("score", str(ARTICLE))
    assert b"reliability|v:" in done.stdout.replace(b"\n", b"")


def test_help_teaches() -> None:
    assert b"Start with: reliability demo" in run("--help").stdout
    assert b"reliability corpus fixtures/newsroom" in run("corpus", "--help").stdout


def test_versions_are_listed_and_shown() -> None:
    listed = run("versions").stdout
    assert all(name.encode() in listed for name in available_versions())
    assert b"## Parameters" in run("versions", "show", available_versions()[-1]).stdout


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "scores.json"
    done = run("score", "-f", "json", "-o", str(target), str(ARTICLE))
    assert done.stdout == b""
    assert json.loads(target.read_text())[0]["signals"]


def test_an_index_is_filled_asked_and_pruned(tmp_path: Path) -> None:
    file = str(tmp_path / "claims.db")
    assert b"20 added, 0 were there already" in run("index", "add", file, str(NEWSROOM)).stdout
    assert b"0 added, 20 were there already" in run("index", "add", file, str(NEWSROOM)).stdout
    assert b"the file is sound" in run("index", "stats", file).stdout
    assert b"the file is sound" in run("index", "check", file).stdout
    assert b"0 articles removed" in run("index", "repair", file).stdout
    (line,) = run("index", "lookup", file, str(ARTICLE), "--days", "4000").stdout.splitlines()
    assert json.loads(line)["signals"]["agreement"]["features"]["claims"] > 0
    assert b"20 articles removed" in run("index", "prune", file, "2030-01-01").stdout
