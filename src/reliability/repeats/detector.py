"""Document to repeats: rules on the surroundings decide what is a defect, a linear classifier names the rest."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import compress
from typing import get_args

import numpy as np
import numpy.typing as npt

from reliability.errors import VersionIntegrityError
from reliability.limits import check_findings
from reliability.repeats.align import Alignment, align_parts, merge_parts
from reliability.repeats.context import NAMES, Passage, Surroundings, describe
from reliability.repeats.defects import is_defect
from reliability.repeats.pasted import is_pasted, is_said_twice
from reliability.repeats.shuffle import APART, MOST_PARTS, join_parts, take_lines
from reliability.types import Document, Repeat, RepeatKind
from reliability.vocabulary import is_word, listed

WEIGHTS = "repeats.json"
RULES = (1, 2, 3)  # the sets of rules, of which a version's file names one
ON_END = 3  # the first set by which sentences that stand there twice on end are a defect
OPENING = 30  # tokens at the top within which a repeated sentence is a headline or standfirst
TOGETHER = 6  # parts of a repeat that are tried as one passage
_NEIGHBOURHOOD = 40  # words within which repeats count as one list

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An aligned repeat with its token ranges, the numbers of ``NAMES`` and the decision, before its kind is known."""

    first: Passage
    copy: Passage
    identity: float
    words: int
    numbers: Mapping[str, float]
    defect: bool


@dataclass(frozen=True, slots=True, eq=False)
class RepeatDetector:
    """Finds repeats and names their kind; built once from the files of a scoring version.

    Attributes:
        kinds: the legitimate kinds in the order of the weights' rows.
        weights: shape ``(kinds, features)``, for features after scaling.
        bias: shape ``(kinds,)``.
        center, scale: shape ``(features,)``.
        rules: the set of rules that decides what is a defect; 1 in the versions of 2026, whose files do not name it.
    """

    kinds: tuple[RepeatKind, ...]
    weights: FloatArray
    bias: FloatArray
    center: FloatArray
    scale: FloatArray
    rules: int = 1

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
            rules = stored.get("rules", 1)
            if rules not in RULES:
                raise VersionIntegrityError(f"{WEIGHTS} asks for rules {rules!r}, not one of {RULES}")
        except (KeyError, ValueError, TypeError) as error:
            raise VersionIntegrityError(f"{WEIGHTS} is missing or malformed: {error}") from None
        return cls(tuple(stored["kinds"]), arrays[0], arrays[1], arrays[2], arrays[3], rules)

    def find(self, document: Document) -> tuple[Repeat, ...]:
        """Every repeat of nine words and more by the start of its copy; linear time; () for none."""
        candidates, rows = candidates_of(document, rules=self.rules)
        if not candidates:
            return ()
        logits = ((rows - self.center) / self.scale) @ self.weights.T + self.bias
        found = []
        choices = np.argmax(np.round(logits, 9), axis=1).tolist()
        for candidate, choice in zip(candidates, choices, strict=True):
            numbers, defect = candidate.numbers, candidate.defect
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


def candidates_of(document: Document, *, rules: int = 1) -> tuple[list[Candidate], FloatArray]:
    """The aligned repeats of a document and what surrounds each, shape ``(repeats, len(NAMES))``.

    Args:
        document: the article's text as parsed.
        rules: which set of rules decides what is a defect: that of ``defects`` (1) or of ``pasted`` (2; 3 with
            sentences that are said twice on end).
    """
    spoken = document.vocabulary.which(is_word)
    positions = listed(spoken)
    words = document.lower if len(positions) == len(spoken) else list(compress(document.lower, spoken))
    lines = [*(bisect_left(positions, line.first) for line in document.lines), len(words)]
    codes = document.vocabulary.known.column(_code, np.uint64, lower=True)
    parts = align_parts(words, codes[document.vocabulary.numbers[spoken]], _sentence_of(document)[spoken])
    alignments = _joined(parts, words, lines, rules)
    if not alignments:
        return [], np.zeros((0, len(NAMES)))
    check_findings(len(alignments), len(document.text), "repeats")
    starts = [alignment.copy[0] for alignment in alignments]
    judge = _Judge(Surroundings.of(document), positions, words, lines, starts, rules)
    candidates = [judge.candidate(alignment) for alignment in alignments]
    if rules > 1:
        candidates = _apart(candidates, alignments, parts, judge)
        check_findings(len(candidates), len(document.text), "repeats")
    return candidates, np.array([list(candidate.numbers.values()) for candidate in candidates])


def _joined(parts: Sequence[Alignment], words: Sequence[str], lines: Sequence[int], rules: int) -> list[Alignment]:
    """The alignments with those that are parts of one passage made one."""
    alignments = join_parts(merge_parts(parts), words, lines)
    return take_lines(alignments, words, lines) if rules > 1 else alignments


