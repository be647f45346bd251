"""Labelled articles with their scores, as the article benchmarks read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import DataDir
from reliability.scoring import Scorer, feature_vector
from reliability.types import Article, Score
from reliability.versions.loader import ScoringVersion

CORPORA = {
    "abp": ("abp",),
    "web": ("hyper", "fncs"),
    "fnn_politifact": ("fnn_politifact",),
    "fnn_gossipcop": ("fnn_gossipcop",),
    "sfu_bf": ("sfu_bf",),
    "sfu_snopes": ("sfu_snopes",),
    "fakes": ("fakes",),
    "healthrel": ("healthrel",),
    "celeb": ("celeb",),
    "amt": ("amt",),
    "horne": ("horne_bf", "horne_rand"),
}
MAY_TRAIN = ("abp", "fncs", "horne_bf", "horne_rand")
FOLDS = 5

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled article; ``fold`` is its outlet's fold in cross-validation."""

    id: str
    corpus: str
    set: str
    label: int
    group: str
    article: Article
    raw: dict[str, Any]


def article_of(record: dict[str, Any]) -> Article:
    """The article of a record; outlet, date and author are left out, so that nothing but the text can count."""
    return Article(record["text"], title=record["title"] or None, id=record["id"])


def read_rows(data: DataDir, sets: Iterable[str], *, listed: bool = False) -> list[Row]:
    """The rows of these sets with label 0 or 1; ``listed`` keeps those of ``loco_ids.txt`` on dev.

    Sets that the split does not have are left out.
    """
    wanted: set[str] | None = None
    ids = data.root / data.split / "articles" / "loco_ids.txt"
    if listed and ids.is_file():
        wanted = set(ids.read_text(encoding="utf-8").split())
    corpus_of = {name: corpus for corpus, names in CORPORA.items() for name in names}
    rows = []
    for name in sets:
        path = data.root / data.split / "articles" / f"{name}.jsonl"
        if not path.is_file():
            continue
        for record in data.rows("articles", name):
            if record["label"] in (0, 1) and (wanted is None or record["id"] in wanted):
                rows.append(
                    Row(
                        record["id"],
                        corpus_of.get(name, name),
                        name,
                        record["label"],
                        record["group"],
                        article_of(record),
                        record,
                    )
                )
    return rows


def loco_rows(data: DataDir) -> list[Row]:
    """The rows of the eleven corpora of the leave-one-corpus-out protocol."""
    return read_rows(data, [name for names in CORPORA.values() for name in names], listed=True)


def score_rows(rows: Sequence[Row], scorer: Scorer) -> list[Score]:
    """The scores of the rows in order."""
    return [scorer.score(row.article) for row in rows]


def feature_matrix(scores: Sequence[Score], version: ScoringVersion, *, title: bool) -> tuple[FloatArray, list[str]]:
    """The version's feature vector of each score, shape ``(articles, features)``, NaN where not measurable.

    Args:
        scores: one an article.
        version: the scoring version that names the features.
        title: whether features of the headline are kept.
    """
    vectors = [feature_vector(score, version) for score in scores]
    names = [name for name in vectors[0] if (title or ".title_" not in name) and not name.startswith("agreement.")]
    table = np.full((len(scores), len(names)), np.nan)
    for i, vector in enumerate(vectors):
        for j, name in enumerate(names):
            value = vector[name]
            if value is not None:
                table[i, j] = value
    return table, names
