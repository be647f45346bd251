"""Continues a batch that was cut short, without a lost or a doubled article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reliability.errors import InputError
from reliability.io.record import Record


def skip_finished(stream: BinaryIO, records: Iterable[Record], identity: str) -> Iterator[Record]:
    """The records whose results are not yet in ``stream``, which then stands where the next result belongs.

    Results stand in the order of the records, one a line. A last line that was cut off is removed and done again.
    Holds one line at a time.

    Args:
        stream: results as JSON Lines, open for reading and writing, at its start.
        records: the same articles in the same order as in the run that was cut short.
        identity: of the scorer that continues.

    Raises:
        InputError: the results are of other articles, in another order, or of another scoring version.
    """
    waiting = iter(records)
    end = 0
    for number, line in enumerate(stream, start=1):
        if not line.endswith(b"\n"):
            break
        record = next(waiting, None)
        if record is None:
            raise InputError(f"the output holds more results than there are articles: {number} and more")
        _check(line, number, record, identity)
        end += len(line)
    stream.seek(end)
    stream.truncate()
    return waiting


def _check(line: bytes, number: int, record: Record, identity: str) -> None:
    try:
        result = json.loads(line)
        found, scored = result["id"], result["identity"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError(
            f"line {number} of the output is no result; give another file, or leave --resume out"
        ) from None
    if found != record.article.id:
        raise InputError(
            f"line {number} of the output is about {str(found)[:60]!r}, the article there is now "
            f"{str(record.article.id)[:60]!r}; continue with the same articles in the same order"
        )
    if scored != identity:
        raise InputError(f"line {number} of the output was scored by {str(scored)[:80]}, now it would be {identity}")
