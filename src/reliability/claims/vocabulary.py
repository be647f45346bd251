"""Stems and how rare they are: one table of document frequencies for a scoring version."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reliability.claims.numerals import ONES, TENS
from reliability.errors import VersionIntegrityError

TABLE = "claims_frequencies.tsv"
SYNONYMS = "claims_synonyms.tsv"
STOPWORDS = frozenset(
    "a an the of to in on at by for from with and or but is are was were be been being has have had do does did it its"
    " he she they we you i his her their our my your him them us me this that these those as not n't no if so than then"
    " there here what which who whom whose when where why how will would can could should may might must shall about"
    " into over after before also just more most some any all each every other such only own same too very s said says"
    " say told 's 'll 're 've up out down off because while during between against under again further once both"
    " few".split()
)
_ENDINGS = (
    ("ization", "iz", 3),
    ("ational", "at", 3),
    ("ements", "", 3),
    ("ement", "", 3),
    ("ments", "", 3),
    ("ment", "", 3),
    ("ations", "at", 3),
    ("ation", "at", 3),
    ("ings", "", 3),
    ("ing", "", 3),
    ("ies", "y", 2),
    ("ied", "y", 2),
    ("ions", "", 3),
    ("ion", "", 3),
    ("ness", "", 3),
    ("ers", "", 3),
    ("ors", "", 3),
    ("er", "", 4),
    ("or", "", 4),
    ("ed", "", 3),
    ("es", "", 3),
    ("ly", "", 3),
    ("s", "", 3),
    ("e", "", 3),
)


# Letters without an accent to take off, as newsrooms write them in plain letters.
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "þ": "th", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h"}
)


def plain_letters(word: str) -> str:
    """A lower-case word with letters such as đ and ł in plain ones; dj, which newsrooms write for đ, is d too.

    Examples:
        >>> plain_letters("đorđe")
        'dorde'
    """
    plain = word if word.isascii() else word.translate(_LETTERS)
    return plain.replace("dj", "d")


_SPELLED = {"US": "u.s.", "UK": "u.k.", "USA": "u.s."}
_NUMBERS = {word: str(value) for word, value in (ONES | TENS).items() if word not in ("zero", "one")} | {"%": "percent"}


def plain_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words in lower case as they are compared: US as u.s., small numbers in digits.

    Examples:
        >>> plain_words(("US", "kills", "ten"))
        ('u.s.', 'kills', '10')
    """
    found = []
    for word in words:
        low = word.lower()
        found.append(_SPELLED.get(word) or _NUMBERS.get(low) or low)
    return tuple(found)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A lower-case word without its endings, so that announce, announced and announcement meet.

    Examples:
        >>> [stem(word) for word in ("announced", "announcement", "cities", "u.s.")]
        ['announc', 'announc', 'city', 'us']
    """
    word = plain_letters(word.removesuffix("'s").replace(".", ""))
    if len(word) < 4 or word[0].isdigit():
        return word
    for ending, instead, fewest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= fewest:
            if ending == "s" and word.endswith("ss"):
                break
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("i"):
        word = word[:-1] + "y"
    return word


def stems_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The stem of each word, whatever word it is.

    Examples:
        >>> stems_of(("Ships", "sank", "."))
        ('ship', 'sank', '')
    """
    return tuple(map(stem, map(str.lower, words)))


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """How rare each stem is among the sentences of news.

    Attributes:
        frequencies: stem to the number of sentences that hold it.
        sentences: number of sentences counted.
        synonyms: stem to the stem that stands for its family.
        rarest: the rarity of an unknown stem.
        common: words that stand in lower case often enough to make no name at the start of a sentence.
    """

    frequencies: Mapping[str, int]
    sentences: int
    common: frozenset[str]
    synonyms: Mapping[str, str]
    rarest: float

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> Vocabulary:
        """The vocabulary in a scoring version's files: one line a stem, ``stem<TAB>sentences<TAB>words``.

        Raises:
            VersionIntegrityError: the table is missing or malformed.
        """
        try:
            rows = [line.split("\t") for line in resources[TABLE].decode("utf-8").splitlines() if line]
            sentences = int(rows[0][1])
            frequencies = {row[0]: int(row[1]) for row in rows[1:]}
            common = frozenset(word for row in rows[1:] for word in row[2].split())
        except (KeyError, ValueError, IndexError) as error:
            raise VersionIntegrityError(f"{TABLE} is missing or malformed: {error}") from None
        synonyms = _read_synonyms(resources)
        merged: dict[str, int] = {}
        for item, count in frequencies.items():
            head = synonyms.get(item, item)
            merged[head] = merged.get(head, 0) + count
        return cls(merged, sentences, common, synonyms, math.log(sentences + 1.0))

    def stems(self, lower: Sequence[str]) -> list[str]:
        """Stems of the content words, in order, synonyms as one; marks and function words are left out."""
        synonyms = self.synonyms
        found = [stem(word) for word in lower if word[0].isalnum() and word not in STOPWORDS]
        return [synonyms.get(item, item) for item in found]

    def rarity(self, stem: str) -> float:
        """The inverse sentence frequency of a stem; unknown stems are as rare as can be."""
        count = self.frequencies.get(stem)
        return self.rarest if count is None else max(0.0, math.log((self.sentences + 1.0) / (count + 1.0)))


def _read_synonyms(resources: Mapping[str, bytes]) -> dict[str, str]:
    """One line a family: its head, a tab, its words; a word belongs to the first family that names it."""
    found: dict[str, str] = {}
    try:
        for line in resources[SYNONYMS].decode("utf-8").splitlines():
            head, words = line.split("\t")
            for word in words.split():
                found.setdefault(stem(word), f"{head}*")
    except (KeyError, ValueError) as error:
        raise VersionIntegrityError(f"{SYNONYMS} is missing or malformed: {error}") from None
    return found
