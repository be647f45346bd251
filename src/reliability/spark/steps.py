"""What the executors do with the rows of a partition; the work itself is that of the local engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from pyspark import TaskContext

from reliability.claims.codec import sketch_of_whole, stored_claims_of_whole
from reliability.claims.standins import JOINING, stand_ins
from reliability.claims.syndication import Copyable, copy_of, near_copy
from reliability.engine.codec import (
    Row,
    agreement_row,
    article_row,
    pack,
    read_article,
    read_measured,
    unpack,
)
from reliability.engine.library import claims_in, claims_record, house_in, read_claims_record
from reliability.engine.spool import Cache
from reliability.engine.study import Topic, article_salt, kindred, report_from, study, topic_from
from reliability.engine.units import (
    BARRING,
    agreement_unit,
    clusters_of,
    compare_rows,
    echo_rows,
    ends_of,
    places_of,
    telling,
)
from reliability.errors import InputError
from reliability.spark.frame import SCORE_SCHEMA, score_row
from reliability.spark.kit import Kit
from reliability.types import Article, Claim, House, Syndication

Rows = Iterator[dict[str, Any]]
Answer = Iterator[tuple[Any, ...]]

STUDIED = (
    "part int, place long, id string, apart string, article binary, measured binary, claims binary, count int,"
    " keys array<long>, texts array<long>, grams array<long>, outlet string, credits string, stamp string"
)
COPIES = "a long, b long, containment double, origin long, reasons array<string>"
STANDS = "number long, place int, leader long"
COMPARED = "a long, b long, rows binary"
DECIDING = "first long, second long, joins int, a long, b long, row binary"
CLUSTERS = "articles_count int, claims_count int, article long, start int, cluster binary"
STANDINGS = "number long, agreement binary, " + SCORE_SCHEMA
ROOM = 1 << 20  # claims of one article that have a number of their own
REPORTS = 256  # kept by one Python process


class StudyStep:
    """Articles to what they say; ``apart`` salts the keys, so that articles of different values never meet."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def __call__(self, rows: Rows) -> Answer:
        scorer = self.kit.scorer()
        context = TaskContext.get()
        part = context.partitionId() if context else 0
        for place, row in enumerate(rows):
            apart = row.pop("apart")
            if row["text"] is None or row["id"] is None:
                raise InputError(f"every article of a corpus needs text and id; one has id {row['id']!r} and no text")
            article = Article(**row)
            found = study(article, scorer)
            yield (
                part,
                place,
                article.id,
                apart,
                pack(article_row(article)),
                found.measured,
                claims_record(found.stamp, found.house, found.claims),
                found.count,
                (article_salt(found.keys, apart)).view(np.int64),
                (article_salt(found.texts, apart)).view(np.int64),
                (article_salt(found.grams.astype(np.uint64), apart)).view(np.int64),
                found.outlet,
                found.credits,
                found.stamp,
            )


def copies_step(rows: Rows) -> Answer:
    """Pairs of articles that share grams to those of which one copies the other."""
    for row in rows:
        item = copy_of(*_copyables(row), row["a"], row["b"], row["shared"])
        if item is not None:
            yield (item.a, item.b, item.containment, item.origin, list(item.reasons))


def near_copies_step(rows: Rows) -> Answer:
    """Articles that are one text to what they are to each other."""
    for row in rows:
        item = near_copy(*_copyables(row), row["a"], row["b"], row["shared"], row["smaller"])
        yield (item.a, item.b, item.containment, item.origin, list(item.reasons))


def _copyables(row: dict[str, Any]) -> tuple[Copyable, Copyable]:
    first, second = (
        Copyable(
            np.empty(row[f"{side}_size"], dtype=np.uint32),
            *(row[f"{side}_{x}"] for x in ("outlet", "credits", "stamp")),
        )
        for side in "ab"
    )
    return first, second


def stands_step(rows: Rows) -> Answer:
    """Articles that are one text, a connected component after the other, to those that follow others.

    Rows with ``texts`` give the texts of ``a``; the others are edges.
    """
    for _, group in groupby(rows, key=itemgetter("label")):
        edges, texts = [], {}
        for row in group:
            if row["texts"] is None:
                edges.append((row["a"], row["b"]))
            else:
                texts[row["a"]] = np.array(row["texts"], dtype=np.int64).view(np.uint64)
        for number, leaders in stand_ins(edges, texts.__getitem__).items():
            yield from ((number, place, leader) for place, leader in enumerate(leaders))


class EchoStep:
    """An article that follows others, and their pairs, to the pairs that it has too; see `Gathered`."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def __call__(self, rows: Rows) -> Answer:
        for number, group in groupby(rows, key=itemgetter("owner")):
            gathered = Gathered(group)
            leaders = gathered.leaders(number)
            for third, others in gathered.thirds.items():
                rank = sorted(others, key=lambda item: leaders.index(item[0]))
                rows_of = [row for _, packed in rank for row in unpack(packed)]
                found = echo_rows(number, leaders, gathered.own(leaders), rows_of, gathered.claims)
                if found:
                    yield (min(number, third), max(number, third), pack(found))


class CompareStep:
    """Pairs of articles to the pairs of their claims, packed."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def __call__(self, rows: Rows) -> Answer:
        matcher = self.kit.scorer().detectors.matcher
        records: dict[int, bytes] = {}

        def make(number: int) -> Any:
            stamp, house, claims = read_claims_record(records[number])
            return report_from(claims, stamp, house, number)

        def make_topic(number: int) -> Topic:
            return topic_from(sketch_of_whole(claims_in(records[number])))

        report, topic = Cache(make, REPORTS), Cache(make_topic, 8 * REPORTS)
        for row in rows:
            a, b = row["a"], row["b"]
            records.update({a: row["a_claims"], b: row["b_claims"]})
            if kindred(topic(a), topic(b)):
                found = compare_rows(report(a), report(b), matcher)
                if found:
                    yield (a, b, pack(found))
            records.clear()


