"""What an edit of one sentence into another touches: numbers, dates, names, negation, opposites, other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from reliability.claims.numerals import ONES, TENS
from reliability.claims.opposites import OPPOSITES
from reliability.claims.polarity import NEGATORS, REVERSERS
from reliability.claims.vocabulary import STOPWORDS, plain_letters, stem

EDIT_FEATURES = (
    "kept",
    "swapped_numbers",
    "swapped_dates",
    "swapped_names",
    "swapped_words",
    "swapped_opposites",
    "other_negation",
    "one_sided_numbers",
    "one_sided_words",
    "reordered",
)
_MONTHS = {
    short: f"m{number}"
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
        "|november nov|december dec".split("|"),
        1,
    )
    for short in names.split()
}
_DAYS = {
    short: f"d{number}"
    for number, names in enumerate(
        "monday mon|tuesday tue tues|wednesday wed|thursday thu thurs|friday fri|saturday sat|sunday sun".split("|"), 1
    )
    for short in names.split()
}
# The frames of reporting say who tells, not what: an edit of them changes nothing that is stated.
_FRAMES = frozenset(
    "reportedly apparently allegedly report reports reported officials official said say says according statement it was"
    " that to a an the told sources source".split()
)
_OTHER_STOPS = frozenset("before after first last more less most least up down out off into against without".split())
_FUNCTION = STOPWORDS - _OTHER_STOPS - NEGATORS


Canonical = tuple[tuple[str, str], ...]


def canonical(words: Sequence[str]) -> Canonical:
    """The words of a sentence in one spelling with what kind each is; frames of reporting are left out.

    Kinds: ``number``, ``date``, ``name``, ``not``, ``word``, ``function``.

    Examples:
        >>> canonical("It was reported that twelve men were n't held on Sept. 3".split())[:4]
        (('12', 'number'), ('men', 'word'), ('were', 'function'), ('not', 'not'))
    """
    found = []
    for place, word in enumerate(words):
        if not word[0].isalnum():
            continue
        lower = plain_letters(word.lower()).removesuffix("'s").rstrip(".")
        if lower.endswith("n't") and lower != "n't":
            found.append((stem(lower[:-3]), "function"))
            lower = "n't"
        item = _one(word, lower, first=place == 0)
        if item[0] not in _FRAMES:
            found.append(item)
    return tuple(found)


def _one(word: str, lower: str, *, first: bool) -> tuple[str, str]:
    number = _number(lower)
    if number is not None:
        return number, "number"
    if word[0].isupper() and lower in _MONTHS:
        return _MONTHS[lower], "date"
    if word[0].isupper() and lower in _DAYS:
        return _DAYS[lower], "date"
    if lower in NEGATORS or lower == "n't":
        return ("not" if lower in ("n't", "cannot") else lower), "not"
    if lower in _FUNCTION or lower in _FRAMES:
        return lower, "function"
    return stem(lower), "name" if word[0].isupper() and not first else "word"


def _number(lower: str) -> str | None:
    """A number in digits; None for other words."""
    if lower[0].isdigit():
        return lower.replace(",", "")
    head, _, second = lower.partition("-")
    if head in TENS and (not second or second in ONES):
        return str(TENS[head] + ONES.get(second, 0))
    return str(ONES[lower]) if lower in ONES and lower != "one" else None


class Editable(NamedTuple):
    """A canonical sentence ready to be compared: its words in order, and each with its kind, repeats told apart."""

    items: tuple[str, ...]
    kinds: Mapping[object, tuple[str, str]]

    @classmethod
    def of(cls, words: Canonical) -> Editable:
        """The sentence whose canonical words are given."""
        seen: dict[str, int] = {}
        kinds: dict[object, tuple[str, str]] = {}
        for pair in words:
            item = pair[0]
            count = seen.get(item, 0)
            seen[item] = count + 1
            kinds[(item, count) if count else item] = pair
        return cls(tuple(item for item, _ in words), kinds)


def edit_features(a: Editable, b: Editable) -> list[float]:
    """The numbers of ``EDIT_FEATURES`` for two sentences; the same the other way round."""
    kept = LCSseq.similarity(a.items, b.items) / (min(len(a.items), len(b.items)) or 1)
    gone = [a.kinds[key] for key in a.kinds.keys() - b.kinds.keys()]
    come = [b.kinds[key] for key in b.kinds.keys() - a.kinds.keys()]
    if not gone and not come:
        return [kept, *[0.0] * (len(EDIT_FEATURES) - 2), float(a.items != b.items)]
    sides = [dict.fromkeys(_KINDS, 0), dict.fromkeys(_KINDS, 0)]
    negated = 0
    for side, edits in zip(sides, (gone, come), strict=True):
        for item, kind in edits:
            side[kind] += 1
            negated += item in _TURNING
    one, other = sides
    swapped = {name: float(min(one[name], other[name])) for name in ("number", "date", "name")}
    stated = swapped["name"] or min(one["name"] + one["word"], other["name"] + other["word"])
    lone_words = abs(one["word"] + one["name"] - other["word"] - other["name"])
    return [
        kept,
        kept * min(swapped["number"], 2.0),
        kept * min(swapped["date"], 2.0),
        kept * min(swapped["name"], 2.0),
        kept * min(float(stated), 3.0),
        kept * _opposites(gone, come),
        kept * min(float(negated), 2.0),
        kept * min(float(abs(one["number"] - other["number"])), 2.0),
        kept * min(float(lone_words), 4.0),
        0.0,
    ]


_KINDS = ("number", "date", "name", "not", "word", "function")
_TURNING = NEGATORS | {stem(word) for word in REVERSERS}


def _opposites(gone: Sequence[tuple[str, str]], come: Sequence[tuple[str, str]]) -> float:
    """Whether a word that went has its opposite among those that came."""
    came = {item for item, _ in come}
    return float(any(opposite in came for item, _ in gone for opposite in OPPOSITES.get(item, ())))
