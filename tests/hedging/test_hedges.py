from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from reliability import HedgeCue, find_hedges, hedged_sentences, parse
from reliability.detectors import detectors_of
from reliability.errors import InputError, VersionIntegrityError
from reliability.hedging.detector import CUES, HedgeDetector, read_cues
from tests.strategies import ANY_TEXT, NEWS_TEXT


def cues(text: str) -> list[tuple[str, str, str]]:
    return [(text[cue.span.start : cue.span.end], cue.kind, cue.voice) for cue in find_hedges(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The harbour may freeze on Sunday, the forecast office in Hallo told pilots.",
            [("may", "epistemic", "attributed")],
        ),
        ("It is unclear who signed the contract for the new school.", [("unclear", "epistemic", "author")]),
        ("“I think the pier is lost,” the harbour master said.", [("think", "doxastic", "quoted")]),
        ("Fishermen believe the buoy was cut loose.", [("believe", "doxastic", "attributed")]),
        ("Some observers argue that the vote came too late.", [("Some observers argue", "weasel", "author")]),
        ("It has been claimed that the mayor owns two boats.", [("It has been claimed", "weasel", "author")]),
        ("The clerk allegedly burned the ledger in a stove.", [("allegedly", "allegation", "author")]),
        ("Police are looking into whether the brakes failed.", [("whether", "investigation", "author")]),
        ("The town lost some 16,000 jobs in four years.", [("some", "approximation", "author")]),
        ("The world-renowned baker opened a shop in Hallo on Friday.", [("world-renowned", "peacock", "author")]),
        ("The council has undoubtedly failed the old town.", [("undoubtedly", "booster", "author")]),
    ],
)
def test_a_cue_has_its_kind_and_voice(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert cues(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The festival opens on 12 May in the old gasworks.",
        "Theresa May left the room before the vote.",
        "The burglar could not open the safe.",
        "Four years later she would become the port's first woman pilot.",
        "The singer appeared in court on Tuesday.",
        "Dogs ran around the harbour until the guards came.",
        "Passengers wrote a book about the crossing.",
        "The airline paid 300 claims for lost bags last year.",
        "Ivar Holt claimed victory at noon.",
        "She spoke clearly and without notes.",
        "The word “perhaps” stands twice in the treaty.",
        "Drivers should carry chains in winter.",
        "He never believed in ghosts.",
        "The ferry sails whether or not it snows.",
    ],
)
def test_a_tempting_word_is_no_cue(text: str) -> None:
    assert cues(text) == []


def test_reported_speech_gives_the_hedge_to_its_speaker() -> None:
    assert cues("The minister said the dam might fail.") == [("might", "epistemic", "attributed")]


def test_the_source_of_according_to_owns_the_hedge() -> None:
    text = "According to the survey, one glacier in three is likely to vanish."
    assert cues(text) == [("likely", "epistemic", "attributed")]


def test_the_author_owns_a_belief_in_the_first_person() -> None:
    assert cues("I doubt that the tower will ever be finished.") == [("doubt", "doxastic", "author")]


def test_a_booster_in_a_quotation_is_no_cue() -> None:
    assert cues("“Clearly, the gate was open,” the guard said.") == []


def test_a_scope_covers_the_clause_without_its_full_stop() -> None:
    text = "The bridge may close before Easter."
    (cue,) = find_hedges(text)
    assert cue.scope is not None
    assert text[cue.scope.start : cue.scope.end] == "The bridge may close before Easter"


def test_an_encyclopedia_is_read_with_its_own_weasels() -> None:
    text = (
        "The species is native to the forests of central Europe and was first described in 1758 by Linnaeus. "
        "Many people consider it one of the most beautiful birds of the genus."
    )
    document = parse(text)
    found = detectors_of().hedges.find(document, (), register="encyclopedia")
    assert "weasel" in {cue.kind for cue in found}


