from __future__ import annotations

import pytest
from hypothesis import given

from reliability import Article, parse
from reliability.errors import InputError, InputTooLargeError
from reliability.limits import MAX_CHARACTERS
from tests.strategies import ANY_TEXT, NEWS_TEXT


@given(ANY_TEXT)
def test_offsets_of_any_text_slice_back(text: str) -> None:
    document = parse(text)
    for line in document.lines:
        assert 0 <= line.span.start < line.span.end <= len(text)
    for start, end in [*document.sentences, *(quotation.span for quotation in document.quotations)]:
        assert 0 <= start < end <= len(text)
    assert document.tokens.shape == (len(document.words), 2)
    assert (document.tokens[:, 0] < document.tokens[:, 1]).all()


@given(ANY_TEXT)
def test_every_token_stands_in_exactly_one_sentence(text: str) -> None:
    document = parse(text)
    covered = [i for first, last in document.sentence_tokens for i in range(first, last)]
    assert covered == list(range(len(document.words)))


@given(NEWS_TEXT)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    first, second = parse(text), parse(text)
    assert (first.words, first.lines, first.sentences, first.quotations) == (
        second.words,
        second.lines,
        second.sentences,
        second.quotations,
    )


def test_a_document_is_returned_as_it_is() -> None:
    document = parse("The mayor resigned.")
    assert parse(document) is document


def test_an_empty_text_gives_an_empty_document() -> None:
    document = parse(" \n\t ")
    assert (document.words, document.lines, document.sentences, document.quotations) == ((), (), (), ())


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match="expected an Article, a Document or a string, got int"):
        parse(7)  # type: ignore[arg-type]


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(InputTooLargeError, match="at most 16777216"):
        Article("a" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left the U.S. The vote was lost.", ["He left the U.S.", "The vote was lost."]),
        ("Dr. Ana Reyes spoke. Gov. Holt did not.", ["Dr. Ana Reyes spoke.", "Gov. Holt did not."]),
        ("“It sank. We swam,” she said.", ["“It sank.", "We swam,” she said."]),
        ("A claim. [9] Another.", ["A claim. [9]", "Another."]),
        ("Ferry hits wall\nAt least 41 were hurt.", ["Ferry hits wall", "At least 41 were hurt."]),
        ("2. The mayor resigned.", ["2. The mayor resigned."]),
        ("On Jan. 5 it rained.", ["On Jan. 5 it rained."]),
        ("Really? Yes!", ["Really?", "Yes!"]),
        ("“Stop!” he said.", ["“Stop!” he said."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in parse(text).sentences] == sentences


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "no" twice.', ['"no"']),
        ("She called it “a ‘grave’ error”.", ["“a ‘grave’ error”", "‘grave’"]),
        ("«We will not sign,» she said.", ["«We will not sign,»"]),
        ("It was 'full support', he said.", ["'full support'"]),
        ("The officials' union met.", []),
        ("“It began here\nand went on.", ["“It began here"]),
        ("“First paragraph.\n“Second paragraph.”", ["“First paragraph.", "“Second paragraph.”"]),
        ("don't won't can't", []),
    ],
)
def test_quotations(text: str, quotations: list[str]) -> None:
    assert [text[q.span.start : q.span.end] for q in parse(text).quotations] == quotations
