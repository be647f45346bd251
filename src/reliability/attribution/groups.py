"""The verb group around a cue verb: auxiliaries, adverbs, negation, voice, and whether it is a verb at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reliability.attribution.closed import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    NEGATIONS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIMES,
    word_set,
)
from reliability.attribution.contents import leads_clause
from reliability.attribution.lexicon import Verb
from reliability.attribution.view import View

Voice = Literal["finite", "passive", "gerund", "infinitive", "noun"]
# Verbs that take "to" and another cue verb, and leave the subject theirs: "went on to say", "declined to comment".
_RAISING = word_set(
    "went continued continues began begins decline declined declines refused refuses refuse wants want wanted seeks"
    " sought tried tries trying try failed fails used likes like appeared appears seems seemed expected scheduled"
    " needs need proceeded rushed took moved chose hastened happy managed hesitated plans"
    " planned plan vowed promised pledged agreed threatened continue on"
)
_ADJECTIVES = word_set(
    "biggest largest latest first same other new own main key major recent such more further multiple"
)
_NOT_SPEAKING = word_set("worth into second-best own of")
_SUBJECT_WORDS = word_set("this that both all many some others most")
_PLURALS = word_set("people police men women percent majority media public % data children folks team board council")
_OBJECTS = word_set("him her them us me you it himself herself themselves")
_LIGHT = word_set("final big no little much")
_MANNER = ADVERBS - TIMES
_OWNERS = word_set("the a an his her its their my our your")
_NEVER_NOUNS = word_set("say believe think argue insist suggest warn allege agree add tell predict worry")


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
        elif not (word in AUXILIARIES or word in _MANNER or (word.endswith("ly") and words[g - 1][0].islower())):
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
    if "gerund" in verb.forms and be:
        voice: Voice = "finite"
    elif be and "participle" in verb.forms:
        voice = "passive"
    elif "gerund" not in verb.forms and (have or modal):
        voice = "finite"
    else:
        voice = _bare_voice(view, g, begin, verb)
    return Group(g, voice, negated, inside)


def _bare_voice(view: View, g: int, begin: int, verb: Verb) -> Voice:
    """The voice of a form without an auxiliary."""
    before = view.lower[g - 1] if g > begin else ""
    if "gerund" in verb.forms:
        if view.rules > 1 and before.endswith(("'s", "s'")) and before.partition("'")[0] not in PERSONAL:
            return "noun"  # "familiar with his party's thinking"
        return "noun" if before in DETERMINERS or before in _NOT_SPEAKING else "gerund"
    if verb.forms == {"participle"}:
        return "noun"  # "a draft seen by this agency"
    if not {"base", "third"} & verb.forms:
        return "noun" if before in _OWNERS else "finite"  # "the alleged leader"
    if before == "to" and "base" in verb.forms:
        return "infinitive"
    owned = before.endswith(("'s", "s'")) and before.partition("'")[0] not in PERSONAL
    if owned or (before in DETERMINERS and before not in _SUBJECT_WORDS) or not _agrees(view, g, begin, verb):
        return "noun"
    return "finite"


def _agrees(view: View, g: int, begin: int, verb: Verb) -> bool:
    """Whether the word before a bare present form can be its subject; "an air attack" cannot attack."""
    if "past" in verb.forms or g == begin:
        return True
    word, raw = view.lower[g - 1], view.words[g - 1]
    if word in PRONOUNS or word in RELATIVES or not raw[0].isalnum() or word in CONJUNCTIONS:
        return word not in ("he", "she", "it") or "third" in verb.forms
    plural = _is_plural(word)
    if "third" in verb.forms:
        return (raw[0].isupper() or not plural) and not raw[0].isdigit() and word not in _ADJECTIVES
    if plural or word in _PLURALS:
        return True
    if verb.lemma not in _NEVER_NOUNS:
        return False
    if _plural_before_preposition(view, g, begin):
        return True
    return view.rules > 1 and _told_next(view, g, begin, noun=verb.lemma == "think")


def _told_next(view: View, g: int, begin: int, *, noun: bool) -> bool:
    """Whether what several say begins right after a bare present form: ``a third say they will``, ``Roe and Lo say it is``."""
    after, count, word = g + 1, len(view.words), view.lower[g - 1]
    begins = after < count and (view.lower[after] in PERSONAL | {"that"} or view.quote_of[after] >= 0)
    if not begins and (noun or not leads_clause(view, after, count)):
        return False
    if word in _OBJECTS or word in AUXILIARIES or word in _LIGHT:
        return False
    if not view.words[g - 1][0].isupper() or word in TIMES:
        return True
    k = g - 1
    while k > begin and view.words[k - 1][0].isupper():
        k -= 1
    return k - 1 > begin and view.lower[k - 1] == "and" and view.words[k - 2][0].isupper()


def _plural_before_preposition(view: View, g: int, begin: int) -> bool:
    """Whether a plural with a prepositional phrase ends at ``g``: "researchers at the university"."""
    for k in range(g - 2, max(begin, g - 8), -1):
        word = view.lower[k]
        if not word[0].isalnum() or view.quote_of[k] >= 0:
            return False
        if word in PREPOSITIONS:
            head = view.lower[k - 1]
            return head in _PLURALS or _is_plural(head)
    return False


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


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
