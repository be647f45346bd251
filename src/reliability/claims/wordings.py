"""What the words of a claim tell by themselves, worked out once and only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from reliability.claims.opposites import OPPOSITES, opposites_of
from reliability.claims.quotes import quoted_words
from reliability.claims.vocabulary import STOPWORDS, plain_letters, stem

T = TypeVar("T")
_KEPT = 256  # wordings that are kept: many copy one another, and one claim meets many


class once(Generic[T]):  # noqa: N801 - reads like `property`
    """A property that is worked out once; `functools.cached_property` takes a lock for it before Python 3.12."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, instance: object, owner: object = None) -> T:
        found = instance.__dict__[self._name] = self._work(instance)
        return found


class Wording:
    """The words of a claim.

    Args:
        line: the words with spaces between.
    """

    def __init__(self, line: str) -> None:
        self._line = line

    @once
    def words(self) -> tuple[str, ...]:
        """The words themselves."""
        return tuple(self._line.split(" ")) if self._line else ()

    @once
    def lower(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(self._line.lower().split(" ")) if self._line else ()

    @once
    def stems(self) -> tuple[str, ...]:
        """The stem of each word, whatever word it is."""
        return tuple(map(stem, self.lower))

    @once
    def told(self) -> frozenset[str]:
        """The stems that tell something."""
        words = zip(self.stems, self.words, self.lower, strict=True)
        return frozenset([item for item, word, lower in words if word[0].isalnum() and lower not in STOPWORDS])

    @once
    def plain(self) -> tuple[str, ...]:
        """The words without marks, in plain lower-case letters."""
        words = zip(self.words, self.lower, strict=True)
        return tuple([plain_letters(lower) for word, lower in words if word[0].isalnum()])

    @once
    def sided(self) -> tuple[tuple[int, str], ...]:
        """The stems that have opposites, each with its place."""
        return tuple([(place, item) for place, item in enumerate(self.stems) if item in OPPOSITES])

    @once
    def opposites(self) -> frozenset[str]:
        """The opposites of the stems."""
        return opposites_of(self.stems)

    @once
    def quotations(self) -> tuple[tuple[str, ...], ...]:
        """What stands in quotation marks; most claims hold no mark, which is told at once."""
        return tuple(quoted_words(self.words)) if '"' in self._line or "'" in self._line else ()


@lru_cache(maxsize=_KEPT)
def wording_of(line: str) -> Wording:
    """The wording of a claim by its words with spaces between."""
    return Wording(line)
