"""How well an article says where its information comes from.

The share of attributed text and the share of named attributions run the wrong way on real articles, so neither enters
the value: it adds capped counts of distinct sources and takes off for anonymity, hearsay and agentless attribution.
Adding a distinct named source never lowers it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reliability.attribution.closed import word_set
from reliability.attribution.nouns import singular
from reliability.attribution.reporting import opines, reports
from reliability.signals.analysis import Analysis
from reliability.signals.terms import summed
from reliability.text.fold import fold, seen
from reliability.types import Attribution, Document, Evidence, Signal, Span
from reliability.vocabulary import is_figure

NAME = "attribution"
MINIMUM_WORDS = 30  # shorter texts hold no more than a headline and its lead
# Each part of the value is a count over the count that earns it in full. Chosen by hand from the standards and checked
# on the fifty rated dev articles, never fitted; re-run the benchmark `attribution.signal.rho_sourcing` after a change.
FULL = {"named": 4.0, "roles": 4.0, "documents": 4.0, "quotations": 4.0, "covered": 10.0, "credited": 2.0}
WEIGHTS = {"named": 0.20, "roles": 0.10, "documents": 0.20, "quotations": 0.10, "covered": 0.25, "credited": 0.15}
LOST_AT = {"hearsay": 5.0, "anonymous": 4.0, "agentless": 5.0}
PENALTIES = {"hearsay": 0.08, "anonymous": 0.08, "agentless": 0.04}
COVERED_EACH = 3  # sentences that one source can cover, so that one name pasted everywhere earns no more than three
DOCUMENTS = word_set(
    "poll polls survey surveys study studies filing filings lawsuit complaint indictment affidavit ruling verdict memo"
    " memos transcript transcripts census certificate email emails letter letters report reports data statistics"
    " records document documents dataset figures order statement registry audit testimony paper papers journal"
    " research footage"
)
_TRACEABLE = frozenset({"named_person", "named_organisation", "document"})
_UNNAMED = frozenset({"unnamed_person", "unnamed_group"})
_REPLY: Mapping[str, tuple[str, ...]] = {  # a word, and what must follow within four words; () for anything
    "declined": ("comment", "to"),
    "request": ("comment",),
    "requests": ("comment",),
    "immediately": ("respond",),
    "not": ("respond",),
    "denied": (),
    "denies": (),
    "reached": ("comment",),
}


class Told(NamedTuple):
    """An attribution with what its cue does."""

    item: Attribution
    reports: bool
    opines: bool


@dataclass(slots=True)
class Source:
    """One distinct source with what the article tells about it."""

    kind: str
    named: bool
    role: bool = False
    attributions: int = 0
    quotations: int = 0
    sentences: set[int] = field(default_factory=set)
    first: Span | None = None


def attribution_signal(analysis: Analysis, parameters: Mapping[str, float]) -> Signal:
    """The attribution signal: value in [0, 1], or None when there is too little running text.

    Args:
        analysis: what was found in the article.
        parameters: ``minimum_words`` may replace the module's constant.

    The features, each a float or None, with the standard it comes from:

    - ``distinct_sources``, ``named_sources``: counts, aliases merged (PEJ bands 0, 1, 2-3, 4+; Reuters Handbook).
    - ``source_band``: 0, 1/3, 2/3 or 1 for 0, 1, 2-3 and 4+ distinct sources (PEJ).
    - ``single_source``: 1.0 when all attributions go back to one source (NewsGuard, "gathers responsibly").
    - ``concentration``: excess share of the most used source over an even share, in [0, 1]; None below two
      attributions (PEJ, one voice for everything).
    - ``named_to_unnamed``: named over named and unnamed sources (SPJ Code, "identify sources clearly"; AP).
    - ``bare_anonymous``: unexplained unnamed attributions in a thousand words (Reuters, "the weakest sources").
    - ``single_anonymous``: 1.0 when an unnamed source is the only one (AP and NYT on anonymous sources).
    - ``corroborated_anonymous``: 1.0 when two or more distinct unnamed sources speak (Reuters).
    - ``anonymity_explained``: share of unnamed sources whose anonymity is explained; None without one (AP, BBC).
    - ``anonymous_opinion``: opinions or attacks by unnamed sources (AP and NYT, never for opinion).
    - ``role_given``: share of named persons whose role or expertise is told (W3C Credibility Signals).
    - ``documents``: documents, data or studies that are a source; ``documents_named``: kinds of documents that the
      text names at all (NYT, NewsGuard); ``documents_linked``: 1.0 when the text holds a link (W3C).
    - ``sourced_sentences``: share of the sentences with a figure that have a traceable source; None without any (SPJ).
    - ``hearsay_share``, ``media_share``: share of attributions that relay other reports (Reuters).
    - ``agentless_share``: share without any source, "it was reported" (SPJ); ``unnamed_share``: share of the
      distinct sources that are unnamed (AP).
    - ``original_quotations``: quotations of named sources in a thousand words (PEJ).
    - ``right_of_reply``: 1.0 when a response is given, sought or refused (BBC Guidelines, "right of reply"; IPSO 1).
    - ``attributed_share``: share of the text inside attributed content; described only, it runs the wrong way.
    """
    document = analysis.document
    words = analysis.content_words
    minimum = parameters.get("minimum_words", float(MINIMUM_WORDS))
    if words < minimum:
        return Signal(NAME, None, f"fewer than {minimum:.0f} words of running text", {}, ())
    told = _told(document, analysis.attributions)
    sources = distinct_sources(document, told)
    features = _features(analysis, told, sources, words)
    value, terms = summed(_parts(document, told, sources))
    return Signal(NAME, value, None, features, tuple(_evidence(told, sources)), terms)


def _told(document: Document, attributions: tuple[Attribution, ...]) -> list[Told]:
    """The attributions with a cue; picture credits have none.

    Every line counts, whatever its kind: the kind of a line hangs on its neighbours, and a value that hung on it
    could fall when an honest sentence is added elsewhere.
    """
    cued = ((item, cue_words(document, item)) for item in attributions if item.cue)
    return [Told(item, reports(words), opines(words)) for item, words in cued]


def source_key(document: Document, item: Attribution) -> str | None:
    """What tells sources apart: the speaker, or the wording of an unnamed source; None for an agentless attribution."""
    if item.speaker is not None:
        return item.speaker.lower()
    if not item.source or item.source_kind == "none":
        return None
    start, end = max(item.source, key=lambda span: span.end - span.start)
    words = seen(document.text[start:end]).lower().split(",")[0].split()
    return " ".join(word for word in words if word not in ("the", "a", "an", "that", "this", "these", "some"))[:60]


def distinct_sources(document: Document, told: list[Told]) -> dict[str, Source]:
    """The distinct sources that report something, in order of their first attribution."""
    sources: dict[str, Source] = {}
    starts = [span.start for span in document.sentences]
    for item, reporting, _ in told:
        key = source_key(document, item) if reporting else None
        if key is None:
            continue
        source = sources.get(key)
        named = item.speaker is not None and item.source_kind != "media"
        if source is None:
            source = sources[key] = Source(item.source_kind, named, first=item.source[0] if item.source else None)
        source.named = source.named or named
        source.role = source.role or item.role is not None
        source.attributions += 1
        source.quotations += item.form != "indirect"
        source.sentences.update(max(bisect_right(starts, span.start) - 1, 0) for span in item.content)
    return sources


def cue_words(document: Document, item: Attribution) -> tuple[str, ...]:
    """The words of a cue in lower case, as matched."""
    plain = [fold(document.text[start:end]).text for start, end in item.cue]
    return tuple([word for text in plain for word in text.lower().split()])


def _parts(document: Document, told: list[Told], sources: Mapping[str, Source]) -> dict[str, float]:
    named = [source for source in sources.values() if source.named]
    traced = [source for source in sources.values() if source.named or source.kind in ("document", "media")]
    counts = {
        "named": len(named),
        "roles": sum(source.role for source in named),
        "documents": len(documents_named(document)),
        "quotations": sum(source.quotations > 0 for source in named),
        "covered": sum(min(len(source.sentences), COVERED_EACH) for source in traced),
        "credited": sum(source.kind == "media" for source in sources.values()),
    }
    losses = {
        "hearsay": sum(item.hearsay for item, *_ in told),
        "anonymous": sum(item.anonymity == "unexplained" for item, *_ in told),
        "agentless": sum(not item.source for item, *_ in told),
    }
    gained = {name: WEIGHTS[name] * min(count / FULL[name], 1.0) for name, count in counts.items()}
    lost = {name: -PENALTIES[name] * min(count / LOST_AT[name], 1.0) for name, count in losses.items()}
    return {**gained, **lost}


def documents_named(document: Document) -> set[str]:
    """The kinds of documents and data that the text names, in the singular."""
    return {singular(document.lower[i]) for i in document.vocabulary.places(DOCUMENTS)}


def _features(
    analysis: Analysis, told: list[Told], sources: Mapping[str, Source], words: int
) -> dict[str, float | None]:
    document = analysis.document
    reporting = [item for item, reporting, _ in told if reporting]
    total = len(reporting)
    named = [source for source in sources.values() if source.named]
    unnamed = [source for source in sources.values() if source.kind in _UNNAMED and not source.named]
    documents = [source for source in sources.values() if source.kind == "document"]
    persons = [source for source in named if source.kind in ("named_person", "pronoun", "unnamed_person")]
    anonymous = [item for item in reporting if item.anonymity is not None]
    thousand = 1000.0 / words
    band = (0.0, 1 / 3, 2 / 3, 2 / 3, 1.0)[min(len(sources), 4)]
    values: dict[str, float | None] = {
        "distinct_sources": float(len(sources)),
        "named_sources": float(len(named)),
        "source_band": band,
        "single_source": float(len(sources) == 1),
        "concentration": _concentration(sources),
        "named_to_unnamed": _share(len(named), len(named) + len(unnamed)),
        "bare_anonymous": sum(item.anonymity == "unexplained" for item in anonymous) * thousand,
        "single_anonymous": float(len(sources) == 1 and len(unnamed) == 1),
        "corroborated_anonymous": float(len(unnamed) >= 2),
        "anonymity_explained": _share(sum(item.anonymity == "explained" for item in anonymous), len(anonymous)),
        "anonymous_opinion": float(
            sum(opines and item.speaker is None and item.source_kind in _UNNAMED for item, _, opines in told)
        ),
        "role_given": _share(sum(source.role for source in persons), len(persons)),
        "documents": float(len(documents)),
        "documents_named": float(len(documents_named(document))),
        "documents_linked": float(_linked(document)),
        "sourced_sentences": _sourced_sentences(document, sources),
        "hearsay_share": _share(sum(item.hearsay for item, *_ in told), len(told)),
        "media_share": _share(sum(item.source_kind == "media" for item in reporting), total),
        "agentless_share": _share(sum(not item.source for item, *_ in told), len(told)),
        "unnamed_share": _share(len(unnamed), len(sources)),
        "original_quotations": sum(source.quotations for source in named) * thousand,
        "right_of_reply": float(_reply(document)),
        "attributed_share": _attributed_share(analysis, told),
    }
    return {name: None if value is None else round(value, 6) for name, value in values.items()}


def _linked(document: Document) -> bool:
    return bool(document.vocabulary.which(_is_link).any())


def _is_link(word: str) -> bool:
    return "http" in word or "www." in word


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _concentration(sources: Mapping[str, Source]) -> float | None:
    counts = [source.attributions for source in sources.values()]
    total = sum(counts)
    if total < 2:
        return None
    even = 1.0 / total
    return (max(counts) / total - even) / (1.0 - even)


def _sourced_sentences(document: Document, sources: Mapping[str, Source]) -> float | None:
    """Share of the sentences with a figure or a name inside that a traceable source stands behind."""
    count = len(document.sentence_tokens)
    traced, checkable = bytearray(count), bytearray(count)
    for source in sources.values():
        if source.named or source.kind in _TRACEABLE:
            for i in source.sentences:
                traced[i] = 1
    starts = [first for first, _ in document.sentence_tokens]
    for i in document.vocabulary.where(is_figure):
        checkable[bisect_right(starts, i) - 1] = 1  # every token is in a sentence
    checked = [i for i in document.content_sentences() if checkable[i]]
    return _share(sum(traced[i] for i in checked), len(checked))


def _reply(document: Document) -> bool:
    lower = document.lower
    for i in document.vocabulary.places(_REPLY):
        needed = _REPLY[lower[i]]
        if not needed or any(then in lower[i + 1 : i + 5] for then in needed):
            return True
    return False


def _attributed_share(analysis: Analysis, told: list[Told]) -> float | None:
    spans = analysis.content_spans()
    total = sum(span.end - span.start for span in spans)
    marked = sorted(span for item, *_ in told for span in item.content)
    inside = reached = 0
    for start, end in marked:
        inside += max(0, end - max(start, reached))
        reached = max(reached, end)
    return min(1.0, inside / total) if total else None


def _evidence(told: list[Told], sources: Mapping[str, Source]) -> list[Evidence]:
    found = [
        Evidence(source.first, NAME, "named_source" if source.named else source.kind, key, int(source.named))
        for key, source in sources.items()
        if source.first is not None
    ]
    for item, *_ in told:
        place = (item.source or item.cue)[0]
        if item.hearsay:
            found.append(Evidence(place, NAME, "hearsay", "passes on another report", -1))
        elif not item.source:
            found.append(Evidence(place, NAME, "agentless", "nobody is named as the source", -1))
        elif item.anonymity == "unexplained":
            found.append(Evidence(place, NAME, "anonymous", "unnamed, no reason given", -1))
    found.sort(key=lambda evidence: evidence.span)
    return found
