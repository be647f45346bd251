"""Where requests are worked on: short ones at once, long ones in a thread that can be told to stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from reliability.service.refusal import Refusal

# Bytes of body up to which the answer is computed at once: handing 5 ms of work to a thread costs more than it
# gains while both share one interpreter. 24 KiB are about 4,000 words or 15 ms.
AT_ONCE = 24 * 1024

T = TypeVar("T")


class Deadline:
    """The moment by which a request must be answered."""

    __slots__ = ("end", "seconds", "stopped")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds
        self.stopped = False

    @property
    def left(self) -> float:
        """Seconds that are left, at least a thousandth."""
        return max(0.001, self.end - time.monotonic())

    def check(self) -> None:
        """Ends work whose time is up; called between articles.

        Raises:
            Refusal: 504.
        """
        if self.stopped or time.monotonic() > self.end:
            raise Refusal(504, "RequestTimeout", f"not finished within {self.seconds:g} seconds; send fewer articles")


class Slots:
    """A fixed number of places for requests; a place is held until its work has really ended."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0

    def take(self) -> bool:
        """Whether a place was free; it is taken then."""
        if self.taken >= self.limit:
            return False
        self.taken += 1
        return True

    def release(self, work: asyncio.Future[object] | None) -> None:
        """Frees a place, at once or when ``work`` has ended."""
        if work is None or work.done():
            self.taken -= 1
        else:
            work.add_done_callback(self._ended)

    def _ended(self, work: asyncio.Future[object]) -> None:
        if not work.cancelled():
            work.exception()  # the answer has long been sent; asking keeps asyncio from complaining
        self.taken -= 1


class Work:
    """Runs a request's work under its deadline.

    One thread: scoring holds the interpreter's lock, so a second thread would add waiting and no speed. To use more
    cores, run more processes.
    """

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1, thread_name_prefix="reliability")
        self.turn = asyncio.Lock()  # first come, first served

    async def run(
        self,
        job: Callable[[], T],
        *,
        size: int | None,
        deadline: Deadline,
        started: Callable[[asyncio.Future[T]], None],
    ) -> T:
        """What ``job`` returns.

        Args:
            job: the work; it calls ``deadline.check`` between articles.
            size: bytes of the request's body; None for work that belongs to the thread whatever its size.
            deadline: of the request.
            started: told the future of work that runs in the thread.

        Raises:
            Refusal: 504 when the time is up; the work itself ends at its next check.
        """
        if size is not None and size <= AT_ONCE:
            async with self.turn:
                await asyncio.sleep(0)  # the loop reads what has come meanwhile, so that nobody waits for two rounds
                deadline.check()
                return job()
        future = asyncio.get_running_loop().run_in_executor(self.pool, job)
        started(future)
        try:
            return await asyncio.wait_for(asyncio.shield(future), deadline.left)
        except TimeoutError:
            deadline.stopped = True
            deadline.check()
            raise

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Waits for running work, drops what has not begun, and runs ``last`` in the thread."""
        if last is not None:
            self.pool.submit(last).result()
        self.pool.shutdown(wait=True, cancel_futures=True)
