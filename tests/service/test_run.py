from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reliability.report.asdict import score_as_dict, to_json
from reliability.scoring import Scorer
from reliability.types import Article


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "s"


@pytest.fixture
def service(socket: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", "from reliability.cli import main; main()", "serve", "--socket", str(socket)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env={**os.environ, "RELIABILITY_TOKEN": "t"}, start_new_session=True
    ) as process:
        while not socket.exists() and process.poll() is None:
            time.sleep(0.02)
        yield process
        process.kill()


def session(socket: Path) -> httpx.Client:
    return httpx.Client(
        transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://service", headers={"authorization": "Bearer t"}
    )


def test_the_command_serves_the_librarys_bytes(service: subprocess.Popen[bytes], socket: Path) -> None:
    text = "The port authority said the ferry struck the wall. " * 30
    with session(socket) as client:
        answer = client.post("/v1/score", json={"text": text})
    assert answer.content == to_json(score_as_dict(Scorer().score(Article(text)), text)).encode()
    assert "server" not in answer.headers


def test_a_large_body_is_refused_and_the_service_goes_on(service: subprocess.Popen[bytes], socket: Path) -> None:
    with session(socket) as client:
        try:
            assert client.post("/v1/score", content=b" " * 50_000_000).status_code == 413
        except (httpx.WriteError, httpx.ReadError):  # the service may close before the client has sent it all
            assert service.poll() is None
        assert client.get("/readyz").status_code == 200


def test_a_stop_lets_work_end(service: subprocess.Popen[bytes], socket: Path) -> None:
    text = "The port authority said the ferry struck the wall. " * 100
    body = json.dumps({"articles": [{"text": text}] * 60}).encode()
    head = f"POST /v1/score/batch HTTP/1.1\r\nhost: s\r\nauthorization: Bearer t\r\ncontent-length: {len(body)}\r\n\r\n"
    import socket as sockets  # noqa: PLC0415 - the fixture has the name

    with sockets.socket(sockets.AF_UNIX) as wire:
        wire.connect(str(socket))
        wire.sendall(head.encode() + body)
        time.sleep(0.2)
        service.send_signal(signal.SIGTERM)
        answer = b""
        while part := wire.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200")
    assert service.wait(10) in {0, -signal.SIGTERM}
