"""Sentences from tokens; lines are split before, so that a headline never runs into a lead.

A mark ends a sentence unless what stands before it is an abbreviation, an initial or a list number, or what follows
cannot begin a sentence. Reference marks such as ``[9]`` belong to the sentence that they follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

# Abbreviations after which a capital goes on with the same sentence, as with titles before a name.
_TITLES = frozenset(
    [
        *(
            "mr",
            "mrs",
            "ms",
            "dr",
            "drs",
            "prof",
            "gen",
            "sen",
            "sens",
            "rep",
            "reps",
            "gov",
            "govs",
            "lt",
            "col",
            "sgt",
        ),
        *("capt", "cmdr", "maj", "adm", "rev", "hon", "st", "pres", "det", "insp", "supt", "fr", "sra", "messrs", "mt"),
        *("ft", "vs", "v", "cf", "eg", "ie", "viz", "ed", "eds", "al", "approx", "est", "dept", "fig", "figs", "vol"),
        *("vols", "ch", "sec", "art", "ext", "tel", "op", "ca", "c", "p", "pp", "no", "nos", "univ", "assn", "bhd"),
    ]
)
# Abbreviations that may end a sentence; what follows decides.
_MONTHS = frozenset(["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])
_EITHER = frozenset(
    [
        *("inc", "corp", "co", "ltd", "bros", "cos", "llc", "plc", "jr", "sr", "etc", "ala", "ariz", "ark", "calif"),
        *("colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss"),
        *("mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "ave"),
        *("blvd", "rd", "dist", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "pvt"),
    ]
)
# Words that begin a sentence rather than go on with a name or an address.
_STARTERS = frozenset(
    [
        *("the", "a", "an", "he", "she", "it", "they", "we", "i", "this", "that", "these", "those", "in", "on", "at"),
        *("but", "and", "as", "for", "if", "when", "while", "after", "before", "his", "her", "its", "their", "our"),
        *("there", "what", "who", "why", "how", "some", "many", "most", "however", "meanwhile", "according", "by"),
        *("from", "with", "since", "although", "though", "no", "not", "one", "two", "another", "last", "so", "then"),
        *("you", "my", "all", "both", "each", "such", "despite", "under", "where", "because", "to", "also"),
    ]
)
LONGEST = 4_096  # tokens of one sentence; text without full stops is read in pieces, which bounds what is held at once
_CLOSERS = frozenset("\"')]}")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})$")


def may_end(word: str) -> bool:
    """Whether a token may end a sentence."""
    return word[-1] in ".!?" or word == "…"


def split_sentences(
    words: tuple[str, ...], lines: list[tuple[int, int]], gaps: Sequence[int], ends: Sequence[int]
) -> list[tuple[int, int]]:
    """Token ranges of the sentences, line by line; a sentence of more than ``LONGEST`` tokens is cut.

    Args:
        words: folded tokens.
        lines: token range of each non-empty line.
        gaps: 1 where white space precedes a token, else 0.
        ends: the tokens that `may_end` a sentence.

    Examples:
        >>> words = ("He", "left", "the", "U.S.", "Then", "he", "slept", ".")
        >>> split_sentences(words, [(0, 8)], [True] * 7 + [False], [3, 7])
        [(0, 4), (4, 8)]
    """
    found: list[tuple[int, int]] = []
    at = run = closed = after = 0  # the marks from `run` on close at `closed`; each run is walked over once
    for first, last in lines:
        begin = first
        reached = bisect_left(ends, last, at)
        for i in ends[at:reached]:
            if i < begin:
                continue
            if not run <= i + 1 <= closed:
                run, closed = i + 1, _after_closers(words, i + 1, last, gaps)
                after = _after_references(words, closed, last, gaps)
            if after < last and gaps[closed] and not _goes_on(words, i, closed, first, last, gaps):
                begin = _cut(found, begin, i)
                found.append((begin, after))
                begin = after
        at = reached
        begin = _cut(found, begin, last - 1)
        found.append((begin, last))
    return found


def _cut(found: list[tuple[int, int]], begin: int, end: int) -> int:
    """Where the rest begins of a sentence from ``begin`` that goes on at ``end``, pieces of ``LONGEST`` cut off."""
    while end - begin >= LONGEST:
        found.append((begin, begin + LONGEST))
        begin += LONGEST
    return begin


def _after_closers(words: tuple[str, ...], end: int, last: int, gaps: Sequence[int]) -> int:
    """The token after the marks that stand directly behind the one that ends the sentence."""
    while end < last and not gaps[end] and (words[end][0] in _CLOSERS or words[end][0] in ".!?"):
        end += 1
    return end


def _after_references(words: tuple[str, ...], end: int, last: int, gaps: Sequence[int]) -> int:
    """The token after reference marks such as ``[9] [10]``."""
    while (
        end + 2 < last
        and words[end] == "["
        and words[end + 2] == "]"
        and not gaps[end + 2]
        and words[end + 1].isdigit()
    ):
        end += 3
    return end


def _goes_on(words: tuple[str, ...], i: int, end: int, first: int, last: int, gaps: Sequence[int]) -> bool:
    """Whether the sentence goes on after the mark at ``i``; ``end`` is the token that would begin the next one."""
    following = words[end]
    if following[0] in "\"'([" and end + 1 < last:
        following = words[end + 1]
    closed = end > i + 1 and words[end - 1][0] in "\"')"
    mark = words[i]
    if following[0].islower():
        return closed or mark not in {".", "?"} or not _plain(words[i - 1], i > first and not gaps[i])
    if mark[0] in "!?" or closed:
        return False
    if len(mark) > 1 or mark == "…":
        if mark[0].isalpha():  # U.S., a.m.
            return following.lower() not in _STARTERS
        return not following[0].isupper()
    before = words[i - 1] if i > first and not gaps[i] else ""
    return _abbreviation(before, following, i - 1 == first)


def _plain(word: str, attached: bool) -> bool:
    """Whether a word is an ordinary one, so that a full stop behind it ends a sentence even before a small letter."""
    return attached and len(word) > 2 and word.isalpha() and word.lower() not in _TITLES and word.lower() not in _EITHER


def _abbreviation(word: str, following: str, starts_line: bool) -> bool:
    lower = word.lower()
    if starts_line and _LIST_NUMBER.match(word):
        return True
    if lower in _TITLES:
        return lower not in {"no", "art", "p", "c", "v", "ed"} or following[0].isdigit() or lower in {"p", "c", "v"}
    if len(word) == 1 and word.isupper() and word != "I":
        return following.lower() not in _STARTERS
    if lower in _MONTHS and word[:1].isupper():
        return following[0].isdigit()
    return lower in _EITHER and word[0].isupper() and following.lower() not in _STARTERS
