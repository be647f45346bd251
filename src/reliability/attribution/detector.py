"""Finds who says what in a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reliability.attribution.headlines import colon_relation, credit_relation
from reliability.attribution.lexicon import Verb, read_verbs
from reliability.attribution.nominal import (
    NOUNS,
    according,
    agentless,
    in_study,
    is_agentless,
    noun_cue,
    tail_according,
)
from reliability.attribution.nouns import SourceWords
from reliability.attribution.publish import publish
from reliability.attribution.quotes import carry_on
from reliability.attribution.relation import Relation
from reliability.attribution.verbal import Scene, quoted_verb, tail_relation, verbal_relation
from reliability.attribution.view import View, make_view
from reliability.types import Attribution, Document


@dataclass(frozen=True, slots=True)
class AttributionDetector:
    """Finds attributions with the cue lists of one scoring version."""

    verbs: Mapping[str, Verb]
    words: SourceWords

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> AttributionDetector:
        """The detector of a version's files.

        Raises:
            KeyError: ``attribution_verbs.tsv`` or ``attribution_sources.json`` is missing.
        """
        return cls(
            read_verbs(resources["attribution_verbs.tsv"].decode("utf-8")),
            SourceWords.from_json(resources["attribution_sources.json"].decode("utf-8")),
        )

    def find(self, document: Document) -> tuple[Attribution, ...]:
        """Every attribution in order of its first token; empty for a text without one."""
        if not document.words:
            return ()
        view = make_view(document)
        return publish(document, view, find_relations(view, self.verbs), self.words)


def find_relations(view: View, verbs: Mapping[str, Verb]) -> list[Relation]:
    """All relations in token ranges, in order."""
    found: list[Relation] = []
    transcript: set[int] = set()
    for index, line in enumerate(view.lines):
        relation = colon_relation(view, line, headline=index == 0) or credit_relation(view, line)
        if relation is not None:
            found.append(relation)
            if not relation.credit:
                transcript.add(index)
    lower = view.lower
    for number, (begin, end) in enumerate(view.sentences):
        if view.line_of[number] in transcript or view.boiler[view.line_of[number]]:
            continue
        scene = Scene(view, verbs, begin, end, None)
        covered = begin
        study = in_study(scene)
        if study is not None:
            found.append(study)
            scene.previous = study
            covered = study.content[-1][1]
        tail = (tail_relation(scene) or tail_according(scene)) if study is None else None
        if tail is not None:
            found.append(tail)
            continue
        for i in range(begin, end):
            word = lower[i]
            relation = None
            if view.quote_of[i] >= 0:
                if view.quotes[view.quote_of[i]].first == i and i >= covered:
                    relation = quoted_verb(scene, i)
                    if relation is not None:
                        found.append(relation)
                        scene.previous = relation
                        covered = relation.content[-1][1]
                continue
            verb = verbs.get(word)
            if verb is not None:
                if i < covered:
                    continue
                relation = verbal_relation(scene, i, verb)
            if relation is None:
                if word == "according":
                    relation = according(scene, i)
                elif i < covered:
                    continue
                elif word in NOUNS:
                    relation = noun_cue(scene, i)
                elif is_agentless(word):
                    relation = agentless(scene, i)
            if relation is None:
                continue
            found.append(relation)
            scene.previous = relation
            covered = max(covered, *(part[1] for part in relation.content + relation.cue + relation.source))
    carry_on(view, found)
    found.sort(key=_place)
    return found


def _place(relation: Relation) -> int:
    """Where a relation is told: its cue, else its source, else its content."""
    return (relation.cue or relation.source or relation.content)[0][0]
