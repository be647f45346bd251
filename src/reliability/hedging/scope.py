"""Voice and scope of a cue, from quotations and attribution relations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reliability.hedging.scene import Found
from reliability.types import Attribution, Document, Span, Voice

_FIRST_PERSON = frozenset(["i", "we", "me", "my", "our"])
_ACCUSING = frozenset(
    ["accuse", "accuses", "alleges", "alleging", "accusing", "claims", "claimed", "claim", "claiming"]
)
_PASSIVE = frozenset(["is", "are", "was", "were", "be", "been", "widely", "being"])
_SCOPED = frozenset(["epistemic", "allegation", "investigation", "conditional"])
_BREAKS = frozenset([";", ":", "—", "--"])


class Voices:
    """Who speaks at each token: the author, a source in reported speech, or a quotation."""

    def __init__(self, document: Document, attributions: Sequence[Attribution], quoted: list[bool]) -> None:
        self.quoted = quoted
        self.lower = document.lower
        self.document = document
        count = len(document.words)
        self.content: list[tuple[int, int] | None] = [None] * count
        self.held = [False] * count
        starts: list[int] = document.tokens[:, 0].tolist() if count and attributions else []
        for attribution in attributions:
            if not attribution.source:
                continue
            if self._first_person(bisect_left(starts, attribution.source[0].start)):
                continue
            for span in attribution.content:
                first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
                self.content[first:last] = [(first, last)] * (last - first)
            for span in attribution.cue:
                first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
                self.held[first:last] = [True] * (last - first)

    def _first_person(self, first: int) -> bool:
        return first < len(self.lower) and self.lower[first] in _FIRST_PERSON

    def of(self, found: Found) -> Voice:
        """The voice of a cue."""
        first = found.first
        if self.quoted[first]:
            return "quoted"
        if self.content[first] is not None:
            return "attributed"
        if found.kind in {"doxastic", "allegation"} and self._somebodys(found):
            return "attributed"
        return "author"

    def _somebodys(self, found: Found) -> bool:
        """Whether a belief or a claim is held by somebody who is named or described."""
        first = found.first
        if self.held[first]:
            return True
        word = self.lower[first]
        before = self.lower[first - 1] if first else ""
        if before in _FIRST_PERSON or word in _FIRST_PERSON:
            return False
        if found.kind == "doxastic":
            return before not in _PASSIVE
        return word in _ACCUSING and before not in _PASSIVE and before != "the"

    def scope(self, found: Found, begin: int, end: int) -> Span | None:
        """The stretch that a cue leaves open, with the cue: its clause in its own voice; None where it has none."""
        if found.kind not in _SCOPED:
            return None
        inside = self.content[found.first]
        if inside is not None:
            begin, end = max(begin, inside[0]), min(end, inside[1])
        quoted = self.quoted[found.first]
        first, last = found.first, found.last
        if found.kind != "investigation":
            while first > begin and self.quoted[first - 1] == quoted and self.lower[first - 1] not in _BREAKS:
                first -= 1
        while last < end and self.quoted[last] == quoted and self.lower[last] not in _BREAKS:
            last += 1
        while last > found.last and not self.lower[last - 1][0].isalnum():
            last -= 1
        while first < found.first and not self.lower[first][0].isalnum():
            first += 1
        return self.document.span(first, last)
