"""Relations whose cue is a verb: ``X said``, ``said X``, ``X accused Y of``, ``declined to say``."""

from __future__ import annotations

from collections.abc import Sequence

from reliability.attribution.closed import QUESTION_WORDS
from reliability.attribution.contents import skip_setting, trim_end
from reliability.attribution.following import after_comma, bounded, clause_from, following
from reliability.attribution.fronted import closes, fronted, resumes
from reliability.attribution.groups import Group, verb_group
from reliability.attribution.lexicon import Verb
from reliability.attribution.phrases import phrase_after, subject_before
from reliability.attribution.relation import Relation
from reliability.attribution.scene import Scene, title_case
from reliability.attribution.subjects import carried_subject, inapt, inverted_subject, subject_of
from reliability.attribution.view import Range


def verbal_relation(scene: Scene, i: int, verb: Verb) -> Relation | None:
    """The relation of the cue verb at token ``i``, or None when it attributes nothing."""
    view = scene.view
    if view.lower[i] == "asked" and (i == scene.begin or view.lower[i - 1] in ("when", ",")):
        return _asked(scene, i)
    if view.words[i][0].isupper() and i > scene.begin and not title_case(view, scene.begin, scene.end):
        return None
    group = verb_group(view, i, scene.begin, verb)
    if group.voice == "noun":
        return None
    if group.voice == "passive":
        return _passive(scene, i, verb, group)
    source, source_first, cue_first = subject_of(scene, i, verb, group)
    cue = [(cue_first, i + 1)]
    inverted = False
    if not source and "f" in verb.frames and group.voice == "finite":
        source = inverted_subject(scene, i, group)
        inverted = bool(source)
        source_first = group.first
    if not source and group.voice == "gerund":
        source = carried_subject(scene, i)
        source_first = group.first
    if not source or inapt(scene, i, verb, source):
        return None
    left = None if group.voice in ("gerund", "infinitive") else fronted(scene, i, verb, source_first, source, inverted)
    plain = view.lower[source[-1][0]].partition("'")[0] in ("i", "we", "you")
    right = following(scene, source[-1][1] if inverted else i + 1, verb, left, clause_only=plain)
    if right and not left and not inverted:
        right = bounded(scene, source_first if len(source) == 1 else source[-1][1], right)
    if left and right and view.quote_of[left[1] - 1] < 0 <= view.quote_of[right[0]]:
        left = left if resumes(view, right[0]) else None
    if not left and source_first - 1 <= scene.begin + 1 and source_first > 0 and view.lower[source_first - 1] == "as":
        right = after_comma(scene, i + 1) or right
    content = ([left] if left else []) + ([right] if right else [])
    if not content:
        return None
    return Relation(source, cue, content, verb.lemma, group.negated)


def tail_relation(scene: Scene, cues: Sequence[int]) -> Relation | None:
    """``…, the agency said.`` at the end of a sentence: its content is all that stands before it.

    Args:
        scene: the sentence.
        cues: its tokens that may be a cue, in order; all its verbs of saying are among them.
    """
    view = scene.view
    for i in reversed(cues):
        if i <= max(scene.begin + 4, scene.end - 16):
            return None
        if max(view.quote_of[i : scene.end]) >= 0:
            return None
        verb = scene.verbs.get(view.lower[i])
        if verb is None or "f" not in verb.frames or not {"past", "third"} & verb.forms or not closes(scene, i + 1):
            continue
        relation = verbal_relation(scene, i, verb)
        if relation is None or len(relation.content) != 1:
            return None
        first, last = relation.content[0]
        inner = any(view.lower[k] in scene.verbs for k in range(first, last))
        before = last <= relation.cue[0][0] and view.quote_of[last - 1] < 0
        return relation if before and inner and first <= scene.begin + 2 else None
    return None


def quoted_verb(scene: Scene, i: int) -> Relation | None:
    """``Mr Roe “denounced the plan”``: the quotation that opens at ``i`` begins with the cue itself."""
    view = scene.view
    quotation = view.quotes[view.quote_of[i]]
    if i + 3 >= quotation.last or i == scene.begin or quotation.last > scene.end + 1:
        return None
    verb = scene.verbs.get(view.lower[i + 1])
    if verb is None or not view.words[i + 1][0].islower() or not {"past", "third"} & verb.forms:
        return None
    source = subject_before(view, i, scene.begin, verbs=scene.verbs)
    if not source:
        return None
    return Relation(source, [(i + 1, i + 2)], [(i + 2, quotation.last)], verb.lemma)


def _asked(scene: Scene, i: int) -> Relation | None:
    """``Asked whether he would resign, …``: a question whose asker is not told."""
    view = scene.view
    start = skip_setting(view, i + 1, scene.end, scene.verbs) if view.rules > 1 else i + 1
    if start >= scene.end or view.lower[start] not in QUESTION_WORDS:
        start = i + 1
    if start >= scene.end or view.lower[start] not in QUESTION_WORDS | {"about", "to", "by"}:
        return None
    comma = next((k for k in range(start, scene.end) if view.words[k] == ","), None)
    question = view.rules > 1 and view.lower[start] in QUESTION_WORDS
    if comma is None and question and i > scene.begin and view.lower[i - 1] == "when":
        comma = trim_end(view, start, scene.end)
    if comma is None or view.lower[start] == "by":
        return None
    first = start + (view.lower[start] == "about")
    last = i + 1 if question else first
    return Relation([], [(i, last)], [(first, comma)], "ask") if comma > first else None


def _passive(scene: Scene, i: int, verb: Verb, group: Group) -> Relation | None:
    """``was endorsed by X``, ``it was reported that``, ``is expected to``: the source follows ``by`` or is not told."""
    view, end, begin = scene.view, scene.end, scene.begin
    if group.subject_inside and view.lower[group.first] != "it's":
        subject: list[Range] = [(group.first, group.first + 1)]
    else:
        subject = subject_before(view, group.first, begin, verbs=scene.verbs)
    after = i + 1
    cue = [(group.first, i + 1)]
    if after < end and view.lower[after] == "by" and {"t", "o"} & verb.frames:
        phrase = phrase_after(view, after + 1, end, verbs=scene.verbs)
        if phrase is not None and subject:
            return Relation([phrase], [(group.first, after + 1)], [subject[0]], verb.lemma, group.negated)
        return None
    if after >= end or not subject:
        return None
    word = view.lower[after]
    if verb.lemma == "ask" and word in QUESTION_WORDS | {"about"}:
        first = after + (word == "about")
        content = clause_from(scene, first) if first < end else None
        return Relation([], [(group.first, first)], [content], verb.lemma, group.negated) if content else None
    impersonal = view.lower[subject[0][0]].startswith("it")
    if impersonal and word == "that" and "t" in verb.frames:
        content = clause_from(scene, after)
        return Relation([], cue, [content], verb.lemma, group.negated) if content else None
    if verb.lemma in ("tell", "inform", "advise", "warn", "remind", "assure") and word == "that":
        return None
    if word == "to" and verb.lemma in ("expect", "say", "believe", "think", "report", "know", "estimate", "consider"):
        content = clause_from(scene, after)
        if content:
            return Relation([], cue, [subject[0], content], verb.lemma, group.negated)
    return None
