"""RSS and Atom feeds to articles, by feedparser on bytes that are at hand; nothing is fetched."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from reliability.errors import InputError, InputTooLargeError, MissingExtraError, ReliabilityError
from reliability.io.fragment import text_of
from reliability.io.record import Failure, Record
from reliability.types import Article

MAX_BYTES = 8 * 1024 * 1024
_OPENING = re.compile(rb"<(?:\?xml|!--|rss|feed|rdf:rdf|channel|[a-z]{1,10}:(?:feed|rdf))", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[a-z0-9]{1,10}:)?(?:rss|feed|rdf|channel|cdf)[\s>]", re.IGNORECASE)


def is_feed(content: bytes) -> bool:
    """Whether the content looks like a feed: its first tag or declaration, and a feed's root near the start."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return _OPENING.match(head) is not None and _ROOT.search(head) is not None


def read_feed(content: bytes, place: str) -> Iterator[Record | Failure]:
    """The entries of a feed as articles; an entry without text becomes a failure that names it.

    Needs the extra ``feeds``. Dates that are not understood are left out. Entity declarations are not expanded.

    Args:
        content: the feed.
        place: name of the file or stream, for messages.

    Raises:
        MissingExtraError: feedparser is not installed.
        InputTooLargeError: more than 8 MiB.
        InputError: no feed, or one without entries.
    """
    if find_spec("feedparser") is None:
        raise MissingExtraError("reading feeds", "feeds")
    if len(content) > MAX_BYTES:
        raise InputTooLargeError(f"the feed has {len(content)} bytes; at most {MAX_BYTES} are allowed")
    feed = _parse(content)
    entries = feed.get("entries") or []
    if not entries:
        raise InputError("the feed holds no entries; expected RSS or Atom")
    outlet = _text(feed.get("feed", {}).get("title"))
    for number, entry in enumerate(entries, start=1):
        try:
            yield Record(_article(entry, outlet), f"{place}[{number}]")
        except ReliabilityError as error:
            yield Failure(f"{place}[{number}]", str(error))


def _parse(content: bytes) -> Mapping[str, Any]:
    import feedparser  # noqa: PLC0415 - an extra

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the feed, for people who write parsers
            # A stream, never the bytes themselves: feedparser takes bytes for a file's name first.
            found: Mapping[str, Any] = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False)
    except Exception as error:  # feedparser promises no error and raises several
        raise InputError(f"the feed could not be read: {type(error).__name__}") from None
    return found


def _article(entry: dict[str, Any], outlet: str | None) -> Article:
    bodies = [item.get("value") for item in entry.get("content") or [] if isinstance(item, Mapping)]
    texts = [text_of(body) for body in (*bodies, entry.get("summary")) if isinstance(body, str)]
    text = max(texts, key=len, default="")
    if not text:
        raise InputError("the entry holds no text")
    source = entry.get("source")
    authors = [_text(author.get("name")) for author in entry.get("authors") or [] if isinstance(author, Mapping)]
    return Article(
        text,
        title=_text(entry.get("title")),
        outlet=(_text(source.get("title")) if isinstance(source, Mapping) else None) or outlet,
        byline=", ".join(name for name in authors if name) or _text(entry.get("author")),
        url=_text(entry.get("link")),
        # feedparser's own get puts one date in the other's place, with a warning for whoever reads the feed
        published=_moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")),
        id=_text(entry.get("id")) or _text(entry.get("link")),
    )


def _text(value: object) -> str | None:
    return " ".join(text_of(value).split()) or None if isinstance(value, str) else None


def _moment(value: Any) -> str | None:
    try:
        seconds = calendar.timegm(value)
        return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).isoformat() + "Z"
    except (TypeError, ValueError, OverflowError):
        return None
