from __future__ import annotations

import pytest

from benchmarks.worlds import WorldSpec, make_world
from reliability.errors import InputError
from reliability.sources import CopyAwareEM, MajorityVote


def test_the_same_spec_gives_the_same_world() -> None:
    assert make_world(WorldSpec(seed=5)) == make_world(WorldSpec(seed=5))


def test_groups_must_fit() -> None:
    with pytest.raises(InputError, match="do not fit"):
        WorldSpec(sources=10, groups=2, group_size=6)


def test_time_makes_values_current_not_wrong() -> None:
    world = make_world(WorldSpec(epochs=3, mean_accuracy=0.9, items=100, seed=2))
    found = CopyAwareEM().fit(world.claims).predict()
    untimed = MajorityVote().fit([row[:3] for row in world.claims]).predict()
    right = sum(found[item] == value for item, value in world.truth.items() if item in found)
    assert right > sum(untimed[item] == value for item, value in world.truth.items() if item in untimed)
