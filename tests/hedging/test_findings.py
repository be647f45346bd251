from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reliability import hedged_sentences
from reliability.detectors import detectors_of
from reliability.errors import VersionIntegrityError
from reliability.hedging.detector import HedgeDetector
from reliability.hedging.findings import FindingModel, class_grams, damping, finding_features, word_classes
from reliability.hedging.sentences import SENTENCES, SentenceModel
from reliability.text.parse import parse_article
from reliability.types import Article
from reliability.versions.loader import available_versions
from tests.strategies import ANY_TEXT
from training.hedging import read_classes

VERSION = max(available_versions())
CLASSES = {"more": "further", "research": "work", "study": "work", "is": "be", "needed": "need", "no": "not"}


def likely(text: str) -> float:
    """How uncertain the newest version finds a finding of one sentence."""
    detectors = detectors_of(VERSION)
    document = parse_article(Article(text), detectors.lines)
    cues = detectors.hedges.find(document, register="science")
    (sentence,) = detectors.hedges.sentences(document, cues, register="science")
    return sentence.probability


def test_classes_keep_the_order_of_the_words() -> None:
    grams = class_grams(["needed", "research"], CLASSES)
    assert grams == {("need",), ("work",), ("need", "work")}


def test_pairs_reach_four_tokens() -> None:
    assert ("further", "need") in class_grams("more x y z needed".split(), CLASSES)
    assert ("further", "need") not in class_grams("more w x y z needed".split(), CLASSES)


def test_triples_reach_five_tokens() -> None:
    assert ("further", "work", "need") in class_grams("more x research y z needed".split(), CLASSES)
    assert ("further", "work", "need") not in class_grams("more w x research y z needed".split(), CLASSES)


@pytest.mark.parametrize(("word", "name"), [("3.5", "num"), ("1990s", "num"), ("didn't", "not"), ("isn’t", "not")])
def test_numbers_and_short_negations_have_classes(word: str, name: str) -> None:
    assert class_grams([word], {}) == {(name,)}


def test_features_are_words_grams_and_cues() -> None:
    features = finding_features(["more", "research"], {"no cue": 1.0}, CLASSES)
    expected = ["c further", "c further work", "c work", "no cue", "w more", "w research"]
    assert (sorted(features), set(features.values())) == (expected, {1.0})


def test_the_probability_is_the_damped_sum_of_the_features() -> None:
    weights = {"w more": 0.5, "c further": 0.25, "c further work": -1.5, "no cue": 2.0}
    model = FindingModel(CLASSES, weights, 0.125)
    total = 0.125 + (0.5 + 0.25 - 1.5 + 2.0 * 0.5) * damping(3)
    assert model.probability(["more", "research"], {"no cue": 0.5}) == pytest.approx(1 / (1 + math.exp(-total)))


@given(st.lists(st.sampled_from([*CLASSES, "x", "7", "don't"]), max_size=60))
def test_grams_grow_linearly(words: list[str]) -> None:
    assert len(class_grams(words, CLASSES)) <= 6 * len(words)


@given(ANY_TEXT)
def test_any_text_as_a_finding_has_probabilities(text: str) -> None:
    found = hedged_sentences(text, register="science", version=VERSION)
    assert all(0.0 <= item.probability <= 1.0 for item in found)


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("The drug lowers blood pressure.", "The drug may lower blood pressure."),
        ("There was no significant difference between the groups.", "It is not clear whether the groups differ."),
        ("The trial shows that sleep protects the heart.", "The trial suggests that sleep might protect the heart."),
        ("Smokers were more likely to fall ill than others.", "Smokers are likely to fall ill."),
    ],
)
def test_the_more_careful_of_two_findings_is_less_certain(surer: str, less_sure: str) -> None:
    assert likely(surer) < likely(less_sure)


def test_a_version_without_the_model_keeps_its_weights() -> None:
    stored = json.loads(detectors_of("2026.12").version.resource(SENTENCES))
    model = SentenceModel.from_bytes(detectors_of("2026.12").version.resource(SENTENCES))
    assert (model.findings, dict(model.science)) == (None, stored["science"])


@pytest.mark.parametrize("broken", [{}, {"classes": [], "weights": {}, "bias": 0}, {"classes": {}, "weights": {}}])
def test_a_broken_model_is_refused(broken: dict[str, object]) -> None:
    files = dict(detectors_of(VERSION).version.resources)
    stored = json.loads(files[SENTENCES])
    with pytest.raises(VersionIntegrityError, match=SENTENCES):
        HedgeDetector.from_resources({**files, SENTENCES: json.dumps({**stored, "findings": broken}).encode()})


def test_no_word_has_two_classes() -> None:
    stored = read_classes()
    assert len(word_classes(stored)) == sum(len(words) for words in stored.values())
