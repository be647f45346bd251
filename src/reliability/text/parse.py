"""Article to Document."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt

from reliability.limits import SENTENCES_EACH, check_findings
from reliability.text.fold import Folded, fold, hidden_spans
from reliability.text.lines import LineModel
from reliability.text.quotations import find_quotations, is_mark
from reliability.text.sentences import may_end, split_sentences
from reliability.text.tokens import tokenize
from reliability.types import Article, Document, IntArray, Line, Span
from reliability.vocabulary import Vocabulary


def parse_article(article: Article, lines: LineModel) -> Document:
    """The article's lines with their kinds, sentences, tokens and quotations, in offsets of the untouched text.

    Boilerplate is labelled, never cut. Deterministic; time is linear in the length; an empty text gives empty tuples.
    """
    text = article.text
    folded = fold(text)
    words, tokens, inner = tokenize(folded)
    bounds = _line_bounds(folded.text)
    ranges, used = _token_ranges(bounds, inner)
    starts = inner[:, 0]
    gaps = np.ones(len(words), dtype=bool)
    if len(words) > 1:
        gaps[1:] = starts[1:] > inner[:-1, 1]
    vocabulary = Vocabulary.of(words)
    lower = vocabulary.lower(words)
    labels = lines.classify(
        [folded.text[bounds[i][0] : bounds[i][1]] for i in used], [lower[first:last] for first, last in ranges]
    )
    found = tuple(
        Line(_original(folded, *bounds[i]), kind, role, first, last)
        for i, (kind, role), (first, last) in zip(used, labels, ranges, strict=True)
    )
    del bounds, used, labels, folded  # a long text has very many lines, and quotations are to come
    sentence_tokens = split_sentences(words, ranges, gaps.tobytes(), vocabulary.where(may_end))
    check_findings(len(sentence_tokens), len(text), "sentences", each=SENTENCES_EACH)
    first_tokens = np.array([first for first, _ in ranges], dtype=np.int64)
    sentence_starts = np.array([first for first, _ in sentence_tokens], dtype=np.int64)
    numbers = tuple(range(len(found)))  # one object for all sentences of a line
    sentence_lines = [numbers[i] for i in np.searchsorted(first_tokens, sentence_starts, side="right") - 1]
    marks = np.flatnonzero(vocabulary.which(is_mark))
    line_of = np.searchsorted(first_tokens, marks, side="right") - 1
    ends = np.array([last for _, last in sentence_tokens], dtype=np.int64)
    edges = zip(tokens[sentence_starts, 0].tolist(), tokens[ends - 1, 1].tolist(), sentence_lines, strict=True)
    return Document(
        article=article,
        words=words,
        lower=lower,
        tokens=tokens,
        lines=found,
        sentences=tuple([_span(start, end, found[line].span) for start, end, line in edges]),
        sentence_tokens=tuple(sentence_tokens),
        sentence_lines=tuple(sentence_lines),
        quotations=find_quotations(text, words, tokens, _packed(marks), _packed(line_of), ranges),
        hidden=hidden_spans(text),
        vocabulary=vocabulary,
    )


def _packed(values: npt.NDArray[np.int64]) -> array[int]:
    return array("i", values.astype(np.int32).tobytes())


def _span(start: int, end: int, line: Span) -> Span:
    """The span; the line's own record where a sentence is a whole line, as in lists and headlines."""
    return line if line[0] == start and line[1] == end else Span(start, end)


def _line_bounds(text: str) -> list[tuple[int, int]]:
    """Start and end of each line of the folded text, white space at both ends left out; blank lines are dropped."""
    bounds = []
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            bounds.append((start, start + len(stripped)))
        position += len(raw) + 1
    return bounds


def _token_ranges(bounds: list[tuple[int, int]], inner: IntArray) -> tuple[list[tuple[int, int]], list[int]]:
    """Token range of each line that holds a token, and the indices of those lines."""
    if not bounds or not len(inner):
        return [], []
    edges = np.array(bounds, dtype=np.int32)
    firsts = np.searchsorted(inner[:, 0], edges[:, 0])
    lasts = np.searchsorted(inner[:, 0], edges[:, 1])
    used = [i for i in range(len(bounds)) if lasts[i] > firsts[i]]
    return [(int(firsts[i]), int(lasts[i])) for i in used], used


def _original(folded: Folded, start: int, end: int) -> Span:
    if folded.starts is None or folded.ends is None:
        return Span(start, end)
    return Span(int(folded.starts[start]), int(folded.ends[end - 1]))
