"""Article labels: the feature set by leave-one-corpus-out, the shipped score itself, its steadiness and fairness."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, Unavailable, auc, bootstrap, expected_calibration_error, spearman
from benchmarks.quality.article_rows import (
    CORPORA,
    FloatArray,
    Row,
    feature_matrix,
    loco_rows,
    read_rows,
    score_rows,
)
from reliability.scoring import Scorer
from reliability.types import Article

SAMPLE = 300  # articles that are changed and scored again for each kind of change
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
DEBRIS = "Subscribe to our newsletter\nShare this article\nPrivacy policy\n© 2026 All rights reserved."


def run(data: DataDir, context: RunContext) -> Iterator[Figure | Unavailable]:
    """The ``articles.*`` figures."""
    scorer = Scorer(context.version)
    rows = loco_rows(data)
    scores = score_rows(rows, scorer)
    if data.split == "dev":
        train_rows, train_scores = rows, scores
    else:
        train_rows = loco_rows(data.dev)
        train_scores = score_rows(train_rows, scorer)
    for title, key in ((True, "with_title"), (False, "body_only")):
        table, _ = feature_matrix(scores, scorer.version, title=title)
        train_table, _ = feature_matrix(train_scores, scorer.version, title=title)
        predicted = _leave_one_corpus_out(train_rows, train_table, rows, table)
        yield _mean_auc(f"articles.loco.auc_mean11.{key}", rows, predicted)
        if title:
            yield from _per_corpus(rows, predicted)
            yield from _against_nela(data, train_rows, rows, predicted)
    values = np.array([score.value if score.value is not None else np.nan for score in scores])
    yield from _shipped(rows, values, scorer)
    yield from _outlets(data, scorer)
    yield from _calibration(rows, values)
    yield from _changes(rows, values, scorer)
    yield from _fairness(data, scorer)
    yield from _trap(data, scorer)


def _leave_one_corpus_out(
    train_rows: Sequence[Row], train: FloatArray, rows: Sequence[Row], table: FloatArray
) -> FloatArray:
    """Probabilities of label 1 for each row by a model fitted on the other corpora's dev rows."""
    predicted = np.full(len(rows), np.nan)
    origin = np.array([row.corpus for row in train_rows])
    labels = np.array([row.label for row in train_rows])
    for corpus in CORPORA:
        here = np.array([row.corpus == corpus for row in rows])
        if not here.any():
            continue
        others = origin != corpus
        low, high = np.nanpercentile(train[others], [1, 99], axis=0)
        fitted = _prepared(train[others], low, high)
        scaler = StandardScaler().fit(fitted)
        model = LogisticRegression(C=0.05, class_weight="balanced", max_iter=2000)
        model.fit(scaler.transform(fitted), labels[others])
        predicted[here] = model.predict_proba(scaler.transform(_prepared(table[here], low, high)))[:, 1]
    return predicted


