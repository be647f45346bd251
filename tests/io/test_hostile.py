"""Every file of the hostile sets through every reader: an answer or a typed error, nothing else."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from reliability.errors import ReliabilityError
from reliability.io.feeds import is_feed, read_feed
from reliability.io.files import read_paths
from reliability.io.fragment import text_of
from reliability.io.html import article_from_html
from reliability.io.jsonl import parse_json, read_jsonl
from reliability.io.newsarticle import nodes_in_page
from reliability.io.objects import article_from_object
from reliability.io.record import Failure, Record
from reliability.io.text import decode

HOSTILE = Path(os.environ.get("RELIABILITY_DATA") or "absent") / "dev" / "hostile"
SETS = ("blns", "feeds", "html_tokenizer_inputs", "json_parsing", "unicode_evasions", "xss_payloads")
SUFFIXES = ("txt", "html", "json", "jsonl", "xml", "parquet", "arrow", "warc", "warc.gz")

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not HOSTILE.is_dir(), reason="RELIABILITY_DATA names no measuring data"),
]


@cache
def contents(name: str) -> tuple[bytes, ...]:
    found = []
    for line in (HOSTILE / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if "base64" in row:
            found.append(base64.b64decode(row["base64"]))
        else:
            text = next(str(row[key]) for key in ("text", "html", "variant", "payload") if key in row)
            found.append(text.encode("utf-8", "surrogatepass"))
    return tuple(found)


def _feed(content: bytes) -> object:
    return list(read_feed(content, "feed")), is_feed(content)


def _object(content: bytes) -> object:
    return article_from_object(parse_json(content))


def _items(content: bytes) -> object:
    """The content as every field of each foreign record."""
    text = decode(content)
    node = {
        "@type": "NewsArticle",
        "articleBody": text,
        "headline": text,
        "author": {"name": text},
        "datePublished": text,
    }
    item = {"uri": text, "headlines": [{"value": text}], "bodies": [{"value": text}], "by": text}
    return [article_from_object(node) if text.strip() else None, article_from_object(item) if text_of(text) else None]


READERS: dict[str, Callable[[bytes], object]] = {
    "feed": _feed,
    "jsonl": lambda content: list(read_jsonl(content.splitlines(), "in")),
    "object": _object,
    "items": _items,
    "fragment": lambda content: text_of(decode(content)),
    "linked_data": lambda content: nodes_in_page(
        f'<script type="application/ld+json">{decode(content)}</script>{decode(content)}'
    ),
}


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("name", SETS)
def test_a_reader_answers(name: str, reader: str) -> None:
    strange = []
    for content in contents(name):
        try:
            READERS[reader](content)
        except ReliabilityError:
            continue
        except Exception as error:  # that is the question
            strange.append((type(error).__name__, content[:80]))
    assert strange == []


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", SETS)
def test_a_file_answers(tmp_path: Path, name: str, suffix: str) -> None:
    """Twenty files of each set under each suffix; pages are joined to one, for each costs a process."""
    chosen = contents(name)[:: max(1, len(contents(name)) // 20)]
    for number, content in enumerate([b"\n".join(chosen)] if suffix == "html" else chosen):
        (tmp_path / f"{number}.{suffix}").write_bytes(content)
    items = list(read_paths(sorted(tmp_path.iterdir())))
    assert all(isinstance(item, Record | Failure) for item in items)


def test_one_page_of_all_markup() -> None:
    page = b"<html><body>" + b"\n".join(contents("html_tokenizer_inputs") + contents("xss_payloads"))
    with suppress(ReliabilityError):  # either answer is right
        assert isinstance(article_from_html(page).text, str)
