"""The source of a cue verb: before it, after it, or carried from the clause before."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from reliability.attribution.closed import DAYS, PERSONAL, PREPOSITIONS, STOPS
from reliability.attribution.contents import leads_clause
from reliability.attribution.groups import Group, raised, verb_group
from reliability.attribution.lexicon import Verb
from reliability.attribution.phrases import phrase_after, phrase_before, subject_before
from reliability.attribution.scene import Scene
from reliability.attribution.view import Range, View


def subject_of(scene: Scene, i: int, verb: Verb, group: Group) -> tuple[list[Range], int, int]:
    """Source, the first token of source and cue together, the first token of the cue."""
    view, begin = scene.view, scene.begin
    first = group.first
    if group.subject_inside:
        return [(first, first + 1)], first, max(first + 1, min(i, first + 1)) if first + 1 <= i else i
    if group.voice == "infinitive":
        return _raised_subject(scene, verb, group)
    if group.voice == "gerund":
        return [], first, first
    if first > begin and view.lower[first - 1] in ("and", "but", "then", "or"):
        shared = scene.previous.source if scene.previous is not None else []
        return list(shared) or carried_subject(scene, i), first, first
    if "f" in verb.frames and "r" not in verb.frames and group.voice == "finite" and _ends_inverted(scene, i, first):
        return [], first, first
    source = subject_before(view, first, _after_quote(view, first, begin), verbs=scene.verbs)
    return source, source[0][0] if source else first, first


def _ends_inverted(scene: Scene, i: int, first: int) -> bool:
    """Whether a sentence ends in ``, said lobbyist Ann Lo``: a clause, a comma, the verb and a name."""
    view, end = scene.view, scene.end
    if view.rules == 1 or first <= scene.begin or view.words[first - 1] != "," or first != i:
        return False
    phrase = phrase_after(view, i + 1, end, verbs=scene.verbs)
    if phrase is None or not (phrase[1] >= end or view.words[phrase[1]] == "."):
        return False
    named = any(view.words[k][0].isupper() for k in range(*phrase))
    return named and not leads_clause(view, i + 1, end) and leads_clause(view, scene.begin, first - 1)


def _raised_subject(scene: Scene, verb: Verb, group: Group) -> tuple[list[Range], int, int]:
    """The subject of ``declined to say``: that of the verb before ``to``."""
    view, begin = scene.view, scene.begin
    governor = raised(view, group.first, begin, scene.verbs)
    if governor is None:
        return [], group.first, group.first
    above = verb_group(view, governor, begin, scene.verbs.get(view.lower[governor]) or verb)
    if above.voice == "passive" and view.lower[governor] not in ("expected", "scheduled", "asked", "said"):
        return [], group.first, group.first
    if above.subject_inside:
        return [(above.first, above.first + 1)], above.first, above.first + 1
    source = subject_before(view, above.first, begin, verbs=scene.verbs)
    return source, source[0][0] if source else above.first, above.first


def _after_quote(view: View, i: int, begin: int) -> int:
    """The token after the last quotation before ``i`` in the sentence, so that no subject reaches into it."""
    before = bisect_left(view.quotes, i, key=attrgetter("first"))
    return max(begin, min(view.quotes[before - 1].last, i)) if before else begin


def inverted_subject(scene: Scene, i: int, group: Group) -> list[Range]:
    """``said Jane Roe``: the verb follows a quotation or comma and its subject comes after it."""
    view = scene.view
    before = group.first - 1
    if before >= 0 and not (view.quote_of[before] >= 0 or view.words[before] in (",", "—", "–", "-", "...", "…")):
        return []
    if before < scene.begin and view.quote_of[before] < 0:
        return []
    phrase = phrase_after(view, i + 1, scene.end, verbs=scene.verbs)
    if phrase is None or view.lower[phrase[0]] in DAYS or view.lower[phrase[0]] == "that":
        return []
    if view.lower[phrase[0]] in scene.verbs and view.words[phrase[0]][0].islower():
        return []
    return [phrase]


def carried_subject(scene: Scene, i: int) -> list[Range]:
    """The subject of ``…, adding that``: the source before it, or the first noun phrase of the sentence."""
    view = scene.view
    if (
        i > scene.begin
        and "gerund" in scene.verbs[view.lower[i]].forms
        and view.is_word(i - 1)
        and view.quote_of[i - 1] < 0
    ):
        before = view.lower[i - 1]
        if before not in STOPS and not before.endswith(("ing", "ed", "ly")):
            phrase = phrase_before(view, i, scene.begin, verbs=scene.verbs)
            if phrase is not None:
                return [phrase]
    if scene.previous is not None and scene.previous.source:
        return list(scene.previous.source)
    if i == scene.begin:
        return []
    phrase = phrase_after(view, scene.begin, i, verbs=scene.verbs, aside=False)
    if phrase and phrase[1] < i:
        return [phrase]
    for k in range(i - 1, max(scene.begin, i - 14) - 1, -1):
        word = view.lower[k]
        if word in PERSONAL or (view.words[k][0].isupper() and word not in STOPS and word not in DAYS):
            named = phrase_before(view, k + 1, scene.begin, verbs=scene.verbs) if word not in PERSONAL else None
            return [named or (k, k + 1)]
    return []


def inapt(scene: Scene, i: int, verb: Verb, source: list[Range]) -> bool:
    """Whether the subject cannot be a source here: the author's or reader's wishes, naming, gerunds"
    " after prepositions."""
    view = scene.view
    head = view.lower[source[-1][0]].partition("'")[0]
    after = i + 1
    if head in ("i", "we", "you") and not {"c", "t"} & verb.frames:
        return True
    if verb.lemma == "mean" and head not in ("i", "we", "you"):
        return True
    if head in ("it", "this", "that") and verb.lemma in ("see", "feel", "know"):
        return True
    if verb.lemma in ("call", "dub", "label", "term", "name") and after < scene.end:
        named = view.quote_of[after] >= 0 or view.words[after][0].isupper()
        return (
            named and "third" not in verb.forms and view.words[source[0][0]][0].islower() and head not in ("he", "she")
        )
    if "gerund" in verb.forms and i > scene.begin and view.lower[i - 1] in PREPOSITIONS - {"by"}:
        return not (after < scene.end and (view.lower[after] == "that" or view.quote_of[after] >= 0))
    return False
