"""Files, folders and standard input to articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from reliability.errors import ReliabilityError
from reliability.io.html import article_from_html
from reliability.io.jsonl import parse_json, read_jsonl
from reliability.io.record import Failure, Record
from reliability.io.text import MAX_BYTES, decode
from reliability.types import Article

TEXT = frozenset({".txt", ".text", ".md"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
JSON = frozenset({".json"})
LISTING = "articles.jsonl"


def read_paths(paths: Iterable[str | Path]) -> Iterator[Record | Failure]:
    """Articles of files, folders and ``-`` (standard input) in order; what cannot be read becomes a failure.

    A folder gives its text, HTML and JSON Lines files by name, hidden ones left out; where it holds a file
    ``articles.jsonl``, that listing alone is read.
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
    known = TEXT | HTML | LINES | JSON
    files = sorted(
        path for path in folder.iterdir() if path.suffix.lower() in known and path.name[0] != "." and path.is_file()
    )
    if not files:
        yield Failure(str(folder), f"the folder holds no article; expected files ending in {', '.join(sorted(known))}")
    for path in files:
        yield from _file(path)


def _file(path: Path) -> Iterator[Record | Failure]:
    suffix = path.suffix.lower()
    place = str(path)
    try:
        if suffix in LINES:
            with path.open("rb") as lines:
                yield from read_jsonl(lines, place, beside=path.parent)
            return
        if path.stat().st_size > MAX_BYTES:
            yield Failure(place, f"{path.stat().st_size} bytes; at most {MAX_BYTES} are allowed")
            return
        content = path.read_bytes()
        if suffix in JSON:
            yield from _json(content, place)
        elif suffix in HTML:
            yield Record(article_from_html(content, place=path.stem), place)
        else:
            yield Record(Article(decode(content), id=path.stem), place)
    except OSError as error:
        yield Failure(place, f"cannot be read: {error.strerror or error}")
    except ReliabilityError as error:
        yield Failure(place, str(error))


def _json(content: bytes, place: str) -> Iterator[Record | Failure]:
    found = parse_json(content)
    records = found if isinstance(found, list) else [found]
    for number, record in enumerate(records, start=1):
        here = f"{place}[{number}]" if isinstance(found, list) else place
        try:
            yield Record(Article.from_dict(record), here)
        except ReliabilityError as error:
            yield Failure(here, str(error))


def _standard_input() -> Iterator[Record | Failure]:
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        if content.lstrip()[:1] == b"{":
            yield from read_jsonl(content.splitlines(), "-")
        elif content.lstrip()[:1] == b"<":
            yield Record(article_from_html(content, place="-"), "-")
        else:
            yield Record(Article(decode(content), id="-"), "-")
    except ReliabilityError as error:
        yield Failure("-", str(error))
