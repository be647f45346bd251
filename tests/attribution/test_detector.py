from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reliability import find_attributions
from reliability.types import Attribution, Span
from tests.strategies import ANY_TEXT, NEWS_TEXT

MARKS = [("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"), ("‘", "’"), ("''", "''")]


def words(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(text[span.start : span.end] for span in spans)


def told(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in find_attributions(text)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Mayor Ann Lo said that the pier would close in May.",
            "Mayor Ann Lo",
            "said",
            ("that the pier would close in May",),
        ),
        ("The pier would close in May, said Ann Lo.", "Ann Lo", "said", ("The pier would close in May",)),
        ("“It is safe,” said Ann Lo, the mayor.", "Ann Lo, the mayor", "said", ("“It is safe,”",)),
        ("Ann Lo told reporters the pier was safe.", "Ann Lo", "told", ("the pier was safe",)),
        ("According to the port authority, 40 ships left.", "the port authority", "According to", ("40 ships left",)),
        ("Forty ships left, according to the harbour log.", "the harbour log", "according to", ("Forty ships left",)),
        (
            "Researchers at the institute say the seal is old.",
            "Researchers at the institute",
            "say",
            ("the seal is old",),
        ),
        ("Ann Lo, a lawyer for the town, says she's ready.", "Ann Lo, a lawyer for the town", "says", ("she's ready",)),
        ("Ann Lo declined to say if it was safe.", "Ann Lo", "declined", ("to say if it was safe",)),
        ("Ann Lo accused the council of acting in haste.", "Ann Lo", "accused", ("the council of acting in haste",)),
        ("Ann Lo's claim that the pier is safe was wrong.", "Ann Lo's", "claim", ("that the pier is safe was wrong",)),
        (
            "In a new survey by the port, most users liked it.",
            "a new survey by the port",
            "In",
            ("most users liked it",),
        ),
        ("“The pier,” she said, “is safe.”", "she", "said", ("“The pier,”", "“is safe.”")),
        ("The pier, she said, was never checked.", "she", "said", ("The pier", "was never checked")),
        ("As Ann Lo told the Gazette, the pier is old.", "Ann Lo", "told", ("the pier is old",)),
        ("Critics “denounced the plan as a gift to owners.”", "Critics", "denounced", None),
        ("The plan was endorsed by the harbour council.", "the harbour council", "was endorsed by", ("The plan",)),
    ],
)
def test_a_relation_of_one_sentence(text: str, source: str, cue: str, content: tuple[str, ...] | None) -> None:
    found = told(text)
    assert [(source,)] == [item[0] for item in found]
    assert [(cue,)] == [item[1] for item in found]
    assert content is None or content == found[0][2]


@pytest.mark.parametrize(
    "text",
    [
        "It was reported that the ferry had sunk.",
        "The ferry is expected to leave on Monday.",
        "The captain has reportedly left the town.",
        "Asked whether he would resign, the mayor left the room.",
    ],
)
def test_an_attribution_without_an_agent_has_no_source(text: str) -> None:
    found = find_attributions(text)
    assert [item.source for item in found] == [()]
    assert [item.source_kind for item in found] == ["none"]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left the harbour at noon with forty people on board.",
        "The air attack destroyed a bridge in the north of the United States.",
        "His claim to the house was settled by a court in May.",
        "The alleged leader of the gang was seen in a chapel.",
        "An expected delivery of timber went to the wrong quay.",
    ],
)
def test_plain_statements_attribute_nothing(text: str) -> None:
    assert [item for item in told(text) if item[0] and item[1] != ("claim to",)] == []


@pytest.mark.parametrize(("opening", "closing"), MARKS)
def test_any_quotation_marks_are_read(opening: str, closing: str) -> None:
    text = f"{opening}We will not close the harbour this year,{closing} Ann Lo said."
    found = find_attributions(text)
    assert [(item.form, item.speaker) for item in found] == [("direct", "Ann Lo")]


