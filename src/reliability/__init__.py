"""Scores how reliably a news article is reported, with the passages behind every figure.

The names below are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reliability.alignment import match_claims
    from reliability.compare import compare_versions
    from reliability.corpus import CorpusScore, score_corpus, stream_corpus
    from reliability.counterfactual import Counterfactual, counterfactuals
    from reliability.errors import (
        IndexFileError,
        InputError,
        InputTooLargeError,
        MissingExtraError,
        MissingJavaError,
        NotFittedError,
        ReliabilityError,
        UnknownVersionError,
        VersionIntegrityError,
        WorkerError,
    )
    from reliability.find import (
        extract_claims,
        find_attributions,
        find_hedges,
        find_repeats,
        hedged_sentences,
        parse,
        readability,
    )
    from reliability.index import ClaimIndex
    from reliability.matching import ClaimMatcher
    from reliability.scoring import Scorer, features, score
    from reliability.types import (
        Article,
        Attribution,
        Claim,
        ClaimAlignment,
        ClaimCluster,
        ClaimPair,
        Contribution,
        Document,
        Evidence,
        HedgeCue,
        Quantity,
        Repeat,
        Score,
        SentenceHedge,
        Signal,
        Span,
        Syndication,
    )
    from reliability.versions.loader import ScoringVersion, available_versions, load_version

_HOME = {
    "Article": "reliability.types",
    "Attribution": "reliability.types",
    "Claim": "reliability.types",
    "ClaimAlignment": "reliability.types",
    "ClaimCluster": "reliability.types",
    "ClaimIndex": "reliability.index",
    "ClaimMatcher": "reliability.matching",
    "ClaimPair": "reliability.types",
    "Contribution": "reliability.types",
    "CorpusScore": "reliability.corpus",
    "Counterfactual": "reliability.counterfactual",
    "Document": "reliability.types",
    "Evidence": "reliability.types",
    "HedgeCue": "reliability.types",
    "IndexFileError": "reliability.errors",
    "InputError": "reliability.errors",
    "InputTooLargeError": "reliability.errors",
    "MissingExtraError": "reliability.errors",
    "MissingJavaError": "reliability.errors",
    "NotFittedError": "reliability.errors",
    "Quantity": "reliability.types",
    "ReliabilityError": "reliability.errors",
    "Repeat": "reliability.types",
    "Score": "reliability.types",
    "Scorer": "reliability.scoring",
    "ScoringVersion": "reliability.versions.loader",
    "SentenceHedge": "reliability.types",
    "Signal": "reliability.types",
    "Span": "reliability.types",
    "Syndication": "reliability.types",
    "UnknownVersionError": "reliability.errors",
    "VersionIntegrityError": "reliability.errors",
    "WorkerError": "reliability.errors",
    "available_versions": "reliability.versions.loader",
    "compare_versions": "reliability.compare",
    "counterfactuals": "reliability.counterfactual",
    "extract_claims": "reliability.find",
    "features": "reliability.scoring",
    "find_attributions": "reliability.find",
    "find_hedges": "reliability.find",
    "find_repeats": "reliability.find",
    "hedged_sentences": "reliability.find",
    "load_version": "reliability.versions.loader",
    "match_claims": "reliability.alignment",
    "parse": "reliability.find",
    "readability": "reliability.find",
    "score": "reliability.scoring",
    "score_corpus": "reliability.corpus",
    "stream_corpus": "reliability.corpus",
}

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "ClaimAlignment",
    "ClaimCluster",
    "ClaimIndex",
    "ClaimMatcher",
    "ClaimPair",
    "Contribution",
    "CorpusScore",
    "Counterfactual",
    "Document",
    "Evidence",
    "HedgeCue",
    "IndexFileError",
    "InputError",
    "InputTooLargeError",
    "MissingExtraError",
    "MissingJavaError",
    "NotFittedError",
    "Quantity",
    "ReliabilityError",
    "Repeat",
    "Score",
    "Scorer",
    "ScoringVersion",
    "SentenceHedge",
    "Signal",
    "Span",
    "Syndication",
    "UnknownVersionError",
    "VersionIntegrityError",
    "WorkerError",
    "available_versions",
    "compare_versions",
    "counterfactuals",
    "extract_claims",
    "features",
    "find_attributions",
    "find_hedges",
    "find_repeats",
    "hedged_sentences",
    "load_version",
    "match_claims",
    "parse",
    "readability",
    "score",
    "score_corpus",
    "stream_corpus",
]


def __getattr__(name: str) -> Any:
    """The public name, from the module that defines it.

    Raises:
        AttributeError: no such public name.
    """
    if name not in _HOME:
        raise AttributeError(f"module 'reliability' has no attribute {name!r}")
    found = getattr(import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
