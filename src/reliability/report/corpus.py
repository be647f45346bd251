"""Corpus results and alignments as plain dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reliability.corpus import CorpusScore
from reliability.report.asdict import score_as_dict
from reliability.types import Article, Claim, ClaimAlignment, ClaimPair, Quantity


def corpus_as_dict(articles: Sequence[Article], result: CorpusScore) -> dict[str, Any]:
    """A corpus result as plain values in stable order."""
    return {
        "articles": [
            score_as_dict(score, article.text) for article, score in zip(articles, result.scores, strict=True)
        ],
        "alignment": alignment_as_dict(articles, result.alignment),
        "outlets": [
            {
                "outlet": outlet.outlet,
                "reliability": outlet.reliability,
                "interval": None if outlet.low is None else [outlet.low, outlet.high],
                "claims": outlet.claims,
                "effective_claims": outlet.effective,
                "depends_on": list(outlet.depends_on),
                "reason": outlet.reason,
            }
            for outlet in result.outlets
        ],
    }


def alignment_as_dict(articles: Sequence[Article], alignment: ClaimAlignment) -> dict[str, Any]:
    """An alignment as plain values; claims are named by their place in ``claims``."""
    place = {id(claim): i for i, claim in enumerate(alignment.claims)}
    known = {(claim.article, claim.span): i for i, claim in enumerate(alignment.claims)}

    def number(claim: Claim) -> int:
        return place.get(id(claim), known[(claim.article, claim.span)])

    return {
        "claims": [_claim(claim, articles) for claim in alignment.claims],
        "pairs": [_pair(pair, number(pair.a), number(pair.b)) for pair in alignment.pairs],
        "clusters": [
            {
                "claims": [number(claim) for claim in cluster.claims],
                "articles": list(cluster.articles),
                "independent_origins": cluster.origins,
                "conflicts": [[number(pair.a), number(pair.b)] for pair in cluster.conflicts],
            }
            for cluster in alignment.clusters
        ],
        "syndications": [
            {
                "a": item.a,
                "b": item.b,
                "containment": item.containment,
                "origin": item.origin,
                "reasons": list(item.reasons),
            }
            for item in alignment.syndications
        ],
    }


def _claim(claim: Claim, articles: Sequence[Article]) -> dict[str, Any]:
    return {
        "article": claim.article,
        "id": articles[claim.article].id,
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
