"""Finds who says what in a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reliability.attribution.contents import past_dateline
from reliability.attribution.headlines import LINE_MARKS, colon_relation, credit_relation, signed_relation
from reliability.attribution.lexicon import Verb, read_verbs
from reliability.attribution.nominal import (
    AGENTLESS,
    NOUNS,
    according,
    agentless,
    in_study,
    noun_cue,
    tail_according,
)
from reliability.attribution.nouns import SourceWords
from reliability.attribution.publish import publish
from reliability.attribution.quotes import carry_on
from reliability.attribution.relation import Relation
from reliability.attribution.scene import Scene
from reliability.attribution.verbal import quoted_verb, tail_relation, verbal_relation
from reliability.attribution.view import View, make_view
from reliability.limits import check_findings
from reliability.types import Attribution, Document
from reliability.vocabulary import listed

LONGEST_SENTENCE = (
    600  # tokens read as one sentence; text without full stops is read in pieces, so that time stays linear
)


@dataclass(frozen=True, slots=True)
class AttributionDetector:
    """Finds attributions with the cue lists of one scoring version."""

    verbs: Mapping[str, Verb]
    words: SourceWords
    cues: frozenset[str]

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> AttributionDetector:
        """The detector of a version's files.

        Raises:
            KeyError: ``attribution_verbs.tsv`` or ``attribution_sources.json`` is missing.
        """
        verbs = read_verbs(resources["attribution_verbs.tsv"].decode("utf-8"))
        words = SourceWords.from_json(resources["attribution_sources.json"].decode("utf-8"))
        return cls(verbs, words, frozenset(verbs) | NOUNS | AGENTLESS | {"according"})

    def find(self, document: Document) -> tuple[Attribution, ...]:
        """Every attribution in order of its first token; empty for a text without one."""
        if not document.words:
            return ()
        view = make_view(document, self.words.rules)
        cues = cue_tokens(document, view, self.cues)
        return publish(document, view, find_relations(view, self.verbs, cues), self.words)


def find_relations(view: View, verbs: Mapping[str, Verb], cues: Sequence[int]) -> list[Relation]:
    """All relations in token ranges, in order; ``cues`` holds every token that may be a cue."""
    found: list[Relation] = []
    scripted: set[int] = set()
    starts = [first for first, _ in view.lines]
    for index in sorted({bisect_right(starts, i) - 1 for i in view.vocabulary.places(LINE_MARKS)}):
        tokens = view.lines[index]
        relation = colon_relation(view, tokens, headline=index == 0) or credit_relation(view, tokens)
        if relation is None:
            signed = signed_relation(view, tokens, view.lines[index - 1] if index else None)
            found += [signed] if signed is not None else []
            continue
        found.append(relation)
        if not relation.credit:
            scripted.add(index)
    position = 0
    for number, (first, last) in enumerate(view.sentences):
        scripted_line = view.line_of[number] in scripted
        check_findings(len(found), view.characters, "attributions")
        for begin in range(first, last, LONGEST_SENTENCE):
            end = min(last, begin + LONGEST_SENTENCE)
            reached = bisect_left(cues, end, position)
            if not scripted_line:
                start = past_dateline(view, begin, end)
                _read_sentence(
                    Scene(view, verbs, start if start < end else begin, end, None), cues[position:reached], found
                )
            position = reached
    carry_on(view, found)
    found.sort(key=_place)
    return found


def cue_tokens(document: Document, view: View, words: frozenset[str]) -> Sequence[int]:
    """Tokens that may be a cue: words of the lists and the first tokens of quotations."""
    chosen = document.vocabulary.among(words)
    chosen[[quotation.first for quotation in view.quotes]] = True
    return listed(chosen)


def _read_sentence(scene: Scene, cues: Sequence[int], found: list[Relation]) -> None:
    """Appends the relations of one sentence; a cue inside the content of another is not read again."""
    covered = scene.begin
    study = in_study(scene)
    if study is not None:
        found.append(study)
        scene.previous = study
        covered = study.content[-1][1]
    elif cues:
        tail = tail_relation(scene, cues) or tail_according(scene)
        if tail is not None:
            found.append(tail)
            return
    for i in cues:
        relation = _relation_at(scene, i, covered)
        if relation is not None:
            found.append(relation)
            scene.previous = relation
            covered = max(covered, *(part[1] for part in relation.content + relation.cue + relation.source))


def _relation_at(scene: Scene, i: int, covered: int) -> Relation | None:
    """The relation whose cue stands at token ``i``, or None; inside quotations only a cue that opens one counts."""
    view = scene.view
    inside = view.quote_of[i]
    if inside >= 0:
        return quoted_verb(scene, i) if view.quotes[inside].first == i and i >= covered else None
    word = view.lower[i]
    if word == "according":
        return according(scene, i)
    if i < covered:
        return None
    verb = scene.verbs.get(word)
    relation = verbal_relation(scene, i, verb) if verb is not None else None
    if relation is None and word in NOUNS:
        relation = noun_cue(scene, i)
    if relation is None and word in AGENTLESS:
        relation = agentless(scene, i)
    return relation


def _place(relation: Relation) -> int:
    """Where a relation is told: its cue, else its source, else its content."""
    return (relation.cue or relation.source or relation.content)[0][0]
