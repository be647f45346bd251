"""The claim index: claims of past articles on disk, looked up for each new one."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import numpy as np

from reliability.alignment import agreements, report_of
from reliability.claims.align import Report, align, comparable
from reliability.claims.bundle import bundle
from reliability.claims.candidates import stable_keys
from reliability.claims.codec import pack_claims, unpack_claims
from reliability.claims.relations import Moment
from reliability.claims.store import ClaimStore, StoredArticle
from reliability.claims.syndication import Copyable, folded_name
from reliability.detectors import detectors_of
from reliability.find import Version, as_article
from reliability.signals.analysis import Agreement
from reliability.types import Article, ClaimAlignment, parse_timestamp

DAYS = 30


@dataclass(frozen=True, slots=True)
class Lookup:
    """How an article's claims stand in the articles of an index.

    Attributes:
        agreement: for `reliability.score`; the same as that of a batch of these articles.
        alignment: claims, and the pairs and clusters that the article takes part in; the article is the last one.
        articles: names of the articles that were compared, in the order of the alignment's numbers.
    """

    agreement: Agreement
    alignment: ClaimAlignment
    articles: tuple[str, ...]


class ClaimIndex:
    """The claims of past articles in one SQLite file; several processes may read and write at once.

    Args:
        path: the file; made when it is not there.
        version: scoring version that finds and compares claims; use one version for one file.

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
        """
        article = as_article(source)
        report = report_of(article, self._detectors, 0)
        stored = StoredArticle(
            name_of(article),
            article.published or None,
            article.outlet,
            article.byline,
            report.copyable.credits,
            pack_claims(report.claims),
            report.copyable.grams.astype("<u4").tobytes(),
            len(report.claims),
        )
        return self._store.add(stored, self._keys(report))

    def lookup(self, source: Article | str, *, days: int | None = DAYS) -> Lookup:
        """How the stored articles of the ``days`` before an article stand to its claims; the article is not stored.

        Args:
            days: how far back, and up to the article's own day; None, or an article without date: all articles.
        """
        article = as_article(source)
        own = report_of(article, self._detectors, 0)
        since = until = None
        if article.date is not None and days is not None:
            until = article.date.isoformat()
            since = (article.date - dt.timedelta(days=min(days, article.date.toordinal() - 1))).isoformat()
        reports: list[Report] = []
        articles: list[Article] = []
        names: list[str] = []
        with self._store.reading():
            for number in self._store.sharing(self._keys(own), since=since, until=until):
                stored = self._store.get(number)
                if stored.name == name_of(article):
                    continue
                report = self._report(stored, len(reports))
                if comparable([report, own], self._detectors.matcher):
                    reports.append(report)
                    articles.append(Article("", outlet=stored.outlet, byline=stored.byline, published=stored.published))
                    names.append(stored.name)
        last = len(reports)
        claims = tuple(replace(claim, article=last) for claim in own.claims)
        reports.append(replace(own, bundle=replace(own.bundle, claims=claims)))
        alignment = align(reports, self._detectors.matcher, focus=last)
        return Lookup(agreements([*articles, article], alignment)[last], alignment, tuple(names))

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

    def check(self) -> list[str]:
        """What is wrong with the file; [] when all is well."""
        return self._store.check()

    def _keys(self, report: Report) -> list[int]:
        rarity = self._detectors.matcher.vocabulary.rarity
        return sorted({key for row in report.bundle.stems for key in stable_keys(row, rarity)})

    def _report(self, stored: StoredArticle, number: int) -> Report:
        claims = unpack_claims(stored.claims, number)
        published = parse_timestamp(stored.published).date() if stored.published else None
        return Report(
            bundle(claims, self._detectors.matcher.vocabulary),
            Moment(published, stored.published),
            Copyable(
                np.frombuffer(stored.grams, dtype="<u4").astype(np.uint32),
                folded_name(stored.outlet or ""),
                stored.credits,
                stored.published,
            ),
        )


def name_of(article: Article) -> str:
    """What an article is known by: its id, else its url, else a hash of its text."""
    if article.id:
        return f"id:{article.id}"
    if article.url:
        return f"url:{article.url}"
    return "text:" + hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
