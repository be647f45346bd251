"""Runs the service under uvicorn until it is told to stop."""

from __future__ import annotations

import gc
from pathlib import Path

import uvicorn

from reliability.service.app import create_app
from reliability.service.settings import Settings

STOP_SECONDS = 20  # how long requests at work may go on after the signal to stop


def serve(
    settings: Settings, *, host: str = "127.0.0.1", port: int = 8000, socket: Path | None = None, proxies: str = ""
) -> None:
    """Answers requests until SIGTERM or SIGINT, then finishes those at work.

    Args:
        settings: limits, token, scoring version.
        host, port: where to listen.
        socket: a Unix socket to listen on instead.
        proxies: addresses, separated by commas, whose ``X-Forwarded-*`` headers are believed; none by default.
    """
    app = create_app(settings)
    gc.collect()
    gc.freeze()  # what was loaded stays for good; without it every full collection walks all cue lists and weights
    uvicorn.run(
        app,
        host=host,
        port=port,
        uds=None if socket is None else str(socket),
        log_level="warning",
        access_log=False,  # the guard writes one line a request, without the article
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=30,
    )
