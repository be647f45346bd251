"""Which pairs of articles have pairs of claims, and what those decide; numbers only, the pairs lie in records."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator

import numpy as np
import numpy.typing as npt

from reliability.claims.standins import JOINING
from reliability.engine.units import BARRING

IntArray = npt.NDArray[np.int64]
Anything = npt.NDArray[np.integer]
_DECIDING = {name: code for code, name in enumerate(sorted(JOINING | BARRING), start=1)}
_JOINING = [code for name, code in _DECIDING.items() if name in JOINING]
_SHOWN, _RELATED = _DECIDING["conflicts"], _DECIDING["related"]


class PairTable:
    """Grows by `add`, is sorted by `seal`, and is read then; `seal` drops pairs that can decide on no cluster.

    Attributes:
        a, b, record: two articles a row, sorted, and the record of the pairs of their claims.
        telling: whether some pair of each such record is more than related.
        place, first, second: of the pairs that decide on clusters in that order: place in the record, numbers of both
            claims in the corpus.
        row: the row of ``record`` that each of these pairs belongs to.
        joining: whether each joins its claims.
        shown: whether each is shown with the cluster of one claim though the other is in another: a conflict.
    """

    def __init__(self) -> None:
        self._sides = (array("I"), array("I"))
        self._rows = (array("I"), array("I"), array("I"), array("I"), array("b"))

    def add(self, a: int, b: int, starts: IntArray, found: Iterable[tuple[int, int, str]]) -> None:
        """Takes the next record; ``found`` has place, place and relation of each pair, ``starts`` first claims."""
        record = len(self._sides[0])
        self._sides[0].append(a)
        self._sides[1].append(b)
        first, second = int(starts[a]), int(starts[b])
        for place, (i, j, relation) in enumerate(found):
            code = _DECIDING.get(relation, 0)
            if code:
                for column, value in zip(self._rows, (record, place, first + i, second + j, code), strict=True):
                    column.append(value)

    def records(self, articles: Collection[int]) -> dict[int, dict[int, int]]:
        """For each of some articles, those that it shares a record with, and the record; before `seal`."""
        found: dict[int, dict[int, int]] = {article: {} for article in articles}
        for record, (a, b) in enumerate(zip(*self._sides, strict=True)):
            if a in found:
                found[a][b] = record
            if b in found:
                found[b][a] = record
        return found

    def seal(self) -> None:
        """Sorts everything by the articles."""
        self.a, self.b = (_taken(side) for side in self._sides)
        self._sides = (array("I"), array("I"))
        record, place, first, second, code = (_taken(column) for column in self._rows)
        self._rows = (array("I"), array("I"), array("I"), array("I"), array("b"))
        self.record = np.lexsort((self.b, self.a)).astype(np.uint32)
        rank = np.empty(len(self.record), dtype=np.uint32)
        rank[self.record] = np.arange(len(rank), dtype=np.uint32)
        self.a, self.b = self.a[self.record], self.b[self.record]
        row = rank[record]
        self.telling = np.zeros(len(rank), dtype=np.bool_)
        self.telling[row[code != _RELATED]] = True
        kept = _can_decide(first, second, code)
        order = np.flatnonzero(kept)[np.argsort(row[kept], kind="stable")]
        self.row, self.place, self.first, self.second = (item[order] for item in (row, place, first, second))
        self.joining = np.isin(code[order], _JOINING)
        self.shown = code[order] == _SHOWN

    def within(self, label: IntArray, members: IntArray) -> tuple[Anything, Anything]:
        """Label and number of each pair that decides on the claims with the label of a member; sorted, each once.

        Pairs with a claim of another label neither join nor keep apart, so that only those that are shown are given.

        Args:
            label: of each claim of the corpus.
            members: numbers of claims.
        """
        inside = np.zeros(len(label), dtype=np.bool_)
        inside[label[members]] = True
        packed = []
        counts = self.shown | (label[self.first] == label[self.second])
        for side in (self.first, self.second):
            owner = label[side]
            kept = np.flatnonzero(inside[owner] & counts)
            packed.append((owner[kept] << 32) | kept)
        found = np.concatenate(packed)
        del packed
        found.sort()
        once = np.ones(len(found), dtype=np.bool_)
        np.not_equal(found[1:], found[:-1], out=once[1:])
        found = found[once]
        return (found >> 32).astype(np.uint32), (found & 0xFFFF_FFFF).astype(np.uint32)

    def touching(self, articles: int) -> Iterator[IntArray]:
        """The rows of ``record`` that touch each of so many articles, in order."""
        owner = np.concatenate((self.a, self.b))
        row = np.concatenate((np.arange(len(self.a)), np.arange(len(self.b)))).astype(np.uint32)
        order = np.lexsort((row, owner))
        return runs(owner[order], row[order], np.arange(articles))


def _can_decide(first: Anything, second: Anything, code: Anything) -> npt.NDArray[np.bool_]:
    """Whether each pair is a conflict, or between two claims that are joined with any: the others are of no cluster."""
    joining = np.isin(code, _JOINING)
    joined = np.zeros(1 + int(max(first.max(initial=0), second.max(initial=0))), dtype=np.bool_)
    joined[first[joining]] = joined[second[joining]] = True
    return np.asarray((code == _SHOWN) | (joined[first] & joined[second]), dtype=np.bool_)


def _taken(column: array[int]) -> Anything:
    return np.array(column, dtype=np.int8 if column.typecode == "b" else np.uint32)


def runs(owners: Anything, values: Anything, groups: Anything) -> Iterator[IntArray]:
    """The values of each group; ``owners`` and ``groups`` are sorted."""
    first, last = np.searchsorted(owners, groups), np.searchsorted(owners, groups, side="right")
    return (values[i:j].astype(np.int64) for i, j in zip(first.tolist(), last.tolist(), strict=True))
