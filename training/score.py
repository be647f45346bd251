"""Fits version 2026.12: ``python -m training.score --data DIR --base DIR --out DIR``.

Data: ``ratings`` (50 articles), and the article sets that may train (abp, fncs, horne). Three steps, all with the
signs that reason demands: (1) the weights of the presentation signal's capped features, (2) the weights of the
signals, (3) slope and base, so that the score is calibrated on the labels. The other files are those of the base.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import lsq_linear

from benchmarks.data import DataDir
from benchmarks.quality.article_rows import MAY_TRAIN, read_rows
from benchmarks.quality.ratings import rated_articles
from reliability.scoring import Scorer
from reliability.types import Article, Score
from reliability.versions.loader import MANIFEST, write_manifest

# Feature, the sign that reason demands, and where more of it changes nothing any more (about the 95th percentile).
PRESENTATION: tuple[tuple[str, int, float], ...] = (
    ("insults", -1, 10.0),
    ("drama", -1, 10.0),
    ("teasers", -1, 10.0),
    ("praise", -1, 10.0),
    ("absolutes", -1, 20.0),
    ("boosters", -1, 10.0),
    ("exclamations", -1, 8.0),
    ("questions", -1, 12.0),
    ("shouted", -1, 10.0),
    ("second_person", -1, 20.0),
    ("first_person", -1, 30.0),
    ("title_capitalised", -1, 1.0),
    ("title_shouted", -1, 0.4),
    ("title_loaded", -1, 2.0),
    ("title_marks", -1, 2.0),
    ("numbers", 1, 30.0),
    ("dates", 1, 20.0),
    ("said", 1, 20.0),
    ("log_words", 1, 6.7),
)
SIGNALS = ("hedging", "attribution", "duplication", "presentation")
RATING_WEIGHT = (
    4.0  # one careful rating counts as much as four labels, which say more of the outlet than of the article
)
RIDGE = 1.0
# House style is not reliability: headline case may move the signal by this much and no more.
HOUSE_STYLE = 0.06
SHRINK = 0.5
CENTER = 0.48  # a base rate: the share of reliable labels over the corpora of the article benchmark
FEATURES = (
    "attribution.source_band",
    "duplication.defect_share",
    "hedging.attributed_allegation",
    "hedging.author_weasel",
    "hedging.uncertain_share",
    "presentation.copulas",
    "presentation.dates",
    "presentation.diversity",
    "presentation.exclamations",
    "presentation.insults",
    "presentation.log_words",
    "presentation.long_numbers",
    "presentation.numbers",
    "presentation.said",
    "presentation.teasers",
    "presentation.title_loaded",
    "presentation.title_shouted",
    "presentation.title_words",
)

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Scored articles with their target in [0, 1], weight, corpus and label (-1 for rated articles)."""

    scores: list[Score]
    target: FloatArray
    loaded: FloatArray
    weight: FloatArray
    label: npt.NDArray[np.int64]


def read_sample(data: DataDir, scorer: Scorer) -> Sample:
    """Rated articles and labelled articles, scored by ``scorer``; rated ones are left out of the labelled."""
    rated = rated_articles(data.dev)
    known = {row["id"] for row, _ in rated}
    rows = [row for row in read_rows(data.dev, MAY_TRAIN) if row.id not in known]
    articles: list[Article] = [article for _, article in rated] + [row.article for row in rows]
    target = [row["overall"] / 10 for row, _ in rated] + [0.3 + 0.4 * row.label for row in rows]
    loaded = [(row["scales"]["loaded_language"] + row["overall"] / 2.5) / 8 for row, _ in rated]
    sizes = {name: sum(row.corpus == name for row in rows) for name in {row.corpus for row in rows}}
    share = len(rows) / len(sizes)
    weight = [RATING_WEIGHT] * len(rated) + [share / sizes[row.corpus] for row in rows]
    return Sample(
        [scorer.score(article) for article in articles],
        np.array(target),
        np.array(loaded + [0.3 + 0.4 * row.label for row in rows]),
        np.array(weight),
        np.array([-1] * len(rated) + [row.label for row in rows]),
    )


def fit_signed(
    table: FloatArray, target: FloatArray, weight: FloatArray, signs: Sequence[int], ridge: float
) -> FloatArray:
    """Least squares with an intercept (last) and signed coefficients; columns should lie in [0, 1]."""
    root = np.sqrt(weight / weight.mean())
    design = np.hstack([table, np.ones((len(table), 1))]) * root[:, None]
    penalty = np.sqrt(ridge) * np.eye(table.shape[1], table.shape[1] + 1)
    low = [0.0 if sign > 0 else -np.inf for sign in signs] + [-np.inf]
    high = [np.inf if sign > 0 else 0.0 for sign in signs] + [np.inf]
    found = lsq_linear(
        np.vstack([design, penalty]), np.concatenate([target * root, np.zeros(table.shape[1])]), (low, high), tol=1e-12
    )
    return np.asarray(found.x, dtype=np.float64)


