"""Which passages stand behind one feature of a signal."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reliability.types import Evidence, Signal, Span

_OWNERS = MappingProxyType({"author": "author's own voice", "attributed": "reported speech", "quoted": "a quotation"})
_LOADED = MappingProxyType(
    {"insults": "insult", "drama": "drama", "teasers": "tease", "praise": "praise", "absolutes": "absolute"}
)
_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "exclamations": frozenset(["exclamation"]),
        "defect_share": frozenset(["duplicated_content"]),
        "named": frozenset(["named_source"]),
        "covered": frozenset(["named_source", "document"]),
        "credited": frozenset(["media"]),
        "boosters": frozenset(["booster"]),
    }
)


def passages_of(signal: Signal, feature: str) -> tuple[Span, ...]:
    """The spans behind ``feature`` in the order of the evidence; () where a feature has none, as a length has.

    Examples:
        >>> from reliability import score
        >>> text = "Critics say the bridge is unsafe. " + "The council met on Monday, Ada Voss said. " * 9
        >>> hedging = next(signal for signal in score(text).signals if signal.name == "hedging")
        >>> [text[slice(*span)] for span in passages_of(hedging, "author_weasel")]
        ['Critics say']
    """
    return tuple(item.span for item in signal.evidence if _tells(item, feature))


def _tells(item: Evidence, feature: str) -> bool:
    if item.kind == feature or item.kind in _KINDS.get(feature, ()):
        return True
    if feature in _LOADED:
        return item.kind == "loaded_wording" and item.note == _LOADED[feature]
    voice, _, kind = feature.partition("_")
    return voice in _OWNERS and item.kind == kind and _OWNERS[voice] in item.note
