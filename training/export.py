"""Fitted scikit-learn models to files that are the same bytes at every run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reliability.trees import BoostedTrees


def boosted_trees(model: Any) -> BoostedTrees:
    """A fitted binary ``HistGradientBoosting*`` model (no missing values, no categories) as plain arrays."""
    trees = [stage[0].nodes for stage in model._predictors]
    width = max(len(nodes) for nodes in trees)
    shape = (len(trees), width)
    feature, left, right = (np.zeros(shape, dtype=np.int32) for _ in range(3))
    threshold, value = np.full(shape, np.inf), np.zeros(shape)
    for row, nodes in enumerate(trees):
        leaf = nodes["is_leaf"].astype(bool)
        here = np.arange(len(nodes))
        feature[row, : len(nodes)] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[row, : len(nodes)] = np.where(leaf, np.inf, nodes["num_threshold"])
        left[row, : len(nodes)] = np.where(leaf, here, nodes["left"])
        right[row, : len(nodes)] = np.where(leaf, here, nodes["right"])
        value[row, : len(nodes)] = np.where(leaf, nodes["value"], 0.0)
    baseline = float(np.asarray(model._baseline_prediction).ravel()[0])
    return BoostedTrees(feature, threshold, left, right, value, baseline)


def save_arrays(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Writes an npz file without time stamps or compression, so that equal arrays give equal bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), content.getvalue())
