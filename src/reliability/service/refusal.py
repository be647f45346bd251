"""Answers that are not results: one JSON shape for every refusal, never with the body that came."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reliability.errors import InputTooLargeError, MissingExtraError, ReliabilityError, UnknownVersionError
from reliability.report.asdict import to_json

LONGEST_MESSAGE = 300  # messages name the value that came; this keeps a long value from being sent back
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """An answer other than 200 that ends a request."""

    def __init__(self, status: int, kind: str, message: str, headers: Mapping[str, str] = _NO_HEADERS) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.headers = headers

    def content(self) -> bytes:
        """The JSON body of the answer."""
        return to_json({"error": error_as_dict(self.kind, self.message)}).encode("ascii")


def error_as_dict(kind: str, message: str) -> dict[str, str]:
    """An error's type and its message in at most 300 characters.

    Examples:
        >>> error_as_dict("InputError", "x" * 1000)["message"][-3:]
        'x …'
    """
    short = message if len(message) <= LONGEST_MESSAGE else f"{message[: LONGEST_MESSAGE - 2]} …"
    return {"type": kind, "message": short}


def refusal_of(error: ReliabilityError) -> Refusal:
    """The answer to an error that the library raises on purpose."""
    kind = type(error).__name__
    if isinstance(error, InputTooLargeError):
        return Refusal(413, kind, str(error))
    if isinstance(error, MissingExtraError):
        return Refusal(501, kind, str(error))
    if isinstance(error, (ValueError, UnknownVersionError)):
        return Refusal(422, kind, str(error))
    return Refusal(503, kind, str(error), {"Retry-After": "1"})
