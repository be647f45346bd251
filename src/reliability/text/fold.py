"""The folded view of a text: what a reader sees, in plain letters, with a map back to the original offsets.

Folding undoes what hides words from a matcher: zero-width characters, soft hyphens, combining marks, look-alike letters,
full-width and mathematical letters, HTML entities, backspaces and right-to-left overrides. Accents are dropped, curly
quotation marks and dashes become straight. The original is never changed.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import numpy as np

from reliability.types import IntArray, Span

# Unicode 3.2 data is frozen inside every CPython, so that folding is the same under all Python versions.
from unicodedata import ucd_3_2_0 as ucd  # isort: skip

_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u301d\u301e\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u00b4\u0060\u02bc\u02b9\uff07"
_DASH = "\u2010\u2011\u2012\u2212\ufe63\uff0d"
_LONG_DASH = "\u2013\u2014\u2015\u2e3a\u2e3b"
# Letters of other scripts that look like a Latin letter in common typefaces; pairs of look-alike and letter.
_LOOKALIKE_PAIRS = (
    "аaеeоoрpсcхxуyіiјjѕsһhԁdԛqԝwвbкkмmнhтtгrпnАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSԌGԚQԜWҮYѵvѴV"
    "οoαaνvρpιiκkυuτtηnωwχxγyεeΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϲcϳjօoսuոnհhցgզqտmԼLՕOՍSᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢz"
    "ɑaɡgıiɩiʏyʟlɴnʀrꜱsǃ!ꓐBꓑPꓒdꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴUᎪAᏴBᏟCᎠDᎬEᏀGᎻHᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᎳWᏃZ"
)
LOOKALIKES = {_LOOKALIKE_PAIRS[i]: _LOOKALIKE_PAIRS[i + 1] for i in range(0, len(_LOOKALIKE_PAIRS), 2)}

# Format characters that Unicode 3.2 did not have, or called spaces and dashes.
_INVISIBLE = (
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x180B, 0x180E),
    (0x200B, 0x200F),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xE0000, 0xE0FFF),
)

_REWRITE = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|[^\n\x08]\x08|\u202e[^\u202c\u202e\n]{1,400}\u202c?"
)
_NEAR_LATIN = re.compile(
    f"[A-Za-z][{re.escape(''.join(LOOKALIKES))}]|[{re.escape(''.join(LOOKALIKES))}][A-Za-z]|[\U0001d400-\U0001d7ff\uff21-\uff5a]+"
)


class Folded(NamedTuple):
    """The folded text and, unless the map is the identity, the original start and end of each of its characters."""

    text: str
    starts: IntArray | None
    ends: IntArray | None


class _FoldTable(dict[int, str]):
    """Memo for ``str.translate``: code point to its folded characters; a pure function of the code point."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(char: str) -> str:
    code = ord(char)
    if code < 0x80:
        return char if char in "\n\t\r" or 0x20 <= code < 0x7F else " "
    if char in LOOKALIKES:
        return LOOKALIKES[char]
    for group, plain in ((_DOUBLE, '"'), (_SINGLE, "'"), (_DASH, "-"), (_LONG_DASH, "—")):
        if char in group:
            return plain
    if char in "\u0085\u2028\u2029":
        return "\n"
    category = ucd.category(char)
    if category in {"Mn", "Me", "Cf"} or any(low <= code <= high for low, high in _INVISIBLE):
        return ""
    if category[0] == "Z":
        return " "
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    decomposed = ucd.normalize("NFKD", char)
    base = "".join(LOOKALIKES.get(part, part) for part in decomposed if ucd.category(part) not in {"Mn", "Me"})
    return base[:4].strip() or char


_TABLE = _FoldTable()


def fold(text: str) -> Folded:
    """The folded view of ``text``; linear time, any string, an empty string folds to itself.

    Examples:
        >>> fold("The mi\\u200bnister m\\u0430y resign").text
        'The minister may resign'
    """
    if text.isascii() and "&" not in text and text.isprintable():
        return Folded(text, None, None)
    rewritten, starts, ends = _rewrite(text)
    irregular = [char for char in set(rewritten) if len(_TABLE[ord(char)]) != 1]
    folded = rewritten.translate(_TABLE)
    if irregular:
        codes = np.frombuffer(rewritten.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        width_of = np.ones(0x110000, dtype=np.uint8)
        for char in irregular:
            width_of[ord(char)] = len(_TABLE[ord(char)])
        index = np.repeat(np.arange(len(codes), dtype=np.int32), width_of[codes])
        starts = index if starts is None else starts[index]
        ends = index + np.int32(1) if ends is None else ends[index]
    return Folded(folded, starts, ends)


def _rewrite(text: str) -> tuple[str, IntArray | None, IntArray | None]:
    """``text`` with entities, backspaces and overrides as a reader sees them, with start and end maps if it changed."""
    if "&" not in text and "\x08" not in text and "\u202e" not in text:
        return text, None, None
    parts: list[str] = []
    starts: list[IntArray] = []
    ends: list[IntArray] = []
    position = 0
    for match in _REWRITE.finditer(text):
        shown = _shown(match.group())
        if shown == match.group():
            continue
        keep = np.arange(position, match.start(), dtype=np.int32)
        parts += (text[position : match.start()], shown)
        starts += (keep, np.full(len(shown), match.start(), dtype=np.int32))
        ends += (keep + np.int32(1), np.full(len(shown), match.end(), dtype=np.int32))
        position = match.end()
    if not parts:
        return text, None, None
    keep = np.arange(position, len(text), dtype=np.int32)
    return (
        "".join(parts) + text[position:],
        np.concatenate((*starts, keep)),
        np.concatenate((*ends, keep + np.int32(1))),
    )


def _shown(hidden: str) -> str:
    if hidden[0] == "&":
        shown = html.unescape(hidden)
        return shown if shown not in "\n\r" else " "
    if hidden[0] == "\u202e":
        return hidden.strip("\u202e\u202c")[::-1]
    return ""


def hidden_spans(text: str) -> tuple[Span, ...]:
    """Spans of characters inside words that a reader does not see or takes for others; empty for honest text.

    Accents written with combining marks, emoji sequences and a leading byte-order mark are not reported.

    Examples:
        >>> hidden_spans("m\\u0430y")
        (Span(start=0, end=2),)
    """
    if text.isascii() and "\x08" not in text:
        return ()
    found = []
    characters = set(text)
    vanishing = "".join(sorted(char for char in characters if ord(char) > 0x7F and not _TABLE[ord(char)]))
    if vanishing:
        pattern = re.compile(f"(?<=[A-Za-z])[{re.escape(vanishing)}]+(?=[A-Za-z])")
        found += [Span(*m.span()) for m in pattern.finditer(text) if not _is_accent(text, m.start(), m.end())]
    if any(char in LOOKALIKES or char in "\x08\u202e" or ord(char) > 0xFF00 for char in characters):
        found += [Span(*m.span()) for m in _NEAR_LATIN.finditer(text)]
        found += [Span(*m.span()) for m in _REWRITE.finditer(text) if m.group()[0] != "&"]
    return tuple(sorted(found))


def _is_accent(text: str, start: int, end: int) -> bool:
    if end - start > 2:
        return False
    marks = text[start:end]
    if "\u0300" <= marks[0] <= "\u0345":
        return len(ucd.normalize("NFC", text[start - 1] + marks)) < 1 + len(marks)
    return False
