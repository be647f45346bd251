"""Gold and found attributions of one document set against each other, as the measuring protocol defines it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Spans = tuple[tuple[int, int], ...]
_WORD = re.compile(r"\w+")
CONTENT_IOU = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """One attribution with its content as a set of word numbers."""

    source: Spans
    cue: Spans
    content: frozenset[int]
    form: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits, predictions and gold of one document for one measure."""

    hits: int
    predicted: int
    gold: int


class Words:
    """Word numbers of a text, so that spans become sets of words."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]

    def inside(self, spans: Spans) -> frozenset[int]:
        """Numbers of the words that overlap any span."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_left(self.ends, start + 1), bisect_left(self.starts, end))
        )


def item(words: Words, record: dict[str, Any]) -> Item:
    """The item of a gold record with ``source``, ``cue``, ``content`` and ``type``."""
    parts = {name: tuple((start, end) for start, end in record[name]) for name in ("source", "cue", "content")}
    return Item(parts["source"], parts["cue"], words.inside(parts["content"]), record.get("type", "indirect"))


def overlap(a: Spans, b: Spans) -> bool:
    """Whether the spans share a character, or both are empty."""
    if not a and not b:
        return True
    return any(start < other_end and other_start < end for start, end in a for other_start, other_end in b)


def iou(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared words over all words; 0.0 when both are empty."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0


def content_found(gold: Item, found: Item) -> bool:
    """Content IoU of one half or more."""
    return iou(gold.content, found.content) >= CONTENT_IOU


def related(gold: Item, found: Item) -> bool:
    """REL: content and source found and the cue overlapping."""
    return overlap(gold.source, found.source) and overlap(gold.cue, found.cue) and content_found(gold, found)


def match(gold: Sequence[Item], found: Sequence[Item], agree: Callable[[Item, Item], bool]) -> list[int]:
    """For each gold item the number of its found partner or -1; a largest one-to-one matching."""
    options = [[k for k, other in enumerate(found) if agree(one, other)] for one in gold]
    partner = [-1] * len(found)

    def place(i: int, seen: set[int]) -> bool:
        for k in options[i]:
            if k not in seen:
                seen.add(k)
                if partner[k] < 0 or place(partner[k], seen):
                    partner[k] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    result = [-1] * len(gold)
    for k, i in enumerate(partner):
        if i >= 0:
            result[i] = k
    return result


def count(gold: Sequence[Item], found: Sequence[Item], agree: Callable[[Item, Item], bool]) -> Counts:
    """Hits of the one-to-one matching with both sizes."""
    return Counts(sum(k >= 0 for k in match(gold, found, agree)), len(found), len(gold))
