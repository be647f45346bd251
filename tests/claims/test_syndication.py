from __future__ import annotations

import numpy as np

from reliability.claims.syndication import Copyable, article_grams, find_syndications, shared_counts

GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda".split()
STORY = " ".join(f"Sentence {word} tells what the harbour authority said about the ferry {word}." for word in GREEK)
OTHER = " ".join(f"Nothing here repeats {word}; every passage {word} is about the budget vote." for word in GREEK)


def copyable(text: str, outlet: str = "", credit: str = "", stamp: str | None = None) -> Copyable:
    return Copyable(article_grams(text), outlet, credit, stamp)


def test_a_copy_is_found_and_a_stranger_is_not() -> None:
    found = find_syndications([copyable(STORY), copyable(OTHER), copyable("Editor's note. " + STORY)])
    assert [(item.a, item.b, item.origin) for item in found] == [(0, 2, None)]


def test_the_earlier_article_is_the_origin() -> None:
    early, late = copyable(STORY, stamp="2026-03-03T10:00:00Z"), copyable(STORY, stamp="2026-03-03T12:00:00Z")
    assert find_syndications([late, early])[0].origin == 1


def test_a_credit_outweighs_the_clock() -> None:
    wire = copyable(STORY, outlet="meridian wire", stamp="2026-03-03T12:00:00Z")
    paper = copyable(STORY, outlet="ledger", credit="port sella march 3 meridian wire", stamp="2026-03-03T10:00:00Z")
    assert find_syndications([paper, wire])[0].origin == 1


def test_counts_equal_set_intersections() -> None:
    grams = [article_grams(text) for text in (STORY, OTHER, STORY[:300] + OTHER)]
    expected = [(a, b, len(np.intersect1d(grams[a], grams[b]))) for a, b in ((0, 1), (0, 2), (1, 2))]
    assert shared_counts(grams) == [item for item in expected if item[2]]


def test_too_short_to_tell() -> None:
    assert find_syndications([copyable("Short text."), copyable("Short text.")]) == []
