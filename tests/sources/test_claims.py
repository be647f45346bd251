from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pytest

from reliability.errors import InputError, NotFittedError
from reliability.sources import CopyAwareEM, MajorityVote, SourceClaims, Tolerance


@dataclass(frozen=True)
class Record:
    source: str
    item: str
    value: int


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", "x")], "row 0, column 'value'"),
        ([("a", "x", 1), ("a",)], "row 1, column 'item'"),
        ([("a", "x", 1), ("b", "x", [1])], "row 1, column 'value': unhashable"),
        ([("a", "x", 1), (["b"], "x", 1)], "row 1, column 'source': unhashable"),
        ([("a", "x", 1), ("b", "x", math.nan)], "row 1, column 'value': not a finite number"),
        ([("a", "x", 1), ("b", "x", None)], "row 1, column 'value': missing"),
        ([("a", "x", 1), ("b", "x", "one")], "two kinds"),
        ([{"source": "a", "value": 1}], "row 0, column 'item'"),
        ([("a", "x", 1, 1), ("b", "x", 1, "now")], "column 'time'"),
        ([], "no claims came"),
        ("abc", "claims is a str"),
    ],
)
def test_bad_input_names_row_and_column(rows: Any, words: str) -> None:
    with pytest.raises(InputError, match=words.replace("(", r"\(")):
        SourceClaims.encode(rows)


def test_missing_column_is_named() -> None:
    with pytest.raises(InputError, match="column 'value' is missing"):
        SourceClaims.encode({"source": ["a"], "item": ["x"]})


def test_columns_of_unequal_length_are_named() -> None:
    with pytest.raises(InputError, match="row 1, column 'item'"):
        SourceClaims.encode({"source": ["a", "b"], "item": ["x"], "value": [1, 2]})


def test_rows_mappings_columns_and_records_mean_the_same() -> None:
    rows = [("a", "x", 1), ("b", "x", 2)]
    expected = SourceClaims.encode(rows).claim_candidate.tolist()
    mappings = [{"source": s, "item": i, "value": v} for s, i, v in rows]
    columns = {"source": ["a", "b"], "item": ["x", "x"], "value": [1, 2]}
    records = [Record(*row) for row in rows]
    found = [SourceClaims.encode(form).claim_candidate.tolist() for form in (mappings, columns, records)]
    assert found == [expected] * 3


def test_a_source_that_contradicts_itself_abstains() -> None:
    claims = SourceClaims.encode([("a", "x", 1), ("a", "x", 2), ("b", "x", 2)])
    assert [claims.sources[index] for index in claims.claim_source.tolist()] == ["b"]


def test_a_source_that_repeats_itself_has_one_claim() -> None:
    claims = SourceClaims.encode([("a", "x", 1), ("a", "x", 1), ("a", "x", 2)])
    assert [claims.values[index] for index in claims.claim_candidate.tolist()] == [1]


def test_tolerance_joins_numbers_around_midnight() -> None:
    rows = [("a", ("f", "dep"), 1438), ("b", ("f", "dep"), 4), ("c", ("f", "dep"), 700)]
    claims = SourceClaims.encode(rows, tolerance={"dep": Tolerance(absolute=10, period=1440)})
    assert claims.near.tolist() == [[0, 1], [1, 0]]


def test_a_broader_place_supports_the_narrower_one() -> None:
    rows = [("a", "x", ("Asia",)), ("b", "x", ("Asia", "Japan")), ("c", "x", ("Europe",))]
    assert SourceClaims.encode(rows).near.tolist() == [[0, 1]]


def test_a_later_value_supersedes() -> None:
    rows = [(s, "toll", 12, 1) for s in "abc"] + [(s, "toll", 15, 2) for s in "abd"]
    assert MajorityVote().fit(rows).predict() == {"toll": 15}


def test_an_early_report_is_judged_against_the_value_of_its_time() -> None:
    rows = [(s, i, 12, 1) for s in "abc" for i in range(12)] + [(s, i, 15, 2) for s in "abd" for i in range(12)]
    reliability = CopyAwareEM().fit(rows).source_reliability_["c"]
    assert reliability is not None
    assert reliability > 0.8


@pytest.mark.parametrize("tolerance", [{"absolute": -1.0}, {"relative": math.nan}, {"period": 0.0}])
def test_a_senseless_tolerance_is_refused(tolerance: dict[str, float]) -> None:
    with pytest.raises(InputError, match="Tolerance"):
        Tolerance(**tolerance)


def test_asking_before_fitting_is_an_error() -> None:
    with pytest.raises(NotFittedError, match="CopyAwareEM"):
        CopyAwareEM().predict()
