"""How the aligner does on the newsroom of the fixtures: clusters, relations, origins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.figures import f1
from reliability.alignment import match_claims
from reliability.find import Version
from reliability.types import Article, Claim, ClaimAlignment

FIXTURES = Path(__file__).parents[2] / "fixtures" / "newsroom"


class NewsroomFigures(NamedTuple):
    """Figures with the errors behind them."""

    cluster_f1: float
    relation_f1: float
    origins_exact: float
    errors: tuple[str, ...]


def read_newsroom() -> list[Article]:
    """The articles of the fixture newsroom in their order."""
    found = []
    for line in (FIXTURES / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (FIXTURES / row["file"]).read_text(encoding="utf-8")
        found.append(Article.from_dict({**row, "text": text, "id": row["file"].removesuffix(".txt")}))
    return found


def measure_newsroom(version: Version = None) -> NewsroomFigures:
    """Cluster, relation and origin figures against the gold of the newsroom."""
    articles = read_newsroom()
    alignment = match_claims(articles, version=version)
    gold = json.loads((FIXTURES / "gold" / "claims.json").read_text(encoding="utf-8"))
    number = {article.id: i for i, article in enumerate(articles)}
    errors: list[str] = []
    members = [_claims_of(alignment, number, cluster["members"]) for cluster in gold["clusters"]]
    relation = _relations(alignment, gold, members, errors)
    clusters, origins = _clusters(alignment, gold, members, errors)
    return NewsroomFigures(clusters, relation, origins, tuple(errors))


def _claims_of(
    alignment: ClaimAlignment, number: dict[str | None, int], members: Sequence[dict[str, Any]]
) -> list[list[Claim]]:
    """The claims that overlap each gold member."""
    return [
        [
            claim
            for claim in alignment.claims
            if claim.article == number[member["article"]]
            and min(claim.span.end, member["end"]) > max(claim.span.start, member["start"])
        ]
        for member in members
    ]


def _relations(
    alignment: ClaimAlignment, gold: dict[str, Any], members: list[list[list[Claim]]], errors: list[str]
) -> float:
    """Micro F1 over pairs of gold members: a pair is found when a pair of their claims has the relation and slot."""
    found = {(_key(p.a), _key(p.b)): p for p in alignment.pairs} | {(_key(p.b), _key(p.a)): p for p in alignment.pairs}
    allowed: set[tuple[Any, Any]] = set()
    hits = expected = 0
    for cluster, claims in zip(gold["clusters"], members, strict=True):
        for pair in cluster["pairs"]:
            expected += 1
            keys = [(_key(a), _key(b)) for a in claims[pair["a"]] for b in claims[pair["b"]]]
            allowed.update(keys)
            allowed.update((b, a) for a, b in keys)
            predicted = [found[key] for key in keys if key in found]
            good = any(
                p.relation == pair["relation"] and (not pair.get("slot") or p.slot == pair["slot"]) for p in predicted
            )
            hits += good
            if not good:
                texts = [cluster["members"][pair[side]]["text"] for side in "ab"]
                got = [(p.relation, p.slot, p.similarity) for p in predicted]
                errors.append(f"{cluster['id']}: want {pair['relation']} {pair.get('slot')}, got {got}: {texts}")
    everyone = {_key(claim) for claims in members for found_claims in claims for claim in found_claims}
    predicted_pairs = [
        pair
        for pair in alignment.pairs
        if pair.relation != "related" and _key(pair.a) in everyone and _key(pair.b) in everyone
    ]
    for pair in predicted_pairs:
        if (_key(pair.a), _key(pair.b)) not in allowed:
            errors.append(f"extra {pair.relation} {pair.slot} {pair.similarity}: {pair.a.text} | {pair.b.text}")
    extra = sum((_key(pair.a), _key(pair.b)) not in allowed for pair in predicted_pairs)
    wrong = expected - hits
    return (
        f1(hits, hits + extra + sum(1 for e in errors if "got [(" in e), expected) if expected and wrong >= 0 else 1.0
    )


def _clusters(
    alignment: ClaimAlignment, gold: dict[str, Any], members: list[list[list[Claim]]], errors: list[str]
) -> tuple[float, float]:
    """Pairwise F1 of variants as clusters, and the share of variants whose number of origins is right."""
    home: dict[tuple[int, int], set[int]] = {}
    for i, cluster in enumerate(alignment.clusters):
        for claim in cluster.claims:
            home.setdefault(_key(claim), set()).add(i)
    hits = expected = predicted = 0
    exact: list[bool] = []
    for cluster, claims in zip(gold["clusters"], members, strict=True):
        rows = cluster["members"]
        homes = [set().union(*(home.get(_key(c), set()) for c in found)) for found in claims]
        for i in range(len(rows)):
            for j in range(i + 1, len(rows)):
                if rows[i]["article"] == rows[j]["article"]:
                    continue
                same = rows[i]["variant"] == rows[j]["variant"]
                together = bool(homes[i] & homes[j])
                expected += same
                predicted += together
                hits += same and together
                if same != together:
                    errors.append(
                        f"cluster {cluster['id']} {'split' if same else 'joined'}: {rows[i]['text']} | {rows[j]['text']}"
                    )
        for variant, count in cluster["independent_origins"].items():
            inside = [i for i, row in enumerate(rows) if row["variant"] == variant]
            votes = [h for i in inside for h in homes[i]]
            got = alignment.clusters[max(set(votes), key=lambda h: (votes.count(h), -h))].origins if votes else 1
            exact.append(got == count)
            if got != count:
                errors.append(f"origins {cluster['id']} {variant}: want {count}, got {got}")
    return f1(hits, predicted, expected), sum(exact) / len(exact)


def _key(claim: Claim) -> tuple[int, int]:
    return (claim.article, claim.span.start)
