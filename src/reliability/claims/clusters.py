"""Claims to clusters by average link, whatever their order."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

Edges = Mapping[tuple[int, int], float]


def average_link(count: int, edges: Edges, barred: frozenset[tuple[int, int]], threshold: float) -> list[list[int]]:
    """Groups of two and more of ``range(count)``, sorted; pairs without an edge count 0.

    Two groups join while the mean likeness between their members is at least ``threshold`` and no pair between them is
    barred, the best pair of groups first; ties go to the groups with the smallest members. The mean is taken over all
    pairs, so that a chain of single links does not pull strangers together.

    Args:
        count: number of items.
        edges: likeness of pairs ``(i, j)`` with ``i < j``.
        barred: pairs that must not meet, ``i < j``.
        threshold: in (0, 1].

    Reference: Sokal and Michener, Univ. Kansas Science Bulletin 38 (1958), 1409-1438 (UPGMA).

    Examples:
        >>> average_link(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7}, frozenset(), 0.5)
        [[0, 1, 2]]
    """
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    links: dict[int, dict[int, float]] = {i: {} for i in range(count)}
    for (i, j), likeness in edges.items():
        links[i][j] = links[j][i] = likeness
    walls: dict[int, set[int]] = {i: set() for i in range(count)}
    for i, j in barred:
        walls[i].add(j)
        walls[j].add(i)
    heap = [(-likeness, i, j) for (i, j), likeness in edges.items() if likeness >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in members or j not in members or _mean(links, members, i, j) != -negative or j in walls[i]:
            continue
        _join(members, links, walls, i, j)
        for other in links[i]:
            mean = _mean(links, members, i, other)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(i, other), max(i, other)))
    return sorted(sorted(group) for group in members.values() if len(group) > 1)


def _mean(links: dict[int, dict[int, float]], members: dict[int, list[int]], i: int, j: int) -> float:
    """Mean likeness between two groups, rounded so that equal means compare equal on every machine."""
    return round(links[i].get(j, 0.0) / (len(members[i]) * len(members[j])), 9)


def _join(
    members: dict[int, list[int]], links: dict[int, dict[int, float]], walls: dict[int, set[int]], i: int, j: int
) -> None:
    """Group ``j`` becomes part of group ``i`` (``i < j``); ``links`` hold sums over all pairs."""
    members[i] += members.pop(j)
    for other, total in links.pop(j).items():
        if other != i:
            links[i][other] = links[other][i] = links[i].get(other, 0.0) + total
            del links[other][j]
    links[i].pop(j, None)
    for other in walls.pop(j):
        walls[other].discard(j)
        if other != i:
            walls[i].add(other)
            walls[other].add(i)
