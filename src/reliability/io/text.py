"""Bytes to text, whatever encoding they came in."""

from __future__ import annotations

import codecs

from reliability.errors import InputError, InputTooLargeError

MAX_BYTES = 64 * 1024 * 1024  # four bytes for each of the 16 Mi code points an article may have
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> str:
    """The text in ``content``: by its byte-order mark, else UTF-8, else Windows-1252; line ends become ``\\n``.

    Raises:
        InputTooLargeError: more than 64 MiB.
        InputError: a byte-order mark whose encoding the bytes do not follow.

    Examples:
        >>> decode(b"caf\\xe9"), decode("café".encode())
        ('café', 'café')
    """
    if len(content) > MAX_BYTES:
        raise InputTooLargeError(f"{len(content)} bytes came; at most {MAX_BYTES} are allowed")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"the byte-order mark says {encoding}, but the bytes do not follow it: {error}"
                ) from None
            break
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
