"""What is too large is refused at once and by name; what is allowed takes memory in proportion."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from benchmarks.families import FAMILIES
from benchmarks.speed.growth import allowed
from reliability.errors import InputTooLargeError
from reliability.find import find_hedges, parse
from reliability.io import feeds, html, text
from reliability.scoring import score
from reliability.types import MAX_CHARACTERS, MAX_LINES, Article

SECONDS = 0.1
LONG = "a" * (MAX_CHARACTERS + 1)
LINES = "a\n" * MAX_LINES
PAGE = b"<" * (html.MAX_BYTES + 1)
FEED = b"<rss>" + b"a" * feeds.MAX_BYTES
BYTES = b"a" * (text.MAX_BYTES + 1)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Article(LONG),
        lambda: Article("", title=LONG),
        lambda: Article(LINES),
        lambda: score(LONG),
        lambda: parse(LINES),
        lambda: find_hedges(LONG),
        lambda: html.article_from_html(PAGE),
        lambda: list(feeds.read_feed(FEED, "feed")),
        lambda: text.decode(BYTES),
    ],
)
def test_too_much_is_refused_at_once(refused: Callable[[], object]) -> None:
    times = []
    for _ in range(3):
        start = time.process_time()
        with pytest.raises(InputTooLargeError, match=r"at most [\d]+"):
            refused()
        times.append(time.process_time() - start)
    assert min(times) < SECONDS


def test_empty_lines_are_free() -> None:
    assert Article("\n\n" * (MAX_LINES - 1)).text
    assert len(Article("a\n\n" * (MAX_LINES - 1)).text) == 3 * (MAX_LINES - 1)


@pytest.mark.parametrize("family", ["ordinary", "brackets", "look-alikes"])
def test_memory_is_bounded(family: str) -> None:
    size = 400_000
    command = [sys.executable, "-m", "benchmarks.speed.growth", "--peak", family, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) <= allowed(FAMILIES[family](size))
