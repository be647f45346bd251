"""Requests generated from the service's own description, by schemathesis."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from reliability.service.app import create_app
from reliability.service.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")


class _Silence:
    def write(self, _: str) -> int:
        return 0

    def flush(self) -> None:
        return None


FOLDER = tempfile.TemporaryDirectory()
APP = create_app(Settings(index=Path(FOLDER.name) / "claims.db"), log=_Silence)  # type: ignore[arg-type]
SCHEMA = schemathesis.openapi.from_dict(APP.openapi())
SCHEMA.app = APP


@SCHEMA.parametrize()
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_route_keeps_its_description(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()
