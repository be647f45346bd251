"""How uncertain a finding is told: a linear model over words, cues and the order of coarse word classes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PAIR_REACH, TRIPLE_REACH = 4, 5  # tokens from the first to the last member
Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FindingModel:
    """Weights of a finding's features; a positive one speaks for uncertainty.

    Attributes:
        classes: the class of each word that has one.
        weights: by the names of `finding_features`.
        bias: added to their sum.
    """

    classes: Mapping[str, str]
    weights: Mapping[str, float]
    bias: float
    words: Mapping[str, float] = field(init=False, repr=False)
    grams: Mapping[Gram, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        words = {name[2:]: weight for name, weight in self.weights.items() if name[:2] == "w "}
        grams = {tuple(name[2:].split(" ")): weight for name, weight in self.weights.items() if name[:2] == "c "}
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "grams", grams)

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> FindingModel:
        """The model of a version's file, where each class lists its words."""
        classes = word_classes({name: tuple(words) for name, words in stored["classes"].items()})
        return cls(classes, dict(stored["weights"]), float(stored["bias"]))

    def probability(self, lower: Sequence[str], cues: Mapping[str, float]) -> float:
        """How uncertain the finding of these words is, given the features of its cues."""
        grams = class_grams(lower, self.classes)
        parts = [self.words[word] for word in {*lower} if word in self.words]
        parts += [self.grams[gram] for gram in grams if gram in self.grams]
        parts += [self.weights[name] * value for name, value in cues.items() if name in self.weights]
        total = self.bias + math.fsum(parts) * damping(len(grams))  # exact, so that the order does not matter
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def word_classes(classes: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The class of each word.

    >>> word_classes({"not": ("not", "no")})
    {'not': 'not', 'no': 'not'}
    """
    return {word: name for name, words in classes.items() for word in words}


def damping(grams: int) -> float:
    """What one feature counts beside so many different `class_grams`: a second hedge says less than the first."""
    return float((5 + grams) ** -0.25)


def class_grams(lower: Sequence[str], classes: Mapping[str, str]) -> set[Gram]:
    """The classes of a sentence, each once, with their pairs and triples in the order of the words; at most 6 a token.

    Numbers are a class of their own, and so are shortened negations. Words without a class are left out, but count
    towards the distance.

    >>> sorted(class_grams("more research is needed".split(), {"more": "further", "research": "work", "needed": "need"}))
    [('further',), ('further', 'need'), ('further', 'work'), ('further', 'work', 'need'), ('need',), ('work',), ('work', 'need')]
    """
    get = classes.get
    found: list[tuple[int, str]] = []
    for i, word in enumerate(lower):
        name = get(word)
        if name is not None:
            found.append((i, name))
        elif word[:1].isdigit():
            found.append((i, "num"))
        elif word[-3:] in ("n't", "n’t"):
            found.append((i, "not"))
    grams: set[Gram] = {(name,) for _, name in found}
    for k, (i, name) in enumerate(found):
        for j, other in found[k + 1 : k + 1 + PAIR_REACH]:
            if j - i > PAIR_REACH:
                break
            grams.add((name, other))
        if k + 2 < len(found) and found[k + 2][0] - i <= TRIPLE_REACH:
            grams.add((name, found[k + 1][1], found[k + 2][1]))
    return grams


def finding_features(lower: Sequence[str], cues: Mapping[str, float], classes: Mapping[str, str]) -> dict[str, float]:
    """The features of a finding before `damping`: its words, class grams and those of its cues; name to value."""
    features = dict.fromkeys([f"w {word}" for word in lower], 1.0)
    features.update(dict.fromkeys([f"c {' '.join(gram)}" for gram in class_grams(lower, classes)], 1.0))
    features.update(cues)
    return features
