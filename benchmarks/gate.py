"""The quality gate: no pinned figure may fall below its floor by more than its tolerance.

Some figures rest on our fixtures alone and are checked wherever the library is; the others need the measuring data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.data import DataDir
from benchmarks.figures import Figure

FLOORS = Path(__file__).with_name("floors.json")
FIXTURE_AREAS = ("attribution", "claims", "hedging")  # areas with `fixture_figures`


def areas() -> list[str]:
    """The areas that have a pinned figure."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    return sorted({key.split(".", 1)[0] for key in pinned["floors"]})


def check_fixtures(figures: Sequence[Figure]) -> list[str]:
    """What fell below its floor of the figures that rest on our fixtures; see `check`."""
    return _below(json.loads(FLOORS.read_text(encoding="utf-8"))["fixtures"], figures)


def check(data: DataDir, figures: Sequence[Figure]) -> list[str]:
    """What fell below its floor, one line each; [] when all hold.

    A figure that is missing fails too. Floors were pinned on data with the hashes in the file; other data fails.
    """
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    failures = _below(pinned["floors"], figures)
    failures += [
        f"{area}: the data is not what the floors were pinned on ({data.digest(area)}, not {digest})"
        for area, digest in pinned["data"].items()
        if data.digest(area) != digest
    ]
    found = {figure.key: figure.value for figure in figures}
    for key, (ceiling, tolerance) in sorted(pinned["ceilings"].items()):
        if key not in found:
            failures.append(f"{key}: not measured; its ceiling is {ceiling}")
        elif found[key] > ceiling + tolerance:
            failures.append(f"{key}: {found[key]:.4f} is above its ceiling {ceiling} (tolerance {tolerance})")
    return failures


def _below(floors: Mapping[str, tuple[float, float]], figures: Sequence[Figure]) -> list[str]:
    found = {figure.key: figure.value for figure in figures}
    failures = []
    for key, (floor, tolerance) in sorted(floors.items()):
        if key not in found:
            failures.append(f"{key}: not measured; its floor is {floor}")
        elif found[key] < floor - tolerance:
            failures.append(f"{key}: {found[key]:.4f} is below its floor {floor} (tolerance {tolerance})")
    return failures


def pin(data: DataDir, figures: Sequence[Figure], *, lower: bool) -> list[str]:
    """Raises the floors to the figures; lowers one only with ``lower``. Returns the keys that were refused."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = {figure.key: round(figure.value, 4) for figure in figures}
    refused = []
    for side, better in (("fixtures", 1), ("floors", 1), ("ceilings", -1)):
        for key, (bound, tolerance) in pinned[side].items():
            value = found.get(key, bound)
            if better * (value - bound) < 0 and not lower:
                refused.append(key)
            else:
                pinned[side][key] = [value, tolerance]
    pinned["data"] = {area: data.digest(area) for area in areas()}
    FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return refused
