from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import agreements, match_claims
from reliability.errors import IndexFileError, InputError
from reliability.index import ClaimIndex
from reliability.signals.analysis import Agreement
from reliability.types import Article

NEWSROOM = sorted(read_newsroom(), key=lambda article: (article.published or "", article.id or ""))
WRITER = """
import sys
from reliability import Article, ClaimIndex
with ClaimIndex(sys.argv[1]) as index:
    for number in range(int(sys.argv[3])):
        text = f"The ferry {sys.argv[2]}{number} struck breakwater {number} at Port Sella and 41 people were injured."
        index.add(Article(text, id=f"{sys.argv[2]}-{number}", published="2026-03-03"))
        print(number, flush=True)
"""


def brief(agreement: Agreement) -> tuple[object, ...]:
    supports = [(s.claim.span, s.origins, s.copies, len(s.supporters), len(s.conflicts)) for s in agreement.supports]
    return (agreement.comparable, agreement.copies, agreement.claims, supports)


def test_the_index_agrees_with_the_batch_at_every_step(tmp_path: Path) -> None:
    with ClaimIndex(tmp_path / "claims.db") as index:
        for number, article in enumerate(NEWSROOM):
            so_far = NEWSROOM[: number + 1]
            batch = agreements(so_far, match_claims(so_far))[number]
            assert brief(index.lookup(article, days=None).agreement) == brief(batch)
            assert index.add(article)
        assert index.check() == []


def test_an_article_is_stored_once(tmp_path: Path) -> None:
    with ClaimIndex(tmp_path / "claims.db") as index:
        assert [index.add(NEWSROOM[0]), index.add(NEWSROOM[0])] == [True, False]
        assert index.stats()["articles"] == 1


def test_only_the_last_days_are_compared(tmp_path: Path) -> None:
    story = "The ferry Asta Lind struck the northern breakwater at Port Sella and 41 people were injured."
    with ClaimIndex(tmp_path / "claims.db") as index:
        index.add(Article(story, id="old", published="2025-11-03"))
        assert index.lookup(Article(story, id="new", published="2026-03-03"), days=30).articles == ()
        assert index.lookup(Article(story, id="new", published="2026-03-03"), days=200).articles == ("id:old",)


def test_pruning_leaves_nothing_behind(tmp_path: Path) -> None:
    with ClaimIndex(tmp_path / "claims.db") as index:
        for article in NEWSROOM[:4]:
            index.add(article)
        assert index.prune("2030-01-01") == 4
        assert index.stats() == {"articles": 0, "claims": 0, "keys": 0}


def test_pruning_wants_a_day(tmp_path: Path) -> None:
    with ClaimIndex(tmp_path / "claims.db") as index, pytest.raises(InputError):
        index.prune("soon")


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    path.write_text("this is no database " * 100, encoding="utf-8")
    with pytest.raises(IndexFileError):
        ClaimIndex(path)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    with pytest.raises(IndexFileError, match="no claim index"):
        ClaimIndex(path)


def write(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    writers = [write(path, name, 10) for name in "abc"]
    assert [(writer.communicate()[0].count("\n"), writer.returncode) for writer in writers] == [(10, 0)] * 3
    with ClaimIndex(path) as index:
        assert index.stats()["articles"] == 30
        assert index.check() == []


def test_a_killed_writer_leaves_every_acknowledged_article(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    writer = write(path, "k", 100_000)
    assert writer.stdout is not None
    seen = 0
    deadline = time.monotonic() + 20
    while seen < 15 and time.monotonic() < deadline:
        seen = int(writer.stdout.readline()) + 1
    writer.send_signal(signal.SIGKILL)
    rest = writer.communicate()[0].split()
    acknowledged = int(rest[-1]) + 1 if rest else seen
    with ClaimIndex(path) as index:
        assert index.stats()["articles"] >= acknowledged
        assert index.check() == []
