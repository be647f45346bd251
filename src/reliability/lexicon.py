"""Word lists as a scoring version's files hold them."""

from __future__ import annotations

from collections.abc import Iterable

from reliability.errors import InputError


def read_tsv(content: bytes) -> Iterable[tuple[str, str]]:
    """Pairs of the first two columns of a UTF-8 table; empty lines and ``#`` comments are left out.

    Raises:
        InputError: a line without a tab.
    """
    for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) < 2:
            raise InputError(f"line {number} of a cue list has no tab: {line[:60]!r}")
        yield columns[0], columns[1]
