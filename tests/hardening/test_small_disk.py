"""A disk that is really full: a tmpfs of some kilobytes, which takes the right to mount one (root on Linux)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reliability.errors import IndexFileError
from reliability.index import ClaimIndex
from reliability.types import Article

TEXT = "The port authority said the ferry {0} struck the harbour wall at Port {0} on Monday and {1} people were hurt. "
COMMAND = [sys.executable, "-c", "from reliability.cli import main; main()"]


def mount(*arguments: str) -> bool:
    return subprocess.run(["/bin/mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if shutil.which("mount") is None or not mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)):
        pytest.skip("needs the right to mount a tmpfs")
    yield place
    subprocess.run(["/bin/umount", "-l", str(place)], check=True)


def article(number: int) -> Article:
    return Article(TEXT.format(f"Sella{number}", 40 + number) * 4, id=f"article {number}")


def add_until_full(index: ClaimIndex, taken: list[str]) -> None:
    for number in range(2_000):
        index.add(article(number))
        taken.append(f"article {number}")


def fill(path: Path) -> list[str]:
    """The names of the articles that an index took before it said that it could not."""
    taken: list[str] = []
    with ClaimIndex(path) as index, pytest.raises(IndexFileError, match="full"):
        add_until_full(index, taken)
    return taken


def test_an_index_on_a_full_disk_says_so(disk: Path) -> None:
    assert fill(disk / "claims.db")


def test_an_index_keeps_what_it_took_before_the_disk_was_full(disk: Path) -> None:
    taken = fill(disk / "claims.db")
    with ClaimIndex(disk / "claims.db") as index:
        assert (index.stats()["articles"], index.check()) == (len(taken), [])


def test_an_index_goes_on_when_the_disk_has_space_again(disk: Path) -> None:
    taken = fill(disk / "claims.db")
    assert mount("-o", "remount,size=8m", str(disk))
    with ClaimIndex(disk / "claims.db") as index:
        assert index.add(article(len(taken)))
        assert (index.stats()["articles"], index.check()) == (len(taken) + 1, [])


def test_a_batch_goes_on_when_the_disk_has_space_again(disk: Path, tmp_path: Path) -> None:
    given, output = tmp_path / "in.jsonl", disk / "out.jsonl"
    names = [f"article {number}" for number in range(300)]
    given.write_text("".join(json.dumps({"text": article(i).text, "id": name}) + "\n" for i, name in enumerate(names)))
    command = [*COMMAND, "score", "--resume", "-o", str(output), str(given)]
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (failed.returncode, "No space left on device" in failed.stderr, "Traceback" in failed.stderr) == (
        2,
        True,
        False,
    )
    assert mount("-o", "remount,size=8m", str(disk))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert [json.loads(line)["id"] for line in output.read_text().splitlines()] == names
