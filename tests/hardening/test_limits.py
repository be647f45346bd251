"""What is too large is refused at once and by name; what is allowed takes memory in proportion."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable

import pytest

from benchmarks.families import FAMILIES
from benchmarks.speed.growth import allowed
from reliability import limits
from reliability.errors import InputTooLargeError
from reliability.find import find_hedges, parse
from reliability.io import feeds, html, text
from reliability.limits import LINES_EACH, MAX_CHARACTERS, MAX_FINDINGS, most_findings
from reliability.scoring import score
from reliability.text import fold
from reliability.text.sentences import LONGEST
from reliability.types import Article

SECONDS = 0.1
LONG = "a" * (MAX_CHARACTERS + 1)
LINES = "a\n" * 2 * LINES_EACH * MAX_FINDINGS
PAGE = b"<" * (html.MAX_BYTES + 1)
FEED = b"<rss>" + b"a" * feeds.MAX_BYTES
BYTES = b"a" * (text.MAX_BYTES + 1)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Article(LONG),
        lambda: Article("", title=LONG),
        lambda: Article(LINES),
        lambda: score(LONG),
        lambda: parse(LINES),
        lambda: find_hedges(LONG),
        lambda: html.article_from_html(PAGE),
        lambda: list(feeds.read_feed(FEED, "feed")),
        lambda: text.decode(BYTES),
    ],
)
def test_too_much_is_refused_at_once(refused: Callable[[], object]) -> None:
    times = []
    for _ in range(3):
        start = time.process_time()
        with pytest.raises(InputTooLargeError, match=r"at most [\d]+"):
            refused()
        times.append(time.process_time() - start)
    assert min(times) < SECONDS


def test_empty_lines_are_free() -> None:
    assert Article("\n\n" * (MAX_FINDINGS - 1)).text
    assert len(Article("a\n\n" * MAX_FINDINGS).text) == 3 * MAX_FINDINGS


def test_a_longer_text_may_have_more_lines() -> None:
    lines = LINES_EACH * MAX_FINDINGS + 40_000
    assert Article(("a" * 75 + "\n") * lines).text
    most = most_findings(2 * lines, each=LINES_EACH)
    with pytest.raises(InputTooLargeError, match=rf"has {lines + 1} lines; at most {most} are allowed"):
        Article("a\n" * lines)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("quotations", "“One” “Two” came. " * 5),
        ("attributions", "The road is open, Ana Reyes said. The wall is safe, Jon Berg said. He said it was new. So."),
        ("hedges", "The pier may close. The ferry might sail. The wall could fall. It ended."),
        ("sentences", "One. Two. Three. " * 6),
        ("loaded words and exclamation marks", "Look! The pier! Closed!"),
    ],
)
def test_more_records_than_memory_allows_are_refused_by_name(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_FINDINGS", 1)
    monkeypatch.setattr(limits, "CHARACTERS_EACH", 1_000)
    with pytest.raises(InputTooLargeError, match=rf"more than \d+ {name}; at most \d+ are allowed"):
        score(text)


def test_very_many_marks_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FINDINGS", 1_000)
    with pytest.raises(InputTooLargeError, match="quotations"):
        parse("'x " * 40_000)


@pytest.mark.parametrize("word", ["Never", "must", "I", "stunning", "so!"])
def test_evidence_of_single_words_is_bounded(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FINDINGS", 20)
    with pytest.raises(InputTooLargeError, match="at most"):
        score(f"The council met, the mayor left and {word} the board stayed. " * 60)


def test_very_many_hidden_characters_are_reported_in_longer_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "MAX_HIDDEN", 2)
    text = "m\u200bi\u200bnister may res\u200big\u200bn"
    assert [text[start:end] for start, end in fold.hidden_spans(text)] == ["\u200bi\u200b", "\u200big\u200b"]


def test_a_sentence_without_an_end_is_read_in_pieces() -> None:
    document = parse("word " * (3 * LONGEST))
    assert [last - first for first, last in document.sentence_tokens] == [LONGEST] * 3


def test_pieces_of_a_sentence_lie_behind_one_another() -> None:
    ranges = parse("word " * 10_000).sentence_tokens
    assert [ranges[0][0], *(last for _, last in ranges)] == [*(first for first, _ in ranges), 10_000]


def test_runs_of_one_mark_take_no_memory_of_their_own() -> None:
    tracemalloc.start()
    parse("'a" * 200_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 * 400_000


@pytest.mark.parametrize(
    "family", ["ordinary", "brackets", "look-alikes", "zero width", "backspaces", "quotation marks", "said so"]
)
def test_memory_is_bounded(family: str) -> None:
    size = 400_000
    command = [sys.executable, "-m", "benchmarks.speed.growth", "--peak", family, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) <= allowed(FAMILIES[family](size))
