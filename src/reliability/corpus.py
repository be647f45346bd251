"""Many articles together: scores with agreement, aligned claims, and what the claims tell about outlets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from reliability.engine.run import MEMORY, CorpusRun
from reliability.find import Version
from reliability.outlets import OutletReliability, outlet_reliability
from reliability.scoring import Scorer
from reliability.signals.analysis import Agreement
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
    articles: Iterable[Article | str],
    *,
    version: Version = None,
    workers: int | None = 1,
    memory: int = MEMORY,
    progress: Callable[[], object] | None = None,
) -> CorpusScore:
    """Scores of several articles with the agreement between their claims, all in memory.

    Deterministic; the order of the articles changes no score, and neither do ``workers`` and ``memory``. For more
    articles than fit in memory, `stream_corpus` gives the same results one by one.

    Args:
        articles: articles or texts; each is compared with all others.
        version: scoring version by name or folder; the default version for None.
        workers: processes that share the work; None for one on each core.
        memory: bytes for the work besides the results; more goes to disk.
        progress: called once for each article that was analysed.

    Returns:
        Scores, aligned claims, agreement and outlets; all empty for no articles.

    Raises:
        InputError: an item that is neither an article nor a string; ``workers`` or ``memory`` out of range.
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.
        WorkerError: a process ended before its work was done.
    """
    with stream_corpus(articles, version=version, workers=workers, memory=memory, progress=progress) as run:
        return collect(run)


def stream_corpus(
    articles: Iterable[Article | str],
    *,
    version: Version = None,
    workers: int | None = 1,
    memory: int = MEMORY,
    folder: Path | None = None,
    progress: Callable[[], object] | None = None,
) -> CorpusRun:
    """The same results as those of `score_corpus`, one at a time, with memory bounded by a setting.

    Args:
        articles: read once, held in files.
        memory: bytes for keys, caches and records, over all processes.
        folder: where files go; the system's folder for temporary files for None.

    Returns:
        A context with the iterators ``scores``, ``pairs`` and ``clusters``; leaving it removes the files.

    Examples:
        >>> with stream_corpus(["The mayor resigned on Monday."] * 2) as run:
        ...     [score.value for score in run.scores()]
        [None, None]
    """
    return CorpusRun(articles, Scorer(version), workers=workers, memory=memory, folder=folder, progress=progress)


def collect(run: CorpusRun) -> CorpusScore:
    """Everything that a run found, in memory."""
    results = list(run.results())
    numbers = range(len(run))
    alignment = ClaimAlignment(
        tuple(claim for number in numbers for claim in run.claims(number)),
        tuple(run.pairs()),
        tuple(run.clusters()),
        run.syndications,
        run.houses,
    )
    return CorpusScore(
        tuple(score for score, _ in results),
        alignment,
        tuple(run.agreement(number, row) for number, (_, row) in enumerate(results)),
        tuple(outlet_reliability([run.article(number) for number in numbers], alignment)),
        tuple(run.lines(number) for number in numbers),
    )
