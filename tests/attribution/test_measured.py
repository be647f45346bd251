"""Floors on the measuring data; read from the directory that RELIABILITY_DATA names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext
from benchmarks.quality.attribution import run

FLOORS = {
    "attribution.polnear.rel_f1": 0.62,
    "attribution.polnear.rel_f1_direct": 0.85,
    "attribution.polnear.cue_overlap_f1": 0.73,
    "attribution.polnear.attribution_accuracy": 0.92,
    "attribution.gum.rel_f1": 0.55,
    "attribution.source_kind.accuracy": 0.93,
    "attribution.fixtures.rel_f1": 0.74,
    "attribution.seeds.speakers": 1.0,
    "attribution.signal.rho_sourcing": 0.52,
}


@pytest.mark.data
def test_figures_hold_their_floors() -> None:
    root = os.environ.get("RELIABILITY_DATA")
    if not root:
        pytest.skip("RELIABILITY_DATA does not name the measuring data")
    figures = {item.key: item.value for item in run(DataDir(Path(root)), RunContext()) if isinstance(item, Figure)}
    assert {key: figures[key] for key, floor in FLOORS.items() if figures[key] < floor} == {}
