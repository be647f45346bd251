"""Content that stands before its cue: ``“…,” she said`` and ``It will rain, she said``."""

from __future__ import annotations

from reliability.attribution.closed import CONJUNCTIONS, PREPOSITIONS
from reliability.attribution.contents import fronted_begin, leads_clause, skip_setting
from reliability.attribution.following import past_hearer
from reliability.attribution.lexicon import Verb
from reliability.attribution.scene import Scene
from reliability.attribution.view import Range, View


def fronted(scene: Scene, i: int, verb: Verb, source_first: int, source: list[Range], inverted: bool) -> Range | None:
    """Content before ``, he said``: a quotation that ends there, or the clause before the comma."""
    view = scene.view
    edge = source_first - 1
    while edge >= 0 and view.words[edge] in (",", "—", "–", "-", "...", "…") and view.quote_of[edge] < 0:
        edge -= 1
    if edge < 0:
        return None
    inside = view.quote_of[edge]
    if inside >= 0 and view.quotes[inside].last == edge + 1:
        return _fronted_quote(scene, inside, verb) if _touches(scene, i, edge, inverted) else None
    if edge == source_first - 1 or "f" not in verb.frames or edge < scene.begin:
        return None
    after = source[-1][1] if inverted else i + 1
    if not inverted and not (closes(scene, after) or _ends_told(scene, after, verb)):
        return None
    floor = scene.begin
    if scene.previous is not None and scene.previous.content:
        floor = max(floor, scene.previous.end())
    start = fronted_begin(view, edge + 1, floor)
    resumed = after < scene.end and view.words[after] == ","
    if edge + 1 - start == 1 and view.lower[start] in CONJUNCTIONS:
        return None
    if resumed and edge + 1 > start:
        return start, edge + 1
    return (start, edge + 1) if edge + 1 - start >= 3 and _states(view, start, edge + 1) else None


def _states(view: View, start: int, end: int) -> bool:
    """Whether tokens ``[start, end)`` are a clause and no setting before one: ``In a hard year, prices rose``."""
    if view.lower[start] not in PREPOSITIONS or leads_clause(view, start, end):
        return True
    comma = next((k for k in range(start, end - 1) if view.words[k] == ","), end - 1)
    return view.rules > 1 and leads_clause(view, comma + 1, end)


def _touches(scene: Scene, i: int, edge: int, inverted: bool) -> bool:
    """Whether the quotation ending at ``edge`` belongs to the cue at ``i``: it runs into its clause."""
    view = scene.view
    first, last = scene.begin, scene.end
    if edge < first - 1:
        return False
    if edge == first - 1:
        line = view.lines_of(first)
        if line[0] >= first:
            return False
    inner = view.words[edge - 1]
    if inner == "." and edge == first - 1:
        return inverted or (i + 2 == scene.end and view.words[i + 1] == ".")
    if inner in ("?", "!") and edge == first - 1 and not inverted:
        return closes(scene, i + 1)
    return last > edge


def resumes(view: View, i: int) -> bool:
    """Whether the quotation at ``i`` begins in the middle of a sentence."""
    return i + 1 < len(view.words) and view.words[i + 1][0].islower()


def _fronted_quote(scene: Scene, inside: int, verb: Verb) -> Range | None:
    view = scene.view
    if not {"q", "f"} & verb.frames:
        return None
    quotation = view.quotes[inside]
    first = quotation.first
    begin = view.sentences[view.sentence_of[first]][0]
    if begin < first and "f" in verb.frames:
        floor = begin
        if scene.previous is not None:
            floor = max(floor, scene.previous.end())
        if floor < first:
            start = fronted_begin(view, first, floor)
            if view.words[first - 1] not in (",", ":") or first - start > 3:
                first = start
    if quotation.last - first < 2:
        return None
    return first, quotation.last


def _ends_told(scene: Scene, i: int, verb: Verb) -> bool:
    """Whether the sentence ends with the hearer at ``i``, but for a setting: ``he told reporters on Monday.``"""
    view, end = scene.view, scene.end
    if view.rules == 1 or verb.lemma != "tell" or i >= end:
        return False
    stop = skip_setting(view, past_hearer(scene, i, verb), end, scene.verbs)
    return stop >= end or (stop + 1 == end and view.words[stop] == ".")


def closes(scene: Scene, i: int) -> bool:
    """Whether the clause ends after ``he said``: punctuation, or only its setting before the full stop."""
    view = scene.view
    if i >= scene.end or view.words[i] in (".", ",", ";", "?", "!", "—", "–", ")", "-"):
        return True
    stop = skip_setting(view, i, scene.end, scene.verbs)
    return stop > i and (stop >= scene.end or view.words[stop] in (".", ",", ";"))
