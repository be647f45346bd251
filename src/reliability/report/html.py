"""HTML pages: self-contained, under a Content-Security-Policy that lets no request out and runs our one script alone."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from reliability.compare import Comparison
from reliability.counterfactual import Counterfactual
from reliability.report.claims import cluster_views, copy_views, heat_map, standing_alone
from reliability.report.compare import MOST_MOVED, dots, facts, histogram, moved_by
from reliability.report.highlight import Paragraph, paragraphs, printable
from reliability.types import Article, ClaimAlignment, Line, Score

if TYPE_CHECKING:
    from reliability.corpus import CorpusScore

_TEMPLATES = (
    "base.html",
    "parts.html",
    "articles.html",
    "claims.html",
    "corpus.html",
    "alignment.html",
    "compare.html",
)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What the templates show of one article."""

    article: Article
    score: Score
    heading: str
    paragraphs: list[Paragraph]
    kinds: dict[str, list[tuple[str, int]]]


def view_of(article: Article, score: Score, lines: Sequence[Line]) -> ArticleView:
    """The view of one scored article."""
    evidence = [item for signal in score.signals for item in signal.evidence]
    kinds = {
        signal.name: sorted(
            Counter(item.kind.replace("_", " ") for item in signal.evidence).items(),
            key=lambda pair: (-pair[1], pair[0]),
        )[:6]
        for signal in score.signals
    }
    heading = article.title or article.id or "Article"
    return ArticleView(article, score, printable(heading), paragraphs(article.text, lines, evidence), kinds)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; everything that is not marked safe is escaped."""
    folder = files("reliability.report").joinpath("templates")
    sources = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in _TEMPLATES}
    style = folder.joinpath("style.css").read_text(encoding="utf-8")
    made = Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    script = folder.joinpath("search.js").read_text(encoding="utf-8")
    made.globals["style"], made.globals["script"] = Markup(style), Markup(script)  # noqa: S704 - our own files
    made.globals["policy"] = Markup(  # noqa: S704 - hashes
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )
    made.filters["printable"] = printable
    made.finalize = _finalize
    return made


def policy() -> str:
    """The Content-Security-Policy of every page: our style and script by their hashes, and nothing else."""
    return str(environment().globals["policy"])


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _finalize(value: object) -> object:
    """Strings from articles may hold what UTF-8 cannot."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def articles_page(
    scored: Sequence[tuple[Article, Score, Sequence[Line]]], *, changes: Sequence[Counterfactual] = ()
) -> str:
    """A page with each article, its passages marked, and why its score is what it is.

    ``changes`` is what would raise the score, for a page of one article.
    """
    views = [view_of(*item) for item in scored]
    first = views[0].score if views else None
    return (
        environment()
        .get_template("articles.html")
        .render(
            views=views,
            heading=views[0].heading if len(views) == 1 else f"{len(views)} articles",
            changes=changes if len(views) == 1 else (),
            signals=[signal.name for signal in first.signals] if first else [],
            identity=first.identity if first else "no article",
        )
    )


def corpus_page(articles: Sequence[Article], result: CorpusScore) -> str:
    """A page of several articles: scores, claims side by side, copies, outlets, and each text with its passages."""
    views = [view_of(*item) for item in zip(articles, result.scores, result.lines, strict=True)]
    return (
        environment()
        .get_template("corpus.html")
        .render(
            views=views,
            heading="Reliability of reporting",
            signals=[signal.name for signal in result.scores[0].signals] if result.scores else [],
            identity=result.scores[0].identity if result.scores else "no article",
            clusters=cluster_views(articles, result.alignment),
            copies=copy_views(articles, result.alignment),
            alone=standing_alone(articles, result),
            heat=heat_map(articles, result.alignment),
            outlets=result.outlets,
        )
    )


def alignment_page(articles: Sequence[Article], alignment: ClaimAlignment) -> str:
    """A page with the claims of several articles side by side, and who copies whom."""
    return (
        environment()
        .get_template("alignment.html")
        .render(
            heading=f"Claims of {len(articles)} articles",
            clusters=cluster_views(articles, alignment),
            copies=copy_views(articles, alignment),
            identity="reliability",
        )
    )


def comparison_page(comparison: Comparison) -> str:
    """A page with the figures of a comparison, both scores plotted, and the articles that moved most."""
    return (
        environment()
        .get_template("compare.html")
        .render(
            heading="Two scoring versions",
            facts=facts(comparison),
            dots=dots(comparison),
            bars=histogram(comparison),
            moved=[(item, moved_by(item)) for item in comparison.moved[:MOST_MOVED]],
            identity=f"{comparison.identity_a} against {comparison.identity_b}",
        )
    )
