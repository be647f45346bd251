"""Files, folders and standard input to articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from reliability.errors import ReliabilityError
from reliability.io.columns import ARROW, PARQUET, read_columns
from reliability.io.feeds import is_feed, read_feed
from reliability.io.html import article_from_html
from reliability.io.jsonl import parse_json, read_jsonl
from reliability.io.objects import article_from_object
from reliability.io.record import Failure, Record
from reliability.io.text import MAX_BYTES, decode
from reliability.io.warc import read_warc
from reliability.types import Article

TEXT = frozenset({".txt", ".text", ".md"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
JSON = frozenset({".json", ".jsonld"})
FEEDS = frozenset({".rss", ".atom", ".rdf", ".xml"})
WARC = (".warc", ".warc.gz", ".wet", ".wet.gz", ".arc", ".arc.gz")
KNOWN = TEXT | HTML | LINES | JSON | FEEDS | PARQUET | ARROW
LISTING = "articles.jsonl"


def read_paths(paths: Iterable[str | Path]) -> Iterator[Record | Failure]:
    """Articles of files, folders and ``-`` (standard input) in order; what cannot be read becomes a failure.

    The suffix says how a file is read: text, HTML, JSON (our records, schema.org JSON-LD, ninjs), JSON Lines, RSS and
    Atom, Parquet and Arrow, WARC. A folder gives its files of these kinds by name, hidden ones left out; where it
    holds a file ``articles.jsonl``, that listing alone is read.
    """
    for path in paths:
        if str(path) == "-":
            yield from _standard_input()
        else:
            yield from _path(Path(path))


def _path(path: Path) -> Iterator[Record | Failure]:
    try:
        if path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield Failure(
                str(path), "no such file or folder; expected a text, HTML or JSON Lines file, or a folder of them"
            )
        else:
            yield from _file(path)
    except (OSError, ValueError) as error:
        yield Failure(str(path)[:200], f"cannot be opened: {error}")


def _folder(folder: Path) -> Iterator[Record | Failure]:
    if (folder / LISTING).is_file():
        yield from _file(folder / LISTING)
        return
    files = sorted(path for path in folder.iterdir() if _is_known(path) and path.name[0] != "." and path.is_file())
    if not files:
        known = ", ".join(sorted((*KNOWN, *WARC)))
        yield Failure(str(folder), f"the folder holds no article; expected files ending in {known}")
    for path in files:
        yield from _file(path)


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in KNOWN or path.name.lower().endswith(WARC)


def _file(path: Path) -> Iterator[Record | Failure]:
    place = str(path)
    try:
        if path.suffix.lower() in LINES:
            with path.open("rb") as lines:
                yield from read_jsonl(lines, place, beside=path.parent)
        elif path.suffix.lower() in PARQUET | ARROW:
            yield from read_columns(path)
        elif path.name.lower().endswith(WARC):
            yield from read_warc(path)
        elif path.stat().st_size > MAX_BYTES:
            yield Failure(place, f"{path.stat().st_size} bytes; at most {MAX_BYTES} are allowed")
        else:
            yield from _whole(path.read_bytes(), path.suffix.lower(), place, path.stem)
    except OSError as error:
        yield Failure(place, f"cannot be read: {error.strerror or error}")
    except ReliabilityError as error:
        yield Failure(place, str(error))


def _whole(content: bytes, suffix: str, place: str, name: str) -> Iterator[Record | Failure]:
    """The articles of a file that is read at once."""
    if suffix in JSON:
        yield from _json(content, place)
    elif suffix in FEEDS or (suffix in HTML and is_feed(content)):
        yield from read_feed(content, place)
    elif suffix in HTML:
        yield Record(article_from_html(content, place=name), place)
    else:
        yield Record(Article(decode(content), id=name), place)


def _json(content: bytes, place: str) -> Iterator[Record | Failure]:
    found = parse_json(content)
    records = found if isinstance(found, list) else [found]
    for number, record in enumerate(records, start=1):
        here = f"{place}[{number}]" if isinstance(found, list) else place
        try:
            yield Record(article_from_object(record), here)
        except ReliabilityError as error:
            yield Failure(here, str(error))


def _standard_input() -> Iterator[Record | Failure]:
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    try:
        if start == b"{" and not _is_one_value(content):
            yield from read_jsonl(content.splitlines(), "-")
        elif start in (b"{", b"["):
            yield from _json(content, "-")
        elif start == b"<":
            yield from _whole(content, ".xml" if is_feed(content) else ".html", "-", "-")
        else:
            yield Record(Article(decode(content), id="-"), "-")
    except ReliabilityError as error:
        yield Failure("-", str(error))


def _is_one_value(content: bytes) -> bool:
    """Whether this is one JSON value over several lines, and no JSON Lines."""
    if b"\n" not in content.strip():
        return False
    try:
        parse_json(content)
    except ReliabilityError:
        return False
    return True
