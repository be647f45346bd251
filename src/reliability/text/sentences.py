"""Sentences from tokens; lines are split before, so that a headline never runs into a lead."""

from __future__ import annotations

# Abbreviations that are followed by a capital without ending a sentence.
_TITLES = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col sgt capt cmdr maj adm rev hon st pres sr jr supt det insp fr sra messrs"
    " mt ft vs no nos fig vol art al approx est cf eg ie viz op ed eds".split()
)
_MONTHS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
_PLACES = frozenset(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn"
    " tex va vt wash wis wyo".split()
)
_COMPANIES = frozenset("inc corp co ltd bros cos llc plc".split())
_ENDS = frozenset(".!?")
# Words that begin a sentence after an abbreviation that may or may not have ended the one before.
_STARTERS = frozenset(
    "the a an he she it they we i this that these those in on at but and as for if when while after before his her its"
    " their our there what who why how some many most however meanwhile according by from with since although no not"
    " one two another last".split()
)


def split_sentences(words: tuple[str, ...], lines: list[tuple[int, int]], gaps: list[bool]) -> list[tuple[int, int]]:
    """Token ranges of the sentences, line by line.

    Args:
        words: folded tokens.
        lines: token range of each non-empty line.
        gaps: whether white space precedes each token.

    Example:
        >>> words = ("He", "left", "the", "U.S.", "Then", "he", "slept", ".")
        >>> split_sentences(words, [(0, 8)], [True] * 7 + [False])
        [(0, 4), (4, 8)]
    """
    found = []
    for first, last in lines:
        begin = first
        i = first
        while i < last:
            word = words[i]
            end = _sentence_end(words, i, last, gaps) if word[-1] in _ENDS or word == "…" else 0
            if end and end < last:
                found.append((begin, end))
                begin = end
                i = end
            else:
                i += 1
        if begin < last:
            found.append((begin, last))
    return found


def _sentence_end(words: tuple[str, ...], i: int, last: int, gaps: list[bool]) -> int:
    """The token after the sentence that ends with token ``i`` and the marks that close it; 0 when it does not end here."""
    end = i + 1
    while end < last and words[end][0] in "\"')]}.!?" and not gaps[end]:
        end += 1
    if end < last and words[end][0] in "\"')" and end + 1 < last and gaps[end + 1] and words[i][-1] in _ENDS:
        end += 1  # a closing mark set off by a space
    if end >= last:
        return 0
    following = words[end]
    if not gaps[end]:
        return 0
    after = following if following[0] not in "\"'([" or end + 1 >= last else words[end + 1]
    if not (after[0].isupper() or after[0].isdigit() or following[0] in "\"'([" and after[0].isalnum() is False):
        return 0 if after[0].islower() or words[i][0] == "." else 0
    if words[i] == "." and i > 0:
        return end if not _abbreviation(words[i - 1], after, gaps[i]) else 0
    if len(words[i]) > 2 and words[i][-1] == "." and words[i][0].isalpha():
        return end if after.lower() in _STARTERS else 0
    if words[i][0] == "." and len(words[i]) > 1 or words[i] == "…":
        return end if after[0].isupper() else 0
    return end


def _abbreviation(word: str, after: str, gap: bool) -> bool:
    if gap:
        return False
    lower = word.lower()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return after.lower() not in _STARTERS
    if lower in _TITLES and word[0].isupper():
        return True
    if lower in {"no", "nos", "vs", "cf", "vol", "fig", "st"} and (after[0].isdigit() or lower == "st"):
        return True
    if lower in _MONTHS and word[0].isupper():
        return after[0].isdigit()
    return word[0].isupper() and (lower in _PLACES or lower in _COMPANIES) and after.lower() not in _STARTERS
