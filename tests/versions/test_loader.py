from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reliability import available_versions, load_version
from reliability.errors import UnknownVersionError, VersionIntegrityError
from reliability.versions import loader
from reliability.versions.loader import digest_of, write_manifest

SHIPPED = Path(loader.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "2026.11.mine"
    shutil.copytree(SHIPPED / available_versions()[-1], copy)
    return copy


@pytest.mark.parametrize("name", available_versions())
def test_every_shipped_version_loads_with_its_own_digest(name: str) -> None:
    version = load_version(name)
    assert version.name == name
    assert version.digest == digest_of(version.manifest)


def test_a_folder_outside_the_package_loads(folder: Path) -> None:
    assert load_version(folder).digest == load_version(available_versions()[-1]).digest


def test_a_changed_file_is_refused(folder: Path) -> None:
    target = folder / "line_words.json"
    target.write_bytes(target.read_bytes() + b" ")
    with pytest.raises(VersionIntegrityError, match=r"line_words\.json was changed"):
        load_version(folder)


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "lines.npz").unlink()
    with pytest.raises(VersionIntegrityError, match=r"lacks its file 'lines\.npz'"):
        load_version(folder)


def test_a_file_outside_the_folder_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["../secret"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(VersionIntegrityError, match="outside its folder"):
        load_version(folder)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"name": 1}', "[" * 100_000])
def test_a_broken_manifest_is_refused(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)
    with pytest.raises(VersionIntegrityError):
        load_version(folder)


def test_an_unknown_name_lists_what_exists() -> None:
    with pytest.raises(UnknownVersionError, match=available_versions()[0]):
        load_version("1999.01")


def test_a_changed_parameter_changes_the_digest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    before = load_version(folder).digest
    manifest["score"]["minimum_words"] += 1
    manifest["released"] = None
    (folder / "manifest.json").write_text(json.dumps(manifest))
    write_manifest(folder, manifest)
    assert load_version(folder).digest != before


def test_a_released_version_is_never_rewritten(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "released": "2026-11-21"}))
    with pytest.raises(ValueError, match="never edited"):
        write_manifest(folder, manifest)
