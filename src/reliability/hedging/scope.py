"""Voice and scope of a cue, from quotations and attribution relations."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from reliability.hedging.scene import Found
from reliability.hedging.weasels import CROWD, QUANTIFIERS
from reliability.types import Attribution, Document, Span, Voice

_FIRST_PERSON = frozenset(["i", "we", "me", "my", "our"])
_ACCUSING = frozenset(
    ["accuse", "accused", "accuses", "alleges", "alleging", "accusing", "claims", "claimed", "claim", "claiming"]
)
_PASSIVE = frozenset(["is", "are", "was", "were", "be", "been", "widely", "being"])
_CLAIM_NOUNS = frozenset(["claim", "claims", "accusation", "accusations", "allegation", "allegations"])
_FORECASTS = frozenset(["predict", "predicts", "predicted", "expect", "expects", "expecting", "forecasts", "estimates"])
_COUNTING = frozenset(["reported", "reports", "said", "says"])
_ASKED = frozenset(["asked", "asks", "wondered", "wonders", "wondering", "doubts", "doubted", "say", "said", "saying"])
_AUXILIARIES = frozenset(
    ["do", "did", "not", "don't", "didn't", "am", "are", "was", "have", "had", "also", "still", "really"]
)
_OWNERS = frozenset(["his", "her", "their", "my", "our", "its"])
# Cues of relations that hand on no statement: plans, wishes, attitudes. What they govern is the author's wording.
_NO_REPORT = frozenset(
    [
        *(
            "called",
            "criticized",
            "criticised",
            "supporting",
            "opposing",
            "praised",
            "defended",
            "defending",
            "condemned",
        ),
        *("rejected", "seeking", "considering", "sees", "addressing", "addressed", "identified", "invited", "released"),
        *("hoping", "continued", "threatened", "demanding", "demanded", "described", "talking", "counted"),
        *(
            "plan",
            "plans",
            "planned",
            "planning",
            "want",
            "wants",
            "wanted",
            "decide",
            "decides",
            "decided",
            "deciding",
        ),
        *(
            "assume",
            "assumes",
            "assuming",
            "favor",
            "favors",
            "favored",
            "attack",
            "attacks",
            "attacked",
            "calling",
            "see",
        ),
        *(
            "seek",
            "seeks",
            "sought",
            "try",
            "tries",
            "tried",
            "intend",
            "intends",
            "intended",
            "hope",
            "hopes",
            "repeated",
        ),
        *(
            "know",
            "knows",
            "knew",
            "support",
            "supports",
            "supported",
            "oppose",
            "opposed",
            "find",
            "finds",
            "discover",
        ),
        *(
            "help",
            "need",
            "needs",
            "refuse",
            "refuses",
            "refused",
            "vote",
            "voted",
            "like",
            "liked",
            "love",
            "hate",
            ":",
        ),
        *(
            "endorse",
            "endorsed",
            "choose",
            "chose",
            "attempt",
            "attempted",
            "prefer",
            "call",
            "calls",
            "question",
            "repeat",
        ),
    ]
)
_SCOPED = frozenset(["epistemic", "allegation", "investigation", "conditional"])
FARTHEST = (
    300  # tokens that a scope reaches on either side, so that a text without full stops costs no more than others
)
_ACCORDING = frozenset(["according"])
_BREAKS = frozenset([";", ":", "—", "--"])


class Voices:
    """Who speaks at each token: the author, a source in reported speech, or a quotation."""

    def __init__(
        self, document: Document, attributions: Sequence[Attribution], quoted: bytearray, *, scopes: bool
    ) -> None:
        self.quoted = quoted
        self.lower = document.lower
        self.document = document
        count = len(document.words)
        self.reported = bytearray(count)
        self._content = array("i", [0]) * (count if scopes else 0)  # number of the content of each reported token
        self._firsts, self._lasts = array("i"), array("i")  # of the contents, by number
        self.held = bytearray(count)
        self.person = bytearray(count)
        starts = document.starts() if attributions else ()
        for attribution in attributions:
            if not attribution.source:
                continue
            if self._first_person(bisect_left(starts, attribution.source[0].start)):
                continue
            if attribution.cue and self.lower[bisect_left(starts, attribution.cue[-1].end) - 1] in _NO_REPORT:
                continue
            for span in attribution.content:
                first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
                self._report(first, last)
            for span in attribution.cue:
                first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
                self.held[first:last] = b"\x01" * (last - first)
                if attribution.source_kind != "document":
                    self.person[first:last] = b"\x01" * (last - first)
        if document.vocabulary.among(_ACCORDING).any():
            self._according()
        self._breaks = array("i", document.vocabulary.places(_BREAKS))
        self._turns = array("i", (np.flatnonzero(np.diff(np.frombuffer(quoted, dtype=np.int8))) + 1).tolist())

    def _according(self) -> None:
        """Marks the rest of a sentence that names its source with ``according to`` and has no relation yet."""
        for begin, end in self.document.sentence_tokens:
            part = self.lower[begin:end]
            if "according" not in part[:-1] or any(self.reported[begin:end]):
                continue
            at = begin + part.index("according")
            if self.lower[at + 1] != "to" or (at + 2 < end and self.lower[at + 2] in QUANTIFIERS | CROWD):
                continue
            if at == begin and "," in part:
                first, last = begin + part.index(",") + 1, end
            else:
                first, last = begin, at
            self._report(first, last)

    def _report(self, first: int, last: int) -> None:
        """Marks tokens ``[first, last)`` as reported speech."""
        self.reported[first:last] = b"\x01" * (last - first)
        if self._content:
            self._content[first:last] = array("i", [len(self._firsts)]) * (last - first)
        self._firsts.append(first)
        self._lasts.append(last)

    def _first_person(self, first: int) -> bool:
        return first < len(self.lower) and self.lower[first] in _FIRST_PERSON

    def of(self, found: Found) -> Voice:
        """The voice of a cue."""
        first = found.first
        if self.quoted[first]:
            return "quoted"
        if self.reported[first]:
            return "attributed"
        if found.kind in {"doxastic", "allegation"} and self._somebodys(found):
            return "attributed"
        if self.lower[first] in _FORECASTS and self._forecast(first):
            return "attributed"
        if found.kind == "epistemic" and self.person[first]:
            return "attributed"
        if found.kind == "investigation" and first and self.lower[first - 1] in _ASKED:
            return "attributed"
        if found.kind == "approximation" and first and self.lower[first - 1] in _COUNTING:
            return "attributed"
        return "author"

    def _forecast(self, first: int) -> bool:
        """Whether an active verb of prediction has a subject other than the author."""
        before = self.lower[first - 1] if first else ""
        return before not in _PASSIVE and before not in _FIRST_PERSON and before[-1:].isalpha()

    def _somebodys(self, found: Found) -> bool:
        """Whether a belief or a claim is held by somebody who is named or described."""
        first = found.first
        word = self.lower[first]
        if self._authors(found):
            return False
        if word in _CLAIM_NOUNS and first and self.lower[first - 1] in {"the", "a", "an", "over", "of"}:
            return first + 1 < len(self.lower) and self.lower[first + 1] in {"by", "from"}
        if word in _CLAIM_NOUNS and first and (self.lower[first - 1] in _OWNERS or self.lower[first - 1][-2:] == "'s"):
            return True
        if word in _CLAIM_NOUNS and first + 1 < len(self.lower) and self.lower[first + 1] in {"by", "from"}:
            return True
        if word in {"suspected", "alleged", "so-called", "allegedly", "reportedly"} and found.kind == "allegation":
            return bool(self.held[first]) and word == "alleged"
        if self.held[first]:
            return True
        before = self.lower[first - 1] if first else ""
        if found.kind == "doxastic":
            return before not in _PASSIVE
        return word in _ACCUSING and before not in _PASSIVE and before != "the"

    def _authors(self, found: Found) -> bool:
        """Whether the cue is, or has as its subject, the first person."""
        if not _FIRST_PERSON.isdisjoint(self.lower[found.first : found.last]):
            return True
        i = found.first - 1
        while i >= max(0, found.first - FARTHEST) and self.lower[i] in _AUXILIARIES:
            i -= 1
        return i >= 0 and self.lower[i] in _FIRST_PERSON

    def scope(self, found: Found, begin: int, end: int) -> Span | None:
        """The stretch that a cue leaves open, with the cue: its clause in its own voice; None where it has none."""
        if found.kind not in _SCOPED:
            return None
        if self.reported[found.first]:
            inside = self._content[found.first]
            begin, end = max(begin, self._firsts[inside]), min(end, self._lasts[inside])
        begin, end = max(begin, found.first - FARTHEST), min(end, found.last + FARTHEST)
        first, last = found.first, found.last
        if found.kind != "investigation":
            first = max(begin, _last_to(self._breaks, first - 1) + 1, _last_to(self._turns, first))
        if last < end and self.quoted[last] == self.quoted[found.first]:
            last = min(end, _first_from(self._breaks, last), _first_from(self._turns, last + 1))
        while last > found.last and not self.lower[last - 1][0].isalnum():
            last -= 1
        while first < found.first and not self.lower[first][0].isalnum():
            first += 1
        return self.document.span(first, last)


def _last_to(places: array[int], place: int) -> int:
    """The last of the ascending places that is at most ``place``; -1 for none."""
    found = bisect_right(places, place)
    return places[found - 1] if found else -1


def _first_from(places: array[int], place: int) -> int:
    """The first of the ascending places that is at least ``place``; a large number for none."""
    found = bisect_left(places, place)
    return places[found] if found < len(places) else sys.maxsize