def _prepared(table: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    missing = np.isnan(table)
    clipped = np.where(missing, 0.0, np.clip(table, low, high))
    return np.hstack([clipped, missing.astype(float)])


def _mean_auc(key: str, rows: Sequence[Row], predicted: FloatArray, note: str = "") -> Figure:
    statistic = _mean_auc_of(rows, predicted)
    low, high = bootstrap(statistic, len(rows), groups=[row.group for row in rows])
    return Figure(key, statistic(np.arange(len(rows))), low, high, len(rows), note)


def _mean_auc_of(rows: Sequence[Row], predicted: FloatArray) -> Callable[[npt.NDArray[np.int64]], float]:
    corpora = np.array([row.corpus for row in rows])
    labels = np.array([row.label for row in rows])

    def statistic(indices: npt.NDArray[np.int64]) -> float:
        values = []
        for corpus in CORPORA:
            chosen = indices[corpora[indices] == corpus]
            chosen = chosen[~np.isnan(predicted[chosen])]
            if len(chosen):
                values.append(auc(predicted[chosen], labels[chosen]))
        return float(np.nanmean(values)) if values else float("nan")

    return statistic


def _per_corpus(rows: Sequence[Row], predicted: FloatArray) -> Iterator[Figure]:
    for corpus in CORPORA:
        here = [i for i, row in enumerate(rows) if row.corpus == corpus]
        if here:
            value = auc(predicted[here], [rows[i].label for i in here])
            yield Figure(f"articles.loco.auc.{corpus}", value, n=len(here))


def _against_nela(
    data: DataDir, train_rows: Sequence[Row], rows: Sequence[Row], predicted: FloatArray
) -> Iterator[Figure | Unavailable]:
    """Our mean AUC less that of nela-features' 87 values on the same rows, paired by outlet."""
    tables = {}
    for part in {data.dev, data}:
        path = part.root / part.split / "articles" / "nela_features.tsv.gz"
        if not path.is_file():
            yield Unavailable("articles.loco.margin_to_nela", f"no {part.split}/articles/nela_features.tsv.gz")
            return
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            next(lines)
            tables.update({(cells := line.rstrip("\n").split("\t"))[0]: cells[1:] for line in lines})
    width = len(next(iter(tables.values())))

    def matrix(chosen: Sequence[Row]) -> FloatArray:
        return np.array(
            [[float(cell) if cell else np.nan for cell in tables.get(row.id, [""] * width)] for row in chosen]
        )

    theirs = _leave_one_corpus_out(train_rows, matrix(train_rows), rows, matrix(rows))
    ours_of, theirs_of = _mean_auc_of(rows, predicted), _mean_auc_of(rows, theirs)
    yield _mean_auc("articles.loco.auc_mean11.nela", rows, theirs, "nela-features 3.0.1 on the same rows")
    everything = np.arange(len(rows))
    low, high = bootstrap(
        lambda indices: ours_of(indices) - theirs_of(indices), len(rows), groups=[row.group for row in rows]
    )
    yield Figure("articles.loco.margin_to_nela", ours_of(everything) - theirs_of(everything), low, high, len(rows))
    yield Figure("articles.loco.margin_to_nela_low", low, n=len(rows), note="lower end of the paired interval")


def _shipped(rows: Sequence[Row], values: FloatArray, scorer: Scorer) -> Iterator[Figure]:
    fitted = scorer.version.manifest.get("fitted_on", [])
    note = f"weights fitted on {', '.join(fitted)}" if fitted else "no weight is fitted on articles"
    yield _mean_auc("articles.shipped.auc_mean11", rows, values, note)
    clean = [i for i, row in enumerate(rows) if row.set not in fitted]
    if fitted:
        yield _mean_auc("articles.shipped.auc_unseen", [rows[i] for i in clean], values[clean], "sets never fitted on")


def _outlets(data: DataDir, scorer: Scorer) -> Iterator[Figure]:
    """Mean score an outlet against its PC1 quality."""
    by_group: dict[str, list[float]] = defaultdict(list)
    quality: dict[str, float] = {}
    sets = sorted({name for names in CORPORA.values() for name in names})
    for name in sets:
        if not (data.root / data.split / "articles" / f"{name}.jsonl").is_file():
            continue
        for record in data.rows("articles", name):
            if record.get("outlet_pc1") is not None:
                value = scorer.score(Article(record["text"], title=record["title"] or None)).value
                if value is not None:
                    by_group[record["group"]].append(value)
                    quality[record["group"]] = float(record["outlet_pc1"])
    groups = sorted(by_group)
    means = np.array([np.mean(by_group[group]) for group in groups])
    pc1 = np.array([quality[group] for group in groups])
    clear = (pc1 >= 0.75) | (pc1 <= 0.5)
    low, high = bootstrap(lambda i: auc(means[clear][i], pc1[clear][i] >= 0.75), int(clear.sum()))
    yield Figure("articles.outlets.auc", auc(means[clear], pc1[clear] >= 0.75), low, high, int(clear.sum()))
    low, high = bootstrap(lambda i: spearman(means[i], pc1[i]), len(groups))
    yield Figure("articles.outlets.spearman", spearman(means, pc1), low, high, len(groups))


def _calibration(rows: Sequence[Row], values: FloatArray) -> Iterator[Figure]:
    usable = [i for i in range(len(rows)) if not np.isnan(values[i])]
    labels = [rows[i].label for i in usable]
    yield Figure(
        "articles.calibration.ece_pooled", expected_calibration_error(values[usable].tolist(), labels), n=len(usable)
    )
    worst = ("", 0.0)
    for corpus in CORPORA:
        here = [i for i in usable if rows[i].corpus == corpus]
        if len(here) >= 50:
            error = expected_calibration_error(values[here].tolist(), [rows[i].label for i in here])
            worst = max(worst, (corpus, error), key=lambda item: item[1])
    yield Figure("articles.calibration.ece_worst", worst[1], note=worst[0])


def _changes(rows: Sequence[Row], values: FloatArray, scorer: Scorer) -> Iterator[Figure]:
    """Scores of changed articles: mean absolute change, or rise, in standard deviations of the scores."""
    spread = float(np.nanstd(values))
    middle = float(np.nanmedian(values))
    generator = np.random.default_rng(0)
    usable = [i for i in range(len(rows)) if not np.isnan(values[i])]
    chosen = sorted(generator.choice(usable, min(SAMPLE, len(usable)), replace=False).tolist())
    flips = []
    for name, change in STEADY.items():
        moved = []
        for i in chosen:
            again = scorer.score(_changed(rows[i].article, change)).value
            if again is not None:
                moved.append((values[i], again))
        pairs = np.array(moved)
        yield Figure(
            f"articles.stability.sd_{name}", float(np.abs(pairs[:, 1] - pairs[:, 0]).mean() / spread), n=len(moved)
        )
        flips.append(float(((pairs[:, 0] >= middle) != (pairs[:, 1] >= middle)).mean()))
        yield Figure(f"articles.stability.flips_{name}", flips[-1], n=len(moved))
    yield Figure("articles.stability.flips", flips[0], note="straight quotation marks")
    for name, change in GAMED.items():
        pairs = np.array(
            [
                (values[i], again)
                for i in chosen
                if (again := scorer.score(_changed(rows[i].article, change)).value) is not None
            ]
        )
        yield Figure(f"articles.gaming.{name}", float((pairs[:, 1] - pairs[:, 0]).mean() / spread), n=len(pairs))


def _changed(article: Article, change: Callable[[str], str]) -> Article:
    title = article.title.translate(STRAIGHT) if article.title and change is _straight else article.title
    return replace(article, text=change(article.text), title=title)


def _straight(text: str) -> str:
    return text.translate(STRAIGHT)


def _spaced(text: str) -> str:
    return text.replace("\n\n", "\n \n\n").replace(". ", ".  ")


def _shuffled(text: str) -> str:
    blocks = [block for block in text.split("\n\n") if block.strip()]
    inner = blocks[1:]
    order = np.random.default_rng(len(text)).permutation(len(inner))
    return "\n\n".join([*blocks[:1], *(inner[i] for i in order)])


def _with_debris(text: str) -> str:
    return f"{text}\n\n{DEBRIS}"


def _officials(text: str) -> str:
    return "\n\n".join(
        f"{block.rstrip()[:-1]}, according to officials." if block.rstrip().endswith(".") else block
        for block in text.split("\n\n")
    )


def _dateline(text: str) -> str:
    return f"WASHINGTON (Reuters) - {text}"


STEADY = {"quotes": _straight, "whitespace": _spaced, "shuffle": _shuffled, "boilerplate": _with_debris}
GAMED = {"officials": _officials, "dateline": _dateline}


def _fairness(data: DataDir, scorer: Scorer) -> Iterator[Figure | Unavailable]:
    """How often reliable articles are flagged, by the outlet's lean and country; flagged is below the unreliable median."""
    rows = read_rows(data, ("abp", "hyper"))
    values = np.array([scorer.score(row.article).value or np.nan for row in rows])
    labels = np.array([row.label for row in rows])
    threshold = float(np.nanmedian(values[labels == 0]))
    reliable = [i for i in range(len(rows)) if labels[i] == 1 and not np.isnan(values[i])]
    groups = {
        "left_right": (
            [i for i in reliable if "bias=left" in str(rows[i].raw["label_raw"])],
            [i for i in reliable if "bias=right" in str(rows[i].raw["label_raw"])],
        ),
        "us_nonus": (
            [i for i in reliable if str(rows[i].raw["mbfc_country"]).startswith("usa")],
            [
                i
                for i in reliable
                if rows[i].raw["mbfc_country"] and not str(rows[i].raw["mbfc_country"]).startswith("usa")
            ],
        ),
    }
    for name, (one, other) in groups.items():
        if min(len(one), len(other)) < 10:
            yield Unavailable(f"articles.fairness.gap_{name}", f"only {len(one)} and {len(other)} reliable articles")
            continue
        rates = [float((values[side] < threshold).mean()) for side in (one, other)]
        note = f"flagged {rates[0]:.2f} of {len(one)} and {rates[1]:.2f} of {len(other)}"
        yield Figure(f"articles.fairness.gap_{name}", abs(rates[0] - rates[1]), n=len(one) + len(other), note=note)


def _trap(data: DataDir, scorer: Scorer) -> Iterator[Figure | Unavailable]:
    """What the agency's name alone is worth: the AUC lost when it is taken out of the trap set's texts."""
    rows = read_rows(data, ("isot_trap",))
    if not rows:
        yield Unavailable("articles.isot_trap", f"the {data.split} split has no trap set")
        return
    labels = [row.label for row in rows]
    whole = [scorer.score(row.article).value or 0.0 for row in rows]
    bare = [scorer.score(replace(row.article, text=_without_agency(row.article.text))).value or 0.0 for row in rows]
    yield Figure("articles.isot_trap.auc_gained_by_agency", auc(whole, labels) - auc(bare, labels), n=len(rows))


def _without_agency(text: str) -> str:
    head, mark, rest = text.partition("(Reuters) - ")
    return rest if mark and len(head) < 60 else text
