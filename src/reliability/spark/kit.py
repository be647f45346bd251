"""A scoring version on its way to the executors: broadcast once, built once in each Python process."""

from __future__ import annotations

import json
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pyspark.sql import SparkSession

from reliability.find import Version
from reliability.scoring import Scorer
from reliability.versions.loader import ScoringVersion

Content = tuple[str, str, str, dict[str, bytes]]


class Kit:
    """The files of a scoring version as a broadcast variable; equal when their digest is.

    Args:
        session: whose executors get the files.
        version: as elsewhere.
    """

    def __init__(self, session: SparkSession, version: Version) -> None:
        found = Scorer(version).version
        content: Content = (found.name, found.digest, json.dumps(dict(found.manifest)), dict(found.resources))
        self.digest = found.digest
        self.content: Any = session.sparkContext.broadcast(content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kit) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def scorer(self) -> Scorer:
        """The scorer of this version in this process."""
        return _scorer_of(self)


@lru_cache(maxsize=4)
def _scorer_of(kit: Kit) -> Scorer:
    name, digest, manifest, resources = kit.content.value
    return Scorer(ScoringVersion(name, digest, MappingProxyType(json.loads(manifest)), MappingProxyType(resources)))
