"""The claims of one article as arrays, so that two articles are compared in a few matrix products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

import numpy as np
import numpy.typing as npt

from reliability.claims.vocabulary import Vocabulary, stem
from reliability.types import Claim

SAYING = frozenset(
    stem(word)
    for word in (
        "say tell told add added announce ask speak statement report reports reporter reporters call interview"
        " spokesman spokeswoman spokesperson according news new time year day today tonight yesterday monday tuesday"
        " wednesday thursday friday saturday sunday mr ms mrs week month morning evening"
    ).split()
) | {"announce*", "ask*", "tell*", "speak*", "call*", "statement*", "interview*"}
GRAM = 4  # characters; 3 and 5 measured worse on event-linked sentences
_MULTIPLIERS = np.array([1, 0x1_0000_01B3, 0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F], dtype=np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """The claims of one article, taken apart once.

    Attributes:
        claims: in order of the text.
        stems: content stems of each claim, in order.
        grams: sorted distinct hashes of the character 4-grams of each claim.
        places: how far down each claim stands, in sentences from the top; shape ``(n,)``.
        topic: stem to its weight in the whole article; a unit vector.
        names: stems of the words in names.
    """

    claims: tuple[Claim, ...]
    stems: tuple[tuple[str, ...], ...]
    grams: tuple[npt.NDArray[np.uint64], ...]
    places: npt.NDArray[np.float64]
    topic: Mapping[str, float]
    names: frozenset[str]


def bundle(claims: Sequence[Claim], vocabulary: Vocabulary, *, places: Sequence[int] | None = None) -> Bundle:
    """The bundle of one article's claims; ``places`` are 0, 1, 2 … unless given."""
    stems = []
    grams = []
    for claim in claims:
        lower = [word.lower() for word in claim.words]
        stems.append(tuple(vocabulary.stems(lower)))
        grams.append(character_grams(" ".join(lower)))
    names = frozenset(vocabulary.stems([part for claim in claims for name in claim.entities for part in name.split()]))
    where = np.array(range(len(stems)) if places is None else places, dtype=np.float64)
    return Bundle(tuple(claims), tuple(stems), tuple(grams), where, _topic(stems, vocabulary), names)


def _topic(stems: Sequence[Sequence[str]], vocabulary: Vocabulary) -> dict[str, float]:
    counts = Counter(stem for row in stems for stem in row)
    weights = {stem: vocabulary.rarity(stem) * (1.0 + log(count)) for stem, count in counts.items()}
    norm = sqrt(fsum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / norm for stem, weight in weights.items()}


def topic_likeness(a: Bundle, b: Bundle) -> float:
    """How alike the words of two whole articles are: cosine in [0, 1]."""
    small, large = (a.topic, b.topic) if len(a.topic) <= len(b.topic) else (b.topic, a.topic)
    return fsum(weight * large[stem] for stem, weight in small.items() if stem in large)


def character_grams(text: str) -> npt.NDArray[np.uint64]:
    """Sorted distinct 64-bit hashes of the character 4-grams of ``text``; empty for fewer than four characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    size = len(codes) - GRAM + 1
    if size < 1:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(size, dtype=np.uint64)
    for offset in range(GRAM):
        total += (codes[offset : offset + size] + np.uint64(1)) * _MULTIPLIERS[offset]
    return np.unique(total ^ (total >> np.uint64(29)))


def common_ground(a: Bundle, i: int, b: Bundle, j: int, vocabulary: Vocabulary) -> list[float]:
    """The rarity of what two claims share besides names and words of saying, rarest first."""
    shared = set(a.stems[i]) & set(b.stems[j])
    kept = [vocabulary.rarity(s) for s in shared if s not in a.names and s not in b.names and s not in SAYING]
    return sorted(kept, reverse=True)
