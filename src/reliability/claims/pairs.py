"""Two sentences without their articles: the numbers that tell a paraphrase from a look-alike, and a denial from both."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log1p, sqrt

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from reliability.claims.bundle import character_grams
from reliability.claims.edits import EDIT_FEATURES, canonical, edit_features
from reliability.claims.opposites import OPPOSITES
from reliability.claims.polarity import NEGATORS, REVERSERS, count_negations
from reliability.claims.slots import compare_dates, compare_quantities
from reliability.claims.vocabulary import STOPWORDS, Vocabulary, stem
from reliability.types import Claim

PAIR_FEATURES = (
    "words",
    "characters",
    "smaller_covered",
    "larger_covered",
    "left_over_small",
    "left_over_large",
    "rarest_left",
    "names_shared",
    "names_left",
    "bigrams",
    "order",
    "token_set",
    "token_sort",
    "partial",
    "length_ratio",
    "numbers_agree",
    "numbers_clash",
    "dates_clash",
    "negation",
    "opposites",
    "in_order",
    "edited",
    "swapped",
    "all_words",
    "content_words",
    "weighted_words",
    "all_covered",
    "longest_order",
    "bigrams_large",
    "figures_equal",
    "figures_differ",
    "length_small",
    "length_large",
    *EDIT_FEATURES,
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One sentence as the pair model sees it."""

    claim: Claim
    lower: tuple[str, ...]
    stems: tuple[str, ...]
    weights: dict[str, float]
    total: float
    norm: float
    grams: npt.NDArray[np.uint64]
    bigrams: frozenset[tuple[str, str]]
    plain: str
    names: frozenset[str]
    alnum: tuple[str, ...]
    distinct: frozenset[str]
    figures: frozenset[str]
    negations: int
    reversers: frozenset[str]
    canonical: tuple[tuple[str, str], ...]


def profile(claim: Claim, vocabulary: Vocabulary) -> Profile:
    """The profile of a claim; linear in its length."""
    lower = tuple(word.lower() for word in claim.words)
    alnum = [word for word in lower if word[0].isalnum()]
    stems = tuple(vocabulary.stems(lower))
    weights = {item: vocabulary.rarity(item) for item in stems}
    plain = " ".join(alnum)
    return Profile(
        claim,
        lower,
        stems,
        weights,
        sum(weights.values()),
        sqrt(sum(value * value for value in weights.values())),
        character_grams(plain),
        frozenset(pairwise(stem(word) for word in alnum)),
        plain,
        frozenset(stem(part) for name in claim.entities for part in name.split()),
        tuple(alnum),
        frozenset(alnum),
        frozenset(word for word in alnum if word[0].isdigit()),
        count_negations(lower),
        frozenset(word for word in lower if word in REVERSERS),
        canonical(claim.words),
    )


def pair_features(a: Profile, b: Profile) -> list[float]:
    """The numbers of a pair in the order of ``PAIR_FEATURES``; the same for (b, a)."""
    shared = [item for item in a.weights if item in b.weights]
    common = sum(a.weights[item] for item in shared)
    small, large = sorted((a.total, b.total))
    left_a = {item: value for item, value in a.weights.items() if item not in b.weights}
    left_b = {item: value for item, value in b.weights.items() if item not in a.weights}
    over = sorted((sum(left_a.values()), sum(left_b.values())))
    grams = len(np.intersect1d(a.grams, b.grams, assume_unique=True))
    size = sqrt(len(a.grams) * len(b.grams))
    lengths = sorted((len(a.stems), len(b.stems)))
    agreed, clashes = compare_quantities(a.claim, b.claim)
    _, date_clashes = compare_dates(a.claim.dates, b.claim.dates)
    names = len(a.names & b.names)
    ordered = LCSseq.similarity(a.stems, b.stems)
    bigrams = len(a.bigrams & b.bigrams)
    both = len(a.distinct & b.distinct)
    sizes = sorted((len(a.alnum), len(b.alnum)))
    return [
        sum(a.weights[item] * b.weights[item] for item in shared) / (a.norm * b.norm) if shared else 0.0,
        grams / size if size else 0.0,
        common / small if small else 0.0,
        common / large if large else 0.0,
        log1p(over[0]),
        log1p(over[1]),
        max([*left_a.values(), *left_b.values()], default=0.0),
        log1p(names),
        log1p(len(a.names ^ b.names)),
        bigrams / (min(len(a.bigrams), len(b.bigrams)) + 1),
        ordered / (lengths[0] or 1),
        fuzz.token_set_ratio(a.plain, b.plain) / 100,
        fuzz.token_sort_ratio(a.plain, b.plain) / 100,
        fuzz.partial_ratio(a.plain, b.plain) / 100
        if len(a.plain) + len(b.plain) < 600
        else fuzz.ratio(a.plain, b.plain) / 100,
        lengths[0] / (lengths[1] or 1),
        float(min(len(agreed), 3)),
        float(min(len(clashes), 3)),
        float(bool(date_clashes)),
        float(abs(a.negations - b.negations) % 2 + (len(a.reversers ^ b.reversers) > 0)),
        float(_opposed(a, b)),
        *_changes(a, b),
        both / (len(a.distinct | b.distinct) or 1),
        len(shared) / ((len(a.weights) + len(b.weights) - len(shared)) or 1),
        common / ((a.total + b.total - common) or 1.0),
        both / (max(len(a.distinct), len(b.distinct)) or 1),
        LCSseq.similarity(a.alnum, b.alnum) / (sizes[1] or 1),
        bigrams / (max(len(a.bigrams), len(b.bigrams)) or 1),
        float(a.figures == b.figures),
        float(len(a.figures ^ b.figures)),
        log1p(sizes[0]),
        log1p(sizes[1]),
        *edit_features(a.canonical, b.canonical),
    ]


def _opposed(a: Profile, b: Profile) -> bool:
    """Whether one sentence has a word whose opposite stands in the other, and neither has both."""
    left, right = set(map(stem, a.lower)), set(map(stem, b.lower))
    for word in left - right:
        for opposite in OPPOSITES.get(word, ()):
            if opposite in right and opposite not in left:
                return True
    return False


_FRAME = frozenset(
    stem(word)
    for word in ["according", "officials", "reports", "statement", "reported", "said", "say", "it", "was", "official"]
)


def _changes(a: Profile, b: Profile) -> tuple[float, float, float]:
    """What an edit of one sentence into the other touches.

    Few changed content words in otherwise equal sentences; words that only one side has beside the frames of reporting;
    and whether content words stand in place of others.
    """
    left = [stem(word) for word in a.lower if word[0].isalnum()]
    right = [stem(word) for word in b.lower if word[0].isalnum()]
    kept = LCSseq.similarity(left, right)
    share = kept / (min(len(left), len(right)) or 1)
    set_left, set_right = set(left), set(right)
    only_left = [item for item in dict.fromkeys(left) if item not in set_right and item not in _FRAME]
    only_right = [item for item in dict.fromkeys(right) if item not in set_left and item not in _FRAME]
    content_left = [item for item in only_left if item not in STOPWORDS]
    content_right = [item for item in only_right if item not in STOPWORDS]
    swap = float(bool(content_left) and bool(content_right))
    negators = float(any(item in NEGATORS for item in only_left) != any(item in NEGATORS for item in only_right))
    return share, share * (swap + negators), swap * share
