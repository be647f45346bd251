"""The quality gate fails when a pinned figure fell, and needs no measuring data for the figures on our fixtures."""

from __future__ import annotations

import json
from dataclasses import replace

from benchmarks import gate
from benchmarks.__main__ import run_fixtures
from benchmarks.figures import Figure, RunContext

PINNED = json.loads(gate.FLOORS.read_text(encoding="utf-8"))["fixtures"]


def test_every_figure_on_the_fixtures_holds() -> None:
    figures = run_fixtures(RunContext())
    assert {figure.key for figure in figures} >= PINNED.keys()
    assert gate.check_fixtures(figures) == []


def test_a_figure_that_fell_or_is_missing_fails() -> None:
    figures = [Figure(key, floor) for key, (floor, _) in PINNED.items()]
    assert gate.check_fixtures(figures) == []
    fallen = [replace(figures[0], value=figures[0].value - 0.05), *figures[1:]]
    assert [line.split(":")[0] for line in gate.check_fixtures(fallen)] == [figures[0].key]
    assert [line.split(":")[0] for line in gate.check_fixtures(figures[1:])] == [figures[0].key]
