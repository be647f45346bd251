"""A seeded sample of mutmut's mutants: ``mutmut run $(python -m tests.hardening.mutants --count 300)``.

mutmut writes the mutants before it runs the first one; ``mutmut run "reliability.scoring.x__total__mutmut_1"`` does that.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

KILLED = {1, 3, -24, 24, 36, 152, 255, -9, -11}  # exit codes: tests failed, were interrupted, ran out of time, crashed


def results(folder: Path) -> dict[str, int | None]:
    """The exit code of each mutant, None for those that did not run."""
    found: dict[str, int | None] = {}
    for path in sorted(folder.rglob("*.meta")):
        found.update(json.loads(path.read_text("utf-8"))["exit_code_by_key"])
    return found


def main() -> None:
    """Prints a sample of names, or what became of the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=Path("mutants"))
    parser.add_argument("--report", action="store_true", help="what became of the sample, and who survived")
    options = parser.parse_args()
    codes = results(options.folder)
    names = random.Random(options.seed).sample(sorted(codes), min(options.count, len(codes)))  # noqa: S311 - a sample
    if not options.report:
        print(" ".join(names))
        return
    ran = [name for name in names if codes[name] is not None]
    survived = [name for name in ran if codes[name] not in KILLED]
    print("\n".join(sorted(survived)))
    print(f"{len(ran) - len(survived)} of {len(ran)} killed", Counter(codes[name] for name in ran))


if __name__ == "__main__":
    main()
