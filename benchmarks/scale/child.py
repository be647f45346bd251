"""Runs one measurement in a process of its own, so that its memory and time are its own."""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import active_children
from pathlib import Path
from typing import Any

from benchmarks.figures import Unavailable


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run cost, with the processes that it started.

    Attributes:
        cpu, wall: seconds; ``cpu_at`` holds marks that the run set by name.
        memory: peak MB of all its processes together, at most.
        answer: what the run returned.
    """

    cpu: float
    wall: float
    memory: float
    answer: Any


def measure(key: str, function: str, *arguments: Any, seconds: float, processes: int = 0) -> Measured:
    """The cost of ``module:function`` with these arguments.

    Args:
        function: a function of ``benchmarks.scale`` that returns plain values; its ``prepare_…`` part is not timed when
            it returns ``(cpu, wall, answer)`` in a dictionary under ``timed``.
        processes: that the run starts besides its own.

    Raises:
        Unavailable: it failed, or took longer than ``seconds``.
    """
    command = [sys.executable, "-m", "benchmarks.scale.child", function, json.dumps(arguments), str(processes)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unavailable(key, f"not finished within {seconds:.0f} s") from None
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise Unavailable(key, reason[0][:200])
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


class Clock:
    """CPU seconds of this process and its children, and wall clock, from here on."""

    def __init__(self) -> None:
        self.cpu, self.wall = self._now()

    def taken(self) -> tuple[float, float]:
        """CPU seconds and wall clock since the start."""
        cpu, wall = self._now()
        return cpu - self.cpu, wall - self.wall

    def _now(self) -> tuple[float, float]:
        running = math.fsum(cpu_of(child.pid) for child in active_children() if child.pid)
        times = os.times()
        ended = times.children_user + times.children_system
        return times.user + times.system + ended + running, time.perf_counter()


def cpu_of(process: int) -> float:
    """CPU seconds of a running process; 0 when it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Entry of the child: function, JSON of its arguments, number of processes it starts."""
    place, name = sys.argv[1].split(":")
    run = getattr(import_module(f"benchmarks.scale.{place}"), name)
    clock = Clock()
    answer = run(*json.loads(sys.argv[2]))
    cpu, wall = clock.taken()
    if isinstance(answer, dict) and "timed" in answer:
        cpu, wall = answer.pop("timed")
    own = int(next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM")).split()[1])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * int(sys.argv[3])
    memory = (own + children) / 1024
    print(json.dumps({"cpu": cpu, "wall": wall, "memory": memory, "answer": answer}))


if __name__ == "__main__":
    main()
