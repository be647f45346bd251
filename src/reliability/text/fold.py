"""The folded view of a text: what a reader sees, in plain letters, with a map back to the original offsets.

Folding undoes what hides words from a matcher: zero-width characters, soft hyphens, combining marks, look-alike letters,
full-width and mathematical letters, HTML entities, backspaces and right-to-left overrides. Accents are dropped, curly
quotation marks and dashes become straight. The original is never changed.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Mapping
from itertools import chain
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
    "ᗅA𖽀A𐊠AƄbЬbᏏbᑲbᖯbꞴBⲂBᗷB𐊂B𐊡B𐌁Bⲥcꮯc𐐽cϹCⲤC𐊢C𐌂C𐐕C𐔜CᏧdᑯdᗞDᗪDꬲeҽeⴹE𑢦E𑢮E𐊆EꬵfꞙfẝfքfꞘFϜFᖴF𑣂F𑢢F𐊇F𐊥F𐔥FᶃgƍgᏳGᏂhⲎHᕼH𐋏H"
    "ɪiⲓiꙇiւiꭵiᎥi𑣃iꞲJͿJᒍJⲔKᛕK𐔘KƖlǀlⲒlӏlӀlⵏlᛁl𖼨l𐊊l𐌉lⳐLᒪL𖼖L𑢣L𑢲L𐐛L𐔦LϺMⲘMᗰMᛖM𐊰M𐌑MռnⲚN𐔓Nᴑoꬽoσoⲟoϭoჿo𐓪o𑣈o𑣗o𐐬oⲞOⵔO𐓂O"
    "𑢵O𐊒O𐊫O𐐄O𐔖OƿpϸpⲣpⳏpⲢPⳎPᑭP𐊕PգqⵕQꭇrꭈrᴦrⲅrꮁrƦRᏒR𐒴RᖇR𖼵Rƽsꮪs𑣁s𐑈sՏSᏕS𖼺S𐊖S𐐠SⲦT𖼊T𑢼T𐊗T𐊱T𐌕Tꞟuꭎuꭒu𐓶u𑣘u𐓎UᑌU𖽂U𑢸Uꮩv𑣀vⴸV"
    "ᐯVꛟV𖼈V𑢠V𐔝VɯwⲽwѡwшwաwꮃwᏔWᕁxᕽxꞳXⲬXⵝXᚷX𐊐X𐊴X𐌗X𐔧Xᶌyỿyꭚyⲩyүyყy𑣜yⲨYᎩYᎽY𖽃Y𑢤Y𐊲Yꮓz𑣄z𑢩Z"
)
LOOKALIKES = {_LOOKALIKE_PAIRS[i]: _LOOKALIKE_PAIRS[i + 1] for i in range(0, len(_LOOKALIKE_PAIRS), 2)}
# Letters of living Latin alphabets that do not decompose: folded as accents are, and honest beside other letters.
_STROKED_PAIRS = "øoØOłlŁLđdĐDħhĦHŧtŦTıiɨiʉuɓbƀbɗdƒfɠgɦhƙkɲnƥpſsƭtʋvƴyƶz"
STROKED = {_STROKED_PAIRS[i]: _STROKED_PAIRS[i + 1] for i in range(0, len(_STROKED_PAIRS), 2)}
_BOXED = (0x1F110, 0x1F130, 0x1F150, 0x1F170)  # first of the 26 letters in brackets, boxes, discs and black boxes
_MARKS = ((_DOUBLE, '"'), (_SINGLE, "'"), (_DASH, "-"), (_LONG_DASH, "—"), ("\u0085\u2028\u2029", "\n"))
_PLAIN = {**{char: plain for group, plain in _MARKS for char in group}, **LOOKALIKES, **STROKED}

# What Unicode 3.2 did not have, or did not call a format character: characters that are not drawn, and marks that are
# drawn over the letter before them.
_INVISIBLE = (
    (0xAD, 0xAD),
    (0x350, 0x36F),
    (0x487, 0x487),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200B, 0x200F),
    (0x2060, 0x206F),
    (0x20D0, 0x20FF),
    (0x2DE0, 0x2DFF),
    (0x3164, 0x3164),
    (0xA66F, 0xA67D),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0xE0000, 0xE0FFF),
)
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_ENTITY = re.compile(r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,30};)")
_REWRITE = re.compile(rf"{_ENTITY.pattern}|[^\n\x08]\x08|\u202e[^\u202c\u202e\u2069\n]{{1,400}}\u202c?")
_LOOKALIKE = f"[{re.escape(''.join(char for char in LOOKALIKES if char not in STROKED))}]"
_NEAR_LATIN = re.compile(
    f"[A-Za-z]{_LOOKALIKE}|{_LOOKALIKE}[A-Za-z]"
    "|[\U0001d400-\U0001d7ff\uff21-\uff5a]+|[\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169]{2,}"
)
_UNCOMMON = re.compile(r"[^\t\n\r -~]+")
_SHORT = 200_000  # characters of a text that is read in one piece
_FEW = 32  # characters that are replaced one after another
_REORDERED = re.compile(f"[{_REORDERING}]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
MAX_HIDDEN = 65_536  # spans that are reported one by one; no honest text has more


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
    for first in _BOXED:
        if first <= code < first + 26:
            return chr(ord("A") + code - first)
    if char in _PLAIN:
        return _PLAIN[char]
    category = ucd.category(char)
    if category in {"Mn", "Me", "Cf"} or any(low <= code <= high for low, high in _INVISIBLE):
        return ""
    if category[0] == "Z":
        return " "
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    decomposed = ucd.normalize("NFKD", char)
    if "\u2044" in decomposed:  # 12½ is twelve and a half, not 121 by 2
        return f" {decomposed.replace(chr(0x2044), '/')}"
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
    changes = {char: _TABLE[ord(char)] for char in _uncommon(rewritten) if _TABLE[ord(char)] != char}
    if not changes:
        return Folded(rewritten, starts, ends)
    folded = _replaced(rewritten, changes)
    irregular = [char for char, shown in changes.items() if len(shown) != 1]
    if irregular:
        codes = np.frombuffer(rewritten.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        width_of = np.ones(int(codes.max()) + 1, dtype=np.uint8)
        for char in irregular:
            width_of[ord(char)] = len(changes[char])
        index = np.repeat(np.arange(len(codes), dtype=np.int32), width_of[codes])
        starts = index if starts is None else starts[index]
        ends = index + np.int32(1) if ends is None else ends[index]
    return Folded(folded, starts, ends)


def _uncommon(text: str) -> set[str]:
    """The characters of ``text`` that are neither printable ASCII nor white space that folding leaves alone."""
    if len(text) > _SHORT:  # a list of all matches would take a hundred times the memory of the text
        return {char for char in set(text) if _UNCOMMON.match(char)}
    return set("".join(_UNCOMMON.findall(text)))


def _replaced(text: str, changes: Mapping[str, str]) -> str:
    """``text`` with each character replaced; one by one where they are few, which is a hundred times faster."""
    if len(text) > _SHORT:  # in blocks: the C library keeps the space of large strings that are let go
        return "".join([_replaced(text[at : at + _SHORT], changes) for at in range(0, len(text), _SHORT)])
    if len(changes) > _FEW or not changes.keys().isdisjoint("".join(changes.values())):
        return text.translate(_TABLE)
    for char, shown in changes.items():
        text = text.replace(char, shown)
    return text


def seen(text: str) -> str:
    """``text`` as a reader sees it: hidden characters gone, look-alikes as the letters they stand for.

    Unlike :func:`fold` it keeps accents, curly quotation marks and words wholly in another script, for names that are
    shown or compared.

    Example:
        >>> seen("Ren\u00e9e H\u0430\u200brt"), seen("\u041f\u0443\u0442\u0438\u043d")
        ('Renée Hart', 'Путин')
    """
    if "&" not in text and "\x08" not in text:
        if text.isascii():
            return text
        if all(map(_is_honest, set(text))):
            return ucd.normalize("NFC", text)
    plain = ucd.normalize("NFC", _rewrite(text)[0])
    kept = "".join([char for char in plain if char.isascii() or _TABLE[ord(char)]])
    latin = "".join([_undisguised(char) for char in kept])
    return latin if all(ord(char) < 0x250 for char in latin if char.isalpha()) else kept


def _is_honest(char: str) -> bool:
    """Whether `seen` leaves a character as it is, whatever stands beside it."""
    if char.isascii():
        return True
    return bool(_TABLE[ord(char)]) and _undisguised(char) == char and (ord(char) < 0x250 or not char.isalpha())


def _undisguised(char: str) -> str:
    """The plain character that a look-alike, wide or mathematical one stands for; any other as it is."""
    if ord(char) < 0x250:
        return char
    folded = _TABLE[ord(char)]
    return folded if folded.isascii() and (folded.isalnum() or 0xFF00 < ord(char) < 0xFF5F) else char


def _rewrite(text: str) -> tuple[str, IntArray | None, IntArray | None]:
    """``text`` with entities, backspaces and overrides as a reader sees them, with start and end maps if it changed."""
    if "&" not in text and "\x08" not in text and "\u202e" not in text:
        return text, None, None
    parts: list[str] = []
    changes = array("i")  # start, end and shown length of each: a text may hold millions
    position = 0
    pattern = _REWRITE if "\x08" in text or "\u202e" in text else _ENTITY
    for match in pattern.finditer(text):
        shown = _shown(match.group())
        if shown == match.group():
            continue
        start, end = match.span()
        if start > position:
            parts.append(text[position:start])
        if shown:
            parts.append(shown)
        changes.extend((start, end, len(shown)))
        position = end
    if not changes:
        return text, None, None
    parts.append(text[position:])
    return "".join(parts), *_map_of(len(text), np.frombuffer(changes, dtype=np.int32).reshape(-1, 3))


def _map_of(length: int, changes: IntArray) -> tuple[IntArray, IntArray]:
    """Original start and end of each shown character; those shown for a change have the start and end of all of it.

    Args:
        length: of the original text.
        changes: start, end and shown length of each change, in order and apart from one another.
    """
    inside = np.zeros(length + 1, dtype=np.int8)
    inside[changes[:, 0]] = 1
    inside[changes[:, 1]] -= 1
    width = 1 - np.cumsum(inside[:-1], dtype=np.int16)
    width[changes[:, 0]] = changes[:, 2]
    starts = np.repeat(np.arange(length, dtype=np.int32), width)
    end_of = np.arange(1, length + 1, dtype=np.int32)
    end_of[changes[:, 0]] = changes[:, 1]
    return starts, end_of[starts]


def _shown(hidden: str) -> str:
    if hidden[0] == "&":
        shown = html.unescape(hidden)
        return shown if shown not in "\n\r" else " "
    if hidden[0] == "\u202e":
        return hidden.strip("\u202e\u202c")[::-1]
    return ""


def hidden_spans(text: str) -> tuple[Span, ...]:
    """Spans of characters inside words that a reader does not see or takes for others; empty for honest text.

    Not reported: accents written with combining marks, stroked and dotless letters, emoji sequences, a leading
    byte-order mark, and reordering marks in a text that holds right-to-left script. Of more than ``MAX_HIDDEN`` spans
    the nearest are joined, with what stands between them, until no more than that are left.

    Examples:
        >>> hidden_spans("m\\u0430y")
        (Span(start=0, end=2),)
    """
    if text.isascii() and "\x08" not in text and "&#" not in text:
        return ()
    found = array("i")  # start and end of each: a text may hold millions
    if "&#" in text or "\x08" in text or "\u202e" in text:
        found.extend(chain.from_iterable(m.span() for m in _REWRITE.finditer(text) if _hides(m.group())))
    characters = _uncommon(text)
    vanishing = "".join(sorted(char for char in characters if ord(char) > 0x7F and not _TABLE[ord(char)]))
    if vanishing:
        pattern = re.compile(f"(?<=[A-Za-z])[{re.escape(vanishing)}]+(?=[A-Za-z])")
        spans = map(re.Match.span, pattern.finditer(text))
        found.extend(chain.from_iterable(span for span in spans if not _is_accent(text, *span)))
    if any(char in LOOKALIKES or "\uff21" <= char <= "\uff5a" or char >= "\U0001d400" for char in characters):
        found.extend(chain.from_iterable(m.span() for m in _NEAR_LATIN.finditer(text)))
    if characters & set(_REORDERING) and not _RIGHT_TO_LEFT.search(text):
        spans = map(re.Match.span, _REORDERED.finditer(text))
        found.extend(chain.from_iterable(span for span in spans if _touches_letter(text, *span)))
    return _merged(np.frombuffer(found, dtype=np.int32).reshape(-1, 2)) if found else ()


def _hides(rewritten: str) -> bool:
    """Whether what stands for something else hides a letter: markup never writes a plain letter as an entity."""
    return rewritten[0] != "&" or (rewritten[1] == "#" and _is_plain(_shown(rewritten)))


def _touches_letter(text: str, start: int, end: int) -> bool:
    return any(char.isascii() and char.isalpha() for char in text[max(0, start - 1) : start] + text[end : end + 1])


def _is_plain(shown: str) -> bool:
    return shown.isascii() and shown.isalnum()


def _merged(spans: IntArray) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch made one; the nearest too, where there are very many."""
    starts, ends = spans[np.argsort(spans[:, 0], kind="stable")].T
    reached = np.maximum.accumulate(ends)
    gaps = starts[1:] - reached[:-1]
    least = 0
    if np.count_nonzero(gaps > 0) >= MAX_HIDDEN:
        least = int(np.partition(gaps, -MAX_HIDDEN)[-MAX_HIDDEN])
    apart = np.flatnonzero(gaps > least)
    firsts = starts[np.concatenate(([0], apart + 1))].tolist()
    lasts = reached[np.concatenate((apart, [len(reached) - 1]))].tolist()
    return tuple([Span(start, end) for start, end in zip(firsts, lasts, strict=True)])


def _is_accent(text: str, start: int, end: int) -> bool:
    if end - start > 2:
        return False
    marks = text[start:end]
    if "\u0300" <= marks[0] <= "\u0345":
        return len(ucd.normalize("NFC", text[start - 1] + marks)) < 1 + len(marks)
    return False
