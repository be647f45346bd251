"""Presentation: how loud the headline and the author's own wording are, and how concrete the text is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from math import log
from types import MappingProxyType

import numpy as np

from reliability.limits import check_findings
from reliability.signals.analysis import Analysis
from reliability.signals.terms import summed
from reliability.text.quotations import quoted_tokens
from reliability.text.readability import count
from reliability.types import Document, Evidence, Signal
from reliability.vocabulary import BoolArray, is_capital, is_figure, is_word, listed

NAME = "presentation"
_SECOND_PERSON = frozenset(["you", "your", "yours", "yourself"])
_FIRST_PERSON = frozenset(["i", "me", "my", "mine", "we", "us", "our", "ours"])
_CALENDAR = frozenset(
    [
        *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
        *("december", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "monday", "tuesday", "wednesday", "thursday"),
        *("friday", "saturday", "sunday"),
    ]
)
_SAID = frozenset(["said"])
_COPULAS = frozenset(["is", "are", "was", "were", "be", "been", "being"])
TITLE_FEATURES = ("title_capitalised", "title_shouted", "title_loaded", "title_marks", "title_words")
DIVERSITY_WORDS = 300  # different words are counted among the first so many, since longer texts repeat more
_SMALL_WORDS = frozenset(
    [
        *("a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "by", "with", "as", "from", "is"),
        *("over", "into", "after", "vs", "via", "up", "off", "out", "about", "than", "that", "be", "are", "was", "it"),
    ]
)


def presentation_signal(analysis: Analysis, parameters: Mapping[str, float]) -> Signal:
    """High for plain wording with dates and numbers, low for loud headlines and loaded words of the author's own.

    Quoted words are the speaker's and do not count. Every feature is capped, so that no single habit decides. The
    headline is left aside when the title is not given (``value_without_title``), since house style is not reliability.

    Args:
        analysis: what was found in the article.
        parameters: ``intercept``, ``minimum_words``, and for each feature ``w.<name>``, ``cap.<name>``
            and, for the headline's, ``absent.<name>``, what an unknown headline counts as.

    Reference: W3C Credibility Signals (2019), "clickbait title", "emotionally charged tone"; Horne and Adali 2017
    (arXiv:1703.09398) for headline style; Kincaid et al. 1975 for the grade.
    """
    document = analysis.document
    vocabulary = document.vocabulary
    own = analysis.unquoted & vocabulary.which(is_word)
    exclamations = listed(analysis.unquoted & vocabulary.which(_exclaims))
    loaded = listed(own & vocabulary.among(analysis.loaded))
    check_findings(len(exclamations) + len(loaded), len(document.text), "loaded words and exclamation marks")
    features = {**_title_features(analysis), **_body_features(analysis, own, loaded)}
    scale = _scale(own)
    features["exclamations"] = round(len(exclamations) * scale, 6)
    features["questions"] = round(_questions(document) * scale, 6)
    evidence = tuple(
        Evidence(document.span(i, i + 1), NAME, "loaded_wording", analysis.loaded[document.lower[i]], -1)
        for i in loaded
    ) + tuple(Evidence(document.span(i, i + 1), NAME, "exclamation", "exclamation mark", -1) for i in exclamations)
    if analysis.content_words < parameters["minimum_words"]:
        reason = f"too little text: {analysis.content_words} words of content"
        return Signal(NAME, None, reason, MappingProxyType(features), evidence)
    value, terms = summed(_parts(features, parameters))
    return Signal(NAME, value, None, MappingProxyType(features), evidence, terms)


def without_title(signal: Signal, parameters: Mapping[str, float]) -> Signal:
    """The same signal when the headline is left aside."""
    if signal.value is None:
        return signal
    features = {name: None if name in TITLE_FEATURES else value for name, value in signal.features.items()}
    value, terms = summed(_parts(features, parameters))
    return replace(signal, value=value, features=MappingProxyType(features), terms=terms)


def _parts(features: Mapping[str, float | None], parameters: Mapping[str, float]) -> dict[str, float]:
    parts = {"base": parameters["intercept"]}
    for name, value in features.items():
        known = value if value is not None else parameters.get(f"absent.{name}")
        if known is not None and f"w.{name}" in parameters:
            parts[name] = parameters[f"w.{name}"] * min(known, parameters[f"cap.{name}"])
    return parts


def _questions(document: Document) -> int:
    marks = document.vocabulary.where(_asks)
    if not marks:
        return 0
    quoted = quoted_tokens(document)
    return sum(not quoted[i] for i in marks)


def _is_shouted(word: str) -> bool:
    return len(word) >= 5 and word.isupper()


def _is_spelled(word: str) -> bool:
    return word[0].isalpha()


def _is_long_number(word: str) -> bool:
    return word[0].isdigit() and ("," in word or "." in word)


def _exclaims(word: str) -> bool:
    return word[0] == "!"


def _asks(word: str) -> bool:
    return word[0] == "?"


def _scale(own: BoolArray) -> float:
    return 1000 / max(_size(own), 100)


def _size(chosen: BoolArray) -> int:
    return int(np.count_nonzero(chosen))


def _title_features(analysis: Analysis) -> dict[str, float | None]:
    title = analysis.title
    words = [word for word in title if word[0].isalpha()] if title else []
    if title is None or not words:
        return dict.fromkeys(TITLE_FEATURES)
    inner = [word for word in words[1:] if word.lower() not in _SMALL_WORDS] or words[:1]
    shouted = [word for word in words if len(word) >= 4 and word.isupper()]
    return {
        "title_capitalised": round(sum(word[0].isupper() for word in inner) / len(inner), 6),
        "title_shouted": round(len(shouted) / len(words), 6),
        "title_loaded": float(sum(word.lower() in analysis.loaded for word in words)),
        "title_marks": float(sum(word[0] in "!?" for word in title)),
        "title_words": float(len(words)),
    }


def _body_features(analysis: Analysis, own: BoolArray, loaded: Sequence[int]) -> dict[str, float | None]:
    document = analysis.document
    lower, vocabulary = document.lower, document.vocabulary
    groups = Counter([analysis.loaded[lower[i]] for i in loaded])
    boosters = [cue for cue in analysis.hedges if cue.kind == "booster" and cue.voice == "author"]
    capital = own & vocabulary.which(is_capital)

    def own_words(words: Set[str]) -> int:
        return _size(own & vocabulary.among(words))

    per_thousand = {
        "insults": groups["insult"],
        "drama": groups["drama"],
        "teasers": groups["tease"],
        "praise": groups["praise"],
        "absolutes": groups["absolute"],
        "boosters": len(boosters),
        "shouted": _size(own & vocabulary.which(_is_shouted)),
        "second_person": own_words(_SECOND_PERSON),
        "first_person": own_words(_FIRST_PERSON),
        "numbers": _size(own & vocabulary.which(is_figure)),
        "dates": _size(capital & vocabulary.among(_CALENDAR)),
        "names": _size(capital[1:] & vocabulary.which(is_word)[:-1]),
        "said": own_words(_SAID),
        "copulas": own_words(_COPULAS),
        "long_numbers": _size(own & vocabulary.which(_is_long_number)),
    }
    scale = _scale(own)
    features: dict[str, float | None] = {name: round(value * scale, 6) for name, value in per_thousand.items()}
    spelled = np.flatnonzero(own & vocabulary.which(_is_spelled))[:DIVERSITY_WORDS].tolist()
    features["diversity"] = round(len({lower[i] for i in spelled}) / len(spelled), 6) if spelled else None
    features["log_words"] = round(log(_size(own)), 6) if own.any() else None
    counts = count(document, analysis.syllables)
    features["grade"] = counts.flesch_kincaid_grade if counts else None
    features["sentence_words"] = round(counts.words / counts.sentences, 6) if counts else None
    return features
