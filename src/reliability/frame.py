"""Scores as a data frame of pandas or polars."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from reliability.errors import InputError, MissingExtraError
from reliability.report.flat import flat_row
from reliability.types import Score

LIBRARIES = ("pandas", "polars")


def to_frame(scores: Iterable[Score], *, library: Literal["pandas", "polars"] = "pandas") -> Any:
    """A frame with one row a score, in order: identity, value, each signal and its features, version.

    Missing numbers are NaN in pandas and null in polars. No scores give a frame without rows.

    Args:
        scores: of one or several scoring versions; a column that only some have is missing for the others.
        library: which data frame.

    Raises:
        InputError: another library.
        MissingExtraError: the library is not installed.

    Examples:
        >>> from reliability.scoring import Scorer
        >>> to_frame([Scorer().score("Too short.")])["value"].isna().tolist()
        [True]
    """
    if library not in LIBRARIES:
        raise InputError(f"library must be one of {', '.join(LIBRARIES)}, got {library!r}")
    if find_spec(library) is None:
        raise MissingExtraError(f"a frame of {library}", library)
    rows = [flat_row(score) for score in scores]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    texts = {name for row in rows for name, value in row.items() if isinstance(value, str)} | {
        "id",
        "outlet",
        "title",
        "reason",
    }
    frames = import_module(library)
    data = {
        name: [row.get(name) for row in rows]
        if name in texts
        else [None if row.get(name) is None else float(row[name] or 0.0) for row in rows]
        for name in columns
    }
    if library == "polars":
        kinds = {name: frames.String if name in texts else frames.Float64 for name in columns}
        return frames.DataFrame(
            {name: [_clean(value) for value in values] for name, values in data.items()}, schema=kinds
        )
    return frames.DataFrame(
        {name: frames.Series(values, dtype="object" if name in texts else "float64") for name, values in data.items()}
    )


def _clean(value: object) -> object:
    """Polars holds UTF-8 alone."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
