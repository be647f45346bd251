"""Batches of work through several processes: results in order, memory bounded by a window, Ctrl-C clean."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import TypeVar

from reliability.errors import InputError, WorkerError

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3  # batches a process may have waiting, so that it is never idle while results are written


def usable_cores() -> int:
    """Number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def checked_workers(workers: int | None) -> int:
    """The number of processes asked for; all usable cores for None.

    Raises:
        InputError: no positive whole number.
    """
    if workers is None:
        return usable_cores()
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InputError(f"workers must be a whole number from 1 on, or None for all cores; got {workers!r}")
    return workers


def batched(items: Iterable[T], *, most: int, weight: Callable[[T], int], limit: int) -> Iterator[list[T]]:
    """Lists of at most ``most`` items and about ``limit`` weight, in order.

    Examples:
        >>> list(batched("abcdefg", most=3, weight=ord, limit=210))
        [['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]
    """
    batch: list[T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += weight(item)
        if len(batch) == most or total >= limit:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


class Pool:
    """Processes that share work; they start when first used and end with the context.

    Args:
        workers: number of processes; 1 works in this process.
        method: how processes start. ``spawn`` works everywhere; scripts need the usual ``__main__`` guard.
    """

    def __init__(self, workers: int, *, method: str = "spawn") -> None:
        self.workers = workers
        self._method = method
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def map(self, task: Callable[[T], Sequence[R]], batches: Iterable[T]) -> Iterator[R]:
        """The results of ``task`` for all batches, one after the other in order.

        At most three batches a process are at work or waiting to be taken. When the caller stops early or is
        interrupted, the batches that have not begun are dropped.

        Args:
            task: a module-level function, or a partial of one; it must answer alike in every process.
            batches: taken as they are needed.

        Raises:
            WorkerError: a process ended before its work was done, as when the machine has no memory left.
        """
        if self.workers == 1:
            for batch in batches:
                yield from task(batch)
            return
        if self._processes is None:
            self._processes = ProcessPoolExecutor(
                self.workers, mp_context=get_context(self._method), initializer=_start
            )
        waiting: deque[Future[Sequence[R]]] = deque()
        try:
            for batch in batches:
                waiting.append(self._processes.submit(task, batch))
                if len(waiting) >= self.workers * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise WorkerError(
                f"one of {self.workers} processes ended before its work was done: killed, out of memory, or started from"
                " a script without `if __name__ == '__main__':`"
            ) from None
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """Ends the processes, each after the batch that it is at."""
        if self._processes is not None:
            self._processes.shutdown(wait=True, cancel_futures=True)
            self._processes = None


def _start() -> None:
    """A process leaves Ctrl-C to its parent and ends when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
