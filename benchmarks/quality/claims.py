"""Claims against every set there is: events, paraphrase, similarity, retrieval, stories, copies, denials, quantities."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, auc, bootstrap, spearman
from benchmarks.quality.claim_basil import basil_figures
from benchmarks.quality.claim_vectors import Vectors, adjusted_rand, average_tree, cut_tree, retrieve, settled, spread
from benchmarks.quality.newsroom_claims import measure_newsroom
from reliability.alignment import match_claims
from reliability.claims.quantities import find_quantities
from reliability.claims.syndication import Copyable, article_grams, find_syndications
from reliability.detectors import Detectors, detectors_of
from reliability.find import parse
from reliability.matching import ClaimMatcher, fit_linear
from reliability.text.fold import fold
from reliability.text.tokens import tokenize
from reliability.types import Article

Array = npt.NDArray[np.float64]
FOLDS = 5
NEIGHBOURS = (1, 5, 60)  # a story of the one set has 70 headlines, an event of the other 10 reports
QUANTITIES = Path(__file__).parents[2] / "fixtures" / "quantities.jsonl"
_WEB = re.compile(r"https?://\S+|pic\.twitter\S+|[@#]")
_HANDLE = re.compile(r"[@#](\w+)")
_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_SEED_JOINED = frozenset(("same", "agrees", "shared_quote"))


def run(data: DataDir, context: RunContext) -> Iterator[Figure]:
    """Every figure of the area; thresholds always come from dev, fitted sets are cross-validated there."""
    detectors = detectors_of(context.version)
    matcher = ClaimMatcher(context.version)
    yield from basil_figures(data, detectors)
    yield from _mrpc(data, matcher)
    yield from _stsb(data, matcher)
    yield from _ecb(data, matcher)
    yield from _denials(data, matcher)
    yield from _slot_flip(data, matcher)
    yield from _checkthat(data, detectors)
    yield from _stories(data, detectors)
    yield from _newscopy(data)
    yield from fixture_figures(context)
    yield from _seeds(data, detectors)


def _pairs(rows: Sequence[dict[str, Any]], a: str = "s1", b: str = "s2") -> list[tuple[str, str]]:
    return [(row[a], row[b]) for row in rows]


def _threshold(scores: Array, labels: Array, measure: Callable[[npt.NDArray[np.bool_], Array], float]) -> float:
    """The threshold among the 200 quantiles with the best value of ``measure``."""
    candidates = np.unique(np.quantile(scores, np.linspace(0, 1, 201)))
    return float(max(candidates, key=lambda value: measure(scores >= value, labels)))


def _accuracy(predicted: npt.NDArray[np.bool_], labels: Array) -> float:
    return float((predicted == labels.astype(bool)).mean())


def _f1(predicted: npt.NDArray[np.bool_], labels: Array) -> float:
    return float(2 * (predicted & labels.astype(bool)).sum() / max(1, predicted.sum() + labels.sum()))


def _folds(groups: Sequence[Any]) -> npt.NDArray[np.int64]:
    """A fold for each row; rows of one group share theirs."""
    names = sorted(set(map(str, groups)))
    order = np.random.default_rng(0).permutation(len(names))
    fold_of = {name: int(order[i]) % FOLDS for i, name in enumerate(names)}
    return np.array([fold_of[str(group)] for group in groups])


def _crossed(rows: Array, labels: Array, groups: Sequence[Any], penalty: float) -> Array:
    """Probabilities of each row by a model fitted on the other folds."""
    folds = _folds(groups)
    scores = np.zeros(len(rows))
    for number in range(FOLDS):
        inside = folds == number
        scores[inside] = fit_linear(rows[~inside], labels[~inside], penalty=penalty).probability(rows[inside])
    return scores


def _mrpc(data: DataDir, matcher: ClaimMatcher) -> Iterator[Figure]:
    rows, dev = list(data.rows("claims", "mrpc")), list(data.dev.rows("claims", "mrpc"))
    labels, dev_labels = (np.array([row["label"] for row in part], dtype=float) for part in (rows, dev))
    scores = matcher.predict_proba(_pairs(rows))[:, 1]
    dev_scores = scores if data.split == "dev" else matcher.predict_proba(_pairs(dev))[:, 1]
    threshold = _threshold(dev_scores, dev_labels, _accuracy)
    low, high = bootstrap(lambda i: auc(scores[i], labels[i]), len(rows), samples=200)
    yield Figure("claims.mrpc.accuracy", _accuracy(scores >= threshold, labels), n=len(rows), note="threshold from dev")
    best = _threshold(dev_scores, dev_labels, _f1)
    yield Figure("claims.mrpc.f1", _f1(scores >= best, labels), n=len(rows), note="threshold for F1 from dev")
    yield Figure("claims.mrpc.auc", auc(scores, labels), low, high, len(rows))
    features = matcher.transform(_pairs(dev))
    if data.split == "dev":
        fitted, note = _crossed(features, dev_labels, range(len(dev)), 3.0), "cross-validated"
    else:
        model = fit_linear(features, dev_labels, penalty=3.0)
        fitted, note = model.probability(matcher.transform(_pairs(rows))), "fitted on dev"
    yield Figure("claims.mrpc_fitted.accuracy", _accuracy(fitted >= 0.5, labels), n=len(rows), note=note)
    yield Figure("claims.mrpc_fitted.f1", _f1(fitted >= 0.5, labels), n=len(rows), note=note)


def _stsb(data: DataDir, matcher: ClaimMatcher) -> Iterator[Figure]:
    rows = list(data.rows("claims", "stsb_news"))
    scores = matcher.predict_proba(_pairs(rows))[:, 1]
    gold = np.array([float(row["score"]) for row in rows])
    headlines = np.array(["headline" in row["src"].lower() for row in rows])
    low, high = bootstrap(lambda i: spearman(scores[i], gold[i]), len(rows), samples=200)
    yield Figure("claims.stsb_news.spearman", spearman(scores, gold), low, high, len(rows))
    yield Figure("claims.stsb_news.headlines", spearman(scores[headlines], gold[headlines]), n=int(headlines.sum()))


def _ecb(data: DataDir, matcher: ClaimMatcher) -> Iterator[Figure]:
    dev = list(data.dev.rows("claims", "ecbplus_pairs"))
    labels = np.array([row["label"] for row in dev], dtype=float)
    crossed = _crossed(matcher.transform(_pairs(dev)), labels, [row["topic"] for row in dev], 100.0)
    threshold = _threshold(crossed, labels, _f1)
    note = "cross-validated by topic"
    scores = crossed
    if data.split != "dev":
        rows = list(data.rows("claims", "ecbplus_pairs"))
        labels = np.array([row["label"] for row in rows], dtype=float)
        scores, note = matcher.predict_proba(_pairs(rows))[:, 1], "threshold from dev"
    yield Figure("claims.ecb_pairs.auc", auc(scores, labels), n=len(labels), note=note)
    yield Figure("claims.ecb_pairs.f1", _f1(scores >= threshold, labels), n=len(labels), note=note)


def _denials(data: DataDir, matcher: ClaimMatcher) -> Iterator[Figure]:
    """Support against denial; FEVER-symmetric is fitted, so its dev figure is cross-validated by claim."""
    rows = list(data.rows("claims", "fever_symmetric"))
    labels = np.array([row["label"] == "SUPPORTS" for row in rows], dtype=float)
    pairs = _pairs(rows, "claim", "evidence")
    if data.split == "dev":
        scores, note = (
            _crossed(matcher.transform(pairs), labels, [row["claim"] for row in rows], 3.0),
            "cross-validated",
        )
    else:
        scores, note = matcher.supports(pairs), ""
    yield Figure("claims.fever_symmetric.auc", auc(scores, labels), n=len(rows), note=note)
    rows = list(data.rows("claims", "negation_rte"))
    scores = matcher.supports(_pairs(rows, "t", "h"))
    yield Figure("claims.negation_rte.auc", auc(scores, [row["entail"] for row in rows]), n=len(rows))
    rows = [r for r in data.rows("claims", "rte123") if r.get("three_way") in ("entailment", "contradiction")]
    scores = matcher.supports(_pairs(rows, "t", "h"))
    truth = [row["three_way"] == "entailment" for row in rows]
    yield Figure("claims.rte3_contradiction.auc", auc(scores, np.array(truth)), n=len(rows))
    if data.paths("claims", "emergent"):
        rows = [r for r in data.rows("claims", "emergent") if _stance(r) in ("for", "against")]
        keys = [key for key in ("claim", "headline") if rows and key in rows[0]]
        if len(keys) == 2:
            scores = matcher.supports(_pairs(rows, *keys))
            yield Figure("claims.emergent.auc", auc(scores, np.array([_stance(r) == "for" for r in rows])), n=len(rows))


def _stance(row: dict[str, Any]) -> str:
    return str(row.get("stance") or row.get("label") or "").lower()


def _slot_flip(data: DataDir, matcher: ClaimMatcher) -> Iterator[Figure]:
    rows = list(data.rows("claims", "slot_flip"))
    labels = np.array([row["label"] == "agree" for row in rows], dtype=float)
    if data.split == "dev":
        features = matcher.transform(_pairs(rows))
        scores, note = _crossed(features, labels, [row["src"] for row in rows], 3.0), "cross-validated by source"
    else:
        scores, note = matcher.supports(_pairs(rows)), "regression set"
    right = (scores >= 0.5) == labels.astype(bool)
    kinds = defaultdict(list)
    for row, good in zip(rows, right.tolist(), strict=True):
        kinds[row["kind"]].append(good)
    worst = min(sorted(kinds), key=lambda kind: float(np.mean(kinds[kind])))
    yield Figure("claims.slot_flip.accuracy", float(right.mean()), n=len(rows), note=note)
    yield Figure("claims.slot_flip.worst", float(np.mean(kinds[worst])), n=len(kinds[worst]), note=worst)


def _checkthat(data: DataDir, detectors: Detectors) -> Iterator[Figure]:
    claims = list(data.dev.rows("claims", "checkthat2020_claims"))
    queries = list(data.rows("claims", "checkthat2020_queries"))
    texts = [_WEB.sub(" ", _HANDLE.sub(_spelled_out, row["text"])) for row in queries]
    values = []
    scores = retrieve([f"{row['title']} {row['text']}" for row in claims], texts, detectors)
    for row, line in zip(queries, scores, strict=True):
        best = np.argsort(-line, kind="stable")[:5].tolist()
        wanted = {str(item) for item in row["relevant"]}
        hits = 0
        total = 0.0
        for rank, index in enumerate(best, 1):
            if str(claims[index]["id"]) in wanted:
                hits += 1
                total += hits / rank
        values.append(total / min(5, len(wanted)) if wanted else 0.0)
    found = np.array(values)
    low, high = bootstrap(lambda i: float(found[i].mean()), len(found), samples=200)
    yield Figure("claims.checkthat.map5", float(found.mean()), low, high, len(found))


def _spelled_out(match: re.Match[str]) -> str:
    """A handle or hashtag followed by the words in it: WorldHealth, World Health."""
    words = _CAPITALS.sub(" ", match[1])
    return match[1] if words == match[1] else f"{match[1]} {words}"


def _stories(data: DataDir, detectors: Detectors) -> Iterator[Figure]:
    """Headlines to stories and documents to events by average link, settled once; threshold and neighbours from dev."""
    sets: tuple[tuple[str, str, Callable[[dict[str, Any]], str], str], ...] = (
        ("uci", "uci_headlines", lambda row: row["title"], "story"),
        ("ecb_docs", "ecbplus_docs", lambda row: " ".join(item["text"] for item in row["sentences"]), "event"),
    )
    for name, stem, text_of, gold in sets:
        dev = list(data.dev.rows("claims", stem))
        likeness = Vectors([text_of(row) for row in dev], detectors).likeness()
        truth = [row[gold] for row in dev]
        best = (-1.0, 0, 0.0)
        for neighbours in NEIGHBOURS:
            tree = average_tree(spread(likeness, neighbours))
            for threshold in np.arange(0.04, 0.60, 0.02).tolist():
                found = settled(cut_tree(tree, threshold), likeness)
                best = max(best, (adjusted_rand(truth, found), neighbours, threshold))
        value, neighbours, threshold = best
        count = len(dev)
        if data.split != "dev":
            rows = list(data.rows("claims", stem))
            likeness = Vectors([text_of(row) for row in rows], detectors).likeness()
            found = settled(cut_tree(average_tree(spread(likeness, neighbours)), threshold), likeness)
            value, count = adjusted_rand([row[gold] for row in rows], found), len(rows)
        note = f"threshold {threshold:.2f} and {neighbours} neighbours from dev"
        yield Figure(f"claims.{name}.ari", value, n=count, note=note)


def _newscopy(data: DataDir) -> Iterator[Figure]:
    rows = list(data.rows("claims", "newscopy_like"))
    copies = [Copyable(article_grams(row["text"]), "", "", None) for row in rows]
    labels = list(range(len(rows)))
    for item in find_syndications(copies):
        old, new = labels[item.b], labels[item.a]
        labels = [new if label == old else label for label in labels]
    yield Figure("claims.newscopy_like.ari", adjusted_rand([row["cluster"] for row in rows], labels), n=len(rows))


def _quantities() -> Figure:
    """Exact matches over the test half of the fixtures' quantities."""
    right = []
    for line in QUANTITIES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] != "test":
            continue
        words, places, _ = tokenize(fold(row["text"]))
        found = [
            (q.value, q.low, q.high, q.unit, q.bound)
            for q in find_quantities(words)
            if places[q.first][0] < row["end"] and places[q.last - 1][1] > row["start"]
        ]
        gold = [(q["value"], q["low"], q["high"], q["unit"], q["bound"]) for q in row["quantities"]]
        right.append(sorted(map(str, found)) == sorted(map(str, gold)))
    return Figure("claims.quantities.exact", float(np.mean(right)), n=len(right), note="fixtures, test half")


