"""Corpus results and alignments as plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reliability.corpus import CorpusScore
from reliability.engine.run import CorpusRun
from reliability.outlets import OutletReliability, reliability_of_outlets
from reliability.report.asdict import score_as_dict
from reliability.types import Article, Claim, ClaimAlignment, ClaimCluster, ClaimPair, Quantity, Syndication


def corpus_as_dict(articles: Sequence[Article], result: CorpusScore) -> dict[str, Any]:
    """A corpus result as plain values in stable order."""
    return {
        "articles": [
            score_as_dict(score, article.text) for article, score in zip(articles, result.scores, strict=True)
        ],
        "alignment": alignment_as_dict(articles, result.alignment),
        "outlets": [_outlet(outlet) for outlet in result.outlets],
    }


def corpus_lines(run: CorpusRun) -> Iterator[dict[str, Any]]:
    """A corpus run as one object after the other: scores in order, clusters, copies, outlets; read once, nothing is kept.

    Each object has one key that says what it is: ``score``, ``cluster``, ``syndication`` or ``outlet``. A cluster holds its
    claims in full.
    """
    names: list[str | None] = []
    outlets: list[str | None] = []
    for number, score in enumerate(run.scores()):
        article = run.article(number)
        names.append(article.id)
        outlets.append(article.outlet)
        yield {"score": score_as_dict(score, article.text)}
    for cluster in run.clusters():
        yield {
            "cluster": {
                "claims": [_claim(claim, names) for claim in cluster.claims],
                "articles": list(cluster.articles),
                "independent_origins": cluster.origins,
                "conflicts": [[_claim(pair.a, names), _claim(pair.b, names)] for pair in cluster.conflicts],
                **_ties(cluster),
            }
        }
    for item in run.syndications:
        yield {"syndication": _syndication(item)}
    for outlet in reliability_of_outlets(outlets, run.clusters(), run.syndications):
        yield {"outlet": _outlet(outlet)}


def _ties(cluster: ClaimCluster) -> dict[str, list[str]]:
    """Why articles of a cluster are no independent voices, when something but copying tells so."""
    return {"ties": list(cluster.ties)} if cluster.ties else {}


def _outlet(outlet: OutletReliability) -> dict[str, Any]:
    return {
        "outlet": outlet.outlet,
        "reliability": outlet.reliability,
        "interval": None if outlet.low is None else [outlet.low, outlet.high],
        "claims": outlet.claims,
        "effective_claims": outlet.effective,
        "depends_on": list(outlet.depends_on),
        "reason": outlet.reason,
    }


def _syndication(item: Syndication) -> dict[str, Any]:
    return {
        "a": item.a,
        "b": item.b,
        "containment": item.containment,
        "origin": item.origin,
        "reasons": list(item.reasons),
    }


def alignment_as_dict(articles: Sequence[Article], alignment: ClaimAlignment) -> dict[str, Any]:
    """An alignment as plain values; claims are named by their place in ``claims``."""
    names = [article.id for article in articles]
    place = {id(claim): i for i, claim in enumerate(alignment.claims)}
    known = {(claim.article, claim.span): i for i, claim in enumerate(alignment.claims)}

    def number(claim: Claim) -> int:
        return place.get(id(claim), known[(claim.article, claim.span)])

    return {
        "claims": [_claim(claim, names) for claim in alignment.claims],
        "pairs": [_pair(pair, number(pair.a), number(pair.b)) for pair in alignment.pairs],
        "clusters": [
            {
                "claims": [number(claim) for claim in cluster.claims],
                "articles": list(cluster.articles),
                "independent_origins": cluster.origins,
                "conflicts": [[number(pair.a), number(pair.b)] for pair in cluster.conflicts],
                **_ties(cluster),
            }
            for cluster in alignment.clusters
        ],
        "syndications": [_syndication(item) for item in alignment.syndications],
    }


def _claim(claim: Claim, names: Sequence[str | None]) -> dict[str, Any]:
    return {
        "article": claim.article,
        "id": names[claim.article],
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "quantities": [_quantity(item) for item in claim.quantities],
        "entities": list(claim.entities),
        "dates": [
            {"low": item.low.isoformat() if item.low else None, "high": item.high.isoformat() if item.high else None}
            for item in claim.dates
        ],
        "polarity": claim.polarity,
        "modality": claim.modality,
        "speaker": claim.attribution.speaker if claim.attribution else None,
    }


def _quantity(item: Quantity) -> dict[str, Any]:
    return {
        "value": item.value,
        "low": item.low,
        "high": item.high,
        "unit": item.unit,
        "bound": item.bound,
        "slot": item.slot,
    }


def _pair(pair: ClaimPair, a: int, b: int) -> dict[str, Any]:
    return {
        "a": a,
        "b": b,
        "similarity": pair.similarity,
        "relation": pair.relation,
        "slot": pair.slot,
        "reasons": list(pair.reasons),
    }
