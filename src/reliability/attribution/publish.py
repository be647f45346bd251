"""Relations in token ranges to ``Attribution`` records: form, kind, speaker, role, anonymity, hearsay."""

from __future__ import annotations

from typing import Literal

import numpy as np

from reliability.attribution.closed import DETERMINERS, RELATIVES, word_set
from reliability.attribution.kinds import bare, head_of, source_kind
from reliability.attribution.nouns import SourceWords
from reliability.attribution.relation import Relation
from reliability.attribution.speakers import Person, Resolver, find_people
from reliability.attribution.view import Range, View
from reliability.text.fold import seen
from reliability.types import Attribution, Document, Form, SourceKind, Span
from reliability.vocabulary import is_word

Anonymity = Literal["explained", "unexplained"]
_RELAYED = word_set("reports rumors rumours media press accounts rumor rumour")
_RELAYING = word_set("citing quoting cited quoted")
_HEARSAY_CUES = word_set("reportedly allegedly supposedly purportedly")
_CLAIMED = word_set("claim allege")
_REASONS = word_set(
    "because since fear fearing feared fears citing authorized authorised sensitive sensitivity private reprisal"
    " reprisals retaliation retribution safety permitted allowed to so"
)


def publish(document: Document, view: View, relations: list[Relation], words: SourceWords) -> tuple[Attribution, ...]:
    """The records of the relations in order; speakers are resolved in reading order; ``relations`` is emptied."""
    resolver = Resolver(view, find_people(view, words), words)
    spellings = resolver.people.spellings
    anonymous = _anonymity_notes(view)
    words_of = view.vocabulary.which(is_word)
    spoken = words_of.tobytes()
    quoted_words = (words_of & (np.frombuffer(view.quote_of, dtype=np.int32) >= 0)).tobytes()
    roles: dict[int, str] = {}
    same: dict[str | None, str | None] = {}  # one object for each different name or role
    published = []
    previous: str | None = None
    relations.reverse()
    while relations:  # each is let go when its record stands, for a long text has very many
        relation = relations.pop()
        speaker: str | None = None
        role: str | None = None
        kind: SourceKind = "none"
        if relation.source:
            phrase = main_phrase(relation)
            kind = source_kind(view, phrase, words, spellings)
            resolved = resolver.resolve(phrase, kind)
            speaker, role = _speaker(document, resolved, roles)
            if len(relation.source) > 1 and view.lower[relation.source[-1][0]] in RELATIVES:
                kind = "pronoun"
            if kind == "unnamed_person" and isinstance(resolved, Person):
                kind = "named_person"  # the text itself names who holds the role
            if role is None:
                role = _role(document, view, phrase, words) if kind in ("named_person", "unnamed_person") else None
                if role is not None and isinstance(resolved, Person):
                    roles[id(resolved)] = role
        elif relation.carried:
            speaker = previous
        previous = speaker or previous
        published.append(
            Attribution(
                source=_spans(document, relation.source),
                cue=_spans(document, relation.cue),
                content=_spans(document, relation.content),
                form=_form(spoken, quoted_words, relation.content),
                source_kind=kind,
                speaker=same.setdefault(speaker, speaker),
                hearsay=_hearsay(view, relation, kind),
                role=same.setdefault(role, role),
                anonymity=_anonymity(view, relation, kind, speaker, anonymous, words),
                negated=relation.negated,
            )
        )
    return tuple(published)


def main_phrase(relation: Relation) -> Range:
    """The part of the source that names somebody: the antecedent of a relative pronoun, not the pronoun."""
    return max(relation.source, key=lambda part: part[1] - part[0])


def _spans(document: Document, ranges: list[Range]) -> tuple[Span, ...]:
    if len(ranges) == 1:
        return (document.span(*ranges[0]),) if ranges[0][0] < ranges[0][1] else ()
    merged: list[list[int]] = []
    for first, last in sorted(ranges):
        if last <= first:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return tuple(document.span(first, last) for first, last in merged)


def _form(spoken: bytes, quoted_words: bytes, content: list[Range]) -> Form:
    """The form of a content; both hold a byte for each token, 1 for a word, and for a word inside quotation marks."""
    words = sum([spoken.count(1, first, last) for first, last in content])
    quoted = sum([quoted_words.count(1, first, last) for first, last in content])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.97 * words else "mixed"


