"""Finds hedges in a document and says how uncertain each sentence is."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from reliability.errors import VersionIntegrityError
from reliability.hedging import conditions, modals, numbers, wording
from reliability.hedging.scene import Entry, Found, Scene, quoted_tokens
from reliability.hedging.weasels import OPENERS
from reliability.types import Attribution, Document, HedgeCue, HedgeKind, SentenceHedge, Span, Voice

CUES = "hedging_cues.tsv"
UNCERTAIN: frozenset[str] = frozenset(["epistemic", "doxastic", "weasel", "allegation", "investigation", "conditional"])
Rule = Callable[[Scene, int, int, Entry], Found | None]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "may": modals.may,
        "might": modals.might,
        "could": modals.could,
        "can": modals.can,
        "should": modals.should,
        "would": modals.would,
        "whether": conditions.whether,
        "if": conditions.if_,
        "number": numbers.number,
        **{
            name: getattr(wording, name)
            for name in (
                *("likely", "possible", "potential", "chance", "appear", "seem", "suggest", "indicate", "expect"),
                *("think", "believe", "belief", "feel", "suspect", "doubt", "fear", "claim", "clearly"),
            )
        },
    }
)
_FIRST_PERSON = frozenset(["i", "we", "me", "my", "our"])
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]


def read_cues(content: bytes) -> Phrases:
    """The cue list by first token, longest phrase first.

    Raises:
        VersionIntegrityError: a line without four columns, or of an unknown kind or rule.
    """
    grouped: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 4 or columns[1] not in get_args(HedgeKind) or columns[3] not in {"-", *RULES}:
            raise VersionIntegrityError(
                f"{CUES}, line {number}: expected phrase, kind, strength and rule, got {line[:60]!r}"
            )
        tokens = tuple(columns[0].split(" "))
        kind: HedgeKind = columns[1]  # type: ignore[assignment]  # checked against the literal above
        grouped.setdefault(tokens[0], []).append((tokens[1:], Entry(kind, int(columns[2]), columns[3])))
    return MappingProxyType(
        {word: tuple(sorted(rest, key=lambda item: (-len(item[0]), item[0]))) for word, rest in grouped.items()}
    )


@dataclass(frozen=True, slots=True, eq=False)
class HedgeDetector:
    """Finds hedges with the cue list and weights of one scoring version."""

    phrases: Phrases

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> HedgeDetector:
        """The detector of a version's files.

        Raises:
            VersionIntegrityError: a file is missing or not of this form.
        """
        if CUES not in resources:
            raise VersionIntegrityError(f"a scoring version needs the file {CUES}")
        return cls(read_cues(resources[CUES]))

    def find(self, document: Document, attributions: Sequence[Attribution] = ()) -> tuple[HedgeCue, ...]:
        """The cues in order of their first token, in linear time; () for none."""
        scene = Scene(document.words, document.lower, quoted_tokens(document))
        voices = Voices(document, attributions, scene.quoted)
        cues: list[HedgeCue] = []
        for number, (begin, end) in enumerate(document.sentence_tokens):
            if document.lines[document.sentence_lines[number]].kind == "boilerplate":
                continue
            for found in self._sentence(scene, begin, end):
                voice = voices.of(found)
                if found.kind == "booster" and voice != "author":
                    continue
                cues.append(HedgeCue(document.span(found.first, found.last), found.kind, voice, found.strength, number))
        return tuple(cues)

    def _sentence(self, scene: Scene, begin: int, end: int) -> list[Found]:
        scene.enter(begin, end)
        lower, phrases = scene.lower, self.phrases
        found: list[Found] = []
        i = begin
        while i < end:
            word = lower[i]
            cue = OPENERS[word](scene, i) if word in OPENERS else None
            if cue is None and word in phrases:
                cue = _match(scene, i, phrases[word])
            if cue is None:
                i += 1
                continue
            found.append(cue)
            i = cue.last
        return found

    def sentences(self, document: Document, cues: Sequence[HedgeCue]) -> tuple[SentenceHedge, ...]:
        """One record a sentence: how likely it is uncertain, with its cues."""
        grouped: list[list[HedgeCue]] = [[] for _ in document.sentences]
        for cue in cues:
            grouped[cue.sentence].append(cue)
        result = []
        for span, inside in zip(document.sentences, grouped, strict=True):
            left = 1.0
            for cue in inside:
                if cue.kind in UNCERTAIN:
                    left *= 0.3
            probability = round(0.08 + 0.9 * (1 - left), 6)
            result.append(SentenceHedge(span, probability, probability < 0.5, tuple(inside)))
        return tuple(result)


def _match(scene: Scene, i: int, candidates: tuple[tuple[tuple[str, ...], Entry], ...]) -> Found | None:
    """The longest phrase at token ``i`` that its rule lets pass."""
    for rest, entry in candidates:
        last = i + 1 + len(rest)
        if last > scene.end or scene.lower[i + 1 : last] != rest:
            continue
        if entry.rule == "-":
            return Found(i, last, entry.kind, entry.strength)
        found = RULES[entry.rule](scene, i, last, entry)
        if found is not None:
            return found
    return None


class Voices:
    """Who speaks at each token: the author, a source in reported speech, or a quotation."""

    def __init__(self, document: Document, attributions: Sequence[Attribution], quoted: list[bool]) -> None:
        self.quoted = quoted
        self.lower = document.lower
        count = len(document.words)
        self.reported = [False] * count
        self.held = [False] * count
        starts: list[int] = document.tokens[:, 0].tolist() if count else []
        for attribution in attributions:
            if not attribution.source:
                continue
            if self._first_person(starts, attribution.source):
                continue
            for parts, flags in ((attribution.content, self.reported), (attribution.cue, self.held)):
                for span in parts:
                    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
                    flags[first:last] = [True] * (last - first)

    def _first_person(self, starts: list[int], source: tuple[Span, ...]) -> bool:
        first = bisect_left(starts, source[0].start)
        return first < len(self.lower) and self.lower[first] in _FIRST_PERSON and len(source) == 1

    def of(self, found: Found) -> Voice:
        """The voice of a cue."""
        first = found.first
        if self.quoted[first]:
            return "quoted"
        if self.reported[first]:
            return "attributed"
        if found.kind in {"doxastic", "allegation"} and self._somebodys(found):
            return "attributed"
        return "author"

    def _somebodys(self, found: Found) -> bool:
        """Whether a belief or a claim is held by somebody who is named or described."""
        first = found.first
        if self.held[first]:
            return True
        word = self.lower[first]
        before = self.lower[first - 1] if first else ""
        if before in _FIRST_PERSON or word in _FIRST_PERSON:
            return False
        if found.kind == "doxastic":
            return before not in {"is", "are", "was", "were", "be", "been", "widely"}
        if word in {"accuse", "accuses", "alleges", "alleging", "accusing", "claims", "claimed", "claim", "claiming"}:
            return before not in {"the", "been", "be", "is", "are", "was", "were"}
        return False
