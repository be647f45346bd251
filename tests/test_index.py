from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from benchmarks.claim_index import killed, together
from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import agreements, match_claims, report_of
from reliability.detectors import detectors_of
from reliability.errors import IndexFileError, InputError
from reliability.index import MOST, ClaimIndex, index_keys
from reliability.signals.analysis import Agreement
from reliability.types import Article, House
from tests.signed import LATEST, signed

NEWSROOM = sorted(read_newsroom(), key=lambda article: (article.published or "", article.id or ""))


def brief(agreement: Agreement) -> tuple[object, ...]:
    supports = [(s.claim.span, s.origins, s.copies, len(s.supporters), len(s.conflicts)) for s in agreement.supports]
    return (agreement.comparable, agreement.copies, agreement.claims, supports)


@pytest.mark.parametrize("version", [None, "2027.01", LATEST])
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_the_index_agrees_with_the_batch_at_every_step(tmp_path: Path, version: str | None, seed: int | None) -> None:
    articles = NEWSROOM if seed is None else signed(NEWSROOM, seed)
    with ClaimIndex(tmp_path / "claims.db", version=version) as index:
        for number, article in enumerate(articles):
            so_far = articles[: number + 1]
            batch = agreements(so_far, match_claims(so_far, version=version))[number]
            assert brief(index.lookup(article, days=None).agreement) == brief(batch)
            assert index.add(article)
        assert index.check() == []


def test_a_house_of_the_index_is_no_other_report(tmp_path: Path) -> None:
    story = "The ferry Asta Lind struck the northern breakwater at Port Sella and 41 people were injured."
    article = Article(story, outlet="Harbour Post", byline="By Ann Lee", id="monday")
    with ClaimIndex(tmp_path / "claims.db", version=LATEST) as index:
        index.add(article)
    with ClaimIndex(tmp_path / "claims.db", version=LATEST) as index:
        found = index.lookup(Article(story + " It sank.", outlet="The Harbour Post", id="tuesday"))
    assert found.agreement.comparable == 0
    assert found.alignment.houses[0] == House("Harbour Post", ("Ann Lee",))


def test_many_follow_ups_do_not_hide_another_house(tmp_path: Path) -> None:
    story = "The ferry Asta Lind struck the northern breakwater at Port Sella and 41 people were injured."
    with ClaimIndex(tmp_path / "claims.db", version=LATEST) as index:
        index.add(Article(story.replace("the northern", "a northern"), outlet="Ledger", id="other"))
        for number in range(MOST + 5):
            index.add(Article(story, outlet="Harbour Post", id=str(number)))
        found = index.lookup(Article(story, outlet="Harbour Post", id="new"))
    assert len(found.articles) == MOST + 1
    assert "id:other" in found.articles
    assert found.agreement.comparable == 1


def test_a_damaged_house_is_found(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with ClaimIndex(path, version=LATEST) as index:
        for article in NEWSROOM[:3]:
            index.add(article)
    damage(path, "UPDATE bodies SET credits = 'x' || char(10) || '[1' WHERE article = 2")
    with ClaimIndex(path, version=LATEST) as index:
        assert any("article 2: cannot be read" in problem for problem in index.check())
        assert index.repair() == 1


def test_an_article_is_stored_once(tmp_path: Path) -> None:
    with ClaimIndex(tmp_path / "claims.db") as index:
        assert [index.add(NEWSROOM[0]), index.add(NEWSROOM[0])] == [True, False]
        assert index.stats()["articles"] == 1


def test_only_the_last_days_are_compared(tmp_path: Path) -> None:
    story = "The ferry Asta Lind struck the northern breakwater at Port Sella and 41 people were injured."
    with ClaimIndex(tmp_path / "claims.db") as index:
        index.add(Article(story, id="old", published="2025-11-03"))
        assert index.lookup(Article(story, id="new", published="2026-03-03"), days=30).articles == ()
        assert index.lookup(Article(story, id="new", published="2026-03-03"), days=200).articles == ("id:old",)


def test_pruning_leaves_nothing_behind(tmp_path: Path) -> None:
    with ClaimIndex(tmp_path / "claims.db") as index:
        for article in NEWSROOM[:4]:
            index.add(article)
        assert index.prune("2030-01-01") == 4
        assert index.stats() == {"articles": 0, "claims": 0, "keys": 0}


def test_pruning_wants_a_day(tmp_path: Path) -> None:
    with ClaimIndex(tmp_path / "claims.db") as index, pytest.raises(InputError):
        index.prune("soon")


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    path.write_text("this is no database " * 100, encoding="utf-8")
    with pytest.raises(IndexFileError):
        ClaimIndex(path)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    with pytest.raises(IndexFileError, match="no claim index"):
        ClaimIndex(path)


def test_four_writers_lose_nothing(tmp_path: Path) -> None:
    assert [figure.value for figure in together(4, 10, tmp_path)] == [0.0, 0.0]


def test_killed_writers_leave_every_acknowledged_article(tmp_path: Path) -> None:
    assert [figure.value for figure in killed(3, tmp_path)] == [0.0, 0.0]


def test_one_file_holds_one_scoring_version(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with ClaimIndex(path, version="2026.11") as index:
        index.add(NEWSROOM[0])
    with ClaimIndex(path, version="2026.12") as index:
        with pytest.raises(IndexFileError, match=r"written by scoring version 2026\.11"):
            index.add(NEWSROOM[1])
        with pytest.raises(IndexFileError, match="one file holds one version"):
            index.lookup(NEWSROOM[1])


def damage(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "found", "removed"),
    [
        ("DELETE FROM bodies WHERE article = 2", "1 articles without bodies", 1),
        ("UPDATE bodies SET body = x'00' WHERE article = 2", "article 2: cannot be read", 1),
        ("DELETE FROM keys WHERE article = 2", "article 2: its keys are not those of its claims", 1),
        ("UPDATE articles SET count = 999 WHERE id = 2", "article 2:", 1),
        ("INSERT INTO keys VALUES (7, 999)", "1 keys of articles that are not there", 0),
    ],
)
def test_repair_removes_what_check_finds(tmp_path: Path, statement: str, found: str, removed: int) -> None:
    path = tmp_path / "claims.db"
    with ClaimIndex(path) as index:
        for article in NEWSROOM[:4]:
            index.add(article)
    damage(path, statement)
    with ClaimIndex(path) as index:
        assert any(found in problem for problem in index.check())
        assert index.repair() == removed
        assert index.check() == []
        assert index.stats()["articles"] == 4 - removed


def test_a_lookup_compares_only_the_most_alike(tmp_path: Path) -> None:
    story = "The ferry Asta Lind struck the northern breakwater at Port Sella and 41 people were injured."
    with ClaimIndex(tmp_path / "claims.db") as index:
        for number in range(MOST + 5):
            index.add(Article(story, id=str(number)))
        assert len(index.lookup(Article(story)).articles) == MOST


def test_the_stored_keys_of_an_article_count_as_many_as_its_keys() -> None:
    story = "Juan Guaido met Zoran Milanovic in Dubrovnik on Tuesday to sign the Konavle aqueduct treaty."
    keys = report_of(Article(story), detectors_of(), 0).keys
    stored = index_keys(keys)
    assert sum(stored.values()) == len(keys) > len(stored)
    assert all(0 <= key < 1 << 31 for key in stored)
