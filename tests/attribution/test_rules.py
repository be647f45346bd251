"""The second set of rules, which 2027.03 reads with, beside the first."""

from __future__ import annotations

import pytest

from reliability import find_attributions
from reliability.detectors import detectors_of
from reliability.text.parse import parse_article
from reliability.types import Article, Attribution, Span

LATER, EARLIER = "2027.03", "2027.02"


def read(text: str, version: str) -> list[tuple[str, str, tuple[str, ...]]]:
    detectors = detectors_of(version)
    return [shown(text, item) for item in detectors.attributions.find(parse_article(Article(text), detectors.lines))]


def shown(text: str, item: Attribution) -> tuple[str, str, tuple[str, ...]]:
    source, cue, content = (words(text, spans) for spans in (item.source, item.cue, item.content))
    return " … ".join(source), " … ".join(cue), content


def words(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(text[span.start : span.end] for span in spans)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The dam will hold, he told reporters.", "he", "told", "The dam will hold"),
        ("The dam will hold, Mayor Ann Lo told the council on Monday.", "Mayor Ann Lo", "told", "The dam will hold"),
        (
            "The boat was full when it hit the wall, Petra Wain, a spokeswoman for the port, told reporters at the quay.",
            "Petra Wain, a spokeswoman for the port",
            "told",
            "The boat was full when it hit the wall",
        ),
        (
            "The line has suspended the captain on full pay, its director, Karin Sol, said.",
            "its director, Karin Sol",
            "said",
            "The line has suspended the captain on full pay",
        ),
        (
            "Lotte Herzog, a teacher who was travelling with them, said the children had been asleep.",
            "Lotte Herzog, a teacher who was travelling with them",
            "said",
            "the children had been asleep",
        ),
        ("Exporters would suffer most, Jan Morro said in a note.", "Jan Morro", "said", "Exporters would suffer most"),
        ("June Hale, who runs the port, says it is safe.", "June Hale, who runs the port", "says", "it is safe"),
        (
            "Port spokesman Len Abbot on Thursday evening said the pier was safe.",
            "Port spokesman Len Abbot",
            "said",
            "the pier was safe",
        ),
        (
            "In a year when prices are low, growers have more room to wait, said Ann Lo, a broker.",
            "Ann Lo, a broker",
            "said",
            "In a year when prices are low, growers have more room to wait",
        ),
        (
            "As a general rule, if the port is open, the loans are paid back in ten years, he said.",
            "he",
            "said",
            "As a general rule, if the port is open, the loans are paid back in ten years",
        ),
        (
            "The firm worked on taxes, licences and other things that the port owns, said lobbyist Ann Lo.",
            "lobbyist Ann Lo",
            "said",
            "The firm worked on taxes, licences and other things that the port owns",
        ),
        ("Nearly a third say they do not know.", "a third", "say", "they do not know"),
        (
            "Those asked in the survey say the port should come first.",
            "Those asked in the survey",
            "say",
            "the port should come first",
        ),
        ("Ann Lo and Bob Ray say the pier is safe.", "Ann Lo and Bob Ray", "say", "the pier is safe"),
        (
            "Another source familiar with the mayor's thinking said the plan was dead.",
            "Another source familiar with the mayor's thinking",
            "said",
            "the plan was dead",
        ),
        (
            "Asked on Monday whether the pier was safe, she shook her head.",
            "",
            "Asked",
            "whether the pier was safe",
        ),
    ],
)
def test_a_relation_that_the_first_rules_miss(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, (content,)) in read(text, LATER)
    assert (source, cue, (content,)) not in read(text, EARLIER)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ann Lo said the pier was safe, and it would open in May.", "the pier was safe, and it would open in May"),
        ("Ann Lo said the town needs a pier, a school and a bank.", "the town needs a pier, a school and a bank"),
        ("Ann Lo said the Ledger, a paper of theirs, was wrong.", "the Ledger, a paper of theirs, was wrong"),
    ],
)
def test_where_a_content_ends(text: str, content: str) -> None:
    assert read(text, LATER)[0][2] == (content,)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "One in three said the port cares and one in four said it does not.",
            ("One in three", "the port cares"),
            ("one in four", "it does not"),
        ),
        (
            "“It was a mistake,” said Ann Lo, who added that the plan was dead.",
            ("Ann Lo", "“It was a mistake,”"),
            ("Ann Lo … who", "that the plan was dead"),
        ),
    ],
)
def test_two_relations_in_one_sentence(text: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    assert [(source, " ".join(content)) for source, _, content in read(text, LATER)] == [first, second]
    assert len(read(text, EARLIER)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "In discussing the plan, Ann Lo told the Gazette that it was old.",
        "Ann Lo, a clerk in Salem, Ohio, said the pier was old.",
        "Ann Lo, a clerk in the port, said on Monday the pier was old.",
        "They gave the final say to the council.",
        "A liberal think tank paid for it.",
        "I heard him say that it was safe.",
        "In April Congress voted on it.",
        "It contradicts what Lo and Ray said about the pier.",
    ],
)
def test_what_both_sets_read_alike(text: str) -> None:
    assert read(text, LATER) == read(text, EARLIER)


def test_a_participle_behind_an_owner_is_no_cue() -> None:
    text = "The mayor's ruling party won the vote."
    assert read(text, EARLIER)
    assert read(text, LATER) == []


def test_the_default_reads_with_the_second_set() -> None:
    text = "The dam will hold, he told reporters."
    assert [shown(text, item) for item in find_attributions(text)] == read(text, LATER) != []
