"""Results as plain dictionaries and as JSON, the same bytes from every entry point."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reliability.types import Evidence, Score, Signal, Span

if TYPE_CHECKING:
    from reliability.counterfactual import Counterfactual


def score_as_dict(score: Score, text: str | None = None) -> dict[str, Any]:
    """A score as plain values in stable order; with ``text``, each piece of evidence shows its passage."""
    return {
        "id": score.article_id,
        "outlet": score.outlet,
        "title": score.title,
        "value": score.value,
        "reason": score.reason,
        "uncertainty": score.uncertainty,
        "value_without_title": score.value_without_title,
        "genre": score.genre,
        "signals": {signal.name: _signal(signal, text) for signal in score.signals},
        "contributions": [
            {"signal": part.signal, "value": part.value, "weight": part.weight, "amount": part.amount}
            for part in score.contributions
        ],
        "version": score.version,
        "digest": score.digest,
        "library": score.library,
        "identity": score.identity,
    }


def counterfactuals_as_dict(score: Score, found: Sequence[Counterfactual], text: str) -> dict[str, Any]:
    """What would raise a score as plain values, each with its passages."""
    return {
        "id": score.article_id,
        "value": score.value,
        "reason": score.reason,
        "changes": [
            {
                "signal": item.signal,
                "change": item.change,
                "value": item.value,
                "gain": item.gain,
                "passages": [
                    {"start": span.start, "end": span.end, "text": passage(text, span)} for span in item.spans
                ],
            }
            for item in found
        ],
        "identity": score.identity,
    }


def _signal(signal: Signal, text: str | None) -> dict[str, Any]:
    return {
        "value": signal.value,
        "reason": signal.reason,
        "features": dict(sorted(signal.features.items())),
        "terms": dict(signal.terms),
        "evidence": [_evidence(item, text) for item in signal.evidence],
    }


def _evidence(item: Evidence, text: str | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"start": item.span.start, "end": item.span.end, "kind": item.kind}
    if text is not None:
        shown["text"] = passage(text, item.span)
    shown["note"] = item.note
    shown["effect"] = item.effect
    if item.related is not None:
        shown["related"] = {"start": item.related.start, "end": item.related.end}
    return shown


def passage(text: str, span: Span, *, longest: int = 400) -> str:
    """The passage of a span, its middle left out when it is longer than ``longest`` characters."""
    if span.end - span.start <= longest:
        return text[span.start : span.end]
    half = longest // 2 - 2
    return f"{text[span.start : span.start + half]} … {text[span.end - half : span.end]}"


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON in ASCII with the keys in the order given, so that equal results are equal bytes."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)
