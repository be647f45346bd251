"""How a service is set up."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reliability.errors import InputError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and names of one service.

    Attributes:
        version: scoring version by name or folder that answers when a request names none; the default for None.
        token: bearer token that every request but the health checks must carry; None asks for none.
        max_body: bytes of one request body; more is answered with 413.
        max_articles: articles of one request; more is answered with 413.
        max_requests: requests at work at once; more are answered with 503 and Retry-After.
        seconds: time one request may take; 408 while its body is still coming, 504 after.
        retry_after: seconds that a 503 asks the client to wait.
        root_path: path prefix under which a proxy publishes the service, such as ``/reliability``.
        index: file of the claim index; the index endpoints answer 404 without one.

    Raises:
        InputError: a limit that is not positive, an empty token, or a prefix without its leading slash.

    Examples:
        >>> Settings(max_requests=8).seconds
        30.0
    """

    version: str | None = None
    token: str | None = field(default=None, repr=False)
    max_body: int = 8 * MEBIBYTE
    max_articles: int = 1_000
    max_requests: int = 32
    seconds: float = 30.0
    retry_after: int = 1
    root_path: str = ""
    index: Path | None = None

    def __post_init__(self) -> None:
        for name in ("max_body", "max_articles", "max_requests", "seconds", "retry_after"):
            if not getattr(self, name) > 0:
                raise InputError(f"{name} must be positive, got {getattr(self, name)!r}")
        if self.token is not None and not self.token.strip():
            raise InputError("the token is empty; give None to ask for no token")
        if self.root_path and (not self.root_path.startswith("/") or self.root_path.endswith("/")):
            raise InputError(f"root_path must start with a slash and not end with one, got {self.root_path!r}")
