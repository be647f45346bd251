"""Claims to bytes and back, for the claim index."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from reliability.types import Attribution, Claim, DateMention, Quantity, Span


def pack_claims(claims: Sequence[Claim]) -> bytes:
    """The claims of one article as compressed JSON."""
    rows = [
        [
            claim.span,
            claim.text,
            [[getattr(q, item.name) for item in fields(Quantity)] for q in claim.quantities],
            claim.entities,
            [[d.span, _day(d.low), _day(d.high), d.month, d.day] for d in claim.dates],
            claim.polarity,
            claim.modality,
            None if claim.attribution is None else _attribution(claim.attribution),
            " ".join(claim.words),
        ]
        for claim in claims
    ]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode("utf-8"), 6)


def unpack_claims(content: bytes, article: int) -> tuple[Claim, ...]:
    """The claims in bytes written by `pack_claims`, numbered for ``article``."""
    return tuple(_claim(row, article) for row in json.loads(zlib.decompress(content)))


def _claim(row: list[Any], article: int) -> Claim:
    span, text, quantities, entities, dates, polarity, modality, attribution, words = row
    return Claim(
        article,
        Span(*span),
        text,
        tuple(Quantity(Span(*item[0]), *item[1:]) for item in quantities),
        tuple(entities),
        tuple(DateMention(Span(*d[0]), _date(d[1]), _date(d[2]), d[3], d[4]) for d in dates),
        polarity,
        modality,
        None if attribution is None else _read_attribution(attribution),
        tuple(words.split(" ")) if words else (),
    )


def _attribution(item: Attribution) -> list[Any]:
    return [
        item.source,
        item.cue,
        item.content,
        item.form,
        item.source_kind,
        item.speaker,
        item.hearsay,
        item.role,
        item.anonymity,
        item.negated,
    ]


def _read_attribution(row: list[Any]) -> Attribution:
    source, cue, content = (tuple(Span(*span) for span in spans) for spans in row[:3])
    form, kind, speaker, hearsay, role, anonymity, negated = row[3:]
    return Attribution(source, cue, content, form, kind, speaker, hearsay, role, anonymity, negated)


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
