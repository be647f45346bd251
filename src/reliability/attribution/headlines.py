"""Relations of headlines, transcripts and picture credits: ``Trump: …``, ``Image: NASA``."""

from __future__ import annotations

from reliability.attribution.closed import word_set
from reliability.attribution.relation import Relation
from reliability.attribution.view import View

_CREDITS = word_set("image images photo photos picture photograph credit graphic")
_NOT_SPEAKERS = word_set(
    "update updated breaking exclusive watch video live note correction related read more photos analysis opinion"
    " source sources via tags topics published posted by the latest editor's reminder example question answer q a"
    " warning summary background location date time email phone contact price total step tip part chapter"
)
_DASHES = word_set("— – ― -- -")
LINE_MARKS = _DASHES | {":"}  # a line without one of them holds none of these relations
LONGEST_SPEAKER = 6
LONGEST_SIGNATURE = 12
LONGEST_HEADLINE = 40  # tokens; a longer first line is a text without line breaks


def colon_relation(view: View, line: tuple[int, int], *, headline: bool) -> Relation | None:
    """``Poll: voters leave`` in a headline, ``SMITH: No.`` in a transcript; None for other colons."""
    first, last = line
    if view.words[first] == '"':
        first += 1
    limit = min(last, first + LONGEST_SPEAKER + 1)
    colon = next((k for k in range(first, limit) if view.words[k] == ":"), None)
    if colon is None or colon == first or colon + 2 >= last:
        return None
    words = [view.words[k] for k in range(first, colon)]
    if any(word.lower() in _NOT_SPEAKERS for word in words) or not all(
        w[0].isupper() or w in (".", "of", "the", "to", "on") for w in words
    ):
        return None
    quoted = view.quote_of[colon + 1] >= 0 and view.quote_of[first] < 0
    shouted = all(word.isupper() for word in words if word.isalpha())
    headline = headline and last - first <= LONGEST_HEADLINE
    if not (headline or quoted or (shouted and any(len(word) > 1 for word in words))):
        return None
    end = last - 1 if view.words[last - 1] == "." else last
    return Relation([(first, colon)], [(colon, colon + 1)], [(colon + 1, end)], ":")


def credit_relation(view: View, line: tuple[int, int]) -> Relation | None:
    """``A bridge at dawn. Image: Jane Roe.``: the picture is the content, who made it the source."""
    first, last = line
    if last - first > 80:
        return None
    for k in range(first + 1, last - 1):
        if view.words[k] == ":" and view.lower[k - 1] in _CREDITS:
            end = last - 1 if view.words[last - 1] == "." else last
            begin, stop = first, k - 1
            while stop > begin and view.words[stop - 1] in (".", "(", "|"):
                stop -= 1
            if stop > begin and end > k + 1:
                return Relation([(k + 1, end)], [], [(begin, stop)], "credit", credit=True)
    return None


def signed_relation(view: View, line: tuple[int, int], before: tuple[int, int] | None) -> Relation | None:
    """``“It is a great day.” — Ann Lo``: a quotation signed at its end or in the next line."""
    first, last = line
    if view.words[first] in _DASHES:
        dash, quoted = first, before[1] - 1 if before is not None else -1
    else:
        dash = next(
            (k for k in range(last - 2, max(first, last - LONGEST_SIGNATURE), -1) if view.words[k] in _DASHES), -1
        )
        quoted = dash - 1
    if dash < 0 or quoted < 0 or view.quote_of[quoted] < 0 or not first < last - 1 <= dash + LONGEST_SIGNATURE:
        return None
    quotation = view.quotes[view.quote_of[quoted]]
    end = last - 1 if view.words[last - 1] == "." else last
    if quotation.last - quotation.first < 6 or dash + 1 >= end or not view.words[dash + 1][0].isupper():
        return None
    if view.quote_of[dash] >= 0 or any(view.quote_of[k] >= 0 for k in range(dash, end)):
        return None
    return Relation([(dash + 1, end)], [(dash, dash + 1)], [(quotation.first, quotation.last)], "signed")
