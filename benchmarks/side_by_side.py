"""Two quality runs side by side: of two versions run now, or of results kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reliability.errors import InputError


def load_run(path: Path) -> dict[str, Any]:
    """A run that was kept with ``--json``.

    Raises:
        InputError: not such a file.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a kept run: {error}") from None
    if not isinstance(found, dict) or not {"meta", "results"} <= set(found):
        raise InputError(f"{path}: a kept run has 'meta' and 'results'")
    return found


def table(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """Lines of key, both figures, their difference, and whether the intervals lie apart.

    Raises:
        InputError: the runs measured different data.
    """
    areas = set(a["meta"]["data"]) & set(b["meta"]["data"])
    other = sorted(area for area in areas if a["meta"]["data"][area] != b["meta"]["data"][area])
    if other or a["meta"]["split"] != b["meta"]["split"]:
        raise InputError(f"the runs measured different data: {', '.join(other) or 'other splits'}")
    lines = [f"{'key':<58} {a['meta']['version']:>12} {b['meta']['version']:>12} {'change':>9}"]
    for key in sorted(set(a["results"]) | set(b["results"])):
        left, right = a["results"].get(key), b["results"].get(key)
        if left is None or right is None:
            lines.append(f"{key:<58} {_cell(left)} {_cell(right)} {'':>9}")
            continue
        apart = _apart(a["intervals"].get(key), b["intervals"].get(key))
        lines.append(
            f"{key:<58} {left:>12.4f} {right:>12.4f} {right - left:>+9.4f}{'  intervals apart' if apart else ''}"
        )
    return lines


def _cell(value: float | None) -> str:
    return f"{'absent':>12}" if value is None else f"{value:>12.4f}"


def _apart(a: Sequence[float] | None, b: Sequence[float] | None) -> bool:
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])
