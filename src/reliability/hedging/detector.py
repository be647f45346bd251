"""Finds hedges in a document and says how uncertain each sentence is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType
from typing import get_args

from reliability.errors import VersionIntegrityError
from reliability.hedging import conditions, modals, numbers, wording
from reliability.hedging.register import REGISTER, Register, RegisterModel, Registers, certain
from reliability.hedging.scene import Entry, Found, Scene
from reliability.hedging.scope import Voices
from reliability.hedging.sentences import SENTENCES, SentenceModel
from reliability.hedging.vague import VAGUE, VagueModel, grow
from reliability.hedging.weasels import OPENERS
from reliability.limits import check_findings
from reliability.text.quotations import quoted_tokens
from reliability.types import Attribution, Document, HedgeCue, HedgeKind, SentenceHedge

CUES = "hedging_cues.tsv"
ENCYCLOPEDIC = 0.6  # share of the encyclopedic register above which vague wording is looked for
NEGLIGIBLE = 0.02  # a register below this share is not asked
TOLERATED = 0.1  # a listed cue stands in an encyclopedia when the vague model finds it at least this likely
TAGGED: frozenset[str] = frozenset(
    ["epistemic", "doxastic", "weasel", "allegation", "investigation", "approximation", "peacock"]
)
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
        "inverted": conditions.inverted,
        "number": numbers.number,
        **{
            name: getattr(wording, name)
            for name in (
                *("likely", "possible", "potential", "chance", "appear", "seem", "suggest", "indicate", "expect"),
                *(
                    "think",
                    "believe",
                    "belief",
                    "feel",
                    "suspect",
                    "doubt",
                    "fear",
                    "claim",
                    "clearly",
                    "generally",
                    "kind_of",
                    "said_to",
                    "groundbreaking",
                    "unknowing",
                    "wonder",
                ),
            )
        },
    }
)
_MARKS = frozenset("\"'")
Candidates = tuple[tuple[tuple[str, ...], Entry], ...]
Phrases = Mapping[str, Candidates]
_NO_CANDIDATES: Mapping[str | None, Candidates] = MappingProxyType({None: ()})


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
    registers: RegisterModel
    vague: VagueModel
    model: SentenceModel
    openers: frozenset[str] = field(init=False, repr=False)  # every word that a cue can begin with
    continued: Mapping[str, Mapping[str | None, Candidates]] = field(init=False, repr=False)  # by first and second word

    def __post_init__(self) -> None:
        object.__setattr__(self, "openers", frozenset((*OPENERS, *self.phrases)))
        object.__setattr__(self, "continued", {word: _by_second(items) for word, items in self.phrases.items()})

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> HedgeDetector:
        """The detector of a version's files.

        Raises:
            VersionIntegrityError: a file is missing or not of this form.
        """
        missing = [name for name in (CUES, REGISTER, VAGUE, SENTENCES) if name not in resources]
        if missing:
            raise VersionIntegrityError(f"a scoring version needs the files {', '.join(missing)}")
        phrases = read_cues(resources[CUES])
        return cls(
            phrases,
            RegisterModel.from_bytes(resources[REGISTER]),
            VagueModel.from_bytes(resources[VAGUE], single_kinds(phrases)),
            SentenceModel.from_bytes(resources[SENTENCES]),
        )

    def find(
        self, document: Document, attributions: Sequence[Attribution] = (), *, register: Register | None = None
    ) -> tuple[HedgeCue, ...]:
        """The cues in order of their first token, in linear time; () for none.

        Args:
            document: the text.
            attributions: what was found in it; without them no cue is ``attributed`` by reported speech.
            register: what the text is; estimated from its words for None.
        """
        return tuple(self._cues(document, attributions, self._registers(document, register)))

    def plain(self, document: Document, attributions: Sequence[Attribution]) -> Iterator[HedgeCue]:
        """The cues that `find` gives but their scopes, one by one, for those who keep little of them."""
        return self._cues(document, attributions, self._registers(document, None), scopes=False)

    def read(self, document: Document, attributions: Sequence[Attribution] = ()) -> tuple[tuple[HedgeCue, ...], bytes]:
        """What a score needs: the cues that `find` gives but their scopes, and 1 for each uncertain sentence, else 0."""
        registers = self._registers(document, None)
        cues = tuple(self._cues(document, attributions, registers, scopes=False))
        threshold = self.model.threshold
        return cues, bytes([likely >= threshold for _, likely in self._estimates(document, cues, registers)])

    def _cues(
        self, document: Document, attributions: Sequence[Attribution], registers: Registers, *, scopes: bool = True
    ) -> Iterator[HedgeCue]:
        scene = Scene(document.words, document.lower, quoted_tokens(document))
        voices = Voices(document, attributions, scene.quoted, scopes=scopes)
        encyclopedic = registers.encyclopedia >= ENCYCLOPEDIC
        openers = document.vocabulary.places(self.openers)
        at = count = 0
        for number, (begin, end) in enumerate(document.sentence_tokens):
            check_findings(count, len(document.text), "hedges")
            reached = bisect_left(openers, end, at)
            found = [(cue, 1.0) for cue in self._ruled(scene, begin, end, openers[at:reached])]
            at = reached
            if encyclopedic:
                found = self._with_vague(document, begin, end, found)
            for cue, probability in found:
                voice = voices.of(cue)
                if cue.kind == "booster" and voice != "author":
                    continue
                span = document.span(cue.first, cue.last)
                scope = voices.scope(cue, begin, end) if scopes else None
                yield HedgeCue(span, cue.kind, voice, cue.strength, number, scope, probability)
                count += 1

    def _registers(self, document: Document, register: Register | None) -> Registers:
        return certain(register) if register is not None else self.registers.of(document.lower)

    def _ruled(self, scene: Scene, begin: int, end: int, openers: Sequence[int]) -> list[Found]:
        """The cues of one sentence by list and rule, from left to right without overlap."""
        if not openers:
            return []
        scene.enter(begin, end)
        lower, continued = scene.lower, self.continued
        found: list[Found] = []
        reached = begin
        for i in openers:
            if i < reached:
                continue
            word = lower[i]
            cue = OPENERS[word](scene, i) if word in OPENERS else None
            if cue is None:
                seconds = continued.get(word, _NO_CANDIDATES)
                candidates = seconds.get(lower[i + 1] if i + 1 < end else None) or seconds[None]
                cue = _match(scene, i, candidates) if candidates else None
            if cue is None:
                continue
            if not _mentioned(scene, cue):
                found.append(cue)
            reached = cue.last
        return found

    def _with_vague(
        self, document: Document, begin: int, end: int, ruled: list[tuple[Found, float]]
    ) -> list[tuple[Found, float]]:
        """The cues that an encyclopedia's editor would tag, beside those of the list that he would tag too."""
        words, lower = document.words[begin:end], document.lower[begin:end]
        probabilities = self.vague.probabilities(words, lower)
        spans = grow(probabilities)
        kept = [
            (cue, probability)
            for cue, probability in ruled
            if cue.kind in TAGGED
            and not any(span.first < cue.last - begin and span.last > cue.first - begin for span in spans)
            and max((probabilities.get(i - begin, 0.0) for i in range(cue.first, cue.last)), default=0.0) >= TOLERATED
        ]
        for span in spans:
            kinds = [self.vague.kinds[word] for word in lower[span.first : span.last] if word in self.vague.kinds]
            kind: HedgeKind = kinds[0] if kinds else "weasel"
            strength = 2 if span.probability >= 0.6 else 1
            kept.append((Found(begin + span.first, begin + span.last, kind, strength), round(span.probability, 6)))
        return sorted(kept, key=lambda item: item[0].first)

    def sentences(
        self, document: Document, cues: Sequence[HedgeCue], *, register: Register | None = None
    ) -> tuple[SentenceHedge, ...]:
        """One record a sentence: how likely it is uncertain, with its cues.

        Args:
            document: the text.
            cues: what `find` found in it.
            register: what the text is; estimated from its words for None.
        """
        estimates = self._estimates(document, cues, self._registers(document, register))
        return tuple(
            [
                SentenceHedge(span, likely, likely < self.model.threshold, inside)
                for span, (inside, likely) in zip(document.sentences, estimates, strict=True)
            ]
        )

    def _estimates(
        self, document: Document, cues: Sequence[HedgeCue], registers: Registers
    ) -> Iterator[tuple[tuple[HedgeCue, ...], float]]:
        """The cues of each sentence and how likely it is uncertain."""
        ordered = sorted(cues, key=attrgetter("sentence"))
        opened = self.model.open_tokens(document)
        at = cued = 0
        for number, (begin, end) in enumerate(document.sentence_tokens):
            first = cued
            while cued < len(ordered) and ordered[cued].sentence == number:
                cued += 1
            inside = tuple(ordered[first:cued])
            reached = bisect_left(opened, end, at)
            yield inside, self._probability(document, begin, end, inside, reached - at, registers)
            at = reached

    def _probability(
        self, document: Document, begin: int, end: int, cues: tuple[HedgeCue, ...], opened: int, registers: Registers
    ) -> float:
        """The mixture of the registers' estimates; a register that weighs nothing is not asked."""
        model = self.model
        by_rule = model.cues_probability([cue for cue in cues if cue.probability == 1.0])
        news = encyclopedia = science = 0.0
        if registers.encyclopedia > NEGLIGIBLE:
            vague = self.vague.probabilities(document.words[begin:end], document.lower[begin:end])
            encyclopedia = self.vague.sentence_probability(vague, end - begin)
        if registers.news > NEGLIGIBLE:
            news = model.news_probability(by_rule, opened)
        if registers.science > NEGLIGIBLE:
            science = model.science_probability(document.lower[begin:end], cues)
        return model.mix(registers, news, encyclopedia, science)


def single_kinds(phrases: Phrases) -> Mapping[str, HedgeKind]:
    """The kind of each cue that is one word."""
    return MappingProxyType({word: entry.kind for word, items in phrases.items() for rest, entry in items if not rest})


def _mentioned(scene: Scene, cue: Found) -> bool:
    """Whether the cue stands alone in quotation marks: a word that is named, not used."""
    if not (cue.first and scene.quoted[cue.first]) or cue.last >= len(scene.lower):
        return False
    return scene.lower[cue.first - 1][0] in _MARKS and scene.lower[cue.last][0] in _MARKS


def _by_second(items: Candidates) -> Mapping[str | None, Candidates]:
    """The phrases that are left once their second word is known, in the same order; None for any other word."""
    seconds = {rest[0] for rest, _ in items if rest}
    single = tuple([item for item in items if not item[0]])
    return {None: single, **{word: tuple([item for item in items if item[0][:1] in ((), (word,))]) for word in seconds}}


def _match(scene: Scene, i: int, candidates: Candidates) -> Found | None:
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
