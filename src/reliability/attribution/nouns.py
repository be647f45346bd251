"""The word lists behind source kinds, as sets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Nouns that head a source by what they name, and words that mark names.

    ``given`` holds all given names, ``before_names`` the titles and roles that stand before a name. ``rules`` is the set of
    rules that goes with the lists: 1 up to 2027.02, 2 from 2027.03 on (`docs/methods/attribution.md`).
    """

    person: frozenset[str]
    group: frozenset[str]
    organisation: frozenset[str]
    document: frozenset[str]
    media: frozenset[str]
    media_names: frozenset[str]
    organisation_names: frozenset[str]
    titles: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    anonymous: frozenset[str]
    leaders: frozenset[str]
    rules: int = 1
    given: frozenset[str] = field(init=False)
    before_names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", self.male | self.female)
        object.__setattr__(self, "before_names", self.titles | self.person)

    @classmethod
    def from_json(cls, text: str) -> SourceWords:
        """The lists in ``attribution_sources.json``: one string of words for each field, and a number for ``rules``."""
        fields = json.loads(text)
        rules = fields.pop("rules", 1)
        return cls(**{name: frozenset(words.split()) for name, words in fields.items()}, rules=rules)


def singular(word: str) -> str:
    """The singular of a regular English plural; other words unchanged.

    Examples:
        >>> singular("parties"), singular("lawyers"), singular("boss")
        ('party', 'lawyer', 'boss')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
