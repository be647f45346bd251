"""Presentation: how loud the headline and the author's own wording are, and how concrete the text is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum, log
from types import MappingProxyType

from reliability.signals.analysis import Analysis
from reliability.text.readability import count
from reliability.types import Document, Evidence, Signal, Span

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
    quoted = _quoted(document)
    own = [
        i
        for line in document.lines
        if line.kind == "content"
        for i in range(line.first, line.last)
        if not quoted[i] and document.words[i][0].isalnum()
    ]
    loaded = [i for i in own if document.lower[i] in analysis.loaded]
    features: dict[str, float | None] = {**_title_features(analysis), **_body_features(analysis, own, loaded)}
    evidence = tuple(
        Evidence(document.span(i, i + 1), NAME, "loaded_wording", analysis.loaded[document.lower[i]], -1)
        for i in loaded
    ) + tuple(Evidence(span, NAME, "exclamation", "exclamation mark", -1) for span in _exclamations(document, quoted))
    if analysis.content_words < parameters["minimum_words"]:
        reason = f"too little text: {analysis.content_words} words of content"
        return Signal(NAME, None, reason, MappingProxyType(features), evidence)
    terms = [parameters["intercept"]]
    for name, value in features.items():
        known = value if value is not None else parameters.get(f"absent.{name}")
        if known is not None and f"w.{name}" in parameters:
            terms.append(parameters[f"w.{name}"] * min(known, parameters[f"cap.{name}"]))
    return Signal(NAME, round(min(1.0, max(0.0, fsum(terms))), 6), None, MappingProxyType(features), evidence)


def _quoted(document: Document) -> list[bool]:
    quoted = [False] * len(document.words)
    for quotation in document.quotations:
        if quotation.depth == 0:
            quoted[quotation.first : quotation.last] = [True] * (quotation.last - quotation.first)
    return quoted


def _exclamations(document: Document, quoted: Sequence[bool]) -> list[Span]:
    return [
        document.span(i, i + 1)
        for line in document.lines
        if line.kind == "content"
        for i in range(line.first, line.last)
        if document.words[i][0] == "!" and not quoted[i]
    ]


def _title_features(analysis: Analysis) -> dict[str, float | None]:
    names = ("title_capitalised", "title_shouted", "title_loaded", "title_marks", "title_words")
    title = analysis.title
    words = [word for word in title if word[0].isalpha()] if title else []
    if title is None or not words:
        return dict.fromkeys(names)
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
    scale = 1000 / max(len(own), 100)
    lower, words = document.lower, document.words
    counts = count(document, analysis.syllables)
    quoted = _quoted(document)
    groups = [analysis.loaded[lower[i]] for i in loaded]
    boosters = [cue for cue in analysis.hedges if cue.kind == "booster" and cue.voice == "author"]
    per_thousand = {
        "insults": groups.count("insult"),
        "drama": groups.count("drama"),
        "teasers": groups.count("tease"),
        "praise": groups.count("praise"),
        "absolutes": groups.count("absolute"),
        "boosters": len(boosters),
        "exclamations": len(_exclamations(document, quoted)),
        "questions": sum(words[i][0] == "?" and not quoted[i] for i in range(len(words))),
        "shouted": sum(len(words[i]) >= 5 and words[i].isupper() for i in own),
        "second_person": sum(lower[i] in _SECOND_PERSON for i in own),
        "first_person": sum(lower[i] in _FIRST_PERSON for i in own),
        "numbers": sum(words[i][0].isdigit() for i in own),
        "dates": sum(lower[i] in _CALENDAR and words[i][0].isupper() for i in own),
        "names": sum(words[i][0].isupper() and words[i - 1][0].isalnum() for i in own if i),
        "said": sum(lower[i] == "said" for i in own),
        "copulas": sum(lower[i] in _COPULAS for i in own),
        "long_numbers": sum(words[i][0].isdigit() and ("," in words[i] or "." in words[i]) for i in own),
    }
    features: dict[str, float | None] = {name: round(value * scale, 6) for name, value in per_thousand.items()}
    first = [lower[i] for i in own if words[i][0].isalpha()][:DIVERSITY_WORDS]
    features["diversity"] = round(len(set(first)) / len(first), 6) if first else None
    features["log_words"] = round(log(len(own)), 6) if own else None
    features["grade"] = counts.flesch_kincaid_grade if counts else None
    features["sentence_words"] = round(counts.words / counts.sentences, 6) if counts else None
    return features
