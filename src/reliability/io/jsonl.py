"""JSON Lines of article records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reliability.errors import InputError, ReliabilityError
from reliability.io.objects import article_from_object
from reliability.io.record import Failure, Record
from reliability.io.text import decode
from reliability.types import Article

MAX_DEPTH_MESSAGE = "nested too deeply"


def read_jsonl(lines: Iterable[bytes], origin: str, *, beside: Path | None = None) -> Iterator[Record | Failure]:
    """One record for each non-empty line; a broken line becomes a failure that names it.

    A record is an object with ``text``, or with ``file``, a text file's name in the folder ``beside``; or schema.org
    JSON-LD; or a ninjs item.

    Args:
        lines: raw lines.
        origin: name of the file or stream, for messages and identifiers.
        beside: folder that ``file`` fields are read from; None forbids them.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{origin}:{number}"
        try:
            yield Record(_article(line, beside, place), place)
        except ReliabilityError as error:
            yield Failure(place, str(error))


def parse_json(content: bytes | str) -> Any:
    """The value of a JSON document.

    Raises:
        InputError: not JSON, or nested too deeply.
    """
    try:
        return json.loads(decode(content) if isinstance(content, bytes) else content)
    except RecursionError:
        raise InputError(f"not usable JSON: {MAX_DEPTH_MESSAGE}") from None
    except ValueError as error:
        raise InputError(f"not JSON: {error}") from None


def _article(line: bytes, beside: Path | None, place: str) -> Article:
    record = parse_json(line)
    if not isinstance(record, dict):
        raise InputError(f"expected a JSON object with a 'text' field, got {type(record).__name__}")
    if "text" not in record and isinstance(record.get("file"), str) and beside is not None:
        record = {**record, "text": _neighbour(beside, record["file"])}
    found = article_from_object({key: value for key, value in record.items() if value is not None})
    return found if found.id is not None else replace(found, id=place)


def _neighbour(folder: Path, name: str) -> str:
    """The text of a file in ``folder``; names with a path are refused, so that a record reads nothing else."""
    if Path(name).name != name or name in {"", ".", ".."}:
        raise InputError(f"'file' must be the name of a file in the same folder, got {name[:80]!r}")
    try:
        return decode((folder / name).read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"'file' {name[:80]!r} cannot be read: {error}") from None
