"""The second set of rules for what is a defect: a passage was pasted, rather than quoted, listed or restated.

Each rule looks at one passage and its seams, never at the length of the article, so that text which is added
elsewhere does not change what is found. Chosen on several thousand passages pasted into other articles and on
the repeats of 3,400 real ones; ``duplication/dup_injected`` (dev) was the last check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reliability.repeats.context import Passage, Surroundings
from reliability.repeats.seams import Seam, line_of, seam_of
from reliability.types import Document

# Words.
BODY = 120  # pasted, whatever it is made of
POST = 90  # a long post
LONG = 60  # longer than a quotation that is set off
ALONE = 40  # the longest sentence that is copied by itself; what is set off may be longer
PULLED = 30  # a pull quote is a sentence or two
CLAUSES = 25  # of a line whose other clauses were moved or rewritten
PARAGRAPH = 19  # a line shorter than this is a headline or a refrain
SPLICED = 16  # a run of words copied into another sentence; longer ones are restated
SENTENCE = 10
# Tokens.
BESIDE = 10  # from the end of a line to a copy at the start of another: doubled by the page, or a caption
CAPTION = 120  # a longer line is a paragraph
LEADING = 10  # at the start of a caption, where it says that it is one
CREDIT = 24  # at its end, where it is signed
NEXT = 3  # between a sentence and the same one again in a line
MARKS = 2  # between a paragraph and the same one right behind it: a closing mark and an opening one
# Shares.
REWRITTEN = 0.65  # identity from which one passage is the other edited
SAME = 0.95  # identity from which two passages differ by a slip only
MOST = 0.72  # of a line that the passage is
QUOTED = 0.9  # of a passage that is a quotation
HALF = 0.5  # of a passage by which more of one side may be quoted
FRESH = 2 / 3  # of the phrases of a passage that are said once; fewer in lists and tables
NAMED = 3 / 4  # of what differs between two passages, when one wording is used of two things

_ENDS = frozenset({"sentence", "cut"})
_RUNS_ON = frozenset({"word", "capital", "cut"})
_PICTURE = frozenset({"getty", "reuters", "afp", "ap", "photo", "file", "image", "pictured"})
_PHRASE = 3  # words


def is_pasted(around: Surroundings, first: Passage, copy: Passage, numbers: Mapping[str, float], *, words: int) -> bool:
    """The decision for one repeat.

    Args:
        around: the surroundings of its document.
        first: the earlier passage.
        copy: the later passage.
        numbers: the numbers of ``reliability.repeats.context.NAMES``.
        words: number of words in the longer passage.
    """
    one, other = seam_of(around, first), seam_of(around, copy)
    whole = min(one.share, other.share) >= MOST
    quoted_once = abs(one.quoted - other.quoted) > HALF
    if whole and words >= BODY and numbers["identity"] >= SAME and not quoted_once:
        return True
    if _set_piece(around, first, copy, numbers) or ((one.post or other.post) and words < POST):
        return False
    beside = one.tail and other.head and copy.first - first.last <= BESIDE
    if whole:
        doubled = beside and words <= PULLED
        if quoted_once or doubled or numbers["identity"] < REWRITTEN:
            return False
        return words >= LONG or _paragraph(one, other, words, boilerplate=bool(numbers["boilerplate"]))
    if not numbers["exact"]:
        return words >= CLAUSES and numbers["identity"] >= REWRITTEN and _line_rewritten(one, other)
    again = copy.first - first.last <= NEXT and one.line == other.line
    doubled = again or (beside and (one.whole or other.whole))
    return words >= SENTENCE and not doubled and _copied(one, other, words)


def is_said_twice(around: Surroundings, first: Passage, copy: Passage, numbers: Mapping[str, float]) -> bool:
    """Whether whole sentences stand there twice on end, which no page does by itself (the third set of rules).

    A page doubles its standfirst, headlines of others (they end without a full stop), captions, quotations and posts;
    what is left over at the seams of its own doubling is no sentence.

    Args:
        around: the surroundings of the document.
        first: the earlier passage.
        copy: the later passage.
        numbers: the numbers of ``reliability.repeats.context.NAMES``.
    """
    if copy.first - first.last > MARKS or not numbers["exact"] or _page_made(around, first, copy, numbers):
        return False
    one, other = seam_of(around, first), seam_of(around, copy)
    words = around.document.words
    spoken = sum(word[0].isalnum() for word in words[copy.first : copy.last])
    if spoken < (SENTENCE if words[copy.last - 1] == "." else PARAGRAPH):
        return False
    standfirst = one.line == 0 < other.line and spoken < PULLED
    sentences = one.before == other.before == one.after == other.after == "sentence"
    alike = one.whole == other.whole and one.marked == other.marked and not (one.post or other.post)
    return sentences and alike and not (standfirst or _has_heading(around.document, first, one.line))


def _has_heading(document: Document, passage: Passage, place: int) -> bool:
    """Whether the first line of a passage ends inside it without a mark."""
    end = document.lines[place].last
    return end < passage.last and document.words[end - 1][-1].isalnum()


def _set_piece(around: Surroundings, first: Passage, copy: Passage, numbers: Mapping[str, float]) -> bool:
    """Whether the repeat is a list, a notice to readers, a caption, or one wording used of two things."""
    document = around.document
    if _page_made(around, first, copy, numbers) or _says_itself_again(document.lower, copy):
        return True
    return numbers["identity"] < SAME and _other_names(document, first, copy)


def _page_made(around: Surroundings, first: Passage, copy: Passage, numbers: Mapping[str, float]) -> bool:
    """Whether the repeat is of short lines, a notice to readers or a caption."""
    if numbers["short_lines"] or numbers["notice"]:
        return True
    return _is_caption(around, first) or _is_caption(around, copy)


def _paragraph(one: Seam, other: Seam, words: int, *, boilerplate: bool) -> bool:
    """A paragraph that comes again; not a headline, a set piece of the page, nor what is quoted on one side."""
    if words < PARAGRAPH or one.open != other.open:
        return False
    return words >= PULLED or (not boilerplate and max(one.quoted, other.quoted) < QUOTED)


def _line_rewritten(one: Seam, other: Seam) -> bool:
    """Most of a line in other words, and no quotation."""
    return min(one.share, other.share) > HALF and max(one.quoted, other.quoted) <= HALF and one.whole == other.whole


def _copied(one: Seam, other: Seam, words: int) -> bool:
    """The same words, less than a line on one side at least."""
    if one.whole != other.whole:
        return words < ALONE and _left_its_line(one, other)
    if _sentences(one, other):
        return _repeated(one, other, words)
    return words <= SPLICED and _spliced(one, other)


def _sentences(one: Seam, other: Seam) -> bool:
    """Whether both sides are whole sentences; one without a mark at its end may have been pasted before another."""
    before, after = {one.before, other.before}, {one.after, other.after}
    if before == {"sentence"} and after == {"break"}:
        return not (one.name or other.name)  # the title of a work is named in brackets again and again
    if "sentence" not in before or not after & _ENDS:
        return False
    if before <= {"sentence", "break"} and after <= {"break", "capital"} | _ENDS:
        return True
    return before == {"sentence", "capital"} and after <= _ENDS


def _repeated(one: Seam, other: Seam, words: int) -> bool:
    """A sentence inside two paragraphs; not at the top, where a caption or standfirst stands, and no quotation."""
    if one.line == 0 and one.head and words < PARAGRAPH:
        return False
    return not any(side.marked and side.quoted > QUOTED for side in (one, other))


def _left_its_line(one: Seam, other: Seam) -> bool:
    """A sentence with a line of its own that stands in a paragraph, too; quotations and headlines are set off so."""
    if one.line == 0 or one.sentences > 1 or not _sentences(one, other):
        return False
    if any(side.marked or side.quoted > QUOTED for side in (one, other)):
        return False
    alone, inside = (one, other) if one.whole else (other, one)
    return not alone.open or inside.open or inside.after == "capital"


def _spliced(one: Seam, other: Seam) -> bool:
    """A run of words in the midst of a sentence on both sides; set phrases and names stand between marks on both."""
    before, after = {one.before, other.before}, {one.after, other.after}
    if "sentence" in before:
        return False
    if "sentence" in after:
        return "cut" in after
    return bool(before & _RUNS_ON and after & _RUNS_ON) or not (one.marked or other.marked or one.name or other.name)


def _says_itself_again(lower: Sequence[str], passage: Passage) -> bool:
    """Whether rows of the passage repeat each other, as in a list or table."""
    words = [word for word in lower[passage.first : passage.last] if word[0].isalnum()]
    phrases = list(zip(*(words[i:] for i in range(_PHRASE)), strict=False))
    return len(set(phrases)) < FRESH * len(phrases)


def _other_names(document: Document, first: Passage, copy: Passage) -> bool:
    """Whether what differs between two passages is names and figures: one wording used of two things."""
    one, other = (
        Counter(word for word in document.words[side.first : side.last] if word[0].isalnum()) for side in (first, copy)
    )
    return _are_names(one - other) and _are_names(other - one)


def _are_names(changed: Counter[str]) -> bool:
    names = sum(number for word, number in changed.items() if not word[0].islower())
    return names >= 2 and names >= NAMED * changed.total()


def _is_caption(around: Surroundings, passage: Passage) -> bool:
    """Whether the passage's line is short, and signed by an agency or told to be a picture."""
    line = around.document.lines[line_of(around, passage)]
    if line.last - line.first > CAPTION:
        return False
    if line.role == "caption":
        return True
    lower = around.document.lower
    near = {*lower[line.first : line.first + LEADING], *lower[max(line.first, line.last - CREDIT) : line.last]}
    return "caption" in near or ("(" in near and not _PICTURE.isdisjoint(near))
