from __future__ import annotations

import numpy as np
import pytest

from benchmarks.worlds import World, WorldSpec, make_world, renamed
from reliability.sources import AccuracyEM, CopyAwareEM
from tests.sources.test_shared_errors import two_networks

SPEC = WorldSpec(sources=30, items=300, groups=1, group_size=8, group_accuracy=0.4, coverage=0.5, seed=3)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(SPEC)


@pytest.fixture(scope="module")
def fitted(world: World) -> CopyAwareEM:
    return CopyAwareEM().fit(world.claims)


def widths(found: AccuracyEM | CopyAwareEM, *, outlook: bool = False) -> dict[object, float]:
    edges = found.source_outlook_ if outlook else found.source_interval_
    return {name: pair[1] - pair[0] for name, pair in edges.items() if pair is not None}


def test_the_estimate_is_inside(fitted: CopyAwareEM) -> None:
    for edges in (fitted.source_interval_, fitted.source_outlook_):
        rows = [(fitted.source_reliability_[name], pair) for name, pair in edges.items()]
        assert all(value is None or (pair is not None and pair[0] <= value <= pair[1]) for value, pair in rows)


def test_the_share_of_right_claims_is_inside_as_often_as_said() -> None:
    inside = []
    for seed in range(6):
        made = make_world(WorldSpec(sources=40, items=200, coverage=0.3, mean_accuracy=0.65, popularity=1.0, seed=seed))
        found = CopyAwareEM().fit(made.claims)
        for name, pair in found.source_interval_.items():
            judged = [row[2] == made.truth[row[1]] for row in made.claims if row[0] == name]
            inside += [] if pair is None else [pair[0] <= np.mean(judged) <= pair[1]]
    assert 0.8 <= np.mean(inside) <= 0.97


def test_shared_errors_widen() -> None:
    plain, shared = (np.mean(list(widths(CopyAwareEM().fit(two_networks(share))).values())) for share in (0.0, 0.3))
    assert shared > plain + 0.1


def test_known_claims_leave_little_open_but_further_ones_do() -> None:
    found = CopyAwareEM().fit([(s, i, i) for s in "abcdefgh" for i in range(12)])
    assert max(widths(found).values()) < 0.1 < min(widths(found, outlook=True).values())


def test_claims_that_nobody_checks_stay_open() -> None:
    rows = [(s, i, i) for s in "abcdefgh" for i in range(40)] + [("alone", 100 + i, i) for i in range(40)]
    found = widths(CopyAwareEM().fit(rows))
    assert found["alone"] > 0.1 > max(width for name, width in found.items() if name != "alone")


def test_a_higher_level_is_wider(world: World, fitted: CopyAwareEM) -> None:
    higher = CopyAwareEM(level=0.99).fit(world.claims).source_interval_
    pairs = [(pair, higher[name]) for name, pair in fitted.source_interval_.items() if pair is not None]
    assert all(wide is not None and wide[0] <= pair[0] <= pair[1] <= wide[1] for pair, wide in pairs)


def test_names_and_row_order_do_not_matter(world: World, fitted: CopyAwareEM) -> None:
    other = CopyAwareEM().fit(renamed(world.claims, "z")).source_interval_  # type: ignore[arg-type]
    pairs = [(pair, other["z" + str(name)[::-1]]) for name, pair in fitted.source_interval_.items()]
    assert all((a is None) == (b is None) for a, b in pairs)
    assert max(abs(x - y) for a, b in pairs if a and b for x, y in zip(a, b, strict=True)) < 1e-5


def test_a_verbatim_copy_of_a_source_moves_no_interval(world: World, fitted: CopyAwareEM) -> None:
    copy = [("copy", row[1], row[2]) for row in world.claims if row[0] == "s1"]
    after = CopyAwareEM().fit([*world.claims, *copy]).source_interval_
    pairs = [(pair, after[name]) for name, pair in fitted.source_interval_.items()]
    assert max(abs(x - y) for a, b in pairs if a and b for x, y in zip(a, b, strict=True)) < 0.02


def test_copies_alone_do_not_check_each_other() -> None:
    said = [(i, 1 if i % 3 else 2) for i in range(60)]
    disputed = [("other", i, 3) for i in range(12)] + [("another", i, 3) for i in range(12)]
    rows = [(s, i, value) for s in ("x", "x2") for i, value in said] + disputed
    found = widths(CopyAwareEM().fit(rows))
    assert found["x"] == pytest.approx(found["x2"])
    assert found["x"] > 0.2


def test_intervals_outlive_further_claims(world: World) -> None:
    found = CopyAwareEM().fit(world.claims).partial_fit([("new", f"o{i}", 1) for i in range(20)])
    assert 0 < widths(found)["new"] <= 1


def test_the_accuracy_em_allows_for_shared_errors_too() -> None:
    assert np.mean(list(widths(AccuracyEM().fit(two_networks(0.3))).values())) > 0.1
