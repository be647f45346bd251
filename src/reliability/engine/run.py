"""A corpus run on one machine: articles stream in, scores and clusters stream out, the rest waits on disk."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from reliability.claims.blocking import FEWEST as SHARED
from reliability.claims.blocking import WHOLE
from reliability.claims.bundle import KeyArray
from reliability.claims.candidates import HOTTEST
from reliability.claims.standins import LARGEST, near_rows, stand_ins
from reliability.claims.syndication import CREDITED, FEWEST, Copyable, copy_of, with_near_copies
from reliability.claims.syndication import HOTTEST as HOTTEST_GRAM
from reliability.engine.codec import Row, read_agreement, read_article, read_line, read_pair, unpack
from reliability.engine.library import (
    REPORT_BYTES,
    Compared,
    Component,
    Follower,
    Library,
    Site,
    Standing,
    claims_record,
    in_process,
    study_articles,
    study_batch,
)
from reliability.engine.seam import LocalEngine, part_of_keys
from reliability.engine.spool import Spool
from reliability.engine.study import Studied
from reliability.engine.table import PairTable, runs
from reliability.errors import InputError
from reliability.find import as_article
from reliability.parallel import batched, checked_workers
from reliability.scoring import BATCH, BATCH_CHARACTERS, Scorer
from reliability.signals.analysis import Agreement
from reliability.types import Article, Claim, ClaimCluster, ClaimPair, House, Line, Score, Syndication
from reliability.versions.loader import placed

IntArray = npt.NDArray[np.int64]
MEMORY = 1 << 30
LEAST_MEMORY = 1 << 24
EDGES_AT_ONCE = 64
UNITS_AT_ONCE = 64


class CorpusRun:
    """The scores of many articles together, one at a time, with memory bounded by a setting.

    Everything is worked out when the run is made; what it found waits in files until the context ends. Deterministic:
    neither ``workers`` nor ``memory`` changes a byte of any result.

    Args:
        articles: articles or texts, read once.
        scorer: of the scoring version.
        workers: processes that share the work; None for one on each core.
        memory: bytes for keys, caches and records, over all processes; the word lists of each process come on top.
        folder: where files go; the system's folder for temporary files for None.
        progress: called once for each article that was studied.

    Raises:
        InputError: an item that is neither an article nor a string; ``workers`` or ``memory`` out of range.
        WorkerError: a process ended before its work was done.
    """

    def __init__(
        self,
        articles: Iterable[Article | str],
        scorer: Scorer,
        *,
        workers: int | None = 1,
        memory: int = MEMORY,
        folder: Path | None = None,
        progress: Callable[[], object] | None = None,
    ) -> None:
        if not isinstance(memory, int) or memory < LEAST_MEMORY:
            raise InputError(f"memory must be at least {LEAST_MEMORY} bytes, got {memory!r}")
        count = checked_workers(workers)
        self._stack = ExitStack()
        try:
            self._begin(scorer, count, memory, folder)
            self._study(articles, progress)
            self._find_copies()
            self._compare()
            self._cluster()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> CorpusRun:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._counts)

    def close(self) -> None:
        """Removes the run's files."""
        self._stack.close()

    # What was found

    def results(self) -> Iterator[tuple[Score, Row]]:
        """The score of each article in order, and its agreement as a row for `agreement`."""
        batches = batched(self._standings(), most=BATCH, weight=lambda item: 1 + len(item.pairs), limit=4_000)
        return self._map("score", batches)

    def scores(self) -> Iterator[Score]:
        """The score of each article, in order."""
        return (score for score, _ in self.results())

    def agreement(self, number: int, row: Row) -> Agreement:
        """The agreement in a row of `results`."""
        return read_agreement(row, number, self._library.claims)

    def article(self, number: int) -> Article:
        """The article of that number."""
        return read_article(unpack(self._articles.read(number)))

    def lines(self, number: int) -> tuple[Line, ...]:
        """The lines of an article with their kinds."""
        return tuple(read_line(line) for line in unpack(self._measured.read(number))[1])

    def claims(self, number: int) -> tuple[Claim, ...]:
        """The claims of an article."""
        return tuple(self._library.claims(number))

    def house(self, number: int) -> House:
        """Who stands behind an article; nobody before version 2027.02, to which that made no difference."""
        return self._library.house(number)

    @property
    def houses(self) -> tuple[House, ...]:
        """Who stands behind each article; () before version 2027.02."""
        return tuple(map(self.house, range(len(self)))) if self._scorer.detectors.matcher.houses else ()

    def pairs(self) -> Iterator[ClaimPair]:
        """The pairs of claims, by their articles."""
        for record in self._table.record.tolist():
            for row in unpack(self._pairs.read(record)):
                yield self._pair(row)

    def clusters(self) -> Iterator[ClaimCluster]:
        """The clusters of claims that say the same, those of most articles first."""
        for number in self._cluster_order:
            members, origins, articles, conflicts, ties = unpack(self._clusters.read(number))
            yield ClaimCluster(
                tuple(self._library.claims(article)[place] for article, place in members),
                origins,
                tuple(articles),
                tuple(self._pair(row) for row in conflicts),
                tuple(ties),
            )

    @property
    def claims_count(self) -> int:
        """Number of claims of all articles."""
        return int(self._starts[-1])

    @property
    def pairs_count(self) -> int:
        """Number of pairs of articles of which some claims are related or more."""
        return len(self._pairs)

    @property
    def clusters_count(self) -> int:
        """Number of clusters."""
        return len(self._cluster_order)

    @property
    def syndications(self) -> tuple[Syndication, ...]:
        """Who copies whom."""
        return self._copies

    def _pair(self, row: Row) -> ClaimPair:
        claims = self._library.claims
        return read_pair(row, claims(row[0])[row[1]], claims(row[2])[row[3]])

    # How it is found

    def _begin(self, scorer: Scorer, workers: int, memory: int, folder: Path | None) -> None:
        shared = None
        if workers > 1:
            made = tempfile.TemporaryDirectory(prefix="reliability-run-", dir=folder)
            shared = Path(self._stack.enter_context(made))
        names = ("claims", "measured", "articles", "credits", "texts", "pairs", "clusters")
        spools = [Spool(shared and shared / name, memory=memory // 32) for name in names]
        for spool in spools:
            self._stack.callback(spool.close)
        self._claims, self._measured, self._articles, self._credits, self._texts, *rest = spools
        self._pairs, self._clusters = rest
        self._engine = LocalEngine(workers=workers, memory=memory // 16, folder=folder)
        self._stack.callback(self._engine.close)
        kept = max(16, memory // 4 // REPORT_BYTES // workers)
        self._library = Library(scorer, self._claims.read, self._measured.read, self._pairs.read, reports=kept)
        self._scorer = scorer
        self._site = None
        if shared:
            self._site = Site(
                self._stack.enter_context(placed(scorer.version)), scorer.version.digest, str(shared), kept
            )
        self._counts = array("i")
        self._grams = array("i")
        self._text_counts = array("i")
        self._outlets: list[str] = []
        self._stamps: list[str | None] = []

    def _map(self, step: str, batches: Iterable[Any]) -> Iterator[Any]:
        """One step of the library on each batch, here or in processes."""
        if self._site is None:
            return self._engine.map_batches(getattr(self._library, step), batches)
        return self._engine.map_batches(partial(in_process, self._site, step), batches)

    def _share(self, *spools: Spool) -> None:
        """Lets the other processes read records."""
        for spool in spools:
            ends = spool.seal()
            if spool.path is not None:
                ends.tofile(spool.path.with_suffix(".ends"))

    def _study(self, articles: Iterable[Article | str], progress: Callable[[], object] | None) -> None:
        """The first step: each article by itself; its keys and grams go into parts."""
        keyed = self._stack.enter_context(self._engine.parts(np.uint64, np.uint32))
        grams = self._stack.enter_context(self._engine.parts(np.uint64, np.uint32))
        self._keyed, self._grammed = keyed, grams
        self._worded = self._stack.enter_context(self._engine.parts(np.uint64, np.uint32))
        batches = batched(
            (as_article(item) for item in articles),
            most=BATCH,
            weight=lambda article: len(article.text),
            limit=BATCH_CHARACTERS,
        )
        if self._site is None:
            task = partial(study_articles, self._scorer)
        else:
            task = partial(study_batch, self._site.version, self._site.digest)
        for number, (studied, article) in enumerate(self._engine.map_batches(task, batches)):
            self._keep(number, studied, article)
            if progress is not None:
                progress()
        self._share(self._claims, self._measured)

    def _keep(self, number: int, studied: Studied, article: bytes) -> None:
        self._claims.append(claims_record(studied.stamp, studied.house, studied.claims))
        self._measured.append(studied.measured)
        self._articles.append(article)
        self._credits.append(studied.credits.encode("utf-8", "surrogatepass"))
        self._counts.append(studied.count)
        self._grams.append(len(studied.grams))
        self._outlets.append(intern(studied.outlet))  # few names and days, many articles
        self._stamps.append(studied.stamp and intern(studied.stamp))
        self._texts.append(studied.texts.tobytes())
        self._text_counts.append(len(studied.texts))
        for parts, keys in (
            (self._keyed, studied.keys),
            (self._worded, studied.texts),
            (self._grammed, studied.grams.astype(np.uint64)),
        ):
            parts.add(part_of_keys(keys), keys, np.full(len(keys), number, dtype=np.uint32))

    def _find_copies(self) -> None:
        sizes = np.array(self._grams, dtype=np.int64)
        found: list[Syndication] = []
        for block in self._engine.edges_of_parts(self._grammed, len(self), largest=HOTTEST_GRAM, counted=True):
            smaller = np.minimum(sizes[block[:, 0]], sizes[block[:, 1]])
            for a, b, shared in block[(smaller >= FEWEST) & (block[:, 2] >= CREDITED * smaller * 0.999)].tolist():
                item = copy_of(self._copyable(a), self._copyable(b), a, b, shared)
                if item is not None:
                    found.append(item)
        self._grammed.close()
        near = self._find_stand_ins()
        found = with_near_copies(found, near, self._stands, self._copyable)
        self._copies = tuple(found)
        self._copies_of: dict[int, list[int]] = {}
        for place, item in enumerate(found):
            self._copies_of.setdefault(item.a, []).append(place)
            self._copies_of.setdefault(item.b, []).append(place)
        edges = np.array([(item.a, item.b) for item in found], dtype=np.int64).reshape(-1, 2)
        self._origin = self._engine.components(len(self), edges)

    def _find_stand_ins(self) -> list[list[int]]:
        """The articles that are one text, and who follows whom among them."""
        sizes = np.array(self._text_counts, dtype=np.int64)
        near: list[list[int]] = []
        for block in self._engine.edges_of_parts(self._worded, len(self), largest=LARGEST, counted=True, stars=True):
            near += near_rows(block, sizes).tolist()
        self._worded.close()
        self._stands = stand_ins(((a, b) for a, b, *_ in near), self._texts_of)
        return near

    def _texts_of(self, number: int) -> KeyArray:
        return np.frombuffer(self._texts.read(number), dtype=np.uint64)

    def _copyable(self, number: int) -> Copyable:
        credit = self._credits.read(number).decode("utf-8", "surrogatepass")
        # only the number of grams counts from here on
        return Copyable(
            np.empty(self._grams[number], dtype=np.uint32), self._outlets[number], credit, self._stamps[number]
        )

    def _compare(self) -> None:
        """The pairs of claims of every two articles that share a key, and where each stands."""
        self._starts = np.concatenate(([0], np.cumsum(np.array(self._counts, dtype=np.int64))))
        self._table = PairTable()
        self._keep_pairs(self._map("compare", self._edge_batches()))
        self._keyed.close()
        if self._stands:
            followers = batched(self._followers(), most=UNITS_AT_ONCE, weight=lambda item: len(item.thirds), limit=500)
            self._keep_pairs(self._map("echo", followers))
        self._table.seal()

    def _keep_pairs(self, compared: Iterable[Compared]) -> None:
        for a, b, packed, found in compared:
            self._pairs.append(packed)
            self._table.add(a, b, self._starts, found)
        self._share(self._pairs)

    def _edge_batches(self) -> Iterator[IntArray]:
        without = np.zeros(len(self), dtype=np.bool_)
        without[list(self._stands)] = True
        for block in self._engine.edges_that_share(self._keyed, without, largest=HOTTEST, fewest=SHARED):
            yield from (block[i : i + EDGES_AT_ONCE] for i in range(0, len(block), EDGES_AT_ONCE))
        pairs = np.array(
            [(leader, number, WHOLE) for number, leaders in self._stands.items() for leader in leaders], dtype=np.int64
        ).reshape(-1, 3)
        yield from (pairs[i : i + EDGES_AT_ONCE] for i in range(0, len(pairs), EDGES_AT_ONCE))

    def _followers(self) -> Iterator[Follower]:
        """Articles that follow others, with whom those were compared."""
        met = self._table.records({leader for leaders in self._stands.values() for leader in leaders})
        full = {
            leader: {other: record for other, record in found.items() if other not in self._stands}
            for leader, found in met.items()
        }
        for number, leaders in self._stands.items():
            records = tuple(met[leader][number] for leader in leaders if number in met[leader])
            thirds = sorted({third for leader in leaders for third in full[leader]}.difference(leaders))
            if records and thirds:
                yield Follower(
                    number,
                    leaders,
                    records,
                    tuple(
                        (third, tuple(full[leader][third] for leader in leaders if third in full[leader]))
                        for third in thirds
                    ),
                )

    def _cluster(self) -> None:
        keys = []
        batches = batched(self._components(), most=UNITS_AT_ONCE, weight=lambda item: len(item.pairs), limit=2_000)
        for key, packed in self._map("cluster", batches):
            self._clusters.append(packed)
            keys.append(key)
        order = (
            np.lexsort(np.array(keys, dtype=np.int64).reshape(-1, 4).T[::-1]) if keys else np.zeros(0, dtype=np.int64)
        )
        self._cluster_order: list[int] = order.tolist()

    def _components(self) -> Iterator[Component]:
        """Claims that are connected by joining pairs, with the pairs that touch them."""
        table = self._table
        joins = np.stack((table.first[table.joining], table.second[table.joining]), axis=1).astype(np.int64)
        label = self._engine.components(int(self._starts[-1]), joins)
        members = np.unique(joins)
        owner, pair = table.within(label, members)
        members = members[np.argsort(label[members], kind="stable")]
        groups = np.unique(label[members])
        for claims, pairs in zip(runs(label[members], members, groups), runs(owner, pair, groups), strict=True):
            articles = np.searchsorted(self._starts, claims, side="right") - 1
            among = set(articles.tolist())
            yield Component(
                np.stack((articles, claims - self._starts[articles]), axis=1),
                np.stack((table.record[table.row[pairs]], table.place[pairs]), axis=1).astype(np.int64),
                self._copies_among(among),
                tuple((number, self._stands[number]) for number in sorted(among) if number in self._stands),
            )

    def _standings(self) -> Iterator[Standing]:
        """Each article with all that its agreement depends on."""
        table = self._table
        for number, touching in enumerate(table.touching(len(self))):
            others = set(table.a[touching].tolist()) | set(table.b[touching].tolist()) | {number}
            yield Standing(
                number,
                tuple(table.record[touching[table.telling[touching]]].tolist()),
                tuple((article, int(self._origin[article])) for article in sorted(others)),
                self._copies_among(others, number),
            )

    def _copies_among(self, articles: set[int], touching: int | None = None) -> tuple[Syndication, ...]:
        """The syndications between these articles, and those that touch one article, in order."""
        places = {
            place
            for article in articles
            for place in self._copies_of.get(article, ())
            if article == touching or {self._copies[place].a, self._copies[place].b} <= articles
        }
        return tuple(self._copies[place] for place in sorted(places))
