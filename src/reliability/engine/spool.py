"""Where a corpus run keeps what does not fit in memory: records by number, and columns split into parts."""

from __future__ import annotations

import tempfile
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
IntArray = npt.NDArray[np.int64]


class Spool:
    """Byte records by number, appended once and read in any order; in memory until it grows, or in a named file.

    Args:
        path: the file, when other processes are to read it; None keeps the first ``memory`` bytes in memory.
        memory: bytes kept in memory without a path.
    """

    def __init__(self, path: Path | None = None, *, memory: int = 0) -> None:
        self.path = path
        self._file: IO[bytes] = path.open("w+b") if path else tempfile.SpooledTemporaryFile(memory)  # noqa: SIM115
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, content: bytes) -> int:
        """Adds a record and returns its number."""
        self._file.seek(self._ends[-1])
        self._file.write(content)
        self._ends.append(self._ends[-1] + len(content))
        return len(self._ends) - 2

    def read(self, number: int) -> bytes:
        """The record of that number."""
        self._file.seek(self._ends[number])
        return self._file.read(self._ends[number + 1] - self._ends[number])

    def seal(self) -> IntArray:
        """Makes all records visible to other processes; where each one ends, after a leading 0."""
        self._file.flush()
        return np.array(self._ends, dtype=np.int64)

    def close(self) -> None:
        """Gives the file back."""
        self._file.close()


class Cache(Generic[T]):
    """The values of a function that were used last, by number."""

    def __init__(self, make: Callable[[int], T], most: int) -> None:
        self._make = make
        self._most = most
        self._known: OrderedDict[int, T] = OrderedDict()

    def __call__(self, number: int) -> T:
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._make(number)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(number)
        return found


class Parts:
    """Columns of equal length, split into parts by row, in memory until they take ``memory`` bytes and then on disk.

    Rows wait together and are split many at a time: an article adds some rows to each part, which would be slow and
    large as arrays of their own.

    Args:
        count: number of parts.
        kinds: type of each column.
        memory: bytes of all parts together that are held before they are written.
        folder: where the parts go when they are written; made when needed, removed by `close`.
    """

    def __init__(self, count: int, kinds: Sequence[npt.DTypeLike], *, memory: int, folder: Path | None = None) -> None:
        self._kinds = [np.dtype(kind) for kind in kinds]
        self._count = count
        self._waiting: list[tuple[npt.NDArray[Any], ...]] = []
        self._waiting_bytes = 0
        self._held: list[list[tuple[npt.NDArray[Any], ...]]] = [[] for _ in range(count)]
        self._held_bytes = 0
        self._memory = memory
        self._parent = folder
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, parts: IntArray, *columns: npt.NDArray[Any]) -> None:
        """Adds rows; ``parts`` is the part of each."""
        kept = [column.astype(kind, copy=False) for column, kind in zip(columns, self._kinds, strict=True)]
        self._waiting.append((parts.astype(np.uint8), *kept))
        self._waiting_bytes += sum(column.nbytes for column in self._waiting[-1])
        if self._waiting_bytes > self._memory // 4:
            self._split()

    def __iter__(self) -> Iterator[tuple[npt.NDArray[Any], ...]]:
        """The columns of each part in turn."""
        self._split()
        for part, held in enumerate(self._held):
            stored = [self._stored(part, column) for column in range(len(self._kinds))]
            rows = [[item[column] for item in held] for column in range(len(self._kinds))]
            yield tuple(np.concatenate([before, *after]) for before, after in zip(stored, rows, strict=True))

    def close(self) -> None:
        """Removes what was written."""
        self._waiting = []
        self._held = [[] for _ in self._held]
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _split(self) -> None:
        """Moves the waiting rows to their parts."""
        if not self._waiting:
            return
        parts, *columns = (np.concatenate(items) for items in zip(*self._waiting, strict=True))
        self._waiting, self._waiting_bytes = [], 0
        order = np.argsort(parts, kind="stable")
        ends = np.searchsorted(parts[order], np.arange(self._count + 1))
        columns = [column[order] for column in columns]
        for part in np.flatnonzero(np.diff(ends)).tolist():
            self._held[part].append(tuple(column[ends[part] : ends[part + 1]] for column in columns))
        self._held_bytes += sum(column.nbytes for column in columns)
        if self._held_bytes > self._memory // 2:
            self._write()

    def _write(self) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="reliability-parts-", dir=self._parent)
        for part, held in enumerate(self._held):
            for column in range(len(self._kinds)):
                if held:
                    with self._name(part, column).open("ab") as stream:
                        stream.write(np.concatenate([item[column] for item in held]).tobytes())
            held.clear()
        self._held_bytes = 0

    def _stored(self, part: int, column: int) -> npt.NDArray[Any]:
        if self._folder is None or not self._name(part, column).exists():
            return np.zeros(0, dtype=self._kinds[column])
        return np.fromfile(self._name(part, column), dtype=self._kinds[column])

    def _name(self, part: int, column: int) -> Path:
        return Path(self._folder.name if self._folder else "") / f"{part}.{column}"
