"""Fits the line model on labelled web pages: ``python -m training.lines --data DIR``.

Data: ``dev/text/boilerplate_lines`` (WCXB 1.0, CC BY 4.0). Word log-odds come from a logistic regression, crossed over
two halves of the pages so that the trees see them as they are on unseen pages. Each page is used as crawled, cropped to
the article with a few lines around it, as an extractor leaves it, and cut to briefs of a few paragraphs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.data import DataDir
from reliability.text.fold import fold
from reliability.text.linefeatures import MAX_WORDS, Lexicon, own_features, with_neighbours
from reliability.text.lines import WEIGHTS, WORDS, LineModel
from reliability.text.tokens import tokenize
from training.export import boosted_trees, save_arrays

TREES = {
    "max_iter": 120,
    "learning_rate": 0.1,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 40,
    "l2_regularization": 1.0,
    "early_stopping": False,
    "random_state": 0,
}
SMALLEST_WEIGHT = 0.15  # log-odds below this move no decision and would double the file
SEED = 1
BRIEFS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page: folded lines, their tokens, and labels (1 boilerplate, 0 content, -1 mixed)."""

    site: str
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    labels: npt.NDArray[np.int8]

    def keep(self, indices: Sequence[int]) -> Page:
        """The page with only these lines."""
        return Page(
            self.site,
            tuple(self.texts[i] for i in indices),
            tuple(self.words[i] for i in indices),
            self.labels[list(indices)],
        )


def read_pages(rows: Sequence[dict[str, Any]]) -> list[Page]:
    """Pages in the form of ``boilerplate_lines``; lines without a token are left out."""
    pages = []
    for row in rows:
        kept = []
        for label, line in row["lines"]:
            folded = fold(line)
            words = tuple(word.lower() for word in tokenize(folded)[0])
            if words and folded.text.strip():
                kept.append((folded.text.strip(), words, {"boiler": 1, "content": 0}.get(label, -1)))
        texts, words_of, labels = zip(*kept, strict=True) if kept else ((), (), ())
        pages.append(Page(row["domain"], texts, words_of, np.array(labels, dtype=np.int8)))
    return pages


def crop(page: Page, generator: np.random.Generator) -> Page:
    """The article of a page with a few of the lines before and after it, as extracted text looks."""
    content = np.flatnonzero(page.labels == 0)
    if not len(content):
        return page
    first = max(0, int(content[0]) - int(generator.integers(0, 4)))
    last = min(len(page.labels), int(content[-1]) + 1 + int(generator.integers(0, 6)))
    return page.keep([i for i in range(first, last) if page.labels[i] != 1 or generator.random() < 0.7])


def shorten(page: Page, generator: np.random.Generator) -> Page:
    """A brief: a few neighbouring paragraphs of the article, with or without a few lines of the page around them."""
    content = np.flatnonzero(page.labels == 0)
    boilerplate = np.flatnonzero(page.labels == 1)
    prose = [i for i in content.tolist() if len(page.words[i]) >= 15]
    if not prose:
        return page
    size = int(generator.integers(1, 8))
    place = int(generator.integers(0, len(prose)))
    body = [i for i in content.tolist() if prose[place] <= i][:size]
    before, after = (sorted(generator.permutation(boilerplate)[: int(generator.integers(0, 5))].tolist()) for _ in "ba")
    if generator.random() < 0.4:
        before, after = [], []
    return page.keep([*before, *body, *after])


def fit_words(pages: Sequence[Page]) -> dict[str, float]:
    """Log-odds of boilerplate for words and pairs of words."""
    terms, labels = [], []
    for page in pages:
        for words, label in zip(page.words, page.labels.tolist(), strict=True):
            if label >= 0:
                head = words[:MAX_WORDS]
                terms.append([*head, *map(" ".join, pairwise(head))])
                labels.append(label)
    vectorizer = CountVectorizer(analyzer=lambda term: term, min_df=12, binary=True)
    matrix = vectorizer.fit_transform(terms)
    matrix.indices = matrix.indices.astype(np.int32)
    model = LogisticRegression(C=0.3, solver="liblinear", random_state=0).fit(matrix, labels)
    names = vectorizer.get_feature_names_out()
    return {
        str(name): round(float(weight), 2)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= SMALLEST_WEIGHT
    }


def fit(pages: Sequence[Page]) -> LineModel:
    """The line model fitted on these pages; the same pages give the same model."""
    generator = np.random.default_rng(SEED)
    half = np.arange(len(pages)) % 2
    lexicons = [
        Lexicon.of(fit_words([page for page, side in zip(pages, half, strict=True) if side != other]))
        for other in (0, 1)
    ]
    rows, labels = [], []
    for page, side in zip(pages, half.tolist(), strict=True):
        for view in (page, crop(page, generator), *(shorten(page, generator) for _ in range(BRIEFS))):
            known = view.labels >= 0
            if known.any():
                features = with_neighbours(own_features(view.texts, view.words, lexicons[side]))
                rows.append(features[known])
                labels.append(view.labels[known])
    trees = HistGradientBoostingClassifier(**TREES).fit(np.vstack(rows), np.concatenate(labels))
    return LineModel(boosted_trees(trees), Lexicon.of(fit_words(pages)))


def main() -> None:
    """Writes the weights into a version folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of a version in development")
    options = parser.parse_args()
    pages = read_pages(list(DataDir(options.data).rows("text", "boilerplate_lines")))
    model = fit(pages)
    save_arrays(options.out / WEIGHTS, model.trees.to_arrays())
    words = json.dumps(fit_words(pages), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    (options.out / WORDS).write_text(words + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
