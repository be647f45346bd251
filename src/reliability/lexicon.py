"""Cue lists compiled to a matcher over tokens: longest phrase first, linear in the number of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reliability.errors import InputError


class LexiconMatch(NamedTuple):
    """Token range of a phrase and the label it carries."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases with labels, indexed by their first token.

    Examples:
        >>> lexicon = Lexicon.from_phrases({"it is believed": "weasel", "believed": "doxastic"})
        >>> lexicon.match(("It", "is", "believed", "."))
        [LexiconMatch(first=0, last=3, label='weasel')]
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def from_phrases(cls, phrases: Mapping[str, str]) -> Lexicon:
        """The lexicon of ``phrase -> label``; phrases are split at spaces and matched in lower case."""
        grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, label in phrases.items():
            tokens = tuple(phrase.lower().split())
            if not tokens:
                raise InputError(f"a lexicon phrase must hold a word, got {phrase!r}")
            grouped.setdefault(tokens[0], []).append((tokens[1:], label))
        return cls({first: tuple(sorted(rest, key=lambda item: -len(item[0]))) for first, rest in grouped.items()})

    @classmethod
    def from_tsv(cls, content: bytes) -> Lexicon:
        """The lexicon in lines of ``phrase TAB label``; empty lines and ``#`` comments are left out."""
        return cls.from_phrases(dict(read_tsv(content)))

    def match(self, words: Sequence[str]) -> list[LexiconMatch]:
        """Non-overlapping matches from left to right, the longest at each place; case is ignored."""
        found: list[LexiconMatch] = []
        by_first = self.by_first
        lower = [word.lower() for word in words]
        for i, word in enumerate(lower):
            if word not in by_first or (found and i < found[-1].last):
                continue
            for rest, label in by_first[word]:
                last = i + 1 + len(rest)
                if tuple(lower[i + 1 : last]) == rest:
                    found.append(LexiconMatch(i, last, label))
                    break
        return found


def read_tsv(content: bytes) -> Iterable[tuple[str, str]]:
    """Pairs of the first two columns of a UTF-8 table; empty lines and ``#`` comments are left out.

    Raises:
        InputError: a line without a tab.
    """
    for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) < 2:
            raise InputError(f"line {number} of a cue list has no tab: {line[:60]!r}")
        yield columns[0], columns[1]
