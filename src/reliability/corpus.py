"""Many articles together: scores with agreement, aligned claims, and what the claims tell about outlets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module

from reliability.alignment import agreements, align_analyses
from reliability.find import Version, as_article
from reliability.outlets import OutletReliability, outlet_reliability
from reliability.scoring import Scorer, analyse
from reliability.signals.analysis import Agreement, Analysis
from reliability.types import Article, ClaimAlignment, Line, Score


@dataclass(frozen=True, slots=True)
class CorpusScore:
    """The scores of several articles and how their claims stand to one another.

    Attributes:
        scores: one for each article, in the order given.
        alignment: aligned claims, their clusters, and who copies whom.
        agreements: one for each article.
        outlets: one for each named outlet, by name.
        lines: the lines of each article with their kinds.
    """

    scores: tuple[Score, ...]
    alignment: ClaimAlignment
    agreements: tuple[Agreement, ...]
    outlets: tuple[OutletReliability, ...]
    lines: tuple[tuple[Line, ...], ...]

    def _repr_html_(self) -> str:
        # By name: this module stands below all reports.
        return str(import_module("reliability.report.notebook").corpus_html(self))


def score_corpus(
    articles: Iterable[Article | str], *, version: Version = None, progress: Callable[[], object] | None = None
) -> CorpusScore:
    """Scores of several articles with the agreement between their claims.

    Deterministic; the order of the articles changes no score.

    Args:
        articles: articles or texts; each is compared with all others.
        version: scoring version by name or folder; the default version for None.
        progress: called once for each article that was analysed.

    Returns:
        Scores, aligned claims, agreement and outlets; all empty for no articles.

    Raises:
        InputError: an item that is neither an article nor a string.
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.
    """
    scorer = Scorer(version)
    found: list[Article] = [as_article(article) for article in articles]
    analyses: list[Analysis] = []
    for article in found:
        analyses.append(analyse(article, scorer.detectors))
        if progress is not None:
            progress()
    alignment = align_analyses(analyses, scorer.detectors)
    stands = agreements(found, alignment)
    return CorpusScore(
        tuple(
            scorer.combine(replace(analysis, agreement=agreement))
            for analysis, agreement in zip(analyses, stands, strict=True)
        ),
        alignment,
        tuple(stands),
        tuple(outlet_reliability(found, alignment)),
        tuple(analysis.document.lines for analysis in analyses),
    )
