"""Frozen records that flow through the library.

Offsets are half-open code points of the untouched ``Article.text``; ``text[start:end]`` is the evidence.
Token positions (``first``, ``last``) are half-open indices into ``Document.words``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from reliability.errors import InputError, InputTooLargeError
from reliability.limits import LINES_EACH, MAX_CHARACTERS, most_findings
from reliability.vocabulary import Vocabulary, listed

IntArray = npt.NDArray[np.int32]

LineKind = Literal["content", "boilerplate", "metadata"]
LineRole = Literal["headline", "standfirst", "byline", "dateline", "date", "caption"]
HedgeKind = Literal[
    "epistemic",
    "doxastic",
    "weasel",
    "allegation",
    "investigation",
    "conditional",
    "approximation",
    "peacock",
    "booster",
]
Voice = Literal["author", "attributed", "quoted"]
Form = Literal["direct", "mixed", "indirect"]
SourceKind = Literal[
    "named_person",
    "named_organisation",
    "unnamed_person",
    "unnamed_group",
    "document",
    "media",
    "pronoun",
    "none",
]
RepeatKind = Literal[
    "duplicated_content",
    "extractor_doubling",
    "pull_quote",
    "caption",
    "standfirst",
    "quoted_evidence",
    "embedded_post",
    "template",
    "boilerplate",
]
Relation = Literal["same", "agrees", "conflicts", "updates", "related", "shared_quote"]


_LINE_BREAKS = "\n\x85\u2028\u2029"


def _notebook(name: str, result: object) -> str:
    """A result as HTML for a notebook; imported by name when one asks, for this module stands below all reports."""
    return str(getattr(import_module("reliability.report.notebook"), name)(result))


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of code points in the untouched text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it was handed in; its text is never changed.

    Args:
        text: the body, any string.
        title: the headline, when it is kept apart from the body.
        outlet: the publisher's name.
        byline: the author line.
        url: where the article was published.
        published: ISO 8601 date or date-time.
        id: the caller's identifier, carried through to every result.

    Raises:
        InputError: a field that is not a string, or a ``published`` that is not ISO 8601.
        InputTooLargeError: a text of more than 16,777,216 code points, or of more lines than 160,000 and one for every
            125 code points.

    Examples:
        >>> Article("The council met on Monday.", outlet="Harbour Gazette", published="2026-03-02").date
        datetime.date(2026, 3, 2)
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise InputError(f"Article.text must be a string, got {type(self.text).__name__}")
        if len(self.text) > MAX_CHARACTERS:
            raise InputTooLargeError(
                f"Article.text has {len(self.text)} code points; at most {MAX_CHARACTERS} are allowed"
            )
        breaks = sum(self.text.count(mark) for mark in _LINE_BREAKS) - self.text.count("\n\n")  # empty lines are free
        most = most_findings(len(self.text), each=LINES_EACH)
        if breaks >= most:
            raise InputTooLargeError(
                f"Article.text of {len(self.text)} code points has {breaks + 1} lines; at most {most} are allowed"
            )
        for name in ("title", "outlet", "byline", "url", "published", "id"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise InputError(f"Article.{name} must be a string or None, got {type(value).__name__}")
        if self.title is not None and len(self.title) > MAX_CHARACTERS:
            raise InputTooLargeError(f"Article.title has {len(self.title)} code points; at most {MAX_CHARACTERS}")
        if self.published:
            parse_timestamp(self.published)

    @property
    def date(self) -> dt.date | None:
        """The publication date, or None when unknown."""
        return parse_timestamp(self.published).date() if self.published else None

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Article:
        """The article in a mapping with this class's field names; other keys are ignored.

        Raises:
            InputError: no mapping, no ``text``, or a field of the wrong type.

        Examples:
            >>> Article.from_dict({"text": "Rain fell.", "label": 1}).text
            'Rain fell.'
        """
        if not isinstance(record, Mapping):
            raise InputError(f"expected a mapping with a 'text' field, got {type(record).__name__}")
        if "text" not in record:
            keys = ", ".join(sorted(str(key) for key in record)[:8]) or "none"
            raise InputError(f"an article needs a 'text' field; the fields that came: {keys}")
        known = {name: record[name] for name in (item.name for item in fields(cls)) if name in record}
        identifier = known.get("id")
        if isinstance(identifier, int) and not isinstance(identifier, bool):
            known["id"] = str(identifier)
        return cls(**known)


def parse_timestamp(value: str) -> dt.datetime:
    """The naive UTC date-time that an ISO 8601 string names.

    Raises:
        InputError: not ISO 8601.

    Examples:
        >>> parse_timestamp("2026-03-02T10:00:00+02:00")
        datetime.datetime(2026, 3, 2, 8, 0)
    """
    try:
        moment = dt.datetime.fromisoformat(value.strip())
        return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise InputError(f"published must be an ISO 8601 date or date-time, got {value[:40]!r}") from None


class Line(NamedTuple):
    """A non-empty line with what it is; ``role`` is finer and may be None."""

    span: Span
    kind: LineKind
    role: LineRole | None
    first: int
    last: int


class Quotation(NamedTuple):
    """A quotation with its marks; ``closed`` is False when the closing mark is missing."""

    span: Span
    first: int
    last: int
    closed: bool
    depth: int
    single: bool


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An article taken apart: lines, sentences, tokens and quotations, all in original offsets.

    Attributes:
        words: the tokens as folded for matching (straight quotes, no hidden characters), case kept; shape ``(n,)``.
        lower: the same in lower case.
        tokens: int32 array of shape ``(n, 2)``, original start and end of each token.
        lines: every non-empty line with its kind.
        sentences: spans; headlines and list items without a full stop count as one.
        sentence_tokens: token range of each sentence.
        sentence_lines: index into ``lines`` for each sentence.
        quotations: outermost and nested quotations in order of their start.
        hidden: spans of characters that a reader does not see (zero-width, look-alike letters in a word).
        vocabulary: the words by number, for what is asked of every token.
    """

    article: Article
    words: tuple[str, ...]
    lower: tuple[str, ...]
    tokens: IntArray
    lines: tuple[Line, ...]
    sentences: tuple[Span, ...]
    sentence_tokens: tuple[tuple[int, int], ...]
    sentence_lines: tuple[int, ...]
    quotations: tuple[Quotation, ...]
    hidden: tuple[Span, ...]
    vocabulary: Vocabulary = field(repr=False)

    @property
    def text(self) -> str:
        """The untouched text."""
        return self.article.text

    def span(self, first: int, last: int) -> Span:
        """The original span of tokens ``[first, last)``; ``last`` must be greater than ``first``."""
        return Span(self.tokens.item(first, 0), self.tokens.item(last - 1, 1))

    def starts(self) -> Sequence[int]:
        """The original start of each token, to be bisected; four bytes a token."""
        return np.ascontiguousarray(self.tokens[:, 0]).data

    def content_sentences(self) -> Sequence[int]:
        """Indices of the sentences that stand in content lines."""
        content = np.array([line.kind == "content" for line in self.lines], dtype=bool)
        return listed(content[np.array(self.sentence_lines, dtype=np.intp)])

    def _repr_html_(self) -> str:
        return _notebook("document_html", self)


