"""The shipped weights are what the training script makes of the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.data import DataDir
from reliability.detectors import detectors_of
from reliability.versions.loader import available_versions
from training.hedging import fit, load

DATA = os.environ.get("RELIABILITY_DATA")


@pytest.mark.data
@pytest.mark.skipif(not DATA, reason="RELIABILITY_DATA names no measuring data")
@pytest.mark.parametrize("version", available_versions())
def test_training_again_gives_the_shipped_bytes(version: str) -> None:
    detectors = detectors_of(version)
    files = detectors.version.resources
    made = fit(load(DataDir(Path(DATA or "")), detectors.lines), files)
    assert {name: made[name] == files[name] for name in made} == dict.fromkeys(made, True)
