"""Whether a statement is denied, held open or planned, from its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "hedged", "planned"]

NEGATORS = frozenset(
    "not never no nobody none neither nor nothing nowhere without cannot can't don't doesn't didn't isn't aren't wasn't"
    " weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't mustn't ain't n't".split()
)
# Verbs that turn what follows them round.
REVERSERS = frozenset(
    "deny denies denied denying fail fails failed failing refuse refuses refused refusing reject rejects rejected"
    " rejecting decline declines declined declining lack lacks lacked dispute disputes disputed refute refutes refuted"
    " contradict contradicts contradicted debunk debunked debunks false untrue hoax fake rule ruled"
    " stop stops stopped stopping avoid avoids avoided avoiding cease ceased prevent prevents prevented".split()
)
_HEDGES = frozenset(
    "may might could reportedly allegedly possibly perhaps probably likely apparently suspected alleged appears seems"
    " believed thought maybe".split()
)
_PLANS = frozenset("will shall plans planned planning expected intends due scheduled wants aims hopes proposed".split())
_NOT_NEGATION = frozenset(("only", "just", "least", "less", "fewer", "more", "longer", "doubt", "matter", "."))


def negations(lower: Sequence[str]) -> list[int]:
    """Places of negating words; ``not only``, ``no less than`` and ``no doubt`` do not count."""
    if NEGATORS.isdisjoint(lower) and "n't" not in " ".join(lower):
        return []  # most often
    return [
        i
        for i, word in enumerate(lower)
        if (word in NEGATORS or word.endswith("n't"))
        and (lower[i + 1] if i + 1 < len(lower) else "") not in _NOT_NEGATION
    ]


def count_negations(lower: Sequence[str]) -> int:
    """Number of negating words."""
    return len(negations(lower))


def polarity_of(lower: Sequence[str]) -> Polarity:
    """``negated`` for an odd number of negations and reversing verbs.

    Examples:
        >>> polarity_of("the engines did not go into reverse".split())
        'negated'
    """
    reversers = sum(map(REVERSERS.__contains__, lower))
    return "negated" if (count_negations(lower) + reversers) % 2 else "affirmed"


def modality_of(lower: Sequence[str], *, hedged: bool) -> Modality:
    """``hedged`` when a hedge cue or a modal leaves it open, ``planned`` for what is still to come.

    Examples:
        >>> modality_of("the bridge will open in May".split(), hedged=False)
        'planned'
    """
    if hedged or any(word in _HEDGES for word in lower):
        return "hedged"
    return "planned" if any(word in _PLANS for word in lower) else "asserted"
