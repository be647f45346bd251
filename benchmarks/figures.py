"""Figures with their intervals, and the measures that several areas share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

SAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number under its flat key."""

    key: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    note: str = ""


class Unavailable(Exception):  # noqa: N818 - a reason to report, not an error
    """A figure that cannot be measured on this data, with the reason."""


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a quality run was asked for: a scoring version, by name or folder."""

    version: str | Path | None = None


def bootstrap(
    statistic: Callable[[npt.NDArray[np.int64]], float],
    n: int,
    *,
    groups: Sequence[Hashable] | None = None,
    samples: int = SAMPLES,
    seed: int = 0,
) -> tuple[float, float]:
    """The 95 % percentile interval of ``statistic(indices)`` when documents, or groups of them, are drawn again.

    Samples on which the statistic is not defined (NaN) are left out.
    """
    generator = np.random.default_rng(seed)
    if groups is None:
        members = [np.array([i]) for i in range(n)]
    else:
        by_group: dict[Hashable, list[int]] = {}
        for i, group in enumerate(groups):
            by_group.setdefault(group, []).append(i)
        members = [np.array(indices) for indices in by_group.values()]
    values = []
    for _ in range(samples):
        drawn = generator.integers(0, len(members), len(members))
        values.append(statistic(np.concatenate([members[i] for i in drawn])))
    defined = np.array([value for value in values if not np.isnan(value)])
    if not len(defined):
        return (float("nan"), float("nan"))
    low, high = np.percentile(defined, [2.5, 97.5])
    return (float(low), float(high))


def f1(hits: float, predicted: float, gold: float) -> float:
    """Harmonic mean of precision and recall; 0.0 when nothing was predicted or expected."""
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0


def auc(scores: Sequence[float] | npt.NDArray[Any], labels: Sequence[int] | npt.NDArray[Any]) -> float:
    """Area under the ROC curve with ties counted half; NaN when only one class is there."""
    values = np.asarray(scores, dtype=float)
    truth = np.asarray(labels).astype(bool)
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return float("nan")
    ranks = midranks(values)
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def spearman(a: Sequence[float] | npt.NDArray[Any], b: Sequence[float] | npt.NDArray[Any]) -> float:
    """Rank correlation with mid-ranks; NaN when one side is constant."""
    ranks_a, ranks_b = midranks(np.asarray(a, dtype=float)), midranks(np.asarray(b, dtype=float))
    if ranks_a.std() == 0 or ranks_b.std() == 0:
        return float("nan")
    return float(np.corrcoef(ranks_a, ranks_b)[0, 1])


def midranks(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Ranks from 1, ties share their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle = last - (counts - 1) / 2
    return np.asarray(middle[inverse], dtype=np.float64)


def expected_calibration_error(probabilities: Sequence[float], labels: Sequence[int], *, bins: int = 10) -> float:
    """Mean gap between stated and observed frequency over equal-width bins, weighted by their size."""
    stated, observed = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    slots = np.minimum((stated * bins).astype(int), bins - 1)
    gaps = [
        abs(stated[slots == slot].mean() - observed[slots == slot].mean()) * (slots == slot).mean()
        for slot in range(bins)
        if (slots == slot).any()
    ]
    return float(sum(gaps))
