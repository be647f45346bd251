"""How alike the sentences of two articles are: words and characters weighted by what is rare in these two articles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reliability.claims.bundle import Bundle, FloatArray, Incidence, Meeting, meeting

COLUMNS = ("words", "characters", "opening")
_POWER = 1.25  # of a cosine; between 1 and 1.5 the average precision on event-linked sentences hardly moves
# Multiplications in one matrix product. OpenBLAS shares out larger ones between threads, which takes several times as
# long for products of this size when other cores are busy, and sums in another order on another machine.
_AT_ONCE = 1 << 17
# Share of its own length by which a sentence is divided; the rest is the mean length in both articles (pivoted
# normalisation, Singhal and others 1996): a plain cosine favours short sentences that share a word or two.
_PIVOT = 0.8
_FADE = 4.0  # sentences over which the opening of an article fades


def likeness_columns(a: Bundle, b: Bundle, met: Meeting | None = None) -> list[FloatArray]:
    """The columns of the likeness model, each of shape ``(len(a), len(b))``, by the names in ``COLUMNS``.

    ``met`` says where the stems of the articles meet, when that is known.
    ``opening`` is 1 for the first sentences of both articles and fades from there: what happened stands at the top.
    """
    opening = np.exp(-np.add.outer(a.places, b.places) / _FADE)
    return [word_likeness(a, b, met) ** _POWER, character_likeness(a, b) ** _POWER, opening]


def word_likeness(a: Bundle, b: Bundle, met: Meeting | None = None) -> FloatArray:
    """Cosine of the claims' stems, shape ``(len(a), len(b))``, values in [0, 1].

    A stem weighs the geometric mean of its rarity in news and its rarity among the sentences of the two articles: the
    name that both articles are about tells little about which sentences meet.
    """
    return _cosine(a.words, b.words, (a.rarity, b.rarity), met)


def character_likeness(a: Bundle, b: Bundle) -> FloatArray:
    """Cosine of the claims' character 4-grams weighted by rarity in the two articles; shape ``(len(a), len(b))``."""
    return _cosine(a.grams, b.grams, None, None)


def common_ground(a: Bundle, b: Bundle, met: Meeting | None = None) -> tuple[FloatArray, FloatArray]:
    """What each pair of claims shares besides names and words of saying: summed rarity and number of stems."""
    left, right = meeting(a.words.codes, b.words.codes) if met is None else met
    kept = a.telling[left] & b.telling[right]
    left, right = left[kept], right[kept]
    ones = _dense(a.words, left, np.ones(a.words.size), np.ones(len(a.words.codes)))
    others = _dense(b.words, right, np.ones(b.words.size), np.ones(len(b.words.codes)))
    return np.round(_product(ones * a.rarity[left], others), 6), _product(ones, others)


def _cosine(
    a: Incidence, b: Incidence, rarity: tuple[FloatArray, FloatArray] | None, met: Meeting | None
) -> FloatArray:
    """Cosines between the rows of two incidences, with pivoted lengths; codes weigh their rarity among all rows."""
    if not len(a.codes) or not len(b.codes):
        return np.zeros((a.size, b.size))
    left, right = meeting(a.codes, b.codes) if met is None else met
    weighted, norms = [], []
    for side, other, own, their in ((a, b, left, right), (b, a, right, left)):
        frequency = side.counts.copy()
        frequency[own] += other.counts[their]
        weights = np.log((a.size + b.size + 1.0) / frequency)
        if rarity is not None:
            weights = np.sqrt(weights * (rarity[0] if side is a else rarity[1]))
        weighted.append(weights)
        squares = (weights * weights)[side.columns]
        norms.append(np.sqrt(np.bincount(side.rows, weights=squares, minlength=side.size)) + 1e-12)
    middle = (1.0 - _PIVOT) * float(norms[0].sum() + norms[1].sum()) / (a.size + b.size)
    first = _dense(a, left, middle + _PIVOT * norms[0], weighted[0])
    second = _dense(b, right, middle + _PIVOT * norms[1], weighted[1])
    found = np.maximum(_product(first, second), 0.0)
    return np.minimum(found, 1.0, out=found)


def _product(a: FloatArray, b: FloatArray) -> FloatArray:
    """``a @ b.T``, in the same order of summation everywhere."""
    step = max(1, _AT_ONCE // max(1, len(a) * len(b)))
    total = a[:, :step] @ b[:, :step].T
    for start in range(step, a.shape[1], step):
        total += a[:, start : start + step] @ b[:, start : start + step].T
    return total


def _dense(side: Incidence, kept: npt.NDArray[np.intp], norms: FloatArray, weights: FloatArray) -> FloatArray:
    """The rows of an incidence over the codes that are kept, each weighted and divided by the row's norm."""
    number = np.full(len(side.codes), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept), dtype=np.int64)
    here = number[side.columns]
    inside = (here >= 0).nonzero()[0]
    rows, places = side.rows[inside], here[inside]
    matrix = np.zeros(side.size * len(kept))
    matrix[rows * len(kept) + places] = weights[kept][places] / norms[rows]
    return matrix.reshape(side.size, len(kept))
