"""A comparison of two scoring versions as dictionary, Markdown and HTML."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reliability.compare import Comparison, Interval, Moved

MOST_MOVED = 25
MOST_TERMS = 4
_WIDTH, _HEIGHT, _EDGE = 320, 320, 30


@dataclass(frozen=True, slots=True)
class Dot:
    """One article in the scatter plot."""

    x: float
    y: float
    title: str


def comparison_as_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values in stable order."""
    return asdict(comparison)


def facts(comparison: Comparison) -> list[tuple[str, str]]:
    """The figures of a comparison as pairs of name and text."""
    rows = [
        ("version a", comparison.identity_a),
        ("version b", comparison.identity_b),
        ("articles", f"{comparison.articles}, {comparison.scored} scored by both"),
    ]
    if comparison.mean_change is not None:
        rows.append(("mean change, b less a", _interval(comparison.mean_change)))
        rows.append(("changes at 5, 25, 50, 75, 95 %", ", ".join(f"{value:+.3f}" for value in comparison.quantiles)))
    if comparison.rank_correlation is not None:
        rows.append(("rank correlation", f"{comparison.rank_correlation:.3f}"))
    for name, only in (("a", comparison.only_a), ("b", comparison.only_b)):
        if only:
            rows.append((f"scored by {name} alone", str(len(only))))
    labels = comparison.labels
    if labels is not None:
        rows.append((f"AUC over {labels.n} labels", f"{labels.auc_a:.3f} → {labels.auc_b:.3f}"))
        rows.append(("change of AUC", f"{_interval(labels.auc_change)}, p = {labels.p_value:.3f}"))
        rows.append(("calibration error", f"{labels.ece_a:.3f} → {labels.ece_b:.3f}"))
    return rows


def _interval(interval: Interval) -> str:
    return f"{interval.value:+.4f} [{interval.low:+.4f}, {interval.high:+.4f}]"


def comparison_as_markdown(comparison: Comparison) -> str:
    """The comparison as a Markdown page: figures, then the articles that moved most and what moved them."""
    lines = ["# Two scoring versions", "", "| figure | value |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in facts(comparison)]
    lines += ["", "| article | a | b | change | moved by |", "|---|---|---|---|---|"]
    for item in comparison.moved[:MOST_MOVED]:
        parts = ", ".join(moved_by(item)).replace("|", "\\|")
        name = (item.article_id or f"article {item.index}").replace("|", "\\|").replace("\n", " ")
        lines.append(f"| {name} | {item.a:.3f} | {item.b:.3f} | {item.change:+.3f} | {parts} |")
    return "\n".join(lines) + "\n"


def moved_by(item: Moved) -> list[str]:
    """The features that moved a score most, largest first, with a passage where there is one."""
    found = []
    for term in item.terms[:MOST_TERMS]:
        name = term.signal if term.feature == term.signal else f"{term.signal} {term.feature.replace('_', ' ')}"
        passage = f" “{term.passages[0]}”" if term.passages else ""
        found.append(f"{name} {term.change:+.3f}{passage}")
    return found


def dots(comparison: Comparison) -> list[Dot]:
    """The articles in a square plot, a across and b upward."""
    scale = _WIDTH - _EDGE
    return [
        Dot(
            round(_EDGE + item.a * scale, 1),
            round((_HEIGHT - _EDGE) - item.b * (_HEIGHT - _EDGE) + 0.0, 1),
            f"{item.article_id or item.index}: {item.a:.3f} → {item.b:.3f}",
        )
        for item in comparison.moved[:5000]
    ]


def histogram(comparison: Comparison, *, bins: int = 21) -> list[tuple[float, float, float, str]]:
    """Bars (x, y, height, title) of the changes between -1 and 1, in a field of 320 by 120."""
    counts = [0] * bins
    reach = max([0.05, *(abs(item.change) for item in comparison.moved)])
    for item in comparison.moved:
        counts[min(bins - 1, int((item.change + reach) / (2 * reach) * bins))] += 1
    most = max([1, *counts])
    width = 320 / bins
    return [
        (
            round(i * width, 1),
            round(110 - 100 * n / most, 1),
            round(100 * n / most, 1),
            f"{-reach + 2 * reach * i / bins:+.3f} to {-reach + 2 * reach * (i + 1) / bins:+.3f}: {n}",
        )
        for i, n in enumerate(counts)
    ]
