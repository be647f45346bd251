"""Writes a version folder's manifest: its parameters, and the hash of each of its files.

``python -m training.manifest [--folder DIR] [--parameters FILE]``; without parameters those of the manifest are kept.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from reliability.versions.loader import MANIFEST, write_manifest


def main() -> None:
    """Rewrites the manifest and prints the digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--parameters", type=Path)
    options = parser.parse_args()
    source = options.parameters or options.folder / MANIFEST
    parameters = json.loads(source.read_text(encoding="utf-8"))
    parameters.pop("files", None)
    print(write_manifest(options.folder, parameters))


if __name__ == "__main__":
    main()
