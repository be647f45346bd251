"""Text with overlapping evidence as a flat run of segments, for pages that mark passages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reliability.types import Evidence, Line

LONGEST_TEXT = 60_000  # characters of one article that a page shows; the figures always cover the whole text


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same evidence."""

    text: str
    signals: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article with its kind and its segments."""

    kind: str
    role: str
    segments: tuple[Segment, ...]


def paragraphs(text: str, lines: Sequence[Line], evidence: Sequence[Evidence]) -> list[Paragraph]:
    """The lines of a text cut wherever evidence begins or ends; characters that cannot be shown become U+FFFD."""
    order = sorted(evidence, key=lambda item: (item.span.start, item.span.end))
    starts = [item.span.start for item in order]
    open_items: list[Evidence] = []
    result = []
    place = 0
    for line in lines:
        low, high = line.span[0], min(line.span[1], LONGEST_TEXT)
        if low >= high:
            break
        following = bisect_left(starts, high)
        here = [item for item in (*open_items, *order[place:following]) if item.span.end > low]
        place = max(place, following)
        result.append(Paragraph(line.kind, line.role or "", tuple(_segments(text, low, high, here))))
        open_items = [item for item in here if item.span.end > high]
    return result


def _segments(text: str, low: int, high: int, here: Sequence[Evidence]) -> Iterator[Segment]:
    """The stretches of ``[low, high)``, each under the same evidence; ``here`` is in the order of its starts."""
    cuts = sorted({low, high, *(min(max(edge, low), high) for item in here for edge in item.span)})
    over: list[Evidence] = []
    place = 0
    for start, end in pairwise(cuts):
        over = [item for item in over if item.span.end > start]
        while place < len(here) and here[place].span.start <= start:
            over.append(here[place])
            place += 1
        yield _segment(text, start, end, [item for item in over if item.span.end >= end])


def _segment(text: str, start: int, end: int, over: Sequence[Evidence]) -> Segment:
    notes = dict.fromkeys(
        f"{item.signal}: {item.kind.replace('_', ' ')}" + (f" ({item.note})" if item.note else "") for item in over
    )
    return Segment(
        printable(text[start:end]), tuple(dict.fromkeys(item.signal for item in over)), printable("\n".join(notes))
    )


def printable(text: str) -> str:
    """The text with lone surrogates and control characters replaced, so that it can be written as UTF-8."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\t \u00a0" else "\ufffd" for char in text)
