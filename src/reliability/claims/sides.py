"""A claim as it is judged: what does not depend on the other claim, worked out once and only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reliability.claims.bundle import Bundle
from reliability.claims.codec import StoredClaims
from reliability.claims.counts import Counts, counts_by_stems, words_around
from reliability.claims.names import Names, names_of
from reliability.claims.vocabulary import stem
from reliability.claims.wordings import Wording, once, wording_of
from reliability.types import Claim, DateMention

_KEPT = 2  # articles whose claims are kept as they are judged: one meets many others, one after the other


class Side:
    """One claim as it is judged.

    A stored claim is read in full only when more than its words is asked for.

    Args:
        claims: of its article.
        place: its place among them.
        numbered: whether it counts something, when that is known.
        dated: False when it is known to name no date.
    """

    def __init__(
        self, claims: Sequence[Claim], place: int = 0, *, numbered: bool | None = None, dated: bool = True
    ) -> None:
        self._claims = claims
        self._place = place
        self._numbered = numbered
        self._dated = dated
        self._around: dict[int, frozenset[str]] = {}

    @once
    def claim(self) -> Claim:
        """The claim itself."""
        return self._claims[self._place]

    @once
    def wording(self) -> Wording:
        """What its words tell by themselves."""
        claims = self._claims
        return wording_of(claims.lines[self._place] if isinstance(claims, StoredClaims) else " ".join(self.claim.words))

    @once
    def names(self) -> Names:
        """Who and what it names."""
        return names_of(self.claim.entities)

    @once
    def named(self) -> frozenset[str]:
        """The stems of all parts of its names."""
        return frozenset([stem(part) for name in self.claim.entities for part in name.split()])

    @once
    def dates(self) -> tuple[DateMention, ...]:
        """The dates that it names."""
        return self.claim.dates if self._dated else ()

    @once
    def counts(self) -> Counts:
        """Its numbers and what they count."""
        return counts_by_stems(self.claim, self.wording.stems)

    @once
    def numbered(self) -> bool:
        """Whether it counts something."""
        return bool(self.counts.numbers) if self._numbered is None else self._numbered

    def around(self, place: int) -> frozenset[str]:
        """The stems around one of its numbers; of the whole claim when it holds no other quantity."""
        found = self._around.get(place)
        if found is None:
            found = words_around(self.claim, self.counts.numbers[place], self.wording)
            self._around[place] = found
        return found


class Sides(dict[int, Side]):
    """The claims of one article as they are judged, by their places."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__()
        self._claims = bundle.claims
        self._marks: list[tuple[bool, bool]] = list(zip(bundle.numbered.tolist(), bundle.dated.tolist(), strict=True))

    def __missing__(self, place: int) -> Side:
        numbered, dated = self._marks[place]
        side = self[place] = Side(self._claims, place, numbered=numbered, dated=dated)
        return side


@lru_cache(maxsize=_KEPT)
def sides_of(bundle: Bundle) -> Sides:
    """The claims of an article as they are judged."""
    return Sides(bundle)
