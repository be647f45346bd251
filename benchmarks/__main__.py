"""``python -m benchmarks quality|speed|scale|compare|gate``: every figure under one flat key, as a table or JSON."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from threadpoolctl import threadpool_limits

from benchmarks import gate
from benchmarks.data import SPLITS, DataDir
from benchmarks.figures import Figure, RunContext, Unavailable
from benchmarks.scale import AREAS as SCALE_AREAS
from benchmarks.scale import Limits
from benchmarks.side_by_side import load_run, table
from reliability.errors import InputError
from reliability.parallel import usable_cores
from reliability.versions.loader import default_version, load_version

QUALITY_AREAS = ("text", "duplication", "hedging", "attribution", "claims", "outlets", "articles", "ratings", "hostile")
SPEED_AREAS = ("layers", "attribution", "hedging", "claims", "outlets", "report", "service", "growth")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the asked benchmark and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    quality = commands.add_parser("quality", help="figures on labelled data")
    quality.add_argument("--data", type=Path, required=True, help="directory that holds dev/ and perhaps heldout/")
    quality.add_argument("--split", choices=SPLITS, default="dev")
    quality.add_argument("--only", choices=QUALITY_AREAS, action="append", help="one area; may be given again")
    quality.add_argument("--version", help="scoring version: a name or a folder")
    quality.add_argument("--json", type=Path, dest="json_path", help="write meta and results here")
    speed = commands.add_parser("speed", help="articles a second, peak memory, growth")
    speed.add_argument("--only", choices=SPEED_AREAS, action="append")
    speed.add_argument("--json", type=Path, dest="json_path")
    scale = commands.add_parser("scale", help="cost as work grows, memory, cores, Spark, peers")
    scale.add_argument("--only", choices=SCALE_AREAS, action="append")
    scale.add_argument("--claims", type=int, default=Limits().claims, help="stop at so many sentences")
    scale.add_argument("--articles", type=int, default=Limits().articles, help="stop at so many articles")
    scale.add_argument("--seconds", type=float, default=Limits().seconds, help="longest single measurement")
    scale.add_argument("--json", type=Path, dest="json_path")
    compare = commands.add_parser("compare", help="two versions, or two kept runs, side by side")
    compare.add_argument("a", help="a scoring version, or a file written with --json")
    compare.add_argument("b")
    compare.add_argument("--data", type=Path, help="needed unless both are files")
    compare.add_argument("--split", choices=SPLITS, default="dev")
    compare.add_argument("--only", choices=QUALITY_AREAS, action="append")
    gate_parser = commands.add_parser("gate", help="fail when a pinned figure fell")
    gate_parser.add_argument("--data", type=Path, help="without it, the figures on our own fixtures alone")
    gate_parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    gate_parser.add_argument("--lower", action="store_true", help="with --pin: lower them too")
    options = parser.parse_args(arguments)
    if options.command == "compare":
        return _compare(options)
    if options.command == "gate":
        return _gate(options)
    if options.command == "quality":
        data = DataDir(options.data, options.split)
        meta, figures = run_quality(data, options.only or QUALITY_AREAS, RunContext(options.version))
    elif options.command == "scale":
        limits = Limits(options.claims, options.articles, options.seconds)
        meta, figures = run_scale(options.only or SCALE_AREAS, limits)
    else:
        meta, figures = run_speed(options.only or SPEED_AREAS)
    if options.json_path:
        options.json_path.write_text(as_json(meta, figures), encoding="utf-8")
    return 0


def _compare(options: argparse.Namespace) -> int:
    runs = []
    for side in (options.a, options.b):
        if Path(side).is_file():
            runs.append(load_run(Path(side)))
            continue
        if options.data is None:
            raise InputError(f"{side!r} is no file; to run a version, give --data")
        data = DataDir(options.data, options.split)
        meta, figures = run_quality(data, options.only or QUALITY_AREAS, RunContext(side))
        runs.append(json.loads(as_json(meta, figures)))
    print("\n".join(table(*runs)))
    return 0


def _gate(options: argparse.Namespace) -> int:
    figures = run_fixtures(RunContext())
    failures = gate.check_fixtures(figures)
    if options.data is None:
        if options.pin:
            raise InputError("--pin needs --data")
        print("\n".join(failures) or "every figure pinned on the fixtures holds")
        return 1 if failures else 0
    data = DataDir(options.data)
    figures += run_quality(data, gate.areas(), RunContext())[1]
    if options.pin:
        refused = gate.pin(data, figures, lower=options.lower)
        print(f"pinned; not lowered: {', '.join(refused) or 'none'}")
        return 0
    failures += gate.check(data, figures)
    print("\n".join(failures) or "every pinned figure holds")
    return 1 if failures else 0


def run_quality(data: DataDir, areas: Sequence[str], context: RunContext) -> tuple[dict[str, Any], list[Figure]]:
    """Figures of the areas in order, printed as they come, with the run's meta data."""
    version = load_version(context.version or default_version())
    meta: dict[str, Any] = {
        "version": version.name,
        "digest": version.digest,
        "split": data.split,
        "data": {area: data.digest(area) for area in areas},
        "unavailable": {},
        "seconds": {},
    }
    figures: list[Figure] = []
    for area in areas:
        started = time.process_time()
        module = importlib.import_module(f"benchmarks.quality.{area}")
        figures += _collect(area, module.run(data, context), meta)
        meta["seconds"][area] = round(time.process_time() - started, 1)
    return meta, figures


