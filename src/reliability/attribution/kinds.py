"""What kind of source a phrase names."""

from __future__ import annotations

from itertools import pairwise

from reliability.attribution.closed import DAYS, DETERMINERS, PERSONAL, PREPOSITIONS, PRONOUNS, RELATIVES, word_set
from reliability.attribution.nouns import SourceWords, singular
from reliability.attribution.view import Range, View
from reliability.types import SourceKind

_GROUP_PRONOUNS = word_set("many some most few several others none everyone everybody all both neither those one")
_PARTICIPLES = word_set(
    "when while citing quoting including involving released close familiar present involved aware seen written sent"
    " shown made held given"
)
_BREAKS = (PREPOSITIONS | RELATIVES | _PARTICIPLES) - {"off", "out", "up", "down"}
_PARTS = word_set("one some most many all any none several both few")
_MARKS = word_set(", ( ) ; : — –")
_BEFORE_HEAD = DETERMINERS | {"as", "from", "both"}
_NO_CAMEL = ("Mc", "Mac", "De", "O'", "La", "Le")  # surnames with a capital inside
_VAGUE = word_set("some several recent other many news media local press multiple early unconfirmed various few")
_PERSON_ENDINGS = ("er", "or", "ist", "man", "woman", "ian", "ant", "ent", "ee", "person")


def head_of(view: View, phrase: Range) -> Range:
    """The head part of a source phrase: up to its first comma, relative clause or preposition."""
    first, last = phrase
    if first < last - 1 and view.lower[first] in PREPOSITIONS:
        first += 1
    end = first
    while end < last and not _ends_head(view, end, first, last):
        end += 1
    while end > first + 1 and (not view.is_word(end - 1) or view.lower[end - 1] in DAYS):
        end -= 1
    return first, max(end, min(first + 1, last))


def _ends_head(view: View, i: int, first: int, last: int) -> bool:
    word = view.lower[i]
    if view.words[i] == ".":
        return not view.joins(i)
    if i == first:
        return False
    if word in _BREAKS or word in _MARKS:
        return not _inside_name(view, i, last)
    reduced = word.endswith("ed") and view.words[i][0].islower() and i + 1 < last
    return reduced and view.lower[i + 1] in PREPOSITIONS


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
    while first < last - 1 and view.lower[first] in _BEFORE_HEAD:
        first += 1
    partitive = last + 1 < phrase[1] and view.lower[last] == "of"
    if last - first == 1 and not partitive:
        kind = _pronoun(lower)
        if kind is not None:
            return kind
    if partitive and lower in _PARTS:
        inner = source_kind(view, (last + 1, phrase[1]), words, people)
        return "unnamed_person" if lower == "one" and inner not in ("document", "media") else inner
    if raw[:1].isupper() and not (last - first > 1 and lower in words.group):
        return _named(view, phrase, first, last, words, people)
    kind = _common(view, phrase, first, last, lower, words)
    if kind not in ("unnamed_person", "unnamed_group", "none", "document"):
        return kind
    apposed = apposed_name(view, (first, last), phrase, words)
    if apposed is None:
        return kind
    organised = kind == "unnamed_group" or view.lower[apposed[1] - 1] in words.organisation_names
    return "named_organisation" if organised else "named_person"


def _pronoun(word: str) -> SourceKind | None:
    """The kind of a source of one pronoun; None for another word."""
    if word.partition("'")[0] in PERSONAL or word in RELATIVES or word in ("him", "her", "them", "this", "that"):
        return "pronoun"
    if word in PRONOUNS:
        return "unnamed_group" if word in _GROUP_PRONOUNS else "none"
    return None


def _named(view: View, phrase: Range, first: int, last: int, words: SourceWords, people: frozenset[str]) -> SourceKind:
    lowers = [bare(word) for word in view.lower[first:last]]
    if last - first == 1 and (
        lowers[0] in words.group or lowers[0] not in words.organisation_names | words.media_names
    ):
        common = _single(view, first, lowers[0], words, people)
        if common is not None:
            return common
    if "of" in lowers[2:] and (lowers[0] in words.given or lowers[0] in words.person):
        return "named_person"  # "Professor Hal Winter of Lodar University"
    small = [word for k, word in enumerate(lowers) if view.words[first + k][0].islower()]
    if small and small[-1] in words.media:
        return "media"  # "the newspaper Ora"
    titled = any(word in words.titles or word in words.person for word in lowers[:-1])
    surname = view.words[last - 1] in people
    after_owner = max((k + 1 for k in range(first, last - 1) if view.lower[k].endswith("'s")), default=first)
    if not (titled or surname) and not words.media_names.isdisjoint(lowers[after_owner - first :]):
        return "media"
    if lowers[-1] in words.document and last - first > 1:
        return "document"
    if lowers[-1] in words.organisation or (lowers[-1] in words.organisation_names and not surname):
        return "named_organisation"
    if titled or surname:
        return "named_person"
    determined = phrase[0] < first and view.lower[first - 1] in ("the", "a", "an")
    return _bare_name(view.words[last - 1], lowers, words, determined=determined)


