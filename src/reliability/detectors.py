"""The detectors of a scoring version, built once from its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from reliability.attribution.detector import AttributionDetector
from reliability.claims.extract import ClaimExtractor
from reliability.claims.matcher import MatchModel
from reliability.errors import VersionIntegrityError
from reliability.hedging.detector import HedgeDetector
from reliability.lexicon import read_tsv
from reliability.repeats.detector import RepeatDetector
from reliability.text.lines import LineModel
from reliability.text.parse import parse_article
from reliability.text.syllables import Syllables
from reliability.types import Article
from reliability.versions.loader import ScoringVersion, available_versions, default_version, load_version

_TRIAL = """Ferry hits wall

At least 41 people were hurt when the ferry struck the harbour wall on Monday, the port authority said. Critics say it may sink.

At least 41 people were hurt when the ferry struck the harbour wall on Monday, the port authority said."""


@dataclass(frozen=True, slots=True, eq=False)
class Detectors:
    """Everything that finds passages, with the weights and cue lists of one scoring version."""

    version: ScoringVersion
    lines: LineModel
    syllables: Syllables
    attributions: AttributionDetector
    hedges: HedgeDetector
    repeats: RepeatDetector
    claims: ClaimExtractor
    matcher: MatchModel
    loaded: Mapping[str, str]

    @classmethod
    def of(cls, version: ScoringVersion) -> Detectors:
        """The detectors of ``version``.

        Raises:
            VersionIntegrityError: a file that a detector needs is missing or malformed.
        """
        try:
            return cls._read(version)
        except VersionIntegrityError:
            raise
        except Exception as error:  # what a malformed list or weight runs into depends on what is wrong with it
            message = f"scoring version {version.name} is malformed: {type(error).__name__}: {str(error)[:200]}"
            raise VersionIntegrityError(message) from None

    @classmethod
    def _read(cls, version: ScoringVersion) -> Detectors:
        files = version.resources
        return cls(
            version,
            LineModel.from_resources(files),
            Syllables.from_resources(files),
            AttributionDetector.from_resources(files),
            HedgeDetector.from_resources(files),
            RepeatDetector.from_resources(files),
            ClaimExtractor.from_resources(files),
            MatchModel.from_resources(files),
            MappingProxyType(dict(read_tsv(version.resource("loaded.tsv")))),
        )

    def tried(self) -> Detectors:
        """These detectors after they have read a short text, which shows weights of other shapes than the code expects.

        Raises:
            VersionIntegrityError: they cannot read it.
        """
        try:
            document = parse_article(Article(_TRIAL), self.lines)
            attributions = self.attributions.find(document)
            hedges = self.hedges.find(document, attributions)
            self.hedges.sentences(document, hedges)
            self.claims.extract(document, attributions, hedges, repeats=self.repeats.find(document))
        except Exception as error:  # as above
            message = f"scoring version {self.version.name} cannot be used: {type(error).__name__}: {str(error)[:200]}"
            raise VersionIntegrityError(message) from None
        return self


def detectors_of(version: str | Path | ScoringVersion | None = None) -> Detectors:
    """The detectors of a version by name, folder or object; of the default version for None.

    Raises:
        UnknownVersionError: no such version.
        VersionIntegrityError: its files differ from its manifest.
    """
    if version is None:
        version = default_version()
    if isinstance(version, str) and version in available_versions():
        return _shipped(version)
    return Detectors.of(version if isinstance(version, ScoringVersion) else load_version(version)).tried()


@lru_cache(maxsize=8)
def _shipped(name: str) -> Detectors:
    return Detectors.of(load_version(name))
