"""Request bodies: read within the limits while they come, then parsed as strict JSON."""

from __future__ import annotations

import asyncio
import json
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect, Request

from reliability.service.refusal import Refusal

LINES = frozenset({"application/x-ndjson", "application/jsonl", "application/jsonlines"})
JSON = "application/json"


def media_type(request: Request) -> str:
    """The request's media type without its parameters, in lower case; JSON when none is given."""
    return request.headers.get("content-type", JSON).partition(";")[0].strip().lower()


async def read_body(request: Request, *, limit: int, seconds: float) -> bytes:
    """The body of a request.

    Raises:
        Refusal: 413 as soon as more than ``limit`` bytes are announced or have come, 408 when it takes too long.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                parts.append(part)
    except TimeoutError:
        raise Refusal(
            408, "RequestTimeout", f"the body did not come within {seconds:.0f} seconds", {"Connection": "close"}
        ) from None
    except ClientDisconnect:
        raise Refusal(400, "ClientDisconnect", "the client went away before its body had come") from None
    return b"".join(parts)


def _too_large(limit: int) -> Refusal:
    return Refusal(413, "InputTooLargeError", f"a body may have {limit} bytes", {"Connection": "close"})


def parse_strict(content: bytes) -> Any:
    """The value of a JSON text by RFC 8259: UTF-8, no NaN or Infinity, not nested beyond the parser's depth.

    Raises:
        Refusal: 400, without any part of the body.

    Examples:
        >>> parse_strict(b'{"text": "Rain fell."}')
        {'text': 'Rain fell.'}
    """
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise Refusal(400, "InvalidJson", f"not UTF-8: byte {error.start} cannot be decoded") from None
    except RecursionError:
        raise Refusal(400, "InvalidJson", "nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Refusal(400, "InvalidJson", f"not JSON: {error.msg} at line {error.lineno}, {error.colno}") from None
    except ValueError:
        raise Refusal(400, "InvalidJson", "not usable JSON: a number with too many digits") from None


def _no_constant(name: str) -> NoReturn:
    raise Refusal(400, "InvalidJson", f"{name} is no JSON value; allowed are finite numbers")
