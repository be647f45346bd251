"""Articles with outlets, bylines and datelines drawn anew, so that some share a house and some do not."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from reliability.types import Article
from reliability.versions.loader import available_versions

LATEST = available_versions()[-1]
_OUTLETS = ("Harbour Gazette", "The Harbour Gazette", "Sella Ledger", "Island Courier", None)
_BYLINES = ("By Ann Lee", "Bob Ray, Meridian Wire", "Staff", "Ann Lee and Carl Poe", "Kyodo", None, None)
_DATELINES = ("PORT SELLA (Meridian Wire) - ", "(Kyodo) - ", "", "", "")


def signed(articles: Iterable[Article], seed: int) -> list[Article]:
    """The articles with a house each; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    return [
        replace(
            article,
            text=draw.choice(_DATELINES) + article.text,
            outlet=draw.choice(_OUTLETS),
            byline=draw.choice(_BYLINES),
        )
        for article in articles
    ]
