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
from reliability.claims.extract import ClaimExtractor
from reliability.claims.likeness import COLUMNS, likeness_columns
from reliability.claims.matcher import WEIGHTS, LinearModel
from reliability.claims.pairs import PAIR_FEATURES, pair_features
from reliability.claims.profiles import Profile, profile
from reliability.claims.vocabulary import STOPWORDS, SYNONYMS, TABLE, Vocabulary, stem
from reliability.matching import as_json, fit_linear
from reliability.text.fold import fold
from reliability.text.tokens import tokenize

CORPORA = ("abp", "fncs", "horne_bf", "horne_rand")
FEWEST = 4  # sentences that hold a stem; rarer ones are as rare as unknown ones
REPORTING = frozenset("said told says announced reported according confirmed".split())
THRESHOLDS = {"agrees": 0.245, "related": 0.2, "slot": 0.15, "ground": 3.0, "cluster": 0.25}
PENALTIES = {"linked": 30.0, "graded": 30.0, "denied": 30.0, "natural": 10.0, "edits": 30.0}  # ridge, scaled features
# "same" is the mean of small models, so that no single set's habits decide: linked sentences or not, how many of their
# events two sentences share, support or denial, and the wording itself, which is fitted on nothing.
SHARES = {"linked": 2.0, "graded": 1.0, "denied": 0.2, "wording": 0.75}
WORDING = ("ratio", "larger_covered_squared")
# "supports" likewise: real pairs of Wikipedia, pairs of which a rule changed one slot, the denials among these, and what
# stands in place of what, which only tells where two sentences are nearly the same.
SUPPORT_SHARES = {"natural": 1.0, "slots": 0.5, "denials": 0.4, "swaps": 0.8}
SWAPS = ("swapped_numbers", "swapped_dates", "swapped_names", "swapped_opposites", "other_negation")
DENIALS = (
    "negation",
    "denial_differs",
    "denial_in_shorter",
    "denial_in_longer",
    "other_negation",
    "opposites",
    "swapped_opposites",
)
SLOTS = (
    *DENIALS,
    *SWAPS[:3],
    "swapped_words",
    "figures_both_sides",
    "figures_differ",
    "figures_one_sided",
    "figures_nested",
    "numbers_agree",
    "numbers_clash",
    "dates_clash",
    "names_differ",
    "names_common",
    "names_left",
    "edited",
    "swapped",
    "kept",
    "one_sided_numbers",
    "one_sided_words",
    "reordered",
    "replaced",
)
GRADED = (
    "larger_shared",
    "larger_covered_softly",
    "smaller_covered_softly",
    "bigrams_larger_shared",
    "longest_share",
    "figures_both_sides",
    "figures_differ",
    "negation",
    "opposites",
    "swapped_numbers",
)
LINKED = (
    *GRADED,
    "content_bigrams_larger_shared",
    "partial",
    "bigrams_smaller_shared",
    "numbers_clash",
    "names_differ",
    "names_common",
    "ratio",
    "left_over_large",
    "replaced",
    "length_gap",
)
DENIED = (
    "larger_shared",
    "larger_covered_softly",
    "smaller_covered_softly",
    "left_over_large",
    "left_words_small",
    "figures_both_sides",
    "figures_differ",
    "names_differ",
    "negation",
    "opposites",
    "numbers_clash",
    "kept",
    "swapped_numbers",
    "swapped_dates",
    "swapped_names",
    "swapped_words",
    "swapped_opposites",
    "other_negation",
    "one_sided_numbers",
)
SCREEN = (5, 3, 0.3)  # words of a sentence, stems that both hold, and their share of the smaller one, to be graded
TOPIC = {"topic": 30.0, "topic_from": 0.18}  # reports of one event are rarely less alike; from dev
FloatArray = npt.NDArray[np.float64]
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


class Pairs:
    """Features of pairs of sentences; each sentence is profiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._extractor = ClaimExtractor(vocabulary)
        self._known: dict[str, Profile] = {}

    def profile(self, text: str) -> Profile:
        """The profile of a sentence."""
        if text not in self._known:
            self._known[text] = profile(self._extractor.claim_of(text), self._vocabulary)
        return self._known[text]

    def rows(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """The features of pairs, shape ``(n, len(PAIR_FEATURES))``."""
        return np.array([pair_features(self.profile(a), self.profile(b)) for a, b in pairs])


def graded_pairs(data: DataDir, pairs: Pairs) -> tuple[list[tuple[str, str]], FloatArray]:
    """Sentences of different ECB+ reports of one topic that share words, and the root of their events' Jaccard index."""
    topics: dict[str, list[tuple[str, str, set[str]]]] = defaultdict(list)
    for row in data.rows("claims", "ecbplus_docs"):
        for item in row["sentences"]:
            chains = {chain for chain, mention in item["events"] if mention.lower() not in REPORTING}
            topics[row["topic"]].append((row["doc"], item["text"], chains))
    fewest, common, share = SCREEN
    found, grades = [], []
    for name in sorted(topics):
        rows = [row for row in topics[name] if len(pairs.profile(row[1]).order) >= fewest]
        for i, (doc, text, chains) in enumerate(rows):
            own = pairs.profile(text).weights.keys()
            for other_doc, other, other_chains in rows[i + 1 :]:
                their = pairs.profile(other).weights.keys()
                both = len(own & their)
                if doc == other_doc or text == other or both < common or both < share * min(len(own), len(their)):
                    continue
                found.append((text, other))
                grades.append(len(chains & other_chains) / (len(chains | other_chains) or 1))
    return found, np.sqrt(np.array(grades))


