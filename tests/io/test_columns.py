from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reliability.io.files import read_paths
from reliability.io.record import Failure, Record


def table() -> Any:
    moments = [dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC), None, None]
    return pa.table({"text": ["one", None, "three"], "id": [1, 2, 3], "published": moments, "label": [0, 1, 0]})


def write(path: Path) -> None:
    found = table()
    if path.suffix == ".parquet":
        pq.write_table(found, path)
    elif path.suffix == ".arrow":
        with pa.ipc.new_file(path, found.schema) as writer:
            writer.write_table(found)
    else:
        with pa.ipc.new_stream(path, found.schema) as writer:
            writer.write_table(found)


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.arrows"])
def test_rows_are_articles_and_a_bad_row_stands_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(path)
    one, two, three = read_paths([path])
    assert isinstance(one, Record)
    assert (one.article.text, one.article.id, one.article.date) == ("one", "1", dt.date(2026, 3, 2))
    assert isinstance(two, Failure)
    assert isinstance(three, Record)


@pytest.mark.parametrize("name", ["a.parquet", "a.feather"])
@pytest.mark.parametrize("content", [b"", b"PAR1", b"ARROW1\x00\x00", b"\xff" * 100])
def test_broken_files_are_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (item,) = read_paths([path])
    assert isinstance(item, Failure)


def test_a_file_without_texts_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"body": ["one"]}), path)
    (item,) = read_paths([path])
    assert isinstance(item, Failure)
    assert "a column 'text' is needed; the columns that came: body" in item.reason
