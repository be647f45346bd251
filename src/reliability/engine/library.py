"""What the processes of a corpus run share: the studied articles and their pairs, read from the same files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reliability.claims.align import Report
from reliability.claims.codec import sketch_of_whole, stored_claims_of_whole
from reliability.claims.houses import house_row, read_house
from reliability.engine.codec import Row, agreement_row, article_row, pack, read_measured, unpack
from reliability.engine.spool import Cache
from reliability.engine.study import Studied, Topic, kindred, report_from, study, topic_from
from reliability.engine.units import (
    Order,
    agreement_unit,
    clusters_of,
    compare_rows,
    echo_rows,
    ends_of,
    places_of,
    telling,
)
from reliability.scoring import Scorer, scorer_at
from reliability.types import Article, Claim, House, Score, Syndication

IntArray = npt.NDArray[np.int64]
Reader = Callable[[int], bytes]
REPORT_BYTES = 160_000  # of one report of 40 claims in memory, as measured
Place = tuple[int, int]
Compared = tuple[int, int, bytes, list[tuple[int, int, str]]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a process finds the version and the files of a run.

    Attributes:
        version, digest: see `reliability.scoring.scorer_at`.
        folder: holds the records and where they end.
        reports: number of reports that a process keeps in memory.
    """

    version: str
    digest: str
    folder: str
    reports: int


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """Claims that are joined: article and place of each, the pairs that touch them, copies between their articles.

    ``pairs`` holds the record and the place in it of each. ``stands`` are the articles of members that follow others, and
    whom.
    """

    members: IntArray
    pairs: IntArray
    syndications: tuple[Syndication, ...]
    stands: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Follower:
    """An article that follows others.

    Attributes:
        number: of the article.
        leaders: those that it follows.
        records: of its pairs with them.
        thirds: each third article that they were compared with, with the records of these pairs.
    """

    number: int
    leaders: tuple[int, ...]
    records: tuple[int, ...]
    thirds: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One article, the records of the pairs that touch it and are more than related, the copies among the articles that
    have pairs with it, and who copies whom.
    """

    number: int
    pairs: tuple[int, ...]
    copies: tuple[Place, ...]
    syndications: tuple[Syndication, ...]


class Library:
    """The studied articles of a run with the steps that need several of them.

    Args:
        scorer: of the run's version.
        claims: gives the record of an article's claims, from `claims_record`.
        measured: gives the record of an article's signals.
        pairs: gives a record of pairs.
        reports: number of reports that are kept in memory.
    """

    def __init__(self, scorer: Scorer, claims: Reader, measured: Reader, pairs: Reader, *, reports: int) -> None:
        self._scorer = scorer
        self._claims_record = claims
        self._measured_record = measured
        self._pairs_record = pairs
        self.report: Callable[[int], Report] = Cache(self._report, reports)
        self.topic: Callable[[int], Topic] = Cache(self._topic, 8 * reports)
        self.claims: Callable[[int], Sequence[Claim]] = Cache(self._claims, reports)
        self.house: Callable[[int], House] = Cache(self._house, 8 * reports)
        self.rows: Callable[[int], list[Row]] = Cache(self._rows, reports)

    def compare(self, edges: IntArray) -> list[Compared]:
        """For each edge with pairs: its two articles, the pairs packed, and places and relation of each.

        Args:
            edges: rows ``(a, b, most)`` of articles that share ``most`` keys at most.
        """
        found = []
        for a, b, most in edges.tolist():
            if not kindred(self.topic(a), self.topic(b), most):
                continue
            rows = compare_rows(self.report(a), self.report(b), self._scorer.detectors.matcher)
            if rows:
                found.append(_compared(a, b, rows))
        return found

    def echo(self, followers: Sequence[Follower]) -> list[Compared]:
        """The same for articles that follow others and the third articles that they share claims with."""
        found = []
        for item in followers:
            own = [row for record in item.records for row in self.rows(record)]
            for third, records in item.thirds:
                others = [row for record in records for row in self.rows(record)]
                rows = echo_rows(item.number, item.leaders, own, others, self.claims)
                if rows:
                    found.append(_compared(min(item.number, third), max(item.number, third), rows))
        return found

    def cluster(self, components: Sequence[Component]) -> list[tuple[Order, bytes]]:
        """The clusters of components, packed, with what they are sorted by."""
        return [
            (order, pack(row))
            for item in components
            for order, row in clusters_of(
                item.members,
                partial(self._row, item.pairs),
                len(item.pairs),
                item.syndications,
                self.claims,
                self._scorer.detectors.matcher,
                stands=dict(item.stands),
                house=self._told_house,
            )
        ]

    def score(self, standings: Sequence[Standing]) -> list[tuple[Score, Row]]:
        """Scores of articles with the agreement of the others, and that agreement as a row."""
        found = []
        for item in standings:
            rows = [row for record in item.pairs for row in self.rows(record)]
            count = len(self.claims(item.number))
            agreement = agreement_unit(
                item.number, rows, count, dict(item.copies), item.syndications, self.claims, self._told_house
            )
            measured = read_measured(unpack(self._measured_record(item.number))[0])
            score = self._scorer.finish(self._scorer.with_agreement(measured, agreement))
            found.append((score, agreement_row(agreement, places_of(ends_of(telling(rows)), self.claims))))
        return found

    @property
    def _told_house(self) -> Callable[[int], House] | None:
        """Gives who stands behind an article, in versions to which that makes a difference."""
        return self.house if self._scorer.detectors.matcher.houses else None

    def _row(self, pairs: IntArray, number: int) -> Row:
        """The row of a pair; ``pairs`` holds its record and its place there."""
        record, place = pairs[number].tolist()
        return self.rows(record)[place]

    def _report(self, number: int) -> Report:
        stamp, house, claims = read_claims_record(self._claims_record(number))
        return report_from(claims, stamp, house, number)

    def _topic(self, number: int) -> Topic:
        return topic_from(sketch_of_whole(claims_in(self._claims_record(number))))

    def _claims(self, number: int) -> Sequence[Claim]:
        return stored_claims_of_whole(claims_in(self._claims_record(number)), number)

    def _house(self, number: int) -> House:
        return house_in(self._claims_record(number))

    def _rows(self, record: int) -> list[Row]:
        return list(unpack(self._pairs_record(record)))


def _compared(a: int, b: int, rows: list[Row]) -> Compared:
    return (a, b, pack(rows), [(row[1], row[3], row[5]) for row in rows])


def claims_record(stamp: str | None, house: House, claims: bytes) -> bytes:
    """Packed claims with the time of publication, and who stands behind the article, before them."""
    return json.dumps([stamp, house_row(house)]).encode("ascii") + b"\n" + claims


def read_claims_record(record: bytes) -> tuple[str | None, House, bytes]:
    """The parts of `claims_record`."""
    head, claims = record.split(b"\n", 1)
    stamp, house = json.loads(head)
    return stamp, read_house(house), claims


def claims_in(record: bytes) -> bytes:
    """The packed claims alone."""
    return record[record.index(b"\n") + 1 :]


def house_in(record: bytes) -> House:
    """Who stands behind the article alone."""
    return read_house(json.loads(record[: record.index(b"\n")])[1])


def study_batch(version: str, digest: str, articles: Sequence[Article]) -> list[tuple[Studied, bytes]]:
    """The same as `study_articles` in a process of its own."""
    return study_articles(scorer_at(version, digest), articles)


def study_articles(scorer: Scorer, articles: Sequence[Article]) -> list[tuple[Studied, bytes]]:
    """What articles say, and the articles themselves packed."""
    return [(study(article, scorer), pack(article_row(article))) for article in articles]


def in_process(site: Site, step: str, batch: Any) -> Any:
    """One step of a library on a batch, in a process of its own."""
    return getattr(library_at(site), step)(batch)


@lru_cache(maxsize=1)
def library_at(site: Site) -> Library:
    """The library of a run, opened once in a process."""
    folder = Path(site.folder)
    readers = [StoredRecords(folder / name) for name in ("claims", "measured", "pairs")]
    return Library(scorer_at(site.version, site.digest), *readers, reports=site.reports)


class StoredRecords:
    """The records of a file that another process wrote; ``FILE.ends`` says where each ends.

    Opened at the first record, since the later files of a run are not there from the start.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, number: int) -> bytes:
        """The record of that number."""
        ends = np.memmap(self._path.with_suffix(".ends"), dtype=np.int64, mode="r")
        with self._path.open("rb") as stream:
            stream.seek(int(ends[number]))
            return stream.read(int(ends[number + 1] - ends[number]))
