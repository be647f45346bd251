"""Which sentences are worth comparing: those that share two of their rarest words.

Pairs of the rarest words are blocking keys. They are sorted and grouped in numpy, so that a million sentences take
seconds; a key that very many sentences share gives star edges instead of all pairs.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from reliability.claims.vocabulary import STOPWORDS, stem

RAREST = 6  # words of a claim that make keys when articles are paired
BULK_RAREST = 5  # the same when all sentences of a corpus are paired with one another
# Articles behind one key up to which all pairs are compared. Of 800 real articles on kindred topics no key has more
# than 24, and with 8 the same agreements are found; a corpus a hundred times as large meets the limit.
HOTTEST = 32
LARGEST = 24  # sentences behind one key up to which all pairs are made
_WORD = re.compile(r"\w+(?:[-'.]\w+)*")
_SLOTS = 1 << 25  # of the table that counts keys before they are sorted

IntArray64 = npt.NDArray[np.int64]
Encoded = tuple[IntArray64, IntArray64, list[str]]


def encode_texts(texts: Iterable[str]) -> Encoded:
    """Stem numbers of all texts one after the other, the number of stems of each text, and the stems by number."""
    ids: dict[str, int] = {}
    words: dict[str, int] = dict.fromkeys(STOPWORDS, -1)
    flat = array("i")
    lengths = array("i")
    for text in texts:
        before = len(flat)
        for word in _WORD.findall(text.lower()):
            number = words.get(word)
            if number is None:
                number = words[word] = ids.setdefault(stem(word), len(ids))
            if number >= 0:
                flat.append(number)
        lengths.append(len(flat) - before)
    return np.array(flat, dtype=np.int64), np.array(lengths, dtype=np.int64), list(ids)


def rarest_by_count(encoded: Encoded) -> IntArray64:
    """The place of each stem when the rarest in these texts come first; stems that occur once get -1: they meet none."""
    flat, _, stems = encoded
    counts = np.bincount(flat, minlength=len(stems))
    places = _places(stems, counts.astype(np.float64))
    places[counts < 2] = -1
    return places


def _places(stems: Sequence[str], order: npt.NDArray[np.float64]) -> IntArray64:
    ties = np.array([zlib.crc32(item.encode("utf-8", "surrogatepass")) for item in stems], dtype=np.int64)
    places = np.empty(len(stems), dtype=np.int64)
    places[np.lexsort((ties, order))] = np.arange(len(stems))
    return places


def rare_keys(
    encoded: Encoded, places: IntArray64, *, rarest: int = RAREST
) -> tuple[npt.NDArray[np.uint64], IntArray64]:
    """The keys of all texts and the text of each: pairs of places of the ``rarest`` stems of a text."""
    flat, lengths, _ = encoded
    if not len(flat):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    rows = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    ranks = places[flat]
    kept = ranks >= 0
    packed = np.sort((rows[kept] << 32) | ranks[kept])
    if not len(packed):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    packed = packed[np.concatenate(([True], packed[1:] != packed[:-1]))]
    rows, ranks = packed >> 32, packed & 0xFFFF_FFFF
    starts = np.concatenate(([0], np.flatnonzero(rows[1:] != rows[:-1]) + 1))
    position = np.arange(len(rows)) - np.repeat(starts, np.diff(np.concatenate((starts, [len(rows)]))))
    table = np.full((len(lengths), rarest), -1, dtype=np.int64)
    first = position < rarest
    table[rows[first], position[first]] = ranks[first]
    keys: list[npt.NDArray[np.uint64]] = []
    owners: list[IntArray64] = []
    for p, q in combinations(range(rarest), 2):
        here = np.flatnonzero(table[:, q] >= 0)
        keys.append(((table[here, p] << 32) | table[here, q]).astype(np.uint64))
        owners.append(here)
    return np.concatenate(keys), np.concatenate(owners)


def pairs_of_keys(
    keys: npt.NDArray[np.uint64], owners: IntArray64, *, groups: IntArray64 | None = None, largest: int = LARGEST
) -> IntArray64:
    """Pairs of texts that share a key, shape ``(n, 2)``, each once, smaller number first, sorted.

    Args:
        keys, owners: from `rare_keys`.
        groups: group of each text, such as its article; pairs within a group are left out.
        largest: a key with more texts gives edges to its first text only.
    """
    if len(keys) > 1_000_000:  # most keys stand alone: drop these before the sort
        slots = ((keys * np.uint64(0x9E37_79B9_7F4A_7C15)) >> np.uint64(39)).astype(np.int64)
        kept = np.bincount(slots, minlength=_SLOTS)[slots] > 1
        keys, owners = keys[kept], owners[kept]
    order = np.lexsort((owners, keys)) if len(keys) < 100_000 else np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    if len(keys) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    edges = np.sort(np.stack(_meetings(owners, _group_starts(keys), largest), axis=1), axis=1)
    if groups is not None:
        edges = edges[groups[edges[:, 0]] != groups[edges[:, 1]]]
    count = int(owners.max()) + 1
    packed = np.unique(edges[:, 0] * count + edges[:, 1])
    packed = packed[packed // count != packed % count]
    return np.stack((packed // count, packed % count), axis=1)


def edges_of_keys(keys: npt.NDArray[np.uint64], owners: IntArray64, *, largest: int) -> IntArray64:
    """Sorted distinct edges ``(a << 32) | b``, ``a < b``, of the owners that share a key; each owner has a key once.

    Args:
        largest: a key with more owners gives edges to its first owner only.
    """
    keys, owners = _grouped(keys, owners)
    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    low, high = _meetings(owners, _group_starts(keys), largest)
    return np.unique((low << 32) | high)


def shared_key_counts(
    keys: npt.NDArray[np.unsignedinteger[Any]], owners: IntArray64, *, largest: int, stars: bool = False
) -> tuple[IntArray64, IntArray64]:
    """Edges as in `edges_of_keys` and how many keys each shares.

    Args:
        largest: keys with more owners do not count.
        stars: they count between their first owner and each other instead.
    """
    keys, owners = _grouped(keys, owners)
    if not len(keys):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    low, high = _meetings(owners, _group_starts(keys), largest, stars=stars)
    edges, counts = np.unique((low << 32) | high, return_counts=True)
    return edges, counts.astype(np.int64)


def _grouped(keys: Any, owners: IntArray64) -> tuple[Any, IntArray64]:
    """Keys and owners sorted by both, without the keys that stand alone."""
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    if not len(keys):
        return keys, owners
    same = keys[1:] == keys[:-1]
    kept = np.concatenate((same, [False])) | np.concatenate(([False], same))
    return keys[kept], owners[kept]


def _group_starts(keys: Any) -> IntArray64:
    """Where each run of equal keys starts, and the end."""
    return np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1, [len(keys)])).astype(np.int64)


def _meetings(
    owners: IntArray64, starts: IntArray64, largest: int, *, stars: bool = True
) -> tuple[IntArray64, IntArray64]:
    """All pairs within the groups, earlier one first; a group larger than ``largest`` gives a star, or nothing."""
    sizes = np.diff(starts)
    begin, size = np.repeat(starts[:-1], sizes), np.repeat(sizes, sizes)
    depth = np.arange(len(owners), dtype=np.int64) - begin
    first: list[IntArray64] = []
    second: list[IntArray64] = []
    here = np.flatnonzero((depth > 0) & (size <= largest))
    step = 1
    while len(here):  # each round is as long as there are pairs that far apart, so that the work is the number of pairs
        first.append(owners[here - step])
        second.append(owners[here])
        step += 1
        here = here[depth[here] >= step]
    if stars:
        hot = np.flatnonzero((size > largest) & (depth > 0))
        first.append(owners[begin[hot]])
        second.append(owners[hot])
    if not first:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(first), np.concatenate(second)


def candidate_pairs(texts: Iterable[str], *, groups: Sequence[int] | None = None) -> IntArray64:
    """Pairs of texts worth comparing, shape ``(n, 2)``; near linear in the number of texts.

    Args:
        texts: sentences.
        groups: the article of each sentence; sentences of one article are not paired.

    Reference: Broder, SEQUENCES 1997, doi:10.1109/SEQUEN.1997.666900, for resemblance by shared features.

    Examples:
        >>> candidate_pairs(["The ferry struck a breakwater.", "Rain fell.", "A breakwater was struck by the ferry."]).tolist()
        [[0, 2]]
    """
    encoded = encode_texts(texts)
    keys, owners = rare_keys(encoded, rarest_by_count(encoded), rarest=BULK_RAREST)
    return pairs_of_keys(keys, owners, groups=None if groups is None else np.asarray(groups, dtype=np.int64))
