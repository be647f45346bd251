"""Results as small HTML tables for notebooks; no script, no style from elsewhere, every text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from reliability.types import ClaimAlignment, Document, Score

if TYPE_CHECKING:
    from reliability.corpus import CorpusScore

ROWS = 50  # more rows are counted and left out
_STYLE = "text-align:left;vertical-align:top"


def score_html(score: Score) -> str:
    """A score with its signals, their values and what the evidence is made of."""
    rows = [
        (
            signal.name,
            _number(signal.value),
            signal.reason or ", ".join(_counts(item.kind for item in signal.evidence)),
        )
        for signal in score.signals
    ]
    value = f"{_number(score.value)} ± {_number(score.uncertainty)}" if score.value is not None else score.reason or ""
    caption = f"{score.title or score.article_id or 'Article'}: {value}"
    return _table(caption, ("signal", "value", "evidence"), rows, score.identity)


def corpus_html(corpus: CorpusScore) -> str:
    """One row a score, with the value of each signal."""
    names = [signal.name for signal in corpus.scores[0].signals] if corpus.scores else []
    rows = [
        (
            score.title or score.article_id or str(number),
            score.outlet or "",
            _number(score.value),
            *(_number(signal.value) for signal in score.signals),
        )
        for number, score in enumerate(corpus.scores)
    ]
    identity = corpus.scores[0].identity if corpus.scores else ""
    caption = f"{len(corpus.scores)} articles, {len(corpus.alignment.clusters)} claim clusters"
    return _table(caption, ("article", "outlet", "value", *names), rows, identity)


def alignment_html(alignment: ClaimAlignment) -> str:
    """One row a pair of claims, with their relation and why."""
    rows = [
        (pair.relation, f"{pair.similarity:.2f}", pair.a.text, pair.b.text, ", ".join(pair.reasons))
        for pair in alignment.pairs
    ]
    caption = (
        f"{len(alignment.claims)} claims, {len(alignment.pairs)} pairs, {len(alignment.clusters)} clusters, "
        f"{len(alignment.syndications)} copies"
    )
    return _table(caption, ("relation", "similarity", "a", "b", "reasons"), rows, "")


def document_html(document: Document) -> str:
    """One row a line, with what it is."""
    rows = [
        (line.kind, line.role or "", document.text[line.span.start : line.span.end][:200]) for line in document.lines
    ]
    caption = f"{document.article.title or document.article.id or 'Document'}: {len(document.sentences)} sentences"
    return _table(caption, ("kind", "role", "line"), rows, "")


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], foot: str) -> str:
    shown = "".join(_row("td", row) for row in rows[:ROWS])
    more = f"{len(rows) - ROWS} more. " if len(rows) > ROWS else ""
    note = f"<p><small>{_safe(more + foot)}</small></p>" if more or foot else ""
    return f"<table><caption>{_safe(caption)}</caption>{_row('th', head)}{shown}</table>{note}"


def _row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f'<{tag} style="{_STYLE}">{_safe(cell)}</{tag}>' for cell in cells) + "</tr>"


def _safe(text: str) -> str:
    """Escaped, and without what UTF-8 cannot hold."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _counts(kinds: Iterable[str]) -> list[str]:
    found = sorted(Counter(kind.replace("_", " ") for kind in kinds).items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{count} {kind}" for kind, count in found[:6]]
