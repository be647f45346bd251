from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from benchmarks.events import Newsroom
from reliability.alignment import report_of
from reliability.claims.cluster_claims import make_clusters
from reliability.claims.origins import key_of
from reliability.claims.syndication import find_syndications
from reliability.detectors import detectors_of
from reliability.engine.codec import Row
from reliability.engine.seam import connected
from reliability.engine.units import (
    RELATED,
    Order,
    agreement_unit,
    clusters_of,
    compare_rows,
    read_pairs,
    telling,
)
from reliability.types import Claim

Places = npt.NDArray[np.int64]
DETECTORS = detectors_of()
REPORTS = [report_of(article, DETECTORS, n) for n, article in enumerate(Newsroom(2, sentences=8).articles(30))]
ROWS = [
    row
    for b in range(len(REPORTS))
    for a in range(b)
    for row in compare_rows(REPORTS[a], REPORTS[b], DETECTORS.matcher)
]
COPIES = find_syndications([report.copyable for report in REPORTS])


def claims_of(number: int) -> Sequence[Claim]:
    return REPORTS[number].claims


def touching(number: int) -> list[Row]:
    return [row for row in ROWS if number in (row[0], row[2])]


def test_pairs_that_are_merely_related_do_not_count_towards_agreement() -> None:
    assert any(row[5] == RELATED for row in ROWS)
    for number in range(len(REPORTS)):
        rows = touching(number)
        copies = {row[side]: row[side] for row in rows for side in (0, 2)} | {number: number}
        copies |= {item.b: min(item.a, item.b) for item in COPIES if item.b in copies and item.a in copies}
        found = [agreement_unit(number, kept, 9, copies, COPIES, claims_of) for kept in (rows, telling(rows))]
        assert found[0] == found[1]


def test_claims_of_other_components_change_no_cluster() -> None:
    """The rows that `PairTable.within` leaves out, and all rows, give the same clusters."""
    numbers = {(n, place): None for n, report in enumerate(REPORTS) for place in range(len(report.claims))}
    rank = {end: i for i, end in enumerate(numbers)}
    joined = [row for row in ROWS if row[5] in {"same", "agrees", "shared_quote"}]
    edges = np.array([[rank[row[0], row[1]], rank[row[2], row[3]]] for row in joined])
    label = connected(len(rank), edges)
    groups: dict[int, list[tuple[int, int]]] = {}
    for end in sorted({end for row in joined for end in ((row[0], row[1]), (row[2], row[3]))}):
        groups.setdefault(int(label[rank[end]]), []).append(end)
    outside = 0
    for home, members in groups.items():
        rows, kept = [], []
        for row in ROWS:
            sides = [int(label[rank[row[side], row[side + 1]]]) == home for side in (0, 2)]
            if any(sides):
                rows.append(row)
                if all(sides) or row[5] == "conflicts":
                    kept.append(row)
        outside += len(rows) - len(kept)
        places = np.array(members)
        found = [list(_clusters(places, part)) for part in (rows, kept)]
        assert found[0] == found[1]
    assert len(groups) > 5
    assert outside > 50


def test_clusters_as_rows_are_those_of_claims_in_memory() -> None:
    members = np.array([(n, place) for n, report in enumerate(REPORTS) for place in range(len(report.claims))])
    claims = [claim for report in REPORTS for claim in report.claims]
    clusters = make_clusters(claims, read_pairs(ROWS, claims_of), COPIES, DETECTORS.matcher)
    rows = [row for _, row in sorted(_clusters(members, ROWS), key=itemgetter(0))]
    assert len(rows) > 5
    for cluster, (places, origins, articles, conflicts, ties) in zip(clusters, rows, strict=True):
        assert [key_of(claims_of(article)[place]) for article, place in places] == [key_of(c) for c in cluster.claims]
        assert (origins, tuple(articles), read_pairs(conflicts, claims_of), ties) == (
            cluster.origins,
            cluster.articles,
            list(cluster.conflicts),
            cluster.ties,
        )


def test_rows_that_neither_conflict_nor_make_one_origin_are_read_once() -> None:
    members = np.array([(n, place) for n, report in enumerate(REPORTS) for place in range(len(report.claims))])
    read: Counter[int] = Counter()

    def row_of(number: int) -> Row:
        read[number] += 1
        return ROWS[number]

    found = list(clusters_of(members, row_of, len(ROWS), COPIES, claims_of, DETECTORS.matcher, stands={}))
    again = {number for number, times in read.items() if times > 1}
    assert found
    assert sorted(read) == list(range(len(ROWS)))
    assert {ROWS[number][5] for number in again} <= {"same", "shared_quote", "conflicts"}
    assert again


def _clusters(members: Places, rows: list[Row]) -> Iterator[tuple[Order, Row]]:
    return clusters_of(members, rows.__getitem__, len(rows), COPIES, claims_of, DETECTORS.matcher, stands={})
