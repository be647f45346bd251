"""Where the content of a relation begins and ends."""

from __future__ import annotations

from collections.abc import Mapping

from reliability.attribution.closed import (
    ADVERBS,
    CONJUNCTIONS,
    DAYS,
    PERSONAL,
    PREPOSITIONS,
    QUESTION_WORDS,
    RELATIVES,
    SUBORDINATORS,
    TIMES,
    word_set,
)
from reliability.attribution.lexicon import Verb
from reliability.attribution.phrases import phrase_after
from reliability.attribution.view import View

_LOOK_AHEAD = (
    24  # tokens between a verb and the "that" or quotation it leads, e.g. "said in a statement on Monday that"
)
_NOT_BETWEEN = PREPOSITIONS - {"in", "of"}  # one in four, most of them
_BREAKS = word_set("but while although though whereas adding noting citing according referring saying arguing despite")


def content_end(view: View, start: int, limit: int, verbs: Mapping[str, Verb]) -> int:
    """The token after an indirect content that begins at ``start``; never past ``limit``."""
    words, lower = view.words, view.lower
    i = start
    while i < limit:
        if view.quote_of[i] >= 0:
            i = view.quotes[view.quote_of[i]].last
            if i >= limit:
                return i
            continue
        word = words[i]
        if word == ";" or (word in ("—", "–", "--") and i > start + 2 and _new_clause(view, i + 1, limit, verbs)):
            break
        if word == "," and start < i < limit - 1 and _breaks_off(view, i + 1, limit, verbs):
            break
        if lower[i] in ("and", "but") and i > start + 1 and i + 1 < limit:
            verb = verbs.get(lower[i + 1])
            if (
                verb is not None
                and "q" in verb.frames
                and not {"base", "gerund"} & verb.forms
                and words[i + 1].islower()
            ):
                break
            if lower[start] not in QUESTION_WORDS and _another_speaks(view, i + 1, limit, verbs):
                break
        i += 1
    return trim_end(view, start, i)


def _breaks_off(view: View, i: int, limit: int, verbs: Mapping[str, Verb]) -> bool:
    """Whether another clause or attribution begins at ``i``, behind a comma."""
    after = view.lower[i]
    if after in _BREAKS:
        return True
    if after in ("and", "as", "so", "yet", "or") and _new_clause(view, i + 1, limit, verbs):
        return True
    return _is_tail(view, i, limit, verbs) or _finite_cue(verbs.get(after))


def object_end(view: View, start: int, limit: int, verbs: Mapping[str, Verb]) -> int:
    """The token after a noun phrase that is content: shorter than a clause, it ends before a new clause or setting."""
    words, lower = view.words, view.lower
    stop = content_end(view, start, limit, verbs)
    i = start + 1
    while i < stop:
        if view.quote_of[i] >= 0:
            i = view.quotes[view.quote_of[i]].last
            continue
        word = lower[i]
        if word in _OBJECT_BREAKS or words[i] in ("—", "–", "--", "-"):
            break
        if word in ("and", "but") and i + 1 < stop and (lower[i + 1] in FINITE or lower[i + 1].endswith("ed")):
            break
        if (
            word == ","
            and i + 1 < stop
            and (lower[i + 1].endswith("ing") or lower[i + 1] in _OBJECT_BREAKS | {"who", "which"})
        ):
            break
        if word in ("on", "in", "at") and i + 1 < stop and (lower[i + 1] in DAYS or lower[i + 1] in _SETTINGS):
            break
        i += 1
    return trim_end(view, start, min(i, stop) if i < stop else stop)


_OBJECT_BREAKS = word_set("after before because while when until although though whereas but during amid")
_SETTINGS = word_set(
    "early late january february march april may june july august september october november december recent"
)


def _finite_cue(verb: Verb | None) -> bool:
    """Whether a comma before this verb ends an aside (``…, said``) or opens a participle (``…, calling him``)."""
    if verb is None or "q" not in verb.frames:
        return False
    return "gerund" in verb.forms or ("f" in verb.frames and "base" not in verb.forms)


def _is_tail(view: View, i: int, limit: int, verbs: Mapping[str, Verb]) -> bool:
    """Whether ``he said`` or ``said the mayor`` begins at ``i``."""
    for k in range(i, min(limit, i + 3)):
        verb = verbs.get(view.lower[k])
        if verb is not None and "f" in verb.frames and "past" in verb.forms and k > i:
            return view.lower[i] in PERSONAL or view.words[i][0].isupper()
    return False


def _new_clause(view: View, i: int, limit: int, verbs: Mapping[str, Verb]) -> bool:
    """Whether another attribution starts at ``i``: a short subject and a cue verb."""
    if i >= limit:
        return False
    for k in range(i, min(limit, i + 6)):
        verb = verbs.get(view.lower[k])
        if verb is not None and "f" in verb.frames and "q" in verb.frames and ("past" in verb.forms or k == i):
            return True
        if view.words[k] in (",", ".") or view.lower[k] in PREPOSITIONS:
            return False
    return False


