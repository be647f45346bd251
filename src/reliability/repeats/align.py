"""Seed and extend: pairs of passages of one token sequence that say the same words, in linear time.

Runs of four equal words are the seeds; seeds on nearby diagonals are chained, chains grow over edited words, and
a chain that covers most of a sentence takes the whole sentence. The method is that of Basic Local Alignment Search
(Altschul et al. 1990), on words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

Range = tuple[int, int]

SEED = 4  # words; three find "as well as the", five miss one edit in five words (tuned on duplication/dup_injected)
REACH = 14  # words that two neighbouring seeds of one chain may lie apart
DRIFT = 6  # words by which one side may be longer between two seeds
SHORTEST = 9  # matched words that make a repeat
FARTHEST = 60  # words that a chain grows beyond its seeds; longer runs have seeds of their own
SHARED = 0.5  # of the words of a stretch beside a chain, from which on it belongs to the repeat
MOST_ABSORBED = 6  # sentences that a chain takes in on either side; longer rewriting has seeds of its own
LONGEST_SENTENCE = 120  # words; longer stretches are not compared as a bag of words
BLOCK = 4096  # words that are compared at once; the cost is quadratic within a block only
_PRIME = np.uint64(0x9E3779B97F4A7C15)


class Alignment(NamedTuple):
    """Two passages as half-open ranges of word positions, ``first`` before ``copy``, and the words they share."""

    first: Range
    copy: Range
    matched: int

    @property
    def identity(self) -> float:
        """Shared words by the longer side, in [0, 1]."""
        return self.matched / max(self.first[1] - self.first[0], self.copy[1] - self.copy[0])


def align_repeats(
    words: Sequence[str], codes: npt.NDArray[np.uint64], sentence_of: npt.NDArray[np.int32]
) -> list[Alignment]:
    """Every repeat of at least nine words, the copy matched with the nearest earlier passage.

    Args:
        words: lower-case words without punctuation.
        codes: a number for each word, the same for the same words and for no others; same length.
        sentence_of: the sentence that each word stands in, ascending; same length.

    Examples:
        >>> text = "the council will vote on the new harbour budget next week".split()
        >>> words = text + ["meanwhile"] + text
        >>> codes = np.array([words.index(word) for word in words], dtype=np.uint64)
        >>> found = align_repeats(words, codes, np.array([0] * 11 + [1] + [2] * 11, dtype=np.int32))
        >>> found[0].first, found[0].copy, found[0].matched
        ((0, 11), (12, 23), 11)
    """
    return merge_parts(align_parts(words, codes, sentence_of))


def align_parts(
    words: Sequence[str], codes: npt.NDArray[np.uint64], sentence_of: npt.NDArray[np.int32]
) -> list[Alignment]:
    """The repeats of `align_repeats` before neighbours are merged, by the start of the copy; some lie in others."""
    edges = [*np.flatnonzero(np.diff(sentence_of, prepend=np.int32(-1))).tolist(), len(words)]
    seeds = _seeds(codes)
    del codes, sentence_of  # of a long text each takes as much as its words
    chains = [chain for chain in _chain(seeds) if chain.seeds + SEED - 1 >= SHORTEST - 2]
    found = [_grow(words, chain, edges) for chain in chains]
    parts = [alignment for alignment in found if alignment.matched >= SHORTEST]
    return sorted(parts, key=lambda item: (item.copy[0], -item.copy[1]))


@dataclass(slots=True)
class _Chain:
    """The outer seeds of a run of seeds, as (position, earlier position), and how many there are."""

    start: tuple[int, int]
    end: tuple[int, int]
    seeds: int = 1


def _seeds(codes: npt.NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs (position, nearest earlier position) of equal runs of ``SEED`` words, by position."""
    if len(codes) < 2 * SEED:
        return
    size = len(codes) - SEED + 1
    key = np.zeros(size, dtype=np.uint64)
    for offset in range(SEED):
        key *= _PRIME
        key += codes[offset : offset + size]
        key += np.uint64(1)
    del codes
    order = np.argsort(key, kind="stable").astype(np.int32)
    key = key[order]
    equal = np.flatnonzero(key[1:] == key[:-1])
    del key
    later, earlier = order[equal + 1], order[equal]
    del order, equal
    apart = later - earlier >= SEED
    later, earlier = later[apart], earlier[apart]
    place = np.argsort(later, kind="stable")
    for first in range(0, len(place), BLOCK):
        block = place[first : first + BLOCK]
        yield from zip(later[block].tolist(), earlier[block].tolist(), strict=True)


def _chain(seeds: Iterable[tuple[int, int]]) -> list[_Chain]:
    """Seeds joined where both sides go on within reach; only chains that may still grow are looked at."""
    chains: list[_Chain] = []
    active: list[_Chain] = []
    for later, earlier in seeds:
        active = [chain for chain in active if later - chain.end[0] <= REACH]
        best = None
        for chain in reversed(active):
            step, back = later - chain.end[0], earlier - chain.end[1]
            if 0 < back <= REACH and step > 0 and abs(step - back) <= DRIFT:
                best = chain
                if step == back:
                    break
        if best is None:
            best = _Chain((later, earlier), (later, earlier))
            chains.append(best)
            active.append(best)
        else:
            best.end = (later, earlier)
            best.seeds += 1
    return chains