@dataclass(frozen=True, slots=True)
class HedgeCue:
    """A cue that leaves a proposition open or loosens who vouches for it."""

    span: Span
    kind: HedgeKind
    voice: Voice
    strength: int
    sentence: int
    scope: Span | None = None
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class SentenceHedge:
    """How likely one sentence is uncertain, with the cues that say so."""

    span: Span
    probability: float
    certain: bool
    cues: tuple[HedgeCue, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A relation of source, cue and content; each may have several parts or none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    source_kind: SourceKind
    speaker: str | None = None
    hearsay: bool = False
    role: str | None = None
    anonymity: Literal["explained", "unexplained"] | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two passages of one article that say the same words."""

    first: Span
    copy: Span
    identity: float
    kind: RepeatKind
    defect: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage behind a figure. ``effect`` is negative when it lowers the signal, 0 when it only describes."""

    span: Span
    signal: str
    kind: str
    note: str = ""
    effect: int = 0
    related: Span | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """One measured side of an article: a value in [0, 1], or None with the reason.

    ``terms`` says what each feature adds to the value; ``math.fsum`` of them, rounded to six decimals, is the value.
    """

    name: str
    value: float | None
    reason: str | None
    features: Mapping[str, float | None]
    evidence: tuple[Evidence, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        # Results travel between processes: read-only views cannot be pickled, and plain tuples take a third of the time.
        rows = [(*item.span, item.signal, item.kind, item.note, item.effect, item.related) for item in self.evidence]
        return _signal, (self.name, self.value, self.reason, dict(self.features), rows, dict(self.terms))


def _signal(
    name: str,
    value: float | None,
    reason: str | None,
    features: dict[str, float | None],
    rows: list[tuple[Any, ...]],
    terms: dict[str, float],
) -> Signal:
    evidence = tuple([Evidence(Span(start, end), *rest) for start, end, *rest in rows])
    return Signal(name, value, reason, MappingProxyType(features), evidence, MappingProxyType(terms))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one signal adds to the score; all contributions sum to the value."""

    signal: str
    value: float | None
    weight: float
    amount: float


@dataclass(frozen=True, slots=True)
class Score:
    """How reliably one article is reported, under a named scoring version.

    Attributes:
        value: float in [0, 1], higher is more reliable; None when too little can be measured, with ``reason``.
        uncertainty: half-width around ``value``, wider for short texts and for each signal that is not measurable.
        value_without_title: the same score when the headline is left aside.
        contributions: additive; ``math.fsum`` of the amounts, rounded to six decimals, is ``value``.
    """

    value: float | None
    reason: str | None
    uncertainty: float | None
    value_without_title: float | None
    signals: tuple[Signal, ...]
    contributions: tuple[Contribution, ...]
    version: str
    digest: str
    library: str
    genre: str
    article_id: str | None = None
    outlet: str | None = None
    title: str | None = None

    @property
    def identity(self) -> str:
        """``reliability|v:…|d:…|lib:…``, enough to repeat this score."""
        return f"reliability|v:{self.version}|d:{self.digest}|lib:{self.library}"

    def signal(self, name: str) -> Signal:
        """The signal of that name.

        Raises:
            InputError: no such signal in this score.
        """
        for signal in self.signals:
            if signal.name == name:
                return signal
        raise InputError(f"no signal {name!r}; this score has {', '.join(s.name for s in self.signals)}")

    def _repr_html_(self) -> str:
        return _notebook("score_html", self)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``low`` and ``high`` bound it (None is open)."""

    span: Span
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: Literal["exact", "at_least", "at_most", "about", "range", "more_than", "less_than"]
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a claim: an inclusive range of days, or None where the year is open."""

    span: Span
    low: dt.date | None
    high: dt.date | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A check-worthy statement of one article."""

    article: int
    span: Span
    text: str
    quantities: tuple[Quantity, ...]
    entities: tuple[str, ...]
    dates: tuple[DateMention, ...]
    polarity: Literal["affirmed", "negated"]
    modality: Literal["asserted", "hedged", "planned"]
    attribution: Attribution | None = None
    words: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two claims of different articles with what they are to each other, and why."""

    a: Claim
    b: Claim
    similarity: float
    relation: Relation
    reasons: tuple[str, ...]
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class Syndication:
    """Two articles of which one copies the other, or both a third; ``origin`` only with evidence of direction."""

    a: int
    b: int
    containment: float
    reasons: tuple[str, ...]
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class House:
    """Who stands behind one article, as it says itself.

    Attributes:
        outlet: the publisher, "" when unknown.
        reporters: persons named in bylines and credits; sorted.
        credits: agencies and others whose report it is in whole or in part; sorted.
    """

    outlet: str = ""
    reporters: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimCluster:
    """Claims that say the same, with the number of independent origins behind them.

    ``ties`` says why some of its articles are no independent voices though none copies another: ``same outlet: …``.
    """

    claims: tuple[Claim, ...]
    origins: int
    articles: tuple[int, ...]
    conflicts: tuple[ClaimPair, ...] = ()
    ties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimAlignment:
    """Everything the matcher found between a set of articles.

    ``houses`` says who stands behind each article; () before version 2027.02, to which that made no difference.
    """

    claims: tuple[Claim, ...]
    pairs: tuple[ClaimPair, ...]
    clusters: tuple[ClaimCluster, ...]
    syndications: tuple[Syndication, ...]
    houses: tuple[House, ...] = ()

    def _repr_html_(self) -> str:
        return _notebook("alignment_html", self)
