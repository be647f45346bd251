"""The claims of one article as arrays, so that two articles are compared in a few matrix products."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from reliability.claims.counts import counts_of
from reliability.claims.vocabulary import Vocabulary, plain_words, stem
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
MOST_TOLD = 255  # occurrences of one stem that count towards an article's topic
_MULTIPLIERS = np.array([1, 0x1_0000_01B3, 0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F], dtype=np.uint64)
_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFF_FFFF)
_FEW = 8  # times as many numbers on one side are searched, not merged

FloatArray = npt.NDArray[np.float64]
IntArray64 = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
KeyArray = npt.NDArray[np.uint64]
Meeting = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]
Unsigned = TypeVar("Unsigned", bound=np.unsignedinteger[Any])


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Which rows (claims) hold which codes (hashed stems or character grams); each once.

    Attributes:
        codes: the distinct codes, sorted.
        rows, columns: places of the ones, ``codes[columns]`` stand in ``rows``; in any order.
        counts: number of rows that hold each code.
        size: number of rows.
    """

    codes: Codes
    rows: IntArray64
    columns: IntArray64
    counts: IntArray64
    size: int

    @classmethod
    def of(cls, rows: IntArray64, codes: Codes, size: int) -> Incidence:
        """The incidence of codes in rows, in any order and with repeats."""
        return cls.of_packed((codes.astype(np.uint64) << _HALF) | rows.astype(np.uint64), size)

    @classmethod
    def of_packed(cls, packed: KeyArray, size: int) -> Incidence:
        """The same for numbers that hold the code in their upper half and the row in the lower."""
        return cls.of_sorted(np.sort(packed), size)

    @classmethod
    def of_sorted(cls, packed: KeyArray, size: int) -> Incidence:
        """The same for such numbers in order."""
        packed = packed[_firsts(packed)]
        codes = (packed >> _HALF).astype(np.uint32)
        starts = _firsts(codes).nonzero()[0]
        counts = np.empty(len(starts), dtype=np.int64)
        np.subtract(starts[1:], starts[:-1], out=counts[:-1])
        counts[-1:] = len(codes) - starts[-1:]
        columns = np.arange(len(starts), dtype=np.int64).repeat(counts)
        return cls(codes[starts], (packed & _LOWER).astype(np.int64), columns, counts, size)

    @classmethod
    def from_arrays(cls, codes: Codes, rows: IntArray64, columns: IntArray64, size: int) -> Incidence:
        """The incidence of arrays that are in its form already."""
        return cls(codes, rows, columns, np.bincount(columns, minlength=len(codes)), size)


def _firsts(ordered: npt.NDArray[np.unsignedinteger[Any]]) -> npt.NDArray[np.bool_]:
    """Where a new value begins in sorted values."""
    found = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


def distinct(values: npt.NDArray[Unsigned]) -> npt.NDArray[Unsigned]:
    """The values sorted and each once; as `numpy.unique`, which hashes them first."""
    ordered = np.sort(values)
    found: npt.NDArray[Unsigned] = ordered[_firsts(ordered)]
    return found


def meeting(a: Codes | KeyArray, b: Codes | KeyArray) -> Meeting:
    """Places of the common values in two sorted arrays of distinct values."""
    if len(a) > len(b):
        right, left = meeting(b, a)
        return left, right
    if not len(a):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    if len(b) > _FEW * len(a):
        places = np.minimum(np.searchsorted(b, a), len(b) - 1)
        left = np.flatnonzero(b[places] == a)
        return left, places[left]
    both = np.concatenate((a, b))
    order = both.argsort(kind="stable")  # merges what is sorted already
    ordered = both[order]
    met = (ordered[1:] == ordered[:-1]).nonzero()[0]
    return order[met], order[met + 1] - len(a)


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """The claims of one article, taken apart once.

    Attributes:
        claims: in order of the text.
        words: content stems of the claims by their hash.
        rarity: of each stem in ``words.codes``, shape ``(n,)``; in half precision, as the index stores it.
        told: how often each stem stands in the article, at most 255.
        telling: whether each stem is neither part of a name nor a word of saying.
        topic: weight of each stem in the whole article; a unit vector.
        grams: hashed character 4-grams of the claims.
        places: how far down each claim stands, in sentences from the top; shape ``(number of claims,)``.
        numbered, dated: whether each claim counts something, names a date.
    """

    claims: Sequence[Claim]
    words: Incidence
    rarity: FloatArray
    told: IntArray64
    telling: npt.NDArray[np.bool_]
    topic: FloatArray
    grams: Incidence
    places: FloatArray
    numbered: npt.NDArray[np.bool_]
    dated: npt.NDArray[np.bool_]


