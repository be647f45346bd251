"""Fields of foreign records: their type checked, their dates read, the field named when it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from reliability.errors import InputError
from reliability.types import parse_timestamp


def string(record: Mapping[str, Any], name: str) -> str | None:
    """The string under ``name``, without white space around it; None when it is absent, null or blank.

    Raises:
        InputError: another type.
    """
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} must be a string, got {type(value).__name__}")
    return value.strip() or None


def moment(record: Mapping[str, Any], name: str) -> str | None:
    """The ISO 8601 date or date-time under ``name``; None when it is absent or blank.

    Raises:
        InputError: neither.
    """
    value = string(record, name)
    if value is not None:
        try:
            parse_timestamp(value)
        except InputError:
            raise InputError(f"{name} must be an ISO 8601 date or date-time, got {value[:40]!r}") from None
    return value


def lenient_moment(value: object) -> str | None:
    """An ISO 8601 date or date-time in whatever form publishers write it; None when it is not understood.

    Examples:
        >>> lenient_moment("Tue, 03 Mar 2026 10:00:00 +0100"), lenient_moment("yesterday")
        ('2026-03-03T10:00:00+01:00', None)
    """
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        parse_timestamp(value)
    except InputError:
        try:
            return parsedate_to_datetime(value[:200]).isoformat()
        except (ValueError, IndexError, OverflowError):
            return None
    return value.strip()
