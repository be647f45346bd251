"""Claims to bytes and back, for the claim index: a sketch of what the article is about, and its claims in full."""

from __future__ import annotations

import datetime as dt
import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from sys import intern
from typing import Any, NamedTuple, overload

import numpy as np

from reliability.claims.bundle import (
    Bundle,
    Codes,
    FloatArray,
    Incidence,
    IntArray64,
    distinct,
    gram_incidence,
    topic_of,
)
from reliability.types import Attribution, Claim, DateMention, Quantity, Span

_HEAD = struct.Struct("<II")
_WHOLE = struct.Struct("<I")
_LEVEL = 6  # of what stays in an index
_FAST = 1  # of what is read again soon
_SKETCH = np.dtype([("code", "<u4"), ("rarity", "<f2"), ("told", "u1")])
_span = partial(tuple.__new__, Span)  # of a list; `Span` itself takes three times as long
_parsed = json.JSONDecoder().raw_decode
_FAR = 0xFFFF  # a step between grams of this size and more is written in two


class Sketch(NamedTuple):
    """What an article is about: its stems by code with their rarity and how often they are told."""

    codes: Codes
    rarity: FloatArray
    told: IntArray64

    def topic(self) -> FloatArray:
        """Weights of the stems, a unit vector."""
        return topic_of(self.rarity, self.told)


def pack_whole(bundle: Bundle) -> bytes:
    """Sketch and bundle of one article in one."""
    sketch = pack_sketch(bundle)
    return _WHOLE.pack(len(sketch)) + sketch + pack_bundle(bundle, level=_FAST)


def unpack_whole(content: bytes, article: int) -> Bundle:
    """The bundle in bytes written by `pack_whole`, with claims numbered for ``article``."""
    return unpack_bundle(content[_WHOLE.size + _sketch_size(content) :], sketch_of_whole(content), article, kept=True)


def sketch_of_whole(content: bytes) -> Sketch:
    """The sketch alone in bytes written by `pack_whole`."""
    return unpack_sketch(content[_WHOLE.size : _WHOLE.size + _sketch_size(content)])


def claims_of_whole(content: bytes, article: int) -> tuple[Claim, ...]:
    """The claims alone in bytes written by `pack_whole`, numbered for ``article``."""
    return tuple(stored_claims_of_whole(content, article))


def stored_claims_of_whole(content: bytes, article: int) -> StoredClaims:
    """The same, each read when it is asked for."""
    body = content[_WHOLE.size + _sketch_size(content) :]
    _, width = _HEAD.unpack_from(body)
    rows = json.loads(zlib.decompress(body[_HEAD.size + width :]))
    return StoredClaims([words for words, _ in rows], [row for _, row in rows], article, kept=True)


def _sketch_size(content: bytes) -> int:
    return int(_WHOLE.unpack_from(content)[0])


def pack_sketch(bundle: Bundle) -> bytes:
    """The sketch of an article as bytes, seven for each distinct stem."""
    rows = np.empty(len(bundle.words.codes), dtype=_SKETCH)
    rows["code"], rows["rarity"], rows["told"] = bundle.words.codes, bundle.rarity, bundle.told
    return rows.tobytes()