def run_fixtures(context: RunContext) -> list[Figure]:
    """Figures that need no measuring data, printed as they come."""
    figures: list[Figure] = []
    for area in gate.FIXTURE_AREAS:
        module = importlib.import_module(f"benchmarks.quality.{area}")
        figures += _collect(area, module.fixture_figures(context), {"unavailable": {}})
    return figures


def run_speed(areas: Sequence[str]) -> tuple[dict[str, Any], list[Figure]]:
    """Speed figures of the areas in order, printed as they come; on one core, so BLAS starts no threads that spin."""
    meta: dict[str, Any] = {"unavailable": {}}
    figures: list[Figure] = []
    with threadpool_limits(limits=1):
        for area in areas:
            module: ModuleType = importlib.import_module(f"benchmarks.speed.{area}")
            figures += _collect(area, module.run(), meta)
    return meta, figures


def run_scale(areas: Sequence[str], limits: Limits) -> tuple[dict[str, Any], list[Figure]]:
    """Scale figures of the areas in order, printed as they come; every measurement is a process of its own."""
    meta: dict[str, Any] = {"cores": usable_cores(), "unavailable": {}}
    figures: list[Figure] = []
    for area in areas:
        module = importlib.import_module(f"benchmarks.scale.{area}")
        figures += _collect(area, module.run(limits), meta)
    return meta, figures


def _collect(area: str, source: Iterator[Figure | Unavailable], meta: dict[str, Any]) -> list[Figure]:
    found = []
    for item in source:
        if isinstance(item, Unavailable):
            key, reason = item.args
            meta["unavailable"][key] = reason
            print(f"{key:<58} absent: {reason}", flush=True)
            continue
        found.append(item)
        interval = f"  [{item.low:.4f}, {item.high:.4f}]" if item.low is not None and item.high is not None else ""
        size = f"  n={item.n}" if item.n is not None else ""
        print(f"{item.key:<58} {item.value:.4f}{interval}{size}  {item.note}".rstrip(), flush=True)
    if not found:
        meta["unavailable"].setdefault(area, "no figure")
    return found


def as_json(meta: dict[str, Any], figures: Sequence[Figure]) -> str:
    """``{"meta": …, "results": {key: number}, "intervals": {key: [low, high]}}``."""
    return json.dumps(
        {
            "meta": meta,
            "results": {figure.key: round(figure.value, 6) for figure in figures},
            "intervals": {
                figure.key: [round(figure.low, 6), round(figure.high, 6)]
                for figure in figures
                if figure.low is not None and figure.high is not None
            },
            "notes": {figure.key: figure.note for figure in figures if figure.note},
        },
        indent=1,
        ensure_ascii=True,
    )


if __name__ == "__main__":
    sys.exit(main())
