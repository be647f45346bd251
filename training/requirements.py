"""The exact packages behind an installation, with their hashes and without the hosts they came from.

``python -m training.requirements --extra all > requirements.txt`` asks pip what it would install for this machine;
``pip install --require-hashes -r requirements.txt`` then installs that and nothing else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def lines_of(report: dict[str, Any], *, without: str) -> list[str]:
    """One requirement a line, by name; ``without`` is the package itself, which has no archive."""
    found = {}
    for item in report["install"]:
        name, version = item["metadata"]["name"], item["metadata"]["version"]
        if name == without:
            continue
        found[name.lower()] = (
            f"{name}=={version} --hash=sha256:{item['download_info']['archive_info']['hashes']['sha256']}"
        )
    return [found[name] for name in sorted(found)]


def main() -> None:
    """Prints the requirements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extra", action="append", default=[], help="an extra of this package; may be given again")
    options = parser.parse_args()
    target = f"{ROOT}[{','.join(options.extra)}]" if options.extra else str(ROOT)
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--dry-run",
        "--ignore-installed",
        "--report",
        "-",
        target,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    print("\n".join(lines_of(json.loads(done.stdout), without="reliability")))


if __name__ == "__main__":
    main()
