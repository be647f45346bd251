"""The second and third set of rules: what was pasted, and what was quoted, listed or restated."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.families import FAMILIES
from reliability.detectors import detectors_of
from reliability.errors import VersionIntegrityError
from reliability.find import parse
from reliability.repeats.detector import ON_END, WEIGHTS, RepeatDetector
from reliability.types import Repeat
from reliability.versions.loader import load_version
from tests.repeats.test_repeats import FIRST, SECOND, THIRD, pasted
from tests.strategies import ANY_TEXT, NEWS_TEXT
from tests.test_growth import MOST, SIZE, ratio

DETECTOR = replace(detectors_of().repeats, rules=ON_END)
FOURTH = (
    "The island's only school expects ninety children this autumn, nine more than a year ago, and has hired a second "
    "teacher. Parents had asked for one since the spring."
)
SENTENCE = "The harbour master closed the northern quay on Monday after divers found a crack."
QUOTE = "We have waited long enough for a pier that does not fall into the sea every second autumn"
RUN = "will stay open for school boats until the new one is"


def find(text: str, *, rules: int = ON_END) -> tuple[Repeat, ...]:
    return replace(DETECTOR, rules=rules).find(parse(text))


def defects(text: str, *, rules: int = ON_END) -> list[tuple[str, str]]:
    found = find(text, rules=rules)
    return [(text[slice(*repeat.first)], text[slice(*repeat.copy)]) for repeat in found if repeat.defect]


def text_of(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_a_sentence_of_its_own_line_pasted_into_a_paragraph_is_a_defect() -> None:
    assert defects(text_of(FIRST, SENTENCE, SECOND, THIRD, f"{FOURTH} {SENTENCE}")) == [(SENTENCE, SENTENCE)]


def test_a_sentence_pasted_next_to_a_quotation_is_a_defect() -> None:
    text = text_of(f"{FIRST} {SENTENCE}", SECOND, f"“{QUOTE},” said Marta Quist. {SENTENCE} {FOURTH}", THIRD)
    assert defects(text) == [(SENTENCE, SENTENCE)]


def test_a_sentence_with_the_title_of_a_film_pasted_into_a_paragraph_is_a_defect() -> None:
    film = "Her first film, “The Winter Ferry and Other Crossings”, was shown in four towns along the coast that year."
    assert defects(text_of(f"{FIRST} {film}", SECOND, f"{FOURTH} {film}", THIRD)) == [(film, film)]


def test_a_run_of_words_out_of_a_quotation_in_the_midst_of_a_sentence_is_a_defect() -> None:
    text = text_of(
        FIRST,
        f"“The old landing stage, I promise you, {RUN} ready,” said Ivar Holt.",
        f"Fishermen along the southern shore asked {RUN} for lower mooring fees this year.",
        FOURTH,
    )
    assert defects(text) == [(RUN, RUN)]


def test_a_paragraph_in_quotation_marks_pasted_twice_is_a_defect() -> None:
    speech = f"“{QUOTE}. {SECOND}”"
    assert len(defects(text_of(FIRST, speech, THIRD, FOURTH, speech))) == 1


def test_a_lead_with_its_clauses_changed_around_is_one_defect_of_whole_lines() -> None:
    changed = (
        "Ending a dispute that had split the island for almost three years and cost two mayors their office, the "
        "council approved a plan on Tuesday to rebuild the old northern ferry pier before winter storms return."
    )
    assert defects(text_of(FIRST, SECOND, changed, THIRD)) == [(FIRST, changed)]


def test_a_body_is_pasted_whatever_it_is_made_of() -> None:
    caption = "FILE - The northern pier of the island stands under water after the storm. (Eva Lind/AP Photo)"
    body = text_of(caption, FIRST, SECOND, THIRD, FOURTH)
    assert defects(f"{body}\n\n{body}") == [(body, body)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text_of(FIRST, f"“{QUOTE},” said Marta Quist.", SECOND, f"“{QUOTE}”", THIRD), id="pull quote"),
        pytest.param(
            text_of(FIRST, f"{QUOTE}. Nobody asked us.", SECOND, f"{THIRD} {QUOTE}. Nobody asked us.", FOURTH),
            id="sentences set off without marks",
        ),
        pytest.param(text_of(SENTENCE[:-1], FIRST, f"{SENTENCE} {SECOND}", THIRD), id="headline"),
        pytest.param(text_of(FIRST, SENTENCE, f"{SENTENCE} Seen in July.", SECOND, THIRD), id="doubled by the page"),
        pytest.param(
            text_of(FIRST, SECOND, " ".join(2 * ["A ferry waits at the northern quay | Photo by Eva Lind"]), THIRD),
            id="credit doubled in a line",
        ),
        pytest.param(text_of(SENTENCE, SENTENCE, FIRST, SECOND), id="standfirst"),
        pytest.param(text_of(FIRST, *2 * (f"From the harbour\n\n{SENTENCE}",), SECOND, THIRD), id="heading and teaser"),
        pytest.param(text_of(FIRST, *2 * (SENTENCE[:-1],), SECOND, THIRD), id="headline of another article"),
        pytest.param(
            text_of(
                f"{FIRST} He studied at the Royal Institute of Coastal and Harbour Works, Northern Archipelago Division.",
                f"{SECOND} She left the Royal Institute of Coastal and Harbour Works, Northern Archipelago Division.",
                THIRD,
            ),
            id="name of an institution",
        ),
        pytest.param(
            text_of(
                FIRST,
                "\n".join(
                    f"{name} of the island council, who was in attendance, declined to comment on the record on Monday."
                    for name in ("Ana Reyes", "Marta Quist", "Ivar Holt", "Eva Lind", "Olga Bru", "Per Dahl")
                ),
                SECOND,
            ),
            id="list",
        ),
        pytest.param(
            text_of(
                "A poll released on Wednesday by the Harbour Gazette showed Marta Quist leading Ivar Holt by 23 points"
                " among the registered voters of Northern Skerry.",
                FIRST,
                "A poll released on Wednesday by the Harbour Gazette showed Eva Lind leading Olga Bru by 7 points"
                " among the registered voters of Southern Holm.",
            ),
            id="one wording of two things",
        ),
        pytest.param(
            text_of(
                f"“{QUOTE}. It is a shame,” Marta Quist tweeted.",
                f"{QUOTE}. It is a shame. pic.twitter.com/9kE9kc — Marta Quist (@martaquist) October 27, 2020",
                FIRST,
                SECOND,
            ),
            id="embedded post",
        ),
        pytest.param(
            text_of(*2 * (f"FILE - {FIRST} {THIRD} {FOURTH} (Eva Lind/AP Photo)",), SECOND), id="long caption"
        ),
    ],
)
def test_what_was_not_pasted_is_no_defect(text: str) -> None:
    assert find(text) != ()
    assert defects(text) == []


PARAGRAPHS = [pytest.param(THIRD, id="paragraph"), pytest.param(f"“{QUOTE}. We asked,” said Marta Quist.", id="speech")]


@pytest.mark.parametrize("paragraph", [*PARAGRAPHS, pytest.param(SENTENCE, id="sentence")])
@pytest.mark.parametrize("between", ["\n\n", "\n", " "])
@pytest.mark.parametrize("times", [2, 3, 7])
def test_what_is_said_again_right_behind_itself_is_a_defect(paragraph: str, between: str, times: int) -> None:
    text = text_of(FIRST, between.join([paragraph] * times), SECOND)
    [(first, copy)] = defects(text)
    assert len(copy) >= (times - 1) * (len(paragraph) - 2)  # the marks at its ends may be left out
    assert first in paragraph


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_the_second_set_of_rules_takes_it_for_the_page_s_own_doubling(paragraph: str) -> None:
    assert defects(text_of(FIRST, f"{paragraph} {paragraph}", SECOND), rules=2) == []


def test_a_paragraph_beside_a_list_of_the_same_words_stays_a_defect() -> None:
    paragraph = (
        'Council that reports." The three officials it." Officials budget council clearly harbour it to the.” Three '
        "to harbour? Hallo budget legendary that."
    )
    rows = "The the the. The the the.\n\nThe the the.\n\nTo it."
    assert (paragraph, paragraph) in defects(text_of(paragraph, rows, FIRST, paragraph, FIRST))


# Two short lines in another order are one passage, which a third repeat after them must not undo.
TWO_LINES = "\n\n".join(
    [
        "Said wrote officials critics ferry reyes by reyes clearly reyes on three million may three it harbour council.",
        *2
        * [
            "Legendary say budget. Crash say reports. Reportedly three crash it may about hallo 41 reports. It the the."
        ],
        "Three injured dr. 41?",
        "Said wrote officials critics ferry reyes by reyes clearly reyes on three million may three it harbour council.",
    ]
)


# What is said three times on end, and stands there again three times before what is pasted.
THREE_TIMES = "\n\n".join(
    2 * [" ".join(3 * ["Reports critics council three million reports sella reyes officials 41 clearly wrote it.”"])]
)


# Some three in 80,000 texts break it, see docs/methods/duplication.md; so these are always the same ones.
@settings(deadline=None, max_examples=300, derandomize=True)
@example(TWO_LINES, 0)
@example(THREE_TIMES, 1)
@given(NEWS_TEXT, st.integers(0, 5))
def test_a_pasted_paragraph_never_lowers_duplication(text: str, place: int) -> None:
    once, twice = pasted(text, place)
    assert sum(len(copy) for _, copy in defects(twice)) >= sum(len(copy) for _, copy in defects(once))


@given(ANY_TEXT)
def test_spans_slice_back_and_do_not_overlap(text: str) -> None:
    for repeat in find(f"{text}\n\n{text}"):
        assert 0 <= repeat.first.start < repeat.first.end <= repeat.copy.start < repeat.copy.end <= 2 * len(text) + 2
        assert 0.0 <= repeat.identity <= 1.0


@pytest.mark.parametrize("name", FAMILIES)
def test_time_grows_with_the_length(name: str) -> None:
    assert ratio(find, FAMILIES[name], SIZE, grain=0.01, repeats=1) <= MOST


@pytest.mark.parametrize("name", ["2026.11", "2026.12"])
def test_the_versions_of_2026_keep_the_first_set_of_rules(name: str) -> None:
    assert detectors_of(name).repeats.rules == 1


def test_an_unknown_set_of_rules_is_refused() -> None:
    resources = {**load_version("2026.12").resources}
    resources[WEIGHTS] = json.dumps({**json.loads(resources[WEIGHTS]), "rules": 4}).encode()
    with pytest.raises(VersionIntegrityError, match="asks for rules 4"):
        RepeatDetector.from_resources(resources)