def _bare_name(word: str, lowers: list[str], words: SourceWords, *, determined: bool) -> SourceKind:
    """A name without title or known surname: a person unless something marks an organisation."""
    camel = any(a.islower() and b.isupper() for a, b in pairwise(word))
    if (camel and not word.startswith(_NO_CAMEL)) or (len(word) > 1 and word.isupper()):
        return "named_organisation"
    if not words.organisation_names.isdisjoint(lowers):
        if determined or lowers[0] not in words.organisation_names:
            return "named_organisation"
        return _person_or_not(lowers, words)
    if determined:
        demonym = lowers[-1] in words.person or lowers[-1].endswith(("an", "ese"))
        return "unnamed_person" if demonym else "named_organisation"
    return "named_person"


def _person_or_not(lowers: list[str], words: SourceWords) -> SourceKind:
    known = words.given
    return "named_person" if any(word in known for word in lowers) or len(lowers) > 2 else "named_organisation"


def _single(view: View, first: int, head: str, words: SourceWords, people: frozenset[str]) -> SourceKind | None:
    """One capitalised word: a common noun at the beginning of a sentence, a people, or None for a name."""
    if view.words[first] in people:
        return "named_person"
    one = singular(head)
    plural = one != head
    if head in ("reports", "rumors", "rumours"):
        return "unnamed_group"
    if head in words.document:
        return "document"
    if head in words.media:
        return "media"
    if head in words.group or (plural and (one in words.person or one in words.organisation)):
        return "unnamed_group"
    if head in words.person:
        return "unnamed_person"
    begin = view.sentences[view.sentence_of[first]][0]
    return "unnamed_group" if plural and first == begin and one.endswith(_PERSON_ENDINGS) else None


def _common(view: View, phrase: Range, first: int, last: int, head: str, words: SourceWords) -> SourceKind:
    one = singular(head)
    plural = one != head
    inside = [bare(word) for word in view.lower[first:last]]
    medium = any(
        view.words[k][0].isupper() and bare(view.lower[k]) in words.media_names for k in range(phrase[0], phrase[1])
    )
    if head in words.media or one in words.media:
        return "media"
    if head in ("reports", "rumors", "rumours", "accounts") and set(inside) <= _VAGUE | {head} and not medium:
        return "media" if {"news", "media", "press"} & set(inside) else "unnamed_group"
    if head in words.document or one in words.document:
        return "media" if medium and one in ("report", "article", "story", "editorial", "interview") else "document"
    if head not in words.group and one in words.organisation and not plural and one not in words.person:
        return "named_organisation" if _holds_name(view, phrase, first) else "unnamed_group"
    if head in words.group or plural or inside[0][:1].isdigit():
        return "unnamed_group"
    return "unnamed_person" if head in words.person or head.endswith(_PERSON_ENDINGS) else "none"


def _holds_name(view: View, phrase: Range, first: int) -> bool:
    """Whether a capital stands in the phrase that does not only begin the sentence."""
    capitals = sum(word[0].isupper() for word in view.words[first : phrase[1]])
    begin = view.sentences[view.sentence_of[phrase[0]]][0]
    return capitals > (first == phrase[0] == begin and view.words[first][0].isupper())


def apposed_name(view: View, head: Range, phrase: Range, words: SourceWords) -> Range | None:
    """``his partner, Lawrence Cummings,``: the name of two or more capitals right after the comma, or None."""
    if view.lower[head[1] - 1] in ("one", "some", "many", "most"):
        return None
    i = next((k for k in range(head[1], phrase[1]) if view.words[k] == ","), phrase[1])
    k = i + 1
    capitals = 0
    while k < phrase[1] and (view.words[k][0].isupper() or view.joins(k)):
        capitals += view.words[k][0].isalpha()
        k += 1
    start = i + 1
    while start < k - 2 and bare(view.lower[start]) in words.titles:
        start += 1
    closed = k >= phrase[1] or view.words[k] in (",", "(", "—", "–")
    return (start, k) if capitals >= 2 and closed else None
