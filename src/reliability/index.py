"""The claim index: claims of past articles on disk, looked up for each new one."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import numpy as np

from reliability.alignment import agreement_of, report_of
from reliability.claims.align import Report, align_with
from reliability.claims.blocking import FEWEST, MIX, least_topic
from reliability.claims.bundle import KeyArray
from reliability.claims.codec import (
    pack_bundle,
    pack_grams,
    pack_sketch,
    renumbered,
    short_grams,
    unpack_bundle,
    unpack_grams,
    unpack_sketch,
)
from reliability.claims.groups import Groups
from reliability.claims.houses import NOBODY, are_kin, house_row, read_house
from reliability.claims.relations import Moment
from reliability.claims.store import ClaimStore, StoredArticle
from reliability.claims.syndication import Copyable, folded_name
from reliability.claims.topics import likeness_to_all
from reliability.detectors import detectors_of
from reliability.errors import IndexFileError
from reliability.find import Version, as_article
from reliability.signals.analysis import Agreement
from reliability.types import Article, ClaimAlignment, House, parse_timestamp

DAYS = 30
READ = 4  # times as many articles that one lookup reads, when most are other reports of the same house
MOST = 12  # articles that one lookup compares in full, those most alike in topic; support saturates long before


@dataclass(frozen=True, slots=True)
class Lookup:
    """How an article's claims stand in the articles of an index.

    Attributes:
        agreement: for `reliability.score`; the same as that of a batch of these articles.
        alignment: the article's claims with those of others that say or dispute the same; the article is the last one.
        articles: names of the articles that were compared, in the order of the alignment's numbers.
    """

    agreement: Agreement
    alignment: ClaimAlignment
    articles: tuple[str, ...]


class ClaimIndex:
    """The claims of past articles in one SQLite file; several processes may read and write at once.

    Args:
        path: the file; made when it is not there.
        version: scoring version that finds and compares claims; one file holds the claims of one version.

    Raises:
        IndexFileError: a file that is no claim index, is corrupt, or cannot be written.

    Examples:
        >>> import tempfile
        >>> story = "The ferry Asta Lind struck the northern breakwater at Port Sella and 41 people were injured."
        >>> with tempfile.TemporaryDirectory() as folder, ClaimIndex(Path(folder) / "claims.db") as index:
        ...     added = index.add(Article(story, published="2026-03-03"))
        ...     found = index.lookup(Article(story.replace("41", "36"), published="2026-03-03"))
        ...     added, [pair.relation for pair in found.alignment.pairs]
        (True, ['conflicts'])
    """

    def __init__(self, path: str | Path, *, version: Version = None) -> None:
        self._detectors = detectors_of(version)
        self._identity = f"{self._detectors.version.name} {self._detectors.version.digest}"
        self._store = ClaimStore(path)

    def __enter__(self) -> ClaimIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._store.close()

    def add(self, source: Article | str) -> bool:
        """Stores an article's claims; on disk when it returns. False when the index has the article already.

        An article is known by its ``id``, else its ``url``, else its text.

        Raises:
            IndexFileError: the file was written by another scoring version, or cannot be written.
        """
        article = as_article(source)
        return self.add_report(article, report_of(article, self._detectors, 0))

    def add_report(self, article: Article, report: Report) -> bool:
        """Stores an article whose claims are extracted already; see `add`."""
        stored = StoredArticle(
            name_of(article),
            article.date.isoformat() if article.date else None,
            article.published or None,
            article.outlet,
            article.byline,
            with_house(report.copyable.credits, report.house),
            pack_sketch(report.bundle),
            pack_bundle(report.bundle),
            pack_grams(report.copyable.grams),
            len(report.claims),
        )
        return self._store.add(stored, index_keys(report.keys), self._identity)

    def lookup(self, source: Article | str, *, days: int | None = DAYS) -> Lookup:
        """How the stored articles of the ``days`` before an article stand to its claims; the article is not stored.

        Args:
            days: how far back, and up to the article's own day; None, or an article without date: all articles.

        Raises:
            IndexFileError: the file was written by another scoring version, or cannot be read.
        """
        article = as_article(source)
        return self.lookup_report(article, report_of(article, self._detectors, 0), days=days)

    def lookup_report(self, article: Article, own: Report, *, days: int | None = DAYS) -> Lookup:
        """The same for an article whose claims are extracted already; see `lookup`."""
        self._store.expect(self._identity)
        since = until = None
        if article.date is not None and days is not None:
            until = article.date.isoformat()
            since = (article.date - dt.timedelta(days=min(days, article.date.toordinal() - 1))).isoformat()
        with self._store.reading():
            found = self._chosen(own, self._alike(own, since, until))
        found = [stored for stored in found if stored.name != name_of(article)]
        last = len(found)
        copyable = replace(own.copyable, grams=short_grams(own.copyable.grams))
        asked = replace(own, bundle=renumbered(own.bundle, last), copyable=copyable)
        alignment = align_with(asked, self._reports(found), self._detectors.matcher)
        copies = Groups(range(last + 1))
        for item in alignment.syndications:
            copies.join(item.a, item.b)
        houses = dict(enumerate(alignment.houses))
        agreement = agreement_of(last, alignment.pairs, len(own.claims), copies, alignment.syndications, houses=houses)
        return Lookup(agreement, alignment, tuple(stored.name for stored in found))

    def _reports(self, found: Sequence[StoredArticle]) -> Iterator[Report]:
        """The reports of stored articles, each read when it is its turn."""
        for number, stored in enumerate(found):
            with self._store.sound():
                report = read_report(stored, number)
            yield report

    def _chosen(self, own: Report, ranked: Sequence[int]) -> list[StoredArticle]:
        """The first ``MOST`` of the stored articles, by number; reports of the same house take the place of no other."""
        if not self._detectors.matcher.houses:
            return [self._store.get(number) for number in sorted(ranked[:MOST])]
        found: dict[int, StoredArticle] = {}
        left = {False: MOST, True: MOST}
        for number in ranked[: READ * MOST]:
            stored = self._store.get(number)
            kin = are_kin(own.house, without_house(stored.credits)[1])
            left[kin] -= 1
            if left[kin] >= 0:
                found[number] = stored
            if not left[False]:
                break
        return [found[number] for number in sorted(found)]

    def _alike(self, own: Report, since: str | None, until: str | None) -> list[int]:
        """Numbers of the stored articles that share keys and a topic with a report, the most alike first."""
        shared = self._store.sharing(index_keys(own.keys), fewest=FEWEST)
        rows = self._store.sketches(sorted(shared), since=since, until=until)
        likeness = likeness_to_all(own.bundle, [sketch for _, sketch in rows])
        needed = np.array([least_topic(shared[number]) for number, _ in rows])
        ranked = np.lexsort((np.array([-number for number, _ in rows]), -likeness)).tolist()
        return [rows[i][0] for i in ranked if likeness[i] >= needed[i]]

    def prune(self, before: dt.date | str) -> int:
        """Deletes the articles published before a day; how many there were.

        Raises:
            InputError: a string that is no ISO 8601 day.
        """
        day = before if isinstance(before, dt.date) else parse_timestamp(before).date()
        return self._store.prune(day.isoformat())

    def stats(self) -> dict[str, int]:
        """Number of articles, claims and keys."""
        return self._store.stats()

    def names(self) -> list[str]:
        """What the articles are known by, in the order in which they were added."""
        return self._store.names()

    def check(self) -> list[str]:
        """What is wrong with the file, down to every claim; [] when all is well."""
        found = self._store.check()
        if found:
            return found
        keys = self._store.keys_of_all()
        for number in self._store.numbers():
            problem = self._problem(number, keys.get(number, set()))
            if problem:
                found.append(f"article {number}: {problem}")
        return found

    def _problem(self, number: int, keys: set[int]) -> str:
        try:
            stored = self._store.get(number)
            report = read_report(stored, 0)
            claims = list(report.claims)
        except (IndexFileError, ValueError, TypeError) as error:
            return f"cannot be read: {error}"
        if len(claims) != stored.size:
            return f"{len(claims)} claims of {stored.size}"
        return "" if index_keys(report.keys).keys() == keys else "its keys are not those of its claims"

    def repair(self) -> int:
        """Removes what `check` finds wrong, so that the articles can be added again; how many articles went.

        Raises:
            IndexFileError: the file itself is damaged; keep it aside and build the index anew.
        """
        self._store.drop_strays()
        keys = self._store.keys_of_all()
        broken = [number for number in self._store.numbers() if self._problem(number, keys.get(number, set()))]
        removed = self._store.remove(broken)
        found = self._store.check()
        if found:
            raise IndexFileError(f"{self._store.path} is damaged beyond repair ({found[0]}); build the index anew")
        return removed


def index_keys(keys: KeyArray) -> dict[int, int]:
    """The keys of an article as the index stores them, in 31 bits, with how many keys each stands for.

    A telling pair of words makes two keys (`reliability.claims.blocking`), the second worked out from the first: the
    index holds the first only and counts it twice.
    """
    if not len(keys):
        return {}
    places = np.minimum(np.searchsorted(keys, keys * MIX), len(keys) - 1)
    firsts = keys[places] == keys * MIX
    seconds = np.zeros(len(keys), dtype=np.bool_)
    seconds[places[firsts]] = True
    short = (keys >> np.uint64(33)).astype(np.int64)
    found = dict.fromkeys(short[~seconds].tolist(), 1)
    found.update(dict.fromkeys(short[firsts & ~seconds].tolist(), 2))
    return found


def read_report(stored: StoredArticle, number: int) -> Report:
    """The report of an article as it lies in the file.

    Raises:
        IndexFileError: its claims cannot be read.
    """
    try:
        taken = unpack_bundle(stored.body, unpack_sketch(stored.sketch), number)
    except ValueError as error:
        raise IndexFileError(f"the claims of {stored.name} cannot be read: {error}") from None
    published = parse_timestamp(stored.published).date() if stored.published else None
    credit, house = without_house(stored.credits)
    return Report(
        taken,
        None,
        Moment(published, stored.published),
        Copyable(
            unpack_grams(stored.grams),
            folded_name(stored.outlet or ""),
            credit,
            stored.published,
        ),
        house,
    )


def with_house(credit: str, house: House) -> str:
    """What the index stores of those who stand behind an article: the credits, and in a second line the names.

    Folded credits have no line breaks; versions that know no houses store the credits alone.
    """
    return credit if house == NOBODY else f"{credit}\n{json.dumps(house_row(house))}"


def without_house(stored: str) -> tuple[str, House]:
    """The parts of `with_house`.

    Raises:
        ValueError: the second line is damaged.
    """
    credit, mark, row = stored.partition("\n")
    return credit, read_house(json.loads(row)) if mark else NOBODY


def name_of(article: Article) -> str:
    """What an article is known by: its id, else its url, else a hash of its text."""
    if article.id:
        return f"id:{article.id}"
    if article.url:
        return f"url:{article.url}"
    return "text:" + hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
