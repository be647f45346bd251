from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given

from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.report.flat import columns_of, flat_row
from reliability.report.tables import defused, write_csv, write_parquet
from reliability.scoring import Scorer
from reliability.types import Article, Score
from tests.strategies import ANY_TEXT

NEWSROOM = Path(__file__).parents[2] / "fixtures" / "newsroom"
TEXT = "The port authority said the ferry struck the harbour wall on Monday. " * 10


def scores() -> list[Score]:
    return [Scorer().score(item.article) for item in read_paths([NEWSROOM]) if isinstance(item, Record)]


@pytest.mark.parametrize("score", scores(), ids=lambda score: score.article_id)
def test_the_columns_hold_every_feature(score: Score) -> None:
    assert set(flat_row(score)) <= set(columns_of(Scorer()))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "＝1"])
def test_formulas_are_defused(start: str) -> None:
    assert defused(start).startswith("'")


@given(ANY_TEXT)
def test_no_text_starts_a_formula_and_any_text_is_written(text: str) -> None:
    stream = io.StringIO()
    write_csv([Scorer().score(Article(TEXT, id=text, title=text))], ["id", "title"], stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue().encode().decode(), newline="")))
    assert [len(row) for row in rows] == [2, 2]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in rows[1])


def test_csv_holds_the_numbers_exactly() -> None:
    stream = io.StringIO()
    columns = columns_of(Scorer())
    write_csv(scores(), columns, stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert [float(row["value"]) if row["value"] else None for row in rows] == [score.value for score in scores()]


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    columns = columns_of(Scorer())
    write_parquet(scores(), columns, tmp_path / "out.parquet")
    found = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert found == [{name: flat_row(score).get(name) for name in columns} for score in scores()]


def test_parquet_takes_lone_surrogates(tmp_path: Path) -> None:
    write_parquet([Scorer().score(Article(TEXT, id="\ud800"))], ["id"], tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == [{"id": "?"}]