def _another_speaks(view: View, i: int, limit: int, verbs: Mapping[str, Verb]) -> bool:
    """Whether ``one in four said`` begins at ``i``: a short subject and *said*, without a comma before."""
    if view.rules == 1:
        return False
    for k in range(i, min(limit, i + 6)):
        if view.lower[k] == "said":
            return k > i and view.lower[k - 1] not in RELATIVES and view.lower[i] != "that"
        if view.words[k] in (",", ".") or view.lower[k] in verbs or view.lower[k] in _NOT_BETWEEN:
            return False
    return False


def trim_end(view: View, start: int, end: int) -> int:
    """Without the full stop and comma that close the clause."""
    while end > start and view.words[end - 1] in (".", ",", ";", "—", "–", "-", ":"):
        end -= 1
    return end


def fronted_begin(view: View, end: int, begin: int) -> int:
    """Where a content that stands before ``he said`` begins."""
    words, lower = view.words, view.lower
    inside = view.quote_of[begin]
    if (
        inside >= 0 and view.quotes[inside].first < begin
    ):  # the sentence began inside a quotation: start where that began
        begin = view.sentences[view.sentence_of[view.quotes[inside].first]][0]
    i = past_dateline(view, begin, end)
    while i < end - 2 and (words[i] in (",", "—", "–", "-") or lower[i] in CONJUNCTIONS or _opener(view, i)):
        i += 1
    return i


def past_dateline(view: View, begin: int, end: int) -> int:
    """The token after ``GENEVA (AP) —`` or ``(Agency)`` at the beginning of a sentence; ``begin`` without one."""
    words = view.words
    stop = min(end, begin + 14)
    if words[begin] == "(":
        closing = next((k for k in range(begin, stop) if words[k] == ")"), None)
        return closing + 1 if closing is not None else begin
    if not words[begin].isupper() and not (begin + 1 < end and words[begin + 1] == "("):
        return begin
    for k in range(begin + 1, stop):
        if words[k] in ("—", "–", "--", "-"):
            return k + 1
        if not (words[k][0].isupper() or words[k] in ("(", ")", ",", ".", "/") or words[k][0].isdigit()):
            return begin
    return begin


def _opener(view: View, i: int) -> bool:
    return view.lower[i] in ("still", "meanwhile", "however", "instead", "nevertheless") and view.words[i + 1] == ","


def skip_setting(view: View, i: int, limit: int, verbs: Mapping[str, Verb]) -> int:
    """Past ``Friday``, ``on Monday``, ``in a statement to reporters``, ``via email`` after a cue verb."""
    lower = view.lower
    while i < limit and view.quote_of[i] < 0:
        word = lower[i]
        if word in DAYS or (word in ADVERBS and word not in ("there", "here", "once", "now", "just", "only")):
            i += 1
        elif (
            word in ("last", "this", "earlier") and i + 1 < limit and lower[i + 1] in ("week", "month", "year", "night")
        ):
            i += 2
        elif word in PREPOSITIONS and i + 1 < limit and lower[i + 1] in TIMES:
            i += 2
            while i < limit and (lower[i] in TIMES or _is_number(view, i)):
                i += 1
        elif word in PREPOSITIONS and word not in ("of", "like", "as", "per"):
            phrase = phrase_after(view, i + 1, limit, verbs=verbs, aside=False)
            if phrase is None:
                break
            i = phrase[1]
        else:
            break
    return i


def _is_number(view: View, i: int) -> bool:
    """Whether token ``i`` is a number, as the day or year of a date."""
    return view.words[i][0].isdigit()


def look_ahead(view: View, i: int, limit: int) -> int | None:
    """Start of a ``that`` clause or quotation a little later, or None."""
    stop = min(limit, i + _LOOK_AHEAD)
    for k in range(i, stop):
        if view.quote_of[k] >= 0:
            before = view.words[k - 1]
            return k if before in (",", ":") or view.lower[k - 1] == "that" else None
        if view.lower[k] == "that" and k > i:
            return k
        if view.words[k] in (";", "."):
            return None
    return None


def leads_clause(view: View, i: int, limit: int) -> bool:
    """Whether a clause can begin at ``i``: a subject with a finite verb a little later."""
    if i + 1 >= limit:
        return False
    lower = view.lower
    if lower[i] in ("that", "there") or lower[i] in QUESTION_WORDS:
        return True
    for k in range(i, min(limit, i + 14)):
        word = lower[k]
        if word in FINITE or (k > i and word.endswith("ed") and word[0] != "n") or word.endswith("n't"):
            return k > i or "'" in word
        if view.words[k] in (";", ":") or (word in SUBORDINATORS and k > i):
            return False
    return False


FINITE = word_set(
    "is are was were has have had will would can could may might must should do does did it's he's she's they're we're"
    " i'm you're that's there's they'll he'll she'll we'll i'll won't can't don't doesn't didn't isn't aren't wasn't"
    " weren't wouldn't couldn't shouldn't went came got made took gave left lost won put let led met ran became began"
    " knew saw felt kept held paid sent told said says needs wants makes takes goes comes gets remains"
)
