"""No change of code or of a dependency moves the scores of a version."""

from __future__ import annotations

import json

import pytest

from reliability import available_versions
from training.golden import GOLDEN, golden


@pytest.mark.parametrize("version", available_versions())
def test_scores_are_as_they_were(version: str) -> None:
    assert golden(version) == json.loads((GOLDEN / f"{version}.json").read_text(encoding="ascii"))
