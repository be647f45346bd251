from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability.errors import InputError
from reliability.io.record import Record
from reliability.io.resume import skip_finished
from reliability.types import Article

RECORDS = [Record(Article("text", id=name), name) for name in ("a", "b\n", "\ud800", "é")]
IDENTITY = "reliability|v:1"
RESULTS = [
    json.dumps({"id": record.article.id, "identity": IDENTITY}).encode() + b"\n" for record in RECORDS
]  # ASCII, one line each


@given(st.integers(0, sum(len(line) for line in RESULTS)))
def test_cut_anywhere_every_article_is_written_once(place: int) -> None:
    stream = io.BytesIO(b"".join(RESULTS)[:place])
    for record in skip_finished(stream, RECORDS, IDENTITY):
        stream.write(RESULTS[RECORDS.index(record)])
    assert stream.getvalue() == b"".join(RESULTS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (RESULTS[1], "is about"),
        (b"no json\n", "is no result"),
        (b"[" * 100_000 + b"\n", "is no result"),
        (b"[]\n", "is no result"),
        (b'{"id": "a", "identity": "other"}\n', "was scored by"),
        (b"".join(RESULTS) + RESULTS[0], "more results than"),
    ],
)
def test_foreign_output_is_refused_and_left_alone(content: bytes, message: str) -> None:
    stream = io.BytesIO(content)
    with pytest.raises(InputError, match=message):
        skip_finished(stream, RECORDS, IDENTITY)
    assert stream.getvalue() == content


def test_a_killed_batch_is_continued(tmp_path: Path) -> None:
    text = "The port authority said the ferry struck the harbour wall on Monday. " * 10
    articles = tmp_path / "in.jsonl"
    articles.write_text("".join(json.dumps({"text": text, "id": f"article {i}"}) + "\n" for i in range(600)))
    output = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", "from reliability.cli import main; main()", "score", "--resume", "-o", str(output)]
    for kill in range(4):
        before = output.stat().st_size if output.exists() else 0
        with subprocess.Popen([*command, str(articles)]) as process:
            while process.poll() is None and (not output.exists() or output.stat().st_size <= before + 3_000 * kill):
                time.sleep(0.005)
            os.kill(process.pid, signal.SIGKILL)
    subprocess.run([*command, str(articles)], check=True)
    found = [json.loads(line)["id"] for line in output.read_text().splitlines()]
    assert found == [f"article {i}" for i in range(600)]
