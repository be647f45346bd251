"""A coarse genre, from wording that each genre uses of itself; reported, not scored."""

from __future__ import annotations

import re
from typing import Literal

import numpy as np

from reliability.signals.analysis import Analysis
from reliability.text.fold import seen

Genre = Literal["news", "opinion", "satire-like", "transcript", "press release", "unknown"]

_RELEASE = re.compile(
    r"for immediate release|media contact|press contact|/prnewswire/|business wire|newswise —|about the company"
)
_RELEASE_MARKS = ("release", "contact", "wire", "newswise", "about the company")  # as with satire below
_OPINION_HEAD = re.compile(r"\b(?:opinion|editorial|op-ed|column|commentary|viewpoint|letters? to the editor)\b")
# The same as a label, parted by marks from what stands beside it. A court's opinion and a column of smoke are none.
_OPINION_LABEL = re.compile(
    r"(?:^\W{0,3}| [–—-] |[:|/([] ?)(?:guest |our )?"
    r"(?:opinions?|editorials?|op-eds?|columns?|commentar(?:y|ies)|viewpoints?|letters? to the editor)"
    r"(?:\W{0,3}$| ?[:|/]| [–—-] | by )"
)
_LABEL_WORDS = 4  # more words than a line with nothing but a label has
_HEAD = 200  # characters below the title in which a label stands
_SATIRE = re.compile(r"\bsatire\b|\bsatirical\b|\bparody\b|not real news|all quotes? (?:are|were) invented")
_SATIRE_MARKS = ("satir", "parody", "not real", "quote")  # one stands in every match; looking for them is cheap
_SPEAKER = re.compile(r"[A-Z][A-Z .'’()-]{1,40}:|[QA]:|[A-Z][a-z]+ [A-Z][a-z]+:")
_LABEL_TOKENS = 44  # more tokens than a speaker's label can have
_FIRST_PERSON = frozenset(["i", "my", "me", "we", "our", "us"])
_OUGHT = frozenset(["should", "must", "ought", "deserve", "deserves", "shame", "outrageous", "wrong", "absurd"])


def genre_of(analysis: Analysis, *, rules: int = 1) -> Genre:
    """The coarse genre of an article; ``unknown`` for too little text.

    Rules of thumb on labels, speaker lines and the first person outside quotations; no outlet is looked up.

    Args:
        analysis: what was found in the article.
        rules: 1 takes every *opinion* or *column* in the title and the first lines for a label (the versions before
            2027.02), 2 those that are set apart.
    """
    document = analysis.document
    if analysis.content_words < 50:
        return "unknown"
    title = seen(document.article.title or "").lower()
    head = f"{title}\n{seen(document.text[:600]).lower()}"
    edges = f"{head}\n{seen(document.text[-1500:]).lower()}"
    if any(mark in edges for mark in _SATIRE_MARKS) and _SATIRE.search(edges):
        return "satire-like"
    if any(mark in edges for mark in _RELEASE_MARKS) and _RELEASE.search(edges):
        return "press release"
    content = [line for line in document.lines if line.kind == "content"]
    labelled = [line for line in content if ":" in document.words[line.first : line.first + _LABEL_TOKENS]]
    spoken = sum(
        bool(_SPEAKER.match(seen(document.text[line.span.start : line.span.start + 100]))) for line in labelled
    )
    if len(content) >= 6 and spoken >= 0.5 * len(content):
        return "transcript"
    own, ought = _author_words(analysis)
    head = head[: len(title) + _HEAD]
    label = bool(_OPINION_HEAD.search(head)) if rules == 1 else _is_labelled(title, head)
    if label or own >= 12 or own + 3 * ought >= 18 or (own >= 5 and ought >= 3):
        return "opinion"
    return "news"


def _is_labelled(title: str, head: str) -> bool:
    """Whether the title, or a line of a few words, says of itself that it is opinion."""
    short = (line for line in head.split("\n") if len(line.split()) <= _LABEL_WORDS)
    return any(_OPINION_LABEL.search(line.strip()) for line in (title, *short))


def _author_words(analysis: Analysis) -> tuple[float, float]:
    """First-person words and words of duty per thousand words outside quotation marks."""
    own = analysis.unquoted
    among = analysis.document.vocabulary.among
    scale = 1000 / max(int(np.count_nonzero(own)), 200)
    first_person, ought = (int(np.count_nonzero(own & among(words))) for words in (_FIRST_PERSON, _OUGHT))
    return scale * first_person, scale * ought
