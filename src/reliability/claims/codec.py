"""Claims to bytes and back, for the claim index: a sketch of what the article is about, and its claims in full."""

from __future__ import annotations

import datetime as dt
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, overload

import numpy as np

from reliability.claims.bundle import (
    Bundle,
    Codes,
    FloatArray,
    Incidence,
    IntArray64,
    gram_incidence,
    topic_of,
)
from reliability.types import Attribution, Claim, DateMention, Quantity, Span

_HEAD = struct.Struct("<II")
_LEVEL = 6


class Sketch(NamedTuple):
    """What an article is about: its stems by code with their rarity and how often they are told."""

    codes: Codes
    rarity: FloatArray
    told: IntArray64

    def topic(self) -> FloatArray:
        """Weights of the stems, a unit vector."""
        return topic_of(self.rarity, self.told)


def pack_claims(claims: Sequence[Claim]) -> bytes:
    """The claims of one article as compressed JSON."""
    rows = [[" ".join(claim.words), _row(claim)] for claim in claims]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode("utf-8"), _LEVEL)


def unpack_claims(content: bytes, article: int) -> tuple[Claim, ...]:
    """The claims in bytes written by `pack_claims`, numbered for ``article``."""
    return tuple(_claim(row, words, article) for words, row in json.loads(zlib.decompress(content)))


def pack_sketch(bundle: Bundle) -> bytes:
    """The sketch of an article as bytes, seven for each distinct stem."""
    codes = bundle.words.codes.astype("<u4").tobytes()
    return codes + bundle.rarity.astype("<f2").tobytes() + bundle.told.astype("u1").tobytes()


def unpack_sketch(content: bytes) -> Sketch:
    """The sketch in bytes written by `pack_sketch`."""
    count = len(content) // 7
    return Sketch(
        np.frombuffer(content, "<u4", count).astype(np.uint32),
        np.frombuffer(content, "<f2", count, 4 * count).astype(np.float64),
        np.frombuffer(content, "u1", count, 6 * count).astype(np.int64),
    )


def short_grams(grams: Codes) -> Codes:
    """The grams as the index knows them, in 24 bits."""
    return np.unique(grams & np.uint32(0xFF_FFFF))


def pack_grams(grams: Codes) -> bytes:
    """The grams of an article as bytes, three for each."""
    grams = short_grams(grams)
    return grams.astype("<u4").view("u1").reshape(-1, 4)[:, :3].tobytes()


def unpack_grams(content: bytes) -> Codes:
    """The grams in bytes written by `pack_grams`."""
    wide = np.zeros((len(content) // 3, 4), dtype=np.uint8)
    wide[:, :3] = np.frombuffer(content, "u1", 3 * len(wide)).reshape(-1, 3)
    return wide.view("<u4").ravel().astype(np.uint32)


def pack_bundle(bundle: Bundle) -> bytes:
    """The claims of one article and where their stems stand, compressed; without what the sketch holds."""
    words = bundle.words
    wide = "<u2" if len(words.codes) < 65_536 else "<u4"
    lengths = np.bincount(words.rows, minlength=words.size).astype("<u2").tobytes()
    flags = np.concatenate((bundle.telling, bundle.numbered, bundle.dated))
    arrays = lengths + np.packbits(flags).tobytes()
    arrays += words.columns[np.argsort(words.rows, kind="stable")].astype(wide).tobytes()
    rows = [[" ".join(claim.words), json.dumps(_row(claim), separators=(",", ":"))] for claim in bundle.claims]
    text = json.dumps(rows, separators=(",", ":")).encode("utf-8")
    return _HEAD.pack(words.size, len(arrays)) + zlib.compress(arrays + text, _LEVEL)


def unpack_bundle(content: bytes, sketch: Sketch, article: int) -> Bundle:
    """The bundle in bytes written by `pack_bundle`; its claims are read when they are asked for.

    Raises:
        ValueError: other bytes.
    """
    try:
        size, width = _HEAD.unpack_from(content)
        raw = zlib.decompress(content[_HEAD.size :])
    except (struct.error, zlib.error) as error:
        raise ValueError(str(error)) from None
    count = len(sketch.codes)
    lengths = np.frombuffer(raw, "<u2", size).astype(np.int64)
    bits = (count + 2 * size + 7) // 8
    flags = np.unpackbits(np.frombuffer(raw, "u1", bits, 2 * size), count=count + 2 * size).astype(np.bool_)
    wide = "<u2" if count < 65_536 else "<u4"
    columns = np.frombuffer(raw, wide, int(lengths.sum()), 2 * size + bits).astype(np.int64)
    rows = json.loads(raw[width:])
    lines = [line for line, _ in rows]
    return Bundle(
        StoredClaims(lines, [row for _, row in rows], article),
        Incidence.from_arrays(sketch.codes, np.repeat(np.arange(size, dtype=np.int64), lengths), columns, size),
        sketch.rarity,
        sketch.told,
        flags[:count],
        sketch.topic(),
        gram_incidence([line.lower() for line in lines]),
        np.arange(size, dtype=np.float64),
        flags[count : count + size],
        flags[count + size :],
    )


@dataclass(slots=True, eq=False)
class StoredClaims(Sequence[Claim]):
    """Claims that are read one by one when they are asked for."""

    lines: list[str]
    rows: list[str]
    article: int
    known: dict[int, Claim] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, place: int) -> Claim: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Claim]: ...
    def __getitem__(self, place: int | slice) -> Claim | Sequence[Claim]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if place not in self.known:
            self.known[place] = _claim(json.loads(self.rows[place]), self.lines[place], self.article)
        return self.known[place]


def renumbered(bundle: Bundle, article: int) -> Bundle:
    """The bundle with the claims of another article number."""
    if isinstance(bundle.claims, StoredClaims):
        return replace(bundle, claims=StoredClaims(bundle.claims.lines, bundle.claims.rows, article))
    return replace(bundle, claims=tuple(replace(claim, article=article) for claim in bundle.claims))


def _row(claim: Claim) -> list[Any]:
    return [
        claim.span,
        claim.text,
        [[getattr(q, item.name) for item in fields(Quantity)] for q in claim.quantities],
        claim.entities,
        [[d.span, _day(d.low), _day(d.high), d.month, d.day] for d in claim.dates],
        claim.polarity,
        claim.modality,
        None if claim.attribution is None else _attribution(claim.attribution),
    ]


def _claim(row: list[Any], words: str, article: int) -> Claim:
    span, text, quantities, entities, dates, polarity, modality, attribution = row
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
