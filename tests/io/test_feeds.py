from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reliability.errors import InputError, InputTooLargeError, MissingExtraError, ReliabilityError
from reliability.io.feeds import MAX_BYTES, is_feed, read_feed
from reliability.io.files import read_paths
from reliability.io.record import Failure, Record
from reliability.scoring import Scorer

HOSTILE = Path(os.environ.get("RELIABILITY_DATA") or "absent") / "dev" / "hostile" / "feeds.jsonl"
RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Gazette</title>
<item><title>Council &amp; pier</title><link>https://gazette.example/1</link><dc:creator>Ana Reyes</dc:creator>
<pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The council approved the pier.</p><p>Work starts in May.</p>]]></content:encoded></item>
<item><title>No text</title></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><id>urn:1</id><title>Ferry</title>
<author><name>Bo Lind</name></author><updated>2026-03-02T10:00:00Z</updated>
<content type="html">&lt;p&gt;The ferry sank.&lt;/p&gt;</content></entry></feed>"""


def test_rss() -> None:
    first, second = read_feed(RSS, "feed.xml")
    assert isinstance(first, Record)
    article = first.article
    assert (article.title, article.outlet, article.byline, article.url, article.published, article.text) == (
        "Council & pier",
        "Harbour Gazette",
        "Ana Reyes",
        "https://gazette.example/1",
        "2026-03-02T09:00:00Z",
        "The council approved the pier.\n\nWork starts in May.",
    )
    assert second == Failure("feed.xml[2]", "the entry holds no text")


def test_atom() -> None:
    (item,) = read_feed(ATOM, "feed")
    assert isinstance(item, Record)
    assert (item.article.id, item.article.byline, item.article.text) == ("urn:1", "Bo Lind", "The ferry sank.")


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed.html"])
def test_a_file_is_known_as_a_feed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(RSS)
    assert [type(item) for item in read_paths([tmp_path / name])] == [Record, Failure]


@pytest.mark.parametrize(
    ("content", "feed"),
    [(RSS, True), (ATOM, True), (b"<html><body>rss</body></html>", False), (b"", False), (b"text", False)],
)
def test_is_feed(content: bytes, feed: bool) -> None:
    assert is_feed(content) == feed


@pytest.mark.parametrize("content", [b"", b"/etc/passwd", b"https://gazette.example/feed", b"\xff\x00", b"<rss>"])
def test_what_is_no_feed_is_said_and_nothing_is_opened(content: bytes) -> None:
    with pytest.raises(InputError):
        list(read_feed(content, "feed"))


def test_entities_are_not_expanded() -> None:
    lines = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{lines}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    item = "<item><title>a</title><description>x &l9; &f;</description></item>"
    found = list(read_feed(f"{bomb}<rss><channel>{item}</channel></rss>".encode(), "feed"))
    texts = [item.article.text for item in found if isinstance(item, Record)]
    assert all(len(text) < 1000 and "root:" not in text for text in texts)


def test_a_huge_feed_is_refused() -> None:
    with pytest.raises(InputTooLargeError):
        list(read_feed(b" " * (MAX_BYTES + 1), "feed"))


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reliability.io.feeds.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"reliability\[feeds\]"):
        list(read_feed(RSS, "feed"))


def _published() -> Iterator[bytes]:
    for line in HOSTILE.read_text("utf-8").splitlines():
        yield base64.b64decode(json.loads(line)["base64"])


@pytest.mark.data
@pytest.mark.skipif(not HOSTILE.is_file(), reason="RELIABILITY_DATA names no measuring data")
def test_published_feeds_raise_nothing_else() -> None:
    scorer = Scorer()
    read = 0
    for content in _published():
        try:
            for item in read_feed(content, "feed"):
                if isinstance(item, Record):
                    read += 1
                    scorer.score(item.article)
        except ReliabilityError:
            continue
    assert read > 100
