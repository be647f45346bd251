"""Hedging: whose doubt is it? The author's own agentless weasels and loud certainty weigh, epistemic care does not."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from types import MappingProxyType

import numpy as np

from reliability.limits import check_findings
from reliability.signals.analysis import Analysis
from reliability.signals.terms import summed
from reliability.text.quotations import quoted_tokens
from reliability.types import Evidence, HedgeCue, Signal
from reliability.vocabulary import listed

NAME = "hedging"
HIDDEN_NOTE = "characters that a reader does not see or takes for others; matched as they look"
KINDS = (
    *("epistemic", "doxastic", "weasel", "allegation", "investigation", "conditional", "approximation", "peacock"),
    "booster",
)
VOICES = ("author", "attributed", "quoted")
_ABSOLUTES = frozenset(
    [
        *(
            "never",
            "always",
            "nothing",
            "everyone",
            "nobody",
            "every",
            "all",
            "everything",
            "none",
            "entire",
            "totally",
        ),
        *("completely", "absolutely", "only", "simply", "just", "merely", "really", "very", "truly"),
    ]
)
_OBLIGATIONS = frozenset(["must", "should", "ought"])
_FIRST_PERSON = frozenset(["i", "we", "our", "my", "us"])
_OWNERS = MappingProxyType(
    {"author": "the author's own voice", "attributed": "reported speech", "quoted": "a quotation"}
)
_NOTES = MappingProxyType({(kind, voice): f"{kind} in {owner}" for kind in KINDS for voice, owner in _OWNERS.items()})
_COSTLY = frozenset(["weasel", "peacock", "booster"])


def hedging_signal(analysis: Analysis, parameters: Mapping[str, float]) -> Signal:
    """1 without unsupported wording of the author's own, falling with its share; None for too little text.

    Agentless weasels, peacocks and boosters in the author's voice lower the value, and so do the marks of certainty
    without support outside quotations and reported speech: absolutes, obligations and the first person. Epistemic care,
    allegations with a claimant and every hedge of a source or a quotation are reported and cost nothing. Each feature is
    capped; cues are counted for a hundred sentences, words for a thousand. Hidden and look-alike characters, which hide
    cues from plain word lists, are evidence of their own kind and cost nothing.

    Args:
        analysis: what was found in the article.
        parameters: ``minimum_words``, ``intercept``, and for each feature ``w.<name>`` and ``cap.<name>``.

    Reference: Ganter and Strube 2009 (ACL-IJCNLP) for weasels; Hyland 2005 for hedges and boosters.
    """
    document = analysis.document
    content = document.content_sentences()
    count = max(1, len(content))
    lines, line_of = document.lines, document.sentence_lines
    cues = [cue for cue in analysis.hedges if lines[line_of[cue.sentence]].kind == "content"]
    scale = 100 / max(count, 5)
    features: dict[str, float | None] = {}
    times: Counter[tuple[str, str]] = Counter([(cue.kind, cue.voice) for cue in cues])
    for kind in KINDS:
        for voice in VOICES:
            if kind == "booster" and voice != "author":
                continue
            features[f"{voice}_{kind}"] = round(times[kind, voice] * scale, 6)
    own, passages = _own_words(analysis, content)
    features.update(own)
    uncertain = [i for i in content if analysis.uncertain[i]]
    features["uncertain_share"] = round(len(uncertain) / count, 6)
    features["author_share"] = round(sum(cue.voice == "author" for cue in cues) / len(cues), 6) if cues else None
    features["standard_error"] = round(0.5 / sqrt(count), 6)
    hidden = (Evidence(span, NAME, "hidden_characters", HIDDEN_NOTE) for span in document.hidden)
    evidence = (*(_evidence(cue) for cue in cues), *passages, *hidden)
    if analysis.content_words < parameters["minimum_words"]:
        reason = f"too little text: {analysis.content_words} words of content"
        return Signal(NAME, None, reason, MappingProxyType(features), evidence)
    parts = {"base": parameters["intercept"]}
    for name, amount in features.items():
        if amount is not None and f"w.{name}" in parameters:
            parts[name] = parameters[f"w.{name}"] * min(amount, parameters[f"cap.{name}"])
    value, terms = summed(parts)
    return Signal(NAME, value, None, MappingProxyType(features), evidence, terms)


def _own_words(analysis: Analysis, sentences: Sequence[int]) -> tuple[dict[str, float | None], list[Evidence]]:
    """Absolutes, obligations and the first person outside quotations and reported speech, for a thousand words."""
    document = analysis.document
    others = quoted_tokens(document)  # 1 for what is not told in the author's own voice
    starts = document.starts() if analysis.attributions else ()
    for attribution in analysis.attributions:
        for span in attribution.content if attribution.source else ():
            first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
            others[first:last] = b"\x01" * (last - first)
    own = np.zeros(len(others), dtype=bool)
    for i in sentences:
        own[slice(*document.sentence_tokens[i])] = True
    own &= np.frombuffer(others, dtype=np.uint8) == 0
    scale = 1000 / max(100, int(np.count_nonzero(own)))
    features: dict[str, float | None] = {}
    evidence = []
    for name, words in (("absolutes", _ABSOLUTES), ("obligations", _OBLIGATIONS), ("first_person", _FIRST_PERSON)):
        found = listed(own & document.vocabulary.among(words))
        features[f"own_{name}"] = round(len(found) * scale, 6)
        note = f"{name.replace('_', ' ')} in the author's own voice"
        check_findings(len(found), len(document.text), note)
        evidence += [Evidence(document.span(i, i + 1), NAME, f"own_{name}", note, -1) for i in found]
    return features, evidence


def _evidence(cue: HedgeCue) -> Evidence:
    effect = -1 if cue.kind in _COSTLY and cue.voice == "author" else 0
    return Evidence(cue.span, NAME, cue.kind, _NOTES[cue.kind, cue.voice], effect)
