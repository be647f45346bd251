"""The verb group around a cue verb: auxiliaries, adverbs, negation, voice, and whether it is a verb at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reliability.attribution.closed import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    CONJUNCTIONS,
    HAVE,
    NEGATIONS,
    PERSONAL,
    PRONOUNS,
    RELATIVES,
    TIMES,
)
from reliability.attribution.lexicon import Verb
from reliability.attribution.view import View

Voice = Literal["finite", "passive", "gerund", "infinitive", "noun"]
# Verbs that take "to" and another cue verb, and leave the subject theirs: "went on to say", "declined to comment".
_RAISING = frozenset(
    "went continued continues began begins decline declined declines refused refuses refuse wants want wanted seeks"
    " sought tried tries trying try failed fails used likes like appeared appears seems seemed expected scheduled"
    " needs need proceeded rushed took moved chose hastened happy managed hesitated plans"
    " planned plan vowed promised pledged agreed threatened continue on".split()
)
_ADJECTIVES = frozenset(
    "biggest largest latest first same other new own main key major recent such more further multiple".split()
)
_NOT_SPEAKING = frozenset("worth into second-best own of".split())
_PLURALS = frozenset(
    "people police men women percent majority media public % data children folks team board council".split()
)


@dataclass(slots=True)
class Group:
    """First token of the group, the token that its subject ends before, voice, negation."""

    first: int
    voice: Voice
    negated: bool
    subject_inside: bool = False


def verb_group(view: View, i: int, begin: int, verb: Verb) -> Group:
    """What stands before the cue verb at ``i``, read back to ``begin``."""
    lower, words = view.lower, view.words
    g = i
    negated = False
    be = have = modal = inside = False
    while g > begin:
        word = lower[g - 1]
        if word in NEGATIONS or word.endswith("n't"):
            negated = True
            if word.endswith("n't") and word not in AUXILIARIES:
                break
        elif not (
            word in AUXILIARIES or word in ADVERBS - TIMES or (word.endswith("ly") and words[g - 1][0].islower())
        ):
            break
        if word in AUXILIARIES:
            be = be or word in BE
            have = have or word in HAVE
            modal = modal or (word not in BE and word not in HAVE)
        g -= 1
        head = word.partition("'")
        if head[1] and head[0] in PERSONAL:
            inside = True
            break
    return Group(g, _voice(view, i, g, begin, verb, be=be, have=have, modal=modal), negated, inside)


def _voice(view: View, i: int, g: int, begin: int, verb: Verb, *, be: bool, have: bool, modal: bool) -> Voice:
    lower = view.lower
    before = lower[g - 1] if g > begin else ""
    if "gerund" in verb.forms:
        if be:
            return "finite"
        return "noun" if before in DETERMINERS or before in _NOT_SPEAKING else "gerund"
    if be and "participle" in verb.forms:
        return "passive"
    if have or modal:
        return "finite"
    if "base" in verb.forms or "third" in verb.forms:
        if before == "to" and "base" in verb.forms:
            return "infinitive"
        if before in DETERMINERS and before not in ("this", "that", "both", "all", "many", "some", "others", "most"):
            return "noun"
        if before.endswith(("'s", "s'")) and g - 1 >= begin and before.partition("'")[0] not in PERSONAL:
            return "noun"
        if not _agrees(view, g, begin, verb):
            return "noun"
    return "finite"


def _agrees(view: View, g: int, begin: int, verb: Verb) -> bool:
    """Whether the word before a bare present form can be its subject; "an air attack" cannot attack."""
    if "past" in verb.forms or g == begin:
        return True
    word, raw = view.lower[g - 1], view.words[g - 1]
    if word in PRONOUNS or word in RELATIVES or not raw[0].isalnum() or word in CONJUNCTIONS:
        return word not in ("he", "she", "it") or "third" in verb.forms
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    if "third" in verb.forms:
        return (raw[0].isupper() or not plural) and not raw[0].isdigit() and word not in _ADJECTIVES
    return plural or word in _PLURALS


def raised(view: View, g: int, begin: int, verbs: Mapping[str, Verb]) -> int | None:
    """For ``declined to say``: the token of the verb that governs ``to``; None when the infinitive is a purpose."""
    lower = view.lower
    k = g - 2  # token before "to"
    if k < begin:
        return None
    if lower[k] == "on" and k - 1 >= begin:
        k -= 1
    if lower[k] in _RAISING or lower[k] in ("have", "has", "had"):
        return k
    verb = verbs.get(lower[k])
    return k if verb is not None and "i" in verb.frames else None