def fixture_figures(context: RunContext) -> Iterator[Figure]:
    """Quantities on the test half of our own set, clusters, relations and origins of our newsroom."""
    yield _quantities()
    figures = measure_newsroom(context.version)
    yield Figure("claims.fixtures.cluster_f1", figures.cluster_f1)
    yield Figure("claims.fixtures.relation_f1", figures.relation_f1)
    yield Figure("claims.fixtures.origins_exact", figures.origins_exact)


def _seeds(data: DataDir, detectors: Detectors) -> Iterator[Figure]:
    """Gold agreements of the five seed articles that are found, pairs made of boilerplate, and false conflicts."""
    paths = sorted(data.seeds.glob("*.txt"))
    if not paths:
        return
    articles = [Article(path.read_text(encoding="utf-8")) for path in paths]
    names = [path.name[:3] for path in paths]
    gold = json.loads((data.dev.root / "dev" / "claims" / "seed_claims_gold.json").read_text(encoding="utf-8"))
    alignment = match_claims(articles, version=detectors.version.name)
    wanted = [item for item in gold["matches"] if item["rel"].startswith(("AGREE", "PARTIAL"))]
    found = sum(
        any(
            pair.relation in _SEED_JOINED
            and {_place(names, pair.a.article), _place(names, pair.b.article)} == {item["a"][0], item["b"][0]}
            and _touches(articles, names, item, pair)
            for pair in alignment.pairs
        )
        for item in wanted
    )
    kinds = [parse(article, version=detectors.version.name).lines for article in articles]
    boiler = sum(
        any(
            line.kind == "boilerplate" and line.span.start <= claim.span.start < line.span.end
            for claim in (pair.a, pair.b)
            for line in kinds[claim.article]
        )
        for pair in alignment.pairs
    )
    conflicts = sum(pair.relation == "conflicts" for pair in alignment.pairs)
    yield Figure("claims.seeds.agreements", float(found), n=len(wanted))
    yield Figure("claims.seeds.boilerplate_pairs", float(boiler))
    yield Figure("claims.seeds.false_conflicts", float(conflicts), note="every conflict counts: the gold has none")


def _place(names: Sequence[str], number: int) -> str:
    return names[number]


def _touches(articles: Sequence[Article], names: Sequence[str], item: dict[str, Any], pair: Any) -> bool:
    """Whether both sides of a pair overlap the gold passages."""
    for claim in (pair.a, pair.b):
        name = names[claim.article]
        passage = next(side[1] for side in (item["a"], item["b"]) if side[0] == name)
        start = articles[claim.article].text.find(passage[:40])
        if start < 0 or min(claim.span.end, start + len(passage)) <= max(claim.span.start, start):
            return False
    return True
