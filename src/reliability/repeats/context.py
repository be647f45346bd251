"""What stands around the two passages of a repeat: the numbers that tell a defect from a legitimate repeat."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from reliability.types import Document, Line

NAMES = (
    "log_words",
    "identity",
    "exact",
    "quoted_first",
    "quoted_copy",
    "mark_beside_first",
    "mark_beside_copy",
    "speech_beside_first",
    "speech_beside_copy",
    "post_beside",
    "reference_beside",
    "caption",
    "boilerplate",
    "early_first",
    "log_distance",
    "adjacent",
    "line_first",
    "line_copy",
    "starts_sentence_first",
    "starts_sentence_copy",
    "ends_sentence_first",
    "ends_sentence_copy",
    "several_lines",
    "share_of_article",
    "list_like",
    "short_lines",
    "one_whole_line_one_inside",
    "inside_both",
    "inside_and_long",
    "punctuation_beside",
    "open_end",
    "notice",
)
_SPEECH = frozenset(
    [
        *("said", "says", "say", "told", "tells", "tweeted", "wrote", "writes", "added", "asked", "replied", "posted"),
        *("stated", "declared", "claimed", "argued", "according", "responded", "explained", "recalled", "testified"),
        *("tweet", "statement", "quote", "quoted", "host", "co-host", "anchor", "read", "reads"),
    ]
)
_POST = frozenset(
    ["pic", "https", "http", "t.co", "twitter.com", "pic.twitter.com", "twitter", "facebook", "instagram"]
)
_PICTURE = frozenset(["getty", "reuters", "afp", "ap", "photo", "file", "image", "pictured", "caption"])
# Words of notices to readers; a line with three different ones is a notice.
_NOTICE = frozenset(
    "subscribe subscriber subscribers subscription unsubscribe newsletter newsletters inbox privacy javascript cookies"
    " browser donate donation advertisement promotional offers sign signing email emails click download journalism reader"
    " readers our your".split()
)
_BESIDE = 12  # tokens looked at on either side


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a repeat as a half-open range of the document's tokens."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Positions in a document that every repeat of it is compared with."""

    document: Document
    quoted: npt.NDArray[np.int32]
    line_starts: list[int]
    sentence_starts: list[int]
    content: int

    @classmethod
    def of(cls, document: Document) -> Surroundings:
        """The surroundings for all repeats of one document."""
        depth = np.zeros(len(document.words) + 1, dtype=np.int32)
        for quotation in document.quotations:
            if quotation.depth == 0 and (quotation.closed or not quotation.single):
                depth[quotation.first] = 1
                depth[quotation.first + 1 : quotation.last] = 1
        return cls(
            document,
            np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(depth, dtype=np.int32))),
            [line.first for line in document.lines],
            [first for first, _ in document.sentence_tokens],
            sum(line.last - line.first for line in document.lines if line.kind == "content") or 1,
        )

    def quoted_share(self, passage: Passage) -> float:
        """Share of a passage's tokens inside quotation marks."""
        inside = int(self.quoted[passage.last] - self.quoted[passage.first])
        return inside / (passage.last - passage.first)


def describe(
    around: Surroundings, first: Passage, copy: Passage, *, words: int, identity: float, siblings: int
) -> tuple[float, ...]:
    """The numbers named in ``NAMES`` for one repeat.

    Args:
        around: the surroundings of its document.
        first: the earlier passage.
        copy: the later passage.
        words: number of words in the longer passage.
        identity: share of its words that match.
        siblings: other repeats whose passages stand in lines next to these.
    """
    lower = around.document.lower
    starts = [_starts_sentence(around, side) for side in (first, copy)]
    ends = [_ends_sentence(around, side) for side in (first, copy)]
    lines = [_line_share(around, side) for side in (first, copy)]
    beside = [_beside(lower, side) for side in (first, copy)]
    kinds = [_line_of(around, side).kind for side in (first, copy)]
    caption = max(_caption(around, side) for side in (first, copy))
    distance = max(0, copy.first - first.last)
    inside = not (starts[1] and ends[1]) and not (starts[0] and ends[0])
    return (
        float(np.log(words)),
        identity,
        float(identity > 0.995),
        around.quoted_share(first),
        around.quoted_share(copy),
        _mark_beside(lower, first),
        _mark_beside(lower, copy),
        float(bool(_SPEECH & beside[0])),
        float(bool(_SPEECH & beside[1])),
        float(bool(_POST & (beside[0] | beside[1])) or any(_handle(lower, side) for side in (first, copy))),
        float("[" in beside[0] and "[" in beside[1]),
        caption,
        float("boilerplate" in kinds),
        float(first.first < 60),
        float(np.log1p(distance)),
        float(distance <= 3),
        lines[0],
        lines[1],
        starts[0],
        starts[1],
        ends[0],
        ends[1],
        float(_lines_spanned(around, copy) > 1),
        (copy.last - copy.first) / around.content,
        float(siblings >= 2),
        _short_lines(around, first, copy),
        float((lines[0] > 0.9) != (lines[1] > 0.9)),
        float(inside),
        float(inside and words >= 12),
        sum(_punctuation_beside(lower, side) for side in (first, copy)),
        _open_end(around, first, copy),
        float(any(_notice(around, side) for side in (first, copy))),
    )


