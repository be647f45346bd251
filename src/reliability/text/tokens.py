"""Tokens: words, numbers, abbreviations with their dots, runs of one punctuation mark."""

from __future__ import annotations

import re
from array import array

import numpy as np

from reliability.text.fold import Folded
from reliability.types import IntArray

# Alternatives start with disjoint characters or fail after one step, so that matching is linear.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S. a.m.
    r"|\d+(?:[.,:/]\d+)*[^\W\d_]*(?:-\w+)*"  # 5,000 2.5bn 10-year
    r"|\w+(?:[-'.&@]\w+)*"  # don't Russian-made example.org
    r"|([^\w\s])\1*"  # one mark, or a run of the same mark
)


def tokenize(folded: Folded) -> tuple[tuple[str, ...], IntArray, IntArray]:
    """The folded words, their ``(n, 2)`` original offsets and their ``(n, 2)`` folded offsets.

    Examples:
        >>> from reliability.text.fold import fold
        >>> tokenize(fold("The U.S. sent 5,000."))[0]
        ('The', 'U.S.', 'sent', '5,000', '.')
    """
    words: list[str] = []
    edges = array("i")
    same: dict[str, str] = {}  # one object for each different word, whatever the length of the text
    for match in TOKEN.finditer(folded.text):
        word = match.group()
        words.append(same.setdefault(word, word))
        edges.extend(match.span())
    inner = np.frombuffer(edges, dtype=np.int32).reshape(-1, 2)
    if folded.starts is None or folded.ends is None or not len(inner):
        return tuple(words), inner, inner
    outer = np.stack((folded.starts[inner[:, 0]], folded.ends[inner[:, 1] - 1]), axis=1)
    return tuple(words), outer, inner
