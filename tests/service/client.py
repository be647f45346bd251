"""A client that speaks to the application in this process."""

from __future__ import annotations

import asyncio
import io
import json
from typing import Any

import httpx

from reliability.service.app import create_app
from reliability.service.settings import Settings


class Client:
    """Sends one request after the other; ``log`` holds the service's log lines."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.stream = io.StringIO()
        self.app = create_app(settings, log=lambda: self.stream)

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._send(method, path, **options))

    def post(self, path: str, body: Any, **options: Any) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"content-type": "application/json", **options.pop("headers", {})}
        return self.send("POST", path, content=content, headers=headers, **options)

    async def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            return await client.request(method, path, **options)

    @property
    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]
