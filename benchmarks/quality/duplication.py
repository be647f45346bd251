"""Repeats: injected and natural ones, and how often clean articles are called defective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, bootstrap
from reliability.detectors import detectors_of
from reliability.find import find_repeats, parse
from reliability.repeats.detector import RepeatDetector
from reliability.types import Repeat
from training.repeats import NATURAL, Example, examples, fit

FOLDS = 10


def run(data: DataDir, context: RunContext) -> Iterator[Figure]:
    """The ``duplication.*`` figures."""
    yield from _injected(data, context)
    yield from _natural(data, context)
    yield from _articles(data, context)


def _injected(data: DataDir, context: RunContext) -> Iterator[Figure]:
    rows = list(data.rows("duplication", "dup_injected"))
    repeats = [find_repeats(row["text"], version=context.version) for row in rows]
    found: dict[str, list[bool]] = defaultdict(list)
    overlap: dict[str, list[float]] = defaultdict(list)
    for row, mine in zip(rows, repeats, strict=True):
        if row["label"] == "dup":
            defects = [repeat for repeat in mine if repeat.defect]
            gold = _characters([pair["copy"] for pair in row["pairs"]])
            shown = _characters([repeat.copy for repeat in defects])
            found[row["inject"]].append(bool(gold & shown))
            overlap[row["inject"]].append(2 * len(gold & shown) / (len(gold) + len(shown)))
    recalls = {kind: float(np.mean(flags)) for kind, flags in found.items()}
    spans = {kind: float(np.mean(values)) for kind, values in overlap.items()}
    worst = min(recalls, key=lambda kind: recalls[kind])
    yield Figure("duplication.injected.recall_min_kind", recalls[worst], n=len(found[worst]), note=worst)
    yield Figure(
        "duplication.injected.recall",
        float(np.mean([flag for flags in found.values() for flag in flags])),
        note="all kinds",
    )
    values = np.array([value for values in overlap.values() for value in values])
    low, high = bootstrap(lambda indices: float(values[indices].mean()), len(values))
    yield Figure("duplication.injected.span_macro_f1", float(np.mean(list(spans.values()))), low, high, len(values))
    worst = min(spans, key=lambda kind: spans[kind])
    yield Figure("duplication.injected.span_worst_kind_f1", spans[worst], note=worst)
    flagged = [any(repeat.defect for repeat in mine) for mine in repeats]
    for key, labels, flip in (
        ("clean_false_alarms", ("clean",), False),
        ("legit_kept", ("legit",), True),
        ("natural_legit_kept", ("natural_legit",), True),
    ):
        chosen = np.array([flag != flip for row, flag in zip(rows, flagged, strict=True) if row["label"] in labels])
        low, high = bootstrap(_mean_of(chosen), len(chosen))
        yield Figure(f"duplication.injected.{key}", float(chosen.mean()), low, high, len(chosen))


def _mean_of(values: npt.NDArray[Any]) -> Callable[[npt.NDArray[np.int64]], float]:
    return lambda indices: float(values[indices].mean())


def _characters(spans: Sequence[Any]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}


def _natural(data: DataDir, context: RunContext) -> Iterator[Figure]:
    """Kinds of real repeats; dev by a classifier fitted on the other documents, held-out by the shipped one."""
    rows = [row for row in data.rows("duplication", "dup_natural") if row["kind"] in NATURAL]
    if data.split == "dev":
        version = detectors_of(context.version)
        rules = version.repeats.rules
        labelled = examples(data, version.lines, rules=rules)
        groups = sorted({example.group for example in labelled})
        order = np.random.default_rng(0).permutation(len(groups))
        fold_of = {group: int(place) % FOLDS for group, place in zip(groups, order, strict=True)}
        detectors = [fit(_others(labelled, fold_of, fold), rules=rules) for fold in range(FOLDS)]
        chosen = [detectors[fold_of.get(row["id"], 0)] for row in rows]
    else:
        chosen = [detectors_of(context.version).repeats] * len(rows)
    gold = [NATURAL[row["kind"]] for row in rows]
    mine = [_kind_found(row, detector, context) for row, detector in zip(rows, chosen, strict=True)]
    pairs = np.array(list(zip(gold, mine, strict=True)))
    low, high = bootstrap(lambda indices: _macro_f1(pairs[indices]), len(pairs))
    note = "cross-validated by document" if data.split == "dev" else "shipped classifier"
    yield Figure("duplication.natural.kind_macro_f1", _macro_f1(pairs), low, high, len(pairs), note)
    yield Figure(
        "duplication.natural.kind_accuracy", float((pairs[:, 0] == pairs[:, 1]).mean()), n=len(pairs), note=note
    )


def _others(labelled: Sequence[Example], fold_of: dict[str, int], fold: int) -> list[Example]:
    return [example for example in labelled if fold_of[example.group] != fold]


def _kind_found(row: dict[str, Any], detector: RepeatDetector, context: RunContext) -> str:
    repeats = detector.find(parse(row["text"], version=context.version))
    low, high = sorted((tuple(row["pair"]["src"]), tuple(row["pair"]["copy"])))
    best = max(repeats, key=lambda repeat: _shared(repeat, low, high), default=None)
    if best is None or _shared(best, low, high) <= 0:
        return "not found"
    return "pull_quote" if best.kind == "standfirst" else best.kind


def _shared(repeat: Repeat, low: tuple[int, ...], high: tuple[int, ...]) -> int:
    """Characters of the labelled copy that the repeat's copy holds, 0 when the sources do not meet."""
    if min(repeat.first.end, low[1]) <= max(repeat.first.start, low[0]):
        return 0
    return min(repeat.copy.end, high[1]) - max(repeat.copy.start, high[0])


def _macro_f1(pairs: Any) -> float:
    scores = []
    for kind in sorted(set(pairs[:, 0])):
        gold, mine = pairs[:, 0] == kind, pairs[:, 1] == kind
        scores.append(2 * int((gold & mine).sum()) / int(gold.sum() + mine.sum()))
    return float(np.mean(scores))


def _articles(data: DataDir, context: RunContext) -> Iterator[Figure]:
    rows = [row for row in data.rows("articles", "abp") if row["label"] == 1]
    flags = np.array(
        [any(repeat.defect for repeat in find_repeats(row["text"], version=context.version)) for row in rows]
    )
    low, high = bootstrap(
        lambda indices: float(flags[indices].mean()), len(flags), groups=[row["group"] for row in rows]
    )
    yield Figure(
        "duplication.articles.defect_rate", float(flags.mean()), low, high, len(flags), "reliable abp articles"
    )
