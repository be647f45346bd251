"""Ways to write a text so that a reader sees the same and a plain word list sees nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

CYRILLIC: dict[int, int] = str.maketrans("aeopcxyijsABEKMHOPCTX", "аеорсхуіјѕАВЕКМНОРСТХ")
GREEK: dict[int, int] = str.maketrans("ovABEZHIKMNOPTYX", "ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
CHEROKEE: dict[int, int] = str.maketrans("ABCDEGHJKLMPRSTVWZ", "ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ")
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"})
BOLD = str.maketrans(
    {chr(97 + i): chr(0x1D41A + i) for i in range(26)} | {chr(65 + i): chr(0x1D400 + i) for i in range(26)}
)
_WORD = re.compile("[A-Za-z]{2,}")
_LETTER_PAIR = re.compile("(?<=[A-Za-z])(?=[A-Za-z])")


def _inside(mark: str) -> Callable[[str], str]:
    """Puts ``mark`` after the first letter of every word."""
    return lambda text: _WORD.sub(lambda word: word[0][0] + mark + word[0][1:], text)


def _everywhere(mark: str) -> Callable[[str], str]:
    return lambda text: _LETTER_PAIR.sub(mark, text)


def _around(opening: str, closing: str) -> Callable[[str], str]:
    return lambda text: _WORD.sub(lambda word: opening + word[0] + closing, text)


def _overridden(text: str) -> str:
    """Each word backwards behind a right-to-left override, which shows it forwards."""
    return _WORD.sub(lambda word: f"\u202e{word[0][::-1]}\u202c", text)


def _mixed(text: str) -> str:
    """Letters of several scripts and hidden characters in one text, drawn with a fixed seed."""
    draw = random.Random(0)  # noqa: S311 - letters, not secrets
    tables: tuple[Mapping[int, int | str], ...] = ({}, CYRILLIC, GREEK, CHEROKEE, BOLD)
    marks = ("", "", "", "\u200b", "\u00ad", "\u034f", "\ufe0f", "\U000e0061", "\u115f")
    return "".join(
        char.translate(draw.choice(tables)) + (draw.choice(marks) if char.isalpha() else "") for char in text
    )


def _numeric_entities(text: str) -> str:
    return "".join(f"&#{ord(char)};" if char in "aeiou" else char for char in text)


DISGUISES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "zero width space": _inside("\u200b"),
        "zero width joiner": _everywhere("\u200d"),
        "soft hyphen": _everywhere("\u00ad"),
        "word joiner": _inside("\u2060"),
        "byte-order mark": _inside("\ufeff"),
        "grapheme joiner": _inside("\u034f"),
        "variation selector": _everywhere("\ufe0f"),
        "tag characters": _inside("\U000e0061\U000e0062"),
        "Hangul filler": _inside("\u3164"),
        "stacked marks": _everywhere("\u0336\u0489"),
        "newer marks": _everywhere("\u1dc4\u0358"),
        "backspaces": _inside("Q\u0008"),
        "isolates": _around("\u2068", "\u2069"),
        "embeddings": _around("\u202a", "\u202c"),
        "overrides": _overridden,
        "Cyrillic letters": lambda text: text.translate(CYRILLIC),
        "Greek letters": lambda text: text.translate(GREEK),
        "Cherokee letters": lambda text: text.translate(CHEROKEE),
        "full width": lambda text: text.translate(WIDE),
        "mathematical letters": lambda text: text.translate(BOLD),
        "a mix of scripts": _mixed,
        "numeric entities": _numeric_entities,
        "numeric entities without semicolon": lambda text: re.sub("a(?![0-9a-fA-F;])", "&#x61", text),
    }
)
HONEST: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
        "thin spaces": lambda text: text.replace(" ", "\u2009"),
        "named entities": lambda text: text.replace("&", "&amp;").replace('"', "&quot;").replace("“", "&ldquo;"),
        "spaces at quotation marks": lambda text: re.sub('(["“”])', "\u200b\\1\u200b", text),
    }
)
