"""A JSON object to an article, by what the object says it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reliability.io.newsarticle import article_from_linked_data, is_linked_data
from reliability.io.ninjs import article_from_ninjs, is_ninjs
from reliability.types import Article


def article_from_object(record: Any) -> Article:
    """The article in a parsed JSON value: a record of our own, schema.org JSON-LD, or an IPTC ninjs item.

    Raises:
        InputError: none of the three, or a field that cannot be used.

    Examples:
        >>> article_from_object({"@type": "NewsArticle", "articleBody": "Rain fell."}).text
        'Rain fell.'
        >>> article_from_object({"text": "Rain fell."}).text
        'Rain fell.'
    """
    if isinstance(record, Mapping) and "text" not in record:
        if is_linked_data(record):
            return article_from_linked_data(record)
        if is_ninjs(record):
            return article_from_ninjs(record)
    return Article.from_dict(record)
