"""The OpenAPI 3.1 description of the service: schemas, examples and answers of each route."""

from __future__ import annotations

import json
from typing import Any

from reliability.report.schema import result_schema

EXAMPLE = {
    "text": (
        "A ferry struck the harbour wall on Monday, injuring 41 people, the port authority said in a report. "
        '"The engines stopped answering," said Ana Reyes, the captain. Critics say the ship was old.'
    ),
    "title": "Ferry hits harbour wall",
    "outlet": "Harbour Gazette",
    "published": "2026-03-03",
    "id": "ferry-1",
}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_ARTICLE = {
    "type": "object",
    "description": "One news article; other fields are ignored.",
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "description": "The body, any string; it is never changed."},
        "title": _TEXT_OR_NULL,
        "outlet": _TEXT_OR_NULL,
        "byline": _TEXT_OR_NULL,
        "url": _TEXT_OR_NULL,
        "published": {
            "description": "ISO 8601 date or date-time.",
            "anyOf": [
                {"type": "null"},
                {"type": "string", "maxLength": 0},
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ],
        },
        "id": {"type": ["string", "integer", "null"], "description": "Comes back with the result."},
    },
    "examples": [EXAMPLE],
}
_ARTICLES = {
    "type": "object",
    "required": ["articles"],
    "properties": {"articles": {"type": "array", "items": {"$ref": "#/components/schemas/Article"}}},
    "examples": [{"articles": [EXAMPLE]}],
}
_RECORDS = {
    "type": "object",
    "required": ["articles"],
    "properties": {
        "articles": {
            "type": "array",
            "description": "Articles; what is no article gets its own error in the answer.",
            "items": {},
        }
    },
    "examples": [{"articles": [EXAMPLE]}],
}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"$ref": "#/components/schemas/Problem"}},
    "examples": [{"error": {"type": "InputError", "message": "an article needs a 'text' field"}}],
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "message"],
    "properties": {"type": {"type": "string"}, "message": {"type": "string", "maxLength": 300}},
}
_IDENTITY = {"version": {"type": "string"}, "digest": {"type": "string"}, "library": {"type": "string"}}
_BATCH = {
    "type": "object",
    "required": ["results", *_IDENTITY],
    "properties": {
        "results": {
            "type": "array",
            "description": "One for each record, in order: a score, or the error of this record alone.",
            "items": {
                "type": "object",
                "properties": {
                    "score": {"$ref": "#/components/schemas/Score"},
                    "error": {"$ref": "#/components/schemas/Problem"},
                },
            },
        },
        **_IDENTITY,
    },
}
_VERSIONS = {
    "type": "object",
    "required": ["default", "versions"],
    "properties": {
        "default": {"type": "string"},
        "versions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "digest", "released"],
                "properties": {
                    "name": {"type": "string"},
                    "digest": {"type": "string"},
                    "released": {"type": "boolean"},
                },
            },
        },
    },
}
_REFUSALS = {
    400: "not JSON",
    401: "no or a wrong token",
    408: "the body did not come in time",
    413: "the body or the number of articles is over the limit",
    415: "not sent as JSON",
    422: "a field that is missing or cannot be used",
    500: "an unexpected error, named in the log",
    501: "an optional dependency is not installed on the server",
    503: "too many requests at work; see Retry-After",
    504: "not finished in time",
}


def schemas(versions: tuple[str, ...]) -> dict[str, Any]:
    """The shared schemas by name; references stay inside the OpenAPI document."""
    moved = json.loads(json.dumps(result_schema()).replace("#/$defs/", "#/components/schemas/"))
    parts = moved.pop("$defs")
    for key in ("$schema", "$id"):
        moved.pop(key)
    version = {"type": "string", "enum": list(versions)}
    comparison = {
        "type": "object",
        "required": ["a", "b", "articles"],
        "properties": {
            "a": version,
            "b": version,
            "articles": _ARTICLES["properties"]["articles"],  # type: ignore[index]
            "labels": {
                "description": "Article id to 1 for reliable or 0 for unreliable.",
                "type": ["object", "null"],
                "additionalProperties": {"enum": [0, 1, None]},
            },
        },
        "examples": [{"a": versions[0], "b": versions[-1], "articles": [EXAMPLE]}],
    }
    return {
        "Article": _ARTICLE,
        "Articles": _ARTICLES,
        "Batch": _BATCH,
        "ComparisonRequest": comparison,
        "Error": _ERROR,
        "Problem": _PROBLEM,
        "Records": _RECORDS,
        "Score": moved,
        "Versions": _VERSIONS,
        **parts,
    }


def operation(
    request: str | None, answer: str | None, *, versions: tuple[str, ...] = (), html: bool = False, lines: bool = False
) -> dict[str, Any]:
    """What a route adds to its OpenAPI operation.

    Args:
        request: schema of its JSON body; None for a route without one.
        answer: schema of its JSON answer; None for any object.
        versions: names that its ``version`` parameter allows; () for a route without it.
        html: whether it answers with a page instead.
        lines: whether it takes JSON Lines as well.
    """
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{answer}"} if answer else {"type": "object"}
    content = {"text/html": {"schema": {"type": "string"}}} if html else {"application/json": {"schema": schema}}
    refusals = _REFUSALS if request else {code: _REFUSALS[code] for code in (401, 500, 503)}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    found: dict[str, Any] = {
        "responses": {
            "200": {"description": "the result", "content": content},
            **{str(code): {"description": text, "content": error} for code, text in refusals.items()},
        }
    }
    if request:
        accepted: dict[str, Any] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{request}"}}}
        if lines:
            accepted["application/x-ndjson"] = {"schema": {"type": "string"}}
        found["requestBody"] = {"required": True, "content": accepted}
    if versions:
        found["parameters"] = [
            {
                "name": "version",
                "in": "query",
                "description": "Scoring version; the service's default when left out.",
                "required": False,
                "schema": {"type": "string", "enum": list(versions)},
            }
        ]
    return found


def index_operation(request: str, *, lines: bool = False, days: bool = False) -> dict[str, Any]:
    """What a route of the claim index adds to its OpenAPI operation."""
    found = operation(request, None, lines=lines)
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    found["responses"]["404"] = {"description": "the service keeps no claim index", "content": error}
    if days:
        found["parameters"] = [
            {
                "name": "days",
                "in": "query",
                "description": "How far before the article's own day stored articles are compared.",
                "required": False,
                "schema": {"type": "integer", "minimum": 1, "maximum": 36500, "default": 30},
            }
        ]
    return found
