"""When two reported values count as the same: numbers within a tolerance, broader places, incomplete lists."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from reliability.errors import InputError

IntArray: TypeAlias = npt.NDArray[np.int64]
FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]

# A value is compared with at most this many neighbours on each side, so that an item with very many values
# stays linear. Measured sets never have more than 30 distinct values of one item.
MAX_NEIGHBOURS = 32


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two numbers may lie apart and still be one value.

    Args:
        absolute: Largest difference, in the unit of the value; at least 0.
        relative: Largest difference as a share of the larger magnitude; at least 0.
        period: Length of the cycle for cyclic values (1440 for minutes of the day), or None.

    Raises:
        InputError: A negative, infinite or NaN figure, or a period that is not positive.

    Examples:
        >>> Tolerance(absolute=10, period=1440).near(1435, 3)
        True
        >>> Tolerance(relative=0.01).near(100, 102)
        False
    """

    absolute: float = 0.0
    relative: float = 0.0
    period: float | None = None

    def __post_init__(self) -> None:
        for name, figure in (("absolute", self.absolute), ("relative", self.relative)):
            if not (math.isfinite(figure) and figure >= 0):
                raise InputError(f"Tolerance {name}={figure!r}; allowed: a finite number, at least 0")
        if self.period is not None and not (math.isfinite(self.period) and self.period > 0):
            raise InputError(f"Tolerance period={self.period!r}; allowed: None or a positive finite number")

    def near(self, first: float, second: float) -> bool:
        """Return whether the two numbers are one value under this tolerance."""
        gap = abs(first - second)
        if self.period is not None:
            gap = min(gap % self.period, self.period - gap % self.period)
        return gap <= self.limit(first, second)

    def limit(self, first: float, second: float) -> float:
        """Return the largest gap allowed between these two numbers (a billionth added for rounding)."""
        size = max(abs(first), abs(second))
        return self.absolute + self.relative * size + 1e-9 * max(1.0, self.absolute, size * min(1.0, self.relative))


Tolerances: TypeAlias = Tolerance | Mapping[Hashable, Tolerance] | None


def tolerance_of(item: Hashable, tolerances: Tolerances) -> Tolerance | None:
    """Return the tolerance for an item: the one for all, or that of its attribute (the last part of a tuple)."""
    if tolerances is None or isinstance(tolerances, Tolerance):
        return tolerances
    attribute = item[-1] if isinstance(item, tuple) and item else item
    return tolerances.get(attribute)


def numeric_pairs(item: IntArray, number: FloatArray, candidate: IntArray, tolerance: Tolerance) -> list[IntArray]:
    """Return ordered pairs of candidates of one item whose numbers are near, each an array of shape (n, 2).

    Args:
        item: Item of each candidate, shape (k,).
        number: Its value, shape (k,).
        candidate: Its identity, shape (k,).
        tolerance: The tolerance that holds for all of them.
    """
    if len(item) == 0:
        return []
    if tolerance.period is not None:
        number = np.mod(number, tolerance.period)
        reach = tolerance.absolute + tolerance.relative * tolerance.period
        wrap = number <= reach
        item = np.concatenate([item, item[wrap]])
        candidate = np.concatenate([candidate, candidate[wrap]])
        number = np.concatenate([number, number[wrap] + tolerance.period])
    order = np.lexsort((number, item))
    item, number, candidate = item[order], number[order], candidate[order]
    found: list[IntArray] = []
    for offset in range(1, min(MAX_NEIGHBOURS + 1, len(item))):
        first, second = number[:-offset], number[offset:]
        size = np.maximum(np.abs(first), np.abs(second))
        limit = tolerance.absolute + tolerance.relative * size
        limit = limit + 1e-9 * np.maximum(np.maximum(1.0, tolerance.absolute), size * min(1.0, tolerance.relative))
        close = (item[:-offset] == item[offset:]) & (second - first <= limit)
        close &= candidate[:-offset] != candidate[offset:]
        if not close.any():
            break
        left, right = candidate[:-offset][close], candidate[offset:][close]
        found += [np.stack([left, right], axis=1), np.stack([right, left], axis=1)]
    return found


def path_pairs(candidates: Sequence[tuple[int, tuple[Hashable, ...]]]) -> list[tuple[int, int]]:
    """Return (broader, narrower) pairs among the hierarchy values of ONE item.

    A value is a tuple from broad to narrow, such as ``("Asia", "Afghanistan", "Ghur")``; a claim of
    ``("Asia", "Afghanistan")`` is right, if less exact, when the narrower value is true.

    Examples:
        >>> path_pairs([(0, ("Asia",)), (1, ("Asia", "Japan")), (2, ("Europe",))])
        [(0, 1)]
    """
    position = {value: index for index, value in candidates}
    pairs = []
    for index, value in candidates:
        for depth in range(max(1, len(value) - MAX_NEIGHBOURS), len(value)):
            broader = position.get(value[:depth])
            if broader is not None:
                pairs.append((broader, index))
    return pairs