@dataclass(frozen=True, slots=True, eq=False)
class _Judge:
    """What every repeat of one document is looked at with."""

    around: Surroundings
    positions: Sequence[int]
    words: Sequence[str]
    lines: Sequence[int]
    starts: list[int]
    rules: int

    def candidate(self, alignment: Alignment) -> Candidate:
        """The repeat with its numbers and the decision about it; what stands there many times on end is judged by two."""
        found = self._candidate(alignment)
        start, second = alignment.first[0], alignment.copy[0]
        if self.rules < ON_END or found.identity < 1 or alignment.first[1] <= second:
            return found
        two = self._candidate(Alignment((start, second), (second, 2 * second - start), second - start))
        if not found.defect and not is_said_twice(self.around, two.first, two.copy, two.numbers):
            return found
        return replace(found, first=two.first, defect=True)

    def _candidate(self, alignment: Alignment) -> Candidate:
        document, starts = self.around.document, self.starts
        first = _passage(document, self.positions, alignment.first)
        copy = _passage(document, self.positions, alignment.copy)
        words = max(alignment.first[1] - alignment.first[0], alignment.copy[1] - alignment.copy[0])
        near = bisect_right(starts, alignment.copy[0] + _NEIGHBOURHOOD) - bisect_left(
            starts, alignment.copy[0] - _NEIGHBOURHOOD
        )
        row = describe(self.around, first, copy, words=words, identity=alignment.identity, siblings=near - 1)
        numbers = dict(zip(NAMES, row, strict=True))
        return Candidate(first, copy, alignment.identity, words, numbers, self._is_defect(first, copy, numbers, words))

    def _is_defect(self, first: Passage, copy: Passage, numbers: Mapping[str, float], words: int) -> bool:
        if self.rules == 1:
            return is_defect(numbers, words)
        if is_pasted(self.around, first, copy, numbers, words=words):
            return True
        return self.rules >= ON_END and is_said_twice(self.around, first, copy, numbers)


def _apart(
    candidates: Sequence[Candidate], alignments: Sequence[Alignment], parts: Sequence[Alignment], judge: _Judge
) -> list[Candidate]:
    """The repeats; where neighbours are no defect, their parts if these are, a few of them joined otherwise.

    What was joined with its neighbours, as the words of two paragraphs and those between them, can look like a list,
    and what would be one passage can be kept from it by the next. Neither may hide a defect.
    """
    starts = [part.copy[0] for part in parts]
    found: list[Candidate] = []
    for first, last in _stretches(alignments):
        wholes = list(candidates[first:last])
        low = bisect_left(starts, alignments[first].copy[0])
        high = bisect_left(starts, alignments[last - 1].copy[1])
        if not all(whole.defect for whole in wholes) and list(parts[low:high]) != list(alignments[first : first + 1]):
            pieces = _pieces(_outer(parts[low:high]), judge)
            if sum(map(_copied, pieces)) > sum(map(_copied, wholes)):
                wholes = pieces
        found += wholes
    return found


def _stretches(alignments: Sequence[Alignment]) -> Iterator[tuple[int, int]]:
    """Ranges of alignments whose copies stand near each other."""
    first = 0
    for i in range(1, len(alignments) + 1):
        if i == len(alignments) or alignments[i].copy[0] - alignments[i - 1].copy[1] > APART:
            yield first, i
            first = i


def _outer(parts: Sequence[Alignment]) -> list[Alignment]:
    """The parts without those whose copy lies in that of an earlier one."""
    kept: list[Alignment] = []
    for part in parts:
        if not kept or part.copy[1] > kept[-1].copy[1]:
            kept.append(part)
    return kept


def _copied(candidate: Candidate) -> int:
    """Tokens that are a copy by mistake."""
    return candidate.copy.last - candidate.copy.first if candidate.defect else 0


def _pieces(parts: Sequence[Alignment], judge: _Judge) -> list[Candidate]:
    """The parts, each or a few joined, so that most of their words are a defect; none of a long list."""
    if len(parts) > MOST_PARTS:
        return []
    values = [0]
    last: list[tuple[int, Candidate]] = []  # for each end of a run, where it starts and what it is as one repeat
    for end in range(1, len(parts) + 1):
        options = []
        for start in range(max(0, end - TOGETHER), end):
            run = parts[start:end]
            joined = run if len(run) == 1 else _joined(run, judge.words, judge.lines, judge.rules)
            if len(joined) == 1:
                piece = judge.candidate(joined[0])
                options.append((values[start] + _copied(piece), start, piece))
        value, start, piece = max(options, key=lambda option: option[:2])
        values.append(value)
        last.append((start, piece))
    pieces = []
    end = len(parts)
    while end:
        end, piece = last[end - 1]
        pieces.append(piece)
    return pieces[::-1]


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
