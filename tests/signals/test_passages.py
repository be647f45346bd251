"""The passages behind one feature."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from reliability.signals.passages import passages_of
from reliability.types import Evidence, Signal, Span

EVIDENCE = (
    Evidence(Span(0, 1), "hedging", "weasel", "weasel in the author's own voice", -1),
    Evidence(Span(1, 2), "hedging", "weasel", "weasel in a quotation"),
    Evidence(Span(2, 3), "hedging", "peacock", "peacock in the author's own voice", -1),
    Evidence(Span(3, 4), "hedging", "own_absolutes", "absolutes in the author's own voice", -1),
    Evidence(Span(4, 5), "presentation", "loaded_wording", "insult", -1),
    Evidence(Span(5, 6), "presentation", "loaded_wording", "drama", -1),
    Evidence(Span(6, 7), "presentation", "exclamation", "exclamation mark", -1),
    Evidence(Span(7, 8), "attribution", "named_source", "named", 1),
    Evidence(Span(8, 9), "attribution", "document", "document", 1),
    Evidence(Span(9, 10), "duplication", "duplicated_content", "duplicated content, 100% the same", -1),
)
SIGNAL = Signal("any", 0.5, None, MappingProxyType({}), EVIDENCE)


@pytest.mark.parametrize(
    ("feature", "starts"),
    [
        ("author_weasel", [0]),
        ("quoted_weasel", [1]),
        ("attributed_weasel", []),
        ("author_peacock", [2]),
        ("own_absolutes", [3]),
        ("insults", [4]),
        ("drama", [5]),
        ("praise", []),
        ("exclamations", [6]),
        ("named", [7]),
        ("covered", [7, 8]),
        ("defect_share", [9]),
        ("log_words", []),
    ],
)
def test_the_passages_of_a_feature_in_order(feature: str, starts: list[int]) -> None:
    assert [span.start for span in passages_of(SIGNAL, feature)] == starts
