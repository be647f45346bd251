"""Numbers that tell a line of an article from navigation, teasers and notices, with its neighbours' numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

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
_STOPS = frozenset([".", "!", "?", ","])
_SYMBOLS = "|@©›»/#{}=_"
MAX_WORDS = 60  # words of a line that are looked at; longer lines are prose whatever follows
OWN = 15


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Log-odds of boilerplate of words, and of pairs by their first word."""

    words: Mapping[str, float]
    followers: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Lexicon:
        """The lexicon of weights for words and for pairs ``"a b"``."""
        followers: dict[str, dict[str, float]] = {}
        for name, weight in weights.items():
            first, _, second = name.partition(" ")
            if second:
                followers.setdefault(first, {})[second] = weight
        return cls({name: weight for name, weight in weights.items() if " " not in name}, followers)

    def to_weights(self) -> dict[str, float]:
        """The weights that `of` was given."""
        pairs = {f"{first} {second}": weight for first, row in self.followers.items() for second, weight in row.items()}
        return {**self.words, **pairs}


def own_features(texts: Sequence[str], words: Sequence[tuple[str, ...]], lexicon: Lexicon) -> FloatArray:
    """One row of ``OWN`` numbers for each line by itself; shape ``(lines, OWN)``.

    Args:
        texts: the folded lines.
        words: the lower-case tokens of each line.
        lexicon: log-odds of boilerplate.
    """
    seen: dict[str, int] = {}
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
    rows = (
        _line(text, tokens[:MAX_WORDS], len(tokens), lexicon, seen[text])
        for text, tokens in zip(texts, words, strict=True)
    )
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.float64, count=OWN * len(texts))
    return flat.reshape(-1, OWN)


@lru_cache(maxsize=32_768)  # a pure function: what is kept changes the time alone
def _word_class(token: str) -> int:
    """What a token counts as, a byte for each class, so that the sum over ``MAX_WORDS`` tokens holds every count."""
    return (
        token[0].isalpha()
        + (token[0].isdigit() << 8)
        + ((token in _STOPS) << 16)
        + ((token in _FUNCTION_WORDS) << 24)
        + ((token in _READER_WORDS) << 32)
    )


def _line(text: str, tokens: tuple[str, ...], count: int, lexicon: Lexicon, copies: int) -> tuple[float, ...]:
    head = text[:400]
    letters, digits, stops, function, reader, *_ = sum(map(_word_class, tokens)).to_bytes(8, "little")
    n = letters or 1
    get, followers = lexicon.words.get, lexicon.followers
    score = sum([get(token, 0.0) for token in tokens])
    score += sum([followers[a].get(b, 0.0) for a, b in pairwise(tokens) if a in followers])
    words = head.split()
    last = text[-1]
    return (
        min(len(text), 1000) ** 0.5,
        min(count, 200) ** 0.5,
        sum([word[0].isupper() for word in words]) / len(words),
        digits / len(tokens),
        1.0 if last in ".!?" or (last in "\"')" and text[-2:-1] in (".", "!", "?", ",")) else 0.0,
        1.0 if last == ":" else 2.0 if last in "…»›>|" else 0.0,
        float(stops - (tokens[-1] in _STOPS)),
        1.0 if _LIST_MARK.match(head) else 0.0,
        function / n,
        reader / n,
        1.0 if head.isupper() else 0.0,
        max(-8.0, min(8.0, score / (len(tokens) ** 0.5))),
        sum(map(head.count, _SYMBOLS)) / len(head) ** 0.5,
        1.0 if len(head) < 120 and _DATE.search(head) else 0.0,
        min(copies, 3),
    )


def with_neighbours(own: FloatArray, first: int = 0, last: int | None = None) -> FloatArray:
    """Rows ``[first, last)`` of `own_features` with what stands around each line; shape ``(rows, columns)``."""
    n = len(own)
    chosen = slice(first, n if last is None else last)
    prose = np.rint(own[:, 1] ** 2) * (own[:, 4] > 0) * (own[:, 8] > 0.15)
    key = own[:, [1, 4, 8, 11, 2]]
    columns = [own[chosen]]
    for shift in (-3, -2, -1, 1, 2, 3):
        moved = np.full_like(key, -1.0)
        if shift < 0:
            moved[-shift:] = key[:shift]
        else:
            moved[:-shift] = key[shift:]
        columns.append(moved[chosen])
    around = np.column_stack((own[:, 1], own[:, 11], own[:, 4], prose))
    columns += [_window_means(around, reach)[chosen] for reach in (4, 10)]
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
