"""Scores and alignments on Apache Spark, byte for byte those of one machine; needs the extra ``spark`` and Java 17.

The session is the caller's, or `local_session`. Executors need this package installed.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reliability.errors import MissingExtraError

if TYPE_CHECKING:
    from reliability.spark.corpus import SparkAlignment, SparkCorpus, align_claims, score_corpus
    from reliability.spark.frame import score_dataframe
    from reliability.spark.session import local_session

_HOME = {
    "SparkAlignment": "corpus",
    "SparkCorpus": "corpus",
    "align_claims": "corpus",
    "local_session": "session",
    "score_corpus": "corpus",
    "score_dataframe": "frame",
}

__all__ = ["SparkAlignment", "SparkCorpus", "align_claims", "local_session", "score_corpus", "score_dataframe"]


def __getattr__(name: str) -> Any:
    """The public name, from the module that defines it.

    Raises:
        AttributeError: no such public name.
        MissingExtraError: PySpark or Arrow is not installed.
    """
    if name not in _HOME:
        raise AttributeError(f"module 'reliability.spark' has no attribute {name!r}")
    if any(find_spec(needed) is None for needed in ("pyspark", "pyarrow", "pandas")):
        raise MissingExtraError("Spark", "spark")
    return getattr(import_module(f"reliability.spark.{_HOME[name]}"), name)
