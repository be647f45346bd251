"""The three functions that every engine has, and their form on one machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from reliability.claims.candidates import edges_of_keys, shared_key_counts
from reliability.engine.spool import Parts
from reliability.parallel import Pool

T = TypeVar("T")
R = TypeVar("R")
IntArray = npt.NDArray[np.int64]
Keyed = tuple[int, npt.NDArray[np.unsignedinteger[Any]]]
PARTS = 64  # a corpus of 10 million articles has some 100 million rows in each


class LocalEngine:
    """One machine: processes for the work, parts on disk for what does not fit in memory.

    Args:
        workers: number of processes; 1 works in this one.
        memory: bytes of keys held before they are written to disk.
        folder: where that goes; the system's folder for temporary files for None.
    """

    def __init__(self, *, workers: int = 1, memory: int = 1 << 28, folder: Path | None = None) -> None:
        self._pool = Pool(workers)
        self.memory = memory
        self.folder = folder

    def map_batches(self, task: Callable[[T], Sequence[R]], batches: Iterable[T]) -> Iterator[R]:
        """The results of a task for all batches, in order."""
        return self._pool.map(task, batches)

    def candidate_edges(
        self, rows: Iterable[Keyed], *, largest: int, counted: bool = False, stars: bool = False
    ) -> Iterator[IntArray]:
        """Edges ``(a, b)`` or ``(a, b, shared keys)`` between owners that share a key, ``a < b``, sorted, in blocks.

        Keys of more than ``largest`` owners give stars; when edges are counted they give nothing, or stars if wanted.
        Keys are split by their highest bits, edges by their first owner.
        """
        with self.parts(np.uint64, np.uint32) as keyed:
            last = add_rows(keyed, rows)
            yield from self.edges_of_parts(keyed, last + 1, largest=largest, counted=counted, stars=stars)

    def close(self) -> None:
        """Ends the processes."""
        self._pool.close()

    def parts(self, *kinds: npt.DTypeLike) -> Parts:
        """Empty parts within this engine's memory."""
        return Parts(PARTS, kinds, memory=self.memory, folder=self.folder)

    def edges_of_parts(
        self,
        keyed: Parts,
        owners: int,
        *,
        largest: int,
        counted: bool = False,
        stars: bool = False,
    ) -> Iterator[IntArray]:
        """The edges of rows that lie in parts of keys already."""
        width = owners // PARTS + 1
        with self.parts(np.int64, np.int64) as found:
            for keys, holders in keyed:
                edges, counts = edges_of_part(keys, holders, largest=largest, counted=counted, stars=stars)
                found.add((edges >> 32) // width, edges, counts)
            for edges, counts in found:
                yield merge_edges(edges, counts, counted=counted)

    def edges_that_share(
        self, keyed: Parts, without: npt.NDArray[np.bool_], *, largest: int, fewest: int
    ) -> Iterator[IntArray]:
        """The edges ``(a, b, most)`` of parts of keys, without those of owners that cannot share ``fewest`` keys.

        ``most`` bounds how many they share: of the keys that more than ``largest`` owners have, which give stars, two
        owners can share as many as both have.

        Args:
            without: marks the owners that are left out; of the length of the number of owners.
        """
        width = len(without) // PARTS + 1
        hot = np.zeros(len(without), dtype=np.int64)
        with self.parts(np.int64, np.int64) as found:
            for part in keyed:
                kept = ~without[part[1]]
                keys, holders = part[0][kept], part[1][kept]
                edges, counts = edges_of_part(keys, holders, largest=largest, counted=True)
                found.add((edges >> 32) // width, edges, counts)
                often = of_frequent_keys(keys, largest)
                stars = edges_of_keys(keys[often], holders[often].astype(np.int64), largest=0)
                found.add((stars >> 32) // width, stars, np.zeros(len(stars), dtype=np.int64))
                hot += np.bincount(holders[often], minlength=len(without))
            for edges, counts in found:
                rows = merge_edges(edges, counts, counted=True)
                rows[:, 2] += np.minimum(hot[rows[:, 0]], hot[rows[:, 1]])
                yield rows[rows[:, 2] >= fewest]

    def components(self, count: int, edges: IntArray) -> IntArray:
        """The smallest number in the connected component of each of ``range(count)``."""
        return connected(count, edges)


def add_rows(keyed: Parts, rows: Iterable[Keyed]) -> int:
    """Puts the keys of owners into parts; the highest owner, -1 for none."""
    last = -1
    for owner, keys in rows:
        last = max(last, owner)
        wide = keys.astype(np.uint64)
        keyed.add(part_of_keys(wide), wide, np.full(len(wide), owner, dtype=np.uint32))
    return last


def part_of_keys(keys: npt.NDArray[np.uint64]) -> IntArray:
    """The part of each key, evenly spread."""
    return ((keys * np.uint64(0x9E37_79B9_7F4A_7C15)) >> np.uint64(58)).astype(np.int64)


def edges_of_part(
    keys: npt.NDArray[np.uint64],
    owners: npt.NDArray[np.unsignedinteger[Any]],
    *,
    largest: int,
    counted: bool,
    stars: bool = False,
) -> tuple[IntArray, IntArray]:
    """Edges ``(a << 32) | b`` of all rows that have some of the keys, and the number of those keys that each shares."""
    holders = owners.astype(np.int64)
    if counted:
        return shared_key_counts(keys, holders, largest=largest, stars=stars)
    edges = edges_of_keys(keys, holders, largest=largest)
    return edges, np.ones(len(edges), dtype=np.int64)


def of_frequent_keys(keys: npt.NDArray[np.uint64], largest: int) -> npt.NDArray[np.bool_]:
    """Marks the rows whose key more than ``largest`` rows have."""
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray((counts > largest)[inverse], dtype=np.bool_)


def merge_edges(edges: IntArray, counts: IntArray, *, counted: bool) -> IntArray:
    """Edges of several parts as rows ``(a, b)``, or ``(a, b, count)`` with the counts added up; sorted."""
    distinct, inverse = np.unique(edges, return_inverse=True)
    columns = [distinct >> 32, distinct & 0xFFFF_FFFF]
    if counted:
        columns.append(np.bincount(inverse, weights=counts, minlength=len(distinct)).astype(np.int64))
    return np.stack(columns, axis=1)


def connected(count: int, edges: IntArray) -> IntArray:
    """The smallest number in the connected component of each of ``range(count)``.

    Each round hooks the root of either end of an edge to the smaller of both roots and shortens all paths; the number of
    rounds grows with the logarithm of the longest path.

    Reference: Shiloach and Vishkin, J. Algorithms 3 (1982), doi:10.1016/0196-6774(82)90008-6.

    Examples:
        >>> connected(5, np.array([[3, 1], [3, 4]])).tolist()
        [0, 1, 2, 1, 1]
    """
    label = np.arange(count, dtype=np.int64)
    a, b = edges[:, 0], edges[:, 1]
    while len(a):
        low, high = np.minimum(label[a], label[b]), np.maximum(label[a], label[b])
        np.minimum.at(label, high, low)
        while True:
            shorter = label[label]
            if np.array_equal(shorter, label):
                break
            label = shorter
        apart = label[a] != label[b]
        a, b = a[apart], b[apart]
    return label
