"""Loads a scoring version and proves that its files are the ones its manifest names."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reliability.errors import InputError, UnknownVersionError, VersionIntegrityError

_ROOT = Path(__file__).parent
_NAME = re.compile(r"\d{4}\.\d{2}(?:\.[a-z0-9]+)?")
MANIFEST = "manifest.json"
SCORE_NEEDS = ("minimum_words", "sampling_error", "missing_error")


@dataclass(frozen=True, slots=True)
class ScoringVersion:
    """Everything a score depends on besides the article and the library's code.

    Attributes:
        name: the calendar name, e.g. ``2026.11``.
        digest: first twelve hex digits of the SHA-256 over the canonical manifest, which names each file's SHA-256.
        manifest: the parsed manifest, read-only.
        resources: file name to content, verified.
    """

    name: str
    digest: str
    manifest: Mapping[str, Any] = field(repr=False)
    resources: Mapping[str, bytes] = field(repr=False)

    @property
    def signals(self) -> Mapping[str, Mapping[str, float]]:
        """Parameters of each signal in use, by name."""
        return MappingProxyType(self.manifest["signals"])

    @property
    def released(self) -> bool:
        """Whether this version is frozen; a version in development may still change."""
        return bool(self.manifest.get("released"))

    def resource(self, name: str) -> bytes:
        """The content of one file.

        Raises:
            VersionIntegrityError: the version has no such file.
        """
        if name not in self.resources:
            raise VersionIntegrityError(f"scoring version {self.name} has no file {name!r}")
        return self.resources[name]


def canonical(manifest: Mapping[str, Any]) -> bytes:
    """The bytes that the digest is taken over: sorted keys, no white space, ASCII."""
    return json.dumps(dict(manifest), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def digest_of(manifest: Mapping[str, Any]) -> str:
    """First twelve hex digits of the SHA-256 of the canonical manifest."""
    return hashlib.sha256(canonical(manifest)).hexdigest()[:12]


def available_versions() -> tuple[str, ...]:
    """Names of the scoring versions that ship with the package, oldest first.

    Examples:
        >>> len(available_versions()) > 0
        True
    """
    return tuple(sorted(path.parent.name for path in _ROOT.glob(f"*/{MANIFEST}")))


def default_version() -> str:
    """The newest released version, or the newest of all while none is released."""
    names = available_versions()
    released = [name for name in names if load_version(name).released]
    return (released or list(names))[-1]


def load_version(name: str | Path) -> ScoringVersion:
    """The scoring version of that name, or in that folder when a path is given.

    Raises:
        UnknownVersionError: no version of that name and no such folder.
        VersionIntegrityError: a file is missing, was changed or is not named in the manifest.

    Examples:
        >>> load_version(available_versions()[-1]).name == available_versions()[-1]
        True
    """
    if isinstance(name, str) and _NAME.fullmatch(name):
        return _load_shipped(name)
    path = Path(name)
    if not (path / MANIFEST).is_file():
        raise UnknownVersionError(
            f"no scoring version {str(name)!r}; shipped: {', '.join(available_versions())}; "
            f"or give a folder that holds a {MANIFEST}"
        )
    return _load_folder(path)


@lru_cache(maxsize=16)
def _load_shipped(name: str) -> ScoringVersion:
    if name not in available_versions():
        raise UnknownVersionError(f"no scoring version {name!r}; shipped: {', '.join(available_versions())}")
    return _load_folder(_ROOT / name)


def _load_folder(folder: Path) -> ScoringVersion:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise VersionIntegrityError(f"{folder.name}/{MANIFEST} cannot be read: {error}") from None
    _check_shape(folder, manifest)
    resources = {}
    for file, expected in manifest["files"].items():
        try:
            content = (folder / file).read_bytes()
        except OSError as error:
            raise VersionIntegrityError(f"scoring version {folder.name} lacks its file {file!r}: {error}") from None
        actual = hashlib.sha256(content).hexdigest()
        if actual != expected:
            raise VersionIntegrityError(
                f"{folder.name}/{file} was changed: its SHA-256 is {actual[:12]}…, the manifest says {expected[:12]}…"
            )
        resources[file] = content
    return ScoringVersion(
        manifest["name"], digest_of(manifest), MappingProxyType(manifest), MappingProxyType(resources)
    )


@contextmanager
def placed(version: ScoringVersion) -> Iterator[str]:
    """Where other processes find a version: its name when it ships, else a folder that lasts as long as the context."""
    if version.name in available_versions() and load_version(version.name).digest == version.digest:
        yield version.name
        return
    with tempfile.TemporaryDirectory(prefix="reliability-version-") as folder:
        for name, content in version.resources.items():
            (Path(folder) / name).write_bytes(content)
        (Path(folder) / MANIFEST).write_bytes(canonical(version.manifest))
        yield folder


def _check_shape(folder: Path, manifest: Any) -> None:
    if not isinstance(manifest, dict):
        raise VersionIntegrityError(f"{folder.name}/{MANIFEST} must hold an object, got {type(manifest).__name__}")
    for key, kind in (("name", str), ("signals", dict), ("files", dict), ("score", dict)):
        if not isinstance(manifest.get(key), kind):
            raise VersionIntegrityError(f"{folder.name}/{MANIFEST} needs {key!r} as {kind.__name__}")
    _check_numbers(folder, manifest)
    strange = [name for name in manifest["files"] if Path(name).name != name]
    if strange:
        raise VersionIntegrityError(f"{folder.name}/{MANIFEST} names files outside its folder: {strange}")
    if not _NAME.fullmatch(manifest["name"]):
        raise VersionIntegrityError(f"a version's name is YYYY.MM or YYYY.MM.suffix, got {manifest['name']!r}")


def _check_numbers(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Refuses parameters that are no numbers, and a score that lacks one that every score needs."""
    for group, options in (*manifest["signals"].items(), ("score", manifest["score"])):
        needed = SCORE_NEEDS if group == "score" else ("weight",)
        if not isinstance(options, dict) or not set(needed) <= set(options):
            raise VersionIntegrityError(f"{folder.name}/{MANIFEST}: {group!r} needs {', '.join(needed)}")
        wrong = [name for name, value in options.items() if type(value) not in (int, float) or not isfinite(value)]
        if wrong:
            raise VersionIntegrityError(
                f"{folder.name}/{MANIFEST}: {group!r} has no number for {', '.join(wrong)[:200]}"
            )


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> str:
    """Writes ``manifest`` with the hashes of the folder's files and returns the digest; for versions in development.

    Raises:
        InputError: the folder holds a released version, which is never edited.
    """
    path = folder / MANIFEST
    if path.is_file() and json.loads(path.read_text(encoding="utf-8")).get("released"):
        raise InputError(f"{folder.name} is released and never edited; make a new version")
    files = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name != MANIFEST
    }
    complete = {**manifest, "files": files}
    path.write_text(json.dumps(complete, indent=1, sort_keys=True, ensure_ascii=True) + "\n", encoding="utf-8")
    return digest_of(complete)
