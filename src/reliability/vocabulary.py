"""The words of a text by number, and what is known of each word.

What is asked of every token hangs on its word alone, and the words of one text are mostly those of the text before. So
each word gets a number, a function is asked once for each word, and its answers for the tokens are one look-up in numpy.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, count, repeat
from operator import is_
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

BoolArray = npt.NDArray[np.bool_]

MOST_WORDS = 65_536  # words that are kept for the next text
MOST_CHARACTERS = 4_194_304  # characters of all of them
MOST_COLUMNS = 64  # functions whose answers are kept
MOST_TESTS = 64  # tests whose answers are kept as the bits of one number; those beyond are kept as columns
LONG_TEXT = 50_000  # tokens; a longer text has words of its own, for it would drive out those that all texts share


Key = tuple[Callable[[str], Any], bool]  # a function, and whether it is asked of the word in lower case


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
        self._lower: list[str] = []
        self._characters = 0
        self._columns: dict[Key, _Column] = {}
        self._bits: dict[Key, int] = {}
        self._flags = np.zeros(1024, dtype=np.uint64)  # longer than there are words, so that it seldom has to grow
        self._lock = threading.Lock()

    @property
    def full(self) -> bool:
        """Whether it holds as much as is kept."""
        return len(self._words) > MOST_WORDS or self._characters > MOST_CHARACTERS or len(self._columns) > MOST_COLUMNS

    def numbers(self, tokens: Sequence[str]) -> npt.NDArray[np.int32]:
        """The number of each token's word, shape ``(tokens,)``."""
        found = self._look_up(tokens)
        if len(found) and found.min() < 0:
            self._add(compress(tokens, found < 0))
            found = self._look_up(tokens)
        return found

    def _look_up(self, tokens: Sequence[str]) -> npt.NDArray[np.int32]:
        return np.fromiter(map(self._numbers.get, tokens, repeat(-1)), dtype=np.int32, count=len(tokens))

    def _add(self, words: Iterable[str]) -> None:
        with self._lock:
            first = len(self._words)
            new = [word for word in dict.fromkeys(words) if word not in self._numbers]
            self._lower += [low if (low := word.lower()) != word else word for word in new]  # one object for both
            self._words += new
            self._characters += sum(map(len, new))
            if len(self._flags) < len(self._words):
                self._flags = np.concatenate((self._flags[:first], np.zeros(2 * len(self._words), dtype=np.uint64)))
            for key, bit in self._bits.items():
                self._raise(key, bit, first)
            self._numbers.update(zip(new, count(first)))  # last: whoever knows the number finds all answers

    def settle(self) -> None:
        """Forgets which word has which number: no text is to come, and a long one has very many words."""
        self._numbers.clear()

    def all_lower(self) -> bool:
        """Whether every word is in lower case."""
        return all(map(is_, self._words, self._lower))

    def bit(self, test: Callable[[str], bool], *, lower: bool = False) -> int | None:
        """The bit of `flags` that tells whether a word passes a test; None when all bits are taken."""
        key = (test, lower)
        found = self._bits.get(key)
        if found is not None or len(self._bits) >= MOST_TESTS:
            return found
        with self._lock:
            if key not in self._bits and len(self._bits) < MOST_TESTS:
                self._raise(key, len(self._bits), 0)
                self._bits[key] = len(self._bits)
            return self._bits.get(key)

    @property
    def flags(self) -> tuple[npt.NDArray[np.uint64], int]:
        """What tests gave for every word by its number, a bit for each test, and how many bits are settled."""
        settled = len(self._bits)  # before the array is taken, which may then hold more
        return self._flags, settled

    def _raise(self, key: Key, bit: int, first: int) -> None:
        """Sets a bit for those of the words from ``first`` on that pass."""
        test, lower = key
        new = (self._lower if lower else self._words)[first:]
        passed = np.fromiter(map(test, new), dtype=bool, count=len(new))
        self._flags[first : first + len(new)] |= passed.astype(np.uint64) << np.uint64(bit)

    def column(self, of: Callable[[str], Any], kind: npt.DTypeLike, *, lower: bool = False) -> npt.NDArray[Any]:
        """What a function gives for every word by its number, or for every word in lower case."""
        column = self._columns.get((of, lower))
        if column is None or column.filled < len(self._words):
            column = self._extend(of, kind, lower=lower)
        return column.values

    def _extend(self, of: Callable[[str], Any], kind: npt.DTypeLike, *, lower: bool) -> _Column:
        key = (of, lower)
        with self._lock:
            column = self._columns.get(key)
            values, filled = column if column is not None else _Column(np.zeros(0, dtype=kind), 0)
            new = (self._lower if lower else self._words)[filled:]
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
    _kept: list[tuple[npt.NDArray[np.uint64], int]] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, tokens: Sequence[str]) -> Vocabulary:
        """The vocabulary of a text's folded tokens.

        Examples:
            >>> Vocabulary.of(("The", "tug", ",", "the", "Tug")).places(frozenset({"tug"}))
            [1, 4]
        """
        if len(tokens) <= LONG_TEXT:
            known = _shared.words()
            return cls(known, known.numbers(tokens))
        known = Words()
        numbers = known.numbers(tokens)
        known.settle()
        return cls(known, numbers)

    def part(self, first: int, last: int) -> Vocabulary:
        """The words of the tokens ``[first, last)``."""
        kept = [(flags[first:last], settled) for flags, settled in self._kept]
        return Vocabulary(self.known, self.numbers[first:last], kept)

    def values(self, of: Callable[[str], Any], kind: npt.DTypeLike, *, lower: bool = False) -> npt.NDArray[Any]:
        """What a function gives for the word of each token as folded, or in lower case; shape ``(tokens,)``."""
        found: npt.NDArray[Any] = self.known.column(of, kind, lower=lower)[self.numbers]
        return found

    def lower(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Each of the vocabulary's own tokens in lower case; the same object where it is in lower case."""
        if len(tokens) <= LONG_TEXT:
            return tuple(self.values(_itself, object, lower=True).tolist())
        if self.known.all_lower():
            return tokens
        column = self.known.column(_itself, object, lower=True)
        blocks = (self.numbers[first : first + LONG_TEXT] for first in range(0, len(tokens), LONG_TEXT))
        return tuple(chain.from_iterable(column[block].tolist() for block in blocks))

    def which(self, test: Callable[[str], bool]) -> BoolArray:
        """Whether the word of each token passes a test, shape ``(tokens,)``."""
        return self._passed(test, lower=False)

    def among(self, words: Container[str]) -> BoolArray:
        """Whether each token in lower case is one of ``words``, which must not change; shape ``(tokens,)``."""
        return self._passed(words.__contains__, lower=True)

    def _passed(self, test: Callable[[str], bool], *, lower: bool) -> BoolArray:
        bit = self.known.bit(test, lower=lower)
        if bit is None:
            return self.values(test, bool, lower=lower)
        mask = np.uint64(1 << bit)
        passed: BoolArray
        if len(self.numbers) > LONG_TEXT:  # flags of each token would take eight bytes
            passed = ((self.known.flags[0] & mask) != 0)[self.numbers]
            return passed
        if not self._kept or bit >= self._kept[0][1]:
            flags, settled = self.known.flags
            self._kept[:] = [(flags[self.numbers], settled)]
        passed = (self._kept[0][0] & mask) != 0
        return passed

    def where(self, test: Callable[[str], bool]) -> Sequence[int]:
        """The tokens whose word passes a test."""
        return listed(self.which(test))

    def places(self, words: Container[str]) -> Sequence[int]:
        """The tokens that are one of ``words`` in lower case."""
        return listed(self.among(words))


def listed(chosen: BoolArray) -> Sequence[int]:
    """The tokens where ``chosen`` is true; of a long text in four bytes each, where a list takes forty."""
    if len(chosen) <= LONG_TEXT:
        return np.flatnonzero(chosen).tolist()
    blocks = range(0, len(chosen), LONG_TEXT)
    return np.concatenate([_int32(np.flatnonzero(chosen[at : at + LONG_TEXT]) + at) for at in blocks]).data


def _int32(values: npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
    return values.astype(np.int32)


def is_word(token: str) -> bool:
    """Whether a token is no punctuation: it begins with a letter or a digit."""
    return token[0].isalnum()


def is_capital(token: str) -> bool:
    """Whether a token begins with a capital letter."""
    return token[0].isupper()


def is_figure(token: str) -> bool:
    """Whether a token begins with a digit."""
    return token[0].isdigit()


def _itself(word: str) -> str:
    return word


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
