"""Runs the fuzz targets under atheris: ``python -m tests.fuzz --runs 1000000`` shares the runs out among all targets.

Needs the extra ``fuzz``. Each target runs in a process of its own; a crash leaves its input in the folder given by
``--kept`` and ends the command with exit code 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

# Share of the runs by what one run costs, so that every target gets a fair part of the time; 1.0 for the others.
SHARES = {
    "attribution": 0.1,
    "claims": 0.1,
    "columns": 0.3,
    "duplication": 0.1,
    "extraction": 0.05,
    "feed": 0.3,
    "hedging": 0.1,
    "index": 0.02,
    "matching": 0.05,
    "page": 0.001,
    "parse": 0.2,
    "readability": 0.1,
    "report": 0.02,
    "score": 0.05,
    "version": 0.01,
}
SECONDS_EACH = 25  # one input may take, before it counts as a hang


def main() -> int:
    """Runs the asked targets one after the other and prints what each did."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000, help="of all targets together")
    parser.add_argument("--target", action="append", help="one target; may be given again")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, default=Path("fuzz-corpus"), help="where inputs are kept between runs")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        run_one(options.child, options.runs, options.seed, options.kept)
        return 0
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415

    names = options.target or list(TARGETS)
    share = options.runs / sum(SHARES.get(name, 1.0) for name in names)
    failed = []
    for name in names:
        runs = max(1, round(share * SHARES.get(name, 1.0)))
        command = [sys.executable, "-m", "tests.fuzz", "--child", name, "--runs", str(runs)]
        done = subprocess.run([*command, "--seed", str(options.seed), "--kept", str(options.kept)], check=False)
        print(f"== {name}: {runs} runs, {'no failure' if done.returncode == 0 else 'FAILED'}", flush=True)
        failed += [name] if done.returncode else []
    return 1 if failed else 0


def run_one(name: str, runs: int, seed: int, kept: Path) -> None:
    """One target under atheris; ends the process."""
    import atheris  # noqa: PLC0415 - an extra

    with atheris.instrument_imports(include=["reliability"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS, attempt  # noqa: PLC0415
    from tests.fuzz.seeds import seeds  # noqa: PLC0415

    corpus = kept / name
    corpus.mkdir(parents=True, exist_ok=True)
    given = seeds()
    for number, content in enumerate(given.get(name, given[""])):
        (corpus / f"seed-{number}").write_bytes(content)
    arguments = [sys.argv[0], str(corpus), f"-runs={runs}", f"-seed={seed}", "-max_len=4096", "-print_final_stats=1"]
    arguments += [f"-artifact_prefix={kept}/{name}-", f"-timeout={SECONDS_EACH}", "-rss_limit_mb=3000", "-verbosity=0"]
    target = TARGETS[name]
    for content in given.get(name, given[""]):
        attempt(target, content)  # what is loaded at the first run counts against no input's time
    atheris.Setup(arguments, lambda content: attempt(target, content))
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
