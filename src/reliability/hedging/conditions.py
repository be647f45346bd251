"""``if`` and ``whether``: an open question, a condition, or neither."""

from __future__ import annotations

from itertools import pairwise

from reliability.hedging.scene import Entry, Found, Scene

_ASKING = frozenset(
    [
        *(
            "ask",
            "asks",
            "asked",
            "asking",
            "wonder",
            "wonders",
            "wondered",
            "wondering",
            "know",
            "knows",
            "knew",
            "known",
        ),
        *(
            "see",
            "seeing",
            "sees",
            "unclear",
            "determine",
            "determining",
            "determined",
            "question",
            "questioned",
            "sure",
        ),
        *(
            "decide",
            "deciding",
            "check",
            "checks",
            "checked",
            "checking",
            "tell",
            "clear",
            "doubt",
            "examine",
            "examines",
        ),
        *(
            "examined",
            "examining",
            "investigate",
            "investigating",
            "find",
            "say",
            "remember",
            "certain",
            "test",
            "testing",
        ),
        *(
            "learn",
            "assess",
            "assessing",
            "consider",
            "considering",
            "verify",
            "study",
            "studying",
            "uncertain",
            "unsure",
        ),
    ]
)
_SUBJECTS = frozenset(
    ["the", "a", "an", "he", "she", "they", "it", "we", "you", "i", "this", "that", "any", "there", "his"]
)
_RESULTS = frozenset(["would", "could", "might"])
_BETWEEN = frozenset(
    ["him", "her", "them", "me", "us", "you", "out", "people", "reporters", "voters", "yet", "himself"]
)


def whether(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``whether`` of an open question; ``whether or not`` and ``whether by X or Y`` say that it does not matter."""
    if scene.before(first) == "seen" and scene.before(first, 2) == "be":
        return None
    if scene.after(first) == "or" or scene.after(first) in {"by", "in", "from", "through", "for", "or"}:
        return None
    part = scene.lower[first : min(scene.end, first + 14)]
    if ("or", "not") in pairwise(part):
        return None
    if scene.before(first) == "," and scene.has_after(first, frozenset(["or"]), 8):
        return None
    return Found(first, last, entry.kind, entry.strength)


def if_(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``if`` as an open question or a condition; ``as if``, ``even if``, ``if any`` and rules are neither."""
    before, after = scene.before(first), scene.after(first)
    if before in {"as", "even", "what", "only"} and before != "only":
        return None
    if after in {"any", "not", "ever", "anything", "possible", "necessary", "so", "only", "nothing"}:
        return None
    asked = before in _ASKING or (before in _BETWEEN and scene.has_before(first - 1, _ASKING, 2))
    if asked or _asked_name(scene, first):
        if scene.has_before(first, frozenset(["happens", "happen"]), 1):
            return None
        return Found(first, last, "investigation", 2)
    if before in {"happens", "happen", "decreased", "increased"}:
        return None
    return Found(first, last, "conditional", entry.strength)


def inverted(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``had the road been gritted``: an inverted condition beside a result with ``would``, ``could`` or ``might``."""
    if scene.after(first) not in _SUBJECTS or scene.lower[scene.end - 1][0] == "?":
        return None
    opens = first == scene.begin or not scene.words[first - 1][0].isalnum()
    results = scene.has_after(first, _RESULTS, 30) if opens else scene.has_before(first, _RESULTS, 12)
    return Found(first, last, entry.kind, entry.strength) if results else None


def _asked_name(scene: Scene, first: int) -> bool:
    """Whether a verb of asking with a named person stands before: ``asked former aide Ann Roe if``."""
    asking = frozenset(["ask", "asks", "asked", "asking"])
    return scene.has_before(first, asking, 7) and "," not in scene.lower[max(scene.begin, first - 6) : first]
