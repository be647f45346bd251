"""Line kinds: content, boilerplate or metadata, from the wording of a line and of its neighbours."""

from __future__ import annotations

import re

from reliability.types import LineKind, LineRole

_DEBRIS = re.compile(
    r"(?:subscribe|sign up|newsletter|advertisement|sponsored|leave a reply|leave a comment|no comments?$|comments?$|"
    r"share (?:this|on|via)|follow us|read more|continue reading|related (?:articles|stories|posts|topics)|trending|"
    r"most read|top stories|connect with us|privacy policy|terms of (?:use|service)|cookie|all rights reserved|copyright|©|"
    r"legal disclaimer|disclaimer|without warranty|click here|submit your|only \$|would love your thoughts|notify of|"
    r"inline feedbacks|view all comments|page not found|the page you were looking for|^40[34]\b|^sorry|skip to|menu$|"
    r"log in|sign in|your email|delivered directly to your inbox|we do not accept|any responsibility or liability|"
    r"copyright\s+issues|contained in this article|videos, licenses|for informational purposes only)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|words by|reporting by|written by)\s+[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,4}(?:,.{0,60})?$", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:published|updated|posted|last updated)?:?\s*(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?.{0,30}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:editorial|published|on|by|staff|admin|author|share|print|email|tweet|facebook|twitter)$", re.IGNORECASE
)
_CAPTION = re.compile(
    r"(?:photo|image|picture|file photo|photograph|credit|caption)\b.{0,200}[:/]|.{0,300}\((?:photo|image|picture)\b",
    re.IGNORECASE,
)

Labelled = tuple[LineKind, LineRole | None]


def classify_lines(texts: list[str]) -> list[Labelled]:
    """The kind and role of each non-empty line, in order; an empty list for none.

    Args:
        texts: the folded lines.
    """
    labels: list[Labelled] = [_own_kind(text) for text in texts]
    headline = next((i for i, (kind, _) in enumerate(labels) if kind == "content"), None)
    if headline is not None and headline < len(texts) - 1 and _reads_as_headline(texts[headline]):
        labels[headline] = ("metadata", "headline")
    return _after_the_end(texts, labels)


def _own_kind(text: str) -> Labelled:
    stripped = text.strip()
    head = stripped[:400]
    if len(stripped) < 400 and _DEBRIS.search(head):
        return ("boilerplate", None)
    if len(stripped) > 160 and len(_DEBRIS.findall(stripped[:2000])) >= 2:
        return ("boilerplate", None)
    if len(stripped) < 90 and _BYLINE.match(head):
        return ("metadata", "byline")
    if len(stripped) < 60 and _DATE.match(head):
        return ("metadata", "date")
    if len(stripped) < 14 and (_LABEL.match(head) or not any(char.isalpha() for char in head)):
        return ("boilerplate", None)
    if _CAPTION.match(head):
        return ("metadata", "caption")
    return ("content", None)


def _reads_as_headline(text: str) -> bool:
    stripped = text.strip()
    return len(stripped) <= 160 and stripped[-1:] not in {".", ":", ";", ","} and len(stripped.split()) >= 3


def _after_the_end(texts: list[str], labels: list[Labelled]) -> list[Labelled]:
    """Short leftovers between boilerplate lines, and bylines after the last paragraph, are boilerplate too."""
    result = list(labels)
    for i, (kind, role) in enumerate(labels):
        if kind != "content" or role is not None or len(texts[i].split()) > 12:
            continue
        around = [labels[j][0] for j in (i - 1, i + 1) if 0 <= j < len(labels)]
        if len(texts[i].split()) <= 4 and texts[i].strip()[-1:].isalnum() and "boilerplate" in around:
            result[i] = ("boilerplate", None)
    return result
