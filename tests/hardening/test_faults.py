"""Things that go wrong around the library: full disks, damaged files, changed versions, clocks, memory."""

from __future__ import annotations

import ast
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import reliability
from reliability.errors import IndexFileError, InputError, VersionIntegrityError
from reliability.index import ClaimIndex
from reliability.io import html
from reliability.io.files import read_paths
from reliability.io.labels import read_labels
from reliability.io.record import Failure, Record
from reliability.scoring import Scorer, score
from reliability.types import Article
from reliability.versions.loader import available_versions, load_version

ROOT = Path(reliability.__file__).parent
TEXT = "The port authority said the ferry struck the harbour wall on Monday. Critics say it may sink. " * 8
COMMAND = [sys.executable, "-c", "from reliability.cli import main; main()"]


def run(*arguments: str, file_size: int | None = None) -> subprocess.CompletedProcess[str]:
    """The command line, with a limit on the size of files that stands for a full disk."""

    def limit() -> None:
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False, preexec_fn=limit)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"text": TEXT, "id": f"article {i}"}) + "\n" for i in range(12)))
    return path


def test_a_full_disk_loses_nothing_that_was_written(tmp_path: Path, articles: Path) -> None:
    output = tmp_path / "out.jsonl"
    failed = run("score", "--resume", "-o", str(output), str(articles), file_size=40_000)
    assert failed.returncode == 2
    assert failed.stderr.splitlines()[-1].startswith("reliability: ")
    assert "Traceback" not in failed.stderr
    assert 0 < output.stat().st_size <= 40_000
    assert run("score", "--resume", "-o", str(output), str(articles)).returncode == 0
    assert [json.loads(line)["id"] for line in output.read_text().splitlines()] == [f"article {i}" for i in range(12)]


@pytest.mark.parametrize("form", ["jsonl", "csv", "html", "table"])
def test_a_device_without_space_is_named(articles: Path, form: str) -> None:
    failed = run("score", "-f", form, "-o", "/dev/full", str(articles))
    assert failed.returncode == 2
    assert "No space left on device" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_an_output_that_cannot_be_opened_is_named(tmp_path: Path, articles: Path) -> None:
    for place in (tmp_path, tmp_path / "in.jsonl" / "below"):
        failed = run("score", "-f", "json", "-o", str(place), str(articles))
        assert failed.returncode == 2
        assert str(place) in failed.stderr
        assert "Traceback" not in failed.stderr


def test_an_index_on_a_full_disk_keeps_what_it_said_yes_to(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    code = """
import resource, sys
from reliability import Article, ClaimIndex, IndexFileError
with ClaimIndex(sys.argv[1]) as index:
    index.add(Article("The ferry struck pier 0 at Port Sella and 41 people were injured.", id="0"))
    print("yes", flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        for number in range(1, 5_000):
            index.add(Article(f"The ferry struck pier {number} at Port Sella and 41 people were injured.", id=str(number)))
            print("yes", flush=True)
    except IndexFileError as error:
        print(error, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert str(path) in done.stderr
    with ClaimIndex(path) as index:
        assert index.check() == []
        assert index.stats()["articles"] >= done.stdout.count("yes") > 0


def test_an_index_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexFileError, match=r"claims\.db"):
        ClaimIndex(tmp_path / "absent" / "claims.db")


def test_a_cut_parquet_file_is_a_failure_at_every_length(tmp_path: Path) -> None:
    path = tmp_path / "whole.parquet"
    pq.write_table(pa.table({"text": [TEXT, "b"], "id": ["1", "2"]}), path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 37):
        path.write_bytes(whole[:length])
        found = list(read_paths([path]))
        assert found
        assert all(isinstance(item, Failure) for item in found)
    path.write_bytes(whole)
    assert [type(item) for item in read_paths([path])] == [Record, Record]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    name = available_versions()[-1]
    return Path(shutil.copytree(ROOT / "versions" / name, tmp_path / "version"))


def _changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("damage", [_changed, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_tampered_version_is_refused_with_the_file_named(copied: Path, damage: Callable[[Path], object]) -> None:
    assert load_version(copied).digest == load_version(available_versions()[-1]).digest
    for name in load_version(copied).resources:
        content = (copied / name).read_bytes()
        damage(copied / name)
        with pytest.raises(VersionIntegrityError, match=name.replace(".", r"\.")):
            load_version(copied)
        (copied / name).write_bytes(content)


def _manifest(copied: Path, change: Callable[[dict[str, dict[str, object]]], object]) -> None:
    path = copied / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["score"].pop("minimum_words"),
        lambda manifest: manifest["score"].update(minimum_words="fifty"),
        lambda manifest: manifest["score"].update(sampling_error=float("nan")),
        lambda manifest: manifest["signals"]["hedging"].pop("weight"),
        lambda manifest: manifest["signals"].update(hedging=3),
        lambda manifest: manifest["signals"].update(unheard={"weight": 1.0}),
        lambda manifest: manifest["signals"]["hedging"].pop("intercept"),
        lambda manifest: manifest["files"].pop("repeats.json"),
        lambda manifest: manifest["files"].update({"../other": "0"}),
    ],
)
def test_a_malformed_manifest_is_refused(
    copied: Path, change: Callable[[dict[str, dict[str, object]]], object]
) -> None:
    _manifest(copied, change)
    with pytest.raises(VersionIntegrityError):
        Scorer(copied).score(TEXT)


def test_no_clock_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A clock that was set back, or none at all, changes neither a score nor an index."""
    expected = score(TEXT)
    monkeypatch.setattr(time, "time", lambda: -1e9)
    monkeypatch.setattr(time, "time_ns", lambda: -(10**18))
    monkeypatch.setattr(time, "localtime", None)
    assert score(TEXT) == expected
    with ClaimIndex(tmp_path / "claims.db") as index:
        index.add(Article(TEXT, id="a", published="2026-03-03"))
        assert index.lookup(Article(TEXT, id="b", published="2026-03-04")).articles == ("id:a",)


def test_no_clock_is_read_by_what_scores() -> None:
    edges = ("service", "cli.py", "spark.py")
    readers = {
        "now",
        "today",
        "utcnow",
        "time",
        "time_ns",
        "localtime",
        "gmtime",
        "monotonic",
        "perf_counter",
        "urandom",
    }
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        if path.relative_to(ROOT).parts[0] in edges:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in readers:
                found.append(f"{path.name}: {ast.unparse(node)}")
    assert found == []


def test_a_worker_without_memory_is_an_error_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MEMORY", 30 * 2**20)
    with pytest.raises(InputError, match="ran out of memory"):
        html.article_from_html(b"<html><body><p>" + TEXT.encode() + b"</p></body></html>")


def test_a_worker_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "SECONDS", 0.5)
    monkeypatch.setattr(html, "_WORKER", "import time; time.sleep(60)")
    with pytest.raises(InputError, match="within"):
        html.article_from_html(b"<html><body><p>" + TEXT.encode() + b"</p></body></html>")


def test_a_device_is_no_output_to_continue(articles: Path) -> None:
    failed = run("score", "-f", "jsonl", "--resume", "-o", "/dev/full", str(articles))
    assert (failed.returncode, "continues a file" in failed.stderr) == (2, True)


def test_a_label_beside_a_control_character_is_a_label(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_bytes(b"a\t1\x1f\nb\t0\n")
    assert read_labels(path, ["a", "b"]) == [1, 0]
