from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reliability.errors import InputError
from reliability.io.files import read_paths
from reliability.io.ninjs import article_from_ninjs, is_ninjs
from reliability.io.record import Record

HOSTILE = Path(os.environ.get("RELIABILITY_DATA") or "absent") / "dev" / "hostile" / "ninjs"
NEWS = sorted(HOSTILE.glob("*.json")) if HOSTILE.is_dir() else []
ITEM: dict[str, Any] = {
    "uri": "https://wire.example/items/1",
    "type": "text",
    "versionCreated": "2026-03-02T10:00:00Z",
    "by": "Ana Reyes",
    "headlines": [{"role": "short", "value": "Pier"}, {"role": "main", "value": "Council approves pier"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "The council approved the pier. Work starts in May."},
        {
            "role": "rich",
            "contentType": "application/xhtml+xml",
            "value": "<p>The council approved the pier.</p><p>Work starts in May.</p>",
        },
    ],
    "infoSources": [{"name": "Harbour Wire"}],
}
OLD: dict[str, Any] = {
    "uri": "urn:old",
    "versioncreated": "2026-03-02T10:00:00Z",
    "by": "Ana Reyes",
    "headlines": [{"value": "Council approves pier"}],
    "bodies": [{"contenttype": "text/html", "value": "<p>The council approved the pier.</p>"}],
    "copyrightholder": "Harbour Wire",
}


@pytest.mark.parametrize("item", [ITEM, OLD], ids=["3.x", "2.x"])
def test_headline_byline_date_and_outlet(item: dict[str, Any]) -> None:
    article = article_from_ninjs(item)
    found = (article.title, article.byline, article.published, article.outlet)
    assert found == ("Council approves pier", "Ana Reyes", "2026-03-02T10:00:00Z", "Harbour Wire")


def test_the_body_with_paragraphs_is_taken() -> None:
    assert article_from_ninjs(ITEM).text == "The council approved the pier.\n\nWork starts in May."


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"random": 1}, "random"),
        ({"uri": None}, "uri"),
        ({"uri": 5}, "uri"),
        ({"by": ["Ana"]}, "by"),
        ({"versionCreated": "soon"}, "versioncreated"),
        ({"headlines": "Pier"}, "headlines"),
        ({"headlines": ["Pier"]}, "headlines"),
        ({"bodies": [{"value": 5}]}, "bodies"),
        ({"bodies": []}, "bodies"),
        ({"urgency": 0.1}, "urgency"),
        ({"urgency": True}, "urgency"),
        ({"urgency": 11}, "urgency"),
        ({"digitalSourceType": "bad"}, "digitalsourcetype"),
        ({"rightsInfo": {"linkedRights": "a", "encodedRights": "b"}}, "rightsinfo"),
        ({"type": "event"}, "type"),
    ],
)
def test_a_bad_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError, match=field):
        article_from_ninjs({**ITEM, **change})


def test_an_extension_may_add_fields() -> None:
    standard = {"schema": "https://wire.example/ninjs-extension.json"}
    assert article_from_ninjs({**ITEM, "standard": standard, "ours": 1}).byline == "Ana Reyes"


def test_our_own_records_are_no_ninjs() -> None:
    assert not is_ninjs({"text": "a", "uri": "urn:1", "headlines": []})


@pytest.mark.data
@pytest.mark.skipif(not NEWS, reason="RELIABILITY_DATA names no measuring data")
@pytest.mark.parametrize("path", NEWS, ids=[path.name for path in NEWS])
def test_published_items(path: Path) -> None:
    content = json.loads(path.read_text("utf-8"))
    rows = content if isinstance(content, list) else [content]
    items = list(read_paths([path]))
    assert len(items) == len(rows)
    for row, item in zip(rows, items, strict=True):
        lower = {name.lower(): value for name, value in row.items()}
        without = not lower.get("bodies") or row.get("type") in {"event", "planning"}
        assert isinstance(item, Record) == (not without and "should_fail" not in path.name)
        if isinstance(item, Record):
            assert item.article.text
            assert (item.article.title is None) == (not lower.get("headlines") and not lower.get("title"))
            assert item.article.byline == lower.get("by")
            assert (item.article.date is None) == ("versioncreated" not in lower)
