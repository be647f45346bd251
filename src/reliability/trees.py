"""Boosted regression trees applied with numpy: what scikit-learn fitted in ``training/``, without scikit-learn."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from reliability.errors import VersionIntegrityError

IntArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
MAX_DEPTH = 64  # steps from a root to a leaf; ours have ten at most


@dataclass(frozen=True, eq=False)
class BoostedTrees:
    """An additive ensemble of binary trees with one output.

    Leaves point to themselves, so that every row walks ``depth`` steps and no branch is taken in Python.

    Attributes:
        feature: int32 ``(trees, nodes)``, the column compared at each node.
        threshold: float64 ``(trees, nodes)``; a row goes left when its value is at most this.
        left, right: int32 ``(trees, nodes)``, the next node; a leaf names itself.
        value: float64 ``(trees, nodes)``, added up over the leaves reached.
        baseline: added to the sum.
        depth: steps from the root to the deepest leaf.
    """

    feature: IntArray
    threshold: FloatArray
    left: IntArray
    right: IntArray
    value: FloatArray
    baseline: float
    depth: int

    def decision(self, rows: FloatArray) -> FloatArray:
        """The raw score of each row of ``rows`` with shape ``(n, columns)``; shape ``(n,)``; values must be finite."""
        n = len(rows)
        result = np.empty(n, dtype=np.float64)
        feature, threshold, child, value, roots = self._flat
        for start in range(0, n, 4096):
            block = rows[start : start + 4096]
            flat = block.ravel()
            base = (np.arange(len(block), dtype=np.int32) * block.shape[1])[:, None]
            node = np.broadcast_to(roots, (len(block), len(roots)))
            for _ in range(self.depth):
                goes_right = flat.take(base + feature.take(node)) > threshold.take(node)
                node = child.take(2 * node + goes_right)
            # a running sum adds in one order on every machine, as a sum need not
            result[start : start + 4096] = np.cumsum(value.take(node), axis=1)[:, -1] + self.baseline
        return result

    @cached_property
    def _flat(self) -> tuple[IntArray, FloatArray, IntArray, FloatArray, IntArray]:
        """All trees in one row: feature, threshold, the two children of each node beside each other, value, roots."""
        roots = np.arange(len(self.feature), dtype=np.int32) * np.int32(self.feature.shape[1])
        child = np.stack((self.left + roots[:, None], self.right + roots[:, None]), axis=-1)
        return self.feature.ravel(), self.threshold.ravel(), child.ravel(), self.value.ravel(), roots

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
            "depth": np.array([self.depth], dtype=np.int32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> BoostedTrees:
        """The ensemble in arrays written by `to_arrays`.

        Raises:
            VersionIntegrityError: an array is missing.
        """
        missing = {"feature", "threshold", "left", "right", "value", "baseline", "depth"} - set(arrays)
        if missing:
            raise VersionIntegrityError(f"tree weights lack the arrays {sorted(missing)}")
        _check(arrays)
        return cls(
            feature=arrays["feature"],
            threshold=arrays["threshold"],
            left=arrays["left"],
            right=arrays["right"],
            value=arrays["value"],
            baseline=float(arrays["baseline"][0]),
            depth=int(arrays["depth"][0]),
        )

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
    """Refuses weights that a walk from root to leaf would leave, or that would make it endless."""
    shape = arrays["value"].shape
    nodes = [arrays[name] for name in ("feature", "left", "right")]
    alike = len(shape) == 2 and all(array.shape == shape for array in (*nodes, arrays["threshold"]))
    single = arrays["baseline"].shape == arrays["depth"].shape == (1,)
    if not alike or not single or any(array.dtype.kind not in "iu" for array in (*nodes, arrays["depth"])):
        raise VersionIntegrityError("tree weights are not of one shape (trees, nodes), or not of the right type")
    if not all(((array >= 0) & (array < shape[1])).all() for array in nodes[1:]) or (nodes[0] < 0).any():
        raise VersionIntegrityError("tree weights name nodes or columns that are not there")
    if not 0 <= int(arrays["depth"][0]) <= MAX_DEPTH:
        raise VersionIntegrityError(f"trees are at most {MAX_DEPTH} deep, got {int(arrays['depth'][0])}")
    if np.isnan(arrays["threshold"]).any() or not all(
        np.isfinite(arrays[name]).all() for name in ("value", "baseline")
    ):
        raise VersionIntegrityError("tree weights must be numbers")
