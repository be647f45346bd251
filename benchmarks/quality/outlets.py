"""Outlets: resolved values, source accuracies, copy pairs and intervals on conflict sets with known truth.

Gold is read for evaluation only. Every set runs with one configuration; only tolerances follow the data's schema.
A tied item earns the share of its tied values that are right. A copy pair of the flight set never differs on at
least 300 common items, and both sources cover the same items (Jaccard index of .8), so that a small airport site that
happens to be right does not count; this gives five groups, of 5, 4, 3, 2 and 2 sources. The data names no copiers, so
gold is itself a form of agreement: the note gives what the plain agreement rate would get.
Intervals are held against the share of right claims in gold, for sources with ten judged claims; worst and best are
taken over sets with at least fifteen such sources. Where gold judges only some of a source's claims, that share has a
sampling error of its own: ``interval_coverage_90_sampled`` allows for it. Intervals for further claims
(``outlook_coverage_90``) are learnt from the claims on every other object and held against gold on the rest, with the
binomial error of those judged.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, bootstrap, expected_calibration_error, spearman
from reliability.sources import CopyAwareEM, MajorityVote, SourceEstimator, Tolerance

Item = tuple[str, str]

SETS = {
    "flight": "flight",
    "book": "book_abebooks",
    "weather": "weather",
    "population": "population",
    "heritages": "heritages",
    "birthplaces": "birthplaces",
}
_CLOCK = Tolerance(absolute=10, period=1440)
TOLERANCES = {
    "sched_dep": _CLOCK,
    "act_dep": _CLOCK,
    "sched_arr": _CLOCK,
    "act_arr": _CLOCK,
    "Temperature": Tolerance(absolute=1),
    "RealFeel": Tolerance(absolute=1),
    "Humidity": Tolerance(absolute=2),
    "Pressure": Tolerance(absolute=0.02),
    "Visibility": Tolerance(absolute=0.5),
}
JUDGED_CLAIMS, JUDGED_SOURCES = 10, 15


@dataclass(frozen=True, slots=True)
class ConflictSet:
    """Claims with the gold of some items."""

    rows: list[tuple[str, Item, Any]]
    gold: dict[Item, Any]
    tolerance: dict[Any, Tolerance]

    def right(self, item: Item, value: Any) -> bool:
        """Return whether the value agrees with gold."""
        gold, tolerance = self.gold[item], self.tolerance.get(item[1])
        if isinstance(gold, list):
            return value in gold
        if tolerance is None or isinstance(value, str) or isinstance(gold, str):
            return bool(value == gold)
        return tolerance.near(value, gold)

    def accuracies(self) -> dict[str, tuple[int, int]]:
        """Return right and judged claims of each source."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for source, item, value in self.rows:
            if item in self.gold:
                counts[source][0] += self.right(item, value)
                counts[source][1] += 1
        return {source: (right, judged) for source, (right, judged) in counts.items()}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an estimator got right, item by item."""

    credit: list[float]
    stated: list[float]

    @property
    def precision(self) -> float:
        """Return the mean credit."""
        return math.fsum(self.credit) / len(self.credit)


def load(data: DataDir, stem: str) -> ConflictSet:
    """Return the set of a stem; silver fills in where gold is missing."""
    rows, gold, tolerance = [], {}, dict[Any, Tolerance](TOLERANCES)
    for row in data.rows("outlets", stem):
        item = (row["object"], row["attribute"])
        rows.append((row["source"], item, row["value"]))
        if row["attribute"].startswith("Population"):
            tolerance[row["attribute"]] = Tolerance(relative=0.01)
        truth = row.get("gold", row.get("silver"))
        if truth is not None:
            gold[item] = truth
    return ConflictSet(rows, gold, tolerance)


def _stems(data: DataDir) -> list[tuple[str, str]]:
    """Return name and stem of the real sets that the split has, then of its synthetic worlds."""
    real = [(name, stem) for name, stem in SETS.items() if data.paths("outlets", stem)]
    worlds = [path.stem for path in data.paths("outlets", "synth_")]
    named = ((stem, stem.removeprefix("synth_")) for stem in worlds)
    return real + [("few_sources" if name.startswith("few_src") else name, stem) for stem, name in named]


def outcome(conflict: ConflictSet, fitted: SourceEstimator) -> Outcome:
    """Return credit and stated probability of every gold item."""
    best, stated = fitted.predict_ties(), fitted.predict_proba()
    credit = [sum(conflict.right(item, v) for v in best[item]) / len(best[item]) for item in conflict.gold]
    return Outcome(credit, [min(max(stated[item].values()), 1.0) for item in conflict.gold])


def run(data: DataDir, context: RunContext) -> Iterator[Figure]:
    """Yield every figure of the area."""
    del context  # no scoring version takes part
    margins: dict[str, float] = {}
    coverage: dict[str, float] = {}
    for name, stem in _stems(data):
        conflict = load(data, stem)
        fitted = CopyAwareEM(tolerance=conflict.tolerance).fit(conflict.rows)
        found = outcome(conflict, fitted)
        vote = outcome(conflict, MajorityVote(tolerance=conflict.tolerance).fit(conflict.rows))
        margins[name] = found.precision - vote.precision
        low, high = bootstrap(
            lambda drawn, credit=found.credit: math.fsum(credit[i] for i in drawn.tolist()) / len(drawn),  # type: ignore[misc]
            len(found.credit),
            groups=[item[0] for item in conflict.gold],
        )
        note = f"vote {vote.precision:.4f}"
        yield Figure(f"outlets.{name}.precision", found.precision, low, high, len(found.credit), note)
        ece = expected_calibration_error(found.stated, [round(c) for c in found.credit])
        yield Figure(f"outlets.{name}.ece", ece, n=len(found.credit))
        yield from _sources(name, conflict, fitted, coverage)
        yield from _outlook(name, conflict)
        if name == "flight":
            yield Figure("outlets.flight.copy_pairs_ap", *_copy_pairs(conflict, fitted))
        yield from _true_copies(name, data.paths("outlets", stem, ".truth.json"), fitted)
    worst = min(margins, key=lambda name: margins[name])
    yield Figure("outlets.worst_margin_to_vote", margins[worst], n=len(margins), note=worst)
    if coverage:
        extremes = (
            ("worst", min(coverage, key=coverage.__getitem__)),
            ("best", max(coverage, key=coverage.__getitem__)),
        )
        for word, name in extremes:
            yield Figure(f"outlets.interval_coverage_90.{word}", coverage[name], n=len(coverage), note=name)


def _sources(name: str, conflict: ConflictSet, fitted: SourceEstimator, coverage: dict[str, float]) -> Iterator[Figure]:
    """Yield rank correlation and interval coverage; keep the coverage of sets with enough judged sources."""
    estimate, interval = fitted.source_reliability_, fitted.source_interval_
    counts = dict(zip(fitted.sources_, fitted.n_claims_.tolist(), strict=True))
    truth, guess, inside, sampled = [], [], [], []
    for source, (right, judged) in sorted(conflict.accuracies().items()):
        value, edges = estimate[source], interval[source]
        if judged >= JUDGED_CLAIMS and value is not None and edges is not None:
            truth.append(right / judged)
            guess.append(value)
            inside.append(edges[0] <= right / judged <= edges[1])
            drawn = 1.645**2 * value * (1 - value) / judged * (1 - judged / counts[source])
            low, high = (
                value - math.hypot(value - edges[0], drawn**0.5),
                value + math.hypot(edges[1] - value, drawn**0.5),
            )
            sampled.append(low <= right / judged <= high)
    if len(truth) < 5:
        return
    yield Figure(f"outlets.{name}.rho", spearman(guess, truth), n=len(truth))
    covered = sum(inside) / len(inside)
    yield Figure(f"outlets.{name}.interval_coverage_90", covered, n=len(inside))
    yield Figure(f"outlets.{name}.interval_coverage_90_sampled", sum(sampled) / len(sampled), n=len(sampled))
    if len(inside) >= JUDGED_SOURCES:
        coverage[name] = covered


def _outlook(name: str, conflict: ConflictSet) -> Iterator[Figure]:
    """Yield the coverage of intervals learnt on every other object, on the claims about the rest."""
    known = set(sorted({item[0] for _, item, _ in conflict.rows})[::2])
    fitted = CopyAwareEM(tolerance=conflict.tolerance).fit([row for row in conflict.rows if row[1][0] in known])
    gold = {item: truth for item, truth in conflict.gold.items() if item[0] not in known}
    reliability, outlook = fitted.source_reliability_, fitted.source_outlook_
    inside = []
    for source, (right, judged) in sorted(ConflictSet(conflict.rows, gold, conflict.tolerance).accuracies().items()):
        value, edges = reliability.get(source), outlook.get(source)
        if judged >= JUDGED_CLAIMS and value is not None and edges is not None:
            drawn = 1.645 * (value * (1 - value) / judged) ** 0.5
            low, high = value - math.hypot(value - edges[0], drawn), value + math.hypot(edges[1] - value, drawn)
            inside.append(low <= right / judged <= high)
    if len(inside) >= 5:
        yield Figure(f"outlets.{name}.outlook_coverage_90", sum(inside) / len(inside), n=len(inside))


def _copy_pairs(conflict: ConflictSet, fitted: SourceEstimator) -> tuple[float, None, None, int, str]:
    """Return the average precision of dependence over all pairs of sources."""
    said: dict[str, dict[Item, Any]] = defaultdict(dict)
    for source, item, value in conflict.rows:
        said[source][item] = value
    names = sorted(said)
    known = {frozenset(pair): rate for pair, rate in fitted.dependent_pairs_.items()}
    ours, plain = [], []
    for index, first in enumerate(names):
        for second in names[:index]:
            common = said[first].keys() & said[second].keys()
            jaccard = len(common) / len(said[first].keys() | said[second].keys())
            agreed = sum(said[first][item] == said[second][item] for item in common)
            copy = len(common) >= 300 and jaccard >= 0.8 and agreed == len(common)
            ours.append((known.get(frozenset((first, second)), 0.0), copy))
            plain.append((agreed / len(common) if len(common) >= 10 else 0.0, copy))
    note = f"plain agreement rate {_average_precision(plain):.3f}"
    return _average_precision(ours), None, None, sum(copy for _, copy in ours), note


def _true_copies(name: str, paths: list[Path], fitted: SourceEstimator) -> Iterator[Figure]:
    """Yield the average precision against the copying that a synthetic world was made with."""
    origins = json.loads(paths[0].read_text(encoding="utf-8")).get("copies_from", {}) if paths else {}
    if not origins:
        return
    root = {source: origins.get(source, source) for source in fitted.sources_}
    known = {frozenset(pair): rate for pair, rate in fitted.dependent_pairs_.items()}
    pairs = [frozenset(pair) for pair in combinations(fitted.sources_, 2)]
    truth = [len({root[source] for source in pair}) == 1 for pair in pairs]
    scored = [(known.get(pair, 0.0), copy) for pair, copy in zip(pairs, truth, strict=True)]
    yield Figure(f"outlets.{name}.copy_pairs_ap", _average_precision(scored), n=sum(truth), note="pairs of one origin")


def _average_precision(scored: list[tuple[float, bool]]) -> float:
    """Return the area under the precision–recall steps; pairs of equal score enter together."""
    at_score: dict[float, list[bool]] = defaultdict(list)
    for score, copy in scored:
        at_score[score].append(copy)
    seen, hits, area = 0, 0, []
    for score in sorted(at_score, reverse=True):
        new = sum(at_score[score])
        seen, hits = seen + len(at_score[score]), hits + new
        area.append(new * hits / seen)
    return math.fsum(area) / max(hits, 1)
