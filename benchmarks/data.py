"""The measuring data: ``DIR/<split>/<area>/<stem>*.jsonl``, read by stem so that either split works."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reliability.errors import InputError

SPLITS = ("dev", "heldout")


@dataclass(frozen=True, slots=True)
class DataDir:
    """One split of the measuring data."""

    root: Path
    split: str = "dev"

    def __post_init__(self) -> None:
        if self.split not in SPLITS:
            raise InputError(f"split must be one of {', '.join(SPLITS)}, got {self.split!r}")
        if not (self.root / self.split).is_dir():
            raise InputError(f"{self.root} holds no folder {self.split!r}")

    @property
    def dev(self) -> DataDir:
        """The dev split of the same directory; fitting and thresholds always come from it."""
        return DataDir(self.root, "dev")

    @property
    def seeds(self) -> Path:
        """The folder of the seed articles beside the data."""
        return self.root.parent / "seeds"

    def paths(self, area: str, stem: str, suffix: str = ".jsonl") -> list[Path]:
        """Files ``<area>/<stem>*<suffix>`` in sorted order; an empty list when the split has none."""
        return sorted((self.root / self.split / area).glob(f"{stem}*{suffix}"))

    def rows(self, area: str, stem: str) -> Iterator[dict[str, Any]]:
        """The records of every file of that stem.

        Raises:
            FileNotFoundError: the split has no file of that stem.
        """
        paths = self.paths(area, stem)
        if not paths:
            raise FileNotFoundError(f"no {self.split}/{area}/{stem}*.jsonl")
        for path in paths:
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    if line.strip():
                        yield json.loads(line)

    def digest(self, area: str) -> str:
        """First twelve hex digits of the SHA-256 over the area's file names and contents."""
        total = hashlib.sha256()
        for path in sorted((self.root / self.split / area).rglob("*")):
            if path.is_file():
                total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()[:12]
