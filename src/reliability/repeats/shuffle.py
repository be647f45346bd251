"""Passages whose sentences stand in another order, or with some of them rewritten, are one repeat and not many."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from reliability.repeats.align import Alignment, Range

APART = 25  # words between the copies of two parts of one passage; a sentence too short to be aligned by itself
ALIKE = 0.8  # of the longer passage's words, in any order, that both share when sentences were shuffled
REWRITTEN = 0.6  # the same when the order is kept and the parts alone are counted
EDITED = 0.9  # identity up to which a single part may be the kept half of a rewritten line
KEPT = 0.7  # of the words of two lines that both share when one is the other rewritten
MOST_WORDS = 400  # in a line that is compared as a whole; keeps the cost of a long line of many repeats bounded
MOST_PARTS = 40  # longer runs are lists; they also keep the cost of a run bounded


def join_parts(alignments: Sequence[Alignment], words: Sequence[str], lines: Sequence[int]) -> list[Alignment]:
    """The alignments in order of their copies, those that are parts of one passage made one.

    Args:
        alignments: repeats by the start of their copies, as `align_repeats` gives them.
        words: lower-case words without punctuation.
        lines: position of the first word of each line, ascending, and the number of words at the end.
    """
    joined: list[Alignment] = []
    run: list[Alignment] = []
    for alignment in alignments:
        if run and (alignment.copy[0] - run[-1].copy[1] > APART or alignment.copy[0] < run[-1].copy[1]):
            joined += _one_or_all(run, words, lines)
            run = []
        run.append(alignment)
    return joined + _one_or_all(run, words, lines)


def _one_or_all(run: list[Alignment], words: Sequence[str], lines: Sequence[int]) -> list[Alignment]:
    if not 0 < len(run) <= MOST_PARTS or (len(run) == 1 and run[0].identity > EDITED):
        return run
    first = (min(part.first[0] for part in run), max(part.first[1] for part in run))
    copy = (run[0].copy[0], run[-1].copy[1])
    if first[1] > copy[0]:
        return run
    whole_first, whole_copy = _line_around(first, lines), _line_around(copy, lines)
    if whole_first is not None and whole_copy is not None and whole_first[1] <= whole_copy[0]:
        shared = _shared(words, whole_first, whole_copy)
        if shared >= (ALIKE if len(run) > 1 else REWRITTEN) * _longer(whole_first, whole_copy):
            return [Alignment(whole_first, whole_copy, shared)]
    if len(run) == 1:
        return run
    shared = _shared(words, first, copy)
    if shared >= ALIKE * _longer(first, copy):
        return [Alignment(first, copy, shared)]
    in_order = all(one.first[1] <= other.first[0] for one, other in itertools.pairwise(run))
    matched = sum(part.matched for part in run)
    if in_order and matched >= REWRITTEN * _longer(first, copy):
        return [Alignment(first, copy, matched)]
    return run


def _line_around(passage: Range, lines: Sequence[int]) -> Range | None:
    """The one line that holds a passage of most of its words; None when it runs over several or is a small part."""
    place = bisect_right(lines, passage[0]) - 1
    if place < 0 or bisect_left(lines, passage[1]) != place + 1:
        return None
    line = (lines[place], lines[place + 1])
    return line if passage[1] - passage[0] >= REWRITTEN * (line[1] - line[0]) else None


def take_lines(alignments: Sequence[Alignment], words: Sequence[str], lines: Sequence[int]) -> list[Alignment]:
    """The alignments in order, with whole lines for those whose lines share most of their words in any order.

    Args:
        alignments: repeats by the start of their copies.
        words: lower-case words without punctuation.
        lines: position of the first word of each line, ascending, and the number of words at the end.
    """
    taken: list[Alignment] = []
    for alignment in alignments:
        if taken and alignment.copy[1] <= taken[-1].copy[1]:
            continue
        taken.append(_lines_of(alignment, words, lines) or alignment)
    return taken


def _lines_of(alignment: Alignment, words: Sequence[str], lines: Sequence[int]) -> Alignment | None:
    first, copy = (_line_of(passage, lines) for passage in (alignment.first, alignment.copy))
    if first is None or copy is None or first[1] > copy[0]:
        return None
    if first == alignment.first or copy == alignment.copy:  # a line that stands inside another was not rewritten
        return None
    shared = _shared(words, first, copy)
    return Alignment(first, copy, shared) if shared >= KEPT * _longer(first, copy) else None


def _line_of(passage: Range, lines: Sequence[int]) -> Range | None:
    """The line that holds a passage; None when it runs over several or the line is very long."""
    place = bisect_right(lines, passage[0]) - 1
    if place < 0 or place + 1 >= len(lines) or lines[place + 1] < passage[1]:
        return None
    line = (lines[place], lines[place + 1])
    return line if line[1] - line[0] <= MOST_WORDS else None


def _shared(words: Sequence[str], one: Range, other: Range) -> int:
    return (Counter(words[slice(*one)]) & Counter(words[slice(*other)])).total()


def _longer(one: Range, other: Range) -> int:
    return max(one[1] - one[0], other[1] - other[0])
