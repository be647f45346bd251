"""Fits the hedging models: ``python -m training.hedging --data DIR``.

Data that may train: ``dev/hedging/wikiweasel_train`` (CoNLL-2010, CC BY-SA), ``dev/hedging/science_findings_*`` (MIT), and
as examples of how news reads ``dev/articles/abp``, ``fncs`` and the half ``learn`` of our own ``fixtures/hedges``. The
numbers of the news register are set by hand, since no free news set is labelled for hedges; ``benchmarks`` shows what
they give.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression, Ridge

from benchmarks.data import DataDir
from reliability.hedging.detector import CUES, HedgeDetector, read_cues, single_kinds
from reliability.hedging.findings import class_grams, damping, finding_features, word_classes
from reliability.hedging.register import REGISTER, RegisterModel, register_features
from reliability.hedging.sentences import SENTENCES, SentenceModel, cue_features
from reliability.hedging.vague import VAGUE, VagueModel, classify, sentence_features, token_features
from reliability.text.lines import LineModel
from reliability.text.parse import parse_article
from reliability.types import Article, Document, HedgeCue, HedgeKind

NEWS_SETS = ("abp", "fncs")
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "hedges" / "hedges.jsonl"
CLASSES = Path(__file__).resolve().parent / "finding_classes.tsv"
FIXTURE_COPIES = 5  # a short sentence of our own counts as much as five of an article
NEWS_SENTENCES = 16  # a news article gives at most this many to the register model
TRIGGER_COUNT, TRIGGER_RATE = 2, 0.04
VAGUE_C, REGISTER_C, FINDINGS_ALPHA = 0.7, 0.3, 16.0
# Columns of findings: four times as large is a sixteenth of the penalty on their weights.
CUE_SCALE, WORD_SCALE = 5.0, 0.7  # words that are cues, other words
GRAM_SCALES = (1.0, 1.2, 3.0)  # classes, their pairs and triples
SCIENCE_ALPHA, SCIENCE_CUE_SCALE, SCIENCE_PIVOT, SCIENCE_STEEPNESS = 60.0, 4.0, 4.05, 2.2  # up to version 2026.12
PIVOT, STEEPNESS = 4.17, 2.3  # certainty (1 to 6) at which a finding is as likely uncertain as certain, and slope
# Set by hand, not fitted: words that leave an event open in news.
OPEN_WORDS = (
    "want wants wanted wanting hope hopes hoped hoping plan plans planned planning try tries tried trying seek seeks "
    "sought seeking expect expects expected expecting agree agreed offer offers offered offering willing ready attempt "
    "attempts attempted attempting aim aims aimed effort efforts intend intends intended demand demands demanded "
    "demanding urge urged urges urging ask asked asks asking request requests requested allow allows allowed allowing "
    "permit permits permitted need needs needed refuse refuses refused propose proposed proposes proposal proposals "
    "threat threatens threatened threatening threats fear fears bid bids consider considers considering considered "
    "negotiate negotiating negotiations prevent until without before promise promised promises deny denied would could "
    "should must ought can cannot can't may might shall"
).split()
HAND = {"threshold": 0.35, "open_weight": 0.4, "cue_base": 0.55, "cue_strength": 0.08, "floor": 0.1, "ceiling": 0.92}


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """What the models learn from."""

    wiki: list[tuple[Document, dict[str, Any]]]
    findings: list[tuple[Document, dict[str, Any]]]
    aspects: list[Document]
    news: list[tuple[str, ...]]


def load(data: DataDir, lines: LineModel) -> Corpus:
    """The training data as documents; news sentences are drawn with a fixed seed."""

    def parse(text: str) -> Document:
        return parse_article(Article(text), lines)

    generator = np.random.default_rng(0)
    news = []
    for name in NEWS_SETS:
        for row in data.rows("articles", name):
            document = parse(row["text"])
            for index in generator.permutation(document.content_sentences())[:NEWS_SENTENCES]:
                first, last = document.sentence_tokens[index]
                if last - first >= 5:
                    news.append(document.lower[first:last])
    for line in FIXTURES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == "learn":
            news += [parse(row["text"]).lower] * FIXTURE_COPIES
    return Corpus(
        [(parse(row["text"]), row) for row in data.rows("hedging", "wikiweasel_train")],
        [(parse(row["text"]), row) for row in data.rows("hedging", "science_findings_certainty")],
        [parse(row["text"]) for row in data.rows("hedging", "science_findings_aspects_only")],
        news,
    )


def matrix(rows: Sequence[Mapping[str, float]]) -> tuple[csr_matrix, list[str]]:
    """Sparse rows and column names, without features that occur once."""
    vectorizer = DictVectorizer(dtype=np.float64)
    found = vectorizer.fit_transform(rows)
    keep = np.asarray((found != 0).sum(axis=0)).ravel() >= 2
    found = found[:, keep].tocsr()
    found.indices, found.indptr = (
        found.indices.astype(np.int32),
        found.indptr.astype(np.int32),
    )  # liblinear wants 32 bits
    return found, [name for name, kept in zip(vectorizer.get_feature_names_out(), keep, strict=True) if kept]


def gold_tokens(document: Document, row: Mapping[str, Any]) -> npt.NDArray[np.bool_]:
    """Whether each token lies in a tagged cue."""
    tokens = document.tokens
    gold = np.zeros(len(tokens), dtype=bool)
    for cue in row["cues"]:
        gold |= (tokens[:, 0] < cue["end"]) & (tokens[:, 1] > cue["start"])
    return gold


def fit_vague(rows: Sequence[tuple[Document, dict[str, Any]]], kinds: Mapping[str, HedgeKind]) -> dict[str, Any]:
    """The vague model: triggers, sparse token weights, and sentence weights on crossed token probabilities."""
    folds = np.arange(len(rows)) % 5
    model = fit_tokens(rows, kinds)
    features, labels = [], []
    for fold in range(5):
        part = fit_tokens([row for row, f in zip(rows, folds, strict=True) if f != fold], kinds)
        crossed = VagueModel.from_bytes(json.dumps({**part, "sentence": [0.0] * 6}).encode(), kinds)
        for (document, row), f in zip(rows, folds, strict=True):
            if f == fold:
                found = crossed.probabilities(document.words, document.lower)
                features.append(sentence_features(found, len(document.lower)))
                labels.append(row["label"] == "uncertain")
    fitted = LogisticRegression(max_iter=500).fit(np.array(features), labels)
    return {**model, "sentence": [round(float(v), 4) for v in (*fitted.coef_[0], fitted.intercept_[0])]}


def fit_tokens(rows: Sequence[tuple[Document, dict[str, Any]]], kinds: Mapping[str, HedgeKind]) -> dict[str, Any]:
    """Triggers, weights and bias of the token model."""
    tagged: Counter[str] = Counter()
    total: Counter[str] = Counter()
    golds = [gold_tokens(document, row) for document, row in rows]
    for (document, _), gold in zip(rows, golds, strict=True):
        total.update(document.lower)
        tagged.update(word for word, flag in zip(document.lower, gold, strict=True) if flag)
    triggers = {
        word
        for word, count in tagged.items()
        if count >= TRIGGER_COUNT and count >= TRIGGER_RATE * total[word] and word[0].isalpha()
    }
    examples: list[dict[str, float]] = []
    labels = []
    for (document, _), gold in zip(rows, golds, strict=True):
        classes = [classify(word, kinds) for word in document.lower]
        for i, word in enumerate(document.lower):
            if word in triggers:
                examples.append(dict.fromkeys(token_features(document.words, document.lower, classes, i), 1.0))
                labels.append(bool(gold[i]))
    found, names = matrix(examples)
    model = LogisticRegression(C=VAGUE_C, l1_ratio=1, solver="liblinear", random_state=0, max_iter=1000)
    model.fit(found, labels)
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.0005}
    return {"triggers": sorted(triggers), "weights": weights, "bias": round(float(model.intercept_[0]), 3)}


def fit_register(corpus: Corpus) -> dict[str, Any]:
    """Sparse weights of the three registers; each register weighs the same."""
    texts = [
        corpus.news,
        [document.lower for document, _ in corpus.wiki],
        [document.lower for document, _ in corpus.findings] + [document.lower for document in corpus.aspects],
    ]
    labels = np.repeat(np.arange(3), [len(part) for part in texts])
    found, names = matrix([dict.fromkeys(register_features(text), 1.0) for part in texts for text in part])
    columns, bias = [], []
    for label in range(3):
        model = LogisticRegression(
            C=REGISTER_C, l1_ratio=1, solver="liblinear", class_weight="balanced", random_state=0, max_iter=1000
        )
        model.fit(found, labels == label)
        columns.append(model.coef_[0])
        bias.append(round(float(model.intercept_[0]), 3))
    table = np.round(np.array(columns).T, 3)
    weights = {name: row.tolist() for name, row in zip(names, table, strict=True) if np.abs(row).max() >= 0.01}
    return {"weights": weights, "bias": bias}


def read_classes(path: Path = CLASSES) -> dict[str, list[str]]:
    """The word classes of findings: class to words."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {name: words.split() for name, words in lines}


