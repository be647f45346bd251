from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from benchmarks.worlds import World, WorldSpec, make_world, renamed
from reliability.errors import InputError
from reliability.sources import CopyAwareEM, MajorityVote, SourceClaims
from reliability.sources.copy_aware_em import _rival_readings

BLOCK = WorldSpec(sources=30, items=300, groups=1, group_size=8, group_accuracy=0.4, coverage=0.5, seed=3)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(BLOCK)


@pytest.fixture(scope="module")
def fitted(world: World) -> CopyAwareEM:
    return CopyAwareEM().fit(world.claims)


def precision(found: dict[Any, Any], truth: dict[str, int]) -> float:
    return sum(bool(found.get(item) == value) for item, value in truth.items()) / len(truth)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "spec",
    [
        {"groups": 1, "group_size": 8, "group_accuracy": 0.4},
        {"groups": 0, "group_size": 0},
        {"coverage": 0.1, "popularity": 1.5},
        {"sources": 200, "items": 1000, "coverage": 0.5},
    ],
)
def test_never_clearly_worse_than_voting(spec: dict[str, Any], seed: int) -> None:
    made = make_world(WorldSpec(**{"sources": 30, "items": 300, **spec, "seed": seed}))
    ours, vote = CopyAwareEM().fit(made.claims).predict(), MajorityVote().fit(made.claims).predict()
    assert precision(ours, made.truth) >= precision(vote, made.truth) - 0.003


def test_names_and_row_order_do_not_matter(world: World, fitted: CopyAwareEM) -> None:
    other = CopyAwareEM().fit(renamed(world.claims, "z")).source_reliability_  # type: ignore[arg-type]
    gaps = [
        abs((value or 0) - (other["z" + str(name)[::-1]] or 0)) for name, value in fitted.source_reliability_.items()
    ]
    assert max(gaps) < 1e-5


def test_a_verbatim_copy_of_a_source_moves_no_posterior(world: World, fitted: CopyAwareEM) -> None:
    for origin in ("s0", "s1", "s2"):
        copy = [("copy", item, value) for source, item, value in world.claims if source == origin]  # type: ignore[misc]
        before, after = fitted.predict_proba(), CopyAwareEM().fit([*world.claims, *copy]).predict_proba()
        moved = [abs(share - after[item][value]) for item in before for value, share in before[item].items()]
        assert max(moved) < 1e-5


def test_copiers_stand_above_other_pairs(world: World, fitted: CopyAwareEM) -> None:
    found = {frozenset(pair): rate for pair, rate in fitted.dependent_pairs_.items()}
    copying = [found.get(pair, 0.0) for pair in world.copy_pairs()]
    others = [rate for pair, rate in found.items() if pair not in world.copy_pairs()]
    assert np.mean(copying) > 0.5
    assert max(others, default=0.0) < 0.3


def test_dependence_is_a_symmetric_sparse_array(fitted: CopyAwareEM) -> None:
    matrix = fitted.dependence_
    assert abs(matrix - matrix.T).max() == 0


def test_support_of_copies_counts_in_part(fitted: CopyAwareEM) -> None:
    assert fitted.n_effective_.sum() < fitted.n_claims_.sum()


def test_sources_that_all_agree_are_reliable() -> None:
    found = CopyAwareEM().fit([(s, i, i) for s in "abcd" for i in range(20)])
    assert found.predict() == {i: i for i in range(20)}
    assert all(value is not None and value > 0.8 for value in found.source_reliability_.values())


def test_a_single_source_says_nothing_about_itself() -> None:
    found = CopyAwareEM().fit([("a", i, i) for i in range(20)])
    interval = found.source_interval_["a"]
    assert found.predict() == {i: i for i in range(20)}
    assert interval is not None
    assert interval[1] - interval[0] > 0.4


def test_a_source_with_few_claims_abstains() -> None:
    found = CopyAwareEM().fit([("a", i, i) for i in range(9)])
    assert (found.source_reliability_, found.source_interval_) == ({"a": None}, {"a": None})


def test_a_tie_abstains() -> None:
    assert CopyAwareEM().fit([("a", "x", 1), ("b", "x", 2)]).predict() == {"x": None}


def test_prior_of_dependence_lowers_joint_support() -> None:
    rows = [(s, i, i) for s in "ab" for i in range(6)]
    plain, told = CopyAwareEM().fit(rows), CopyAwareEM().fit(rows, dependence_prior={("a", "b"): 0.99})
    assert told.independent_support_.sum() < plain.independent_support_.sum() - 2


@pytest.mark.parametrize("prior", [{("a", "b"): 1.0}, {"ab": 0.5}])
def test_senseless_priors_are_refused(prior: Any) -> None:
    with pytest.raises(InputError, match="dependence prior"):
        CopyAwareEM().fit([("a", 1, 1), ("b", 1, 1)], dependence_prior=prior)


def test_everything_is_finite(fitted: CopyAwareEM) -> None:
    assert np.isfinite(fitted.value_proba_).all()
    assert all(value is None or math.isfinite(value) for value in fitted.source_reliability_.values())


def test_further_claims_come_close_to_a_new_fit(world: World) -> None:
    rows = list(world.claims)
    whole = CopyAwareEM().fit(rows)
    grown = CopyAwareEM().fit(rows[:-100]).partial_fit(rows[-100:])
    agree = [grown.predict()[item] == value for item, value in whole.predict().items()]
    assert sum(agree) / len(agree) > 0.98
    assert grown.n_claims_.tolist() == whole.n_claims_.tolist()


def test_a_bad_batch_leaves_the_fit_as_it_was(world: World) -> None:
    found = CopyAwareEM().fit(world.claims)
    before = found.predict()
    with pytest.raises(InputError, match="two kinds"):
        found.partial_fit([("new", "o1", "label")])
    assert (found.predict(), "new" in found.partial_fit([("s1", "o1", 1)]).sources_) == (before, False)


def test_new_sources_and_items_can_come_later(world: World) -> None:
    found = CopyAwareEM().fit(world.claims).partial_fit([("new", "later", 5)])
    assert found.predict()["later"] == 5


def test_reliability_follows_the_true_accuracy(world: World, fitted: CopyAwareEM) -> None:
    pairs = [
        (value, world.accuracy[str(name)]) for name, value in fitted.source_reliability_.items() if value is not None
    ]
    estimated, true = zip(*pairs, strict=True)
    assert np.corrcoef(estimated, true)[0, 1] > 0.9


@pytest.mark.parametrize(("gap", "shift"), [(0.0, 0.3), (0.25, 0.15), (0.5, 0.0), (9.0, 0.0)])
def test_a_reading_that_explains_as_much_counts_by_its_gap_an_item(gap: float, shift: float) -> None:
    claims = SourceClaims.encode([(s, i, i) for s in "ab" for i in range(10)])
    found = _rival_readings(claims, [np.array([0.9, 0.6]), np.array([0.6, 0.6])], [-20.0, -20.0 - gap])
    assert found.tolist() == pytest.approx([shift, 0.0])
