"""Who stands behind an article: its outlet, the reporters of its byline, and the agencies that it credits.

All are recognised by their form and place, never from a list of outlets or agencies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

from reliability.claims.names import acronym
from reliability.claims.vocabulary import plain_letters
from reliability.text.fold import fold, seen
from reliability.types import Document, House, Line

_EDGE = 6  # lines at the top and at the bottom of a page where sources are credited
_READ = 300  # characters of a line that are read at either of its ends
_LONGEST = 60  # characters of a name
_FEWEST_NAME, _MOST_NAME = 2, 5  # words of a person's name
_MOST_CREDIT = 6  # words of a credit
# Words that make no name: what a byline says instead of one, and what is said of a name.
_NOBODY = frozenset(
    "a about admin administrator agencies agency and anonymous assistant associate at author board breaking bureau business by"
    " chief columnist contributing contributor contributors copyright correspondent correspondents critic daily deputy desk"
    " digital edited edition editor editorial editors embargoed exclusive file foreign from graphic guest image images"
    " international journalist local national new news newsdesk newsroom of online opinion our photo photographer photos"
    " picture political politics posted press producer published release report reporter reporters reports science senior"
    " service services special sports staff story team the update updated user video web wire wires world writer writers"
    " january february march april may june july august september october november december".split()
)
_LINKS = frozenset("al bin da de del della der di du el la le of van von".split())  # within a name, in small letters
_TITLES = frozenset("dr mr mrs ms prof sir".split())
# Common nouns in the names of those who report for others; a name with one of them is not a person's.
_ORGANISED = frozenset(
    "agency agencies agentur broadcasting chronicle gazette herald magazine media network news newspaper newspapers press"
    " presse radio service services syndicate television times tribune tv wire wires".split()
)
_CAPITALS = re.compile(r"[A-Z]{2,5}$")  # an abbreviation
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12})(?:/\S*)?$", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Z]\.?$")
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*$")
_PLAIN = re.compile(r"[\W_]+")
# "PORT SELLA, March 3 (Meridian Wire) -", "(Meridian Wire) -": what stands between the brackets. Without a dash or a
# colon behind them the place must be in capitals, or nothing may stand before, and a sentence must begin.
_DATELINE = re.compile(r"([^()\n]{0,60})\(([^()\n]{2,60})\) ?(?:([-–—:])|(?=[\"“A-Z]))")
_BY = re.compile(r"(?:(?:reporting|written|words|story|report) )?by[: ]", re.IGNORECASE)
# What is read has one space for all between its words.
_PARTS = re.compile(r" ?[,;|&] ?(?:(?:and|with) )?|(?:^| )(?:and|with|[-–—]) ", re.IGNORECASE)
_FOR = re.compile(r" ?/ ?| (?:for|via) | ?\(", re.IGNORECASE)  # between a reporter and whom the report is for
_WHERE = re.compile(r" in [a-z].*$", re.IGNORECASE)
_JOB = re.compile(r" (?:staff )?(?:writers?|reporters?|correspondents?|journalists?) (?=[A-Z])|['’]s (?=[A-Z])")
_SOURCES = re.compile(r" ?[,;/] | and |(?<!:)(?<!/)/(?!/)")
_PARTY = re.compile(r"[dri]-\w+$")
_NOTES = frozenset("photo photos image images picture file video embargoed updated update published".split())
_SAID = "report|story|article|dispatch|piece"
_CONTRIBUTED = re.compile(
    r"(?:^|(?<![A-Z])[.!?\"”)]\s+)((?:[^.!?\n]|(?<=[A-Z])\.){2,160}?)\s(?:also )?contributed (?:reporting )?to (?:this|the)"
    rf" (?:{_SAID})\b"
)
_GIVEN = ("reporting", "files", "material", "input")
_REPORTING = re.compile(
    rf"(?:^|\()(?:additional |with )?(?:{'|'.join(_GIVEN)}) (?:by|from) ([^;()\n]{{2,120}})", re.IGNORECASE
)
_FIRST = re.compile(
    rf"\bthis (?:{_SAID}|post|column) (?:was |is |has been )?(?:originally |first )?(?:re)?(?:published|appeared)"
    r" (?:by|in|on|from) ([^,.;()\n]{2,60})",
    re.IGNORECASE,
)
# What stands in every credit of a form; looking for it first is many times faster than the pattern.
_CREDITS = (
    (" contributed ", _CONTRIBUTED),
    *((f"{noun} {link} ", _REPORTING) for noun in _GIVEN for link in ("by", "from")),
    *(("published ", _FIRST), (" appeared ", _FIRST)),
)
_SOURCE = re.compile(r"(?:^|[.!?\"”)]\s+)\(?(?:source|sources)\s?:\s*([^\n]{2,120})$", re.IGNORECASE)
_SIGNED = re.compile(r"(?:^|[.!?\"”])\s?\(([^()\n]{2,40})\)\.?$")  # "… on Monday. (Meridian Wire)", at the very end


NOBODY = House()


@lru_cache(maxsize=16_384)
def name_of(shown: str) -> str:
    """A name as it is compared: plain lower-case letters and digits, without *the*, titles and initials.

    Examples:
        >>> name_of("The Meridian-Wire"), name_of("Zoë K. Lee"), name_of("")
        ('meridian wire', 'zoe lee', '')
    """
    words = _PLAIN.sub(" ", plain_letters(fold(shown).text.lower())).split()
    if len(words) > 1 and (words[0] == "the" or (len(words) > 2 and words[0] in _TITLES)):
        words = words[1:]
    kept = [word for word in words if len(word) > 1 or word.isdigit()]
    return " ".join(kept if len(kept) > 1 else words)


@lru_cache(maxsize=16_384)
def home_of(house: House) -> str:
    """The compared name of the outlet, "" when unknown."""
    return name_of(house.outlet)


@lru_cache(maxsize=16_384)
def hands_of(house: House) -> frozenset[str]:
    """The compared names of who wrote it: its reporters, and its outlet unless that prints what another reported."""
    return frozenset({*map(name_of, house.reporters), "" if house.credits else home_of(house)} - {""})


@lru_cache(maxsize=16_384)
def makers_of(house: House) -> frozenset[str]:
    """The same with all that are credited, by their initials, too."""
    credited = {name_of(name) for name in house.credits}
    return hands_of(house) | (credited | {acronym(tuple(name.split())) for name in credited}) - {""}


def are_kin(a: House, b: House) -> bool:
    """Whether one outlet, reporter or agency stands behind both."""
    return bool(home_of(a) and home_of(a) == home_of(b)) or not makers_of(a).isdisjoint(makers_of(b))


def house_of(document: Document) -> House:
    """Who stands behind an article; linear in its length, and but a few lines at its top and bottom are read.

    Examples:
        >>> from reliability import Article, parse
        >>> house_of(parse(Article("PORT SELLA (Meridian Wire) - A ferry sank.", outlet="Harbour Post", byline="By Ann Lee")))
        House(outlet='Harbour Post', reporters=('Ann Lee',), credits=('Meridian Wire',))
    """
    article = document.article
    outlet = seen(article.outlet or "")[:_READ].strip()
    bylines = [seen(article.byline[:_READ])] if article.byline else []
    bylines += [_head(document, line) for line in document.lines if line.role == "byline"][:_EDGE]
    found = [*_credited(document), *_below_bylines(document)]
    found += [item for byline in bylines for item in read_byline(byline, partial(_is_place, document))]
    home = frozenset(name_of(outlet).split())
    persons: dict[str, str] = {}
    others: dict[str, str] = {}
    for shown, person in sorted(found):
        name = name_of(shown)
        if not home.issuperset(name.split()):
            (persons if person else others).setdefault(name, shown)
    reporters = sorted(shown for name, shown in persons.items() if name not in others)
    return House(outlet, tuple(reporters), tuple(sorted(others.values())))


def house_row(house: House) -> list[Any]:
    """Who stands behind an article as plain values."""
    return [house.outlet, house.reporters, house.credits]


def read_house(row: list[Any]) -> House:
    """The house of `house_row`."""
    outlet, reporters, credited = row
    return House(outlet, tuple(reporters), tuple(credited))


def ties(houses: Iterable[House]) -> tuple[str, ...]:
    """Why some reports are no independent voices though none copies another, sorted; () when all of them may be.

    Examples:
        >>> ties([House("Harbour Post"), House("The Harbour Post", (), ("Kyodo",)), House("Ledger", ("Ann Lee",), ("Kyodo",))])
        ('both credit Kyodo', 'same outlet: Harbour Post')
    """
    shown: dict[tuple[str, str], list[str]] = {}
    for house in houses:
        parts = (("outlet", (house.outlet,)), ("reporter", house.reporters), ("credit", house.credits))
        for part, names in parts:
            for name, full in {name_of(full): full for full in sorted(names)}.items():
                shown.setdefault((part, name), []).append(full)
    shown = {key: forms for key, forms in shown.items() if key[1]}
    found = []
    for (part, name), forms in shown.items():
        if len(forms) > 1:
            how = f"same {part}:" if part != "credit" else f"{'both' if len(forms) == 2 else len(forms)} credit"
            found.append(f"{how} {min(forms)}")
        elif part == "credit" and ("outlet", name) in shown:
            found.append(f"credits {forms[0]}")
    return tuple(sorted(found))


def read_byline(byline: str, is_place: Callable[[str], bool] = lambda _: False) -> Iterator[tuple[str, bool]]:
    """The names in a byline, and whether each is a person's.

    Args:
        byline: an author line.
        is_place: tells of a name behind the first whether it is a place's.

    Examples:
        >>> list(read_byline("By Ann Lee and BOB RAY, Meridian Wire"))
        [('Ann Lee', True), ('BOB RAY', True), ('Meridian Wire', False)]
        >>> list(read_byline("Harbour Post newsdesk")), list(read_byline("Ann Lee/Kyodo"))
        ([], [('Ann Lee', True), ('Kyodo', False)])
    """
    byline = " ".join(byline.split())
    opening = _BY.match(byline)
    parts = [part for part in _PARTS.split(byline[opening.end() if opening else 0 :]) if part]
    for place, part in enumerate(parts):
        person, *others = _FOR.split(part)
        whole = _WHERE.sub("", person).strip(" .")
        if _is_person(whole):
            if not place or not is_place(whole):
                yield whole, True
        else:
            shown = _without_job(whole, alone=len(parts) == 1)
            if shown:
                yield shown, False
        for other in others:
            shown = other.strip(" .)")
            if _is_credit(shown):
                yield shown, False


def _without_job(shown: str, *, alone: bool) -> str:
    """Who it is that a part of a byline names beside or instead of persons; "" for nobody.

    Args:
        alone: whether the byline names nobody else.

    Examples:
        >>> [_without_job(part, alone=True) for part in ("AP Science Writer", "Kyodo", "Meridian Wire staff", "Newsdesk")]
        ['AP', 'Kyodo', 'Meridian Wire', '']
    """
    words = shown.split()
    while words and words[-1].lower() in _NOBODY - _ORGANISED:
        words.pop()
    rest = " ".join(words)
    return rest if _is_organised(rest) or (alone and len(words) == 1 and _is_credit(rest)) else ""


def _credited(document: Document) -> Iterator[tuple[str, bool]]:
    """The names in datelines and credit lines, and whether each is a person's."""
    lines = document.lines
    top, bottom = lines[:_EDGE], lines[max(_EDGE, len(lines) - _EDGE) :]
    for line in top:
        bracket = document.text.find("(", line.span.start, min(line.span.end, line.span.start + _READ))
        found = _DATELINE.match(_head(document, line)) if bracket >= 0 and line.role != "headline" else None
        if found:
            yield from _of_dateline(*found.groups())
    tails = [document.text[max(line.span.start, line.span.end - _READ) : line.span.end] for line in (*top, *bottom)]
    whole = "\n".join(tails).lower()
    wanted = {pattern: _of_credit for mark, pattern in _CREDITS if mark in whole}
    if "source" in whole:
        wanted[_SOURCE] = _of_source
    for tail in tails if wanted else ():
        for pattern, read in wanted.items():
            found = pattern.search(seen(tail).strip())
            if found:
                yield from read(found[1])
    last = next((line for line in reversed(bottom or top) if line.kind == "content"), None)
    found = _SIGNED.search(_tail(document, last)) if last else None
    if found and _is_credit(found[1]):
        yield found[1], False


