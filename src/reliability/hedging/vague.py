"""Vague wording of encyclopedias: which words of a sentence an editor of Wikipedia would tag.

A sparse logistic model over the words and word classes around a trigger word; its weights are fitted in
``training/hedging.py``. It is asked only where the text reads like an encyclopedia: in news, ``some members`` is a
count.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from reliability.errors import VersionIntegrityError
from reliability.hedging.wordclass import CLASS_STARTERS, CLOSED, word_class
from reliability.types import HedgeKind

VAGUE = "hedging_vague.json"
CORE, EDGE = 0.35, 0.12  # a span holds a token at least this likely, and grows while its neighbours are; flat around


class VagueSpan(NamedTuple):
    """Tokens ``[first, last)`` that make a sentence vague."""

    first: int
    last: int
    probability: float


def token_features(words: tuple[str, ...], lower: tuple[str, ...], classes: list[str], i: int) -> list[str]:
    """Names of the features of token ``i``; ``words``, ``lower`` and ``classes`` are those of its sentence."""
    count = len(lower)
    w, c = lower[i], classes[i]
    p, p2 = lower[i - 1] if i else "_", lower[i - 2] if i > 1 else "_"
    n, n2 = lower[i + 1] if i + 1 < count else "_", lower[i + 2] if i + 2 < count else "_"
    cp, cpp = classes[i - 1] if i else "_", classes[i - 2] if i > 1 else "_"
    cn, cnn = classes[i + 1] if i + 1 < count else "_", classes[i + 2] if i + 2 < count else "_"
    c3 = classes[i + 3] if i + 3 < count else "_"
    names = [
        *(f"w={w}", f"p={p}", f"n={n}", f"q={p} {w}", f"r={w} {n}", f"p2={p2}", f"n2={n2}", f"s={w} {n} {n2}"),
        *(f"t={p2} {p} {w}", f"u={p} {w} {n}", f"c={c}", f"d={cp} {w}", f"e={w} {cn}", f"f={w} {cn} {cnn}"),
        *(f"g={cpp} {cp} {w}", f"h={cp} {w} {cn}", f"i={cp} {c} {cn}", f"j={w} {cn} {cnn} {c3}"),
        *(f"p3={lower[i - 3] if i > 2 else '_'}", f"n3={lower[i + 3] if i + 3 < count else '_'}"),
    ]
    verb = next((j for j in range(i + 1, min(count, i + 6)) if classes[j] in CLASS_STARTERS), None)
    names.append(f"v={w} {'-' if verb is None else classes[verb] + str(min(3, verb - i))}")
    if words[i][0].isupper():
        names.append("cap")
    if i == 0:
        names.append(f"first={w}")
    return names


@dataclass(frozen=True, slots=True, eq=False)
class VagueModel:
    """The fitted weights; a feature without a weight counts nothing.

    Attributes:
        triggers: words that a span may start from.
        weights: feature name to weight.
        bias: added to the sum of the weights.
        kinds: the kind of each one-word cue, which is its word class too.
        sentence: weights of the three likeliest tokens' log-odds, log length, log-odds that any token is vague; bias.
    """

    triggers: frozenset[str]
    weights: Mapping[str, float]
    bias: float
    kinds: Mapping[str, HedgeKind]
    sentence: tuple[float, ...]

    @classmethod
    def from_bytes(cls, content: bytes, kinds: Mapping[str, HedgeKind]) -> VagueModel:
        """The model in a version's file; ``kinds`` names the kind of each one-word cue.

        Raises:
            VersionIntegrityError: not JSON of that form.
        """
        try:
            stored: dict[str, Any] = json.loads(content)
            return cls(
                frozenset(stored["triggers"]),
                stored["weights"],
                float(stored["bias"]),
                kinds,
                tuple(float(value) for value in stored["sentence"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise VersionIntegrityError(f"{VAGUE} cannot be read: {error}") from None

    def classes(self, lower: tuple[str, ...]) -> list[str]:
        """The word class of each token."""
        return [classify(word, self.kinds) for word in lower]

    def probabilities(self, words: tuple[str, ...], lower: tuple[str, ...]) -> dict[int, float]:
        """Token index to its probability of being vague, for the trigger words of one sentence."""
        places = [i for i, word in enumerate(lower) if word in self.triggers]
        if not places:
            return {}
        classes = self.classes(lower)
        weights = self.weights
        result = {}
        for i in places:
            total = math.fsum(weights.get(name, 0.0) for name in token_features(words, lower, classes, i))
            result[i] = 1 / (1 + math.exp(-max(-40.0, min(40.0, total + self.bias))))
        return result

    def spans(self, words: tuple[str, ...], lower: tuple[str, ...]) -> list[VagueSpan]:
        """The vague spans of one sentence."""
        return grow(self.probabilities(words, lower))

    def sentence_probability(self, probabilities: Mapping[int, float], length: int) -> float:
        """How likely a sentence of that length is vague."""
        terms = sentence_features(probabilities, length)
        total = math.fsum(weight * value for weight, value in zip(self.sentence, (*terms, 1.0), strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def sentence_features(probabilities: Mapping[int, float], length: int) -> tuple[float, float, float, float, float]:
    """Log-odds of the three likeliest tokens, log length, log-odds that at least one is vague."""
    top = [*sorted(probabilities.values(), reverse=True)[:3], 0.0, 0.0, 0.0]
    none = math.prod(1 - value for value in probabilities.values())
    return (_logit(top[0]), _logit(top[1]), _logit(top[2]), math.log(max(1, length)), _logit(1 - none))


def _logit(value: float) -> float:
    bounded = min(0.999, max(0.001, value))
    return math.log(bounded / (1 - bounded))


def grow(probabilities: Mapping[int, float]) -> list[VagueSpan]:
    """Runs of tokens above the edge that hold one above the core."""
    spans: list[VagueSpan] = []
    run: list[int] = []
    for i in [*sorted(probabilities), None]:
        if i is not None and probabilities[i] >= EDGE and (not run or i == run[-1] + 1):
            run.append(i)
            continue
        if run and max(probabilities[j] for j in run) >= CORE:
            spans.append(VagueSpan(run[0], run[-1] + 1, max(probabilities[j] for j in run)))
        run = [i] if i is not None and probabilities[i] >= EDGE else []
    return spans


def classify(word: str, kinds: Mapping[str, HedgeKind]) -> str:
    """The class of a word: closed lists first, then the kind of a one-word cue, then its ending."""
    closed = CLOSED.get(word)
    if closed is not None:
        return closed
    kind = kinds.get(word)
    return kind if kind is not None else word_class(word)
