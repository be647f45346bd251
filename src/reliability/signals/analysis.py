"""What the detectors found in one article: the input of every signal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reliability.text.quotations import quoted_tokens
from reliability.text.syllables import Syllables
from reliability.types import Attribution, Claim, ClaimPair, Document, HedgeCue, Repeat, Span
from reliability.vocabulary import BoolArray


@dataclass(frozen=True, slots=True)
class ClaimSupport:
    """How other articles stand to one claim."""

    claim: Claim
    origins: int
    copies: int
    supporters: tuple[int, ...]
    conflicts: tuple[ClaimPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """How other articles stand to one article's claims; ``comparable`` counts the articles on the same event.

    Attributes:
        comparable: number of other articles that share an event with this one, syndicated copies left out.
        copies: number of articles that are copies of this one or of the same origin.
        supports: the claims that another article also makes, disputes or updates.
        claims: number of claims in the article.
    """

    comparable: int
    copies: int
    supports: tuple[ClaimSupport, ...]
    claims: int


@dataclass(frozen=True)
class Analysis:
    """Everything found in one article, with the word lists that the signals need.

    Attributes:
        title: the folded tokens of the headline, None when there is none.
        hedges: without their scopes.
        uncertain: 1 for each sentence that is uncertain, else 0.
        agreement: None when no other articles were at hand.
        loaded: loaded words to their group.
    """

    document: Document
    title: tuple[str, ...] | None
    attributions: tuple[Attribution, ...]
    hedges: tuple[HedgeCue, ...]
    uncertain: bytes
    repeats: tuple[Repeat, ...]
    syllables: Syllables
    loaded: Mapping[str, str]
    agreement: Agreement | None = None

    @cached_property
    def unquoted(self) -> BoolArray:
        """Whether each token is one of a content line outside quotations, shape ``(tokens,)``."""
        inside = np.zeros(len(self.document.words), dtype=bool)
        for line in self.document.lines:
            if line.kind == "content":
                inside[line.first : line.last] = True
        inside &= np.frombuffer(quoted_tokens(self.document), dtype=np.uint8) == 0
        return inside

    @cached_property
    def content_words(self) -> int:
        """Number of tokens in content lines."""
        return sum(line.last - line.first for line in self.document.lines if line.kind == "content")

    def content_spans(self) -> list[Span]:
        """Spans of the content lines."""
        return [line.span for line in self.document.lines if line.kind == "content"]
