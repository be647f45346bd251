"""How alike one article's topic is to those of many others at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reliability.claims.bundle import MOST_TOLD, Bundle, FloatArray
from reliability.claims.codec import unpack_sketches

_DAMPED = 1.0 + np.log(np.maximum(np.arange(MOST_TOLD + 1), 1))
_BUCKETS = 1 << 16
_BITS = np.uint32(_BUCKETS - 1)


def likeness_to_all(own: Bundle, others: Sequence[bytes]) -> FloatArray:
    """Topic likeness of an article to each of the others, shape ``(len(others),)``, within 1e-9 of that of two bundles.

    Args:
        others: sketches as bytes, from `reliability.claims.codec.pack_sketch`.
    """
    if not others or not len(own.words.codes):
        return np.zeros(len(others))
    sketch, sizes = unpack_sketches(others)
    weights = sketch.rarity * _DAMPED.take(sketch.told)
    starts = np.cumsum(sizes) - sizes
    held = sizes.nonzero()[0]
    norms = np.zeros(len(others))
    norms[held] = np.sqrt(np.add.reduceat(weights * weights, starts[held])) if len(held) else 0.0
    near = np.zeros(_BUCKETS, dtype=np.bool_)  # most stems of the others are none of ours, which their last bits tell
    near[own.words.codes & _BITS] = True
    maybe = near.take(sketch.codes & _BITS).nonzero()[0]
    codes = sketch.codes[maybe]
    places = np.minimum(np.searchsorted(own.words.codes, codes), len(own.words.codes) - 1)
    met = np.flatnonzero(own.words.codes[places] == codes)
    shared = maybe[met]
    rows = held[np.searchsorted(starts[held], shared, side="right") - 1]
    dots = np.bincount(rows, weights=weights[shared] * own.topic[places[met]], minlength=len(others))
    return np.asarray(dots / np.maximum(norms, 1e-12), dtype=np.float64)
