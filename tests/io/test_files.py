from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.errors import InputError
from reliability.io.files import read_paths
from reliability.io.jsonl import read_jsonl
from reliability.io.labels import read_labels
from reliability.io.record import Failure, Record
from reliability.io.text import decode


def texts(items: list[Record | Failure]) -> list[str]:
    return [item.article.text if isinstance(item, Record) else f"failed: {item.place}" for item in items]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain", "plain"),
        ("café".encode(), "café"),
        (b"caf\xe9", "café"),
        (b"\xef\xbb\xbfwith a mark", "with a mark"),
        ("wide".encode("utf-16"), "wide"),
        ("wider".encode("utf-32"), "wider"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (b"", ""),
        (b"nul \x00 byte", "nul \x00 byte"),
    ],
)
def test_decode(content: bytes, text: str) -> None:
    assert decode(content) == text


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(content: bytes) -> None:
    try:
        found = decode(content)
    except InputError as error:
        found = str(error)
    assert isinstance(found, str)


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("second")
    (tmp_path / "a.txt").write_text("first")
    (tmp_path / ".hidden.txt").write_text("hidden")
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    assert texts(list(read_paths([tmp_path]))) == ["first", "second"]


def test_a_listing_stands_for_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("body of a")
    (tmp_path / "other.txt").write_text("not listed")
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "a", "file": "a.txt", "outlet": "Post"}) + "\n")
    (item,) = read_paths([tmp_path])
    assert isinstance(item, Record)
    assert (item.article.id, item.article.outlet, item.article.text) == ("a", "Post", "body of a")


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "..", ""])
def test_a_listing_reads_no_other_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "articles.jsonl").write_text(json.dumps({"file": name}) + "\n")
    (item,) = read_paths([tmp_path])
    assert isinstance(item, Failure)


def test_one_broken_line_loses_no_neighbour(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"text": "one"}\n{broken\n\n[1]\n{"text": 5}\n{"text": "two"}\n')
    assert texts(list(read_paths([path]))) == [
        "one",
        f"failed: {path}:2",
        f"failed: {path}:4",
        f"failed: {path}:5",
        "two",
    ]


def test_deeply_nested_json_is_refused() -> None:
    (item,) = read_jsonl([b"[" * 200_000], "in")
    assert isinstance(item, Failure)


@pytest.mark.parametrize("make", [lambda p: p / "missing.txt", lambda p: p])
def test_what_cannot_be_read_is_named(tmp_path: Path, make: object) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    (item,) = read_paths([path])
    assert isinstance(item, Failure)
    assert str(path) == item.place
    assert "expected" in item.reason


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"Plain words.", ["Plain words."]), (b'{"text": "a"}\n{"text": "b"}\n', ["a", "b"]), (b"", [""])],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, expected: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert texts(list(read_paths(["-"]))) == expected


def test_html_goes_through_the_extractor(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="needs the extra html")
    body = "".join(f"<p>The harbour council met on day {i} and approved the plan for pier {i}.</p>" for i in range(12))
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><title>Council meets</title></head><body><nav>Menu</nav><article>{body}</article></body></html>"
    )
    (item,) = read_paths([path])
    assert isinstance(item, Record)
    assert "approved the plan for pier 3" in item.article.text
    assert item.article.title == "Council meets"


def test_labels(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("id\tlabel\na\t1\nb\t0\n")
    assert read_labels(path, ["b", "a", "c", None]) == [0, 1, None, None]


def test_a_bad_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("a\tyes\n")
    with pytest.raises(InputError, match=r"labels.tsv:1: expected an identifier, a tab and 0 or 1"):
        read_labels(path, ["a"])
