"""One sentence as the pair model sees it: everything that does not depend on the other sentence, counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from reliability.claims.bundle import GRAM
from reliability.claims.edits import Editable, canonical
from reliability.claims.opposites import opposites_of
from reliability.claims.polarity import NEGATORS, REVERSERS, negations
from reliability.claims.sides import Side
from reliability.claims.vocabulary import STOPWORDS, Vocabulary, plain_words, stem
from reliability.types import Claim

_REACH = 6  # tokens after a negation that it can deny, and content words among them
_DENIED = 3
_FRAME = frozenset(
    stem(word)
    for word in ["according", "officials", "reports", "statement", "reported", "said", "say", "it", "was", "official"]
)
_FRAME_OR_FUNCTION = _FRAME | STOPWORDS


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One sentence as the pair model sees it.

    Attributes:
        order: stems of all its words; ``bag`` holds each with its count so far, so that sets of them meet as multisets.
        stems: stems of its content words, synonyms as one; ``weights`` their rarity.
        content: stems of ``order`` that are neither function words nor a frame of reporting.
        opposites: of its stems, without those that it holds itself.
        denials: for each negation the stems of the content words right after it.
        side: the claim as it is judged beside another one.
    """

    side: Side
    plain: str
    order: tuple[str, ...]
    bag: frozenset[object]
    bigrams: frozenset[tuple[str, str]]
    stems: tuple[str, ...]
    content_bag: frozenset[object]
    content_bigrams: frozenset[tuple[str, str]]
    weights: dict[str, float]
    total: float
    norm: float
    grams: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    negations: int
    negators: bool
    denials: tuple[tuple[str, ...], ...]
    reversers: frozenset[str]
    distinct: frozenset[str]
    content: frozenset[str]
    opposites: frozenset[str]
    edits: Editable


def profile(claim: Claim, vocabulary: Vocabulary) -> Profile:
    """The profile of a claim; linear in its length."""
    side = Side((claim,))
    lower = plain_words(claim.words)
    denied = negations(lower)
    alnum = [word for word in lower if word[0].isalnum()]
    order = tuple(stem(word) for word in alnum)
    stems = tuple(vocabulary.stems(lower))
    weights = {item: vocabulary.rarity(item) for item in stems}
    plain = " ".join(alnum)
    distinct = frozenset(order)
    return Profile(
        side=side,
        plain=plain,
        order=order,
        bag=_bag(order),
        bigrams=frozenset(pairwise(order)),
        stems=stems,
        content_bag=_bag(stems),
        content_bigrams=frozenset(pairwise(stems)),
        weights=weights,
        total=sum(weights.values()),
        norm=sqrt(sum(value * value for value in weights.values())),
        grams=frozenset([plain[i : i + GRAM] for i in range(len(plain) - GRAM + 1)]),
        names=side.named,
        figures=frozenset([word for word in alnum if word[0].isdigit()]),
        negations=len(denied),
        negators=not NEGATORS.isdisjoint(lower),
        denials=_denials(lower, denied),
        reversers=REVERSERS.intersection(lower),
        distinct=distinct,
        content=distinct - _FRAME_OR_FUNCTION,
        opposites=opposites_of(distinct) - distinct,
        edits=Editable.of(canonical(claim.words)),
    )


def _denials(lower: Sequence[str], places: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The stems of the first content words after each negation, within a few words."""
    found = []
    for place in places:
        after = [
            stem(word) for word in lower[place + 1 : place + 1 + _REACH] if word[0].isalnum() and word not in STOPWORDS
        ]
        found.append(tuple(after[:_DENIED]))
    return tuple(found)


def _bag(items: Sequence[str]) -> frozenset[object]:
    """The items as a set: the first of its kind as it is, later ones with their number."""
    seen: dict[str, int] = {}
    found: list[object] = []
    for item in items:
        count = seen.get(item, 0)
        seen[item] = count + 1
        found.append((item, count) if count else item)
    return frozenset(found)
