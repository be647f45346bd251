"""How likely a sentence is uncertain: one estimate for each register, weighed by what the text reads like."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reliability.errors import VersionIntegrityError
from reliability.hedging.findings import FindingModel
from reliability.hedging.register import Registers
from reliability.types import Document, HedgeCue
from reliability.vocabulary import listed

SENTENCES = "hedging_sentences.json"
UNCERTAIN: frozenset[str] = frozenset(["epistemic", "doxastic", "weasel", "allegation", "investigation", "conditional"])
_NO_VERB = frozenset(
    [
        *(
            "the",
            "a",
            "an",
            "his",
            "her",
            "their",
            "its",
            "this",
            "that",
            "be",
            "him",
            "them",
            "these",
            "those",
            "our",
            "my",
        ),
        *(
            "some",
            "all",
            "more",
            "about",
            "as",
            "each",
            "one",
            "two",
            "three",
            "four",
            "any",
            "many",
            "most",
            "what",
            "date",
        ),
        *("which", "who", "you", "me", "us", "it"),
    ]
)
_TO = frozenset(["to"])
_NO_VERB_ENDINGS = ("ing", "ed", "s")


@dataclass(frozen=True, slots=True, eq=False)
class SentenceModel:
    """The numbers behind a sentence's probability.

    Attributes:
        threshold: a sentence at least this likely uncertain is not certain.
        open_words: words of plans, wishes, attempts and duties, which leave an event open in news.
        open_weight: probability that one such word leaves an event open.
        cue_base, cue_strength: probability that a cue makes its sentence uncertain, by its strength.
        floor, ceiling: the lowest and highest probability in news.
        findings: the model of findings; None in versions up to 2026.12, which have weights instead:
        science: by name, ``w`` word, ``b`` pair of words, ``x`` stem or a feature of `cue_features`; ``science_bias``
            is added.
        words, pairs, stems: those of the words, of the pairs by their first word, and of the stems among them.
    """

    threshold: float
    open_words: frozenset[str]
    open_weight: float
    cue_base: float
    cue_strength: float
    floor: float
    ceiling: float
    science: Mapping[str, float] = field(default_factory=dict)
    science_bias: float = 0.0
    findings: FindingModel | None = None
    words: Mapping[str, float] = field(init=False, repr=False)
    pairs: Mapping[str, Mapping[str, float]] = field(init=False, repr=False)
    stems: Mapping[str, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        words, stems = (
            {name[2:]: weight for name, weight in self.science.items() if name[:2] == kind} for kind in ("w ", "x ")
        )
        pairs: dict[str, dict[str, float]] = {}
        for name, weight in self.science.items():
            if name[:2] == "b ":
                first, _, second = name[2:].partition(" ")
                pairs.setdefault(first, {})[second] = weight
        for name, value in (("words", words), ("pairs", pairs), ("stems", stems)):
            object.__setattr__(self, name, value)

    @classmethod
    def from_bytes(cls, content: bytes) -> SentenceModel:
        """The model in a version's file.

        Raises:
            VersionIntegrityError: not JSON of that form.
        """
        try:
            stored: dict[str, Any] = json.loads(content)
            stored["open_words"] = frozenset(stored["open_words"])
            if "science" not in stored:
                stored["findings"] = FindingModel.from_stored(stored["findings"])
            return cls(**stored)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise VersionIntegrityError(f"{SENTENCES} cannot be read: {error}") from None

    def cues_probability(self, cues: Sequence[HedgeCue]) -> float:
        """How likely these cues make their sentence uncertain; 0 without a cue of an uncertain kind."""
        left = 1.0
        for cue in cues:
            if cue.kind in UNCERTAIN:
                left *= 1 - self.cue_base - self.cue_strength * cue.strength
        return 1 - left

    def open_tokens(self, document: Document) -> Sequence[int]:
        """The words of plans, wishes, attempts and duties, each infinitive by its ``to``, in order."""
        chosen, to = document.vocabulary.among(self.open_words), document.vocabulary.among(_TO)
        to[[last - 1 for _, last in document.sentence_tokens]] = False
        chosen[[i for i in listed(to) if _infinitive(document.words[i + 1])]] = True
        return listed(chosen)

    def open_probability(self, count: int) -> float:
        """How likely an event of a sentence with ``count`` open words is planned or tried rather than told as done."""
        return float(1 - (1 - self.open_weight) ** min(count, 3))

    def news_probability(self, by_cues: float, opened: int) -> float:
        """How likely something in a news sentence is left open, by its cues and the number of its open words."""
        either = 1 - (1 - by_cues) * (1 - self.open_probability(opened))
        return self.floor + (self.ceiling - self.floor) * either

    def science_probability(self, lower: Sequence[str], cues: Sequence[HedgeCue]) -> float:
        """How uncertain a finding is, by its words and cues together."""
        by_cue = cue_features(len(lower), cues)
        if self.findings is not None:
            return self.findings.probability(lower, by_cue)
        get = self.science.get
        weights = [get(name, 0.0) * value for name, value in by_cue.items()]
        weights += [self.words[word] for word in {*lower} if word in self.words]
        pairs = {
            (a, b) for a, b in zip(lower, [*lower[1:], "_"], strict=True) if a in self.pairs and b in self.pairs[a]
        }
        weights += [self.pairs[a][b] for a, b in pairs]
        weights += [self.stems[stem] for stem in {word[:5] for word in lower if len(word) > 6} if stem in self.stems]
        total = self.science_bias + math.fsum(weights)  # exact, so that the order does not matter
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))

    def mix(self, registers: Registers, news: float, encyclopedia: float, science: float) -> float:
        """The estimates of the three registers, weighed."""
        parts = (registers.news * news, registers.encyclopedia * encyclopedia, registers.science * science)
        return round(min(1.0, max(0.0, math.fsum(parts))), 6)


def _infinitive(word: str) -> bool:
    return word.isalpha() and word.islower() and word not in _NO_VERB and not word.endswith(_NO_VERB_ENDINGS)


def cue_features(length: int, cues: Sequence[HedgeCue]) -> dict[str, float]:
    """Cues of a finding of so many tokens by kind and strength; name to value."""
    features: dict[str, float] = {}
    strengths = [cue.strength for cue in cues if cue.kind in UNCERTAIN]
    for cue in cues:
        features[f"kind {cue.kind}"] = features.get(f"kind {cue.kind}", 0.0) + 1
        features[f"kind {cue.kind} {cue.strength}"] = 1.0
    features["length"] = length / 30
    features["no cue"] = float(not cues)
    if strengths:
        features["strongest"] = float(max(strengths))
        features["strength"] = math.log1p(sum(strengths))
        features["several"] = float(len(strengths) > 1)
    return features