def _below_bylines(document: Document) -> Iterator[tuple[str, bool]]:
    """Whom the line below a byline names, when it names no person."""
    for line, following in pairwise(document.lines[: 2 * _EDGE]):
        shown = _head(document, following) if line.role == "byline" else ""
        if shown and _is_organised(shown):
            yield shown, False


def _of_dateline(place: str, inside: str, mark: str | None) -> Iterator[tuple[str, bool]]:
    """The agencies between the brackets of a dateline; nothing when it is none."""
    place = place.strip()
    if mark is None and place and not place.isupper():
        return
    if place and (not place[0].isupper() or any(word[0].islower() and len(word) > 3 for word in place.split())):
        return
    for name in inside.split("/"):
        shown = name.strip()
        if _is_credit(shown) and not any(letter.isdigit() for letter in shown):
            yield shown, False


def _of_credit(text: str) -> Iterator[tuple[str, bool]]:
    """The names in what a credit line tells: persons, others, and persons with whom they work for."""
    for part in _PARTS.split(text):
        pieces = [_WHERE.sub("", piece).strip(" .—–-") for piece in _JOB.split(part)]
        for piece in pieces:
            if len(pieces) == 1 and _is_person(piece):
                yield piece, True
            elif _is_credit(piece):
                yield piece, len(pieces) > 1 and piece == pieces[-1] and _is_person(piece)


