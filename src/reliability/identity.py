"""The library's own version, as it stands in every score."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    LIBRARY_VERSION = version("reliability")
except PackageNotFoundError:  # run from a source tree that is not installed
    LIBRARY_VERSION = "0.0.0+source"