def _speaker(
    document: Document, resolved: Person | Range | None, roles: dict[int, str]
) -> tuple[str | None, str | None]:
    if resolved is None:
        return None, None
    name = resolved.name if isinstance(resolved, Person) else resolved
    start, end = document.span(*name)
    text = " ".join(seen(document.text[start:end]).split())
    for ending in ("'s", "\u2019s", "'", "\u2019"):
        text = text.removesuffix(ending)
    return text or None, roles.get(id(resolved)) if isinstance(resolved, Person) else None


def _role(document: Document, view: View, phrase: Range, words: SourceWords) -> str | None:
    """Title before the name or description after it, as written; None for a bare name."""
    first, last = head_of(view, phrase)
    if last + 1 < phrase[1] and view.words[last] == ",":
        end = phrase[1]
        while end > last + 1 and not view.is_word(end - 1):
            end -= 1
        if end > last + 1 and not view.words[last + 1][0].isdigit():
            return _slice(document, last + 1, end)
    start = first
    while start < last and view.lower[start] in DETERMINERS:
        start += 1
    end = start
    while end < last - 1 and not (
        view.words[end][0].isupper()
        and bare(view.lower[end]) not in words.before_names
        and view.lower[end] in words.given
    ):
        end += 1
    known = [k for k in range(start, end) if bare(view.lower[k]) in words.before_names]
    if known and view.lower[known[-1]] not in ("mr", "mrs", "ms", "miss"):
        return _slice(document, start, known[-1] + 1)
    if last < phrase[1] and view.lower[last] in ("of", "for", "at", "with", "from", "in"):
        return _slice(document, start, phrase[1])
    if view.lower[last - 1] in words.person and last - start > 1:
        return _slice(document, start, last)
    return None


def _slice(document: Document, first: int, last: int) -> str:
    start, end = document.span(first, last)
    return " ".join(seen(document.text[start:end]).split())


def _hearsay(view: View, relation: Relation, kind: SourceKind) -> bool:
    """Whether the article passes on what another report says somebody said."""
    if relation.lemma in _HEARSAY_CUES:
        return True
    if not relation.source:
        return relation.lemma in _CLAIMED
    first, last = main_phrase(relation)
    if any(view.lower[k] in _RELAYED and view.lower[first] != "polls" for k in range(first, min(last, first + 4))):
        return True
    if not _RELAYING.isdisjoint(view.lower[first:last]):
        return True
    return kind == "media"


def _anonymity_notes(view: View) -> dict[int, bool]:
    """Sentences that say a source stays unnamed, and whether they say why."""
    notes: dict[int, bool] = {}
    lower = view.lower
    if _ANONYMITY_WORDS.isdisjoint(lower):
        return notes
    for i, word in enumerate(lower):
        if word not in _ANONYMITY_WORDS:
            continue
        near = lower[max(0, i - 5) : i]
        if (
            word in ("anonymity", "anonymously")
            or ({"not", "declined", "refused", "without", "n't"} & set(near))
            or any(item.endswith("n't") for item in near)
        ):
            sentence = view.sentence_of[i]
            end = min(view.sentences[sentence][1], i + 60)
            reason = word in ("authorized", "authorised", "permitted") or bool(_REASONS & set(lower[i + 1 : end]))
            notes[sentence] = notes.get(sentence, False) or reason
    return notes


_ANONYMITY_WORDS = word_set("anonymity anonymously anonymous identified named authorized authorised permitted quoted")


def _anonymity(
    view: View, relation: Relation, kind: SourceKind, speaker: str | None, notes: dict[int, bool], words: SourceWords
) -> Anonymity | None:
    if kind not in ("unnamed_person", "unnamed_group") or speaker is not None or not relation.source:
        return None
    first, last = main_phrase(relation)
    sentence = view.sentence_of[first]
    for near in (sentence, sentence + 1, sentence - 1):
        if near in notes:
            return "explained" if notes[near] else "unexplained"
    if kind == "unnamed_person":
        return "unexplained"
    head = {view.lower[k] for k in range(first, head_of(view, (first, last))[1])}
    return "unexplained" if head & words.anonymous else None