def fit_findings(rows: Sequence[tuple[Document, dict[str, Any]]], ruled: HedgeDetector) -> dict[str, Any]:
    """The model of findings: ridge regression on their certainty, turned into log-odds of being uncertain.

    A word that is a cue by itself is penalised less than others: it stands in few findings, yet it says most.
    """
    stored = read_classes()
    classes = word_classes(stored)
    texts = [document.lower for document, _ in rows]
    cues = [ruled.find(document, register="science") for document, _ in rows]
    found, names = matrix(
        [finding_features(text, cue_features(len(text), c), classes) for text, c in zip(texts, cues, strict=True)]
    )
    damped = np.array([damping(len(class_grams(text, classes))) for text in texts])
    scale = np.array([_scale(name, single_kinds(ruled.phrases)) for name in names])
    certainty = np.array([row["certainty"] for _, row in rows])
    model = Ridge(alpha=FINDINGS_ALPHA, solver="cholesky").fit(found.toarray() * scale * damped[:, None], certainty)
    fitted = zip(names, (model.coef_ * scale).tolist(), strict=True)
    weights = {name: round(-STEEPNESS * weight, 3) for name, weight in fitted if abs(weight) >= 0.005}
    bias = round(STEEPNESS * (PIVOT - float(model.intercept_)), 3)
    return {"classes": stored, "weights": weights, "bias": bias}


