"""Readability: textstat's formulas on our own sentences, words and syllables.

textstat counts sentences itself, which goes wrong on news (9 % low), and looks syllables up in a corpus that it
downloads. So its formulas are run on counts that we hand it. They are taken out of its files without importing the package,
which would bring NLTK with it (1.4 s, 185 MB). The counts alone need no textstat.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType, MappingProxyType, ModuleType
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from reliability.text.syllables import Syllables
from reliability.types import Document, Span
from reliability.vocabulary import is_word

_BLOCK = 131_072  # tokens that are counted at once


@dataclass(frozen=True, slots=True)
class TextCounts:
    """Sentences, words, letters and digits, syllables, and words of three syllables and more."""

    sentences: int
    words: int
    characters: int
    syllables: int
    polysyllables: int

    @property
    def flesch_kincaid_grade(self) -> float:
        """The U.S. school grade of Kincaid et al. (1975), rounded to six decimals; counts must not be 0.

        Reference: Kincaid, Fishburne, Rogers and Chissom, Research Branch Report 8-75, 1975.
        """
        return round(0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59, 6)


@dataclass(frozen=True, slots=True)
class Readability:
    """textstat's figures on our counts; grades are U.S. school years, reading ease is higher for easier texts."""

    flesch_reading_ease: float
    flesch_kincaid_grade: float
    automated_readability_index: float
    smog_index: float
    counts: TextCounts


def count(
    document: Document, syllables: Syllables, *, spans: Sequence[Span] | None = None, content_only: bool = True
) -> TextCounts | None:
    """The counts of a document's prose; None when it holds no word.

    Args:
        document: any document.
        syllables: the counter of a scoring version.
        spans: sentences to count instead of the document's own.
        content_only: whether boilerplate and metadata lines are left out.
    """
    if spans is not None:
        starts = document.tokens[:, 0]
        ranges = np.searchsorted(starts, np.array(spans, dtype=np.int64).reshape(-1, 2))
    else:
        ranges = np.array(document.sentence_tokens, dtype=np.int64).reshape(-1, 2)
        ranges = ranges[document.content_sentences()] if content_only and len(ranges) else ranges
    firsts, lasts = ranges.T
    block_of = np.cumsum(lasts - firsts) // _BLOCK
    edges = [0, *(np.flatnonzero(np.diff(block_of)) + 1).tolist(), len(firsts)]
    blocks = [slice(start, end) for start, end in pairwise(edges)]
    totals = np.array([_totals(document, syllables, firsts[block], lasts[block]) for block in blocks]).sum(axis=0)
    return TextCounts(*totals.tolist()) if totals[1] else None


def _totals(
    document: Document, syllables: Syllables, firsts: npt.NDArray[np.int64], lasts: npt.NDArray[np.int64]
) -> tuple[int, ...]:
    """Ranges with a word, and the words, characters, syllables and long words of all token ranges."""
    if not len(firsts):
        return 0, 0, 0, 0, 0
    low = int(firsts.min())
    vocabulary = document.vocabulary.part(low, int(lasts.max()))
    spoken = vocabulary.which(is_word)
    beats = np.where(spoken, vocabulary.values(syllables.count, np.int64, lower=True), 0)

    def inside(values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        """The sum of the tokens' values in each range."""
        running = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(values)))
        totals: npt.NDArray[np.int64] = running[lasts - low] - running[firsts - low]
        return totals

    words = inside(spoken)
    characters = np.where(spoken, vocabulary.values(len, np.int64, lower=True), 0)
    parts = (words, inside(characters), inside(beats), inside(beats >= 3))
    return int(np.count_nonzero(words)), *(int(part.sum()) for part in parts)


def measure(counts: TextCounts) -> Readability:
    """textstat's formulas on ``counts``; thread-safe, no network, no data files.

    Reference: Flesch (1948); Kincaid et al. (1975); Senter and Smith (1967); McLaughlin (1969).

    Examples:
        >>> round(measure(TextCounts(10, 200, 900, 300, 20)).flesch_kincaid_grade, 2)
        9.91
    """
    words_per_sentence = counts.words / counts.sentences
    root = _formula("utils._get_lang_root")
    setting = _formula("utils._get_lang_cfg", get_lang_root=root, LANG_CONFIGS=_languages())
    ease = _formula(
        "metrics._flesch_reading_ease",
        get_lang_root=root,
        get_lang_cfg=setting,
        words_per_sentence=lambda _text: words_per_sentence,
        syllables_per_word=lambda _text, _lang: counts.syllables / counts.words,
    )
    grade = _formula(
        "metrics._flesch_kincaid_grade",
        words_per_sentence=lambda _text: words_per_sentence,
        syllables_per_word=lambda _text, _lang: counts.syllables / counts.words,
    )
    automated = _formula(
        "metrics._automated_readability_index",
        chars_per_word=lambda _text: counts.characters / counts.words,
        words_per_sentence=lambda _text: words_per_sentence,
    )
    smog = _formula(
        "metrics._smog_index",
        count_sentences=lambda _text: counts.sentences,
        count_polysyllable_words=lambda _text, _lang: counts.polysyllables,
    )
    return Readability(
        round(float(ease("", "en_US")), 6),
        round(float(grade("", "en_US")), 6),
        round(float(automated("")), 6),
        round(float(smog("", "en_US")), 6),
        counts,
    )


def _formula(module: str, **names: Any) -> Callable[..., Any]:
    """textstat's function of that module as a function of its own, which finds no other names than those given."""
    return FunctionType(_code_of(module), {"__builtins__": builtins, **names})


@cache
def _code_of(module: str) -> CodeType:
    """The code of the function that a module of textstat's backend is named after."""
    name = module.rpartition("._")[2]
    loader = _loader(module)
    constants = cast("CodeType", loader.get_code(loader.name)).co_consts
    return next(item for item in constants if isinstance(item, CodeType) and item.co_name == name)


@cache
def _languages() -> Mapping[str, Mapping[str, float]]:
    """textstat's constants by language."""
    module = ModuleType("textstat.backend.utils.constants")
    _loader("utils.constants").exec_module(module)
    return MappingProxyType(module.LANG_CONFIGS)


def _loader(module: str) -> SourceFileLoader:
    """What reads a module of textstat's backend from its file."""
    found = find_spec("textstat")  # says where it lies, and imports nothing
    folder = Path(cast("str", cast("ModuleSpec", found).origin)).parent
    path = folder.joinpath("backend", *module.split("."))
    return SourceFileLoader(f"textstat.backend.{module}", f"{path}.py")
