"""What a corpus run keeps of an article, as bytes and back: the same on disk, between processes and on Spark."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from reliability.claims.origins import Key, key_of
from reliability.scoring import Measured
from reliability.signals.analysis import Agreement, ClaimSupport
from reliability.types import Article, Claim, ClaimPair, Evidence, Line, Signal, Span

Row = list[Any]
_FIELDS = tuple(item.name for item in fields(Article))


def pack(value: Any) -> bytes:
    """Plain lists, strings and numbers as compressed JSON."""
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), 1)


def unpack(content: bytes) -> Any:
    """What `pack` was given, tuples as lists."""
    return json.loads(zlib.decompress(content))


def article_row(article: Article) -> Row:
    """The fields of an article in their order."""
    return [getattr(article, name) for name in _FIELDS]


def read_article(row: Row) -> Article:
    """The article of `article_row`."""
    return Article(**dict(zip(_FIELDS, row, strict=True)))


def measured_row(measured: Measured) -> Row:
    """A measured article as plain values."""
    return [
        [_signal_row(signal) for signal in measured.signals],
        measured.titled,
        measured.sentences,
        measured.content_words,
        measured.genre,
        measured.article_id,
        measured.outlet,
        measured.title,
    ]


def read_measured(row: Row) -> Measured:
    """The measured article of `measured_row`."""
    signals, *rest = row
    return Measured(tuple(_read_signal(item) for item in signals), *rest)


def _signal_row(signal: Signal) -> Row:
    evidence = [[item.span, item.signal, item.kind, item.note, item.effect, item.related] for item in signal.evidence]
    return [signal.name, signal.value, signal.reason, dict(signal.features), evidence, dict(signal.terms)]


def _read_signal(row: Row) -> Signal:
    name, value, reason, features, evidence, terms = row
    found = tuple(
        Evidence(Span(*span), owner, kind, note, effect, None if related is None else Span(*related))
        for span, owner, kind, note, effect, related in evidence
    )
    return Signal(name, value, reason, MappingProxyType(features), found, MappingProxyType(terms))


def read_line(row: Row) -> Line:
    """A line from its fields as a list."""
    span, kind, role, first, last = row
    return Line(Span(*span), kind, role, first, last)


def pair_row(pair: ClaimPair, i: int, j: int) -> Row:
    """A pair as the places of its claims in their articles, and what they are to each other."""
    return [pair.a.article, i, pair.b.article, j, pair.similarity, pair.relation, pair.reasons, pair.slot]


def read_pair(row: Row, a: Claim, b: Claim) -> ClaimPair:
    """The pair of `pair_row` between two claims."""
    _, _, _, _, similarity, relation, reasons, slot = row
    return ClaimPair(a, b, similarity, relation, tuple(reasons), slot)


def agreement_row(agreement: Agreement, places: Mapping[Key, int]) -> Row:
    """An agreement with its claims named by article and place; ``places`` are those by article and start."""
    supports = [
        [
            places[key_of(item.claim)],
            item.origins,
            item.copies,
            item.supporters,
            [pair_row(pair, places[key_of(pair.a)], places[key_of(pair.b)]) for pair in item.conflicts],
        ]
        for item in agreement.supports
    ]
    return [agreement.comparable, agreement.copies, supports, agreement.claims]


def read_agreement(row: Row, number: int, claims: Any) -> Agreement:
    """The agreement of article ``number``; ``claims`` gives the claims of an article by its number."""
    comparable, copies, supports, count = row
    found = tuple(
        ClaimSupport(
            claims(number)[place],
            origins,
            echoes,
            tuple(supporters),
            tuple(read_pair(item, claims(item[0])[item[1]], claims(item[2])[item[3]]) for item in conflicts),
        )
        for place, origins, echoes, supporters, conflicts in supports
    )
    return Agreement(comparable, copies, found, count)
