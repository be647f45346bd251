from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reliability import parse
from reliability.report.highlight import LONGEST_TEXT, paragraphs, printable
from reliability.types import Evidence, Span
from tests.strategies import ANY_TEXT, NEWS_TEXT


@given(NEWS_TEXT, st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=12))
def test_segments_join_to_the_lines(text: str, places: list[tuple[int, int]]) -> None:
    evidence = [Evidence(Span(start, start + length), "hedging", "epistemic") for start, length in places]
    document = parse(text)
    shown = paragraphs(text, document.lines, evidence)
    assert ["".join(part.text for part in item.segments) for item in shown] == [
        printable(text[line.span.start : line.span.end]) for line in document.lines
    ]


@given(NEWS_TEXT, st.integers(0, 300), st.integers(1, 80))
def test_exactly_the_evidence_is_marked(text: str, start: int, length: int) -> None:
    document = parse(text)
    evidence = [Evidence(Span(start, start + length), "attribution", "named_person")]
    marked = [
        part.text for item in paragraphs(text, document.lines, evidence) for part in item.segments if part.signals
    ]
    expected = [
        printable(text[max(start, line.span.start) : min(start + length, line.span.end)])
        for line in document.lines
        if max(start, line.span.start) < min(start + length, line.span.end)
    ]
    assert marked == expected


@given(NEWS_TEXT, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=12))
def test_each_segment_names_what_lies_over_all_of_it(text: str, places: list[tuple[int, int]]) -> None:
    names = ("hedging", "attribution", "duplication")
    evidence = [Evidence(Span(start, start + size), names[start % 3], "kind") for start, size in places]
    document = parse(text)
    for line, shown in zip(document.lines, paragraphs(text, document.lines, evidence), strict=True):
        place = line.span.start
        for segment in shown.segments:
            end = place + len(segment.text)
            over = {item.signal for item in evidence if item.span.start <= place and item.span.end >= end}
            assert set(segment.signals) == over
            place = end


def test_a_line_is_shown_up_to_the_limit_and_its_evidence_costs_no_square() -> None:
    text = "may " * LONGEST_TEXT
    evidence = [Evidence(Span(4 * i, 4 * i + 3), "hedging", "epistemic") for i in range(LONGEST_TEXT)]
    shown = paragraphs(text, parse(text).lines, evidence)
    assert "".join(part.text for part in shown[0].segments) == text[:LONGEST_TEXT]


@given(ANY_TEXT)
def test_printable_text_can_be_written(text: str) -> None:
    assert printable(text).encode("utf-8").decode("utf-8") == printable(text)
