"""Sparse vectors of short texts from the matcher's stems and character grams, for retrieval and story clustering."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from reliability.claims.bundle import character_grams
from reliability.detectors import Detectors
from reliability.text.fold import fold
from reliability.text.tokens import tokenize

Array = npt.NDArray[np.float64]
GRAM = 4
SETTLED = 3  # items of the smallest cluster that others may move to
STEMS = 3.0  # weight of stems against grams in retrieval; between 1 and 5 dev hardly moves


class Vectors:
    """Unit vectors of words and of characters, weighted by how rare each is in the texts given first."""

    def __init__(self, texts: Sequence[str], detectors: Detectors) -> None:
        self.detectors = detectors
        self.words: dict[Any, int] = {}
        self.grams: dict[Any, int] = {}
        raw = [self._parts(text) for text in texts]
        self.word_weights = _rarity([words for words, _ in raw], self.words)
        self.gram_weights = _rarity([grams for _, grams in raw], self.grams)
        self.word_rows = self._rows([words for words, _ in raw], self.words, self.word_weights)
        self.gram_rows = self._rows([grams for _, grams in raw], self.grams, self.gram_weights)

    def _parts(self, text: str) -> tuple[list[Any], list[Any]]:
        lower = [word.lower() for word in tokenize(fold(text[:4000]))[0]]
        return (
            sorted(set(self.detectors.matcher.vocabulary.stems(lower))),
            character_grams(" ".join(lower)).tolist(),
        )

    @staticmethod
    def _rows(parts: list[list[Any]], ids: dict[Any, int], weights: npt.NDArray[np.float64]) -> Any:
        columns = [[ids[item] for item in part if item in ids] for part in parts]
        flat = np.array([column for row in columns for column in row], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum([len(row) for row in columns])))
        matrix = sparse.csr_matrix((weights[flat], flat, starts), shape=(len(parts), len(ids)))
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()) + 1e-12
        return sparse.diags(1.0 / norms) @ matrix

    def similarity(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Mean of the two cosines of other texts with the first ones, shape ``(texts, first)``."""
        raw = [self._parts(text) for text in texts]
        words = self._rows([part for part, _ in raw], self.words, self.word_weights)
        grams = self._rows([part for _, part in raw], self.grams, self.gram_weights)
        return np.asarray((words @ self.word_rows.T).toarray() + (grams @ self.gram_rows.T).toarray()) / 2

    def likeness(self) -> Array:
        """Mean of the two cosines of the first texts with one another, shape ``(n, n)``."""
        total = (self.word_rows @ self.word_rows.T + self.gram_rows @ self.gram_rows.T).toarray()
        return np.asarray(np.clip(total / 2, 0.0, 1.0))


def spread(likeness: Array, neighbours: int) -> Array:
    """Likeness of the neighbourhoods of texts: two headlines meet when those most like them do.

    Each text stands for the mean of its ``neighbours`` nearest ones, itself among them, weighted by likeness.
    """
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :neighbours]
    weights = np.zeros_like(likeness)
    np.put_along_axis(weights, nearest, np.take_along_axis(likeness, nearest, 1), 1)
    weights /= weights.sum(axis=1, keepdims=True) + 1e-12
    found = weights @ likeness @ weights.T
    norms = np.sqrt(np.diag(found)) + 1e-12
    return np.asarray(np.clip(found / np.outer(norms, norms), 0.0, 1.0))


def retrieve(claims: Sequence[str], queries: Sequence[str], detectors: Detectors) -> Array:
    """BM25 of each query with each claim over stems, pairs of stems and character grams: ``(queries, claims)``."""
    vocabulary = detectors.matcher.vocabulary

    def words(text: str) -> list[str]:
        return [word.lower() for word in tokenize(fold(text[:4000]))[0]]

    def stems(text: str) -> list[Any]:
        return vocabulary.stems(words(text))

    def grams(text: str) -> list[Any]:
        plain = f" {' '.join(word for word in words(text) if word[0].isalnum())} "
        return [plain[i : i + GRAM] for i in range(len(plain) - GRAM + 1)]

    def couples(text: str) -> list[Any]:
        return list(pairwise(stems(text)))

    found = bm25(claims, queries, grams) + bm25(claims, queries, couples) + STEMS * bm25(claims, queries, stems)
    return np.asarray(found)


