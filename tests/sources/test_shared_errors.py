from __future__ import annotations

import numpy as np
import pytest

from benchmarks.worlds import WorldSpec, make_world
from reliability.sources import CopyAwareEM, SourceClaims
from reliability.sources.shared_errors import error_correlation, shared_error


def two_networks(alternative: float) -> list[tuple[str, int, int]]:
    """Twelve sources; on this share of 300 items there is a second reading, which each may take up on its own."""
    random = np.random.default_rng(1)
    other = random.random(300) < alternative
    rows = []
    for source in range(12):
        for item in range(300):
            draw = random.random()
            value = (1 if draw < 0.45 else 0) if other[item] else (0 if draw < 0.85 else int(random.integers(2, 9)))
            rows.append((f"s{source}", item, value))
    return rows


def correlation(rows: list[tuple[str, int, int]]) -> float:
    fitted = CopyAwareEM().fit(rows)
    claims = fitted.claims_
    accuracy = np.array([fitted.source_reliability_[name] for name in claims.sources], dtype=np.float64)
    return error_correlation(claims, np.ones(len(claims.claim_source)), accuracy, fitted.value_proba_)


@pytest.mark.parametrize("seed", range(3))
def test_independent_errors_are_uncorrelated(seed: int) -> None:
    made = make_world(WorldSpec(sources=30, items=400, coverage=0.5, seed=seed))
    assert correlation([(str(row[0]), int(row[1][1:]), int(row[2])) for row in made.claims]) < 0.01


def test_a_second_reading_correlates_the_errors() -> None:
    assert correlation(two_networks(0.3)) > 0.08


def test_claims_without_company_have_no_shared_errors() -> None:
    claims = SourceClaims.encode([("a", i, 1) for i in range(5)])
    ones = np.ones(5)
    found = (error_correlation(claims, ones, np.array([0.7]), ones), shared_error(claims, ones, np.array([0.7]), ones))
    assert (found[0], found[1].tolist()) == (0.0, [0.0])


def test_a_verbatim_copy_does_not_pass_for_a_shared_error() -> None:
    rows = [
        (s, i, int(i * 7 + k) % 5 if (i + 3 * k) % 4 == 0 else 9) for k, s in enumerate("abcdef") for i in range(80)
    ]
    copies = rows + [(f"a{n}", i, value) for n in range(4) for s, i, value in rows if s == "a"]
    assert abs(correlation(rows) - correlation_of_voices(copies)) < 0.02


def correlation_of_voices(rows: list[tuple[str, int, int]]) -> float:
    """The same with each group of verbatim copies of "a" as one voice."""
    fitted = CopyAwareEM().fit(rows)
    claims = fitted.claims_
    accuracy = np.array([fitted.source_reliability_[name] for name in claims.sources], dtype=np.float64)
    copied = np.array([str(name).startswith("a") for name in claims.sources])[claims.claim_source]
    return error_correlation(claims, np.where(copied, 0.2, 1.0), accuracy, fitted.value_proba_)


def test_truth_that_is_one_source_s_word_is_unsure() -> None:
    random = np.random.default_rng(2)
    rows = [("big", i, 0) for i in range(600)]
    rows += [(f"s{k}", i, int(random.random() < 0.4)) for k in range(6) for i in range(100 * k, 100 * k + 100)]
    interval = CopyAwareEM().fit(rows).source_interval_["s1"]
    assert interval is not None
    assert interval[1] - interval[0] > 0.3
