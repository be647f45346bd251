"""A document as the attribution rules read it: tokens with the sentence, line and outermost quotation of each."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from reliability.attribution.closed import TITLES
from reliability.types import Document, Quotation
from reliability.vocabulary import Vocabulary

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """Token tuples with look-ups by token.

    Attributes:
        words: folded tokens.
        lower: the same in lower case.
        quote_of: index into ``quotes`` for each token, -1 outside quotations.
        quotes: outermost quotations.
        sentence_of: sentence of each token.
        sentences: token range of each sentence.
        line_of: line of each sentence.
        lines: token range of each line.
        vocabulary: the words by number.
        characters: length of the text.
        rules: the set of rules that the scoring version reads with, see `reliability.attribution.nouns.SourceWords`.
    """

    words: tuple[str, ...]
    lower: tuple[str, ...]
    quote_of: array[int]
    quotes: tuple[Quotation, ...]
    sentence_of: array[int]
    sentences: tuple[Range, ...]
    line_of: tuple[int, ...]
    lines: tuple[Range, ...]
    vocabulary: Vocabulary
    characters: int
    rules: int = 1

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` begins with a letter or digit."""
        return self.words[i][0].isalnum()

    def lines_of(self, i: int) -> Range:
        """Token range of the line that token ``i`` stands in."""
        return self.lines[self.line_of[self.sentence_of[i]]]

    def joins(self, i: int) -> bool:
        """Whether the full stop at ``i`` belongs to a title or an initial: ``Sen.``, ``Ronald R.``"""
        if self.words[i] != "." or i == 0:
            return False
        before = self.words[i - 1]
        return (len(before) == 1 and before.isupper()) or self.lower[i - 1] in TITLES


def make_view(document: Document, rules: int = 1) -> View:
    """The view of a document for a set of rules; linear in its tokens."""
    count = len(document.words)
    quotes = tuple(quotation for quotation in document.quotations if quotation.depth == 0)
    quote_of = array("i", [-1]) * count
    kept: list[Quotation] = []
    reached = 0
    for quotation in quotes:
        if quotation.first < reached:
            continue
        quote_of[quotation.first : quotation.last] = array("i", [len(kept)]) * (quotation.last - quotation.first)
        reached = quotation.last
        kept.append(quotation)
    sentence_of = array("i", [0]) * count
    for index, (first, last) in enumerate(document.sentence_tokens):
        sentence_of[first:last] = array("i", [index]) * (last - first)
    return View(
        document.words,
        document.lower,
        quote_of,
        tuple(kept),
        sentence_of,
        document.sentence_tokens,
        document.sentence_lines,
        tuple([(line.first, line.last) for line in document.lines]),
        document.vocabulary,
        len(document.text),
        rules,
    )
