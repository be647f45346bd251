"""Tokens: words, numbers, abbreviations with their dots, runs of one punctuation mark."""

from __future__ import annotations

import re
from array import array
from itertools import chain

import numpy as np

from reliability.text.fold import Folded
from reliability.types import IntArray

# Alternatives start with disjoint characters or fail after one step, so that matching is linear. No token holds white
# space, and every other character belongs to a token. Repeats never give back (`+`): nothing behind them asks for it, and
# remembering where to go back to takes 60 bytes a character.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}+"  # U.S. a.m.
    r"|\d+(?:[.,:/]\d+)*+[^\W\d_]*(?:-\w+)*+"  # 5,000 2.5bn 10-year
    r"|\w+(?:[-'.&@]\w+)*+"  # don't Russian-made example.org
    r"|([^\w\s])\1*+"  # one mark, or a run of the same mark
)
_SPACE = re.compile(r"\s")
_SHORT_TEXT = 200_000  # characters of a text whose pieces between white space are looked up at once
_SHORT_PIECE = 64
MOST_PIECES = 32_768  # that are kept


def tokenize(folded: Folded) -> tuple[tuple[str, ...], IntArray, IntArray]:
    """The folded words, their ``(n, 2)`` original offsets and their ``(n, 2)`` folded offsets.

    Examples:
        >>> from reliability.text.fold import fold
        >>> tokenize(fold("The U.S. sent 5,000."))[0]
        ('The', 'U.S.', 'sent', '5,000', '.')
    """
    words, inner = _read(folded.text) if len(folded.text) <= _SHORT_TEXT else _in_blocks(folded.text)
    if folded.starts is None or folded.ends is None or not len(inner):
        return words, inner, inner
    outer = np.stack((folded.starts[inner[:, 0]], folded.ends[inner[:, 1] - 1]), axis=1)
    return words, outer, inner


class _Kept(dict[str, tuple[str, ...]]):
    """The tokens of pieces without white space, worked out when first asked for; what is kept changes the time alone."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= MOST_PIECES:
            self.clear()
        found = self[piece] = tuple([match.group() for match in TOKEN.finditer(piece)])
        return found


_TOKENS_OF = _Kept()


def _in_blocks(text: str) -> tuple[tuple[str, ...], IntArray]:
    """`_read` of a long text, cut where white space stands, so that what is held at once is little."""
    same: dict[str, str] = {}  # one object for each different word, whatever the length of the text
    words: list[tuple[str, ...]] = []  # put together at the end: two large things that grow leave holes in memory
    edges = array("i")
    begin = 0
    while begin < len(text):
        space = _SPACE.search(text, begin + _SHORT_TEXT)
        end = space.start() if space else len(text)
        block, inner = _read(text[begin:end])
        if end - begin == len(text):
            return block, inner
        words.append(tuple(map(same.setdefault, block, block)))
        edges.frombytes((inner + np.int32(begin)).tobytes())
        begin = end
    return tuple(chain.from_iterable(words)), np.frombuffer(edges, dtype=np.int32).reshape(-1, 2)


def _read(text: str) -> tuple[tuple[str, ...], IntArray]:
    """Words and their offsets."""
    pieces = text.split()
    if not pieces or len(max(pieces, key=len)) > _SHORT_PIECE:
        return _in_one_pass(text)
    words = tuple(chain.from_iterable(map(_TOKENS_OF.__getitem__, pieces)))
    return words, _places(text, words)


def _places(text: str, words: tuple[str, ...]) -> IntArray:
    """Offsets of words that hold, one after another, all characters of ``text`` but its white space."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    solid = np.flatnonzero(codes > ord(" "))
    ends = np.fromiter(map(len, words), dtype=np.int64, count=len(words)).cumsum()
    places = np.empty((len(words), 2), dtype=np.int32)
    places[0, 0] = solid[0]
    places[1:, 0] = solid[ends[:-1]]
    places[:, 1] = solid[ends - 1] + 1
    return places


def _in_one_pass(text: str) -> tuple[tuple[str, ...], IntArray]:
    """Words and offsets of a text that has long runs without white space."""
    words: list[str] = []
    edges = array("i")
    same: dict[str, str] = {}  # one object for each different word, whatever the length of the text
    for match in TOKEN.finditer(text):
        word = match.group()
        words.append(same.setdefault(word, word))
        edges.extend(match.span())
    return tuple(words), np.frombuffer(edges, dtype=np.int32).reshape(-1, 2)
