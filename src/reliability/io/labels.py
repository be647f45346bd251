"""Labels of articles: a table of identifier and label."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reliability.errors import InputError
from reliability.io.text import decode


def read_labels(path: Path, identifiers: Sequence[str | None]) -> list[int | None]:
    """The label of each article, in the order of ``identifiers``; None for articles that the table does not name.

    Args:
        path: lines of ``identifier TAB label``, label 0 or 1; a first line ``id TAB label`` is left out.
        identifiers: of the articles.

    Raises:
        InputError: the file cannot be read, or a line is not of this form.
    """
    try:
        lines = decode(path.read_bytes()).splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    table: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (number == 1 and line.lower().split() == ["id", "label"]):
            continue
        identifier, tab, label = line.rpartition("\t")
        if not tab or label.strip() not in {"0", "1"}:
            raise InputError(f"{path}:{number}: expected an identifier, a tab and 0 or 1, got {line[:60]!r}")
        table[identifier.strip()] = int(label.strip())  # int() itself knows fewer spaces than strip
    return [table.get(identifier or "") for identifier in identifiers]
