"""Boosted regression trees applied with numpy: what scikit-learn fitted in ``training/``, without scikit-learn."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from reliability.errors import VersionIntegrityError

IntArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
LEAVES = 16  # a tree's leaves are told apart by the bits of one short integer
_BLOCK = 512  # rows that are compared with every node at once


@dataclass(frozen=True, eq=False)
class BoostedTrees:
    """An additive ensemble of binary trees with one output; at most 16 leaves each.

    No tree is walked: a node whose comparison fails rules out the leaves on its left, and the first leaf that no node
    rules out is the one reached. So all nodes of all trees are compared in one step.

    Reference: Lucchese, Nardini, Orlando, Perego, Tonellotto and Venturini, "QuickScorer: a Fast Algorithm to Rank
    Documents with Additive Ensembles of Regression Trees", SIGIR 2015.

    Attributes:
        feature: int32 ``(trees, nodes)``, the column compared at each node.
        threshold: float64 ``(trees, nodes)``; a row goes left when its value is at most this.
        left, right: int32 ``(trees, nodes)``, the next node; a leaf names itself.
        value: float64 ``(trees, nodes)``, added up over the leaves reached.
        baseline: added to the sum.
    """

    feature: IntArray
    threshold: FloatArray
    left: IntArray
    right: IntArray
    value: FloatArray
    baseline: float

    def decision(self, rows: FloatArray) -> FloatArray:
        """The raw score of each row of ``rows`` with shape ``(n, columns)``; shape ``(n,)``; values must be finite."""
        nodes = self._nodes
        result = np.empty(len(rows), dtype=np.float64)
        for start in range(0, len(rows), _BLOCK):
            fails = rows[start : start + _BLOCK].take(nodes.feature, axis=1) > nodes.threshold
            ruled_out = np.bitwise_or.reduce(fails * nodes.leaves_left, axis=1)
            leaf = _FIRST_OPEN.take(ruled_out) + nodes.first_leaf
            # a running sum adds in one order on every machine, as a sum need not
            result[start : start + _BLOCK] = np.cumsum(nodes.value.take(leaf), axis=1)[:, -1] + self.baseline
        return result

    @cached_property
    def _nodes(self) -> _Nodes:
        inner, values = zip(*(self._read_tree(tree) for tree in range(len(self.feature))), strict=True)
        shape = (max(map(len, inner)), len(inner))
        feature, leaves_left = np.zeros(shape, dtype=np.intp), np.zeros(shape, dtype=np.uint16)
        threshold, value = np.full(shape, np.inf), np.zeros((len(inner), LEAVES))
        for tree, (nodes, reached) in enumerate(zip(inner, values, strict=True)):
            value[tree, : len(reached)] = reached
            for place, (node, mask) in enumerate(nodes):
                feature[place, tree] = self.feature[tree, node]
                threshold[place, tree] = self.threshold[tree, node]
                leaves_left[place, tree] = mask
        return _Nodes(feature, threshold, leaves_left, value.ravel(), np.arange(len(inner)) * LEAVES)

    def _read_tree(self, tree: int) -> tuple[list[tuple[int, int]], list[float]]:
        """The inner nodes of a tree, each with a bit for every leaf on its left, and the values of the leaves in order.

        Raises:
            VersionIntegrityError: no binary tree, or one with too many leaves.
        """
        left, right = self.left[tree].tolist(), self.right[tree].tolist()
        inner: list[tuple[int, int]] = []
        values: list[float] = []
        begun: dict[int, int] = {}  # leaves seen when a node was entered
        stack = [(0, False)]
        while stack:
            node, left_is_done = stack.pop()
            if left_is_done:
                inner.append((node, (1 << len(values)) - (1 << begun[node])))
                continue
            if node in begun or len(values) == LEAVES:
                raise VersionIntegrityError(f"tree {tree} is no binary tree of at most {LEAVES} leaves")
            begun[node] = len(values)
            if left[node] == node:
                values.append(float(self.value[tree, node]))
            else:
                stack += [(right[node], False), (node, True), (left[node], False)]
        return inner, values

    def probability(self, rows: FloatArray) -> FloatArray:
        """The logistic of `decision`, in (0, 1)."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.decision(rows), -40, 40))), dtype=np.float64)

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays to store with ``np.savez``."""
        return {
            "feature": self.feature,
            "threshold": self.threshold,
            "left": self.left,
            "right": self.right,
            "value": self.value,
            "baseline": np.array([self.baseline]),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> BoostedTrees:
        """The ensemble in arrays written by `to_arrays`.

        Raises:
            VersionIntegrityError: an array is missing, or they hold no trees.
        """
        missing = {"feature", "threshold", "left", "right", "value", "baseline"} - set(arrays)
        if missing:
            raise VersionIntegrityError(f"tree weights lack the arrays {sorted(missing)}")
        _check(arrays)
        trees = cls(
            feature=arrays["feature"],
            threshold=arrays["threshold"],
            left=arrays["left"],
            right=arrays["right"],
            value=arrays["value"],
            baseline=float(arrays["baseline"][0]),
        )
        trees._nodes  # noqa: B018  a file that holds no trees is refused here, not when a row comes
        return trees

    @classmethod
    def from_bytes(cls, content: bytes) -> BoostedTrees:
        """The ensemble in an npz file's bytes; pickled arrays are refused.

        Raises:
            VersionIntegrityError: no npz file of that form.
        """
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                return cls.from_arrays({name: arrays[name] for name in arrays.files})
        except VersionIntegrityError:
            raise
        except Exception as error:  # a damaged archive fails in whatever part of zip, zlib or numpy reads it
            raise VersionIntegrityError(f"tree weights cannot be read: {type(error).__name__}: {error}") from None


def _check(arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Refuses weights whose nodes name nodes or columns that are not there, and values that are no numbers."""
    shape = arrays["value"].shape
    nodes = [arrays[name] for name in ("feature", "left", "right")]
    alike = len(shape) == 2 and 0 not in shape and all(array.shape == shape for array in (*nodes, arrays["threshold"]))
    if not alike or arrays["baseline"].shape != (1,) or any(array.dtype.kind not in "iu" for array in nodes):
        raise VersionIntegrityError("tree weights are not of one shape (trees, nodes), or not of the right type")
    if not all(((array >= 0) & (array < shape[1])).all() for array in nodes[1:]) or (nodes[0] < 0).any():
        raise VersionIntegrityError("tree weights name nodes or columns that are not there")
    if np.isnan(arrays["threshold"]).any() or not all(
        np.isfinite(arrays[name]).all() for name in ("value", "baseline")
    ):
        raise VersionIntegrityError("tree weights must be numbers")


class _Nodes(NamedTuple):
    """What `BoostedTrees.decision` compares: ``(nodes, trees)`` arrays, the leaves' values and where each tree's begin."""

    feature: npt.NDArray[np.intp]
    threshold: FloatArray
    leaves_left: npt.NDArray[np.uint16]
    value: FloatArray
    first_leaf: npt.NDArray[np.intp]


def _first_open() -> npt.NDArray[np.intp]:
    """For each set of leaves that are ruled out, the first that is not; the last leaf is never ruled out."""
    first = np.zeros(1 << LEAVES, dtype=np.intp)
    for leaf in range(1, LEAVES):  # sets that hold the first ``leaf`` leaves
        first[(1 << leaf) - 1 :: 1 << leaf] = leaf
    return first


_FIRST_OPEN = _first_open()
