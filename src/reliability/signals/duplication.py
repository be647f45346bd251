"""Internal duplication: how much of an article stands in it twice by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reliability.signals.analysis import Analysis
from reliability.signals.terms import summed
from reliability.types import Evidence, Repeat, Signal, Span

NAME = "duplication"


def duplication_signal(analysis: Analysis, parameters: Mapping[str, float]) -> Signal:
    """1 without duplicated content, falling with its share of the content; None for too little text.

    Only defects count: pull quotes, captions, quoted evidence, embedded posts and templates are reported and cost
    nothing. An article pasted twice has a share of one half and the value 0.

    Args:
        analysis: what was found in the article.
        parameters: ``minimum_words``, ``steepness`` (value lost for each unit of share).

    Reference: repeated passages as a marker of machine-made or carelessly edited pages follow Rae et al. 2021
    (arXiv:2112.11446), appendix A; the kinds are ours.
    """
    content = max(1, sum(line.span.end - line.span.start for line in analysis.document.lines if line.kind == "content"))
    defects = [repeat for repeat in analysis.repeats if repeat.defect]
    copied = _covered([repeat.copy for repeat in defects])
    share = min(1.0, copied / content)
    legitimate = [repeat for repeat in analysis.repeats if not repeat.defect]
    features = {
        "defect_share": round(share, 6),
        "defects": float(len(defects)),
        "legitimate_repeats": float(len(legitimate)),
        "legitimate_share": round(min(1.0, _covered([repeat.copy for repeat in legitimate]) / content), 6),
    }
    evidence = tuple(_evidence(repeat) for repeat in analysis.repeats)
    if analysis.content_words < parameters["minimum_words"]:
        reason = f"too little text: {analysis.content_words} words of content"
        return Signal(NAME, None, reason, MappingProxyType(features), evidence)
    value, terms = summed({"base": 1.0, "defect_share": -parameters["steepness"] * share})
    return Signal(NAME, value, None, MappingProxyType(features), evidence, terms)


def _covered(spans: list[Span]) -> int:
    """Characters that lie in at least one span."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _evidence(repeat: Repeat) -> Evidence:
    words = repeat.kind.replace("_", " ")
    return Evidence(
        repeat.copy,
        NAME,
        repeat.kind,
        f"{words}, {repeat.identity:.0%} the same",
        -1 if repeat.defect else 0,
        repeat.first,
    )