def bundle(claims: Sequence[Claim], vocabulary: Vocabulary, *, places: Sequence[int] | None = None) -> Bundle:
    """The bundle of one article's claims; ``places`` are 0, 1, 2 … unless given."""
    stems = [vocabulary.stems(plain_words(claim.words)) for claim in claims]
    named = set(vocabulary.stems([part for claim in claims for name in claim.entities for part in name.split()]))
    flat = [item for row in stems for item in row]
    codes = np.array([stem_code(item) for item in flat], dtype=np.uint32)
    rows = np.repeat(np.arange(len(stems), dtype=np.int64), [len(row) for row in stems])
    words = Incidence.of(rows, codes, len(stems))
    known = {stem_code(item): item for item in flat}
    texts = [known[code] for code in words.codes.tolist()]
    rarity = np.array([vocabulary.rarity(item) for item in texts], dtype=np.float16).astype(np.float64)
    told = np.minimum(np.bincount(np.searchsorted(words.codes, codes), minlength=len(texts)), MOST_TOLD)
    telling = np.array([item not in named and item not in SAYING for item in texts], dtype=np.bool_)
    where = np.arange(len(stems), dtype=np.float64) if places is None else np.array(places, dtype=np.float64)
    grams = gram_incidence([" ".join(word.lower() for word in claim.words) for claim in claims])
    numbered = np.array([bool(counts_of(claim).numbers) for claim in claims], dtype=np.bool_)
    dated = np.array([bool(claim.dates) for claim in claims], dtype=np.bool_)
    topic = topic_of(rarity, told)
    return Bundle(tuple(claims), words, rarity, told, telling, topic, grams, where, numbered, dated)


@lru_cache(maxsize=65_536)
def stem_code(item: str) -> int:
    """A stem as a 32-bit number."""
    return zlib.crc32(item.encode("utf-8", "surrogatepass"))


def topic_of(rarity: FloatArray, told: IntArray64) -> FloatArray:
    """The weight of each stem of an article in what it is about, as a unit vector; damped by how often it is told."""
    weights = rarity * (1.0 + np.log(np.maximum(told, 1)))
    norm = float(np.sqrt(fsum((weights * weights).tolist())))
    return np.asarray(weights / norm if norm else weights, dtype=np.float64)


def topic_likeness(a: Bundle, b: Bundle, met: Meeting | None = None) -> float:
    """How alike the words of two whole articles are: cosine in [0, 1].

    Args:
        met: where their stems meet, when that is known.
    """
    left, right = meeting(a.words.codes, b.words.codes) if met is None else met
    return _cosine_of(a.topic[left], b.topic[right])


def likeness_of_topics(codes: Codes, topic: FloatArray, others: Codes, other_topic: FloatArray) -> float:
    """The cosine of two topics that are given as sorted codes and weights."""
    left, right = meeting(codes, others)
    return _cosine_of(topic[left], other_topic[right])


def _cosine_of(topic: FloatArray, other_topic: FloatArray) -> float:
    return round(fsum((topic * other_topic).tolist()), 9)


def character_grams(text: str) -> npt.NDArray[np.uint64]:
    """Sorted distinct 64-bit hashes of the character 4-grams of ``text``; empty for fewer than four characters."""
    return np.unique(_gram_hashes(text))


def gram_incidence(texts: Sequence[str]) -> Incidence:
    """Which of the texts hold which character 4-grams, hashed to 32 bits."""
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    sizes = np.maximum(lengths - (GRAM - 1), 0)  # grams of each text
    skipped = (lengths - sizes).cumsum() - (lengths - sizes)  # grams over an end of the texts before
    places = skipped.repeat(sizes)
    places += np.arange(len(places), dtype=np.int64)
    packed = _gram_hashes("".join(texts))[places]
    packed *= np.uint64(0x9E37_79B9_7F4A_7C15)
    packed &= ~_LOWER
    packed |= np.arange(len(texts), dtype=np.uint64).repeat(sizes)
    # The rows ascend already. Sorting by sixteen bits at a time takes half as long as by all sixty-four.
    packed = packed[(packed >> _HALF).astype(np.uint16).argsort(kind="stable")]
    packed = packed[(packed >> np.uint64(48)).astype(np.uint16).argsort(kind="stable")]
    return Incidence.of_sorted(packed, len(texts))


def _gram_hashes(text: str) -> npt.NDArray[np.uint64]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    size = len(codes) - GRAM + 1
    if size < 1:
        return np.zeros(0, dtype=np.uint64)
    codes += np.uint64(1)
    total: KeyArray = codes[:size] * _MULTIPLIERS[0]
    for offset in range(1, GRAM):
        total += codes[offset : offset + size] * _MULTIPLIERS[offset]
    total ^= total >> np.uint64(29)
    return total
