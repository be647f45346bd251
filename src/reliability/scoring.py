"""The main flow: an article goes in, a score with its evidence comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import fsum, sqrt
from types import MappingProxyType
from typing import Any, Protocol

from reliability.detectors import Detectors, detectors_of
from reliability.errors import ReliabilityError, VersionIntegrityError
from reliability.find import Version, as_article
from reliability.genre import genre_of
from reliability.identity import LIBRARY_VERSION
from reliability.parallel import Pool, batched, checked_workers
from reliability.signals.agreement import agreement_of, agreement_signal
from reliability.signals.analysis import Agreement, Analysis
from reliability.signals.attribution import attribution_signal
from reliability.signals.duplication import duplication_signal
from reliability.signals.hedging import hedging_signal
from reliability.signals.presentation import NAME as PRESENTATION
from reliability.signals.presentation import presentation_signal, without_title
from reliability.text.fold import fold
from reliability.text.parse import parse_article
from reliability.text.tokens import tokenize
from reliability.types import Article, Contribution, Document, Line, Score, Signal
from reliability.versions.loader import ScoringVersion, placed

BATCH = 8  # articles that a process takes at once
BATCH_CHARACTERS = 200_000
SIGNALS: Mapping[str, Callable[[Analysis, Mapping[str, float]], Signal]] = MappingProxyType(
    {
        "hedging": hedging_signal,
        "attribution": attribution_signal,
        "duplication": duplication_signal,
        "agreement": agreement_signal,
        "presentation": presentation_signal,
    }
)


def analyse(article: Article, detectors: Detectors, *, agreement: Agreement | None = None) -> Analysis:
    """Everything the detectors find in one article."""
    document = parse_article(article, detectors.lines)
    title = _headline(document)
    repeats = detectors.repeats.find(document)  # first, for it holds most while it works
    attributions = detectors.attributions.find(document)
    hedges, uncertain = detectors.hedges.read(document, attributions)
    return Analysis(
        document,
        tokenize(fold(title))[0] if title else None,
        attributions,
        hedges,
        uncertain,
        repeats,
        detectors.syllables,
        detectors.loaded,
        agreement,
    )


def _headline(document: Document) -> str | None:
    """The title that came with the article, else the line that reads as its headline."""
    if document.article.title:
        return document.article.title
    return next((document.text[slice(*line.span)] for line in document.lines if line.role == "headline"), None)


class Scorer:
    """Scores articles under one scoring version.

    Args:
        version: a name, a folder or a loaded version; the default version for None.

    Raises:
        UnknownVersionError: no such version.
        VersionIntegrityError: its files differ from its manifest.

    Examples:
        >>> Scorer().score("Too short.").reason
        'too little text: 3 words of content, 50 are needed'
    """

    def __init__(self, version: Version = None) -> None:
        self.detectors = detectors_of(version)
        self.version = self.detectors.version

    def score(self, source: Article | str, *, agreement: Agreement | None = None) -> Score:
        """The score of one article; see `score`."""
        return self.combine(analyse(as_article(source), self.detectors, agreement=agreement))

    def lines(self, article: Article) -> tuple[Line, ...]:
        """The lines of an article with their kinds, as this version sees them."""
        return parse_article(article, self.detectors.lines).lines

    def combine(self, analysis: Analysis) -> Score:
        """The score of what was found in an article: signals, their contributions, and how sure they are."""
        return self.finish(self.measure(analysis))

    def measure(self, analysis: Analysis) -> Measured:
        """The signals of an article, and what else its score needs to know of it."""
        signals = self._signals(analysis)
        article = analysis.document.article
        return Measured(
            signals,
            analysis.title is not None,
            len(analysis.document.content_sentences()),
            analysis.content_words,
            genre_of(analysis, rules=int(self.version.manifest["score"].get("genre_rules", 1))),
            article.id,
            article.outlet,
            article.title,
        )

    def with_agreement(self, measured: Measured, agreement: Agreement) -> Measured:
        """The same article when it is known how its claims stand elsewhere."""
        if "agreement" not in self.version.signals:
            return measured
        signal = agreement_of(agreement, self.version.signals["agreement"])
        return replace(
            measured, signals=tuple(signal if item.name == "agreement" else item for item in measured.signals)
        )

    def finish(self, measured: Measured) -> Score:
        """The score of measured signals."""
        signals = measured.signals
        empty = Score(
            value=None,
            reason=None,
            uncertainty=None,
            value_without_title=None,
            signals=signals,
            contributions=(),
            version=self.version.name,
            digest=self.version.digest,
            library=LIBRARY_VERSION,
            genre=measured.genre,
            article_id=measured.article_id,
            outlet=measured.outlet,
            title=measured.title,
        )
        minimum = self.version.manifest["score"]["minimum_words"]
        if measured.content_words < minimum:
            reason = f"too little text: {measured.content_words} words of content, {minimum} are needed"
            return replace(empty, reason=reason)
        contributions = self._contributions(signals)
        if not contributions:
            return replace(empty, reason="no signal could be measured")
        value = _total(contributions)
        return replace(
            empty,
            value=value,
            uncertainty=self._uncertainty(signals, measured.sentences),
            value_without_title=self._without_title(signals) if measured.titled else value,
            contributions=contributions,
        )

    def _signals(self, analysis: Analysis) -> tuple[Signal, ...]:
        """The version's signals in the order of their names."""
        try:
            return tuple(SIGNALS[name](analysis, options) for name, options in sorted(self.version.signals.items()))
        except KeyError as error:
            raise VersionIntegrityError(
                f"scoring version {self.version.name} has no parameter or signal {error}"
            ) from None

    def _without_title(self, signals: tuple[Signal, ...]) -> float | None:
        options = self.version.signals
        bare = [
            without_title(signal, options[signal.name]) if signal.name == PRESENTATION else signal for signal in signals
        ]
        contributions = self._contributions(tuple(bare))
        return _total(contributions) if contributions else None

    def _contributions(self, signals: tuple[Signal, ...]) -> tuple[Contribution, ...]:
        """Weighted shares of the measurable signals, which sum to the score; () when none is measurable.

        The weights of missing signals go to the measurable ones in proportion, so that a missing signal neither
        raises nor lowers the score; it widens the uncertainty instead. A calibrated version stretches the weights by
        its ``slope`` and adds its ``base``; ``limit`` is what keeps the sum within [0, 1].
        """
        weights = {signal.name: float(self.version.signals[signal.name]["weight"]) for signal in signals}
        total = fsum(weights[signal.name] for signal in signals if signal.value is not None)
        if not total:
            return ()
        options = self.version.manifest["score"]
        base, slope = float(options.get("base", 0.0)), float(options.get("slope", 1.0))
        parts = []
        for signal in signals:
            weight = slope * weights[signal.name] / total if signal.value is not None else 0.0
            amount = weight * signal.value if signal.value is not None else 0.0
            parts.append(Contribution(signal.name, signal.value, round(weight, 6), round(amount, 6)))
        if base:
            parts.append(Contribution("base", 1.0, base, base))
        beyond = fsum(part.amount for part in parts) - _total(parts)
        if round(beyond, 6):
            parts.append(Contribution("limit", 1.0, round(-beyond, 6), round(-beyond, 6)))
        return tuple(parts)

    def _uncertainty(self, signals: tuple[Signal, ...], sentences: int) -> float:
        """Half-width: sampling error of a text of this length, and the reach of what could not be measured."""
        options = self.version.manifest["score"]
        sampling = options["sampling_error"] / sqrt(max(1, sentences))
        weights = {signal.name: float(self.version.signals[signal.name]["weight"]) for signal in signals}
        missing = fsum(weights[signal.name] for signal in signals if signal.value is None) / fsum(weights.values())
        return round(min(0.5, sqrt(sampling**2 + (options["missing_error"] * missing) ** 2)), 6)

    def score_many(
        self, sources: Iterable[Article | str | Mapping[str, Any]], *, workers: int | None = 1
    ) -> Iterator[Score]:
        """Scores in the order of the sources, one by one; an unusable source gives a score with the reason.

        Args:
            sources: read as they are needed; a bounded number is held.
            workers: processes that share the work; None for one on each core. The scores are the same bytes.

        Raises:
            InputError: ``workers`` is no positive whole number.
            WorkerError: a process ended before its work was done.
        """
        count = checked_workers(workers)
        if count == 1:
            return (self._score_or_refuse(source) for source in sources)
        return self._share_out(sources, count)

    def _share_out(self, sources: Iterable[Article | str | Mapping[str, Any]], workers: int) -> Iterator[Score]:
        with placed(self.version) as place, Pool(workers) as pool:
            task = partial(_score_batch, place, self.version.digest)
            batches = batched(sources, most=BATCH, weight=_weight, limit=BATCH_CHARACTERS)
            yield from pool.map(task, batches)

    def _score_or_refuse(self, source: Article | str | Mapping[str, Any]) -> Score:
        try:
            article = Article.from_dict(source) if isinstance(source, Mapping) else source
            return self.score(article)
        except ReliabilityError as error:
            return self.refusal(error, source)

    def refusal(self, error: ReliabilityError, source: object) -> Score:
        """A score without a value that says why this source could not be scored."""
        empty = self.score("")
        identifier = source.get("id") if isinstance(source, Mapping) else None
        return replace(
            empty,
            reason=f"not scored: {error}",
            article_id=identifier if isinstance(identifier, str) else None,
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """One article's signals before they become a score; all that is kept of an article while others are read.

    Attributes:
        signals: sorted by name.
        titled: whether the article has a headline.
        sentences: number of content sentences.
        content_words: number of tokens in content lines.
    """

    signals: tuple[Signal, ...]
    titled: bool
    sentences: int
    content_words: int
    genre: str
    article_id: str | None
    outlet: str | None
    title: str | None


@lru_cache(maxsize=2)
def scorer_at(place: str, digest: str) -> Scorer:
    """The scorer of the version at ``place``, built once in a process.

    Raises:
        VersionIntegrityError: the files there are not those of ``digest``.
    """
    scorer = Scorer(place)
    if scorer.version.digest != digest:
        raise VersionIntegrityError(f"scoring version {place} changed from {digest} to {scorer.version.digest}")
    return scorer


def _score_batch(place: str, digest: str, sources: list[Article | str | Mapping[str, Any]]) -> list[Score]:
    return list(scorer_at(place, digest).score_many(sources))


def _weight(source: object) -> int:
    if isinstance(source, Mapping):
        source = source.get("text")
    text = source.text if isinstance(source, Article) else source
    return len(text) if isinstance(text, str) else 0


def _total(contributions: Sequence[Contribution]) -> float:
    return round(min(1.0, max(0.0, fsum(part.amount for part in contributions))), 6)


class _Found(Protocol):
    @property
    def agreement(self) -> Agreement: ...


class AgreementSource(Protocol):
    """Anything that tells how an article's claims stand elsewhere, as `reliability.ClaimIndex` does."""

    def lookup(self, source: Article | str) -> _Found:
        """What was found; its ``agreement`` goes into the score."""
        ...


def score(source: Article | str, *, version: Version = None, index: AgreementSource | None = None) -> Score:
    """How reliably one article is reported, with the passages behind every figure.

    Deterministic, without network or clock; linear in the length of the text.

    Args:
        source: an article, or its text.
        version: scoring version by name or folder; the default version for None.
        index: a claim index that the article's claims are looked up in, for the agreement signal.

    Returns:
        A score with ``value`` in [0, 1], higher is more reliable; None with ``reason`` for too little text.

    Raises:
        InputError: neither an article nor a string.
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.
    """
    agreement = index.lookup(source).agreement if index is not None else None
    return Scorer(version).score(source, agreement=agreement)


def features(source: Article | str, *, version: Version = None) -> Mapping[str, float | None]:
    """The version's feature vector as ``signal.feature``, in stable order; None where not measurable.

    A version may name the features that a model should be fitted on (``features`` in its manifest); without such a list
    the vector holds all of them. Everything that was measured is in ``Score.signals[i].features``.

    Args:
        source: an article, or its text.
        version: scoring version by name or folder; the default version for None.
    """
    scorer = Scorer(version)
    return MappingProxyType(feature_vector(scorer.score(source), scorer.version))


def feature_vector(score: Score, version: ScoringVersion) -> dict[str, float | None]:
    """The feature vector of a score under its version; see `features`."""
    found = {
        f"{signal.name}.{name}": value for signal in score.signals for name, value in sorted(signal.features.items())
    }
    names = version.manifest.get("features")
    return found if names is None else {name: found.get(name) for name in names}