def _of_source(text: str) -> Iterator[tuple[str, bool]]:
    """The sites and names behind *Source:*."""
    text = text.strip(" .)")
    for part in text.split() if "//" in text else _SOURCES.split(text):
        site = _DOMAIN.match(part)
        if site:
            yield site[1], False
        elif _is_credit(part):
            yield part, False


def _is_person(shown: str) -> bool:
    """Whether a name looks like a person's: two to five capitalised words, none of which says what someone does."""
    words = shown.split()
    if not _FEWEST_NAME <= len(words) <= _MOST_NAME or len(shown) > _LONGEST:
        return False
    plain = {word.lower().strip(".") for word in words}
    letters = all(word[0].isupper() or word in _LINKS for word in words) and _LETTERS.match(shown) is not None
    full = sum(not _INITIAL.match(word) for word in words)
    return letters and full > 1 and plain.isdisjoint(_NOBODY) and plain.isdisjoint(_ORGANISED)


def _is_organised(shown: str) -> bool:
    """Whether a name says by itself that it is no person's: an abbreviation, a site, or with a word such as *wire*."""
    if _CAPITALS.match(shown) or _DOMAIN.match(shown):
        return True
    return _is_credit(shown) and not _ORGANISED.isdisjoint(word.lower() for word in shown.split())


