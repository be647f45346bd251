"""The HTTP service under load: eight connections against one process, compared with the library on the same articles."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.speed.corpus import articles_of_length
from reliability.report.asdict import score_as_dict, to_json
from reliability.scoring import Scorer

CONNECTIONS = 8
REQUESTS = 1_500
MEMORY_REQUESTS = 2_000  # the target is stated over 20,000: run(memory_requests=20_000)
_SERVE = "from reliability.cli import main; main()"


def run(*, memory_requests: int = MEMORY_REQUESTS) -> Iterator[Figure]:
    """The ``service.*`` figures; the service has one core to itself where there are two."""
    articles = articles_of_length(60)
    bodies = [
        json.dumps({"text": article.text, "title": article.title, "id": article.id}).encode() for article in articles
    ]
    scorer = Scorer()
    for article in articles:
        to_json(score_as_dict(scorer.score(article), article.text))
    start = time.process_time()
    for article in articles:
        to_json(score_as_dict(scorer.score(article), article.text))
    library = len(articles) / (time.process_time() - start)
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "s"
        command = [sys.executable, "-c", _SERVE, "serve", "--socket", str(socket)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            _pin(process.pid)
            while not socket.exists():
                time.sleep(0.05)
            try:
                yield from _figures(socket, bodies, library, process.pid, memory_requests)
            finally:
                process.send_signal(signal.SIGTERM)


def _figures(socket: Path, bodies: list[bytes], library: float, pid: int, memory_requests: int) -> Iterator[Figure]:
    asyncio.run(_load(socket, bodies, 1, 100))
    single, _, _ = asyncio.run(_load(socket, bodies, 1, 300))
    used = _cpu(pid)
    times, seconds, failed = asyncio.run(_load(socket, bodies, CONNECTIONS, REQUESTS))
    used = _cpu(pid) - used
    note = f"{CONNECTIONS} connections, {REQUESTS} requests"
    yield Figure("service.single_latency_ms", 1000 * statistics.median(single), n=len(single))
    yield Figure("service.requests_per_second", len(times) / seconds, n=len(times), note=note)
    yield Figure("service.requests_per_cpu_second", len(times) / used, n=len(times), note=note)
    yield Figure(
        "service.share_of_library_rate", len(times) / used / library, n=len(times), note="per processor second"
    )
    p99 = statistics.quantiles(times, n=100)[98]
    yield Figure("service.p99_latency_ms", 1000 * p99, n=len(times), note=note)
    yield Figure("service.p99_over_single_latency", p99 / statistics.median(single), n=len(times), note=note)
    before = _megabytes(pid)
    _, _, later = asyncio.run(_load(socket, bodies, CONNECTIONS, memory_requests))
    yield Figure("service.memory_growth", _megabytes(pid) / before - 1, n=memory_requests, note=f"from {before:.0f} MB")
    yield Figure("service.failed", float(failed + later), n=REQUESTS + memory_requests, note="answers other than 200")


async def _load(socket: Path, bodies: list[bytes], connections: int, requests: int) -> tuple[list[float], float, int]:
    """Seconds of each request, seconds of all, and how many were not answered with 200."""
    times: list[float] = []
    failed = 0
    waiting = iter(range(requests))

    async def client() -> None:
        nonlocal failed
        reader, writer = await asyncio.open_unix_connection(str(socket))
        for number in waiting:
            body = bodies[number % len(bodies)]
            begin = time.perf_counter()
            writer.write(
                b"POST /v1/score HTTP/1.1\r\nhost: s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                % len(body)
            )
            writer.write(body)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.partition(b":")[2]))
            times.append(time.perf_counter() - begin)
            failed += not head.startswith(b"HTTP/1.1 200")
        writer.close()

    begin = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    return times, time.perf_counter() - begin, failed


def _pin(pid: int) -> None:
    """One core for the service, the others for the client."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(pid, cores[:1])
        os.sched_setaffinity(0, cores[1:])


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
