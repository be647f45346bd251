"""Quotations from tokens: straight, curly, single, guillemets; nested, unbalanced and running over paragraphs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

from reliability.limits import QUOTATIONS_EACH, check_findings
from reliability.text.fold import fold
from reliability.types import Document, IntArray, Quotation, Span

_OPENING = frozenset("\u201c\u201e\u00ab\u2018\u201a\u2039\u201f\u301d")
_CLOSING = frozenset("\u201d\u00bb\u2019\u203a\u301e")
_REVERSED = {"\u201e": "\u201c", "\u201a": "\u2018", "\u00bb": "\u00ab"}
MAX_HIDDEN = 8  # hidden characters between a mark and its word that are looked past
MAX_DEPTH = 4  # deeper nesting is noise: longest real nesting seen in news pages is three


def is_mark(word: str) -> bool:
    """Whether a token is a quotation mark or an apostrophe by itself."""
    return word[0] in "\"'" and not word[-1].isalnum()


def find_quotations(
    text: str,
    words: tuple[str, ...],
    tokens: IntArray,
    marks: array[int],
    line_of: Sequence[int],
    lines: list[tuple[int, int]],
) -> tuple[Quotation, ...]:
    """Every quotation in order of its start.

    A mark that never closes ends with its line; it goes on into the next line only when that line opens with a mark
    of the same sort, as quotations over several paragraphs do.

    Args:
        text: the untouched text.
        words: folded tokens.
        tokens: original offsets of the tokens, shape ``(n, 2)``.
        marks: the tokens that are quotation marks.
        line_of: index of the line that each of them stands in.
        lines: token range of each line.
    """
    if not marks:
        return ()
    # before the work begins, where it is plain from the marks
    check_findings(len(marks) // 4, len(text), "quotations", each=QUOTATIONS_EACH)
    found: list[Quotation] = []
    stack: list[tuple[int, str]] = []
    line = -1
    for position, i in enumerate(marks):
        if line_of[position] != line:
            _close_open(found, stack, lines[line][1] if line >= 0 else 0, tokens)
            line = line_of[position]
        mark = '"' if words[i] == "''" else words[i][0]
        start, end = tokens.item(i, 0), tokens.item(i, 1)
        side = _side(text, start, end, mark)
        check_findings(len(found), len(text), "quotations", each=QUOTATIONS_EACH)
        if side == "open" and stack and _closes(text[tokens.item(stack[-1][0], 0)], text[start]):
            side = "close"
        opened = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][1] == mark), None)
        if opened is not None and (side == "close" or (side == "either" and mark == '"')):
            first = stack[opened][0]
            del stack[opened:]
            found.append(Quotation(Span(tokens.item(first, 0), end), first, i + 1, True, len(stack), mark == "'"))
        elif side != "close" and len(stack) < MAX_DEPTH:
            stack.append((i, mark))
    _close_open(found, stack, lines[line][1], tokens)
    found.sort()
    return tuple(found)


def _close_open(found: list[Quotation], stack: list[tuple[int, str]], last: int, tokens: IntArray) -> None:
    """Ends what is still open at its line's end; a lone single mark was an apostrophe and is dropped."""
    for depth, (first, mark) in enumerate(stack):
        if mark == '"' and last > first + 1:
            found.append(
                Quotation(Span(tokens.item(first, 0), tokens.item(last - 1, 1)), first, last, False, depth, False)
            )
    stack.clear()


def _closes(opening: str, char: str) -> bool:
    """Whether a mark that opens in English closes what ``opening`` began, as in German and Polish."""
    return _REVERSED.get(opening) == char


def _side(text: str, start: int, end: int, mark: str) -> str:
    char = text[start]
    before, after = _shown_beside(text, start - 1, -1), _shown_beside(text, end, 1)
    if char in _OPENING and not (mark == "'" and before.isalnum()):
        return "open"
    if char in _CLOSING and not (char == "\u00bb" and before.isspace()):
        return "close"
    space_before = before.isspace() or before in '([{\u2014\u2013-/"\u201c\u00ab'
    space_after = after.isspace() or after in ')]}.,;:!?\u2014\u2013-/\u2026"\u201d\u00bb'
    if space_before and not space_after:
        return "open"
    if space_after and not space_before:
        return "close"
    return "either" if mark == '"' else "close"


def quoted_tokens(document: Document) -> bytearray:
    """1 for each token that stands inside an outermost quotation, else 0; a byte a token."""
    quoted = bytearray(len(document.words))
    for quotation in document.quotations:
        if quotation.depth == 0:
            quoted[quotation.first : quotation.last] = b"\x01" * (quotation.last - quotation.first)
    return quoted


@lru_cache(maxsize=1_024)  # a pure function: what is kept changes the time alone
def _folded(char: str) -> str:
    return fold(char).text


def _shown_beside(text: str, place: int, step: int) -> str:
    """The nearest character that is drawn, wide forms made plain; a space beyond the text or behind many hidden ones."""
    for _ in range(MAX_HIDDEN):
        if not 0 <= place < len(text):
            return " "
        char = text[place]
        if char < "\u0300":
            return char
        shown = _folded(char)
        if shown:
            return shown[0] if char > "\u3000" else char
        place += step
    return " "
