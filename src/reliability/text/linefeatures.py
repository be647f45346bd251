"""Numbers that tell a line of an article from navigation, teasers and notices, with its neighbours' numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from reliability.vocabulary import Vocabulary

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_FUNCTION_WORDS = frozenset(
    [
        *("the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "it", "with", "as", "his", "on", "be", "at"),
        *(
            "by",
            "had",
            "not",
            "but",
            "from",
            "have",
            "are",
            "which",
            "were",
            "has",
            "an",
            "they",
            "their",
            "been",
            "he",
        ),
        *("she", "would", "said", "when", "who", "will", "more", "if", "than", "its", "because", "after", "there"),
    ]
)
_READER_WORDS = frozenset(["you", "your", "us", "our", "we", "my", "me"])
_LIST_MARK = re.compile(r"\s*(?:[•·*▪►»›|‹-]|\d{1,2}[.)]\s)")
_DATE = re.compile(
    r"\b(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
    r"\s\d{1,2}|\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|min(?:ute)?s?\sread|ago\b)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_STOPS = frozenset([".", "!", "?", ","])
_SYMBOLS = "|@©›»/#{}=_"
_CAPITAL, _SYMBOL, _SPACE = 1, 2, 3
_CLASSES = (0, 8, 16, 24, 32)  # bits at which the counts of words, numbers, stops, function and reader words begin
_MILLION = 1_000_000
_PAST_ALL = np.iinfo(np.int64).max  # ends the list of pairs, so that looking up never runs past it
_HEAD = 400  # characters of a line that are looked at
MAX_WORDS = 60  # words of a line that are looked at; longer lines are prose whatever follows
OWN = 15
_BLOCK = 8_192  # lines whose words and characters are held as numbers at once
_KEY = [1, 4, 8, 11, 2]  # columns of the neighbours that are looked at
_REACH = 10  # lines on either side whose means are looked at


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Log-odds of boilerplate of words and of pairs of words, in millionths, so that sums are the same in any order.

    Attributes:
        number: a number from 1 for each word that has a weight or stands in a pair.
        weight: the weight of the word of each number; 0 stands for every other word.
        first, second: whether the word of each number begins or ends a pair.
        pairs: the pairs in order, as the number of the first word times ``len(weight)`` plus that of the second.
        pair_weight: the weight of each pair.
    """

    number: Mapping[str, int]
    weight: IntArray
    first: BoolArray
    second: BoolArray
    pairs: IntArray
    pair_weight: IntArray

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Lexicon:
        """The lexicon of weights for words and for pairs ``"a b"``."""
        words = dict.fromkeys(word for name in weights for word in name.split(" "))
        number = {word: i for i, word in enumerate(words, 1)}
        size = len(number) + 1
        weight = np.zeros(size, dtype=np.int64)
        first, second = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        pairs = {_PAST_ALL: 0}
        for name, value in weights.items():
            head, _, tail = name.partition(" ")
            if tail:
                first[number[head]] = second[number[tail]] = True
                pairs[number[head] * size + number[tail]] = round(value * _MILLION)
            else:
                weight[number[head]] = round(value * _MILLION)
        keys = sorted(pairs)
        return cls(number, weight, first, second, np.array(keys), np.array([pairs[key] for key in keys]))

    def number_of(self, word: str) -> int:
        """The number of a lower-case word; 0 for one without a weight."""
        return self.number.get(word, 0)

    def sums(self, vocabulary: Vocabulary, starts: IntArray) -> FloatArray:
        """The weight of all words and pairs of each line; the lines begin at ``starts``, the first of them 0."""
        numbers = vocabulary.values(self.number_of, np.int64, lower=True)
        weights = self.weight[numbers]
        begins = self.first[numbers]
        begins[starts - 1] = False  # the last token of each line; -1 is that of the last
        places = np.flatnonzero(begins[:-1] & self.second[numbers[1:]])
        keys = numbers[places] * len(self.weight) + numbers[places + 1]
        found = np.searchsorted(self.pairs, keys)
        weights[places] += np.where(self.pairs[found] == keys, self.pair_weight[found], 0)
        sums: FloatArray = np.add.reduceat(weights, starts) / _MILLION
        return sums


