"""Coarse word classes by closed lists, the cue list and endings, in place of a tagger."""

from __future__ import annotations

from collections.abc import Mapping

from reliability.hedging.weasels import CROWD, QUANTIFIERS, SAYING

_BE = frozenset(["is", "are", "was", "were", "been", "be", "being"])
_HAVE = frozenset(["has", "have", "had"])
_DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"]
)
_PREPOSITIONS = frozenset(
    [
        *("of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "into", "about", "over", "under", "between"),
        *("among", "during", "through", "against"),
    ]
)
_ENDINGS = ("ing", "ed", "ly", "est", "ous", "ive", "al", "ful", "ant", "ent", "able", "ists", "ers", "ors", "ians")
CLOSED: Mapping[str, str] = {
    **dict.fromkeys(sorted(_PREPOSITIONS), "P"),
    **dict.fromkeys(sorted(_DETERMINERS), "D"),
    **dict.fromkeys(sorted(_HAVE), "H"),
    **dict.fromkeys(sorted(_BE), "B"),
    **dict.fromkeys(sorted(SAYING), "V"),
    **dict.fromkeys(sorted(CROWD), "C"),
    **dict.fromkeys(sorted(QUANTIFIERS), "Q"),
}
CLASS_STARTERS = ("V", "B", "H")


def word_class(word: str) -> str:
    """The class of a lower-case word that no list names: number, mark, ending, plural or other."""
    first = word[0]
    if not first.isalpha():
        return "N" if first.isdigit() else word[:3]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return ending
    return "s" if word.endswith("s") and len(word) > 3 else "o"
