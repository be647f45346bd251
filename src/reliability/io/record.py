"""What a reader yields: an article with where it came from, or why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from reliability.types import Article


@dataclass(frozen=True, slots=True)
class Record:
    """An article and the place it was read from, as ``file`` or ``file:line``."""

    article: Article
    place: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A place that could not be read, and the reason in one line."""

    place: str
    reason: str
