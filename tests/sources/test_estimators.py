from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.errors import InputError
from reliability.sources import (
    AccuracyEM,
    AverageLog,
    CopyAwareEM,
    Investment,
    MajorityVote,
    PooledInvestment,
    SourceEstimator,
    Sums,
    Tolerance,
    TruthFinder,
)
from reliability.sources.beta_interval import beta_interval
from reliability.sources.epochs import current_values
from reliability.sources.log_gamma import log_gamma

ALL: list[type[SourceEstimator]] = [
    AccuracyEM,
    AverageLog,
    CopyAwareEM,
    Investment,
    MajorityVote,
    PooledInvestment,
    Sums,
    TruthFinder,
]
ROWS = st.lists(st.tuples(st.text(max_size=2), st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=40)


@pytest.mark.parametrize("estimator", ALL)
@given(rows=ROWS)
def test_figures_stay_in_range_for_any_claims(
    estimator: type[SourceEstimator], rows: list[tuple[str, int, int]]
) -> None:
    found = estimator(min_claims=0, tolerance=Tolerance(absolute=1)).fit(rows)
    shares = [share for shares in found.predict_proba().values() for share in shares.values()]
    shares += [share for share in found.source_reliability_.values() if share is not None]
    assert all(0 <= share <= 1 for share in shares)
    for found_edges in (found.source_interval_, found.source_outlook_):
        assert all(edges is not None and 0 <= edges[0] <= edges[1] <= 1 for edges in found_edges.values())


@pytest.mark.parametrize("estimator", ALL)
def test_the_clear_case_is_decided(estimator: type[SourceEstimator]) -> None:
    rows: list[tuple[str, int, int]] = [(s, i, i) for s in "abcde" for i in range(15)] + [
        ("x", i, i if i % 2 else -1 - i) for i in range(15)
    ]
    assert estimator().fit(rows).predict() == {i: i for i in range(15)}


@pytest.mark.parametrize("estimator", ALL)
def test_partial_fit_without_fit_is_fit(estimator: type[SourceEstimator]) -> None:
    rows = [("a", 1, 1), ("b", 1, 1), ("c", 1, 2)]
    assert estimator().partial_fit(rows).predict_proba() == estimator().fit(rows).predict_proba()


@pytest.mark.parametrize(("name", "value"), [("level", 1.0), ("level", 0.0), ("min_claims", -1)])
def test_senseless_options_are_refused(name: str, value: float) -> None:
    with pytest.raises(InputError, match=name):
        MajorityVote(**{name: value})  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=30))
def test_epochs_count_up_from_zero(said: list[tuple[int, int]]) -> None:
    epochs = current_values([time for time, _ in said], [value for _, value in said])
    steps = np.diff([epochs[time] for time in sorted(epochs)])
    assert min(epochs.values()) == 0
    assert set(steps.tolist()) <= {0, 1}


def test_beta_interval_agrees_with_known_quantiles() -> None:
    found = beta_interval(np.array([2.0, 50.0]), np.array([3.0, 10.0]), 0.9)
    assert np.allclose(found, [[0.0976, 0.7514], [0.7481, 0.9053]], atol=2e-3)


def test_log_gamma_of_factorials() -> None:
    assert np.allclose(log_gamma(np.arange(1.0, 6.0)), np.log([1, 1, 2, 6, 24]), atol=1e-8)
