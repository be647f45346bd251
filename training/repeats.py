"""Fits the kinds of legitimate repeats: ``python -m training.repeats --data DIR``.

Data: ``dev/duplication/dup_injected`` (GUM, CC BY-NC-SA texts: only the labels' statistics ship) and ``dup_natural``
(one annotator). A multinomial logistic regression on the numbers of ``reliability.repeats.context``; each class
weighs the same.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.data import DataDir
from reliability.repeats.context import NAMES
from reliability.repeats.detector import WEIGHTS, Candidate, RepeatDetector, candidates_of
from reliability.text.lines import WEIGHTS as LINE_WEIGHTS
from reliability.text.lines import WORDS as LINE_WORDS
from reliability.text.lines import LineModel
from reliability.text.parse import parse_article
from reliability.types import Article, Document

INJECTED = {
    "legit_pull_quote": "pull_quote",
    "natural_pull_quote": "pull_quote",
    "legit_headline_quote": "pull_quote",
    "legit_refrain": "template",
    "legit_list": "template",
    "natural_restated": "template",
    "legit_caption": "caption",
    "legit_tweet_embed": "embedded_post",
    "boiler_repeat": "boilerplate",
}
NATURAL = {
    "pull_quote_or_standfirst": "pull_quote",
    "quote_plus_social_embed": "embedded_post",
    "quoted_evidence_repeated": "quoted_evidence",
    "extraction_artifact_double": "extractor_doubling",
    "template_or_parallel_wording": "template",
    "photo_or_video_caption": "caption",
    "boilerplate_or_link_list": "boilerplate",
    "content_duplicated": "duplicated_content",
}
REGULARISATION = 0.1  # flat between .1 and 1 in cross-validation by document


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A repeat with its label; ``group`` is its document."""

    row: npt.NDArray[np.float64]
    kind: str
    group: str
    natural: bool


def examples(data: DataDir, lines: LineModel, *, rules: int = 1) -> list[Example]:
    """Labelled repeats of both sets that the aligner finds; ``lines`` and ``rules`` are those of the version."""
    found = []
    for record in data.rows("duplication", "dup_injected"):
        kind = "duplicated_content" if record["label"] == "dup" else INJECTED.get(record["inject"])
        if kind:
            pairs = [(pair["src"], pair["copy"]) for pair in record["pairs"]]
            found += _matching(record, lines, rules, pairs, kind, natural=False)
    for record in data.rows("duplication", "dup_natural"):
        kind = NATURAL.get(record["kind"])
        if kind:
            pair = record["pair"]
            found += _matching(record, lines, rules, [(pair["src"], pair["copy"])], kind, natural=True)
    return found


def _matching(
    record: dict[str, Any],
    lines: LineModel,
    rules: int,
    pairs: Sequence[tuple[list[int], list[int]]],
    kind: str,
    *,
    natural: bool,
) -> list[Example]:
    document = parse_article(Article(record["text"]), lines)
    candidates, rows = candidates_of(document, rules=rules)
    found = []
    for candidate, row in zip(candidates, rows, strict=True):
        if any(overlap(document, candidate, src, copy) > 0.3 for src, copy in pairs):
            found.append(Example(row, kind, record["id"], natural))
    return found


def overlap(document: Document, candidate: Candidate, src: Sequence[int], copy: Sequence[int]) -> float:
    """Share of the candidate's copy, or of the labelled one, that lies in the other; 0 when the sources differ."""
    found = document.span(candidate.copy.first, candidate.copy.last)
    origin = document.span(candidate.first.first, candidate.first.last)
    low, high = sorted((tuple(src), tuple(copy)))
    if min(origin.end, low[1]) <= max(origin.start, low[0]):
        return 0.0
    shared = min(found.end, high[1]) - max(found.start, high[0])
    return shared / min(found.end - found.start, high[1] - high[0])


def fit(training: Sequence[Example], *, rules: int = 1) -> RepeatDetector:
    """The detector fitted on these examples; those of duplicated content are left to the set of rules."""
    training = [example for example in training if example.kind != "duplicated_content"]
    rows = np.array([example.row for example in training])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=REGULARISATION, class_weight="balanced", max_iter=2000)
    model.fit(scaler.transform(rows), [example.kind for example in training])
    return RepeatDetector(
        tuple(model.classes_),
        np.round(model.coef_, 4),
        np.round(model.intercept_, 4),
        np.round(scaler.mean_, 6),
        np.round(scaler.scale_, 6),
        rules,
    )


def as_json(detector: RepeatDetector) -> str:
    """The weights file."""
    stored: dict[str, Any] = {"features": list(NAMES), "kinds": list(detector.kinds)}
    if detector.rules != 1:
        stored["rules"] = detector.rules
    for name in ("weights", "bias", "center", "scale"):
        stored[name] = getattr(detector, name).tolist()
    return json.dumps(stored, sort_keys=True, separators=(",", ":")) + "\n"


def main() -> None:
    """Writes the weights into a version folder, for the set of rules that its file names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of a version in development")
    options = parser.parse_args()
    files = {name: (options.out / name).read_bytes() for name in (LINE_WEIGHTS, LINE_WORDS)}
    rules = json.loads((options.out / WEIGHTS).read_bytes()).get("rules", 1)
    detector = fit(examples(DataDir(options.data), LineModel.from_resources(files), rules=rules), rules=rules)
    (options.out / WEIGHTS).write_text(as_json(detector), encoding="ascii")


if __name__ == "__main__":
    main()
