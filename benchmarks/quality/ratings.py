"""A careful reader's ratings of how well articles are reported, against the scores and the signals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, Unavailable, bootstrap, spearman
from reliability.scoring import Scorer
from reliability.types import Article, Score
from reliability.versions.loader import available_versions

SETS = ("abp", "hyper", "fncs", "horne_rand", "fnn_politifact")
SCALES = {
    "attribution": ("sourcing_named", "sourcing_diversity", "documents", "attribution_completeness"),
    "hedging": ("author_voice_weasel", "unsupported_certainty"),
    "presentation": ("loaded_language",),
}


def rated_articles(data: DataDir) -> list[tuple[dict[str, Any], Article]]:
    """The ratings with their articles; horne_rand and fncs are looked up on dev too, where a split lacks them."""
    ratings = {row["id"]: row for row in data.rows("ratings", "ratings")}
    texts: dict[str, Article] = {}
    for part in (data, data.dev):
        for name in SETS:
            if (part.root / part.split / "articles" / f"{name}.jsonl").is_file():
                for record in part.rows("articles", name):
                    if record["id"] in ratings:
                        texts.setdefault(record["id"], Article(record["text"], title=record["title"] or None))
    return [(ratings[key], texts[key]) for key in sorted(texts)]


def run(data: DataDir, context: RunContext) -> Iterator[Figure | Unavailable]:
    """The ``ratings.*`` figures."""
    rated = rated_articles(data)
    overall = [float(row["overall"]) for row, _ in rated]
    scorer = Scorer(context.version)
    scores = [scorer.score(article) for _, article in rated]
    fitted = "ratings" in scorer.version.manifest.get("fitted_on", [])
    note = "fitted on these ratings" if fitted and data.split == "dev" else ""
    yield _rho("ratings.overall_spearman", [score.value for score in scores], overall, note)
    for name, scales in SCALES.items():
        target = [float(np.mean([row["scales"][scale] for scale in scales])) for row, _ in rated]
        values = _values(scores, name)
        if values is None:
            yield Unavailable(f"ratings.{name}_rho", f"version {scorer.version.name} has no signal {name}")
        else:
            yield _rho(f"ratings.{name}_rho", values, target, note)
    for other in available_versions():
        if other != scorer.version.name:
            shipped = Scorer(other)
            values = [shipped.score(article).value for _, article in rated]
            yield _rho(f"ratings.overall_spearman_{other.replace('.', '_')}", values, overall)


def _values(scores: Sequence[Score], name: str) -> list[float | None] | None:
    if name not in {signal.name for signal in scores[0].signals}:
        return None
    return [score.signal(name).value for score in scores]


def _rho(key: str, values: Sequence[float | None], target: Sequence[float], note: str = "") -> Figure:
    usable = [i for i, value in enumerate(values) if value is not None]
    ours = np.array([values[i] for i in usable], dtype=float)
    theirs = np.array([target[i] for i in usable])
    low, high = bootstrap(lambda indices: spearman(ours[indices], theirs[indices]), len(usable))
    return Figure(key, spearman(ours, theirs), low, high, len(usable), note)
