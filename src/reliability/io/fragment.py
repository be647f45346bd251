"""A fragment of HTML, XHTML or NITF to plain text with its paragraphs, in linear time.

For the bodies inside feeds, ninjs items and JSON-LD, which hold an article and no page around it. Whole pages go
through ``reliability.io.html``.
"""

from __future__ import annotations

import html
import re
from types import MappingProxyType

_BLOCK_NAMES = """
address article aside blockquote body block caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
h6 header hedline hl1 hl2 hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset(["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea"])
_ENDINGS = MappingProxyType({name: re.compile(rf"</{name}[^<>]{{0,100}}>?", re.IGNORECASE) for name in sorted(_SILENT)})
_TAG = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]{0,30})")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def text_of(fragment: str) -> str:
    """The text of a fragment: tags gone, entities resolved, paragraphs parted by empty lines; "" for no text.

    Any string: what looks like a tag and is none stays text, what is never closed ends with the fragment.

    Examples:
        >>> text_of("<p>Rain &amp; wind.</p><p>Roads<br/>closed.<script>x()</script></p>")
        'Rain & wind.\\n\\nRoads\\nclosed.'
    """
    paragraphs: list[str] = []
    for block in "".join(_pieces(fragment)).split("\x02"):
        lines = [_SPACE.sub(" ", line).strip() for line in block.split("\x03")]
        text = "\n".join(line for line in lines if line)
        if text:
            paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _pieces(fragment: str) -> list[str]:
    """Text with U+0002 where a paragraph ends and U+0003 where a line ends."""
    pieces: list[str] = []
    place = 0
    while place < len(fragment):
        start = fragment.find("<", place)
        if start < 0:
            start = len(fragment)
        if start > place:
            pieces.append(_plain(fragment[place:start]))
        if start == len(fragment):
            break
        name, closes, place = _tag(fragment, start)
        if name in _SILENT and not closes and fragment[place - 2 : place] != "/>":
            ending = _ENDINGS[name].search(fragment, place)
            place = ending.end() if ending else len(fragment)
        elif name == "br":
            pieces.append("\x03")
        elif name in _BLOCKS:
            pieces.append("\x02")
        elif name is None:
            pieces.append("<")
    return pieces


def _plain(text: str) -> str:
    return html.unescape(text).replace("\x02", " ").replace("\x03", " ")


def _tag(fragment: str, start: int) -> tuple[str | None, bool, int]:
    """Name of the tag at ``start``, whether it closes, and where it ends; no name for a plain ``<``."""
    if fragment.startswith("<!--", start):
        end = fragment.find("-->", start + 4)
        return "!", False, len(fragment) if end < 0 else end + 3
    if fragment.startswith("<![CDATA[", start):
        return "!", False, start + 9
    if fragment[start + 1 : start + 2] in ("!", "?"):
        end = fragment.find(">", start)
        return "!", False, len(fragment) if end < 0 else end + 1
    match = _TAG.match(fragment, start + 1)
    if match is None:
        return None, False, start + 1
    end = fragment.find(">", match.end())
    closes = fragment[start + 1] == "/"
    return match[1].lower(), closes, len(fragment) if end < 0 else end + 1
