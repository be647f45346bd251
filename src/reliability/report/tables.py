"""Scores to CSV and Parquet, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TextIO

from reliability.errors import MissingExtraError
from reliability.report.flat import TEXT_COLUMNS, flat_row
from reliability.types import Score

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_ROWS = 1_000


def defused(value: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before what would start one.

    What UTF-8 cannot hold becomes U+FFFD; NUL goes. Reference: OWASP, CSV Injection.

    Examples:
        >>> defused("=HYPERLINK(A1)"), defused("Rain fell.")
        ("'=HYPERLINK(A1)", 'Rain fell.')
    """
    clean = value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return (
        f"'{clean}" if clean.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA) or clean.startswith(_FORMULA) else clean
    )


def write_csv(scores: Iterable[Score], columns: Sequence[str], stream: TextIO) -> None:
    """Writes a header and one line a score (RFC 4180); texts are defused, missing numbers stay empty.

    Args:
        scores: scores under one version.
        columns: see ``reliability.report.flat.columns_of``.
        stream: where to write; opened with ``newline=""`` where that can be chosen.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for score in scores:
        row = flat_row(score)
        writer.writerow([_cell(row.get(name)) for name in columns])


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return defused(value) if isinstance(value, str) else repr(value)


def write_parquet(scores: Iterable[Score], columns: Sequence[str], path: Path) -> None:
    """Writes a Parquet file of texts and 64-bit floats, in row groups of a thousand; needs the extra ``arrow``.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise MissingExtraError("writing Parquet", "arrow")
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(name, pa.string() if name in TEXT_COLUMNS else pa.float64()) for name in columns])
    with pq.ParquetWriter(path, schema) as writer:
        rows: list[dict[str, Any]] = []
        for score in scores:
            rows.append({name: _storable(value) for name, value in flat_row(score).items()})
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows.clear()
        writer.write_table(pa.Table.from_pylist(rows, schema))


def _storable(value: str | float | None) -> str | float | None:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
