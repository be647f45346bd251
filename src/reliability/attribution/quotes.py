"""Quotations that go on after their cue: in the same paragraph, over the next paragraphs, after a colon."""

from __future__ import annotations

from bisect import bisect_right

from reliability.attribution.relation import Relation
from reliability.attribution.view import View


def carry_on(view: View, relations: list[Relation]) -> None:
    """Adds to each quoted content the quotations that follow it without a cue of their own."""
    if not view.quotes or not relations:
        return
    taken = _taken(view, relations)
    owners = _owners(view, relations)
    line_starts = [first for first, _ in view.lines]
    for number, quotation in enumerate(view.quotes):
        sentence = view.sentence_of[quotation.first]
        before = owners.get(sentence - 1)
        if number in taken or before is None or quotation.first - view.sentences[sentence][0] > 1:
            continue
        line = bisect_right(line_starts, quotation.first)
        previous = bisect_right(line_starts, view.sentences[sentence - 1][0])
        whole = line == previous + 1 and _fills_line(view, quotation.first, quotation.last)
        if not (_quotes(view, before) or _announces(view, sentence - 1)):
            if not whole:
                continue
            before = Relation([], [], [], carried=True)
            relations.append(before)
        elif line != previous and not whole and not _runs_over(view, before, line, previous):
            continue
        before.content.append((quotation.first, quotation.last))
        for other in range(sentence, view.sentence_of[quotation.last - 1] + 1):
            owners[other] = before


def _owners(view: View, relations: list[Relation]) -> dict[int, Relation]:
    """For each sentence the relation that ends in it; one with a quotation goes before one without."""
    owners: dict[int, Relation] = {}
    for relation in relations:
        if relation.credit or not relation.cue:
            continue
        sentence = view.sentence_of[relation.end() - 1]
        held = owners.get(sentence)
        if held is None or not _quotes(view, held) or _quotes(view, relation):
            owners[sentence] = relation
    return owners


def _fills_line(view: View, first: int, last: int) -> bool:
    """Whether a quotation is its whole paragraph."""
    line = view.lines_of(first)
    return first == line[0] and last >= line[1] - 1 and last - first > 5


def _taken(view: View, relations: list[Relation]) -> set[int]:
    """Quotations that are content already."""
    taken = set()
    for relation in relations:
        for first, last in relation.content:
            for i in (first, last - 1):
                if view.quote_of[i] >= 0:
                    taken.add(view.quote_of[i])
    return taken


def _quotes(view: View, relation: Relation) -> bool:
    return any(view.quote_of[part[1] - 1] >= 0 for part in relation.content)


def _announces(view: View, sentence: int) -> bool:
    return view.words[view.sentences[sentence][1] - 1] == ":"


def _runs_over(view: View, relation: Relation, line: int, previous: int) -> bool:
    """Whether the quotation of the paragraph before was left open, or its cue ended with a colon."""
    if line != previous + 1:
        return False
    last = max(part[1] for parts in (relation.cue, relation.content) for part in parts)
    inside = view.quote_of[last - 1]
    return inside >= 0 and not view.quotes[inside].closed
