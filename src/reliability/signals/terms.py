"""A signal's value as a sum that a reader can follow."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from types import MappingProxyType


def summed(terms: Mapping[str, float]) -> tuple[float, Mapping[str, float]]:
    """The sum kept within [0, 1], rounded to six decimals, and the terms that add up to it.

    What the bounds take off or add, and what rounding leaves over, is the term ``limit``.

    Examples:
        >>> value, terms = summed({"base": 0.9, "named": 0.3})
        >>> value, dict(terms)
        (1.0, {'base': 0.9, 'named': 0.3, 'limit': -0.2})
    """
    value = round(min(1.0, max(0.0, fsum(terms.values()))), 6)
    shown = {name: round(amount, 6) for name, amount in terms.items() if round(amount, 6)}
    limit = round(value - fsum(shown.values()), 6)
    if limit:
        shown["limit"] = limit
    return value, MappingProxyType(shown)
