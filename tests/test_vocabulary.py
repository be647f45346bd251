"""Words by number: the same answers as asking every token, whatever was met before."""

from __future__ import annotations

import os
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability import vocabulary
from reliability.scoring import score
from reliability.types import Article
from reliability.vocabulary import Vocabulary, Words, is_capital, is_figure, is_word

TOKENS = st.lists(st.text(min_size=1, max_size=6), max_size=40).map(tuple)
ONE = {word: frozenset({word}) for word in "abcde"}
LISTED = frozenset({"a", "said", "\u0130".lower(), "\ud800"})


@given(TOKENS)
def test_every_token_gets_what_its_word_gets(tokens: tuple[str, ...]) -> None:
    words = Vocabulary.of(tokens)
    assert words.lower(tokens) == tuple(token.lower() for token in tokens)
    for test in (is_word, is_capital, is_figure):
        assert words.which(test).tolist() == [test(token) for token in tokens]
        assert words.where(test) == [i for i, token in enumerate(tokens) if test(token)]
    assert words.places(LISTED) == [i for i, token in enumerate(tokens) if token.lower() in LISTED]
    assert words.values(len, np.int64).tolist() == [len(token) for token in tokens]


@given(TOKENS)
def test_a_long_text_gets_the_same_in_blocks(tokens: tuple[str, ...]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "LONG_TEXT", 3)
        words = Vocabulary.of(tokens)
        assert words.lower(tokens) == tuple(token.lower() for token in tokens)
        assert list(words.where(is_word)) == [i for i, token in enumerate(tokens) if is_word(token)]


@given(TOKENS, TOKENS)
def test_what_was_met_before_changes_nothing(before: tuple[str, ...], tokens: tuple[str, ...]) -> None:
    known = Words()
    known.column(len, np.int64)
    known.numbers(before)
    known.column(len, np.int64)
    words = Vocabulary(known, known.numbers(tokens))
    assert words.values(len, np.int64).tolist() == [len(token) for token in tokens]


def test_a_word_list_is_told_from_one_that_is_equal_and_gone() -> None:
    known = Words()
    words = Vocabulary(known, known.numbers(("a", "b")))
    for i in range(50):
        assert words.places(frozenset({"ab"[i % 2]})) == [i % 2]


def test_no_more_is_kept_than_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_WORDS", 100)
    for first in range(0, 1_000, 50):
        words = Vocabulary.of(tuple(f"w{i}" for i in range(first, first + 50)))
        assert words.values(len, np.int64).tolist() == [len(f"w{i}") for i in range(first, first + 50)]
        assert len(words.known.column(len, np.int64)) <= 1_024


def test_a_long_text_has_words_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "LONG_TEXT", 10)
    assert Vocabulary.of(("a",)).known is Vocabulary.of(("b",)).known
    assert Vocabulary.of(("a",) * 11).known is not Vocabulary.of(("a",) * 11).known


def test_threads_share_the_words() -> None:
    known = Words()
    texts = [tuple(f"{'Ab'[i % 2]}{i * k % 997}" for i in range(400)) for k in range(1, 41)]
    wrong: list[int] = []

    def read(texts: list[tuple[str, ...]]) -> None:
        for tokens in texts:
            words = Vocabulary(known, known.numbers(tokens))
            same = words.values(len, np.int64).tolist() == [len(token) for token in tokens]
            same = same and words.lower(tokens) == tuple(token.lower() for token in tokens)
            wrong.extend([] if same else [1])

    threads = [threading.Thread(target=read, args=(texts[i:] + texts[:i],)) for i in range(0, 40, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows never forks")
def test_a_forked_process_does_not_wait_for_a_lock_that_another_thread_held() -> None:
    shared = Vocabulary.of(("a",)).known
    with shared._lock:
        child = os.fork()
        if child == 0:
            Vocabulary.of(("a word that nobody met before",))
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def test_an_article_is_scored_alike_whatever_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article("The harbour master said on Monday that the ferry may sail. " * 12)
    monkeypatch.setattr(vocabulary, "_shared", vocabulary._Shared())
    alone = score(article)
    score("Ferry tickets cost £5, said harbour unions, which may strike. " * 20)
    assert score(article) == alone


def test_tests_beyond_the_bits_are_answered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_TESTS", 3)
    known = Words()
    for tokens in (("a", "b", "c"), ("c", "d", "e", "a")):
        words = Vocabulary(known, known.numbers(tokens))
        for listed in "abcde":
            assert words.places(ONE[listed]) == [i for i, token in enumerate(tokens) if token == listed]
