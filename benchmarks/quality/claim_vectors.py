"""Sparse vectors of short texts from the matcher's stems and character grams, for retrieval and story clustering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from reliability.claims.bundle import character_grams
from reliability.claims.clusters import average_link
from reliability.detectors import Detectors
from reliability.text.fold import fold
from reliability.text.tokens import tokenize


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

    def edges(self, lowest: float) -> dict[tuple[int, int], float]:
        """Pairs of the first texts with similarity of at least ``lowest``."""
        total = (self.word_rows @ self.word_rows.T + self.gram_rows @ self.gram_rows.T).tocoo()
        kept = (total.row < total.col) & (total.data / 2 >= lowest)
        return {
            (int(i), int(j)): round(float(value) / 2, 9)
            for i, j, value in zip(total.row[kept], total.col[kept], total.data[kept], strict=True)
        }


def bm25(claims: Sequence[str], queries: Sequence[str], detectors: Detectors) -> npt.NDArray[np.float64]:
    """BM25 of each query with each claim over the matcher's stems (k1 1.2, b 0.75), shape ``(queries, claims)``."""
    stems = detectors.matcher.vocabulary.stems
    ids: dict[str, int] = {}
    sides = []
    for number, texts in enumerate((claims, queries)):
        places: list[tuple[int, int]] = []
        for row, text in enumerate(texts):
            for item in stems([word.lower() for word in tokenize(fold(text[:4000]))[0]]):
                column = ids.get(item) if number else ids.setdefault(item, len(ids))
                if column is not None:
                    places.append((row, column))
        rows, columns = np.array(places).T
        sides.append((rows, columns, len(texts)))
    (rows, columns, count), (query_rows, query_columns, queried) = sides
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, len(ids))).tocoo()
    lengths = np.bincount(rows, minlength=count)
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


def link_clusters(count: int, edges: dict[tuple[int, int], float], threshold: float) -> list[int]:
    """The cluster of each item by average link over ``edges``."""
    labels = list(range(count))
    for group in average_link(count, edges, frozenset(), threshold):
        for item in group:
            labels[item] = group[0]
    return labels


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
