"""One SQLite file that holds the claims of many articles and finds those that share rare words."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from reliability.errors import IndexFileError, ReliabilityError

APPLICATION = 0x52454C49  # "RELI": tells our files from other SQLite files
SCHEMA = 1
HOTTEST = 64  # articles read behind one key, the latest first
_WAIT = 60.0  # seconds that a writer waits for another
_SCRIPT = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, published TEXT, outlet TEXT, byline TEXT,
  credits TEXT NOT NULL, claims BLOB NOT NULL, grams BLOB NOT NULL, count INTEGER NOT NULL
);
CREATE INDEX articles_published ON articles (published);
CREATE TABLE keys (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
"""


class StoredArticle(NamedTuple):
    """One article as it lies in the file."""

    name: str
    published: str | None
    outlet: str | None
    byline: str | None
    credits: str
    claims: bytes
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
            self._connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
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
        application = run("PRAGMA application_id").fetchone()[0]
        tables = run("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and application != APPLICATION:
            raise IndexFileError(f"{self.path} is an SQLite file, but no claim index")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
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
            raise IndexFileError(f"{self.path} has schema {schema}; this library reads schema {SCHEMA}")

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (
            sqlite3.Error,
            UnicodeDecodeError,
            OverflowError,
        ) as error:  # the last two: text and numbers that are none
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

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Around everything that makes something of stored values: in a damaged file they are of any type and content.

        Raises:
            IndexFileError: what stands in the file could not be used.
        """
        try:
            yield
        except ReliabilityError:
            raise
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError, struct.error, zlib.error) as error:
            raise IndexFileError(
                f"{self.path} holds damaged articles: {error}; keep it aside and fill a new one"
            ) from None

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def add(self, article: StoredArticle, keys: Sequence[int]) -> bool:
        """Stores an article with its keys; False when an article of that name is there already."""
        with self._transaction():
            cursor = self._connection.execute(
                "INSERT OR IGNORE INTO articles (name, published, outlet, byline, credits, claims, grams, count)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                article,
            )
            if cursor.rowcount == 0:
                return False
            self._connection.executemany(
                "INSERT INTO keys VALUES (?, ?)", [(key, cursor.lastrowid) for key in sorted(set(keys))]
            )
        return True

    def sharing(self, keys: Sequence[int], *, since: str | None, until: str | None) -> list[int]:
        """Numbers of the articles that share a key and were published in ``[since, until]`` or at an unknown time."""
        found: set[int] = set()
        with self._guard():
            for key in sorted(set(keys)):
                rows = self._connection.execute(
                    "SELECT article FROM keys WHERE key = ? ORDER BY article DESC LIMIT ?", (key, HOTTEST)
                )
                found.update(row[0] for row in rows)
        if since is None and until is None:
            return sorted(found)
        return [number for number in sorted(found) if self._within(number, since, until)]

    def _within(self, number: int, since: str | None, until: str | None) -> bool:
        with self._guard():
            row = self._connection.execute("SELECT published FROM articles WHERE id = ?", (number,)).fetchone()
        day = row[0][:10] if row and row[0] else None
        return day is None or ((since is None or day >= since) and (until is None or day <= until))

    def get(self, number: int) -> StoredArticle:
        """One article by its number."""
        with self._guard():
            row = self._connection.execute(
                "SELECT name, published, outlet, byline, credits, claims, grams, count FROM articles WHERE id = ?",
                (number,),
            ).fetchone()
        if row is None:
            raise IndexFileError(f"{self.path} has keys of an article {number} that it does not hold")
        return StoredArticle(*row)

    def prune(self, before: str) -> int:
        """Deletes the articles published before an ISO day; how many there were."""
        with self._transaction():
            old = "SELECT id FROM articles WHERE published IS NOT NULL AND substr(published, 1, 10) < ?"
            self._connection.execute(f"DELETE FROM keys WHERE article IN ({old})", (before,))  # noqa: S608 - no input
            cursor = self._connection.execute(
                "DELETE FROM articles WHERE published IS NOT NULL AND substr(published, 1, 10) < ?", (before,)
            )
        return cursor.rowcount

    def stats(self) -> dict[str, int]:
        """Number of articles, claims and keys."""
        with self._guard():
            articles, claims = self._connection.execute(
                "SELECT count(*), coalesce(sum(count), 0) FROM articles"
            ).fetchone()
            keys = self._connection.execute("SELECT count(*) FROM keys").fetchone()[0]
        return {"articles": articles, "claims": claims, "keys": keys}

    def check(self) -> list[str]:
        """What SQLite's integrity check and our own find wrong; [] when all is well."""
        with self._guard():
            found = [row[0] for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            strays = self._connection.execute(
                "SELECT count(*) FROM keys WHERE article NOT IN (SELECT id FROM articles)"
            ).fetchone()[0]
        return [*found, *([f"{strays} keys of articles that are not there"] if strays else [])]
