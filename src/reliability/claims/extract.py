"""Document to claims: the check-worthy statements of an article with their numbers, dates, names and speaker."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reliability.claims.dates import find_dates
from reliability.claims.names import find_names
from reliability.claims.polarity import modality_of, polarity_of
from reliability.claims.quantities import Found, find_quantities
from reliability.claims.statements import statements
from reliability.claims.vocabulary import STOPWORDS, Vocabulary
from reliability.text.fold import fold
from reliability.text.tokens import tokenize
from reliability.types import (
    Article,
    Attribution,
    Claim,
    DateMention,
    Document,
    HedgeCue,
    IntArray,
    Quantity,
    Repeat,
    Span,
)

MAX_CHARACTERS = 1_000  # of one claim's text: RapidFuzz is quadratic, and no sentence worth checking is longer
MAX_CLAIMS = 400  # of one article, from the top: bounds the work on hostile pages; real articles have 10 to 60
FEWEST_WORDS = 3  # content words; shorter sentences state nothing that can be lined up
_SKIPPED_ROLES = frozenset(("headline", "byline", "dateline", "date", "caption"))
_OPEN_KINDS = frozenset(("epistemic", "weasel", "conditional", "allegation"))
_IMPERATIVES = frozenset(
    "click subscribe sign read share follow download watch listen visit see join enter please check stay get don't"
    " remember note contact call email register log tap scroll view browse imagine consider let".split()
)
_QUESTIONS = frozenset(
    "who what when where why how which whose is are was were do does did can could will would should has have".split()
)


class _Line(NamedTuple):
    """A single text as far as a claim needs it."""

    article: Article
    words: tuple[str, ...]
    tokens: IntArray


@dataclass(frozen=True, slots=True)
class ClaimExtractor:
    """Finds the statements of an article that another article can confirm or dispute."""

    vocabulary: Vocabulary

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> ClaimExtractor:
        """The extractor in a scoring version's files.

        Raises:
            VersionIntegrityError: a file is missing or malformed.
        """
        return cls(Vocabulary.from_resources(resources))

    def extract(
        self,
        document: Document,
        attributions: Sequence[Attribution],
        hedges: Iterable[HedgeCue] = (),
        *,
        article: int = 0,
        repeats: Sequence[Repeat] = (),
    ) -> tuple[Claim, ...]:
        """The claims of a document in order; headlines, boilerplate, questions, instructions and pasted copies make none.

        Args:
            document: the parsed article.
            attributions: who says what in it.
            hedges: its hedge cues, read once; they set ``modality``.
            article: the number that each claim carries.
            repeats: its repeats; what lies in the copy of a defect is left out.
        """
        copies = sorted((repeat.copy.start, repeat.copy.end) for repeat in repeats if repeat.defect)
        speakers = _Speakers(attributions)
        open_cues = sorted(cue.span.start for cue in hedges if cue.kind in _OPEN_KINDS)
        found: list[Claim] = []
        for index in document.content_sentences():
            if document.lines[document.sentence_lines[index]].role in _SKIPPED_ROLES:
                continue
            first, last = document.sentence_tokens[index]
            if not self._is_statement(document, first, last) or _covered(document.sentences[index], copies):
                continue
            for start, end in statements(document.words, document.lower, first, last):
                span = document.span(start, end)
                cues = bisect_right(open_cues, span.end) - bisect_left(open_cues, span.start)
                found.append(self._build(document, (start, end), article, speakers.of_span(span), hedged=cues > 0))
                if len(found) == MAX_CLAIMS:
                    return tuple(found)
        return tuple(found)

    def claim_of(self, text: str, *, article: int = 0) -> Claim:
        """The claim that a single sentence states, whatever it is; at most 1,000 characters of it are read."""
        cut = text[:MAX_CHARACTERS]
        words, tokens, _ = tokenize(fold(cut))
        return self._build(_Line(Article(cut), words, tokens), (0, len(words)), article, None, hedged=False)

    def _build(
        self,
        document: Document | _Line,
        tokens: tuple[int, int],
        article: int,
        attribution: Attribution | None,
        *,
        hedged: bool,
    ) -> Claim:
        source = document.article
        first, last = tokens
        edges = document.tokens[first:last].tolist()
        span = Span(edges[0][0], edges[-1][1]) if edges else Span(0, 0)
        text = source.text[span.start : span.end][:MAX_CHARACTERS]
        while last > first and edges[last - first - 1][1] - span.start > MAX_CHARACTERS:
            last -= 1
        own = document.words[first:last]
        lower = [word.lower() for word in own]
        return Claim(
            article=article,
            span=span,
            text=text,
            quantities=tuple(_quantity(item, edges, lower) for item in find_quantities(own)),
            entities=tuple(
                dict.fromkeys(" ".join(name) for name in find_names(own, 0, len(own), self.vocabulary.common))
            ),
            dates=tuple(
                DateMention(
                    Span(edges[when.first][0], edges[when.last - 1][1]), when.low, when.high, when.month, when.day
                )
                for when in find_dates(own, 0, len(own), source.date)
            ),
            polarity=polarity_of(lower),
            modality=modality_of(lower, hedged=hedged),
            attribution=attribution,
            words=own,
        )

    def _is_statement(self, document: Document, first: int, last: int) -> bool:
        lower = document.lower
        content = sum(lower[i][0].isalnum() and lower[i] not in STOPWORDS for i in range(first, min(last, first + 200)))
        if content < FEWEST_WORDS:
            return False
        tail = [lower[i] for i in range(max(first, last - 3), last)]
        if any(word[0] == "?" for word in tail):
            return False
        start = next((i for i in range(first, last) if lower[i][0].isalnum()), first)
        return not (
            lower[start] in _IMPERATIVES and not (start + 1 < last and lower[start + 1] in ("who", "that", "was", "is"))
        )


def _covered(span: Span, copies: Sequence[tuple[int, int]]) -> bool:
    """Whether most of a sentence lies inside the copy of a defect."""
    place = bisect_right(copies, (span.end, 0))
    for start, end in copies[max(0, place - 3) : place]:
        if min(end, span.end) - max(start, span.start) > (span.end - span.start) // 2:
            return True
    return False


def _quantity(item: Found, edges: Sequence[Sequence[int]], lower: Sequence[str]) -> Quantity:
    span = Span(edges[item.first][0], edges[item.last - 1][1])
    return Quantity(span, item.value, item.low, item.high, item.unit, item.bound, _slot(item, lower))


def _slot(item: Found, lower: Sequence[str]) -> str | None:
    """What a number counts: the nearest word after it that says what happened to whom, by stem."""
    for i in range(item.last, min(item.last + 4, len(lower))):
        word = lower[i]
        if word[0].isalpha() and word not in STOPWORDS:
            return word
    return None


class _Speakers:
    """Contents and cues of the attributions by their start; numbers only, for a long text has very many."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        rows = array("q")
        for number, attribution in enumerate(attributions):
            for part in (*attribution.content, *attribution.cue):
                rows.extend((part.start, part.end, number))
        table = np.array(rows).reshape(-1, 3)
        order = np.lexsort((table[:, 1], table[:, 0]))
        self._starts, self._ends, self._numbers = (np.ascontiguousarray(table[order, i]).data for i in range(3))
        self._attributions = attributions

    def of_span(self, span: Span) -> Attribution | None:
        """The attribution whose content or cue covers most of a sentence; a speaker is preferred over none."""
        best: tuple[int, int] | None = None
        place = bisect_left(self._starts, span.end)
        for i in range(max(0, place - 12), place):
            shared = min(self._ends[i], span.end) - max(self._starts[i], span.start)
            if shared > 0 and (best is None or shared > best[0]):
                best = (shared, self._numbers[i])
        return self._attributions[best[1]] if best else None
