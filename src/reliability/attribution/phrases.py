"""Noun phrases to the left and right of a cue, without a tagger: closed classes and spelling bound them."""

from __future__ import annotations

from collections.abc import Collection

from reliability.attribution.closed import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STOPS,
    TIES,
    TIMES,
    word_set,
)
from reliability.attribution.reporting import reports
from reliability.attribution.view import Range, View

LONGEST = 12  # tokens of one simple noun phrase; longer ones are lists
APPOSITION = 40  # tokens between the commas of an apposition
_DAYTIMES = frozenset(("morning", "afternoon", "evening", "night"))
_MONTH_NAMES = frozenset(("jan", "april", "june", "august"))
_ASIDE_STARTS = word_set("a an the who whose whom which one now then himself herself both all along like an")


def subject_before(view: View, end: int, begin: int, *, verbs: Collection[str]) -> list[Range]:
    """The noun phrase that ends before token ``end``, with its apposition; empty when there is none.

    A relative pronoun gives itself and its antecedent, so that ``a man who said`` keeps the man.
    """
    end = _before_time(view, end, begin)
    if end <= begin:
        return []
    lower = view.lower
    last = lower[end - 1]
    if view.words[end - 1] in (",", "—", "–", "--", "-"):
        return _before_aside(view, end, begin, verbs)
    if last in RELATIVES:
        return _antecedent(view, end, begin, verbs)
    if last in PRONOUNS or _contracted(last):
        return [(end - 1, end)]
    phrase = phrase_before(view, end, begin, verbs=verbs)
    return [phrase] if phrase else []


def _contracted(word: str) -> bool:
    head, mark, _ = word.partition("'")
    return bool(mark) and head in PRONOUNS


def _before_time(view: View, end: int, begin: int) -> int:
    """Steps left over ``on Thursday``, ``last week`` and adverbs."""
    lower = view.lower
    i = end
    while i > begin:
        word = lower[i - 1]
        if view.rules > 1 and word in _DAYTIMES and i - 1 > begin and lower[i - 2] in DAYS:
            i -= 1
        elif word in DAYS and (i - 1 == begin or not (view.words[i - 2][0].isupper() and lower[i - 2] == "fox")):
            i -= 1
            if i > begin and lower[i - 1] in ("on", "late", "early"):
                i -= 1
        elif word in ADVERBS and word not in TIMES:
            i -= 1
        elif (
            word in ("week", "month", "year", "night", "morning") and i - 1 > begin and lower[i - 2] in ("last", "this")
        ):
            i -= 2
        else:
            break
    return i


def _before_aside(view: View, end: int, begin: int, verbs: Collection[str]) -> list[Range]:
    """``Jane Roe, a lawyer for the town, said``: back over the aside to its head."""
    words, lower = view.words, view.lower
    inner = end - 1
    mark = words[inner]
    opening = inner - 1
    floor = max(begin, inner - APPOSITION)
    while opening > floor and (words[opening] != mark or view.quote_of[opening] >= 0):
        if words[opening] in ";:":
            return []
        opening -= 1
    if opening <= floor or words[opening] != mark:
        stray = inner > begin and words[inner - 1] == ")"  # "Sen. Lo (D-R.I.), said"
        named = phrase_before(view, inner, begin, verbs=verbs) if stray else None
        return [named] if named is not None else []
    start = opening + 1
    aside = lower[start]
    if mark == "," and _is_clause(view, start, inner):
        return []
    if aside in CONJUNCTIONS or aside in ("he", "she", "they", "it", "i", "we"):
        return []
    if view.words[start][0].isalnum() or words[start] == '"':
        if words[opening - 1][0].isdigit() and opening - 2 > begin and words[opening - 2] == mark:
            opening -= 2  # the age in "Ann Lo, 54, a teacher, said"
        head = phrase_before(view, opening, begin, verbs=verbs)
        if head is None and lower[opening - 1] in PRONOUNS:
            head = (opening - 1, opening)
        if head is not None and head[0] - 2 > begin and words[head[0] - 1] == mark and _is_description(view, head[0]):
            wider = phrase_before(view, head[0] - 1, begin, verbs=verbs)
            head = wider if wider is not None and not _names_after(view, head[0], start, wider) else head
        if head is not None:
            return [(head[0], inner)]
    return []