def deciding_step(rows: Rows) -> Answer:
    """The pairs of claims that join or bar, one a row."""
    for row in rows:
        for item in unpack(row["rows"]):
            if item[5] in JOINING or item[5] in BARRING:
                a, i, b, j = item[:4]
                yield (a * ROOM + i, b * ROOM + j, int(item[5] in JOINING), a, b, plain(item))


class ClusterStep:
    """Everything about one connected component of claims to its clusters; see `Gathered` for the rows."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def __call__(self, rows: Rows) -> Answer:
        matcher = self.kit.scorer().detectors.matcher
        for _, group in groupby(rows, key=itemgetter("owner")):
            gathered = Gathered(group)
            numbers = np.unique(np.array(gathered.members, dtype=np.int64))
            members = np.stack((numbers // ROOM, numbers % ROOM), axis=1)
            copies = gathered.copies_among(set(members[:, 0].tolist()))
            pairs = sorted(gathered.pairs, key=itemgetter(0, 2, 1, 3))
            read = pairs.__getitem__
            stands = gathered.stands
            house = gathered.house if matcher.houses else None
            found = clusters_of(members, read, len(pairs), copies, gathered.claims, matcher, stands=stands, house=house)
            for order, row in found:
                yield (-order[0], -order[1], order[2], order[3], pack(row))


class ScoreStep:
    """Everything about one article's standing to its score; see `Gathered` for the rows."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def __call__(self, rows: Rows) -> Answer:
        scorer = self.kit.scorer()
        for number, group in groupby(rows, key=itemgetter("owner")):
            gathered = Gathered(group)
            pairs = [row for packed in gathered.packed for row in unpack(packed)]
            articles = {row[side] for row in pairs for side in (0, 2)} | {number}
            copies = {article: gathered.origins.get(article, article) for article in articles}
            agreement = agreement_unit(
                number,
                pairs,
                len(gathered.claims(number)),
                copies,
                gathered.copies_among(articles, number),
                gathered.claims,
                gathered.house if scorer.detectors.matcher.houses else None,
            )
            measured = read_measured(unpack(gathered.measured)[0])
            score = scorer.finish(scorer.with_agreement(measured, agreement))
            places = places_of(ends_of(telling(pairs)), gathered.claims)
            text = read_article(unpack(gathered.article)).text
            yield (number, pack(agreement_row(agreement, places)), *score_row(score, text))


class Gathered:
    """The rows of one owner, sorted by kind: what they mean is in ``kind``, ``x``, ``y`` and ``payload``."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.members: list[int] = []
        self.pairs: list[Row] = []
        self.packed: list[bytes] = []
        self.origins: dict[int, int] = {}
        self.thirds: dict[int, list[tuple[int, bytes]]] = {}
        self.measured = self.article = b""
        self._stands: dict[int, list[tuple[int, int]]] = {}
        self._own: dict[int, bytes] = {}
        self._records: dict[int, bytes] = {}
        self._copies: dict[tuple[int, int], Syndication] = {}
        self._known: dict[int, Sequence[Claim]] = {}
        for row in rows:
            self._take(row["kind"], row["x"], row["y"], row["payload"])

    def _take(self, kind: str, x: int, y: int, payload: bytes) -> None:
        if kind == "member":
            self.members.append(x)
        elif kind == "pair":
            self.pairs.append(_read_plain(payload))
        elif kind == "packed":
            self.packed.append(payload)
        elif kind == "claims":
            self._records[x] = payload
        elif kind == "copy":
            containment, origin, reasons = _read_plain(payload)
            self._copies[x, y] = Syndication(x, y, containment, tuple(reasons), origin)
        elif kind == "origin":
            self.origins[x] = y
        elif kind in {"measured", "article"}:
            setattr(self, kind, payload)
        else:
            self._follow(kind, x, y, payload)

    def _follow(self, kind: str, x: int, y: int, payload: bytes) -> None:
        if kind == "stand":
            leader, place = divmod(y, ROOM)
            self._stands.setdefault(x, []).append((place, leader))
        elif kind == "own":
            self._own[x] = payload
        else:
            self.thirds.setdefault(x, []).append((y, payload))

    def leaders(self, number: int) -> tuple[int, ...]:
        """Those that an article follows, in their order."""
        return tuple(leader for _, leader in sorted(self._stands.get(number, ())))

    @property
    def stands(self) -> dict[int, tuple[int, ...]]:
        """The articles that follow others, and whom."""
        return {number: self.leaders(number) for number in self._stands}

    def own(self, leaders: Iterable[int]) -> list[Row]:
        """The pairs with those that the article follows."""
        return [row for leader in leaders if leader in self._own for row in unpack(self._own[leader])]

    def claims(self, number: int) -> Sequence[Claim]:
        """The claims of an article."""
        if number not in self._known:
            self._known[number] = stored_claims_of_whole(claims_in(self._records[number]), number)
        return self._known[number]

    def house(self, number: int) -> House:
        """Who stands behind an article."""
        return house_in(self._records[number])

    def copies_among(self, articles: set[int], touching: int | None = None) -> tuple[Syndication, ...]:
        """The syndications between these articles, and those that touch one article, in order."""
        return tuple(
            item
            for key, item in sorted(self._copies.items())
            if touching in key or (key[0] in articles and key[1] in articles)
        )


def plain(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _read_plain(content: bytes) -> Any:
    return json.loads(content)
