"""Many copies of one report: a few are compared with all others, the rest follow those whose text they repeat.

Comparing every copy with every other takes time that grows with the square of their number and tells nothing new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from reliability.claims.bundle import KeyArray
from reliability.claims.candidates import shared_key_counts
from reliability.claims.origins import Key, key_of
from reliability.types import Claim, ClaimPair

JOINING = frozenset(("same", "agrees", "shared_quote"))
MEMBERS = 8  # copies of a report that are compared with everything all the same; events seldom have more (fixtures: 3)
LEAST = 2  # claims; one sentence in the same words makes no copy
LARGEST = 16  # reports with a claim in the same words up to which all their pairs are counted; a star above

IntArray = npt.NDArray[np.int64]


def text_keys(claims: Sequence[Claim]) -> KeyArray:
    """The words of each claim, without case and punctuation, as sorted distinct 64-bit numbers.

    Examples:
        >>> from reliability import extract_claims
        >>> one, other = (extract_claims(f"The ferry struck the {x}breakwater at Port Sella.") for x in ("", "new "))
        >>> text_keys(one + one).tolist() == text_keys(one).tolist(), text_keys(one).tolist() == text_keys(other).tolist()
        (True, False)
    """
    found = [hashlib.blake2b(_plain(claim), digest_size=8).digest() for claim in claims]
    return np.unique(np.frombuffer(b"".join(found), dtype="<u8").astype(np.uint64))


def _plain(claim: Claim) -> bytes:
    return " ".join(word.lower() for word in claim.words if word[0].isalnum()).encode("utf-8", "surrogatepass")


def is_near(shared: IntArray, smaller: IntArray, larger: IntArray) -> npt.NDArray[np.bool_]:
    """Whether reports with so many distinct claims, so many in the same words, are one text: six in ten of the longer."""
    return np.asarray((smaller >= LEAST) & (10 * shared >= 6 * larger), dtype=np.bool_)


def near_copies(texts: Sequence[KeyArray]) -> IntArray:
    """Reports that are one text: rows as from `near_rows`, ``a < b``, sorted.

    A claim that more than ``LARGEST`` reports make in the same words counts between the first of them and each other.

    Args:
        texts: from `text_keys`, one for each report.
    """
    sizes = np.array([len(keys) for keys in texts], dtype=np.int64)
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), sizes)
    keys = np.concatenate(texts) if texts else np.zeros(0, dtype=np.uint64)
    edges, shared = shared_key_counts(keys, owners, largest=LARGEST, stars=True)
    return near_rows(np.stack((edges >> 32, edges & 0xFFFF_FFFF, shared), axis=1), sizes)


def near_rows(rows: IntArray, sizes: IntArray) -> IntArray:
    """Rows ``(a, b, shared claims, claims of the shorter)`` of the reports that are one text.

    Args:
        rows: ``(a, b, shared claims)``.
        sizes: number of distinct claims of each report.
    """
    first, second = sizes[rows[:, 0]], sizes[rows[:, 1]]
    smaller = np.minimum(first, second)
    kept = is_near(rows[:, 2], smaller, np.maximum(first, second))
    return np.column_stack((rows, smaller))[kept]


def stand_ins(edges: Iterable[tuple[int, int]], texts: Callable[[int], KeyArray]) -> dict[int, tuple[int, ...]]:
    """The reports that follow others, and whom: an earlier copy that ``MEMBERS`` others have joined already comes first.

    Then come those of the ``MEMBERS`` that have claims of the follower in the same words which no one before has. A
    report that follows is compared with these only. Depends on each connected component by itself.

    Args:
        edges: reports that are one text, ``a < b``.
        texts: gives what `text_keys` gives for a report.

    Examples:
        >>> stand_ins(((0, number) for number in range(1, 11)), lambda number: np.arange(5, dtype=np.uint64))
        {9: (0,), 10: (0,)}
    """
    earlier: dict[int, list[int]] = {}
    for a, b in sorted(edges):
        earlier.setdefault(b, []).append(a)
    found: dict[int, tuple[int, ...]] = {}
    joined: dict[int, list[int]] = {}
    for number in sorted(earlier):
        members = [other for other in earlier[number] if other not in found]
        first = next((other for other in members if len(joined.get(other, ())) >= MEMBERS), None)
        if first is None:
            for other in members:
                joined.setdefault(other, []).append(number)
        else:
            found[number] = _leaders(texts, number, (first, *joined[first][:MEMBERS]))
    return found


def _leaders(texts: Callable[[int], KeyArray], number: int, members: Sequence[int]) -> tuple[int, ...]:
    """The first of the members, and those of the others that have texts of a report which none before has."""
    left = set(texts(number).tolist())
    chosen: list[int] = []
    for member in members:
        met = left.intersection(texts(member).tolist())
        if met or not chosen:
            chosen.append(member)
            left -= met
    return tuple(chosen)


def aliases(pairs: Iterable[ClaimPair], stands: Mapping[int, Sequence[int]]) -> dict[Key, Key]:
    """Claims of reports that follow others, and the claim there that each repeats.

    Args:
        pairs: any pairs; those between a report and the ones that it follows count.
        stands: from `stand_ins`.
    """
    best: dict[Key, tuple[tuple[int, bool, float, Key], Key]] = {}
    for pair in pairs:
        leaders = stands.get(pair.b.article, ())
        if pair.a.article not in leaders or pair.relation not in JOINING:
            continue
        equal = _plain(pair.a) == _plain(pair.b)
        place = leaders.index(pair.a.article)
        if not equal and (place or pair.relation != "same"):
            continue
        rank = (place, not equal, -pair.similarity, key_of(pair.a))
        known = best.get(key_of(pair.b))
        if known is None or rank < known[0]:
            best[key_of(pair.b)] = (rank, key_of(pair.a))
    return {own: other for own, (_, other) in best.items()}


def echoes(
    number: int,
    leaders: Sequence[int],
    own: Iterable[ClaimPair],
    others: Iterable[ClaimPair],
) -> list[ClaimPair]:
    """What a report that follows others shares with a third one: the pairs of the claims that it repeats, in order.

    Args:
        number: the report.
        leaders: those that it follows.
        own: its pairs with them.
        others: pairs of the leaders with the third report; merely related ones are left out.
    """
    own = tuple(own)
    claims = {key_of(pair.b): pair.b for pair in own}
    repeated: dict[Key, list[Claim]] = {}
    for key, other in aliases(own, {number: tuple(leaders)}).items():
        repeated.setdefault(other, []).append(claims[key])
    found = []
    for pair in others:
        if pair.relation == "related":
            continue
        mine, third = (pair.a, pair.b) if pair.a.article in leaders else (pair.b, pair.a)
        for claim in repeated.get(key_of(mine), ()):
            a, b = (claim, third) if number < third.article else (third, claim)
            found.append(ClaimPair(a, b, pair.similarity, pair.relation, pair.reasons, pair.slot))
    return sorted(found, key=lambda pair: (key_of(pair.a), key_of(pair.b)))
