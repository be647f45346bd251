from __future__ import annotations

import inspect
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from hypothesis import given

from reliability import parse, readability
from reliability.detectors import detectors_of
from reliability.text.readability import TextCounts, count, measure
from tests.strategies import ANY_TEXT

TEXT = "The council met on Monday. It approved the harbour budget after a debate that lasted six hours."


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("council", 2),
        ("approved", 2),
        ("the", 1),
        ("colonel", 2),
        ("reality", 4),
        ("Russian-made", 3),
        ("don't", 1),
        ("5,000", 1),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert detectors_of().syllables.count(word) == syllables


def test_textstat_gives_the_grade_that_the_counts_give() -> None:
    found = readability(TEXT)
    assert found is not None
    assert found.flesch_kincaid_grade == pytest.approx(found.counts.flesch_kincaid_grade, abs=1e-6)


def test_known_grade() -> None:
    assert measure(TextCounts(10, 200, 900, 300, 20)).flesch_kincaid_grade == pytest.approx(9.91)


def test_boilerplate_is_left_out() -> None:
    debris = "\n\nSubscribe to our newsletter\nPrivacy policy"
    body = (
        f"{TEXT}\n\n"
        "Dredging starts in May, the harbour master said. The quay will close for a week.\n\n"
        "Fishermen had asked for a later date. Their spring season ends in the middle of June.\n\n"
        "The mayor, who had opposed the plan, voted for it. She declined to comment on Tuesday."
    )
    assert count(parse(body + debris), detectors_of().syllables) == count(parse(body), detectors_of().syllables)


@pytest.mark.parametrize("text", ["", " ", "...", "“”"])
def test_no_word_gives_none(text: str) -> None:
    assert readability(text) is None


@given(ANY_TEXT)
def test_any_text_is_counted(text: str) -> None:
    counts = count(parse(text), detectors_of().syllables, content_only=False)
    assert counts is None or 0 < counts.sentences <= counts.words <= counts.syllables


def test_threads_agree() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: readability(TEXT), range(32)))
    assert found == [readability(TEXT)] * 32


def test_every_figure_is_what_textstat_makes_of_the_same_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = TextCounts(10, 200, 900, 300, 20)
    taken: dict[str, dict[str, float]] = {
        "_flesch_reading_ease": {"words_per_sentence": 20.0, "syllables_per_word": 1.5},
        "_flesch_kincaid_grade": {"words_per_sentence": 20.0, "syllables_per_word": 1.5},
        "_automated_readability_index": {"words_per_sentence": 20.0, "chars_per_word": 4.5},
        "_smog_index": {"count_sentences": 10, "count_polysyllable_words": 20},
    }
    found = measure(counts)
    for name, values in taken.items():
        module = import_module(f"textstat.backend.metrics.{name}")
        for counter, value in values.items():
            monkeypatch.setattr(module, counter, lambda *_, value=value: value)
        function = inspect.unwrap(getattr(module, name[1:]))
        arguments = ("", "en_US")[: len(inspect.signature(function).parameters)]
        assert getattr(found, name[1:]) == pytest.approx(function(*arguments), abs=1e-6)


def test_textstat_is_not_imported() -> None:
    code = f"import sys; from reliability import readability; readability({TEXT!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"nltk", "textstat", "sklearn", "scipy", "pandas"} & set(done.stdout.split()) == set()


def test_works_without_nltk_data_and_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*_, **__): raise OSError('network')\n"
        "socket.socket.connect = refuse\n"
        "import nltk.data; nltk.data.path[:] = []\n"
        f"from reliability import readability; print(readability({TEXT!r}).flesch_kincaid_grade)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = readability(TEXT)
    assert found is not None
    assert float(done.stdout) == found.flesch_kincaid_grade
