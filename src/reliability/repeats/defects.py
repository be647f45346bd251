"""Whether a repeat is a defect: content pasted twice, rather than a quotation, caption, list or set phrase.

Rules, read off the errors of a linear model on ``duplication/dup_injected`` and ``dup_natural`` (dev): the classes
differ by combinations (a whole line against part of a line, inside or at the edge of a sentence), which a linear model
on 150 examples does not learn.
"""

from __future__ import annotations

from collections.abc import Mapping

# Words; each between the shortest pasted passages and the longest legitimate ones of its kind in dev.
LONG = 60
WHOLE_LINE = 19
INSIDE = 10
SPLICED = 15
# Shares: of a line that is a set piece, and of a passage that is a quotation.
PART = 0.3
QUOTED = 0.9


def is_defect(numbers: Mapping[str, float], words: int) -> bool:
    """The decision for one repeat.

    Args:
        numbers: the numbers of ``reliability.repeats.context.NAMES``.
        words: number of words in the longer passage.
    """
    if numbers["share_of_article"] >= 0.25 and words >= LONG:
        return True
    if numbers["post_beside"] and words < 90:
        return False
    if any(numbers[name] for name in ("caption", "short_lines", "open_end", "notice")):
        return False
    whole = numbers["line_first"] >= 0.72 and numbers["line_copy"] >= 0.72
    if whole and words >= LONG:
        return True
    if numbers["boilerplate"] and max(numbers["line_first"], numbers["line_copy"]) >= PART:
        return False  # a set piece of the page; a few words out of a long line are not
    quoted = numbers["quoted_first"] >= QUOTED or numbers["quoted_copy"] >= QUOTED
    if whole:
        set_off = numbers["one_whole_line_one_inside"] and numbers["mark_beside_first"]
        return words >= WHOLE_LINE and not quoted and not set_off
    if quoted or (numbers["quoted_first"] > 0.5 and numbers["quoted_copy"] > 0.5):
        return False
    return _inside(numbers, words)


def _inside(numbers: Mapping[str, float], words: int) -> bool:
    """The decision for a repeat that is part of a line on at least one side, outside quotation marks."""
    if numbers["mark_beside_first"] or numbers["mark_beside_copy"] or numbers["one_whole_line_one_inside"]:
        return False
    matched = words * numbers["identity"]
    sides = ("starts_sentence_first", "starts_sentence_copy", "ends_sentence_first", "ends_sentence_copy")
    if all(numbers[side] for side in sides):
        if numbers["adjacent"]:
            return words >= LONG or numbers["line_first"] < 0.5
        return matched >= INSIDE and numbers["identity"] >= 0.8 and not (numbers["early_first"] and words < WHOLE_LINE)
    if numbers["exact"] and matched >= INSIDE and words <= SPLICED:
        # A set phrase stands between commas or at the edge of a sentence; a spliced run of words does not.
        aligned = numbers["starts_sentence_first"] and numbers["starts_sentence_copy"]
        aligned = aligned or (numbers["ends_sentence_first"] and numbers["ends_sentence_copy"])
        return numbers["punctuation_beside"] == 0 or (numbers["punctuation_beside"] == 1 and not aligned)
    return (
        words >= 25 and 0.6 < numbers["identity"] < 0.99 and numbers["line_copy"] > 0.55 and numbers["line_first"] > 0.5
    )
