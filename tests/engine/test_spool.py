from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reliability.engine.spool import Cache, Parts, Spool


@pytest.mark.parametrize("memory", [1 << 20, 0])
def test_rows_come_back_by_part_in_order(memory: int, tmp_path: Path) -> None:
    with Parts(3, [np.uint64, np.uint32], memory=memory, folder=tmp_path) as parts:
        for owner in range(5):
            keys = np.arange(owner, owner + 4, dtype=np.uint64)
            parts.add((keys % np.uint64(3)).astype(np.int64), keys, np.full(4, owner, dtype=np.uint32))
        found = [
            (part, int(key), int(owner)) for part, (k, o) in enumerate(parts) for key, owner in zip(k, o, strict=True)
        ]
        assert bool(list(tmp_path.iterdir())) == (memory == 0)
    rows = [(key % 3, key, owner) for owner in range(5) for key in range(owner, owner + 4)]
    assert sorted(found) == sorted(rows)
    assert [row for row in found if row[0] == 1] == [row for row in rows if row[0] == 1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", [True, False])
def test_records_come_back_by_number(named: bool, tmp_path: Path) -> None:
    spool = Spool(tmp_path / "records" if named else None, memory=4)
    records = [b"", b"one", b"two two", b"\x00" * 10]
    assert [spool.append(record) for record in records] == [0, 1, 2, 3]
    assert spool.read(2) == b"two two"
    assert spool.append(b"last") == 4
    assert [spool.read(number) for number in range(len(spool))] == [*records, b"last"]
    spool.close()


def test_a_cache_forgets_what_was_used_longest_ago() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return -number

    cache = Cache(make, 2)
    assert [cache(number) for number in (1, 2, 1, 3, 1, 2)] == [-1, -2, -1, -3, -1, -2]
    assert made == [1, 2, 3, 2]