def _is_credit(shown: str) -> bool:
    """Whether something can be the name of one who is credited: capitalised words, not all of which say what one does."""
    words = [word for word in shown.split() if word.lower() not in ("of", "the", "and", "&", "de", "du", "la")]
    if not 1 <= len(words) <= _MOST_CREDIT or len(shown) > _LONGEST:
        return False
    capital = all(word[0].isupper() or word[0].isdigit() for word in words) and any(word[0].isalpha() for word in words)
    return capital and not all(word.lower().strip(".") in _NOBODY for word in words) and not _is_note(words)


def _is_note(words: Iterable[str]) -> bool:
    """Whether words speak of a picture, a date or a party and a state rather than of one who reports."""
    plain = [word.lower().strip(".") for word in words]
    return any(word in _NOTES or _PARTY.match(word) for word in plain)


def _is_place(document: Document, shown: str) -> bool:
    """Whether the article itself uses a name as that of a place: ``in New York``."""
    return any(f" {word} {shown}" in document.text for word in ("in", "at", "near", "from"))


def _head(document: Document, line: Line) -> str:
    """The beginning of a line as a reader sees it."""
    return _spaced(document.text[line.span.start : min(line.span.end, line.span.start + _READ)])


def _tail(document: Document, line: Line) -> str:
    """The end of a line as a reader sees it."""
    return _spaced(document.text[max(line.span.start, line.span.end - _READ) : line.span.end])


def _spaced(text: str) -> str:
    return " ".join(seen(text).split())