def own_features(texts: Sequence[str], words: Sequence[tuple[str, ...]], lexicon: Lexicon) -> FloatArray:
    """One row of ``OWN`` numbers for each line by itself; shape ``(lines, OWN)``.

    Args:
        texts: the folded lines, none empty and none with white space around it.
        words: the lower-case tokens of each line, at least one each.
        lexicon: log-odds of boilerplate.
    """
    if not texts:
        return np.empty((0, OWN))
    copies = Counter(texts)
    blocks = [
        _own_rows(texts[first : first + _BLOCK], words[first : first + _BLOCK], lexicon, copies)
        for first in range(0, len(texts), _BLOCK)
    ]
    return blocks[0] if len(blocks) == 1 else np.vstack(blocks)


def _own_rows(
    texts: Sequence[str], words: Sequence[tuple[str, ...]], lexicon: Lexicon, copies: Mapping[str, int]
) -> FloatArray:
    """`own_features` of some lines; ``copies`` says how often each line stands in the whole text."""
    heads = [text[:_HEAD] for text in texts]
    begun = [tokens[:MAX_WORDS] for tokens in words]
    vocabulary = Vocabulary.of(list(chain.from_iterable(begun)))
    lengths = _counts(map(len, begun), len(texts))
    starts = lengths.cumsum() - lengths
    classes = vocabulary.values(_word_class, np.int64, lower=True)
    totals = np.add.reduceat(classes, starts)
    letters, digits, stops, function, reader = (totals >> shift & 255 for shift in _CLASSES)
    stops -= classes[starts + lengths - 1] >> _CLASSES[2] & 1  # the one at the end is no stop inside
    letters = np.maximum(letters, 1)
    capitals, symbols = _character_shares(heads)
    marks = np.array([_marks(text, head) for text, head in zip(texts, heads, strict=True)])
    return np.column_stack(
        (
            np.minimum(_counts(map(len, texts), len(texts)), 1000) ** 0.5,
            np.minimum(_counts(map(len, words), len(texts)), 200) ** 0.5,
            capitals,
            digits / lengths,
            marks[:, :2],
            stops,
            marks[:, 2],
            function / letters,
            reader / letters,
            marks[:, 3],
            np.clip(lexicon.sums(vocabulary, starts) / lengths**0.5, -8.0, 8.0),
            symbols,
            marks[:, 4],
            np.minimum(_counts(map(copies.__getitem__, texts), len(texts)), 3),
        )
    )


def _counts(values: Iterable[int], n: int) -> IntArray:
    return np.fromiter(values, dtype=np.int64, count=n)


def _word_class(token: str) -> int:
    """What a token counts as, a byte for each of `_CLASSES`, so that a sum over ``MAX_WORDS`` tokens holds each count."""
    flags = (token[0].isalpha(), token[0].isdigit(), token in _STOPS, token in _FUNCTION_WORDS, token in _READER_WORDS)
    return sum(flag << shift for flag, shift in zip(flags, _CLASSES, strict=True))


def _marks(text: str, head: str) -> tuple[float, float, float, float, float]:
    """Full stop at the end, other mark at the end, mark of a list, all in capitals, a date in a short line."""
    last = text[-1]
    stopped = last in ".!?" or (last in "\"')" and text[-2:-1] in (".", "!", "?", ","))
    return (
        1.0 if stopped else 0.0,
        1.0 if last == ":" else 2.0 if last in "…»›>|" else 0.0,
        1.0 if _LIST_MARK.match(head) else 0.0,
        1.0 if head.isupper() else 0.0,
        1.0 if len(head) < 120 and _may_date(head) and _DATE.search(head) else 0.0,
    )


