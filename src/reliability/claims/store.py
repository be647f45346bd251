"""One SQLite file that holds the claims of many articles and finds those that share rare words."""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from reliability.errors import IndexFileError, ReliabilityError

APPLICATION = 0x52454C49  # "RELI": tells our files from other SQLite files
SCHEMA = 4
HOTTEST = 256  # articles read behind one key, the latest first
_WAIT = 60_000  # milliseconds that a writer waits for another
_CACHE = 64 * 1024  # KiB of pages that a connection keeps
_MAPPED = 1 << 32  # bytes of the file that are read where the system keeps them, without a call for each page
_CHECKPOINT = 4000  # pages of the log; an article touches some 250
# Sketches stand apart from the claims, so that many articles are weighed without reading what they say.
_SCRIPT = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, day TEXT, published TEXT, outlet TEXT, byline TEXT,
  count INTEGER NOT NULL
);
CREATE INDEX articles_day ON articles (day);
CREATE TABLE sketches (article INTEGER PRIMARY KEY, day TEXT, sketch BLOB NOT NULL);
CREATE TABLE bodies (article INTEGER PRIMARY KEY, credits TEXT NOT NULL, grams BLOB NOT NULL, body BLOB NOT NULL);
CREATE TABLE keys (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
"""
# One statement for all keys of an article: each of its keys is one place in the tree, from the latest article on.
# What is asked for is the key, and in the last bit whether it counts twice.
_SHARING = """
SELECT found.article, sum(1 + (asked.value & 1)) FROM json_each(?) AS asked
  CROSS JOIN keys AS found ON found.key = asked.value >> 1
  AND found.article > ifnull(
    (SELECT hot.article FROM keys AS hot WHERE hot.key = asked.value >> 1 ORDER BY hot.article DESC LIMIT 1 OFFSET ?), -1)
GROUP BY found.article HAVING sum(1 + (asked.value & 1)) >= ?
"""
_TABLES = ("sketches", "bodies", "keys")


class StoredArticle(NamedTuple):
    """One article as it lies in the file."""

    name: str
    day: str | None
    published: str | None
    outlet: str | None
    byline: str | None
    credits: str
    sketch: bytes
    body: bytes
    grams: bytes
    size: int


class ClaimStore:
    """The file behind a claim index; every change is one immediate transaction that is on disk when it returns.

    Raises:
        IndexFileError: the file is no claim index, is of another schema, is corrupt or cannot be written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        try:
            self._connection = sqlite3.connect(self.path, timeout=_WAIT / 1000, isolation_level=None)
        except sqlite3.Error as error:
            raise IndexFileError(f"{self.path} cannot be opened as a claim index: {error}") from None
        try:
            with self._guard():
                self._prepare()
        except IndexFileError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        run = self._connection.execute
        run(f"PRAGMA busy_timeout = {_WAIT}")
        run(f"PRAGMA cache_size = -{_CACHE}")
        run(f"PRAGMA mmap_size = {_MAPPED}")
        application = run("PRAGMA application_id").fetchone()[0]
        tables = run("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and application != APPLICATION:
            raise IndexFileError(f"{self.path} is an SQLite file, but no claim index")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
        run("BEGIN IMMEDIATE")
        try:
            if run("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                for statement in _SCRIPT.split(";"):
                    if statement.strip():
                        run(statement)
                run(f"PRAGMA application_id = {APPLICATION}")
                run(f"PRAGMA user_version = {SCHEMA}")
            schema = run("PRAGMA user_version").fetchone()[0]
        finally:
            run("COMMIT")
        if schema != SCHEMA:
            raise IndexFileError(f"{self.path} has schema {schema}; this library reads schema {SCHEMA}: build it anew")

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:  # the last two: damaged text and numbers
            raise IndexFileError(f"{self.path}: {error}") from None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def version(self) -> str | None:
        """The scoring version that wrote the file; None before the first article."""
        with self._guard():
            row = self._connection.execute("SELECT value FROM facts WHERE name = 'version'").fetchone()
        return None if row is None else str(row[0])

    def add(self, article: StoredArticle, keys: Iterable[int], version: str) -> bool:
        """Stores an article with its keys; False when an article of that name is there already.

        Raises:
            IndexFileError: another scoring version wrote the file, or it cannot be written.
        """
        run = self._connection.execute
        with self._transaction():
            run("INSERT OR IGNORE INTO facts VALUES ('version', ?)", (version,))
            self.expect(version)
            cursor = run(
                "INSERT OR IGNORE INTO articles (name, day, published, outlet, byline, count) VALUES (?, ?, ?, ?, ?, ?)",
                (article.name, article.day, article.published, article.outlet, article.byline, article.size),
            )
            if cursor.rowcount == 0:
                return False
            number = cursor.lastrowid
            run("INSERT INTO sketches VALUES (?, ?, ?)", (number, article.day, article.sketch))
            run("INSERT INTO bodies VALUES (?, ?, ?, ?)", (number, article.credits, article.grams, article.body))
            self._connection.executemany("INSERT INTO keys VALUES (?, ?)", [(key, number) for key in sorted(set(keys))])
        return True

    def expect(self, version: str) -> None:
        """Refuses to go on when another scoring version wrote the file.

        Raises:
            IndexFileError: another version wrote it.
        """
        found = self.version()
        if found not in (None, version):
            raise IndexFileError(
                f"{self.path} was written by scoring version {found}, this is {version}: one file holds one version"
            )

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Around questions that belong together: one state of the file, and damaged values end in a typed error.

        Raises:
            IndexFileError: what stands in the file could not be used.
        """
        with self._guard(), self.sound():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Around the use of what was read: damaged values end in a typed error.

        Raises:
            IndexFileError: what stands in the file could not be used.
        """
        try:
            yield
        except ReliabilityError:
            raise
        except (ValueError, TypeError, LookupError, AttributeError, struct.error, zlib.error) as error:
            raise IndexFileError(
                f"{self.path} holds damaged articles: {error}; `reliability index repair` removes them"
            ) from None

    def sharing(self, keys: Mapping[int, int], *, fewest: int) -> dict[int, int]:
        """The articles that share at least ``fewest`` keys, with how many; of a hot key the latest articles only.

        Args:
            keys: each with how often it counts, once or twice.
        """
        chosen = json.dumps(sorted(2 * key + (times > 1) for key, times in keys.items()))
        with self._guard():
            return dict(self._connection.execute(_SHARING, (chosen, HOTTEST, fewest)))

    def sketches(self, numbers: Sequence[int], *, since: str | None, until: str | None) -> list[tuple[int, bytes]]:
        """Number and sketch of those articles that were published in ``[since, until]`` or at an unknown time."""
        sql = "SELECT article, sketch FROM sketches WHERE article IN (SELECT value FROM json_each(?))"
        options: list[Any] = [json.dumps(list(numbers))]
        if since is not None and until is not None:
            sql += " AND (day IS NULL OR day BETWEEN ? AND ?)"
            options += [since, until]
        with self._guard():
            return list(self._connection.execute(f"{sql} ORDER BY article", options))

    def get(self, number: int) -> StoredArticle:
        """One article by its number.

        Raises:
            IndexFileError: it is not there.
        """
        with self._guard():
            row = self._connection.execute(
                "SELECT name, articles.day, published, outlet, byline, credits, sketch, body, grams, count FROM articles"
                " JOIN sketches ON sketches.article = id JOIN bodies ON bodies.article = id WHERE id = ?",
                (number,),
            ).fetchone()
        if row is None:
            raise IndexFileError(f"{self.path} has no whole article {number}; `reliability index repair` mends it")
        return StoredArticle(*row)

    def numbers(self) -> list[int]:
        """Numbers of all articles in order."""
        with self._guard():
            return [row[0] for row in self._connection.execute("SELECT id FROM articles ORDER BY id")]

    def names(self) -> list[str]:
        """Names of all articles by their number."""
        with self._guard():
            return [row[0] for row in self._connection.execute("SELECT name FROM articles ORDER BY id")]

    def keys_of_all(self) -> dict[int, set[int]]:
        """The keys of every article."""
        found: dict[int, set[int]] = {}
        with self._guard():
            for key, number in self._connection.execute("SELECT key, article FROM keys"):
                found.setdefault(number, set()).add(key)
        return found

    def prune(self, before: str) -> int:
        """Deletes the articles published before an ISO day; how many there were."""
        with self._transaction():
            rows = self._connection.execute("SELECT id FROM articles WHERE day < ?", (before,))
            return self._delete([row[0] for row in rows])

    def remove(self, numbers: Sequence[int]) -> int:
        """Deletes articles by number with all that belongs to them; how many there were."""
        with self._transaction():
            return self._delete(numbers)

    def _delete(self, numbers: Sequence[int]) -> int:
        chosen = (json.dumps(list(numbers)),)
        for table in _TABLES:
            self._connection.execute(
                f"DELETE FROM {table} WHERE article IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own names
                chosen,
            )
        return self._connection.execute(
            "DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))", chosen
        ).rowcount

    def drop_strays(self) -> int:
        """Deletes rows of articles that are not there; how many there were."""
        with self._transaction():
            return sum(
                self._connection.execute(f"DELETE FROM {table} WHERE article NOT IN (SELECT id FROM articles)").rowcount  # noqa: S608
                for table in _TABLES
            )

    def stats(self) -> dict[str, int]:
        """Number of articles, claims and keys."""
        with self._guard():
            articles, claims = self._connection.execute(
                "SELECT count(*), coalesce(sum(count), 0) FROM articles"
            ).fetchone()
            keys = self._connection.execute("SELECT count(*) FROM keys").fetchone()[0]
        return {"articles": articles, "claims": claims, "keys": keys}

    def check(self) -> list[str]:
        """What SQLite's integrity check finds wrong, rows of absent articles and articles without rows; [] for nothing."""
        with self._guard():
            found = [row[0] for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            for table in _TABLES:
                count = self._connection.execute(
                    f"SELECT count(*) FROM {table} WHERE article NOT IN (SELECT id FROM articles)"  # noqa: S608
                ).fetchone()[0]
                if count:
                    found.append(f"{count} {table} of articles that are not there")
            for table in ("sketches", "bodies"):
                count = self._connection.execute(
                    f"SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM {table})"  # noqa: S608
                ).fetchone()[0]
                if count:
                    found.append(f"{count} articles without {table}")
        return found
