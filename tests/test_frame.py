from __future__ import annotations

import pytest

from reliability.errors import InputError, MissingExtraError
from reliability.frame import to_frame
from reliability.scoring import Scorer
from reliability.types import Article

TEXT = "The port authority said the ferry struck the harbour wall on Monday. " * 10


def test_pandas_frame() -> None:
    scores = [Scorer().score(Article(TEXT, id="a")), Scorer().score(Article("short", id="b"))]
    frame = to_frame(scores)
    assert frame["id"].tolist() == ["a", "b"]
    assert frame["value"].isna().tolist() == [False, True]
    assert frame["attribution.attributed_share"].dtype == "float64"


def test_polars_frame() -> None:
    pytest.importorskip("polars", reason="needs polars")
    scores = [Scorer().score(Article(TEXT, id="a")), Scorer().score(Article("short", id="\ud800"))]
    frame = to_frame(scores, library="polars")
    assert frame["value"].is_null().to_list() == [False, True]


def test_no_scores_give_no_rows() -> None:
    assert len(to_frame([])) == 0


def test_other_libraries_are_refused() -> None:
    with pytest.raises(InputError, match="pandas, polars"):
        to_frame([], library="dask")  # type: ignore[arg-type]


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reliability.frame.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="pandas"):
        to_frame([])