def presentation_table(scores: Sequence[Score]) -> FloatArray:
    """The capped presentation features as shares of their caps; a missing headline counts as its mean."""
    table = np.full((len(scores), len(PRESENTATION)), np.nan)
    for i, score in enumerate(scores):
        found = score.signal("presentation").features
        for j, (name, _, cap) in enumerate(PRESENTATION):
            value = found.get(name)
            if value is not None:
                table[i, j] = min(value, cap) / cap
    return np.where(np.isnan(table), np.nanmean(table, axis=0), table)


def fit_presentation(sample: Sample) -> dict[str, float]:
    """Parameters of the presentation signal."""
    table = presentation_table(sample.scores)
    weights = fit_signed(table, sample.loaded, sample.weight, [sign for _, sign, _ in PRESENTATION], RIDGE)
    house = [name for name, _, _ in PRESENTATION].index("title_capitalised")
    weights[house] = max(weights[house], -HOUSE_STYLE)
    options = {"intercept": round(float(weights[-1]), 4), "minimum_words": 50.0}
    for (name, _, cap), weight, mean in zip(PRESENTATION, weights, table.mean(axis=0), strict=False):
        options[f"w.{name}"] = round(float(weight) / cap, 6)
        options[f"cap.{name}"] = cap
        if name.startswith("title_"):
            options[f"absent.{name}"] = round(float(mean) * cap, 4)
    return options


def fit_signals(sample: Sample) -> dict[str, float]:
    """Weights of the signals, summing to one; every signal that the mission names keeps at least a tenth."""
    found = [[score.signal(name).value for name in SIGNALS] for score in sample.scores]
    table = np.array([[0.5 if value is None else value for value in row] for row in found])
    weights = np.maximum(fit_signed(table, sample.target, sample.weight, [1] * len(SIGNALS), RIDGE)[:-1], 0)
    shares = weights / weights.sum()
    shares = np.maximum(shares, 0.1)
    shares = shares / shares.sum() * 0.85  # the rest is agreement's
    return {**{name: round(float(share), 3) for name, share in zip(SIGNALS, shares, strict=True)}, "agreement": 0.15}


def fit_calibration(sample: Sample, scores: Sequence[Score]) -> tuple[float, float]:
    """Slope and base of the line from the weighted mean of the signals to a calibrated score.

    The slope is half of what the labels of the fitted sets ask for: on sets that were never fitted on, labels of
    outlets say less of single articles. The base puts the mean of the fitted articles at ``CENTER``.
    """
    chosen = sample.label >= 0
    values = np.array([score.value if score.value is not None else 0.5 for score in scores])
    design = np.column_stack([values[chosen], np.ones(int(chosen.sum()))])
    root = np.sqrt(sample.weight[chosen])
    slope, _ = np.linalg.lstsq(design * root[:, None], sample.label[chosen] * root, rcond=None)[0]
    kept = round(SHRINK * float(slope), 4)
    return kept, round(CENTER - kept * float(values.mean()), 4)


def build(data: DataDir, base: Path, out: Path, *, released: str | None = None) -> dict[str, Any]:
    """Makes the version folder ``out`` from the files of ``base`` and returns the fitted parameters.

    Raises:
        InputError: ``out`` holds a released version, which is never edited.
    """
    manifest = json.loads((base / MANIFEST).read_text(encoding="utf-8"))
    manifest.pop("files")
    manifest["name"] = out.name
    manifest["released"] = None
    if out.exists():
        write_manifest(out, manifest)  # refused for a released version
        shutil.rmtree(out)
    shutil.copytree(base, out, ignore=shutil.ignore_patterns(MANIFEST))
    manifest["fitted_on"] = ["ratings", *MAY_TRAIN]
    manifest["features"] = list(FEATURES)
    manifest["signals"]["presentation"] = {"weight": 0.3, "intercept": 0.5, "minimum_words": 50.0}
    write_manifest(out, manifest)
    sample = read_sample(data, Scorer(out))
    presentation = fit_presentation(sample)
    manifest["signals"]["presentation"] = {"weight": 0.3, **presentation}
    write_manifest(out, manifest)
    sample = read_sample(data, Scorer(out))
    for name, weight in fit_signals(sample).items():
        manifest["signals"][name]["weight"] = weight
    write_manifest(out, manifest)
    scores = read_sample(data, Scorer(out)).scores
    slope, line = fit_calibration(sample, scores)
    manifest["score"].update(slope=slope, base=line)
    manifest["released"] = released
    write_manifest(out, manifest)
    return manifest


def main() -> None:
    """Builds the version folder and prints its digest's parameters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="version folder whose files are taken over")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder of the version to make; its name is the version's"
    )
    parser.add_argument("--released", help="date of the release; the folder is never rewritten afterwards")
    options = parser.parse_args()
    manifest = build(DataDir(options.data), options.base, options.out, released=options.released)
    print(json.dumps({key: manifest[key] for key in ("signals", "score")}, indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
