"""What an edit of one sentence into another touches: numbers, dates, names, negation, opposites, other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
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
Keys = frozenset[object]


def canonical(words: Sequence[str]) -> Canonical:
    """The words of a sentence in one spelling with what kind each is; frames of reporting are left out.

    Kinds: ``number``, ``date``, ``name``, ``not``, ``word``, ``function``.

    Examples:
        >>> canonical("It was reported that twelve men were n't held on Sept. 3".split())[:4]
        (('12', 'number'), ('men', 'word'), ('were', 'function'), ('not', 'not'))
    """
    return tuple(item for place, word in enumerate(words) for item in _items(word, place == 0))


@lru_cache(maxsize=16_384)
def _items(word: str, first: bool) -> Canonical:
    """What one word of a sentence comes to: nothing, itself, or two (is n't)."""
    if not word[0].isalnum():
        return ()
    found = []
    lower = plain_letters(word.lower()).removesuffix("'s").rstrip(".")
    if lower.endswith("n't") and lower != "n't":
        found.append((stem(lower[:-3]), "function"))
        lower = "n't"
    item = _one(word, lower, first=first)
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
    """A canonical sentence ready to be compared.

    A word that stands several times has as many keys, so that sets of keys meet as multisets.

    Attributes:
        items: its words in order.
        keys: a key for each word.
        numbers, dates, names, words: the keys of each of these kinds.
        turning: the keys of words that deny or turn round.
        counts: how often each word stands.
        sided: the words that have opposites, with these.
        opposites: all of these.
    """

    items: tuple[str, ...]
    keys: Keys
    numbers: Keys
    dates: Keys
    names: Keys
    words: Keys
    turning: Keys
    counts: Mapping[str, int]
    sided: tuple[tuple[str, tuple[str, ...]], ...]
    opposites: frozenset[str]

    @classmethod
    def of(cls, words: Canonical) -> Editable:
        """The sentence whose canonical words are given."""
        counts: dict[str, int] = {}
        kinds: dict[str, list[object]] = {}
        keys: list[object] = []
        turning: list[object] = []
        for item, kind in words:
            count = counts.get(item, 0)
            counts[item] = count + 1
            key = (item, count) if count else item
            keys.append(key)
            kinds.setdefault(kind, []).append(key)
            if item in _TURNING:
                turning.append(key)
        sided = tuple((item, OPPOSITES[item]) for item in counts if item in OPPOSITES)
        numbers, dates, names, others = (frozenset(kinds.get(kind, ())) for kind in ("number", "date", "name", "word"))
        return cls(
            tuple(item for item, _ in words),
            frozenset(keys),
            numbers,
            dates,
            names,
            others,
            frozenset(turning),
            counts,
            sided,
            frozenset(opposite for _, found in sided for opposite in found),
        )


def edit_features(a: Editable, b: Editable) -> list[float]:
    """The numbers of ``EDIT_FEATURES`` for two sentences; the same the other way round."""
    kept = LCSseq.similarity(a.items, b.items) / (min(len(a.items), len(b.items)) or 1)
    own, their = a.keys, b.keys
    if own == their:
        return [kept, *[0.0] * (len(EDIT_FEATURES) - 2), float(a.items != b.items)]
    numbers, other_numbers = _gone(a.numbers, their), _gone(b.numbers, own)
    dates = min(_gone(a.dates, their), _gone(b.dates, own))
    names, other_names = _gone(a.names, their), _gone(b.names, own)
    swapped = min(names, other_names)
    stated = names + _gone(a.words, their), other_names + _gone(b.words, own)
    return [
        kept,
        kept * min(float(min(numbers, other_numbers)), 2.0),
        kept * min(float(dates), 2.0),
        kept * min(float(swapped), 2.0),
        kept * min(float(swapped or min(stated)), 3.0),
        kept * _opposites(a, b),
        kept * min(float(_gone(a.turning, their) + _gone(b.turning, own)), 2.0),
        kept * min(float(abs(numbers - other_numbers)), 2.0),
        kept * min(float(abs(stated[0] - stated[1])), 4.0),
        0.0,
    ]


_TURNING = NEGATORS | {stem(word) for word in REVERSERS}


def _gone(keys: Keys, others: Keys) -> int:
    """How many of the keys are not among the others."""
    return len(keys - others) if keys else 0


def _opposites(a: Editable, b: Editable) -> float:
    """Whether a word that only ``a`` has, or has more often, has its opposite among those of ``b``."""
    if a.opposites.isdisjoint(b.counts):
        return 0.0
    more = {item for item, count in b.counts.items() if count > a.counts.get(item, 0)}
    return float(any(a.counts[item] > b.counts.get(item, 0) and not more.isdisjoint(found) for item, found in a.sided))
