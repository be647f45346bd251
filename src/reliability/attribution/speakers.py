"""Who a source is: surnames, titles, descriptions and pronouns resolved to one name inside the article."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from reliability.attribution.closed import DETERMINERS, PREPOSITIONS, STOPS, word_set
from reliability.attribution.kinds import apposed_name, bare, head_of
from reliability.attribution.nouns import SourceWords
from reliability.attribution.view import Range, View
from reliability.types import SourceKind
from reliability.vocabulary import is_capital

_PARTICLES = word_set("de da di del della van von der den bin al el la le ben ibn y dos ter")
_ROLE_REACH = 8  # tokens after ", the" in which the role noun of an apposition is looked for
_SUBJECT_REACH = 6  # a name this close to the beginning of its sentence counts as its subject


@dataclass(slots=True)
class Person:
    """A person of the article: the fullest name, the words said of them, and their gender when the text tells."""

    name: Range
    surname: str
    roles: set[str] = field(default_factory=set)
    gender: str | None = None
    at: list[int] = field(default_factory=list)


def key_of(word: str) -> str:
    """A surname without accents, case or possessive, so that Nicolás meets Nicolas."""
    if word.isascii():
        return bare(word).lower()
    plain = unicodedata.normalize("NFKD", bare(word))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


@dataclass(slots=True)
class People:
    """The persons that a text names, by surname."""

    by_surname: dict[str, Person]
    spellings: frozenset[str]
    runs: dict[
        str, Range
    ]  # first run of two or more capitalised words by its last word, for surnames that nothing explains


def find_people(view: View, words: SourceWords) -> People:
    """Persons named with a title, a known given name, a role before or a role after; linear in the tokens."""
    tokens = view.words
    found: dict[str, Person] = {}
    runs: dict[str, Range] = {}
    capitals = view.vocabulary.where(is_capital)
    reached = -1
    for i in capitals:
        if i < reached:
            continue
        reached = _name_end(view, i)
        if reached - i > 1:  # one word alone is no proof of a name
            _read_name(view, (i, reached), found, words)
            runs.setdefault(key_of(tokens[reached - 1]), (i, reached))
    spellings = set()
    keys = view.vocabulary.values(key_of, object)[capitals].tolist() if found else []
    for i, key in zip(capitals, keys, strict=False):
        person = found.get(key)
        if person is not None:
            person.at.append(i)
            spellings.add(bare(tokens[i]))
            _learn_roles(view, i, person, words)
    return People(found, frozenset(spellings), runs)


def _name_end(view: View, i: int) -> int:
    """The token after a run of capitalised words, initials and name particles."""
    tokens = view.words
    end = i + 1
    while end < len(tokens) and end - i < 9:
        word = tokens[end]
        if (
            (word[0].isupper() and not tokens[end - 1].endswith(("'s", "s'")))
            or view.joins(end)
            or (
                view.lower[end] in _PARTICLES
                and end + 1 < len(tokens)
                and tokens[end + 1][0].isupper()
                and word.islower()
            )
        ):
            end += 1
        else:
            break
    return end


def _read_name(view: View, run: Range, found: dict[str, Person], words: SourceWords) -> None:
    """Registers the person that a run of capitals names, when something proves that it is one."""
    first, last = run
    while last > first and (not view.words[last - 1][0].isalpha() or view.lower[last - 1] in STOPS):
        last -= 1
    start, titled = _past_titles(view, first, last, words)
    if start >= last:
        return
    known = not words.given.isdisjoint(view.lower[start : last - 1])
    before = first - 1 - (first > 1 and view.words[first - 1] == ",")
    role = before >= 0 and view.words[before][0].islower() and names_role(view.lower[before], words)
    start = _shortened(view, _past_role(view, start, last, words), last, words)
    surname = key_of(view.words[last - 1])
    if (view.lower[last - 1] in words.organisation_names and not known) or len(surname) < 2:
        return
    person = found.get(surname)
    alone = last - start == 1
    if person is None:
        if not (titled or known or (not alone and (role or _apposed_role(view, last, words)))):
            return
        person = found[surname] = Person((start, last), bare(view.words[last - 1]))
    elif last - start > person.name[1] - person.name[0] and (known or titled or role):
        person.name = (start, last)
    if person.gender is None and not alone:
        given = view.lower[start]
        person.gender = "f" if given in words.female else "m" if given in words.male else None


def _past_titles(view: View, first: int, last: int, words: SourceWords) -> tuple[int, bool]:
    """Where the name begins in a run of capitals, and whether a title stands before it."""
    start = last
    given = words.given
    for k in range(last - 1, first - 1, -1):
        word = bare(view.lower[k])
        if word in words.titles or (word in words.person and word not in given):
            return start, True
        if word in DETERMINERS or (word in STOPS and word not in _PARTICLES):
            break
        if view.words[k] != ".":
            start = k
        elif k > first and len(view.words[k - 1]) > 1:
            return start, view.lower[k - 1] in words.titles
    return start, False


def _shortened(view: View, start: int, last: int, words: SourceWords) -> int:
    """A run of more than three names begins with something else: cut to the given name or the last two words."""
    joints = sum(view.words[k] == "." or view.lower[k] in _PARTICLES for k in range(start, last))
    if last - start <= 3 + joints:
        return start
    given = [k for k in range(start, last - 1) if view.lower[k] in words.given]
    return given[-1] if given else last - 2


def names_role(word: str, words: SourceWords) -> bool:
    """Whether a lower-case word before a name says what the person is: ``envoy``, ``skier``."""
    return word in words.person or (
        len(word) > 5 and word.endswith(("er", "or", "ist", "man", "woman")) and word not in STOPS
    )


def _past_role(view: View, start: int, last: int, words: SourceWords) -> int:
    """The name without a role that only stands in capitals because it begins the sentence: ``Steward Hugh Platt``."""
    if last - start < 3 or view.sentences[view.sentence_of[start]][0] != start:
        return start
    known = words.given
    if view.lower[start] in known:
        return start
    given = view.lower[start + 1] in known
    return start + 1 if given or names_role(view.lower[start], words) else start


def _apposed_role(view: View, i: int, words: SourceWords) -> bool:
    if i + 2 >= len(view.words) or view.words[i] not in (",", "("):
        return False
    for k in range(i + 1, min(len(view.words), i + _ROLE_REACH)):
        if view.lower[k] in words.person:
            return True
        if view.words[k] in (",", ".", ")"):
            return False
    return False


def _learn_roles(view: View, i: int, person: Person, words: SourceWords) -> None:
    """Role words before the name (``Venezuelan President``) and in the apposition after it."""
    k = i - 1
    steps = 0
    while k >= 0 and steps < 7 and (view.is_word(k) or view.joins(k)) and view.lower[k] not in STOPS:
        if view.lower[k] in DETERMINERS:
            break
        person.roles.add(bare(view.lower[k]))
        if person.gender is None and view.lower[k] in ("mrs", "ms", "spokeswoman", "chairwoman", "congresswoman"):
            person.gender = "f"
        elif person.gender is None and view.lower[k] in ("mr", "spokesman", "chairman", "congressman", "king"):
            person.gender = "m"
        k -= 1
        steps += 1
    if i + 2 < len(view.words) and view.words[i + 1] in (",", "("):
        for k in range(i + 2, min(len(view.words), i + 2 + _ROLE_REACH)):
            if view.words[k] in (",", ".", ";", ")") or (
                view.lower[k] in words.titles and view.lower[k] in ("mr", "mrs")
            ):
                break
            if view.lower[k] in words.person:
                person.roles.update(bare(view.lower[j]) for j in range(i + 2, k + 1))


@dataclass(slots=True)
class Resolver:
    """Resolves the sources of one article in reading order."""

    view: View
    people: People
    words: SourceWords
    events: list[tuple[int, Person]] = field(default_factory=list)
    organisations: list[Range] = field(default_factory=list)
    _next: int = 0
    _subjects: list[tuple[int, Person]] = field(default_factory=list)

    def __post_init__(self) -> None:
        begins = self.view.sentences
        for person in self.people.by_surname.values():
            for i in person.at:
                near = i - begins[self.view.sentence_of[i]][0] <= _SUBJECT_REACH
                if near and self.view.quote_of[i] < 0 and not self._governed(i):
                    self._subjects.append((i, person))
        self._subjects.sort(key=lambda item: item[0])

    def resolve(self, phrase: Range, kind: SourceKind) -> Person | Range | None:
        """The person, or the name range of an organisation, that a source phrase means; None when it is not told."""
        self._advance(phrase[0])
        first, last = head_of(self.view, phrase)
        if kind == "named_person":
            return self._named(phrase, first, last)
        if kind in ("named_organisation", "media"):
            found = self._organisation(first, last)
            if found is not None:
                self.organisations.append(found)
            return found
        if kind == "pronoun":
            return self._pronoun(first)
        if kind == "unnamed_person":
            return self._description(first, last)
        return None

    def _governed(self, i: int) -> bool:
        """Whether a preposition stands before the name, so that it is no subject; or a possessive ends it."""
        if self.view.words[i].endswith(("'s", "s'")):
            return True
        k = i - 1
        while (
            k >= max(0, i - 12)
            and (self.view.words[k][0].isupper() or self.view.joins(k))
            and self.view.lower[k] not in PREPOSITIONS
        ):
            k -= 1
        return k >= 0 and self.view.lower[k] in PREPOSITIONS

    def _advance(self, i: int) -> None:
        while self._next < len(self._subjects) and self._subjects[self._next][0] < i:
            self.events.append(self._subjects[self._next])
            self._next += 1

    def _named(self, phrase: Range, first: int, last: int) -> Person:
        view = self.view
        apposed = None if view.words[last - 1][0].isupper() else apposed_name(view, (first, last), phrase, self.words)
        first, last = apposed or (first, last)
        name = [k for k in range(first, last) if view.words[k][0].isupper()]
        for k in [*reversed(name), *range(phrase[0], phrase[1])]:
            person = self.people.by_surname.get(key_of(view.words[k]))
            if person is not None and view.words[k][0].isupper():
                self.events.append((phrase[0], person))
                return person
        end = (name[-1] if name else last - 1) + 1
        start = end - 1
        while start > first and (view.words[start - 1][0].isupper() or view.joins(start - 1)):
            if bare(view.lower[start - 1]) in self.words.titles or view.lower[start - 1] in DETERMINERS:
                break
            start -= 1
        start = _past_role(view, start, end, self.words)
        if end - start == 1:
            start, end = self._spelled_out(start, end)
        person = Person((start, end), bare(view.words[end - 1]))
        self.people.by_surname[key_of(view.words[end - 1])] = person
        self.events.append((phrase[0], person))
        return person

    def _spelled_out(self, start: int, end: int) -> Range:
        """The full name that ends with this surname elsewhere in the text."""
        run = self.people.runs.get(key_of(self.view.words[start]))
        if run is None:
            return start, end
        first, last = run
        while first < last - 2 and (
            bare(self.view.lower[first]) in self.words.before_names or self.view.lower[first] in STOPS
        ):
            first += 1
        if last - first > 3 or self.view.lower[first] in STOPS | DETERMINERS:
            return start, end
        return _past_role(self.view, first, last, self.words), last

    def _organisation(self, first: int, last: int) -> Range | None:
        while first < last - 1 and self.view.lower[first] in DETERMINERS:
            first += 1
        words = self.view.words
        while last + 1 < len(words) and self.view.lower[last] in ("for", "of", "and") and words[last + 1][0].isupper():
            if self.view.lower[last] == "and" and last + 2 < len(words) and not words[last + 2][0].isupper():
                break
            last += 2
            while last < len(words) and words[last][0].isupper():
                last += 1
        return (first, last) if last > first else None

    def _pronoun(self, i: int) -> Person | Range | None:
        word = self.view.lower[i].partition("'")[0]
        if word in ("he", "she", "him", "her", "his"):
            gender = "m" if word in ("he", "him", "his") else "f"
            for _, person in reversed(self.events[-12:]):
                if person.gender in (None, gender):
                    person.gender = gender
                    return person
        if word == "it" and self.organisations:
            return self.organisations[-1]
        return None

    def _description(self, first: int, last: int) -> Person | None:
        """``the president``, ``the Venezuelan leader``, ``the Republican``."""
        lower = self.view.lower
        if lower[first] not in ("the", "his", "her", "their", "this"):
            return None
        head = bare(lower[last - 1])
        modifiers = {bare(lower[k]) for k in range(first + 1, last - 1)}
        leaders = self.words.leaders
        best: Person | None = None
        rank = 0
        seen: set[int] = set()
        for _, person in reversed(self.events[-40:]):
            if id(person) in seen:
                continue
            seen.add(id(person))
            match = head in person.roles or (head in leaders and bool(person.roles & leaders))
            score = (3 if match else 0) + (1 if match and modifiers & person.roles else 0)
            if score > rank:
                best, rank = person, score
        if best is not None:
            self.events.append((first, best))
        return best
