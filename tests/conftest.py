"""Hypothesis profiles: ``ci`` runs by default, ``pytest --hypothesis-profile deep`` gives every property 100,000 examples."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("ci", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", parent=settings.get_profile("ci"), max_examples=100_000, print_blob=True)
settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives each test the name under which mutmut 3.8 looks for it; newer pytest calls it otherwise."""
    if "MUTANT_UNDER_TEST" in os.environ:
        for item in items:
            vars(item)["_nodeid"] = item.nodeid