def _line_of(around: Surroundings, passage: Passage) -> Line:
    return around.document.lines[max(0, bisect_left(around.line_starts, passage.first + 1) - 1)]


def _line_share(around: Surroundings, passage: Passage) -> float:
    line = _line_of(around, passage)
    return min(1.0, (passage.last - passage.first) / (line.last - line.first))


def _lines_spanned(around: Surroundings, passage: Passage) -> int:
    return bisect_left(around.line_starts, passage.last) - bisect_left(around.line_starts, passage.first + 1) + 1


def _starts_sentence(around: Surroundings, passage: Passage) -> float:
    place = bisect_left(around.sentence_starts, passage.first + 1) - 1
    return float(passage.first - around.sentence_starts[max(0, place)] <= 1)


def _ends_sentence(around: Surroundings, passage: Passage) -> float:
    place = bisect_left(around.sentence_starts, passage.last)
    end = around.sentence_starts[place] if place < len(around.sentence_starts) else len(around.document.words)
    return float(end - passage.last <= 2 or around.document.words[min(passage.last, end - 1)][0] in '.!?"')


def _beside(lower: Sequence[str], passage: Passage) -> frozenset[str]:
    before = lower[max(0, passage.first - _BESIDE) : passage.first]
    return frozenset(before) | frozenset(lower[passage.last : passage.last + _BESIDE])


def _handle(lower: Sequence[str], passage: Passage) -> bool:
    """Whether an account such as ``(@name)`` follows, as below an embedded post."""
    after = lower[max(passage.first, passage.last - _BESIDE) : passage.last + _BESIDE]
    return any(word == "(" and following == "@" for word, following in pairwise(after))


def _mark_beside(lower: Sequence[str], passage: Passage) -> float:
    before = lower[passage.first - 1][0] if passage.first else " "
    after = "".join(word[0] for word in lower[passage.last : passage.last + 3])
    return float(before in "\"'" or '"' in after)


def _punctuation_beside(lower: Sequence[str], passage: Passage) -> float:
    """How many of the two tokens next to a passage are punctuation; the edges of the text count as such."""
    before = not passage.first or not lower[passage.first - 1][0].isalnum()
    after = passage.last >= len(lower) or not lower[passage.last][0].isalnum()
    return float(before + after)


def _open_end(around: Surroundings, first: Passage, copy: Passage) -> float:
    """Whether one side is a line without a mark at its end, and the other is not: set by a template, not pasted."""
    return float(_ends_open(around, first) != _ends_open(around, copy))


def _ends_open(around: Surroundings, passage: Passage) -> bool:
    line = _line_of(around, passage)
    return passage.last == line.last and around.document.words[passage.last - 1][-1].isalnum()


def _short_lines(around: Surroundings, first: Passage, copy: Passage) -> float:
    """Whether the passages run over lines of a dozen words and fewer, as lists and tables do."""
    lines = max(_lines_spanned(around, first), _lines_spanned(around, copy))
    return float(lines >= 3 and (copy.last - copy.first) / lines <= 14)


def _notice(around: Surroundings, passage: Passage) -> bool:
    line = _line_of(around, passage)
    near = around.document.lower[line.first : max(line.last, passage.last)][:400]
    return len(_NOTICE.intersection(near)) >= 3


def _caption(around: Surroundings, passage: Passage) -> float:
    line = _line_of(around, passage)
    if line.role == "caption":
        return 1.0
    near = around.document.lower[passage.first : min(line.last, passage.last + 15)][:400]
    return float("caption" in near or (any(word in _PICTURE for word in near) and "(" in near))
