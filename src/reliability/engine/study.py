"""The first step of a corpus run: what one article says, free of all others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from reliability.claims.align import Report, make_report
from reliability.claims.blocking import WHOLE, article_keys, least_topic
from reliability.claims.bundle import Codes, FloatArray, KeyArray, likeness_of_topics
from reliability.claims.codec import Sketch, pack_whole, unpack_whole
from reliability.claims.relations import Moment
from reliability.claims.standins import text_keys
from reliability.claims.syndication import Copyable, GramArray
from reliability.engine.codec import measured_row, pack
from reliability.scoring import Scorer, analyse
from reliability.types import Article, House, parse_timestamp

Topic = tuple[Codes, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Studied:
    """One article as the other steps see it.

    Attributes:
        measured: signals, and the lines with their kinds, packed.
        claims: the claims with their words as arrays, packed; they carry the number 0.
        count: number of claims.
        keys: sorted distinct hashes of the pairs of rare words of its claims; articles that share two can be compared.
        texts: sorted distinct hashes of the words of its claims; articles that share most of them are one text.
        grams: sorted distinct hashes of a sample of its character 8-grams, for finding copies.
        outlet, credits, stamp: see `reliability.claims.syndication.Copyable`.
        house: who stands behind it.
    """

    measured: bytes
    claims: bytes
    count: int
    keys: KeyArray
    texts: KeyArray
    grams: GramArray
    outlet: str
    credits: str
    stamp: str | None
    house: House


def study(article: Article, scorer: Scorer) -> Studied:
    """What one article says; a pure function of the article and the scoring version."""
    analysis = analyse(article, scorer.detectors)
    claims = scorer.detectors.claims.extract(
        analysis.document, analysis.attributions, analysis.hedges, article=0, repeats=analysis.repeats
    )
    report = make_report(analysis.document, claims, scorer.detectors.matcher)
    return Studied(
        pack([measured_row(scorer.measure(analysis)), analysis.document.lines]),
        pack_whole(report.bundle),
        len(claims),
        report.keys,
        text_keys(claims),
        report.copyable.grams,
        report.copyable.outlet,
        report.copyable.credits,
        report.copyable.stamp,
        report.house,
    )


def report_from(claims: bytes, stamp: str | None, house: House, number: int) -> Report:
    """The report of a studied article under its number, ready to be compared; without its grams."""
    published = parse_timestamp(stamp).date() if stamp else None
    taken = unpack_whole(claims, number)
    return Report(
        taken,
        article_keys(taken),
        Moment(published, stamp),
        Copyable(np.zeros(0, dtype=np.uint32), "", "", stamp),
        house,
    )


def topic_from(sketch: Sketch) -> Topic:
    """The stems of an article by code and their weights in what it is about."""
    return sketch.codes, sketch.topic()


def kindred(a: Topic, b: Topic, most: int = WHOLE) -> bool:
    """Whether two articles that share ``most`` keys at most can be about one event; told before the rest is read."""
    return likeness_of_topics(*a, *b) >= least_topic(most)


@lru_cache(maxsize=65_536)
def _hash(item: str) -> int:
    return int.from_bytes(hashlib.blake2b(item.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def article_salt(keys: KeyArray, apart: str | None) -> KeyArray:
    """The keys so that equal ones of articles that are kept apart differ; unchanged for None."""
    return keys if apart is None else keys ^ np.uint64(_hash(apart))
