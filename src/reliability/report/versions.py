"""The card of a scoring version: what it weighs, where that comes from, what is known of its limits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reliability.versions.loader import load_version


def model_card(name: str | Path) -> str:
    """The version's identity, parameters, files and sources as Markdown.

    Raises:
        UnknownVersionError, VersionIntegrityError: see ``load_version``.
    """
    version = load_version(name)
    state = f"released {version.manifest['released']}" if version.released else "in development, may still change"
    parts = [f"# Scoring version {version.name}", f"digest {version.digest} · {state}", "## Parameters"]
    parts += [_parameters("score", version.manifest["score"])]
    parts += [_parameters(signal, options) for signal, options in sorted(version.signals.items())]
    parts += ["## Files (SHA-256)"]
    parts += ["\n".join(f"- {file}: {digest}" for file, digest in sorted(version.manifest["files"].items()))]
    sources = version.resources.get("SOURCES.md")
    if sources:
        parts.append(sources.decode("utf-8").strip())
    return "\n\n".join(parts) + "\n"


def _parameters(title: str, options: Mapping[str, Any]) -> str:
    rows = "\n".join(f"- {key} = {value}" for key, value in sorted(options.items()))
    return f"### {title}\n{rows}"
