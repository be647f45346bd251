"""Articles in a Spark DataFrame: their columns, and their scores one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - PySpark's own abbreviation
from pyspark.sql.types import StringType

from reliability.errors import InputError, ReliabilityError
from reliability.find import Version
from reliability.report.asdict import score_as_dict, to_json
from reliability.spark.kit import Kit
from reliability.types import Article, Score

FIELDS = tuple(item.name for item in fields(Article))
SCORE_SCHEMA = (
    "id string, value double, reason string, uncertainty double, value_without_title double, genre string,"
    " identity string, json string"
)
AT_ONCE = 64  # rows of one answer to Spark


def score_dataframe(df: DataFrame, version: Version = None) -> DataFrame:
    """The score of each article by itself, one row each.

    Args:
        df: one article a row: ``text``, and any of ``title``, ``outlet``, ``byline``, ``url``, ``published``, ``id``;
            ``published`` may be a date or a timestamp. Other columns are ignored.
        version: scoring version by name or folder; the default version for None.

    Returns:
        Columns ``id``, ``value``, ``reason``, ``uncertainty``, ``value_without_title``, ``genre``, ``identity``, and
        ``json``: the bytes that the library and the command line give. An unusable article has a reason and no value.

    Raises:
        InputError: no column ``text``.
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.
    """
    kit = Kit(df.sparkSession, version)

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        scorer = kit.scorer()
        return answers(SCORE_SCHEMA, (_scored(row, scorer) for row in rows_of(batches)))

    return article_columns(df).mapInArrow(run, SCORE_SCHEMA)


def _scored(row: dict[str, Any], scorer: Any) -> tuple[Any, ...]:
    try:
        article = Article(**row)
        return score_row(scorer.score(article), article.text)
    except ReliabilityError as error:
        return score_row(scorer.refusal(error, row), "")


def score_row(score: Score, text: str) -> tuple[Any, ...]:
    """The columns of ``SCORE_SCHEMA``."""
    return (
        score.article_id,
        score.value,
        score.reason,
        score.uncertainty,
        score.value_without_title,
        score.genre,
        score.identity,
        to_json(score_as_dict(score, text)),
    )


def article_columns(df: DataFrame, *extra: str) -> DataFrame:
    """The article's fields as strings, those that are absent as null, and the extra columns.

    Raises:
        InputError: no column ``text``.
    """
    if "text" not in df.columns:
        raise InputError(f"a DataFrame of articles needs a column 'text'; its columns: {', '.join(df.columns)}")
    kinds = {field.name: field.dataType for field in df.schema.fields}
    chosen = []
    for name in FIELDS:
        if name not in kinds:
            chosen.append(F.lit(None).cast("string").alias(name))
        elif isinstance(kinds[name], StringType):
            chosen.append(F.col(name))
        else:
            chosen.append(F.col(name).cast("string").alias(name))
    return df.select(*chosen, *(F.col(name) for name in extra))


def rows_of(batches: Iterable[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    """The rows of Arrow batches as dictionaries, one by one."""
    for batch in batches:
        for start in range(0, batch.num_rows, AT_ONCE):
            yield from batch.slice(start, AT_ONCE).to_pylist()


def answers(schema: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[pa.RecordBatch]:
    """Rows as Arrow batches of a schema in Spark's words."""
    names, kinds = zip(*(part.split() for part in schema.split(",")), strict=True)
    held: list[tuple[Any, ...]] = []
    for row in rows:
        held.append(row)
        if len(held) == AT_ONCE:
            yield _batch(names, kinds, held)
            held = []
    if held:
        yield _batch(names, kinds, held)


_KINDS: dict[str, Callable[[], Any]] = {
    "string": pa.string,
    "double": pa.float64,
    "long": pa.int64,
    "int": pa.int32,
    "binary": pa.binary,
    "array<long>": lambda: pa.list_(pa.int64()),
    "array<int>": lambda: pa.list_(pa.int32()),
    "array<string>": lambda: pa.list_(pa.string()),
}


def _batch(names: tuple[str, ...], kinds: tuple[str, ...], rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, type=_KINDS[kind]()) for column, kind in zip(columns, kinds, strict=True)], names=list(names)
    )
