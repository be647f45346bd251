"""What stands before every route: identity, token, number of requests, log line, and no error left unanswered."""

from __future__ import annotations

import asyncio
import hmac
import re
import sys
import time
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reliability.report.asdict import to_json
from reliability.service.refusal import Refusal
from reliability.service.settings import Settings
from reliability.service.work import Deadline, Slots

OPEN_PATHS = frozenset({"/healthz", "/readyz"})  # probes carry no token and must not wait behind work
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_SAFE_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
)


@dataclass(slots=True)
class Visit:
    """What is known of a request while it is answered."""

    id: str
    deadline: Deadline
    began: float
    status: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    articles: int = 0
    error: str | None = None
    where: str | None = None
    work: asyncio.Future[Any] | None = None
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)


def visit_of(scope: Scope) -> Visit:
    """The visit that the guard opened for a request."""
    found = scope["reliability.visit"]
    if not isinstance(found, Visit):
        raise TypeError("the request did not come through the guard")
    return found


class Guard:
    """The outermost layer of the service.

    Args:
        app: what is guarded.
        settings: token and limits.
        slots: places for requests at work.
        log: where log lines go; standard error for None.
    """

    def __init__(
        self, app: ASGIApp, *, settings: Settings, slots: Slots, log: Callable[[], TextIO] = lambda: sys.stderr
    ) -> None:
        self.app = app
        self.settings = settings
        self.slots = slots
        self.log = log
        self.token = settings.token.encode() if settings.token is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visit = Visit(_request_id(scope), Deadline(self.settings.seconds), time.perf_counter())
        visit.headers = [(b"x-request-id", visit.id.encode()), *_SAFE_HEADERS]
        scope["reliability.visit"] = visit
        scope["root_path"] = self.settings.root_path or scope.get("root_path", "")

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                visit.status = message["status"]
                message = {**message, "headers": [*message["headers"], *visit.headers]}
            else:
                visit.bytes_out += len(message.get("body", b""))
            await send(message)

        try:
            await self._answer(scope, receive, answer, visit)
        finally:
            self._write(scope, visit)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        path = _path(scope)
        try:
            if path in OPEN_PATHS:
                await self.app(scope, receive, send)
                return
            self._check_token(scope)
            self._take_slot()
            try:
                await self.app(scope, receive, send)
            finally:
                self.slots.release(visit.work)
        except Refusal as refusal:
            await refuse(refusal, send, visit)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            visit.where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
            if not visit.status:
                message = f"an unexpected error; the log names request {visit.id}"
                await refuse(Refusal(500, "InternalError", message), send, visit)
            visit.error = type(error).__name__

    def _check_token(self, scope: Scope) -> None:
        if self.token is None:
            return
        given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        scheme, _, token = given.partition(b" ")
        if scheme.lower() != b"bearer" or not hmac.compare_digest(token.strip(), self.token):
            raise Refusal(
                401, "Unauthorized", "send the header Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"}
            )

    def _take_slot(self) -> None:
        if not self.slots.take():
            raise Refusal(
                503,
                "Busy",
                f"{self.slots.limit} requests are at work already",
                {"Retry-After": str(self.settings.retry_after)},
            )

    def _write(self, scope: Scope, visit: Visit) -> None:
        """One line of JSON; paths that are no route are not written, for a client may put anything there."""
        route = scope.get("route")
        line = {
            "event": "request",
            "id": visit.id,
            "method": scope["method"] if len(scope["method"]) <= 10 else "other",
            "route": getattr(route, "path", None),
            "status": visit.status,
            "error": visit.error,
            "where": visit.where,
            "ms": round(1000 * (time.perf_counter() - visit.began), 3),
            "bytes_in": visit.bytes_in,
            "bytes_out": visit.bytes_out,
            "articles": visit.articles,
            "at_work": self.slots.taken,
        }
        stream = self.log()
        stream.write(to_json(line) + "\n")
        stream.flush()


async def refuse(refusal: Refusal, send: Send, visit: Visit) -> None:
    """Sends a refusal."""
    content = refusal.content()
    visit.error = refusal.kind
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(content)).encode()),
        *((name.lower().encode(), value.encode("latin-1", "replace")) for name, value in refusal.headers.items()),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def _path(scope: Scope) -> str:
    """The path below the proxy's prefix."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(root + "/") else path


def _request_id(scope: Scope) -> str:
    """The identifier that the proxy gave, when it is a plain one; else a new one."""
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode("ascii") if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