def _natural(data: DataDir) -> tuple[list[tuple[str, str]], FloatArray]:
    """Pairs of Wikipedia in which one sentence supports the other (1) or denies it (0)."""
    rows = [
        (item["claim"], item["evidence"], item["label"].lower() == "supports")
        for stem in ("fever_symmetric", "vitaminc_sample")
        for item in data.rows("claims", stem)
        if item["label"] != "not enough info"
    ]
    return [(a, b) for a, b, _ in rows], np.array([label for _, _, label in rows], dtype=np.float64)


def _mixed(
    parts: Mapping[str, tuple[FloatArray, FloatArray]],
    shares: Mapping[str, float],
    rows: FloatArray,
    labels: FloatArray,
) -> LinearModel:
    """One model of several: weights in units of their spread over the rows beside them, set to probabilities."""
    mixed = np.zeros(len(PAIR_FEATURES))
    for name, (weights, spread_over) in parts.items():
        mixed += shares[name] * weights / (spread_over @ weights).std()
    level = fit_linear((rows @ mixed)[:, None], labels, penalty=1.0)
    return LinearModel(np.asarray(mixed * level.weights[0]), level.bias)


def _line(rows: FloatArray, target: FloatArray, names: Sequence[str], penalty: float) -> FloatArray:
    """Weights of all features, those named by ridge regression on scaled columns and the others zero."""
    places = [PAIR_FEATURES.index(name) for name in names]
    if set(np.unique(target).tolist()) == {0.0, 1.0}:
        own = fit_linear(rows[:, places], target, penalty=penalty).weights
    else:
        center, scale = rows[:, places].mean(axis=0), rows[:, places].std(axis=0)
        scaled = (rows[:, places] - center) / scale
        own = np.linalg.solve(scaled.T @ scaled + penalty * np.eye(len(places)), scaled.T @ (target - target.mean()))
        own = own / scale
    weights = np.zeros(len(PAIR_FEATURES))
    weights[places] = own
    return weights


def _even(rows: FloatArray, names: Sequence[str]) -> FloatArray:
    """Weights of all features, those named the same in units of their spread and the others zero."""
    places = [PAIR_FEATURES.index(name) for name in names]
    weights = np.zeros(len(PAIR_FEATURES))
    weights[places] = 1.0 / rows[:, places].std(axis=0)
    return weights


def pair_models(data: DataDir, vocabulary: Vocabulary) -> dict[str, Any]:
    """The two models of sentence pairs without articles: the same event or not, support or denial."""
    pairs = Pairs(vocabulary)
    items = list(data.rows("claims", "ecbplus_pairs"))
    linked = pairs.rows([(item["s1"], item["s2"]) for item in items])
    labels = np.array([item["label"] for item in items], dtype=np.float64)
    texts, grades = graded_pairs(data, pairs)
    natural_texts, natural_labels = _natural(data)
    natural = pairs.rows(natural_texts)
    flips = list(data.rows("claims", "slot_flip"))
    edits = pairs.rows([(item["s1"], item["s2"]) for item in flips])
    edit_labels = np.array([item["label"] == "agree" for item in flips], dtype=np.float64)
    denying = np.array([item["kind"] in ("negation", "antonym") for item in flips])
    judged, judged_labels = np.vstack((natural, edits)), np.concatenate((natural_labels, edit_labels))
    same = {
        "linked": (_line(linked, labels, LINKED, PENALTIES["linked"]), linked),
        "graded": (_line(pairs.rows(texts), grades, GRADED, PENALTIES["graded"]), linked),
        "denied": (_line(judged, judged_labels, DENIED, PENALTIES["denied"]), linked),
        "wording": (_even(linked, WORDING), linked),
    }
    denials = _line(edits[denying], edit_labels[denying], DENIALS, PENALTIES["edits"])
    supports = {
        "natural": (_line(natural, natural_labels, PAIR_FEATURES, PENALTIES["natural"]), natural),
        "slots": (_line(edits, edit_labels, SLOTS, PENALTIES["edits"]), natural),
        "denials": (denials, natural),
        "swaps": (_line(edits, edit_labels, SWAPS, PENALTIES["edits"]), edits),
    }
    return {
        "same": as_json(_mixed(same, SHARES, linked, labels)),
        "supports": as_json(_mixed(supports, SUPPORT_SHARES, edits, edit_labels)),
    }


def main() -> None:
    """Writes the matcher's files into a scoring version's folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of a version in development")
    options = parser.parse_args()
    data = DataDir(options.data)
    table = frequency_table(data)
    (options.out / TABLE).write_text(table, encoding="utf-8")
    vocabulary = Vocabulary.from_resources(
        {TABLE: table.encode("utf-8"), SYNONYMS: (options.out / SYNONYMS).read_bytes()}
    )
    weights = context_weights(data, ClaimExtractor(vocabulary))
    origins = json.loads((options.out / WEIGHTS).read_bytes()).get("origins", 1)  # a set of rules, not fitted
    stored = {
        **({"origins": origins} if origins != 1 else {}),
        "context": weights,
        "thresholds": THRESHOLDS,
        **pair_models(data, vocabulary),
    }
    (options.out / WEIGHTS).write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
