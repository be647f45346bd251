"""The words of a text by number, and what is known of each word.

What is asked of every token hangs on its word alone, and the words of one text are mostly those of the text before. So
each word gets a number, a function is asked once for each word, and its answers for the tokens are one look-up in numpy.
"""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Callable, Container, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, compress, repeat
from operator import is_
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

BoolArray = npt.NDArray[np.bool_]

MOST_WORDS = 65_536  # words that are kept for the next text
MOST_CHARACTERS = 4_194_304  # characters of all of them
MOST_COLUMNS = 64  # functions whose answers are kept
LONG_TEXT = 50_000  # tokens; a longer text has words of its own, for it would drive out those that all texts share


class _Column(NamedTuple):
    """The answers for the first ``filled`` words; the array is longer, so that it seldom has to grow."""

    values: npt.NDArray[Any]
    filled: int


class Words:
    """A number for each word that was met, and what functions of a word gave for it; threads may share it.

    The numbers hang on what was met before and never leave the library; what is kept changes the time alone.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._characters = 0
        self._columns: dict[Hashable, _Column] = {}
        self._lock = threading.Lock()

    @property
    def full(self) -> bool:
        """Whether it holds as much as is kept."""
        return len(self._words) > MOST_WORDS or self._characters > MOST_CHARACTERS or len(self._columns) > MOST_COLUMNS

    def numbers(self, tokens: Sequence[str]) -> npt.NDArray[np.int32]:
        """The number of each token's word, shape ``(tokens,)``."""
        found = self._look_up(tokens)
        if len(found) and found.min() < 0:
            self._add(dict.fromkeys(compress(tokens, found < 0)))
            found = self._look_up(tokens)
        return found

    def _look_up(self, tokens: Sequence[str]) -> npt.NDArray[np.int32]:
        return np.fromiter(map(self._numbers.get, tokens, repeat(-1)), dtype=np.int32, count=len(tokens))

    def _add(self, words: Sequence[str] | dict[str, None]) -> None:
        with self._lock:
            for word in words:
                if word not in self._numbers:
                    self._words.append(word)  # before its number is known, so that no column misses it
                    self._characters += len(word)
                    self._numbers[word] = len(self._words) - 1

    def all_are(self, column: npt.NDArray[np.object_]) -> bool:
        """Whether every word is the very object that stands for it in ``column``."""
        return all(map(is_, self._words, column))

    def column(self, key: Hashable, of: Callable[[str], Any], kind: npt.DTypeLike) -> npt.NDArray[Any]:
        """What ``of`` gives for every word, by its number; ``key`` tells functions apart."""
        column = self._columns.get(key)
        if column is None or column.filled < len(self._words):
            column = self._extend(key, of, kind)
        return column.values

    def _extend(self, key: Hashable, of: Callable[[str], Any], kind: npt.DTypeLike) -> _Column:
        with self._lock:
            column = self._columns.get(key)
            values, filled = column if column is not None else _Column(np.zeros(0, dtype=kind), 0)
            new = self._words[filled:]
            if len(values) < len(self._words):
                values = np.concatenate((values[:filled], np.zeros(max(1024, 2 * len(self._words)), dtype=kind)))
            values[filled : filled + len(new)] = np.fromiter(map(of, new), dtype=kind, count=len(new))
            column = self._columns[key] = _Column(values, filled + len(new))
            return column


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of one text.

    Attributes:
        known: what is known of the words.
        numbers: the number of each token's word in ``known``, shape ``(tokens,)``.
    """

    known: Words
    numbers: npt.NDArray[np.int32]

    @classmethod
    def of(cls, tokens: Sequence[str]) -> Vocabulary:
        """The vocabulary of a text's folded tokens.

        Examples:
            >>> Vocabulary.of(("The", "tug", ",", "the", "Tug")).places(frozenset({"tug"}))
            [1, 4]
        """
        known = Words() if len(tokens) > LONG_TEXT else _shared.words()
        return cls(known, known.numbers(tokens))

    def values(self, of: Callable[[str], Any], kind: npt.DTypeLike) -> npt.NDArray[Any]:
        """What a function gives for the word of each token, shape ``(tokens,)``."""
        found: npt.NDArray[Any] = self.known.column(of, of, kind)[self.numbers]
        return found

    def lower(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Each of the vocabulary's own tokens in lower case; the same object where it is in lower case."""
        column, numbers = self.known.column(_lower, _lower, object), self.numbers
        if len(tokens) <= LONG_TEXT:
            return tuple(column[numbers].tolist())
        if self.known.all_are(column):
            return tokens
        blocks = (numbers[first : first + LONG_TEXT] for first in range(0, len(numbers), LONG_TEXT))
        return tuple(chain.from_iterable(column[block].tolist() for block in blocks))

    def which(self, test: Callable[[str], bool]) -> BoolArray:
        """Whether the word of each token passes a test, shape ``(tokens,)``."""
        return self.values(test, bool)

    def among(self, words: Container[str]) -> BoolArray:
        """Whether each token in lower case is one of ``words``, which must not change; shape ``(tokens,)``."""
        found: BoolArray = self.known.column(words.__contains__, partial(_is_among, words), bool)[self.numbers]
        return found

    def where(self, test: Callable[[str], bool]) -> Sequence[int]:
        """The tokens whose word passes a test."""
        return listed(self.which(test))

    def places(self, words: Container[str]) -> Sequence[int]:
        """The tokens that are one of ``words`` in lower case."""
        return listed(self.among(words))


def listed(chosen: BoolArray) -> Sequence[int]:
    """The tokens where ``chosen`` is true; of a long text in four bytes each, where a list takes forty."""
    places = np.flatnonzero(chosen)
    return places.tolist() if len(chosen) <= LONG_TEXT else array("i", places.astype(np.int32).tobytes())


def is_word(token: str) -> bool:
    """Whether a token is no punctuation: it begins with a letter or a digit."""
    return token[0].isalnum()


def is_capital(token: str) -> bool:
    """Whether a token begins with a capital letter."""
    return token[0].isupper()


def is_figure(token: str) -> bool:
    """Whether a token begins with a digit."""
    return token[0].isdigit()


def _lower(word: str) -> str:
    lower = word.lower()
    return word if lower == word else lower


def _is_among(words: Container[str], word: str) -> bool:
    return word.lower() in words


class _Shared:
    """The words that texts share; new ones when those are too many."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self._words = Words()

    def words(self) -> Words:
        if self._words.full:
            self.renew()
        return self._words


_shared = _Shared()
if hasattr(os, "register_at_fork"):  # not on Windows, which never forks
    os.register_at_fork(after_in_child=_shared.renew)  # another thread may have held the lock when the process forked
