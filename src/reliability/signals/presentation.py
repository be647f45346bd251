"""Presentation: how loud the headline and the author's own wording are, and how concrete the text is."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from math import log
from types import MappingProxyType

from reliability.signals.analysis import Analysis
from reliability.signals.terms import summed
from reliability.text.quotations import quoted_tokens
from reliability.text.readability import count
from reliability.types import Document, Evidence, Signal

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
    words, lower = document.words, document.lower
    outside = analysis.unquoted
    own = array("i", (i for i in outside if words[i][0].isalnum()))
    exclamations = [i for i in outside if words[i][0] == "!"] if "!" in "".join(words) else []
    loaded = [i for i in own if lower[i] in analysis.loaded]
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
    marks = [i for i, word in enumerate(document.words) if word[0] == "?"]
    if not marks:
        return 0
    quoted = quoted_tokens(document)
    return sum(not quoted[i] for i in marks)


def _scale(own: Sequence[int]) -> float:
    return 1000 / max(len(own), 100)


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


def _body_features(analysis: Analysis, own: Sequence[int], loaded: Sequence[int]) -> dict[str, float | None]:
    document = analysis.document
    lower, words = document.lower, document.words
    as_written = Counter([words[i] for i in own])
    times = Counter([lower[i] for i in own])
    groups = Counter([analysis.loaded[lower[i]] for i in loaded])
    boosters = [cue for cue in analysis.hedges if cue.kind == "booster" and cue.voice == "author"]
    numbers = {word: n for word, n in times.items() if word[0].isdigit()}
    capital = {word: n for word, n in as_written.items() if word[0].isupper()}
    per_thousand = {
        "insults": groups["insult"],
        "drama": groups["drama"],
        "teasers": groups["tease"],
        "praise": groups["praise"],
        "absolutes": groups["absolute"],
        "boosters": len(boosters),
        "shouted": sum([n for word, n in as_written.items() if len(word) >= 5 and word.isupper()]),
        "second_person": _times(times, _SECOND_PERSON),
        "first_person": _times(times, _FIRST_PERSON),
        "numbers": sum(numbers.values()),
        "dates": sum([n for word, n in capital.items() if word.lower() in _CALENDAR]),
        "names": len([i for i in own if i and words[i][0].isupper() and words[i - 1][0].isalnum()]),
        "said": times["said"],
        "copulas": _times(times, _COPULAS),
        "long_numbers": sum(n for word, n in numbers.items() if "," in word or "." in word),
    }
    scale = _scale(own)
    features: dict[str, float | None] = {name: round(value * scale, 6) for name, value in per_thousand.items()}
    first = [lower[i] for i in islice((i for i in own if words[i][0].isalpha()), DIVERSITY_WORDS)]
    features["diversity"] = round(len(set(first)) / len(first), 6) if first else None
    features["log_words"] = round(log(len(own)), 6) if own else None
    counts = count(document, analysis.syllables)
    features["grade"] = counts.flesch_kincaid_grade if counts else None
    features["sentence_words"] = round(counts.words / counts.sentences, 6) if counts else None
    return features


def _times(times: Mapping[str, int], words: frozenset[str]) -> int:
    return sum([times.get(word, 0) for word in words])