def bm25(claims: Sequence[str], queries: Sequence[str], parts: Callable[[str], list[Any]]) -> Array:
    """BM25 (k1 1.2, b 0.75) of each query with each claim over their parts, each part of a query once."""
    ids: dict[Any, int] = {}
    sides = []
    for number, texts in enumerate((claims, queries)):
        rows, columns = array("i"), array("i")
        for row, text in enumerate(texts):
            found = parts(text)
            numbers = [ids.get(item, -1) if number else ids.setdefault(item, len(ids)) for item in found]
            kept = [column for column in numbers if column >= 0]
            rows.extend([row] * len(kept))
            columns.extend(kept)
        sides.append((np.array(rows), np.array(columns), len(texts)))
    (rows_, columns_, count), (query_rows, query_columns, queried) = sides
    matrix = sparse.csr_matrix((np.ones(len(rows_)), (rows_, columns_)), shape=(count, len(ids))).tocoo()
    lengths = np.bincount(rows_, minlength=count)
    holders = np.bincount(matrix.col, minlength=len(ids))
    rarity = np.log((count - holders + 0.5) / (holders + 0.5) + 1)
    damped = matrix.data + 1.2 * (0.25 + 0.75 * lengths[matrix.row] / lengths.mean())
    weighted = sparse.csr_matrix(
        (2.2 * matrix.data / damped * rarity[matrix.col], (matrix.row, matrix.col)), shape=matrix.shape
    )
    asked = sparse.csr_matrix((np.ones(len(query_rows)), (query_rows, query_columns)), shape=(queried, len(ids)))
    asked.data[:] = 1.0
    return np.asarray((asked @ weighted.T).toarray())


def _rarity(parts: list[list[Any]], ids: dict[Any, int]) -> npt.NDArray[np.float64]:
    counts: list[int] = []
    for part in parts:
        for item in part:
            number = ids.setdefault(item, len(ids))
            if number == len(counts):
                counts.append(0)
            counts[number] += 1
    return np.log((len(parts) + 1.0) / np.array(counts, dtype=np.float64))


def average_tree(likeness: Array) -> Array:
    """The tree of average link over a likeness matrix, in scipy's form."""
    distance = 1.0 - (likeness + likeness.T) / 2
    np.fill_diagonal(distance, 0.0)
    return np.asarray(linkage(squareform(distance, checks=False), "average"))


def cut_tree(tree: Array, threshold: float) -> list[int]:
    """The cluster of each item when groups join down to a mean likeness of ``threshold``."""
    return [int(label) for label in fcluster(tree, 1.0 - threshold, "distance")]


def settled(labels: Sequence[int], likeness: Array) -> list[int]:
    """Each item in the cluster that it is most like on the whole, once the tree has shown which clusters there are.

    An item counts as much like a cluster as the cosine with the mean of its vectors says. Average link joins groups and
    never looks back at single items; clusters of fewer than ``SETTLED`` items take up none and give theirs away.
    """
    found = np.asarray(labels)
    numbers, counts = np.unique(found, return_counts=True)
    numbers = numbers[counts >= SETTLED]
    if not len(numbers):
        return list(labels)
    inside = (found[:, None] == numbers).astype(np.float64)
    inside /= inside.sum(axis=0)
    with_means = likeness @ inside
    lengths = np.sqrt(np.einsum("ij,ij->j", inside, with_means))
    return [int(label) for label in numbers[(with_means / lengths).argmax(axis=1)]]


def adjusted_rand(a: Sequence[Any], b: Sequence[Any]) -> float:
    """The adjusted Rand index of two partitions (Hubert and Arabie 1985)."""
    _, left = np.unique(np.asarray(a), return_inverse=True)
    _, right = np.unique(np.asarray(b), return_inverse=True)
    table = np.zeros((left.max() + 1, right.max() + 1))
    np.add.at(table, (left, right), 1)

    def pairs(values: npt.NDArray[np.float64]) -> float:
        return float((values * (values - 1) / 2).sum())

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / pairs(np.array([float(len(left))]))
    highest = (rows + columns) / 2
    return (both - expected) / (highest - expected) if highest != expected else 1.0
