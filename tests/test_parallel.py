from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.errors import InputError, WorkerError
from reliability.parallel import Pool, batched, checked_workers, usable_cores
from reliability.scoring import Scorer
from reliability.types import Article
from reliability.versions.loader import ScoringVersion, load_version

INTERRUPTED = """
import sys
from reliability.parallel import Pool

def slow(batch):
    import os, time
    time.sleep(0.2)
    return [os.getpid()]

if __name__ == "__main__":
    with Pool(2) as pool:
        for process in pool.map(slow, ([n] for n in range(10_000))):
            print(process, flush=True)
"""


def double(batch: list[int]) -> list[int]:
    return [2 * number for number in batch]


def die(batch: list[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return batch


def process_of(batch: list[int]) -> list[int]:
    return [os.getpid() for _ in batch]


def test_batches_close_at_their_number_or_weight() -> None:
    assert list(batched([1, 1, 9, 1, 1, 1, 1], most=3, weight=int, limit=9)) == [[1, 1, 9], [1, 1, 1], [1]]
    assert list(batched([9, 9], most=3, weight=int, limit=9)) == [[9], [9]]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    with Pool(workers) as pool:
        assert list(pool.map(double, ([n] for n in range(20)))) == [2 * n for n in range(20)]


def test_the_processes_are_used_again() -> None:
    with Pool(2) as pool:
        first = set(pool.map(process_of, [[n] for n in range(8)]))
        again = set(pool.map(process_of, [[n] for n in range(8)]))
    assert os.getpid() not in first | again
    assert len(first | again) <= 2


def test_a_killed_process_is_a_typed_error() -> None:
    with Pool(2) as pool, pytest.raises(WorkerError, match="ended before its work was done"):
        list(pool.map(die, [[1]]))


def test_no_more_is_read_than_can_be_worked_on() -> None:
    read: list[int] = []

    def numbers() -> object:
        for number in range(100):
            read.append(number)
            yield [number]

    with Pool(2) as pool:
        results = pool.map(double, numbers())  # type: ignore[arg-type]
        next(results)
    assert len(read) <= 7


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    assert process.stdout is not None
    workers = {int(process.stdout.readline()) for _ in range(4)}
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all of them
    _, trouble = process.communicate(timeout=30)
    assert trouble.count("KeyboardInterrupt") == 1
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


@pytest.mark.parametrize("workers", [0, -1, 1.5, True, "two"])
def test_a_strange_number_of_workers_is_refused(workers: object) -> None:
    with pytest.raises(InputError, match="workers must be a whole number"):
        checked_workers(workers)  # type: ignore[arg-type]


def test_none_is_every_core() -> None:
    assert checked_workers(None) == usable_cores() >= 1


def test_scores_are_the_same_over_processes() -> None:
    sources: list[Article | str | dict[str, object]] = [*read_newsroom(), "Too short.", {"id": "x"}]
    scorer = Scorer()
    assert list(scorer.score_many(sources, workers=2)) == list(scorer.score_many(sources))


def test_a_version_from_elsewhere_travels_to_the_processes() -> None:
    shipped = load_version("2026.11")
    manifest = {**shipped.manifest, "score": {**shipped.manifest["score"], "minimum_words": 1}}
    version = ScoringVersion(shipped.name, "", manifest, shipped.resources)
    from reliability.versions.loader import digest_of  # noqa: PLC0415

    scorer = Scorer(ScoringVersion(version.name, digest_of(manifest), manifest, version.resources))
    articles = read_newsroom()[:3]
    assert list(scorer.score_many(articles, workers=2)) == list(scorer.score_many(articles))
