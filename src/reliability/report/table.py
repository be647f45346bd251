"""Results as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from reliability.compare import Comparison
from reliability.counterfactual import Counterfactual
from reliability.report.asdict import passage
from reliability.report.compare import facts, moved_by
from reliability.types import Article, ClaimAlignment, Score
from reliability.versions.loader import available_versions, default_version, load_version

if TYPE_CHECKING:
    from reliability.corpus import CorpusScore

_PASSAGES = 12  # passages of one signal that a terminal shows; JSON has all of them


def number(value: float | None) -> str:
    """A value with two decimals, or a dash."""
    return "–" if value is None else f"{value:.2f}"


def score_table(scored: Sequence[tuple[str, Score]]) -> Table:
    """One row an article: value, uncertainty and signals."""
    names = [signal.name for signal in scored[0][1].signals]
    table = Table(title=f"Reliability of reporting · {scored[0][1].identity}", title_justify="left")
    table.add_column("article", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("±", justify="right")
    for name in names:
        table.add_column(name, justify="right")
    table.add_column("note", overflow="fold")
    for place, score in scored:
        cells = [number(signal.value) for signal in score.signals]
        note = score.reason or ("" if score.genre == "news" else score.genre)
        table.add_row(escape(place), number(score.value), number(score.uncertainty), *cells, escape(note))
    return table


def signals_table(score: Score, text: str) -> Table:
    """The passages behind each signal of one score."""
    table = Table(title="Passages", title_justify="left")
    for column in ("signal", "kind", "passage", "note"):
        table.add_column(column, overflow="fold")
    for signal in score.signals:
        if signal.value is None:
            table.add_row(signal.name, "not measurable", "", escape(signal.reason or ""))
        telling = sorted(signal.evidence, key=lambda item: item.effect == 0)[:_PASSAGES]
        for item in telling:
            shown = " ".join(passage(text, item.span, longest=120).split())
            table.add_row(signal.name, item.kind.replace("_", " "), escape(shown), escape(item.note))
        left = len(signal.evidence) - len(telling)
        if left:
            table.add_row(signal.name, f"… {left} more", "", "")
    return table


def corpus_table(result: CorpusScore) -> Table:
    """One row an article of a corpus."""
    places = [score.article_id or f"article {i}" for i, score in enumerate(result.scores)]
    if not result.scores:
        return Table(title="no article")
    return score_table(list(zip(places, result.scores, strict=True)))


def pairs_table(articles: Sequence[Article], alignment: ClaimAlignment) -> Table:
    """The aligned claims of several articles."""
    table = Table(title=f"{len(alignment.pairs)} aligned claims", title_justify="left")
    for column in ("relation", "claim", "claim", "why"):
        table.add_column(column, overflow="fold")
    names = [article.id or f"article {i}" for i, article in enumerate(articles)]
    for pair in alignment.pairs:
        if pair.relation == "related":
            continue
        table.add_row(
            pair.relation + (f" ({pair.slot})" if pair.slot else ""),
            escape(f"[{names[pair.a.article]}] {pair.a.text}"),
            escape(f"[{names[pair.b.article]}] {pair.b.text}"),
            escape("; ".join(pair.reasons)),
        )
    return table


def versions_table() -> Table:
    """The scoring versions that ship."""
    table = Table(title="Scoring versions", title_justify="left")
    for column in ("name", "digest", "state", "signals"):
        table.add_column(column)
    default = default_version()
    for name in available_versions():
        version = load_version(name)
        state = "released" if version.released else "in development"
        table.add_row(
            name + (" (default)" if name == default else ""), version.digest, state, ", ".join(version.signals)
        )
    return table


def counterfactual_table(found: Sequence[Counterfactual], score: Score, text: str) -> Table:
    """What would raise a score, with the passages concerned."""
    table = Table(title=f"What would raise {number(score.value)}", title_justify="left")
    for column in ("signal", "change", "score", "gain", "passages"):
        table.add_column(column, overflow="fold")
    for item in found:
        shown = "; ".join(" ".join(passage(text, span, longest=80).split()) for span in item.spans[:3])
        table.add_row(item.signal, escape(item.change), number(item.value), f"{item.gain:+.3f}", escape(shown))
    return table


def comparison_tables(comparison: Comparison) -> tuple[Table, Table]:
    """The figures of a comparison, and the articles that moved most."""
    figures = Table(title="Two scoring versions", title_justify="left", show_header=False)
    for name, value in facts(comparison):
        figures.add_row(name, escape(value))
    moved = Table(title="What moved most", title_justify="left")
    for column in ("article", "a", "b", "change", "moved by"):
        moved.add_column(column, overflow="fold")
    for item in comparison.moved[:_PASSAGES]:
        name, why = escape(item.article_id or str(item.index)), escape("\n".join(moved_by(item)))
        moved.add_row(name, f"{item.a:.3f}", f"{item.b:.3f}", f"{item.change:+.3f}", why)
    return figures, moved
