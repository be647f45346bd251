"""HTML pages to articles, by trafilatura in a process of its own that is bounded in time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from reliability.errors import InputError, InputTooLargeError, MissingExtraError
from reliability.io.fields import lenient_moment
from reliability.io.newsarticle import fields_of, nodes_in_page
from reliability.io.text import decode
from reliability.types import Article

MAX_BYTES = 8 * 1024 * 1024
SECONDS = 20
WHOLE_BODY = 100  # words from which an articleBody counts as the article and not as its teaser
MEMORY = 2 * 1024**3  # bytes of address space for the worker

_WORKER = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
except (ImportError, ValueError, OSError):
    pass
import trafilatura
page = sys.stdin.buffer.read()
found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
if found is None:
    json.dump(None, sys.stdout)
else:
    record = found if isinstance(found, dict) else found.as_dict()
    json.dump({key: record.get(key) for key in ("text", "title", "author", "sitename", "date", "url")}, sys.stdout)
"""


def article_from_html(page: bytes, *, place: str | None = None) -> Article:
    """The article in an HTML page.

    Where the publisher gives the whole body as JSON-LD, that is the text; else trafilatura finds it, which needs the
    extra ``html``. What the JSON-LD says of headline, publisher, author and date goes before what is read off the page.

    Raises:
        MissingExtraError: trafilatura is not installed.
        InputTooLargeError: more than 8 MiB.
        InputError: no article text in the page, or the extraction ran out of time or memory.
    """
    if len(page) > MAX_BYTES:
        raise InputTooLargeError(f"the page has {len(page)} bytes; at most {MAX_BYTES} are allowed")
    told = next((fields_of(node) for node in nodes_in_page(decode(page))), {})
    if len((told.get("text") or "").split()) >= WHOLE_BODY:
        return Article(**{**told, "id": place})
    if find_spec("trafilatura") is None:
        raise MissingExtraError("reading HTML", "html")
    found = _extract(page)
    return Article(
        found["text"],
        title=told.get("title") or found.get("title") or None,
        outlet=told.get("outlet") or found.get("sitename") or None,
        byline=told.get("byline") or found.get("author") or None,
        url=told.get("url") or found.get("url") or None,
        published=told.get("published") or lenient_moment(found.get("date")),
        id=place,
    )


def _extract(page: bytes) -> dict[str, Any]:
    """What trafilatura finds in a page."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _WORKER, str(MEMORY)],
            input=page,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"the page could not be read within {SECONDS} seconds") from None
    except subprocess.CalledProcessError:
        raise InputError("the page could not be read: the extraction failed or ran out of memory") from None
    found = json.loads(done.stdout)
    if not found or not (found.get("text") or "").strip():
        raise InputError("no article text found in the page")
    return dict(found)