def _is_clause(view: View, start: int, end: int) -> bool:
    """Whether tokens ``[start, end)`` between commas are a clause; ``a teacher who was there`` describes."""
    lower = view.lower
    if lower[start] in RELATIVES:
        return False
    if view.rules > 1:
        end = next((k for k in range(start, end) if lower[k] in RELATIVES), end)
    return any(lower[k] in AUXILIARIES for k in range(start, end))


def _names_after(view: View, described: int, aside: int, wider: Range) -> bool:
    """Whether a description has its name behind it: ``its director, Ann Lo``, not ``Ann Lo, a clerk in Salem, Ohio``."""
    if view.rules == 1 or not view.words[aside][0].isupper():
        return False
    return view.lower[described] in POSSESSIVES or view.words[wider[1] - 1][0].islower()


def _is_description(view: View, i: int) -> bool:
    """Whether a phrase describes rather than names: ``a lawyer``, ``curator of exhibits``."""
    return view.words[i][0].islower() and view.lower[i] != "the"


def _antecedent(view: View, end: int, begin: int, verbs: Collection[str]) -> list[Range]:
    stop = end - 1
    if stop > begin and view.words[stop - 1] == ",":
        stop -= 1
    if stop <= begin:
        return [(end - 1, end)] if view.lower[end - 1] == "who" else []
    phrase = phrase_before(view, stop, begin, verbs=verbs)
    if phrase is None:
        if view.lower[stop - 1] in PRONOUNS and view.lower[end - 1] == "who":
            return [(stop - 1, stop), (end - 1, end)]
        return []
    return [phrase, (end - 1, end)]


def phrase_before(view: View, end: int, begin: int, *, verbs: Collection[str]) -> Range | None:
    """The noun phrase ending before token ``end``, with the phrases tied to it by prepositions."""
    first = _simple_before(view, end, begin, verbs)
    if first is None:
        return None
    lower = view.lower
    for _ in range(4):
        if first - 2 < begin:
            break
        tie = lower[first - 1]
        head = lower[first - 2]
        if tie in TIES and view.is_word(first - 2) and head not in STOPS and not head.endswith(("ing", "ly")):
            if head in verbs and view.words[first - 2][0].islower() and not _reduced(view, first - 2, begin):
                break
            wider = _simple_before(view, first - 1, begin, verbs)
            if wider is None:
                break
            first = wider
        elif tie == "and" and _joined(view, first):
            wider = _simple_before(view, first - 1, begin, verbs)
            if wider is None or (wider > begin and view.is_word(wider - 1)):
                break
            first = wider
        else:
            break
    return first, end


def _reduced(view: View, i: int, begin: int) -> bool:
    """Whether ``cited`` in ``experts cited in reports`` is a participle that follows its noun."""
    return view.lower[i].endswith("ed") and i - 1 >= begin and view.is_word(i - 1) and view.lower[i - 1] not in STOPS


def _joined(view: View, first: int) -> bool:
    """Whether ``and`` before ``first`` joins two heads rather than two clauses."""
    words = view.words
    left, right = words[first - 2], words[first]
    return left[0].isalnum() and view.lower[first - 2] not in STOPS and left[0].isupper() == right[0].isupper()


def _simple_before(view: View, end: int, begin: int, verbs: Collection[str]) -> int | None:
    """Start of the phrase without prepositions that ends before ``end``."""
    words, lower = view.words, view.lower
    i = end - 1
    if i >= begin and words[i] == ")":
        while i > begin and words[i] != "(":
            i -= 1
        i -= 1
    first: int | None = None
    limit = max(begin, i - LONGEST)
    while i >= limit:
        word = lower[i]
        if word in DETERMINERS:
            first = i
            if i - 1 >= limit and lower[i - 1] in DETERMINERS and lower[i - 1] != "that":
                first = i - 1
            break
        if view.joins(i) or (word == "'" and i > limit and lower[i - 1].endswith("s")):
            i -= 1
            continue
        if not words[i][0].isalnum() or (word in STOPS and not words[i][0].isdigit() and not _begins_name(view, i)):
            break
        if first is not None and _is_verb(view, i, verbs) and (word.endswith("ed") or not _determined(view, i, begin)):
            break
        first = i
        i -= 1
    return first


