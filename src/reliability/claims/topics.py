"""How alike one article's topic is to those of many others at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reliability.claims.bundle import Bundle, FloatArray
from reliability.claims.codec import unpack_sketches


def likeness_to_all(own: Bundle, others: Sequence[bytes]) -> FloatArray:
    """Topic likeness of an article to each of the others, shape ``(len(others),)``, within 1e-9 of that of two bundles.

    Args:
        others: sketches as bytes, from `reliability.claims.codec.pack_sketch`.
    """
    if not others or not len(own.words.codes):
        return np.zeros(len(others))
    sketch, rows = unpack_sketches(others)
    weights = sketch.rarity * (1.0 + np.log(np.maximum(sketch.told, 1)))
    norms = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=len(others)))
    places = np.minimum(np.searchsorted(own.words.codes, sketch.codes), len(own.words.codes) - 1)
    shared = np.flatnonzero(own.words.codes[places] == sketch.codes)
    told = weights[shared] * own.topic[places[shared]]
    dots = np.bincount(rows[shared], weights=told, minlength=len(others))
    return np.asarray(dots / np.maximum(norms, 1e-12), dtype=np.float64)
