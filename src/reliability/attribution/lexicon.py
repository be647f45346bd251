"""The cue verbs and nouns of a scoring version, inflected once when the version is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reliability.attribution.closed import word_set
from reliability.errors import InputError

VerbForm = Literal["base", "third", "past", "participle", "gerund"]
_FRAMES = word_set("q c t w f r i o s")
_VOWELS = frozenset("aeiou")


# Base forms that are far more often another part of speech.
_OTHER_WORDS = word_set("back dub brand pen")


@dataclass(frozen=True, slots=True)
class Verb:
    """One inflected form of a cue verb.

    Attributes:
        lemma: the dictionary form.
        forms: which forms the spelling can be; "said" is past and participle.
        frames: what may follow or surround it, see the header of ``attribution_verbs.tsv``.
        leads: prepositions or particles that lead its content.
    """

    lemma: str
    forms: frozenset[VerbForm]
    frames: frozenset[str]
    leads: frozenset[str]


def inflect(lemma: str, irregular: str = "-") -> dict[VerbForm, str]:
    """The spelling of each form of a regular English verb; ``irregular`` gives past and participle.

    Examples:
        >>> inflect("deny")["past"], inflect("urge")["gerund"], inflect("say", "said")["third"]
        ('denied', 'urging', 'says')
    """
    stem = lemma
    past = irregular.split(",") if irregular != "-" else []
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third, regular, gerund = stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"
    elif lemma.endswith("e"):
        third, regular, gerund = stem + "s", stem + "d", (stem if lemma.endswith("ee") else stem[:-1]) + "ing"
    elif lemma.endswith(("s", "sh", "ch", "x", "z")):
        third, regular, gerund = stem + "es", stem + "ed", stem + "ing"
    else:
        third, regular, gerund = stem + "s", stem + "ed", stem + "ing"
    if len(past) >= 1 and past[0] == stem + stem[-1] + "ed":
        gerund = stem + stem[-1] + "ing"
    return {
        "base": stem,
        "third": third,
        "past": past[0] if past else regular,
        "participle": past[-1] if past else regular,
        "gerund": gerund,
    }


def read_verbs(text: str) -> Mapping[str, Verb]:
    """Every spelling of every verb in the table.

    Raises:
        InputError: a line without three tab-separated fields.
    """
    table: dict[str, Verb] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3:
            raise InputError(f"attribution_verbs.tsv line {number}: expected 3 fields, got {len(fields)}")
        lemma, irregular, described = fields
        items = described.split()
        frames = frozenset(item for item in items if item in _FRAMES)
        leads = frozenset(item for item in items if item not in _FRAMES)
        spellings: dict[str, set[VerbForm]] = {}
        for form, spelling in inflect(lemma, irregular).items():
            spellings.setdefault(spelling, set()).add(form)
        for spelling, forms in spellings.items():
            if spelling in _OTHER_WORDS:
                continue
            table.setdefault(spelling, Verb(lemma, frozenset(forms), frames, leads))
    return table