def _begins_name(view: View, i: int) -> bool:
    """Whether a month is a given name: ``Jan Morro``, ``Mayor June Hale``, not ``in April Congress voted``."""
    words = view.words
    if view.rules == 1 or view.lower[i] not in _MONTH_NAMES or not words[i][0].isupper() or i + 1 >= len(words):
        return False
    after = view.lower[i + 1]
    named = words[i + 1][0].isupper() and after not in STOPS and view.quote_of[i] == view.quote_of[i + 1]
    return named and (i == 0 or view.lower[i - 1] not in PREPOSITIONS)


def _is_verb(view: View, i: int, verbs: Collection[str]) -> bool:
    return view.lower[i] in verbs and view.words[i][0].islower() and not view.lower[i].endswith("ing")


def _determined(view: View, i: int, begin: int) -> bool:
    return i > begin and view.lower[i - 1] in DETERMINERS


def phrase_after(view: View, start: int, limit: int, *, verbs: Collection[str], aside: bool = True) -> Range | None:
    """The noun phrase that begins at ``start``, with ``of``-phrases and, when asked, its apposition."""
    words, lower = view.words, view.lower
    limit = min(limit, start + 4 * LONGEST)
    if start >= limit:
        return None
    if _stands_alone(view, start, limit):
        return start, start + 1
    i = start
    if words[i] == '"':
        return None
    while i < limit:
        word = lower[i]
        if view.joins(i):
            i += 1
            continue
        if words[i] == "(" and i > start:
            closing = next((k for k in range(i, min(limit, i + 8)) if words[k] == ")"), None)
            if closing is None:
                break
            i = closing + 1
            continue
        if not words[i][0].isalnum():
            break
        if i > start and _ends_phrase(view, i, limit, verbs):
            break
        if i == start and word in STOPS and word not in DETERMINERS and not _begins_name(view, i):
            return None
        i += 1
    if i == start:
        return None
    return start, (_past_aside(view, i, limit) if aside else i)


def _stands_alone(view: View, i: int, limit: int) -> bool:
    """Whether a pronoun is the whole phrase; ``many`` before a noun is not."""
    word = view.lower[i]
    if word not in PRONOUNS:
        return _contracted(word)
    return word == "it" or not (word in DETERMINERS and i + 1 < limit and view.is_word(i + 1))


def _ends_phrase(view: View, i: int, limit: int, verbs: Collection[str]) -> bool:
    word = view.lower[i]
    if word in ("of", "for", "from", "at", "with", "and", "in") and i + 1 < limit:
        after = view.words[i + 1]
        if word == "and":
            return not (after[0].isupper() and view.words[i - 1][0].isupper())
        if word in ("in", "with", "at", "for") and view.words[i - 1][0].isupper() and not after[0].isupper():
            return True
        return not after[0].isalnum() or (view.lower[i + 1] in STOPS and view.lower[i + 1] not in DETERMINERS)
    if word in STOPS:
        return not _begins_name(view, i)
    if word in verbs and view.words[i][0].islower() and not word.endswith("ing"):
        return view.lower[i - 1] not in DETERMINERS
    return word in DETERMINERS and view.lower[i - 1] not in PREPOSITIONS and view.lower[i - 1] not in DETERMINERS


def _past_aside(view: View, i: int, limit: int) -> int:
    """Past ``, a lawyer for the town`` or ``, 54,`` when one follows."""
    words, lower = view.words, view.lower
    if i + 1 >= limit or words[i] != ",":
        if i < limit and lower[i] == "who":
            return _clause_end(view, i, limit)
        return i
    after = lower[i + 1]
    if view.rules > 1 and after == "who" and i + 2 < limit and reports((lower[i + 2],)):
        return i  # "…, said Ann Lo, who added that": another relation
    aged = after[0].isdigit() and i + 2 < limit and words[i + 2] in (",", ".")
    if after in _ASIDE_STARTS or aged or after in ("president", "director", "chairman", "professor"):
        return _clause_end(view, i + 1, limit)
    name = i + 1
    while name < limit and (words[name][0].isupper() or view.joins(name)):
        name += 1
    if name - i > 2 and words[i - 1][0].islower() and (name == limit or words[name] in (",", ".", "(")):
        return name  # "the owner, Walter Finch"
    return i


def _clause_end(view: View, i: int, limit: int) -> int:
    end = i
    while end < limit and view.words[end] not in (",", ".", ";", ":", "!", "?") and view.quote_of[end] < 0:
        end += 1
    return end
