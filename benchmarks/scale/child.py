"""Runs one measurement in a process of its own, so that its memory and time are its own."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import active_children
from pathlib import Path
from threading import Event, Thread
from typing import Any

from benchmarks.figures import Unavailable


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run cost, with the processes that it started.

    Attributes:
        cpu, wall: seconds; ``cpu_at`` holds marks that the run set by name.
        memory: peak MB of all its processes together, looked at every fifth of a second.
        answer: what the run returned.
    """

    cpu: float
    wall: float
    memory: float
    answer: Any


def measure(key: str, function: str, *arguments: Any, seconds: float) -> Measured:
    """The cost of ``module:function`` with these arguments.

    Args:
        function: a function of ``benchmarks.scale`` that returns plain values; its ``prepare_…`` part is not timed when
            it returns ``(cpu, wall, answer)`` in a dictionary under ``timed``.

    Raises:
        Unavailable: it failed, or took longer than ``seconds``.
    """
    command = [sys.executable, "-m", "benchmarks.scale.child", function, json.dumps(arguments)]
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


class Watch(Thread):
    """Looks at the memory of this process and those that it started, until it is stopped."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._stopped = Event()

    def run(self) -> None:
        """Keeps the largest sum."""
        while not self._stopped.wait(0.2):
            running = [child.pid for child in active_children() if child.pid]
            self.peak = max(self.peak, math.fsum(_megabytes(process, "VmRSS") for process in (os.getpid(), *running)))

    def stopped(self) -> float:
        """Peak MB; at least this process's own, which the kernel knows exactly."""
        self._stopped.set()
        self.join()
        return max(self.peak, _megabytes(os.getpid(), "VmHWM"))


def _megabytes(process: int, field: str) -> float:
    """One line of what the kernel knows of a process's memory; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(field)), 0.0)


def main() -> None:
    """Entry of the child: function, JSON of its arguments."""
    place, name = sys.argv[1].split(":")
    run = getattr(import_module(f"benchmarks.scale.{place}"), name)
    clock, watch = Clock(), Watch()
    watch.start()
    answer = run(*json.loads(sys.argv[2]))
    cpu, wall = clock.taken()
    if isinstance(answer, dict) and "timed" in answer:
        cpu, wall = answer.pop("timed")
    memory = watch.stopped()
    print(json.dumps({"cpu": cpu, "wall": wall, "memory": memory, "answer": answer}))


if __name__ == "__main__":
    main()
