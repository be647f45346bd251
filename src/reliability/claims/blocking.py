"""Which articles are worth comparing: those in which claims share pairs of rare words.

Rarity comes from the version's table and not from the other articles, so that two articles are compared or not whatever
else is there: the claim index finds what a batch finds.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from reliability.claims.bundle import Bundle, KeyArray, distinct

# Read off real articles, 2026-11: with these some 3 in 1,000 pairs of unlike articles share enough (68 with any pair of
# the six rarest words), and few of the 230 relations between articles about one event are lost.
RAREST = 6  # words of a claim that make keys
RARE_PAIR = 13.0  # summed rarity of a pair of words from which it makes a key
TELLING_PAIR = 20.0  # the same of two words that hardly ever occur: such a pair makes two keys
FEWEST = 2  # keys that two articles must share
SAME_TOPIC = 0.18  # topic likeness from which two articles can be about one event; the lowest on dev is above
STRANGERS = 0.06  # the same for articles that share whole sentences
WHOLE = 8  # shared keys that tell of a whole sentence
MIX = np.uint64(0x9E37_79B9_7F4A_7C15)  # makes the second key of a pair of words from the first
_FIRST, _SECOND = np.array(list(combinations(range(RAREST), 2)), dtype=np.int64).T


def article_keys(bundle: Bundle) -> KeyArray:
    """The keys of an article as sorted distinct 64-bit numbers: pairs of the rarest stems of each claim."""
    words = bundle.words
    if not len(words.codes):
        return np.zeros(0, dtype=np.uint64)
    count = len(words.codes)
    rarest = np.argsort(-bundle.rarity, kind="stable")  # of equally rare ones the smaller code
    rank = np.empty(count, dtype=np.int64)
    rank[rarest] = np.arange(count, dtype=np.int64)
    rows, ranks = np.divmod(np.sort(words.rows * count + rank[words.columns]), count)
    first = np.searchsorted(rows, np.arange(words.size, dtype=np.int64))
    position = np.arange(len(rows), dtype=np.int64) - first[rows]
    table = np.full((words.size, RAREST), -1, dtype=np.int64)
    kept = (position < RAREST).nonzero()[0]
    table[rows[kept], position[kept]] = rarest[ranks[kept]]
    left, right = table[:, _FIRST].ravel(), table[:, _SECOND].ravel()
    there = (right >= 0).nonzero()[0]
    left, right = left[there], right[there]
    rarity = bundle.rarity[left] + bundle.rarity[right]
    kept = (rarity >= RARE_PAIR).nonzero()[0]
    low, high = np.minimum(left[kept], right[kept]), np.maximum(left[kept], right[kept])
    mixed = ((words.codes[low].astype(np.uint64) << np.uint64(32)) | words.codes[high]) * MIX
    twice = mixed[rarity[kept] >= TELLING_PAIR] * MIX
    return distinct(np.concatenate((mixed, twice)))


def least_topic(shared: int) -> float:
    """The topic likeness that two articles with so many keys in common need to be compared."""
    return STRANGERS if shared >= WHOLE else SAME_TOPIC