def test_a_quotation_goes_on_after_its_tag() -> None:
    text = "“It is safe,” Ann Lo said. “Nobody was hurt.”\n\nThe harbour stays open."
    assert told(text)[0][2] == ("“It is safe,”", "“Nobody was hurt.”")


def test_a_paragraph_of_quotation_belongs_to_the_speaker_before() -> None:
    text = "Ann Lo stressed that the pier is safe.\n\n“We checked every plank of it in spring.”"
    assert [(a.speaker, a.form) for a in find_attributions(text)] == [("Ann Lo", "indirect"), ("Ann Lo", "direct")]


def test_the_outer_speaker_of_a_closing_tag_covers_the_sentence() -> None:
    text = "The mayor said the pier would close, the Harbour Gazette reported."
    assert [(a, c) for a, _, c in told(text)] == [(("the Harbour Gazette",), ("The mayor said the pier would close",))]


def test_a_headline_with_a_colon_names_its_source() -> None:
    assert told("Lo: Pier will close in May\n\nThe pier is old.")[0] == (("Lo",), (":",), ("Pier will close in May",))


@pytest.mark.parametrize("join", [" — ", " ― ", "\n- "])
def test_a_signature_names_the_speaker(join: str) -> None:
    text = f"“It is a great day for the harbour.”{join}Ann Lo"
    assert [item.speaker for item in find_attributions(text)] == ["Ann Lo"]


def test_a_picture_credit_has_no_cue() -> None:
    assert [(cue, c) for _, cue, c in told("The pier at dawn. Image: Ann Lo")] == [((), ("The pier at dawn",))]


def test_a_refusal_is_negated() -> None:
    assert [item.negated for item in find_attributions("Ann Lo did not say who had called.")] == [True]


@pytest.mark.parametrize("text", ["", " \n\n ", "said", "“", "according to", "“said", "he said: “", ", said.", "' ' '"])
def test_fragments_are_answered(text: str) -> None:
    assert all(item.content for item in find_attributions(text))


@given(st.one_of(ANY_TEXT, NEWS_TEXT))
@settings(max_examples=150, deadline=None)
def test_spans_slice_the_text(text: str) -> None:
    for item in find_attributions(text):
        for span in (*item.source, *item.cue, *item.content):
            assert 0 <= span.start < span.end <= len(text)


@given(NEWS_TEXT)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_relations(text: str) -> None:
    assert find_attributions(text) == find_attributions(text)


@given(st.lists(st.sampled_from(["“", "”", "‘", "'", '"', "«", "»", "said", "Ann", "the", ",", ".", "that", "\n"])))
@settings(max_examples=150, deadline=None)
def test_unbalanced_marks_never_raise(parts: list[str]) -> None:
    assert isinstance(find_attributions(" ".join(parts)), tuple)


def operations(text: str) -> int:
    """Python calls that finding takes: a measure of time that no busy machine disturbs."""
    import sys  # noqa: PLC0415 - only here

    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        find_attributions(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "unit",
    [
        "said that according to ",
        "“he said ",
        "SAID ANN ",
        "Ann Lo, who said, ",
        "reported, the agency said, ",
        "Ann Lo said it was safe. ",
        "anonymity not named ",
        "officials' claim that ",
        "Ann and Bob say it is ",
        ", said Ann Lo, who said ",
        "its director, Karin Sol, ",
        "in April June Hale told him, ",
    ],
)
def test_work_grows_linearly(unit: str) -> None:
    find_attributions(unit)
    assert operations(unit * 2_000) <= 2.3 * operations(unit * 1_000)


def kinds(found: tuple[Attribution, ...]) -> list[str]:
    return [item.source_kind for item in found]


def test_a_name_in_an_apposition_is_the_speaker() -> None:
    text = "“We will pay,” said the owner, Walter Finch."
    assert [(a.source_kind, a.speaker) for a in find_attributions(text)] == [("named_person", "Walter Finch")]
