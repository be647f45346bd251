"""What would change a score most: the article scored again with one thing about its reporting otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from reliability.find import Version, as_article
from reliability.scoring import Scorer, analyse
from reliability.signals.analysis import Analysis
from reliability.types import Article, Attribution, Span

MOST_NAMED = 2  # unnamed sources that are named at once
_COSTLY = MappingProxyType(
    {
        "weasel": "say who holds what {n} agentless {passages} put down to nobody",
        "peacock": "leave out {n} {passages} of praise in the author's own voice",
        "booster": "leave out {n} {passages} of certainty without support",
    }
)


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """One change to the reporting and what the score would be with it.

    Attributes:
        signal: the signal that the change is about.
        change: what would be otherwise, in words.
        value: the score with this change alone.
        gain: ``value`` less the score as it is; positive.
        spans: the passages that the change is about, in code points of the untouched text; () for the headline.
    """

    signal: str
    change: str
    value: float
    gain: float
    spans: tuple[Span, ...]


_Change = tuple[str, str, Analysis, tuple[Span, ...]]


def counterfactuals(source: Article | str, *, version: Version = None) -> tuple[Counterfactual, ...]:
    """What would raise this article's score, largest gain first; () when nothing would, or when it has no score.

    The article is scored again under the same version with one finding changed at a time. It says what the score hangs on;
    it is no recipe, for the changes must be true of the reporting.

    Args:
        source: an article, or its text.
        version: scoring version by name or folder; the default version for None.

    Raises:
        InputError: neither an article nor a string.

    Examples:
        >>> text = "The plant will close in May, officials said. The owner had known for a year, an official said. " * 4
        >>> found = counterfactuals(text)
        >>> found[0].gain > 0
        True
    """
    scorer = Scorer(version)
    analysis = analyse(as_article(source), scorer.detectors)
    now = scorer.combine(analysis).value
    if now is None:
        return ()
    found = []
    for changes in _CHANGES:
        for signal, change, otherwise, spans in changes(analysis):
            value = scorer.combine(otherwise).value
            if value is not None and value > now:
                found.append(Counterfactual(signal, change, value, round(value - now, 6), spans))
    return tuple(sorted(found, key=lambda item: (-item.gain, item.signal, item.change)))


def _name_sources(analysis: Analysis) -> Iterator[_Change]:
    unnamed = [item for item in analysis.attributions if item.anonymity == "unexplained" and item.cue]
    chosen = unnamed[:MOST_NAMED]
    if chosen:
        named = {id(item): f"source {number}" for number, item in enumerate(chosen, 1)}
        items = tuple(
            replace(item, speaker=named[id(item)], source_kind="named_person", anonymity=None)
            if id(item) in named
            else item
            for item in analysis.attributions
        )
        change = f"name {len(chosen)} of the {len(unnamed)} sources that stay unnamed without a reason"
        yield "attribution", change, replace(analysis, attributions=items), _places(chosen)


def _report_first_hand(analysis: Analysis) -> Iterator[_Change]:
    relayed = [item for item in analysis.attributions if item.hearsay]
    if relayed:
        items = tuple(replace(item, hearsay=False) for item in analysis.attributions)
        change = f"report first hand what {_count(relayed, 'passage')} passed on from other reports"
        yield "attribution", change, replace(analysis, attributions=items), _places(relayed)


def _say_who(analysis: Analysis) -> Iterator[_Change]:
    agentless = [item for item in analysis.attributions if not item.source and item.cue]
    if agentless:
        wanted = {id(item): f"source {number}" for number, item in enumerate(agentless, 1)}
        items = tuple(
            replace(item, source=item.cue, speaker=wanted[id(item)], source_kind="named_person")
            if id(item) in wanted
            else item
            for item in analysis.attributions
        )
        change = f"say who stands behind {_count(agentless, 'passage')} without a source"
        yield "attribution", change, replace(analysis, attributions=items), _places(agentless)


def _plain_voice(analysis: Analysis) -> Iterator[_Change]:
    for kind, words in _COSTLY.items():
        cues = [cue for cue in analysis.hedges if cue.kind == kind and cue.voice == "author"]
        if cues:
            rest = tuple(cue for cue in analysis.hedges if cue.kind != kind or cue.voice != "author")
            change = words.format(n=len(cues), passages="passage" if len(cues) == 1 else "passages")
            yield "hedging", change, replace(analysis, hedges=rest), tuple(cue.span for cue in cues)


def _say_once(analysis: Analysis) -> Iterator[_Change]:
    defects = [repeat for repeat in analysis.repeats if repeat.defect]
    if defects:
        rest = tuple(repeat for repeat in analysis.repeats if not repeat.defect)
        change = f"remove {_count(defects, 'repeated passage')}"
        yield "duplication", change, replace(analysis, repeats=rest), tuple(repeat.copy for repeat in defects)


def _plain_headline(analysis: Analysis) -> Iterator[_Change]:
    title = analysis.title
    if title:
        words = [word for word in title if word[0] not in "!?" and word.lower() not in analysis.loaded]
        plain = tuple([word if i == 0 else word.lower() for i, word in enumerate(words)])
        if plain != title:
            change = "a headline in sentence case without loaded words, exclamation or question marks"
            yield "presentation", change, replace(analysis, title=plain), ()


def _plain_words(analysis: Analysis) -> Iterator[_Change]:
    document = analysis.document
    loaded = [
        document.span(i, i + 1)
        for line in document.lines
        if line.kind == "content"
        for i in range(line.first, line.last)
        if document.lower[i] in analysis.loaded
    ]
    if loaded:
        change = f"plain words for {_count(loaded, 'loaded one')} in the text and the headline"
        yield "presentation", change, replace(analysis, loaded=MappingProxyType({})), tuple(loaded)


_CHANGES: tuple[Callable[[Analysis], Iterator[_Change]], ...] = (
    _name_sources,
    _report_first_hand,
    _say_who,
    _plain_voice,
    _say_once,
    _plain_headline,
    _plain_words,
)


def _places(items: list[Attribution]) -> tuple[Span, ...]:
    return tuple((item.source or item.cue)[0] for item in items if item.source or item.cue)


def _count(items: Sequence[object], noun: str) -> str:
    return f"{len(items)} {noun}{'' if len(items) == 1 else 's'}"