def _scale(name: str, listed: Mapping[str, HedgeKind]) -> float:
    if name[:2] == "c ":
        return GRAM_SCALES[name.count(" ") - 1]
    if name[:2] == "w ":
        return CUE_SCALE if name[2:] in listed else WORD_SCALE
    return 1.0


def fit_science(rows: Sequence[tuple[Document, dict[str, Any]]], ruled: HedgeDetector) -> dict[str, Any]:
    """The weights of findings up to version 2026.12: words, pairs of words, stems and cues in one ridge regression.

    A word that is a cue by itself is penalised less than others: it stands in few findings, yet it says most.
    """
    examples = [science_features(document.lower, ruled.find(document, register="science")) for document, _ in rows]
    found, names = matrix(examples)
    certainty = np.array([row["certainty"] for _, row in rows])
    listed = single_kinds(ruled.phrases)
    scale = np.array([SCIENCE_CUE_SCALE if name[:2] == "w " and name[2:] in listed else 1.0 for name in names])
    model = Ridge(alpha=SCIENCE_ALPHA, solver="cholesky").fit(found.toarray() * scale, certainty)
    fitted = zip(names, (model.coef_ * scale).tolist(), strict=True)
    weights = {name: round(-SCIENCE_STEEPNESS * weight, 3) for name, weight in fitted if abs(weight) >= 0.005}
    bias = round(SCIENCE_STEEPNESS * (SCIENCE_PIVOT - float(model.intercept_)), 3)
    return {"science": weights, "science_bias": bias}


def science_features(lower: Sequence[str], cues: Sequence[HedgeCue]) -> dict[str, float]:
    """Words, pairs and stems of a finding, and its cues by kind; name to value."""
    features = dict.fromkeys([f"w {word}" for word in lower], 1.0)
    features.update(dict.fromkeys([f"b {a} {b}" for a, b in zip(lower, [*lower[1:], "_"], strict=True)], 1.0))
    features.update(dict.fromkeys([f"x {word[:5]}" for word in lower if len(word) > 6], 1.0))
    features.update(cue_features(len(lower), cues))
    return features


def fit(corpus: Corpus, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the hedging models, by name; ``files`` are the version's, which say how it reads findings."""
    phrases = read_cues(files[CUES])
    kinds = single_kinds(phrases)
    vague, register = as_json(fit_vague(corpus.wiki, kinds)), as_json(fit_register(corpus))
    plain = SentenceModel(0.5, frozenset(), 0.0, 0.5, 0.0, 0.0, 1.0)
    ruled = HedgeDetector(phrases, RegisterModel.from_bytes(register), VagueModel.from_bytes(vague, kinds), plain)
    findings: dict[str, Any]
    if "science" in json.loads(files[SENTENCES]):
        findings = fit_science(corpus.findings, ruled)
    else:
        findings = {"findings": fit_findings(corpus.findings, ruled)}
    sentences = as_json({**HAND, "open_words": sorted(set(OPEN_WORDS)), **findings})
    return {VAGUE: vague, REGISTER: register, SENTENCES: sentences}


def as_json(stored: Mapping[str, Any]) -> bytes:
    """Canonical JSON in ASCII."""
    return (json.dumps(stored, sort_keys=True, separators=(",", ":")) + "\n").encode("ascii")


def main() -> None:
    """Writes the models into a version folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of a version in development")
    options = parser.parse_args()
    files = {path.name: path.read_bytes() for path in options.out.iterdir() if path.is_file()}
    corpus = load(DataDir(options.data), LineModel.from_resources(files))
    for name, content in fit(corpus, files).items():
        (options.out / name).write_bytes(content)


if __name__ == "__main__":
    main()
