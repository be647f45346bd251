from __future__ import annotations

import numpy as np

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import report_of
from reliability.claims import align as aligner
from reliability.claims.align import Report, compare
from reliability.claims.bundle import Bundle
from reliability.claims.relations import Setting, judge, judge_related
from reliability.claims.screen import worth_judging
from reliability.claims.sides import sides_of
from reliability.detectors import detectors_of
from reliability.types import ClaimPair

DETECTORS = detectors_of()
REPORTS = [report_of(article, DETECTORS, number) for number, article in enumerate(read_newsroom())]


def everything(a: Bundle, b: Bundle, wanted: np.ndarray, alike: np.ndarray) -> np.ndarray:
    return wanted


def pairs(a: Report, b: Report) -> list[ClaimPair]:
    return compare(a, b, DETECTORS.matcher, related=False)


def test_the_screen_loses_no_pair(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    screened = [pairs(a, b) for a in REPORTS for b in REPORTS if a is not b]
    monkeypatch.setattr(aligner, "worth_judging", everything)
    assert [pairs(a, b) for a in REPORTS for b in REPORTS if a is not b] == screened
    assert any(screened)


def test_pairs_that_are_more_than_related_are_those_of_a_full_comparison() -> None:
    for a in REPORTS[:12]:
        for b in REPORTS[12:24]:
            full = [pair for pair in compare(a, b, DETECTORS.matcher) if pair.relation != "related"]
            assert pairs(a, b) == full


def test_what_is_not_wanted_is_not_judged() -> None:
    a, b = REPORTS[0].bundle, REPORTS[1].bundle
    nothing = np.zeros((len(a.claims), len(b.claims)), dtype=np.bool_)
    assert not worth_judging(a, b, nothing, ~nothing).any()


def test_what_the_screen_leaves_out_is_judged_as_related() -> None:
    """Each pair with its reasons, also of articles of other years."""
    left_out = 0
    for a in REPORTS[:10]:
        for b in REPORTS[10:20]:
            nothing = np.zeros((len(a.claims), len(b.claims)), dtype=np.bool_)
            screened = worth_judging(a.bundle, b.bundle, ~nothing, nothing)
            setting = Setting(0.5, a.moment, b.moment, topical=True, grounded=True, common=3)
            for i, j in np.argwhere(~screened).tolist():
                one, other = sides_of(a.bundle)[i], sides_of(b.bundle)[j]
                assert judge(one, other, 0.3, setting) == judge_related(a.moment, b.moment)
                left_out += 1
    assert left_out > 1000
