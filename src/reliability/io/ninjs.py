"""IPTC ninjs news items, versions 2.x and 3.x.

Version 2 writes names in lower case, version 3 in camel case; otherwise the fields read here are the same.

Reference: https://www.iptc.org/std/ninjs/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reliability.errors import InputError
from reliability.io.fields import moment, string
from reliability.io.fragment import text_of
from reliability.types import Article

_STRING_NAMES = """
by copyrightholder copyrightnotice ednote language located profile pubstatus representationtype slugline title type uri
usageterms version
"""
_LIST_NAMES = """
altids associations bodies descriptions events genres headlines infosources objects organisations people places
plannedcoverage renditions subjects trustindicators
"""
_STRINGS = tuple(_STRING_NAMES.split())
_LISTS = tuple(_LIST_NAMES.split())
_MOMENTS = ("contentcreated", "embargoed", "embargoeduntil", "expires", "firstcreated", "versioncreated")
_OBJECTS = ("digitalsourcetype", "eventdetails", "rightsinfo", "standard")
_KNOWN = frozenset((*_STRINGS, *_MOMENTS, *_LISTS, *_OBJECTS, "urgency"))
_MARKS = frozenset(["headlines", "bodies", "versioncreated", "standard", "pubstatus", "firstcreated", "infosources"])
_WITHOUT_TEXT = frozenset(["event", "planning"])


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: it has a ``uri`` and no ``text``, and a field only ninjs has."""
    if "text" in record or "uri" not in record:
        return False
    return bool(_MARKS & {str(name).lower() for name in record}) or set(record) <= {"uri", "type", "title", "by"}


def article_from_ninjs(record: Mapping[str, Any]) -> Article:
    """The article in a ninjs item.

    The headline is the one with role ``main``, else the first, else ``title``. Of several bodies, the one with most
    paragraphs among those that are about as long as the longest.

    Raises:
        InputError: a field that ninjs does not have or of another type, named; or an item without news text.

    Examples:
        >>> item = {"uri": "urn:1", "headlines": [{"value": "Rain"}], "bodies": [{"value": "<p>Rain fell.</p>"}]}
        >>> (article_from_ninjs(item).title, article_from_ninjs(item).text)
        ('Rain', 'Rain fell.')
    """
    if not isinstance(record, Mapping):
        raise InputError(f"a ninjs item is a JSON object, got {type(record).__name__}")
    item = {str(name).lower().lstrip("$"): value for name, value in record.items() if value is not None}
    _check(record, item)
    kind = string(item, "type")
    if kind in _WITHOUT_TEXT:
        raise InputError(f"type {kind!r} has no news text; a text or composite item is needed")
    text = _body(item)
    if not text:
        raise InputError("bodies holds no text; a news text is needed")
    address = string(item, "uri") or ""
    return Article(
        text,
        title=_headline(item),
        outlet=_outlet(item),
        byline=string(item, "by"),
        url=address if address.startswith(("http://", "https://")) else None,
        published=moment(item, "versioncreated") or moment(item, "contentcreated") or moment(item, "firstcreated"),
        id=address,
    )


def _check(record: Mapping[str, Any], item: Mapping[str, Any]) -> None:
    """Names the first field that is unknown or has a wrong type."""
    schema = item["standard"].get("schema") if isinstance(item.get("standard"), Mapping) else None
    extended = isinstance(schema, str) and "iptc.org" not in schema
    for name in record:
        known = str(name).lower().lstrip("$") in _KNOWN
        if not known and not extended:
            raise InputError(f"{str(name)[:60]!r} is no field of a ninjs item")
    if string(item, "uri") is None:
        raise InputError("uri is missing; a ninjs item needs it")
    for name in _STRINGS:
        string(item, name)
    for name in _MOMENTS:
        moment(item, name)
    _check_kinds(item)
    urgency = item.get("urgency", 1)
    if isinstance(urgency, bool) or urgency not in range(1, 10):
        raise InputError(f"urgency must be a whole number from 1 to 9, got {str(urgency)[:20]}")
    rights = {str(name).lower() for name in item.get("rightsinfo", {})}
    if {"linkedrights", "encodedrights"} <= rights:
        raise InputError("rightsinfo must hold linkedrights or encodedrights, not both")


def _check_kinds(item: Mapping[str, Any]) -> None:
    for names, kind, word in ((_LISTS, list, "a list"), (_OBJECTS, Mapping, "an object")):
        for name in names:
            if name in item and not isinstance(item[name], kind):
                raise InputError(f"{name} must be {word}, got {type(item[name]).__name__}")
    for name in ("headlines", "bodies"):
        for entry in item.get(name, []):
            if not isinstance(entry, Mapping) or not isinstance(entry.get("value"), str):
                raise InputError(f"{name} must hold objects with a string 'value'")


def _headline(item: Mapping[str, Any]) -> str | None:
    headlines = item.get("headlines", [])
    ordered = sorted(headlines, key=lambda entry: entry.get("role") != "main")
    values = [value for value in (text_of(entry["value"]) for entry in ordered) if value]
    return values[0] if values else string(item, "title")


def _body(item: Mapping[str, Any]) -> str:
    texts = [text for text in (_plain(entry) for entry in item.get("bodies", [])) if text]
    longest = max((len(text) for text in texts), default=0)
    full = [text for text in texts if len(text) >= 0.8 * longest]
    return max(full, key=lambda text: text.count("\n"), default="")


def _plain(entry: Mapping[str, Any]) -> str:
    value: str = entry["value"]
    kind = next((str(found).lower() for name, found in entry.items() if str(name).lower() == "contenttype"), "")
    marked = "html" in kind or "xml" in kind or "nitf" in kind or value.lstrip().startswith("<")
    return text_of(value) if marked else value.strip()


def _outlet(item: Mapping[str, Any]) -> str | None:
    for source in item.get("infosources", []):
        if isinstance(source, Mapping) and isinstance(source.get("name"), str) and source["name"].strip():
            return str(source["name"]).strip()
    return string(item, "copyrightholder")
