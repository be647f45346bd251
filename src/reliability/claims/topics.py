"""How alike one article's topic is to those of many others at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reliability.claims.bundle import Bundle, FloatArray
from reliability.claims.codec import Sketch


def likeness_to_all(own: Bundle, others: Sequence[Sketch]) -> FloatArray:
    """Topic likeness of an article to each of the others, shape ``(len(others),)``, within 1e-9 of that of two bundles."""
    if not others or not len(own.words.codes):
        return np.zeros(len(others))
    rows = np.repeat(np.arange(len(others)), [len(other.codes) for other in others])
    codes = np.concatenate([other.codes for other in others])
    told = np.concatenate([other.told for other in others])
    weights = np.concatenate([other.rarity for other in others]) * (1.0 + np.log(np.maximum(told, 1)))
    norms = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=len(others)))
    places = np.minimum(np.searchsorted(own.words.codes, codes), len(own.words.codes) - 1)
    shared = own.words.codes[places] == codes
    dots = np.bincount(rows[shared], weights=weights[shared] * own.topic[places[shared]], minlength=len(others))
    return np.asarray(dots / np.maximum(norms, 1e-12), dtype=np.float64)
