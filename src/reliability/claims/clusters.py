"""Claims to clusters by average link, whatever their order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

Links = dict[int, dict[int, float]]


def average_link(
    edges: Iterable[tuple[int, int, float]], barred: Iterable[tuple[int, int]], threshold: float
) -> list[list[int]]:
    """Groups of two and more items, sorted; pairs without an edge count 0.

    Two groups join while the mean likeness between their members is at least ``threshold`` and no pair between them is
    barred, the best pair of groups first; ties go to the groups with the smallest members. The mean is taken over all
    pairs, so that a chain of single links does not pull strangers together. What is held grows with the edges, not with
    the items.

    Args:
        edges: items ``i < j`` and their likeness; of two edges of one pair the later counts.
        barred: pairs that must not meet, ``i < j``.
        threshold: in (0, 1].

    Reference: Sokal and Michener, Univ. Kansas Science Bulletin 38 (1958), 1409-1438 (UPGMA).

    Examples:
        >>> average_link([(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.7)], (), 0.5)
        [[0, 1, 2]]
    """
    members: dict[int, list[int]] = {}
    links: Links = {}
    heap: list[tuple[float, int, int]] = []
    for i, j, likeness in edges:
        links.setdefault(i, {})[j] = likeness
        links.setdefault(j, {})[i] = likeness
        if likeness >= threshold:
            heap.append((-likeness, i, j))
    walls: dict[int, set[int]] = {}
    for i, j in barred:
        walls.setdefault(i, set()).add(j)
        walls.setdefault(j, set()).add(i)
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in links or j not in links or _mean(links, members, i, j) != -negative or j in walls.get(i, ()):
            continue
        members[i] = members.get(i, [i]) + members.pop(j, [j])
        _join(links, i, j)
        if j in walls:
            _wall(walls, i, j)
        for other in links[i]:
            mean = _mean(links, members, i, other)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(i, other), max(i, other)))
    return sorted(sorted(group) for group in members.values())


def _mean(links: Links, members: dict[int, list[int]], i: int, j: int) -> float:
    """Mean likeness between two groups, rounded so that equal means compare equal on every machine."""
    pairs = (len(members[i]) if i in members else 1) * (len(members[j]) if j in members else 1)
    return round(links[i].get(j, 0.0) / pairs, 9)


def _join(links: Links, i: int, j: int) -> None:
    """Group ``j`` becomes part of group ``i`` (``i < j``); ``links`` hold sums over all pairs."""
    for other, total in links.pop(j).items():
        if other != i:
            links[i][other] = links[other][i] = links[i].get(other, 0.0) + total
            del links[other][j]
    links[i].pop(j, None)


def _wall(walls: dict[int, set[int]], i: int, j: int) -> None:
    """Those that must not meet ``j`` must not meet ``i``."""
    for other in walls.pop(j):
        walls[other].discard(j)
        if other != i:
            walls.setdefault(i, set()).add(other)
            walls[other].add(i)
