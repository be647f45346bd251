"""Claims to clusters by average link, whatever their order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer]
Candidate = tuple[float, int, int]
BLOCK = 1 << 14  # edges that are Python's numbers at once


def average_link(
    first: Numbers,
    second: Numbers,
    likeness: npt.NDArray[np.float64],
    barred: Iterable[tuple[int, int]],
    threshold: float,
) -> list[list[int]]:
    """Groups of two and more items, sorted; pairs without an edge count 0.

    Two groups join while the mean likeness between their members is at least ``threshold`` and no pair between them is
    barred, the best pair of groups first; ties go to the groups with the smallest members. The mean is taken over all
    pairs, so that a chain of single links does not pull strangers together.

    Args:
        first, second: the items of each edge, ``first < second``; each pair once.
        likeness: of each edge.
        barred: pairs that must not meet, ``i < j``.
        threshold: in (0, 1].

    Reference: Sokal and Michener, Univ. Kansas Science Bulletin 38 (1958), 1409-1438 (UPGMA).

    Examples:
        >>> edges = np.array([0, 1, 0]), np.array([1, 2, 2]), np.array([0.9, 0.8, 0.7])
        >>> average_link(*edges, (), 0.5)
        [[0, 1, 2]]
    """
    groups = _Groups(first, second, likeness, barred)
    heap: list[Candidate] = []
    best = _best_first(first, second, likeness, threshold)
    following = next(best, None)
    while heap or following:
        if following and (not heap or following < heap[0]):
            _, i, j = following
            following = next(best, None)
            if i in groups.home or j in groups.home:
                continue  # the heap has what their groups are to each other
        else:
            negative, i, j = heapq.heappop(heap)
            if not groups.both_stand(i, j) or groups.mean(i, j) != -negative:
                continue
        if groups.are_barred(i, j):
            continue
        groups.join(i, j)
        for other in groups.sums[i]:
            mean = groups.mean(i, other)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(i, other), max(i, other)))
    return sorted(sorted(group) for group in groups.members.values())


def _best_first(
    first: Numbers, second: Numbers, likeness: npt.NDArray[np.float64], threshold: float
) -> Iterator[Candidate]:
    """The edges of the threshold and above, best first."""
    strong = np.flatnonzero(likeness >= threshold)
    strong = strong[np.lexsort((second[strong], first[strong], -likeness[strong]))]
    for start in range(0, len(strong), BLOCK):
        block = strong[start : start + BLOCK]
        yield from zip((-likeness[block]).tolist(), first[block].tolist(), second[block].tolist(), strict=True)


class _Groups:
    """Groups of two and more by their smallest item; what items that are still alone are to each other stays in arrays.

    Attributes:
        members: of each group.
        home: the group of each of their items.
        sums: for each group the likeness to every group and item that it has edges with, over all pairs.
    """

    def __init__(
        self,
        first: Numbers,
        second: Numbers,
        likeness: npt.NDArray[np.float64],
        barred: Iterable[tuple[int, int]],
    ) -> None:
        self.members: dict[int, list[int]] = {}
        self.home: dict[int, int] = {}
        self.sums: dict[int, dict[int, float]] = {}
        ends = np.concatenate((first, second))
        order = np.argsort(ends, kind="stable")
        self._others = np.concatenate((second, first))[order]
        self._likeness = np.concatenate((likeness, likeness))[order]
        self._starts = np.searchsorted(ends[order], np.arange(int(ends.max(initial=0)) + 2))
        self._walls: dict[int, set[int]] = {}
        for i, j in barred:
            self._walls.setdefault(i, set()).add(j)
            self._walls.setdefault(j, set()).add(i)

    def both_stand(self, i: int, j: int) -> bool:
        """Whether neither has become part of a group with a smaller item."""
        return self.home.get(i, i) == i and self.home.get(j, j) == j

    def are_barred(self, i: int, j: int) -> bool:
        """Whether some pair between two groups must not meet."""
        return j in self._walls.get(i, ())

    def mean(self, i: int, j: int) -> float:
        """Mean likeness of two groups, one of several items; rounded so that equal means are equal on every machine."""
        total = self.sums[i].get(j, 0.0) if i in self.sums else self.sums[j].get(i, 0.0)
        pairs = (len(self.members[i]) if i in self.members else 1) * (len(self.members[j]) if j in self.members else 1)
        return round(total / pairs, 9)

    def join(self, i: int, j: int) -> None:
        """Group ``j`` becomes part of group ``i`` (``i < j``)."""
        own, gained = (self.sums[group] if group in self.sums else self._alone(group) for group in (i, j))
        self.sums.pop(j, None)
        for other, total in gained.items():
            if other != i:
                own[other] = own.get(other, 0.0) + total
                if other in self.sums:
                    self.sums[other][i] = own[other]
                    del self.sums[other][j]
        own.pop(j, None)
        self.sums[i] = own
        joined = self.members.pop(j, [j])
        self.members[i] = self.members.get(i, [i]) + joined
        self.home[i] = i
        for item in joined:
            self.home[item] = i
        if j in self._walls:
            self._wall(i, j)

    def _alone(self, item: int) -> dict[int, float]:
        """The likeness of an item that is in no group to every group and item that it has edges with."""
        edges = slice(*self._starts[item : item + 2].tolist())
        found: dict[int, float] = {}
        for other, likeness in zip(self._others[edges].tolist(), self._likeness[edges].tolist(), strict=True):
            group = self.home.get(other)
            if group is None:
                found[other] = likeness
            else:
                found[group] = self.sums[group][item]
        return found

    def _wall(self, i: int, j: int) -> None:
        """Those that must not meet ``j`` must not meet ``i``."""
        for other in self._walls.pop(j):
            self._walls[other].discard(j)
            if other != i:
                self._walls.setdefault(i, set()).add(other)
                self._walls[other].add(i)
