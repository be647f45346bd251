"""What kind of source a phrase names."""

from __future__ import annotations

from reliability.attribution.closed import DAYS, DETERMINERS, PERSONAL, PREPOSITIONS, PRONOUNS, RELATIVES
from reliability.attribution.nouns import SourceWords, singular
from reliability.attribution.view import Range, View
from reliability.types import SourceKind

_GROUP_PRONOUNS = frozenset(
    "many some most few several others none everyone everybody all both neither those one".split()
)
_BREAKS = (PREPOSITIONS | RELATIVES | frozenset("when while citing quoting including involving released".split())) - {
    "off",
    "out",
    "up",
    "down",
}
_VAGUE = frozenset(
    "some several recent other many news media local press multiple early unconfirmed various few".split()
)
_PERSON_ENDINGS = ("er", "or", "ist", "man", "woman", "ian", "ant", "ent", "ee", "person")


def head_of(view: View, phrase: Range) -> Range:
    """The head part of a source phrase: up to its first comma, relative clause or preposition."""
    first, last = phrase
    if first < last - 1 and view.lower[first] in PREPOSITIONS:
        first += 1
    end = first
    while end < last:
        word = view.lower[end]
        if view.words[end] == "." and not view.joins(end):
            break
        if end > first and (word in _BREAKS or view.words[end] in (",", "(", ")", ";", ":", "—", "–")):
            if not (word in ("of", "for", "at") and _inside_name(view, end, last)):
                break
        if end > first and word.endswith("ed") and view.words[end][0].islower() and end + 1 < last:
            if view.lower[end + 1] in PREPOSITIONS:
                break
        end += 1
    while end > first + 1 and (not view.is_word(end - 1) or view.lower[end - 1] in DAYS):
        end -= 1
    return first, max(end, min(first + 1, last))


def _inside_name(view: View, i: int, last: int) -> bool:
    return view.lower[i] == "of" and i + 1 < last and view.words[i - 1][0].isupper() and view.words[i + 1][0].isupper()


def bare(word: str) -> str:
    """A token without its possessive ending."""
    if "'" not in word:
        return word
    return word[:-2] if word.endswith("'s") else word[:-1] if word.endswith("s'") else word


def source_kind(view: View, phrase: Range, words: SourceWords, people: frozenset[str] = frozenset()) -> SourceKind:
    """The kind of the source in tokens ``phrase``; ``people`` holds surnames of persons named in the document."""
    first, last = head_of(view, phrase)
    head = view.words[last - 1] if view.lower[last - 1] not in ("'s", "'") else view.words[max(first, last - 2)]
    raw = bare(head)
    lower = raw.lower()
    while first < last - 1 and view.lower[first] in DETERMINERS | {"as", "from", "both"}:
        first += 1
    if last - first == 1 and not (last < phrase[1] and view.lower[last] == "of"):
        if (
            lower in PERSONAL
            or lower in RELATIVES
            or lower.partition("'")[0] in PERSONAL
            or lower in ("him", "her", "them")
        ):
            return "pronoun"
        if lower in PRONOUNS:
            return "unnamed_group" if lower in _GROUP_PRONOUNS else "pronoun" if lower in ("this", "that") else "none"
    if raw[:1].isupper() and not (last - first > 1 and lower in words.group):
        return _named(view, phrase, first, last, words, people)
    if lower in ("one", "some", "most", "many", "all", "any", "none", "several", "both", "few") and last < phrase[1]:
        if view.lower[last] == "of" and last + 1 < phrase[1]:
            inner = source_kind(view, (last + 1, phrase[1]), words, people)
            return "unnamed_person" if lower == "one" and inner == "unnamed_group" else inner
    kind = _common(view, phrase, first, last, lower, words)
    if kind in ("unnamed_person", "unnamed_group") and _apposed_name(view, last, phrase[1], words):
        return "named_person"
    return kind