@pytest.mark.parametrize(
    "disguised",
    [
        "The min\u200bister m\u200bay res\u200bign.",
        "The minister m\u0430y resign.",
        "The minister ｍａｙ resign.",
        "The  minister\u00a0may   resign.",
    ],
)
def test_hidden_characters_hide_no_hedge(disguised: str) -> None:
    assert [cue.kind for cue in find_hedges(disguised)] == ["epistemic"]


def test_straight_and_curly_quotes_give_the_same_voice() -> None:
    curly, straight = "“It may rain,” he said.", '"It may rain," he said.'
    assert [cue.voice for cue in find_hedges(curly)] == [cue.voice for cue in find_hedges(straight)] == ["quoted"]


def test_a_hedged_sentence_is_less_certain_than_a_plain_one() -> None:
    hedged, plain = hedged_sentences("The bridge may close before Easter. The bridge was built in 1921.")
    assert (hedged.certain, plain.certain) == (False, True)
    assert hedged.probability > plain.probability


def test_an_unknown_register_is_refused() -> None:
    with pytest.raises(InputError, match="poetry"):
        hedged_sentences("The bridge may close.", register="poetry")  # type: ignore[arg-type]  # the point of the test


def test_an_empty_text_has_no_cue_and_no_sentence() -> None:
    assert (find_hedges(""), hedged_sentences("")) == ((), ())


def _well_formed(text: str, found: tuple[HedgeCue, ...]) -> bool:
    starts = [cue.span.start for cue in found]
    inside = all(0 <= cue.span.start < cue.span.end <= len(text) for cue in found)
    scoped = all(cue.scope is None or cue.scope.start <= cue.span.start < cue.scope.end for cue in found)
    ranged = all(1 <= cue.strength <= 3 and 0 <= cue.probability <= 1 for cue in found)
    return starts == sorted(starts) and inside and scoped and ranged


@given(ANY_TEXT)
def test_any_string_gives_well_formed_cues(text: str) -> None:
    assert _well_formed(text, find_hedges(text))


@settings(max_examples=50)
@given(NEWS_TEXT)
def test_every_sentence_has_a_probability_and_its_own_cues(text: str) -> None:
    document = parse(text)
    found = hedged_sentences(document)
    assert [item.span for item in found] == list(document.sentences)
    assert all(0 <= item.probability <= 1 for item in found)
    assert tuple(cue for item in found for cue in item.cues) == find_hedges(document)


@settings(max_examples=30)
@given(NEWS_TEXT)
def test_the_same_text_gives_the_same_cues(text: str) -> None:
    assert find_hedges(text) == find_hedges(text)


def test_time_grows_with_the_length() -> None:
    line = "Critics say the bridge may close if about 300 people leave, he said. It would be a stunning loss.\n\n"
    detector = detectors_of().hedges

    def seconds(times: int) -> float:
        document = parse(line * times)
        best = float("inf")
        for _ in range(5):
            started = time.perf_counter()
            detector.find(document)
            best = min(best, time.perf_counter() - started)
        return best

    assert seconds(1600) / seconds(400) < 9


def test_a_missing_file_is_named() -> None:
    with pytest.raises(VersionIntegrityError, match=r"hedging_cues\.tsv"):
        HedgeDetector.from_resources({})


def test_a_cue_list_with_an_unknown_rule_is_refused() -> None:
    with pytest.raises(VersionIntegrityError, match="line 1"):
        read_cues(b"may\tepistemic\t2\tnonsense\n")


@pytest.mark.parametrize("name", ["hedging_register.json", "hedging_vague.json", "hedging_sentences.json"])
def test_a_broken_weights_file_is_refused(name: str) -> None:
    files = {**detectors_of().version.resources, name: b"{}"}
    with pytest.raises(VersionIntegrityError, match=name):
        HedgeDetector.from_resources(files)


def test_every_listed_cue_can_be_read() -> None:
    phrases = read_cues(detectors_of().version.resource(CUES))
    assert sum(len(items) for items in phrases.values()) > 500
