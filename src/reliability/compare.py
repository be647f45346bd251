"""Two scoring versions on the same articles: what moved, by how much, and which signal, feature and passage moved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from reliability.errors import InputError
from reliability.find import Version, as_article
from reliability.scoring import Scorer
from reliability.signals.passages import passages_of
from reliability.types import Article, Evidence, Score

SAMPLES = 1_000
SEED = 0
SHOWN_PASSAGES = 3
Key = TypeVar("Key", bound="str | tuple[str, str]")


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % bootstrap interval over articles."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Term:
    """What one feature of a signal did to a score.

    Attributes:
        signal: the signal; ``base`` and ``limit`` of the score stand for themselves.
        feature: the feature, or ``base`` or ``limit`` of the signal.
        change: of the score, b less a.
        passages: up to three passages behind the feature, at most 120 characters each; () when texts are not known.
    """

    signal: str
    feature: str
    change: float
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """How far one article's score moved, and what did it; ``parts`` by signal and ``terms`` by feature sum to ``change``."""

    index: int
    article_id: str | None
    a: float
    b: float
    change: float
    parts: tuple[tuple[str, float], ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How well both versions order articles by a label of 0 and 1.

    Attributes:
        auc_a, auc_b: area under the ROC curve.
        auc_change: of b less a, paired.
        p_value: share of sign-flipped resamples with a change at least as large; two-sided.
        ece_a, ece_b: expected calibration error in ten bins.
    """

    n: int
    auc_a: float
    auc_b: float
    auc_change: Interval
    p_value: float
    ece_a: float
    ece_b: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Paired differences of two scoring versions, b less a.

    Attributes:
        identity_a, identity_b: identities of the two versions.
        articles: number of articles; ``scored`` of them have a score under both.
        mean_change: with its interval.
        quantiles: 5, 25, 50, 75 and 95 % of the changes.
        rank_correlation: Spearman between the two scores; None for fewer than three articles or constant scores.
        moved: all articles scored by both, largest change first.
        only_a, only_b: indices that only one version could score.
        labels: None when no labels were given.
    """

    identity_a: str
    identity_b: str
    articles: int
    scored: int
    mean_change: Interval | None
    quantiles: tuple[float, ...]
    rank_correlation: float | None
    moved: tuple[Moved, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]
    labels: LabelFigures | None


def compare_versions(
    a: Version, b: Version, articles: Iterable[Article | str], labels: Sequence[int | None] | None = None
) -> Comparison:
    """What changes for these articles from version ``a`` to version ``b``.

    Deterministic: the bootstrap draws with a fixed seed.

    Args:
        a: a scoring version by name or folder.
        b: the version to compare it with.
        articles: articles or texts.
        labels: 1 for reliable, 0 for unreliable, None for unknown, in the order of the articles.

    Raises:
        InputError: labels and articles differ in number, or a label that is not 0, 1 or None.
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.
    """
    found = [as_article(article) for article in articles]
    if labels is not None and len(labels) != len(found):
        raise InputError(f"{len(labels)} labels came for {len(found)} articles; one for each is needed")
    one, other = Scorer(a), Scorer(b)
    texts = [article.text for article in found]
    scores = [(_thinned(one.score(article)), _thinned(other.score(article))) for article in found]
    return compare_scores([a for a, _ in scores], [b for _, b in scores], labels, texts=texts)


def _thinned(score: Score) -> Score:
    """The score with as much evidence of each kind as a comparison shows, so that a long text or set needs little memory."""
    return replace(score, signals=tuple(replace(item, evidence=_first(item.evidence)) for item in score.signals))


def _first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for item in evidence:
        seen[item.kind, item.note] += 1
        if seen[item.kind, item.note] <= SHOWN_PASSAGES:
            kept.append(item)
    return tuple(kept)


def compare_scores(
    a: Sequence[Score],
    b: Sequence[Score],
    labels: Sequence[int | None] | None = None,
    *,
    texts: Sequence[str] | None = None,
) -> Comparison:
    """The comparison of two lists of scores of the same articles in the same order.

    Args:
        a: scores under one version.
        b: scores under the other.
        labels: as in `compare_versions`.
        texts: the articles' texts, to show the passages that moved a score.

    Raises:
        InputError: lists of different length or of different articles, or mixed versions in one list.
    """
    _check(a, b, labels)
    both = [i for i in range(len(a)) if a[i].value is not None and b[i].value is not None]
    moved = sorted(
        (_moved(i, a[i], b[i], texts[i] if texts is not None else None) for i in both),
        key=lambda item: (-abs(item.change), item.index),
    )
    changes = np.array([_value(b[i]) - _value(a[i]) for i in both])
    return Comparison(
        a[0].identity if a else "no article",
        b[0].identity if b else "no article",
        len(a),
        len(both),
        _interval(lambda drawn: float(changes[drawn].mean()), len(both)) if both else None,
        tuple(round(float(x), 6) for x in np.quantile(changes, [0.05, 0.25, 0.5, 0.75, 0.95])) if both else (),
        _rank_correlation([_value(a[i]) for i in both], [_value(b[i]) for i in both]),
        tuple(moved),
        tuple(i for i in range(len(a)) if a[i].value is not None and b[i].value is None),
        tuple(i for i in range(len(a)) if a[i].value is None and b[i].value is not None),
        _label_figures(a, b, labels, both) if labels is not None else None,
    )


def _check(a: Sequence[Score], b: Sequence[Score], labels: Sequence[int | None] | None) -> None:
    if len(a) != len(b):
        raise InputError(f"{len(a)} scores against {len(b)}: the article sets differ")
    for i, (left, right) in enumerate(zip(a, b, strict=True)):
        if left.article_id != right.article_id:
            raise InputError(
                f"article {i} is {left.article_id!r} on one side and {right.article_id!r} on the other; the article "
                "sets or their order differ"
            )
    for side in (a, b):
        identities = {score.identity for score in side}
        if len(identities) > 1:
            raise InputError(f"one side mixes scoring versions: {', '.join(sorted(identities))}")
    strange = [label for label in labels or () if label not in (0, 1, None)]
    if strange:
        raise InputError(f"labels are 0, 1 or None, got {strange[0]!r}")


def _value(score: Score) -> float:
    return score.value if score.value is not None else float("nan")


def _moved(index: int, a: Score, b: Score, text: str | None) -> Moved:
    change = round(_value(b) - _value(a), 6)
    parts = _changes(_amounts(a), _amounts(b), change)
    features = _changes(_terms(a), _terms(b), change)
    terms = tuple(
        Term(signal, feature, amount, _passages(signal, feature, (b, a), text))
        for (signal, feature), amount in features
    )
    return Moved(index, a.article_id, _value(a), _value(b), change, tuple(parts), terms)


def _amounts(score: Score) -> dict[str, float]:
    return {part.signal: part.amount for part in score.contributions}


def _terms(score: Score) -> dict[tuple[str, str], float]:
    """What each feature adds to the score."""
    signals = {signal.name: signal for signal in score.signals}
    found: dict[tuple[str, str], float] = {}
    for part in score.contributions:
        terms = signals[part.signal].terms if part.signal in signals else {}
        for feature, amount in terms.items():
            found[part.signal, feature] = part.weight * amount
        if not terms and part.amount:
            found[part.signal, part.signal] = part.amount
    return found


def _changes(a: Mapping[Key, float], b: Mapping[Key, float], change: float) -> list[tuple[Key, float]]:
    """Amounts of b less those of a, largest first; what rounding leaves over goes to the largest, so nothing remains."""
    names: list[Key] = sorted({*a, *b})
    moved = {name: round(b.get(name, 0.0) - a.get(name, 0.0), 6) for name in names}
    rest = round(change - fsum(moved.values()), 6)
    if rest and moved:
        largest = max(moved, key=lambda name: abs(moved[name]))
        moved[largest] = round(moved[largest] + rest, 6)
    return sorted(
        ((name, amount) for name, amount in moved.items() if amount), key=lambda item: (-abs(item[1]), item[0])
    )


def _passages(signal: str, feature: str, scores: Sequence[Score], text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    for score in scores:
        for item in score.signals:
            spans = passages_of(item, feature) if item.name == signal else ()
            if spans:
                return tuple(" ".join(text[start:end][:120].split()) for start, end in spans[:SHOWN_PASSAGES])
    return ()


def _interval(statistic: Callable[[npt.NDArray[np.int64]], float], n: int) -> Interval:
    generator = np.random.default_rng(SEED)
    values = [statistic(generator.integers(0, n, n)) for _ in range(SAMPLES)]
    usable = [value for value in values if not np.isnan(value)] or [0.0]
    low, high = np.percentile(usable, [2.5, 97.5])
    return Interval(round(statistic(np.arange(n)), 6), round(float(low), 6), round(float(high), 6))


def _ranks(values: Sequence[float]) -> npt.NDArray[np.float64]:
    _, inverse, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[inverse], dtype=np.float64)


def _rank_correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    if len(a) < 3 or len(set(a)) == 1 or len(set(b)) == 1:
        return None
    return round(float(np.corrcoef(_ranks(a), _ranks(b))[0, 1]), 6)


def _auc(values: npt.NDArray[np.float64], labels: npt.NDArray[np.int64]) -> float:
    positive, negative = int(labels.sum()), int((1 - labels).sum())
    if not positive or not negative:
        return float("nan")
    ranks = _ranks(values.tolist())
    return float((ranks[labels == 1].sum() - positive * (positive + 1) / 2) / (positive * negative))


def _label_figures(
    a: Sequence[Score], b: Sequence[Score], labels: Sequence[int | None], both: Sequence[int]
) -> LabelFigures | None:
    """The figures over the labelled articles; None unless both labels occur."""
    chosen = [i for i in both if labels[i] is not None]
    truth = np.array([labels[i] for i in chosen], dtype=np.int64)
    if not len(truth) or truth.min() == truth.max():
        return None
    left = np.array([_value(a[i]) for i in chosen])
    right = np.array([_value(b[i]) for i in chosen])
    change = _interval(lambda drawn: _auc(right[drawn], truth[drawn]) - _auc(left[drawn], truth[drawn]), len(truth))
    return LabelFigures(
        len(truth),
        round(_auc(left, truth), 6),
        round(_auc(right, truth), 6),
        change,
        _p_value(left, right, truth),
        round(_calibration_error(left, truth), 6),
        round(_calibration_error(right, truth), 6),
    )


def _p_value(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], truth: npt.NDArray[np.int64]) -> float:
    """A paired permutation test: the two versions' ranks are swapped article by article at random."""
    generator = np.random.default_rng(SEED)
    ranks_a, ranks_b = _ranks(a.tolist()), _ranks(b.tolist())
    observed = abs(_auc(ranks_b, truth) - _auc(ranks_a, truth))
    hits = 0
    for _ in range(SAMPLES):
        swap = generator.random(len(truth)) < 0.5
        left, right = np.where(swap, ranks_b, ranks_a), np.where(swap, ranks_a, ranks_b)
        hits += abs(_auc(right, truth) - _auc(left, truth)) >= observed - 1e-12
    return round((hits + 1) / (SAMPLES + 1), 6)


def _calibration_error(values: npt.NDArray[np.float64], truth: npt.NDArray[np.int64]) -> float:
    slots = np.minimum((values * 10).astype(int), 9)
    gaps = [
        abs(values[slots == slot].mean() - truth[slots == slot].mean()) * (slots == slot).mean()
        for slot in sorted(set(slots.tolist()))
    ]
    return float(fsum(gaps))