def _grow(words: Sequence[str], chain: _Chain, edges: list[int]) -> Alignment:
    """The passages of a chain, grown over equal words and then over sentences that are mostly the same."""
    copy_start, first_start = chain.start
    copy_end, first_end = chain.end[0] + SEED, chain.end[1] + SEED
    limit = max(0, copy_start - FARTHEST)
    while (
        first_start
        and copy_start > limit
        and copy_start > first_end
        and words[first_start - 1] == words[copy_start - 1]
    ):
        first_start, copy_start = first_start - 1, copy_start - 1
    limit = min(len(words), copy_end + FARTHEST)
    while copy_end < limit and first_end < copy_start and words[first_end] == words[copy_end]:
        first_end, copy_end = first_end + 1, copy_end + 1
    first, copy = _trim((first_start, first_end), (copy_start, copy_end), edges)
    if first[1] <= copy[0]:
        first, copy = _complete(words, first, copy, edges)
        first, copy = _absorb(words, first, copy, edges)
    return Alignment(first, copy, _matched(words, first, copy))


def _trim(first: Range, copy: Range, edges: list[int]) -> tuple[Range, Range]:
    """The passages without a word or two that happen to be equal beyond the same edge of a sentence."""
    extra = copy[1] - edges[bisect_left(edges, copy[1]) - 1]
    if extra <= 2 and copy[1] - copy[0] - extra >= SHORTEST - 1 and _is_edge(first[1] - extra, edges):
        first, copy = (first[0], first[1] - extra), (copy[0], copy[1] - extra)
    extra = _edge_after(copy[0] + 1, edges) - copy[0]
    if extra <= 2 and copy[1] - copy[0] - extra >= SHORTEST - 1 and _is_edge(first[0] + extra, edges):
        first, copy = (first[0] + extra, first[1]), (copy[0] + extra, copy[1])
    return first, copy


def _is_edge(position: int, edges: list[int]) -> bool:
    place = bisect_left(edges, position)
    return place < len(edges) and edges[place] == position


def _complete(words: Sequence[str], first: Range, copy: Range, edges: list[int]) -> tuple[Range, Range]:
    """Both passages up to the edges of their sentences where what is added is short or mostly the same words."""
    slack = 2 if copy[1] - copy[0] >= 20 else 0
    low_first, low_copy = _edge_before(first[0], edges), _edge_before(copy[0], edges)
    if low_copy >= first[1] and _alike(words, (low_first, first[0]), (low_copy, copy[0]), slack=slack):
        first, copy = (low_first, first[1]), (low_copy, copy[1])
    high_first, high_copy = _edge_after(first[1], edges), _edge_after(copy[1], edges)
    if high_first <= copy[0] and _alike(words, (first[1], high_first), (copy[1], high_copy), slack=slack):
        first, copy = (first[0], high_first), (copy[0], high_copy)
    return first, copy


def _absorb(words: Sequence[str], first: Range, copy: Range, edges: list[int]) -> tuple[Range, Range]:
    """The passages with following and preceding sentences that say mostly the same words, as rewriting leaves them."""
    for _ in range(MOST_ABSORBED):
        high_first, high_copy = _edge_after(first[1] + 1, edges), _edge_after(copy[1] + 1, edges)
        if high_first > copy[0] or not _alike(words, (first[1], high_first), (copy[1], high_copy), slack=0):
            break
        first, copy = (first[0], high_first), (copy[0], high_copy)
    for _ in range(MOST_ABSORBED):
        if not first[0]:
            break
        low_first, low_copy = _edge_before(first[0] - 1, edges), _edge_before(copy[0] - 1, edges)
        if low_copy < first[1] or not _alike(words, (low_first, first[0]), (low_copy, copy[0]), slack=0):
            break
        first, copy = (low_first, first[1]), (low_copy, copy[1])
    return first, copy


def _edge_before(position: int, edges: list[int]) -> int:
    return edges[bisect_right(edges, position) - 1]


def _edge_after(position: int, edges: list[int]) -> int:
    return edges[min(bisect_left(edges, position), len(edges) - 1)]


def _alike(words: Sequence[str], a: Range, b: Range, *, slack: int) -> bool:
    """Whether two stretches share half of their words, or are no longer than ``slack``."""
    longer = max(a[1] - a[0], b[1] - b[0])
    if longer <= slack:
        return True
    if longer > LONGEST_SENTENCE:
        return False
    shared = (Counter(words[a[0] : a[1]]) & Counter(words[b[0] : b[1]])).total()
    return shared >= SHARED * longer


def _matched(words: Sequence[str], first: Range, copy: Range) -> int:
    """Length of the longest common subsequence, over blocks of the two passages when they are long."""
    longer = max(first[1] - first[0], copy[1] - copy[0])
    blocks = -(-longer // BLOCK)
    total = 0
    for block in range(blocks):
        a = words[_cut(first, block, blocks) : _cut(first, block + 1, blocks)]
        b = words[_cut(copy, block, blocks) : _cut(copy, block + 1, blocks)]
        total += LCSseq.similarity(a, b)
    return total


def _cut(passage: Range, block: int, blocks: int) -> int:
    return passage[0] + (passage[1] - passage[0]) * block // blocks


def merge_parts(found: Sequence[Alignment]) -> list[Alignment]:
    """Neighbouring alignments as one, and those inside a longer one left out; both by the start of the copy."""
    merged: list[Alignment] = []
    for item in found:
        if merged:
            last = merged[-1]
            inside = item.copy[1] <= last.copy[1]
            gap, back = item.copy[0] - last.copy[1], item.first[0] - last.first[1]
            if inside:
                continue
            if -REACH <= gap <= 2 * REACH and -REACH <= back <= 2 * REACH and abs(gap - back) <= REACH:
                first = (last.first[0], max(last.first[1], item.first[1]))
                copy = (last.copy[0], item.copy[1])
                if first[1] <= copy[0]:
                    merged[-1] = Alignment(first, copy, last.matched + max(0, item.matched - max(0, -gap, -back)))
                    continue
        merged.append(item)
    return merged
