"""Hypothesis profiles: ``ci`` runs by default, ``pytest --hypothesis-profile deep`` gives every property 100,000 examples."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("ci", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", parent=settings.get_profile("ci"), max_examples=100_000, print_blob=True)
settings.load_profile("ci")
