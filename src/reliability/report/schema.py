"""The JSON Schema of a result."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def result_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) that every ``score_as_dict`` follows, as a new dictionary.

    Examples:
        >>> result_schema()["title"]
        'Score'
    """
    found: dict[str, Any] = json.loads(files("reliability.report").joinpath("result.schema.json").read_bytes())
    return found
