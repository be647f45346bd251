"""One sentence as the hedging rules read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reliability.types import HedgeKind

CONDITIONS = frozenset(["if", "unless", "provided", "providing", "assuming", "otherwise"])
_INVERTED = frozenset(["had", "were", "should"])


class Found(NamedTuple):
    """A cue in tokens ``[first, last)``."""

    first: int
    last: int
    kind: HedgeKind
    strength: int


class Entry(NamedTuple):
    """A line of the cue list: what the phrase is, and the rule that decides on its context."""

    kind: HedgeKind
    strength: int
    rule: str


@dataclass(slots=True)
class Scene:
    """Tokens of a document with the range of the sentence in hand.

    Attributes:
        words, lower: the document's tokens.
        quoted: whether each token stands inside quotation marks.
        begin, end: token range of the sentence.
    """

    words: tuple[str, ...]
    lower: tuple[str, ...]
    quoted: bytearray
    begin: int = 0
    end: int = 0

    def enter(self, begin: int, end: int) -> None:
        """Makes ``[begin, end)`` the sentence in hand."""
        self.begin, self.end = begin, end

    def conditional(self) -> bool:
        """Whether the sentence opens a condition, be it with an inverted verb: ``had the road been gritted``."""
        part = self.lower[self.begin : self.end]
        return not CONDITIONS.isdisjoint(part) or (part[0] in _INVERTED and part[-1] != "?")

    def before(self, i: int, back: int = 1) -> str:
        """The lower-case token ``back`` places before ``i`` in this sentence, or an empty string."""
        return self.lower[i - back] if i - back >= self.begin else ""

    def after(self, i: int, ahead: int = 1) -> str:
        """The lower-case token ``ahead`` places after ``i`` in this sentence, or an empty string."""
        return self.lower[i + ahead] if i + ahead < self.end else ""

    def has_after(self, i: int, words: frozenset[str], reach: int) -> bool:
        """Whether one of ``words`` stands within ``reach`` tokens after ``i``."""
        return not words.isdisjoint(self.lower[i + 1 : min(self.end, i + 1 + reach)])

    def has_before(self, i: int, words: frozenset[str], reach: int) -> bool:
        """Whether one of ``words`` stands within ``reach`` tokens before ``i``."""
        return not words.isdisjoint(self.lower[max(self.begin, i - reach) : i])
