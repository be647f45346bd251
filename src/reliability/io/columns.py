"""Parquet and Arrow files to articles, batch by batch, by pyarrow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reliability.errors import InputError, MissingExtraError, ReliabilityError
from reliability.io.record import Failure, Record
from reliability.types import Article

FIELDS = ("text", "title", "outlet", "byline", "url", "published", "id")
ROWS = 256  # a batch; bounds the memory
PARQUET = frozenset({".parquet", ".pq"})
ARROW = frozenset({".arrow", ".arrows", ".feather", ".ipc"})


def read_columns(path: Path) -> Iterator[Record | Failure]:
    """The rows of a Parquet or Arrow file as articles; columns are named as ``Article``'s fields, others are ignored.

    Needs the extra ``arrow``. A row that cannot be used becomes a failure that names it.

    Raises:
        MissingExtraError: pyarrow is not installed.
        InputError: no such file format, or no column ``text``.
    """
    if find_spec("pyarrow") is None:
        raise MissingExtraError("reading Parquet and Arrow files", "arrow")
    import pyarrow as pa  # noqa: PLC0415 - an extra

    number = 0
    try:
        for batch in _batches(path):
            batch.validate(full=True)  # offsets of a damaged file point anywhere, and reading them ends the process
            for row in batch.to_pylist():
                number += 1
                place = f"{path}:{number}"
                try:
                    yield Record(Article.from_dict(_plain(row)), place)
                except ReliabilityError as error:
                    yield Failure(place, str(error))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {str(error)[:200]}") from None


def _batches(path: Path) -> Iterable[Any]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    if path.suffix.lower() in PARQUET:
        file = pq.ParquetFile(path, memory_map=True)
        batches: Iterable[Any] = file.iter_batches(batch_size=ROWS, columns=_chosen(file.schema_arrow.names))
        return batches
    source = pa.memory_map(str(path), "r")
    try:
        reader = pa.ipc.open_file(source)
    except pa.ArrowInvalid:
        source.seek(0)
        reader = pa.ipc.open_stream(source)
    columns = _chosen(reader.schema.names)
    whole = (reader.get_batch(i) for i in range(reader.num_record_batches)) if hasattr(reader, "get_batch") else reader
    return (
        batch.select(columns).slice(start, ROWS) for batch in whole for start in range(0, max(1, batch.num_rows), ROWS)
    )


def _chosen(names: list[str]) -> list[str]:
    if "text" not in names:
        raise InputError(f"a column 'text' is needed; the columns that came: {', '.join(names)[:200] or 'none'}")
    return [name for name in FIELDS if name in names]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in row.items()
        if value is not None
    }
