"""Names in a sentence, without titles and accents, and whether two of them can be one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from reliability.claims.vocabulary import plain_letters

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president vice prime minister senator sen rep representative"
    " congressman congresswoman gov governor mayor general gen colonel col captain capt lieutenant lt sergeant sgt"
    " judge justice attorney secretary chancellor king queen prince princess pope rev reverend hon chairman chairwoman"
    " chief director former acting interim deputy speaker ambassador leader candidate republican democrat democratic"
    " gop rt".split()
)
_NOT_NAMES = frozenset(
    "the a an this that these those he she it they we you i his her its their our my in on at by for from with to of and"
    " or but nor so yet if when while as after before since until because although though however meanwhile according"
    " there here what who where why how which not no yes some many most all both each every one two three four five six"
    " seven eight nine ten another other such only also even still just now then today yesterday tomorrow monday tuesday"
    " wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december recently earlier later last next is are was were be been has have had do does did will would can"
    " could should might must than too very more less us".split()
)
_LINKS = frozenset("of de la del van von der den bin al el da di du le".split())


def find_names(words: Sequence[str], first: int, last: int, common: Collection[str]) -> list[tuple[str, ...]]:
    """The names in tokens ``[first, last)``: runs of capitalised words in lower case, titles left out.

    Args:
        words: folded tokens, case kept.
        common: words that make no name by themselves at the start of a sentence.

    Examples:
        >>> find_names("Opposition leader Juan Guaido met Mr Abrams".split(), 0, 7, {"opposition"})
        [('juan', 'guaido'), ('abrams',)]
    """
    found: list[tuple[str, ...]] = []
    run: list[str] = []
    opening = True
    for i in range(first, last):
        word = words[i]
        key = name_key(word)
        if not key:
            if run and word in (".", "'", "&"):
                continue
            _close(found, run)
            opening = opening or word in ('"', "'", ":", "(")
            continue
        if _is_capital(word) and key not in _NOT_NAMES and not (opening and not run and key in common):
            run.append(key)
        elif run and key in _LINKS and i + 1 < last and _is_capital(words[i + 1]):
            pass
        elif not (run and key == "s"):
            _close(found, run)
        opening = False
    _close(found, run)
    return found


def _close(found: list[tuple[str, ...]], run: list[str]) -> None:
    if not run:
        return
    kept = tuple(key for key in run if key not in TITLES)
    if kept:
        found.append(kept)
    run.clear()


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (len(word) > 1 and word[1].isupper())


@lru_cache(maxsize=32_768)
def name_key(word: str) -> str:
    """A token as part of a name: lower case, without dots and possessive; "" for marks and numbers."""
    if not word[0].isalnum():
        return ""
    key = plain_letters(word.lower().removesuffix("'s"))
    return key.replace(".", "") if not key[0].isdigit() else ""


def acronym(name: tuple[str, ...]) -> str:
    """The initials of a name of two words and more, else "".

    Examples:
        >>> acronym(("republican", "national", "committee"))
        'rnc'
    """
    return "".join(part[0] for part in name) if len(name) > 1 else ""


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names can be one: one holds the last word of the other and no first name differs, or initials.

    Examples:
        >>> same_name(("juan", "guaido"), ("guaido",)), same_name(("juan", "guaido"), ("maria", "guaido"))
        (True, False)
    """
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short == long:
        return True
    if len(short) == 1:
        return short[0] in long or (len(short[0]) > 1 and short[0] == acronym(long))
    return set(short) <= set(long)


class Names(NamedTuple):
    """The names of a claim, taken apart.

    Attributes:
        whole: as they are.
        parts: their words.
        words: all words in them, and the initials of those of several words.
        single: names of one word.
        several: the others as sets, with their lengths.
        blank: whether one has no word, which can be any name.
    """

    whole: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    single: frozenset[str]
    several: tuple[tuple[int, frozenset[str]], ...]
    blank: bool


@lru_cache(maxsize=256)
def names_of(names: tuple[str, ...]) -> Names:
    """The names taken apart."""
    parts = [tuple(name.split()) for name in names]
    several = [name for name in parts if len(name) != 1]
    return Names(
        names,
        tuple(parts),
        frozenset([word for name in parts for word in name]).union([acronym(name) for name in several if name]),
        frozenset([name[0] for name in parts if len(name) == 1]),
        tuple([(len(name), frozenset(name)) for name in several]),
        () in several,
    )


def alike_names(names: Names, others: Names) -> list[str]:
    """The names that can be one of the others, in order; what `same_name` says of each pair of them.

    Examples:
        >>> alike_names(names_of(("juan guaido", "caracas", "un")), names_of(("guaido", "united nations")))
        ['juan guaido', 'un']
    """
    if not others.whole or (names.words.isdisjoint(others.words) and not names.blank and not others.blank):
        return []  # most often: without a word or initials in common no two names can be one
    return [name for name, parts in zip(names.whole, names.parts, strict=True) if _is_among(parts, others)]


def _is_among(name: tuple[str, ...], others: Names) -> bool:
    """Whether a name can be one of the others."""
    if len(name) == 1:
        return name[0] in others.words or others.blank
    if name and (not others.single.isdisjoint(name) or acronym(name) in others.single):
        return True
    own = frozenset(name)
    if not name:
        return True  # no word is part of every name
    return any(own <= words if len(name) <= size else words <= own for size, words in others.several)
