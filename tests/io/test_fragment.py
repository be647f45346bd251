from __future__ import annotations

import time

import pytest
from hypothesis import given

from reliability.io.fragment import text_of
from tests.strategies import ANY_TEXT


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>a</p>\n <p>b</p>", "a\n\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("a <b>bold</b> c", "a bold c"),
        ("&lt;b&gt; &amp; &nbsp;c", "<b> & \xa0c"),
        ("<script>x < y</script>a", "a"),
        ("<style>p {}</style>a<script src=x />b", "ab"),
        ("a <!-- b --> c", "a c"),
        ("<!DOCTYPE html><?pi?>a", "a"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("a <script>never closed", "a"),
        ("a <!-- never closed", "a"),
        ("<hl1>Head</hl1><block><p>Body</p></block>", "Head\n\nBody"),
        ("<li>one<li>two", "one\n\ntwo"),
    ],
)
def test_text_of(fragment: str, text: str) -> None:
    assert text_of(fragment) == text


@given(ANY_TEXT)
def test_any_fragment_gives_a_string(fragment: str) -> None:
    assert isinstance(text_of(fragment), str)


@pytest.mark.parametrize("unit", ["<", "<!--", "<a", "<script>", "</", "&", "<p>", "<![CDATA[", "<? ", "a < "])
def test_time_grows_with_length_alone(unit: str) -> None:
    fragment = unit * (2_000_000 // len(unit))
    start = time.process_time()
    text_of(fragment)
    assert time.process_time() - start < 10
