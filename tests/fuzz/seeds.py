"""Inputs that fuzzing starts from, all made here: small sound files of every kind, and texts in odd writing."""

from __future__ import annotations

import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hardening.disguises import DISGUISES

STORY = (
    "Ferry hits harbour wall\nBy Ana Reyes\n\nAt least 41 people were hurt when the ferry Asta Lind struck the harbour "
    "wall at Port Sella on Monday, the port authority said. “We heard a crash,” said Jon Berg, a dock worker. Critics "
    "say the pilot may have been tired; it is believed that he had clearly worked 14 hours. According to a report by "
    "the coast guard, the 3.5-million-euro ship was not speeding.\n\nAt least 41 people were hurt when the ferry Asta "
    "Lind struck the harbour wall at Port Sella on Monday. Officials declined to comment."
)
RECORD = {"text": STORY, "title": "Ferry hits harbour wall", "outlet": "Gazette", "published": "2026-03-03", "id": "a"}
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": ["NewsArticle"],
            "headline": "Ferry",
            "articleBody": STORY,
            "author": [{"name": "Ana Reyes"}, "Jon Berg"],
            "datePublished": "2026-03-03T10:00:00+01:00",
            "publisher": {"@type": "Organization", "name": "Gazette"},
        }
    ],
}
NINJS = {
    "uri": "urn:1",
    "type": "text",
    "headlines": [{"role": "main", "value": "Ferry"}],
    "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<p>{STORY}</p>"}],
    "by": "Ana Reyes",
    "versioncreated": "2026-03-03T10:00:00Z",
}
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><item><title>Ferry</title><guid>1</guid>'
    f"<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate><description>{STORY}</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><id>1</id><title>Ferry</title>'
    f'<updated>2026-03-03T10:00:00Z</updated><content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>'
)


def page(linked: str = "") -> str:
    """A whole page: metadata, navigation, an article in paragraphs, comments and a foot."""
    paragraphs = "".join(f"<p>{part}</p>" for part in STORY.split("\n"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry - Gazette</title><meta name="author" '
        'content="Ana Reyes"><meta property="og:site_name" content="Gazette"><meta property="article:published_time" '
        f'content="2026-03-03T10:00:00Z"><script type="application/ld+json">{linked}</script></head><body><nav><ul>'
        '<li><a href="/">Home</a></li></ul></nav><article><h1>Ferry hits harbour wall</h1><time datetime="2026-03-03">'
        f"</time>{paragraphs * 3}<table><tr><td>a</td></tr></table><figure><figcaption>Photo: b</figcaption></figure>"
        '</article><div class="comments"><p>First!</p></div><footer>© Gazette</footer></body></html>'
    )


def parquet() -> bytes:
    """A Parquet file of two articles."""
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": [STORY, "b"], "title": ["Ferry", None], "id": ["1", "2"]}), sink)
    return sink.getvalue()


def arrow() -> bytes:
    """An Arrow stream of two articles."""
    table = pa.table({"text": [STORY, "b"], "published": ["2026-03-03", None]})
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def warc() -> bytes:
    """A WARC file of one plain text."""
    body = STORY.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://gazette.example/1\r\n"
        "WARC-Date: 2026-03-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def manifest() -> bytes:
    """A manifest of the smallest form."""
    digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    return json.dumps({"name": "2026.11", "signals": {}, "score": {}, "files": {"a.txt": digest}}).encode()


def seeds() -> dict[str, list[bytes]]:
    """Starting inputs of each target; texts for those that are not named."""
    texts = [STORY.encode(), *(make(STORY[:300]).encode("utf-8", "surrogatepass") for make in DISGUISES.values())]
    objects = [json.dumps(item).encode() for item in (RECORD, LINKED, NINJS, [RECORD, NINJS])]
    result = json.dumps({"id": "a", "identity": "reliability|v:1"}).encode() + b"\n"
    # the reader of dates tries this one in all languages
    undated = (
        page().replace("2026-03-03T10:00:00Z", "").replace(' datetime="2026-03-03">', ">the 3rd of Marchember 2026")
    )
    pages = [undated.encode(), page().encode(), page(json.dumps(LINKED)).encode(), f"<p>{STORY}".encode()]
    edits = [bytes([i, 1, 0, 9, 3]) + b'"0' for i in range(12)] + [bytes([i, 0]) + b"{}" for i in range(12)]
    return {
        "": texts,
        "json": [*objects, b"\n".join(objects)],
        "feed": [FEED.encode(), ATOM.encode()],
        "html": [f"<p>{STORY}</p><script>x</script>".encode(), json.dumps(LINKED).encode()],
        "page": pages,
        "extraction": pages,
        "columns": [parquet(), arrow()],
        "warc": [warc(), gzip.compress(warc(), mtime=0)],
        "tables": [b"id\tlabel\na\t1\nb\t0\n", result],
        "version": edits,
        "manifest": [manifest()],
        "index": [bytes([1, 0, place, 0, 2]) + b"\xff\x00" for place in range(0, 250, 5)]
        + [b"\x00SQLite format 3\x00"],
        "sources": [b"a\tx\t1\nb\tx\t2\nc\tx\t1\na\ty\tred\nb\ty\tred\n"],
        "matching": [f"{STORY}\x00{STORY.replace('41', '36')}\x00The pier was not hit.".encode()],
    }
