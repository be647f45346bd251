"""schema.org news articles in JSON-LD, alone or inside a page.

Reference: https://schema.org/NewsArticle and the types below it; https://www.w3.org/TR/json-ld11/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from reliability.errors import InputError
from reliability.io.fields import lenient_moment
from reliability.io.fragment import text_of
from reliability.types import Article

TYPES = frozenset(
    [
        "Article",
        "AdvertiserContentArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "NewsArticle",
        "OpinionNewsArticle",
        "Report",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "SatiricalArticle",
    ]
)
_DEEPEST = 8  # levels of lists and graphs that are searched for an article
_SCRIPT = "<script"
_KIND = "application/ld+json"


def is_linked_data(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is JSON-LD."""
    return "@context" in record or "@graph" in record or "@type" in record


def article_from_linked_data(value: Any) -> Article:
    """The first news article in a JSON-LD value.

    Raises:
        InputError: no article in it, or one without ``articleBody``.

    Examples:
        >>> record = {"@type": "NewsArticle", "articleBody": "Rain fell.", "author": {"name": "A. Lee"}}
        >>> article_from_linked_data(record).byline
        'A. Lee'
    """
    for node in news_nodes(value):
        fields = fields_of(node)
        if fields["text"]:
            return Article(**fields)
        raise InputError("articleBody is missing or empty; an article needs its text there")
    raise InputError(f"no article in this JSON-LD; expected an object whose @type is one of {', '.join(sorted(TYPES))}")


def fields_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an Article that a JSON-LD article gives; a date that is not understood is left out."""
    body = _text(node.get("articleBody")) or _text(node.get("text")) or ""
    address = _text(node.get("url")) or _text(_first(node.get("mainEntityOfPage")), "@id") or _text(node.get("@id"))
    identifier = _text(node.get("identifier")) or _text(node.get("@id")) or address
    return {
        "text": text_of(body) if _has_markup(body) else body,
        "title": _text(node.get("headline")) or _text(node.get("name")),
        "outlet": ", ".join(_names(node.get("publisher"))) or None,
        "byline": ", ".join(_names(node.get("author"))) or None,
        "url": address,
        "published": lenient_moment(_text(node.get("datePublished"))) or lenient_moment(_text(node.get("dateCreated"))),
        "id": identifier,
    }


def news_nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The news articles in lists, graphs and main entities, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:1000]:
            yield from news_nodes(item, depth + 1)
    elif isinstance(value, Mapping):
        kinds = value.get("@type")
        names = [kind.rpartition("/")[2].rpartition(":")[2] for kind in _list(kinds) if isinstance(kind, str)]
        if TYPES & set(names):
            yield value
        for key in ("@graph", "mainEntity", "itemListElement", "item"):
            yield from news_nodes(value.get(key), depth + 1)


def nodes_in_page(page: str) -> list[Mapping[str, Any]]:
    """The news articles in the JSON-LD scripts of a page; broken scripts are passed over.

    Examples:
        >>> page = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rain"}</script>'
        >>> nodes_in_page(page)[0]["headline"]
        'Rain'
    """
    found: list[Mapping[str, Any]] = []
    lower = page.lower() if len(page.lower()) == len(page) else page
    start = lower.find(_SCRIPT)
    while start >= 0 and len(found) < 100:
        opened = lower.find(">", start)
        closed = lower.find("</script", opened)
        if opened < 0 or closed < 0:
            break
        if _KIND in lower[start:opened]:
            with suppress(ValueError, RecursionError):
                found.extend(news_nodes(json.loads(page[opened + 1 : closed], strict=False)))
        start = lower.find(_SCRIPT, closed)
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any, key: str = "@value") -> str | None:
    """The string in a value, which may be a list, or an object that holds it under ``key``."""
    value = _first(value)
    if isinstance(value, Mapping):
        value = value.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _names(value: Any) -> list[str]:
    names = [_text(item.get("name")) if isinstance(item, Mapping) else _text(item) for item in _list(value)[:50]]
    return [name for name in names if name and not name.startswith(("http://", "https://"))]


def _has_markup(body: str) -> bool:
    return "</" in body or "<p>" in body or "<br" in body or "&lt;" in body or "&amp;" in body or "&quot;" in body
