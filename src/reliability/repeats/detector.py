"""Document to repeats: rules on the surroundings decide what is a defect, a linear classifier names the rest."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import compress
from typing import get_args

import numpy as np
import numpy.typing as npt

from reliability.errors import VersionIntegrityError
from reliability.limits import check_findings
from reliability.repeats.align import align_repeats
from reliability.repeats.context import NAMES, Passage, Surroundings, describe
from reliability.repeats.defects import is_defect
from reliability.repeats.shuffle import join_parts
from reliability.types import Document, Repeat, RepeatKind
from reliability.vocabulary import is_word, listed

WEIGHTS = "repeats.json"
OPENING = 30  # tokens at the top within which a repeated sentence is a headline or standfirst
_NEIGHBOURHOOD = 40  # words within which repeats count as one list

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An aligned repeat with its token ranges, before its kind is known."""

    first: Passage
    copy: Passage
    identity: float
    words: int


@dataclass(frozen=True, slots=True, eq=False)
class RepeatDetector:
    """Finds repeats and names their kind; built once from the files of a scoring version.

    Attributes:
        kinds: the legitimate kinds in the order of the weights' rows.
        weights: shape ``(kinds, features)``, for features after scaling.
        bias: shape ``(kinds,)``.
        center, scale: shape ``(features,)``.
    """

    kinds: tuple[RepeatKind, ...]
    weights: FloatArray
    bias: FloatArray
    center: FloatArray
    scale: FloatArray

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> RepeatDetector:
        """The detector in a scoring version's files.

        Raises:
            VersionIntegrityError: the file is missing or was made for other features.
        """
        try:
            stored = json.loads(resources[WEIGHTS])
            if tuple(stored["features"]) != NAMES or not set(stored["kinds"]) <= set(get_args(RepeatKind)):
                raise VersionIntegrityError(f"{WEIGHTS} was made for other features or kinds")
            arrays = [np.array(stored[key], dtype=np.float64) for key in ("weights", "bias", "center", "scale")]
        except (KeyError, ValueError, TypeError) as error:
            raise VersionIntegrityError(f"{WEIGHTS} is missing or malformed: {error}") from None
        return cls(tuple(stored["kinds"]), *arrays)

    def find(self, document: Document) -> tuple[Repeat, ...]:
        """Every repeat of nine words and more by the start of its copy; linear time; () for none."""
        candidates, rows = candidates_of(document)
        if not candidates:
            return ()
        logits = ((rows - self.center) / self.scale) @ self.weights.T + self.bias
        found = []
        choices = np.argmax(np.round(logits, 9), axis=1).tolist()
        for candidate, row, choice in zip(candidates, rows, choices, strict=True):
            numbers = dict(zip(NAMES, row.tolist(), strict=True))
            defect = is_defect(numbers, candidate.words)
            kind: RepeatKind = "duplicated_content" if defect else self.kinds[choice]
            if not defect and (numbers["caption"] or numbers["notice"]):
                kind = "caption" if numbers["caption"] else "boilerplate"
            if kind == "pull_quote" and candidate.copy.first and candidate.first.first < OPENING:
                kind = "standfirst"
            found.append(
                Repeat(
                    document.span(candidate.first.first, candidate.first.last),
                    document.span(candidate.copy.first, candidate.copy.last),
                    round(candidate.identity, 6),
                    kind,
                    defect,
                )
            )
        return tuple(found)


def candidates_of(document: Document) -> tuple[list[Candidate], FloatArray]:
    """The aligned repeats of a document and what surrounds each, shape ``(repeats, len(NAMES))``."""
    spoken = document.vocabulary.which(is_word)
    positions = listed(spoken)
    words = document.lower if len(positions) == len(spoken) else list(compress(document.lower, spoken))
    lines = [bisect_left(positions, line.first) for line in document.lines]
    codes = document.vocabulary.known.column(_code, np.uint64, lower=True)
    found = align_repeats(words, codes[document.vocabulary.numbers[spoken]], _sentence_of(document)[spoken])
    alignments = join_parts(found, words, [*lines, len(words)])
    if not alignments:
        return [], np.zeros((0, len(NAMES)))
    check_findings(len(alignments), len(document.text), "repeats")
    around = Surroundings.of(document)
    candidates = []
    rows = []
    starts = [alignment.copy[0] for alignment in alignments]
    for alignment in alignments:
        earlier = _passage(document, positions, alignment.first)
        later = _passage(document, positions, alignment.copy)
        size = max(alignment.first[1] - alignment.first[0], alignment.copy[1] - alignment.copy[0])
        candidates.append(Candidate(earlier, later, alignment.identity, size))
        near = bisect_right(starts, alignment.copy[0] + _NEIGHBOURHOOD) - bisect_left(
            starts, alignment.copy[0] - _NEIGHBOURHOOD
        )
        rows.append(describe(around, earlier, later, words=size, identity=alignment.identity, siblings=near - 1))
    return candidates, np.array(rows)


def _sentence_of(document: Document) -> npt.NDArray[np.int32]:
    """The sentence that each token stands in."""
    sentence_of = np.zeros(len(document.words), dtype=np.int32)
    for i, (first, last) in enumerate(document.sentence_tokens):
        sentence_of[first:last] = i
    return sentence_of


def _code(word: str) -> int:
    """A number for a word in lower case that is the same everywhere; different words share one with odds of 2⁻⁶⁴."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _passage(document: Document, positions: Sequence[int], side: tuple[int, int]) -> Passage:
    """Token range of a passage; the mark that ends its last sentence belongs to it."""
    first, last = positions[side[0]], positions[side[1] - 1] + 1
    following = positions[side[1]] if side[1] < len(positions) else len(document.words)
    if last < following and document.words[last][0] in ".!?":
        last += 1
    return Passage(first, last)
