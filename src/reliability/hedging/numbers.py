"""Approximation: ``about 300``, ``some 16,000``, ``nearly half``."""

from __future__ import annotations

from reliability.hedging.scene import Entry, Found, Scene

_NUMBER_WORDS = frozenset(
    [
        *(
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "fifteen",
            "twenty",
        ),
        *("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "half"),
        *(
            "dozen",
            "billion",
            "hundreds",
            "thousands",
            "millions",
            "noon",
            "midnight",
            "twice",
            "one-third",
            "two-thirds",
        ),
        *("one", "double", "triple", "three-quarters", "one-quarter", "thirteen", "fourteen", "sixteen", "eighteen"),
    ]
)
_PORTION = frozenset(
    ["third", "quarter", "dozen", "hundred", "thousand", "million", "billion", "half", "decade", "century"]
)
_WHOLE = frozenset(["every", "all", "everyone", "always", "entirely", "certainly", "everything", "certain", "as"])


def number(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """The approximator when a number follows."""
    word = scene.lower[first]
    i = last
    if scene.after(i - 1) in {"$", "£", "€", "us$"}:
        i += 1
    if i >= scene.end:
        return None
    following = scene.lower[i]
    counted = following[0].isdigit() or following in _NUMBER_WORDS
    if following in {"a", "an"} and i + 1 < scene.end and scene.lower[i + 1] in _PORTION:
        counted = True
    if word in {"nearly", "almost", "roughly", "approximately"} and following in _WHOLE:
        counted = True
    if word == "estimated" and not (scene.before(first) in {"an", "is", "are", "was", "were", "the"} or counted):
        return None
    if word == "estimated":
        return Found(first, last, entry.kind, 1) if counted or following in {"to", "at"} else None
    if word in {"about", "around", "some"} and following == "one":
        return None
    if word == "about" and following.isalpha() and scene.before(first) in {"film", "book", "story", "movie", "song"}:
        return None
    if word == "around" and following in {"noon", "midnight"}:
        counted = True
    return Found(first, last, entry.kind, entry.strength) if counted else None