def unpack_sketch(content: bytes) -> Sketch:
    """The sketch in bytes written by `pack_sketch`."""
    rows = np.frombuffer(content, _SKETCH, len(content) // _SKETCH.itemsize)
    return Sketch(rows["code"].astype(np.uint32), rows["rarity"].astype(np.float64), rows["told"].astype(np.int64))


def unpack_sketches(contents: Sequence[bytes]) -> tuple[Sketch, IntArray64]:
    """Several sketches one after the other, and how many stems each of them holds."""
    sizes = [len(content) // _SKETCH.itemsize for content in contents]
    return unpack_sketch(b"".join(contents)), np.array(sizes, dtype=np.int64)


def short_grams(grams: Codes) -> Codes:
    """The grams as the index knows them, in 24 bits."""
    return distinct(grams & np.uint32(0xFF_FFFF))


def pack_grams(grams: Codes) -> bytes:
    """The grams of an article as the steps from one to the next, some two and a half bytes for each."""
    wanted = np.concatenate(([0], short_grams(grams).astype(np.int64)))
    steps = wanted[1:] - wanted[:-1]
    far, near = steps // _FAR, steps % _FAR
    lengths = far + 1
    wide = np.full(int(lengths.sum()), _FAR, dtype="<u2")
    wide[np.cumsum(lengths) - 1] = near
    return wide.tobytes()


def unpack_grams(content: bytes) -> Codes:
    """The grams in bytes written by `pack_grams`."""
    wide = np.frombuffer(content, "<u2", len(content) // 2).astype(np.int64)
    return np.asarray(wide.cumsum()[wide != _FAR], dtype=np.uint32)


def pack_bundle(bundle: Bundle, *, level: int = _LEVEL) -> bytes:
    """The claims of one article and where their stems stand, compressed; without what the sketch holds."""
    words = bundle.words
    wide = _width(len(words.codes))
    lengths = np.bincount(words.rows, minlength=words.size).astype("<u2").tobytes()
    flags = np.concatenate((bundle.telling, bundle.numbered, bundle.dated))
    arrays = lengths + np.packbits(flags).tobytes()
    arrays += words.columns[np.argsort(words.rows, kind="stable")].astype(wide).tobytes()
    rows = [[" ".join(claim.words), json.dumps(_row(claim), separators=(",", ":"))] for claim in bundle.claims]
    text = json.dumps(rows, separators=(",", ":")).encode("utf-8")
    packed = zlib.compress(arrays, level)  # by themselves: numbers and words have other frequencies
    return _HEAD.pack(words.size, len(packed)) + packed + zlib.compress(text, level)


def _width(count: int) -> str:
    """The narrowest unsigned integers for so many different numbers."""
    return "u1" if count <= 1 << 8 else "<u2" if count <= 1 << 16 else "<u4"


def unpack_bundle(content: bytes, sketch: Sketch, article: int, *, kept: bool = False) -> Bundle:
    """The bundle in bytes written by `pack_bundle`; its claims are read when they are asked for.

    Args:
        kept: see `StoredClaims`.

    Raises:
        ValueError: other bytes.
    """
    try:
        size, width = _HEAD.unpack_from(content)
        raw = zlib.decompress(content[_HEAD.size : _HEAD.size + width])
        text = zlib.decompress(content[_HEAD.size + width :])
    except (struct.error, zlib.error) as error:
        raise ValueError(str(error)) from None
    count = len(sketch.codes)
    lengths = np.frombuffer(raw, "<u2", size).astype(np.int64)
    bits = (count + 2 * size + 7) // 8
    flags = np.unpackbits(np.frombuffer(raw, "u1", bits, 2 * size), count=count + 2 * size).view(np.bool_)
    columns = np.frombuffer(raw, _width(count), int(lengths.sum()), 2 * size + bits).astype(np.int64)
    rows = json.loads(text)
    lines = [line for line, _ in rows]
    return Bundle(
        StoredClaims(lines, [row for _, row in rows], article, kept=kept),
        Incidence.from_arrays(sketch.codes, np.arange(size, dtype=np.int64).repeat(lengths), columns, size),
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
    """Claims that are read one by one when they are asked for.

    Attributes:
        lines: the words of each with spaces between.
        rows: the rest of each as JSON.
        kept: whether they stay in memory with many others: the same words stand in many claims, a third of the memory
            of a claim, and are one object then.
    """

    lines: list[str]
    rows: list[str]
    article: int
    kept: bool = False
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
        claim = self.known.get(place)
        if claim is None:
            line = self.lines[place]
            words: Iterable[str] = line.split(" ") if line else ()
            words = tuple(map(intern, words)) if self.kept else tuple(words)
            claim = self.known[place] = _claim(_parsed(self.rows[place])[0], words, self.article)
        return claim


def renumbered(bundle: Bundle, article: int) -> Bundle:
    """The bundle with the claims of another article number."""
    if isinstance(bundle.claims, StoredClaims):
        return replace(
            bundle, claims=StoredClaims(bundle.claims.lines, bundle.claims.rows, article, bundle.claims.kept)
        )
    if all(claim.article == article for claim in bundle.claims):
        return bundle
    return replace(bundle, claims=tuple(_numbered(claim, article) for claim in bundle.claims))


def _numbered(claim: Claim, article: int) -> Claim:
    """The same claim of another article; `dataclasses.replace` takes four times as long."""
    return Claim(
        article,
        claim.span,
        claim.text,
        claim.quantities,
        claim.entities,
        claim.dates,
        claim.polarity,
        claim.modality,
        claim.attribution,
        claim.words,
    )


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


def _claim(row: list[Any], words: tuple[str, ...], article: int) -> Claim:
    span, text, quantities, entities, dates, polarity, modality, attribution = row
    return Claim(
        article,
        _span(span),
        text,
        tuple([Quantity(_span(item[0]), *item[1:]) for item in quantities]) if quantities else (),
        tuple(entities),
        tuple([DateMention(_span(d[0]), _date(d[1]), _date(d[2]), d[3], d[4]) for d in dates]) if dates else (),
        polarity,
        modality,
        None if attribution is None else _read_attribution(attribution),
        words,
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
    source, cue, content = (tuple(map(_span, spans)) for spans in row[:3])
    form, kind, speaker, hearsay, role, anonymity, negated = row[3:]
    return Attribution(source, cue, content, form, kind, speaker, hearsay, role, anonymity, negated)


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