def _may_date(head: str) -> bool:
    """Whether a line holds what stands in every date; looking for it first is quicker."""
    lower = head.lower()
    return "ago" in lower or "read" in lower or _DIGIT.search(head) is not None


def _character_shares(heads: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    """Share of the words of each line that begin with a capital, and its symbols over the root of its length."""
    lengths = _counts(map(len, heads), len(heads))
    starts = (lengths + 1).cumsum() - lengths - 1
    codes = np.frombuffer(" ".join(heads).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _ASCII_KINDS.take(codes, mode="clip")
    rare = np.flatnonzero(codes > 127)
    if len(rare):
        different, places = np.unique(codes[rare], return_inverse=True)
        kinds[rare] = np.array([_character_kind(chr(code)) for code in different.tolist()], dtype=np.uint8)[places]
    space = kinds == _SPACE
    begins = ~space
    begins[1:] &= space[:-1]
    words, capitals, symbols = (
        np.add.reduceat(flags, starts, dtype=np.int64)
        for flags in (begins, begins & (kinds == _CAPITAL), kinds == _SYMBOL)
    )
    return capitals / words, symbols / lengths**0.5


def _character_kind(char: str) -> int:
    return _CAPITAL if char.isupper() else _SYMBOL if char in _SYMBOLS else _SPACE if char.isspace() else 0


_ASCII_KINDS = np.array([_character_kind(chr(code)) for code in range(128)], dtype=np.uint8)


def with_neighbours(own: FloatArray, first: int = 0, last: int | None = None) -> FloatArray:
    """Rows ``[first, last)`` of `own_features` with what stands around each line; shape ``(rows, columns)``."""
    n = len(own)
    chosen = slice(first, n if last is None else min(n, last))
    prose = np.rint(own[:, 1] ** 2) * (own[:, 4] > 0) * (own[:, 8] > 0.15)
    columns = [own[chosen]]
    count = chosen.stop - first
    key = np.full((count + 6, len(_KEY)), -1.0)  # three rows before and behind; -1 where the text has none
    begin, end = max(0, first - 3), min(n, chosen.stop + 3)
    key[begin - first + 3 : end - first + 3] = own[begin:end, _KEY]
    columns += [key[shift : shift + count] for shift in (0, 1, 2, 4, 5, 6)]
    near = slice(max(0, first - _REACH), chosen.stop + _REACH)  # a block of lines costs what it holds, not what all do
    around = np.column_stack((own[near, 1], own[near, 11], own[near, 4], prose[near]))
    inner = slice(first - near.start, chosen.stop - near.start)
    columns += [_window_means(around, reach)[inner] for reach in (4, _REACH)]
    before = np.concatenate(([0.0], np.cumsum(prose)[:-1]))
    after = prose.sum() - before - prose
    index = np.arange(n, dtype=np.float64)
    columns.append(
        np.column_stack(
            (
                np.minimum(index, 40),
                np.minimum(n - 1 - index, 40),
                np.minimum(before, 1000) ** 0.5,
                np.minimum(after, 1000) ** 0.5,
                before / (before + after + prose + 1),
                np.full(n, np.log1p(n)),
                _since_last(prose >= 12),
                _since_last((prose >= 12)[::-1])[::-1],
            )
        )[chosen]
    )
    return np.hstack(columns)


def _window_means(values: FloatArray, reach: int) -> FloatArray:
    total = np.vstack((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    index = np.arange(len(values))
    low, high = np.maximum(index - reach, 0), np.minimum(index + reach + 1, len(values))
    means: FloatArray = (total[high] - total[low]) / (high - low)[:, None]
    return means


def _since_last(flags: npt.NDArray[np.bool_]) -> FloatArray:
    """Lines since the last one that is flagged, at most 30; 30 when none came before."""
    index = np.arange(len(flags))
    latest = np.maximum.accumulate(np.where(flags, index, -1000))
    previous = np.concatenate(([-1000], latest[:-1]))
    return np.minimum(index - previous, 30).astype(np.float64)
