from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.events import Newsroom
from reliability.alignment import agreements, report_of
from reliability.claims import align as aligner
from reliability.claims import standins
from reliability.claims.align import Report, align
from reliability.claims.standins import LARGEST, MEMBERS, near_copies, stand_ins
from reliability.detectors import detectors_of
from reliability.types import Article, ClaimAlignment, ClaimPair

DETECTORS = detectors_of()


def corpus(copies: int, sentences: int = 8) -> tuple[list[Article], list[Report]]:
    room = Newsroom(7, sentences=sentences)
    articles = [*room.articles(5), *room.copies(copies)]
    return articles, [report_of(article, DETECTORS, number) for number, article in enumerate(articles)]


def aligned(copies: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, ClaimAlignment]:
    """The alignment of so many near copies among other reports, and how many pairs of reports were compared."""
    compared = 0

    def counting(a: Report, b: Report, *rest: object, **options: bool) -> list[ClaimPair]:
        nonlocal compared
        compared += 1
        return compare(a, b, *rest, **options)  # type: ignore[arg-type]

    compare = aligner.compare
    monkeypatch.setattr(aligner, "compare", counting)
    found = align(corpus(copies)[1], DETECTORS.matcher)
    monkeypatch.undo()
    return compared, found


def test_comparisons_grow_with_the_number_of_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [aligned(copies, monkeypatch)[0] for copies in (20, 40, 80, 160)]
    grown = np.diff(counts).tolist()
    assert grown[2] <= 2.2 * grown[1] <= 2.2**2 * grown[0]
    assert counts[3] <= 4 * 160


def test_pairs_grow_with_the_number_of_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [len(aligned(copies, monkeypatch)[1].pairs) for copies in (40, 80, 160)]
    assert counts[2] - counts[1] <= 2.2 * (counts[1] - counts[0])


@pytest.mark.parametrize("copies", [12, 100])
def test_copies_are_one_origin_and_one_cluster_a_claim(copies: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = aligned(copies, monkeypatch)
    largest = found.clusters[0]
    assert largest.origins == 1
    assert len(largest.articles) >= 0.8 * copies
    assert sum(len(cluster.articles) > copies / 2 for cluster in found.clusters) == 7


def test_following_changes_neither_clusters_nor_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    articles, reports = corpus(14, sentences=25)
    few = align(reports, DETECTORS.matcher)
    monkeypatch.setattr(standins, "MEMBERS", 100)
    full = align(reports, DETECTORS.matcher)
    assert [(cluster.claims, cluster.origins) for cluster in few.clusters] == [
        (cluster.claims, cluster.origins) for cluster in full.clusters
    ]
    assert shown(articles, few) == shown(articles, full)
    assert [(item.a, item.b, item.origin) for item in few.syndications] == [
        (item.a, item.b, item.origin) for item in full.syndications
    ]


def shown(articles: Sequence[Article], alignment: ClaimAlignment) -> list[object]:
    """What the score sees of the agreement of each article."""
    return [
        (item.comparable, item.copies, [(s.claim, s.origins, len(s.conflicts)) for s in item.supports if s.origins])
        for item in agreements(articles, alignment)
    ]


def test_every_copy_beyond_the_limit_follows_the_first() -> None:
    assert stand_ins(((0, number) for number in range(1, 20)), one_text) == dict.fromkeys(range(MEMBERS + 1, 20), (0,))
    assert stand_ins(clique(20), one_text) == dict.fromkeys(range(MEMBERS + 1, 20), (0,))


def test_a_copy_follows_also_those_that_have_what_the_first_has_not() -> None:
    texts = {number: np.array([1, 2, 3], dtype=np.uint64) for number in range(MEMBERS + 1)}
    texts[2] = np.array([1, 2, 4], dtype=np.uint64)
    texts[MEMBERS + 1] = np.array([1, 2, 3, 4, 5], dtype=np.uint64)
    assert stand_ins(clique(MEMBERS + 2), texts.__getitem__) == {MEMBERS + 1: (0, 2)}


def test_few_copies_follow_nobody() -> None:
    assert stand_ins(clique(MEMBERS + 1), one_text) == {}


def clique(size: int) -> list[tuple[int, int]]:
    return [(a, b) for b in range(size) for a in range(b)]


def one_text(number: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array([1, 2, 3], dtype=np.uint64)


def test_near_copies_share_most_of_their_claims() -> None:
    def keys(*found: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        return np.array(found, dtype=np.uint64)

    texts = [keys(1, 2, 3, 4), keys(1, 2, 3, 4, 5), keys(1, 2, 8, 9), keys(7)]
    assert near_copies(texts).tolist() == [[0, 1, 4, 4]]
    assert near_copies([]).tolist() == []


def test_a_claim_of_very_many_reports_counts_between_the_first_and_the_others() -> None:
    texts = [np.array([1, 2, 3], dtype=np.uint64)] * (LARGEST + 5)
    assert near_copies(texts)[:, :2].tolist() == [[0, number] for number in range(1, LARGEST + 5)]
