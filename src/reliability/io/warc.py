"""WARC files to articles, record by record in constant memory, by warcio."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from reliability.errors import InputError, InputTooLargeError, MissingExtraError, ReliabilityError
from reliability.io.html import MAX_BYTES, article_from_html
from reliability.io.record import Failure, Record
from reliability.io.text import decode
from reliability.types import Article

_KINDS = frozenset(["response", "resource", "conversion"])


def read_warc(path: Path) -> Iterator[Record | Failure]:
    """The pages of a WARC or ARC file, packed or not; other records (images, requests) are passed over.

    Needs the extras ``warc`` and, for pages, ``html``. A damaged record ends the file with a failure, for what comes
    after it cannot be found.

    Raises:
        MissingExtraError: warcio is not installed.
    """
    if find_spec("warcio") is None:
        raise MissingExtraError("reading WARC files", "warc")
    with path.open("rb") as stream:
        yield from _records(stream, str(path))


def _records(stream: BinaryIO, place: str) -> Iterator[Record | Failure]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra

    number = 0
    try:
        for record in ArchiveIterator(stream, arc2warc=True):
            number += 1
            address = record.rec_headers.get_header("WARC-Target-URI")
            kind = _media_type(record)
            if record.rec_type not in _KINDS or kind not in {"text/html", "application/xhtml+xml", "text/plain"}:
                continue
            here = f"{place}[{number}]"
            try:
                yield Record(_article(record, kind, address), here)
            except ReliabilityError as error:
                yield Failure(here, str(error))
    except Exception as error:  # warcio raises whatever a damaged record runs into
        yield Failure(
            f"{place}[{number + 1}]", f"not a readable WARC record: {type(error).__name__}: {str(error)[:100]}"
        )


def _article(record: Any, kind: str, address: str | None) -> Article:
    content = record.content_stream().read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InputTooLargeError(f"the page has more than {MAX_BYTES} bytes")
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if not str(status).startswith("2"):
        raise InputError(f"the page was answered with status {str(status)[:10]}")
    if kind == "text/plain":
        return Article(decode(content), url=address, id=address)
    found = article_from_html(content, place=address)
    return Article(
        found.text,
        title=found.title,
        outlet=found.outlet,
        byline=found.byline,
        url=found.url or address,
        published=found.published,
        id=address,
    )


def _media_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
