"""How a passage joins the text around it: the place in its line, what stands before and after, quotation marks.

A pasted passage leaves traces at its seams that a quotation, a caption or a set phrase does not. The numbers of
``reliability.repeats.context`` blur them (a mark within three words, the edge of a sentence give or take a word); the
second set of rules looks at the very next token.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reliability.repeats.context import Passage, Surroundings
from reliability.types import Document

Edge = Literal["sentence", "break", "mark", "capital", "word", "cut"]

_STOPS = ".!?"
_BREAKS = ":;()[]-–—…"  # marks at which a sentence may begin or end within a line
_CLOSING = "\"')]%"
_POST = frozenset({"pic", "https", "http", "t.co", "pic.twitter.com", "twitter.com"})
_NEAR = 12  # tokens beside a passage in which the link of a post, or the credit of a picture, stands
_PARAGRAPH = 19  # tokens; a shorter line is a heading


@dataclass(frozen=True, slots=True)
class Seam:
    """One side of a repeat.

    Attributes:
        before, after: what the passage begins or ends at: the edge of a sentence, a mark that may part sentences,
            another mark, a word; ``capital`` when a word with a capital stands at the seam, behind it or inside; ``cut``
            when a full stop ends the passage and the sentence goes on.
        line: number of the line that it begins in.
        share: of that line that the passage is; 1 when it runs over several and holds a paragraph.
        head, tail: whether it begins, or ends, at the edge of that line; a passage of several lines has both.
        sentences: how many sentences it holds or touches.
        quoted: share of its tokens inside quotation marks.
        marked: whether a quotation mark touches its first or last word.
        post: whether the link or account of a post stands beside it.
        name: whether most of its words have a capital, as those of an institution.
        open: whether its line ends there without a mark.
    """

    before: Edge
    after: Edge
    line: int
    share: float
    head: bool
    tail: bool
    sentences: int
    quoted: float
    marked: bool
    post: bool
    name: bool
    open: bool

    @property
    def whole(self) -> bool:
        """Whether the passage is all of its line, or runs over several."""
        return self.head and self.tail


def seam_of(around: Surroundings, passage: Passage) -> Seam:
    """What joins one side of a repeat with the text around it."""
    document = around.document
    place = line_of(around, passage)
    line = document.lines[place]
    several = passage.last > line.last
    starts = around.sentence_starts
    return Seam(
        _before(around, passage),
        _after(around, passage),
        place,
        _share(document, passage, place),
        several or passage.first - line.first <= 1,
        several or line.last - passage.last <= 1,
        1 + bisect_left(starts, passage.last) - bisect_right(starts, passage.first + 1),
        around.quoted_share(passage),
        _marked(document, passage),
        _post_beside(around, passage, place),
        _is_name(document.words[passage.first : passage.last]),
        passage.last == line.last and document.words[passage.last - 1][-1].isalnum(),
    )


def line_of(around: Surroundings, passage: Passage) -> int:
    """Number of the line that a passage begins in."""
    return max(0, bisect_right(around.line_starts, passage.first) - 1)


def _before(around: Surroundings, passage: Passage) -> Edge:
    words, first = around.document.words, passage.first
    if not first or _starts_at(around, first):
        return "sentence"
    previous = words[first - 1]
    if previous[0].isalnum():
        return "capital" if words[first][0].isupper() else "word"
    if _starts_at(around, first - 1) or (previous[0] in _STOPS and words[first][0].isupper()):
        return "sentence"
    return "break" if previous[0] in _BREAKS else "mark"


def _after(around: Surroundings, passage: Passage) -> Edge:
    words, last = around.document.words, passage.last
    if words[last - 1][0] in _STOPS:
        goes_on = words[last - 1] in _STOPS and last < len(words) and words[last][0].islower()
        return "cut" if goes_on else "sentence"
    if _ends_at(around, last):
        return "sentence"
    if words[last][0].isalnum():
        return "capital" if words[last][0].isupper() else "word"
    if words[last][0] in _CLOSING:
        last += 1
        if _ends_at(around, last):
            return "sentence"
    return "break" if words[last][0] in _BREAKS else "mark"


def _starts_at(around: Surroundings, token: int) -> bool:
    place = bisect_left(around.sentence_starts, token)
    return place < len(around.sentence_starts) and around.sentence_starts[place] == token


def _ends_at(around: Surroundings, token: int) -> bool:
    """Whether a sentence ends before a token, or the token is the mark that ends it."""
    words = around.document.words
    return token >= len(words) or words[token][0] in _STOPS or _starts_at(around, token)


def _share(document: Document, passage: Passage, place: int) -> float:
    lines = document.lines
    share = min(1.0, (passage.last - passage.first) / (lines[place].last - lines[place].first))
    if lines[place].first < passage.first:
        place += 1
    while place < len(lines) and lines[place].last <= passage.last:
        if lines[place].last - lines[place].first >= _PARAGRAPH:
            return 1.0
        place += 1
    return share


def _marked(document: Document, passage: Passage) -> bool:
    """Whether an opening mark touches the first word, or a closing one the last; marks of the neighbours do not."""
    words, tokens = document.words, document.tokens
    first, last = passage.first, passage.last
    if words[first][0] in "\"'" and first + 1 < last and tokens[first, 1] == tokens[first + 1, 0]:
        return True
    if first and words[first - 1][0] in "\"'" and tokens[first - 1, 1] == tokens[first, 0]:
        return True
    for place in range(last - 1, min(last + 2, len(words))):  # the mark may stand behind a comma or a full stop
        if place >= last and words[place][0].isalnum():
            break
        if words[place][0] == '"' and tokens[place - 1, 1] == tokens[place, 0]:
            return True
    return False


def _post_beside(around: Surroundings, passage: Passage, place: int) -> bool:
    """Whether the passage ends with an account, its lines go on with a link or one, or the next line signs them."""
    lines, lower = around.document.lines, around.document.lower
    before = lower[max(lines[place].first, passage.first - _NEAR) : passage.first]
    end = max(place, bisect_left(around.line_starts, passage.last) - 1)
    if end + 1 < len(lines) and _signs(lower[lines[end + 1].first]):
        end += 1
    after = lower[passage.last : min(lines[end].last, passage.last + _NEAR)]
    signature = lower[max(passage.first, passage.last - _NEAR) : passage.last]
    return (
        "@" in after or ("(", "@") in pairwise(signature) or not _POST.isdisjoint(after) or not _POST.isdisjoint(before)
    )


def _signs(word: str) -> bool:
    return word[0] in "-–—@(" or word in _POST


def _is_name(words: Sequence[str]) -> bool:
    spoken = [word for word in words if word[0].isalnum()]
    return 2 * sum(not word[0].islower() for word in spoken) > len(spoken)
