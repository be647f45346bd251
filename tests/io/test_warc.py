from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from reliability.io.files import read_paths
from reliability.io.record import Failure, Record

pytest.importorskip("warcio", reason="needs the extra warc")

SENTENCES = "".join(f"<p>The harbour council met on day {i} and approved the plan for pier {i}.</p>" for i in range(12))
PAGE = f"<html><head><title>Council meets</title></head><body><article>{SENTENCES}</article></body></html>".encode()


def record(kind: str, content: bytes, status: str) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Target-URI: https://gazette.example/{len(content)}\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def write(path: Path, pages: list[tuple[str, bytes, str]]) -> None:
    pack = gzip.compress if path.suffix == ".gz" else bytes
    path.write_bytes(b"".join(pack(record(*page)) for page in pages))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_are_articles_and_images_are_passed_over(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(
        path,
        [("image/png", b"\x89PNG", "200 OK"), ("text/html", PAGE, "200 OK"), ("text/html", b"gone", "404 Not Found")],
    )
    page, gone = read_paths([path])
    assert isinstance(page, Record)
    assert "approved the plan for pier 3" in page.article.text
    assert page.article.id == f"https://gazette.example/{len(PAGE)}"
    assert isinstance(gone, Failure)


@pytest.mark.parametrize("content", [b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08broken", b"\xff" * 1000, b"no archive"])
def test_a_damaged_file_is_a_failure_or_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(content)
    assert all(isinstance(item, Failure) for item in read_paths([path]))


def test_a_cut_file_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    write(path, [("text/plain", b"First page. " * 20, "200 OK"), ("text/plain", b"Second page. " * 20, "200 OK")])
    path.write_bytes(path.read_bytes()[:-300])
    first, *_ = read_paths([path])
    assert isinstance(first, Record)
    assert first.article.text.startswith("First page.")