def _named(view: View, phrase: Range, first: int, last: int, words: SourceWords, people: frozenset[str]) -> SourceKind:
    lowers = [bare(word) for word in view.lower[first:last]]
    head = lowers[-1]
    determined = phrase[0] < first and view.lower[first - 1] in ("the", "a", "an")
    if last - first == 1 and head not in words.organisation_names | words.media_names:
        common = _single(view, first, head, words, people)
        if common is not None:
            return common
    titled = any(word in words.titles or word in words.person for word in lowers[:-1])
    surname = view.words[last - 1] in people
    after_owner = max((k + 1 for k in range(first, last - 1) if view.lower[k].endswith("'s")), default=first)
    if any(bare(word) in words.media_names for word in view.lower[after_owner:last]) and not titled and not surname:
        return "media"
    if head in words.document and last - first > 1:
        return "document"
    marked = head in words.organisation_names or head in words.organisation
    if marked and not (surname and head not in words.organisation):
        return "named_organisation"
    if titled or surname:
        return "named_person"
    if len(view.words[last - 1]) > 1 and view.words[last - 1].isupper():
        return "named_organisation"
    if any(word in words.organisation_names for word in lowers):
        return (
            "named_organisation"
            if determined or lowers[0] not in words.organisation_names
            else _person_or_not(lowers, words)
        )
    if determined:
        if head in words.person or head.endswith(("an", "ese")):
            return "unnamed_person"
        return "named_organisation"
    return "named_person"


def _person_or_not(lowers: list[str], words: SourceWords) -> SourceKind:
    known = words.male | words.female
    return "named_person" if any(word in known for word in lowers) or len(lowers) > 2 else "named_organisation"


def _single(view: View, first: int, head: str, words: SourceWords, people: frozenset[str]) -> SourceKind | None:
    """One capitalised word: a common noun at the beginning of a sentence, a people, or None for a name."""
    if view.words[first] in people:
        return "named_person"
    one = singular(head)
    if head in ("reports", "rumors", "rumours"):
        return "unnamed_group"
    if head in words.document:
        return "document"
    if head in words.media:
        return "media"
    if head in words.group or (one != head and one in words.person):
        return "unnamed_group"
    if head in words.person:
        return "unnamed_person"
    if one != head and one in words.organisation:
        return "unnamed_group"
    begin = view.sentences[view.sentence_of[first]][0]
    if one != head and first == begin and one.endswith(_PERSON_ENDINGS):
        return "unnamed_group"
    return None


def _common(view: View, phrase: Range, first: int, last: int, head: str, words: SourceWords) -> SourceKind:
    one = singular(head)
    inside = [bare(word) for word in view.lower[first:last]]
    media = any(
        bare(view.lower[k]) in words.media_names and view.words[k][0].isupper() for k in range(phrase[0], phrase[1])
    )
    if head in words.media or one in words.media:
        return "media"
    if head in ("reports", "rumors", "rumours", "accounts") and set(inside) <= _VAGUE | {head} and not media:
        return "media" if {"news", "media", "press"} & set(inside) else "unnamed_group"
    if head in words.document or one in words.document:
        return "media" if media and one in ("report", "article", "story", "editorial", "interview") else "document"
    if head in words.group:
        return "unnamed_group"
    if one in words.person:
        return "unnamed_person" if one == head else "unnamed_group"
    if one in words.organisation:
        if one != head:
            return "unnamed_group"
        capital = sum(word[0].isupper() for word in view.words[max(first, phrase[0]) : phrase[1]])
        begin = view.sentences[view.sentence_of[phrase[0]]][0]
        capital -= first == phrase[0] == begin and view.words[first][0].isupper()
        return "named_organisation" if capital > 0 else "unnamed_group"
    if any(character.isdigit() for character in inside[0]) or inside[-1] in ("percent", "%"):
        return "unnamed_group"
    if one != head:
        return "unnamed_group"
    return "unnamed_person" if head.endswith(_PERSON_ENDINGS) else "none"


def _apposed_name(view: View, i: int, last: int, words: SourceWords) -> bool:
    """``his partner, Lawrence Cummings,``: a name of two capitals right after the comma."""
    i = next((k for k in range(i, last) if view.words[k] == ","), last)
    if i + 2 >= last:
        return False
    k = i + 1
    capitals = 0
    while k < last and (view.words[k][0].isupper() or view.words[k] == "."):
        capitals += view.words[k][0].isalpha()
        k += 1
    return (
        capitals >= 2
        and (k >= last or view.words[k] in (",", "("))
        and view.lower[i + 1] not in words.organisation_names
    )
