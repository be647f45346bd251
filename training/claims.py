"""Fits the claim matcher: ``python -m training.claims --data DIR``.

Word frequencies come from the articles that may train (``articles/abp``, ``fncs``, ``horne``); the weights of likeness
from ``claims/ecbplus_docs`` (CC BY 3.0): sentences of two reports of one event that share two event chains.
Thresholds are chosen on dev, see ``docs/methods/claims.md``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.data import DataDir
from reliability.claims.bundle import Bundle, bundle
from reliability.claims.edits import EDIT_FEATURES
from reliability.claims.extract import ClaimExtractor
from reliability.claims.likeness import COLUMNS, likeness_columns
from reliability.claims.matcher import WEIGHTS
from reliability.claims.pairs import PAIR_FEATURES, Profile, pair_features, profile
from reliability.claims.vocabulary import STOPWORDS, SYNONYMS, TABLE, Vocabulary, stem
from reliability.matching import as_json, fit_linear
from reliability.text.fold import fold
from reliability.text.tokens import tokenize

CORPORA = ("abp", "fncs", "horne_bf", "horne_rand")
FEWEST = 4  # sentences that hold a stem; rarer ones are as rare as unknown ones
REPORTING = frozenset("said told says announced reported according confirmed".split())
THRESHOLDS = {"agrees": 0.245, "related": 0.2, "slot": 0.15, "ground": 3.0, "cluster": 0.25}
PENALTIES = {"same": 100.0, "supports": 30.0}  # ridge; by cross-validation over topics and claims
TOPIC = {"topic": 30.0, "topic_from": 0.18}  # reports of one event are rarely less alike; from dev
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def sentences(data: DataDir) -> Iterator[tuple[str, ...]]:
    """The sentences of the articles that may train, as tokens with case."""
    for corpus in CORPORA:
        for row in data.rows("articles", corpus):
            for line in row["text"].split("\n"):
                for sentence in _SENTENCE.split(line):
                    words = tokenize(fold(sentence))[0]
                    if len(words) > 4:
                        yield words


def frequency_table(data: DataDir) -> str:
    """The table of :class:`Vocabulary`."""
    counts: Counter[str] = Counter()
    small: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    total = 0
    for words in sentences(data):
        total += 1
        counts.update({stem(word.lower()) for word in words if word[0].isalnum() and word.lower() not in STOPWORDS})
        for word in words[1:]:
            if word[0].isalpha():
                seen[word.lower()] += 1
                small[word.lower()] += word[0].islower()
    common: dict[str, list[str]] = defaultdict(list)
    for word in sorted(small):
        if small[word] >= 3 and small[word] >= 0.5 * seen[word] and word not in STOPWORDS:
            common[stem(word)].append(word)
    rows = [f"#\t{total}\t"]
    for item in sorted(counts):
        if counts[item] >= FEWEST and not item[0].isdigit():
            rows.append(f"{item}\t{counts[item]}\t{' '.join(common.get(item, ()))}")
    return "\n".join(rows) + "\n"


def event_pairs(
    data: DataDir, extractor: ClaimExtractor
) -> Iterator[tuple[str, Bundle, Bundle, npt.NDArray[np.bool_]]]:
    """Pairs of ECB+ reports of one event with which of their sentences are linked."""
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in data.rows("claims", "ecbplus_docs"):
        events[row["event"]].append(row)
    for rows in (events[name] for name in sorted(events)):
        bundles = [
            bundle(
                [extractor.claim_of(item["text"]) for item in row["sentences"]],
                extractor.vocabulary,
                places=[item["i"] for item in row["sentences"]],
            )
            for row in rows
        ]
        chains = [[_chains(item) for item in row["sentences"]] for row in rows]
        for i in range(len(rows)):
            for j in range(i + 1, len(rows)):
                linked = np.array([[len(a & b) >= 2 for b in chains[j]] for a in chains[i]], dtype=bool)
                yield rows[i]["topic"], bundles[i], bundles[j], linked


def _chains(sentence: Mapping[str, Any]) -> set[str]:
    return {
        chain
        for chain, mention in sentence["events"]
        if not chain.startswith("Singleton") and mention.lower() not in REPORTING
    }


def context_weights(data: DataDir, extractor: ClaimExtractor) -> dict[str, float]:
    """Coefficients of word and character likeness."""
    rows: list[Sequence[float]] = []
    labels: list[bool] = []
    for _, a, b, linked in event_pairs(data, extractor):
        columns = likeness_columns(a, b)
        rows.extend(np.stack([column.ravel() for column in columns], axis=1).tolist())
        labels.extend(linked.ravel().tolist())
    model = LogisticRegression(C=1.0, max_iter=1000).fit(np.array(rows), np.array(labels))
    weights = dict(zip(COLUMNS, model.coef_[0].tolist(), strict=True)) | {"bias": float(model.intercept_[0])}
    return {name: round(weight, 6) for name, weight in weights.items()} | TOPIC


def pair_models(data: DataDir, resources: Mapping[str, bytes]) -> dict[str, Any]:
    """The two models of sentence pairs without articles: the same event or not, support or denial."""
    vocabulary = Vocabulary.from_resources(resources)
    extractor = ClaimExtractor(vocabulary)
    known: dict[str, Profile] = {}

    def row(a: str, b: str) -> list[float]:
        for text in (a, b):
            if text not in known:
                known[text] = profile(extractor.claim_of(text), vocabulary)
        return pair_features(known[a], known[b])

    linked = [(row(item["s1"], item["s2"]), item["label"]) for item in data.rows("claims", "ecbplus_pairs")]
    judged = [
        (row(item["claim"], item["evidence"]), int(item["label"].lower() == "supports"))
        for stem in ("fever_symmetric", "vitaminc_sample")
        for item in data.rows("claims", stem)
        if item["label"] != "not enough info"
    ]
    judged += [
        (row(item["s1"], item["s2"]), int(item["label"] == "agree")) for item in data.rows("claims", "slot_flip")
    ]
    found = {}
    for name, rows in (("same", linked), ("supports", judged)):
        features, labels = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
        if name == "same":  # what an edit touches tells agreement from denial, not one event from another
            features[:, [PAIR_FEATURES.index(item) for item in EDIT_FEATURES]] = 0.0
        found[name] = as_json(fit_linear(features, labels, penalty=PENALTIES[name]))
    return found


def main() -> None:
    """Writes the matcher's files into a scoring version's folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/reliability/versions/2026.11.dev0"))
    options = parser.parse_args()
    data = DataDir(options.data)
    table = frequency_table(data)
    (options.out / TABLE).write_text(table, encoding="utf-8")
    vocabulary = Vocabulary.from_resources(
        {TABLE: table.encode("utf-8"), SYNONYMS: (options.out / SYNONYMS).read_bytes()}
    )
    weights = context_weights(data, ClaimExtractor(vocabulary))
    resources = {TABLE: table.encode("utf-8"), SYNONYMS: (options.out / SYNONYMS).read_bytes()}
    stored = {"context": weights, "thresholds": THRESHOLDS, **pair_models(data, resources)}
    (options.out / WEIGHTS).write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
