"""Syllables of English words: a rule, and a list of the words on which the rule is wrong.

The list is made in ``training/syllables.py`` from the CMU Pronouncing Dictionary, so that rule and list together give
the dictionary's count for each of its words; unknown words get the rule's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reliability.errors import VersionIntegrityError

FILE = "syllables.txt"
_VOWELS = re.compile("[aeiouy]+")
_SPLIT = re.compile(r"[^a-z]+")
_SILENT_ENDING = re.compile(
    "(?:[^aeiouylr]|[aeiouy][lr])e$|[^aeiouydt]ed$|[^aeiouyscxzgh]es$|[aeiou][^aeiou]e(?:ly|ment|ful|less)s?$"
)
_HIATUS = re.compile("i[ao]|[aeou]ing|[^q]ua|eo[^u]|iu|io[^u]|[^aeiou]ier$|uou")
_ONE_BEAT = re.compile("[ct]ia|[cstgx]io|geo|gua|qua")


@lru_cache(maxsize=32_768)  # a pure function: what is kept changes the time alone
def rule(word: str) -> int:
    """The rule's count for a lower-case word of the letters a–z; at least 1.

    Examples:
        >>> rule("statement"), rule("region"), rule("harbours")
        (2, 2, 2)
    """
    groups = len(_VOWELS.findall(word))
    groups += len(_HIATUS.findall(word)) - len(_ONE_BEAT.findall(word))
    if _SILENT_ENDING.search(word):
        groups -= 1
    return max(1, groups)


@dataclass(frozen=True, slots=True, eq=False)
class Syllables:
    """Counts syllables; built once from the files of a scoring version."""

    exceptions: Mapping[str, int]

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> Syllables:
        """The counter with a scoring version's exception list: lines of ``count word word …``.

        Raises:
            VersionIntegrityError: the file is missing or malformed.
        """
        exceptions: dict[str, int] = {}
        try:
            for line in resources[FILE].decode("ascii").splitlines():
                count, *words = line.split()
                exceptions.update(dict.fromkeys(words, int(count)))
        except (KeyError, ValueError) as error:
            raise VersionIntegrityError(f"{FILE} is missing or malformed: {error}") from None
        return cls(exceptions)

    def count(self, word: str) -> int:
        """Syllables of one folded token, at least 1; a hyphenated token has those of its parts.

        Apostrophes are left out ("don't" is looked up as "dont"); digits count as one syllable a token.
        """
        known = self.exceptions.get(word)
        if known is not None:
            return known
        if len(word) <= 40 and word.isalpha() and word.isascii() and word.islower():
            return rule(word)
        lower = word.lower().replace("'", "")
        known = self.exceptions.get(lower)
        if known is not None:
            return known
        if lower.isalpha() and lower.isascii():
            return rule(lower[:40])
        return sum(self.exceptions.get(part) or rule(part[:40]) for part in _SPLIT.split(lower[:200]) if part) or 1
