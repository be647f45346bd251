"""The small parts of claims: names, likeness to many, stored bundles, word tables, codes in common."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import report_of
from reliability.claims.bundle import meeting
from reliability.claims.candidates import encode_texts, rare_keys, rarest_by_count
from reliability.claims.codec import StoredClaims, pack_bundle, pack_sketch, renumbered, unpack_bundle, unpack_sketch
from reliability.claims.edits import canonical
from reliability.claims.matcher import MatchModel
from reliability.claims.names import find_names, same_name
from reliability.claims.polarity import count_negations, modality_of
from reliability.claims.topics import likeness_to_all
from reliability.claims.units import is_plural, singular
from reliability.detectors import detectors_of
from reliability.matching import ClaimMatcher

REPORTS = [report_of(article, detectors_of(), number) for number, article in enumerate(read_newsroom()[:6])]
BUNDLE = REPORTS[1].bundle


def stored(number: int) -> StoredClaims:
    bundle = REPORTS[number].bundle
    found = unpack_bundle(pack_bundle(bundle), unpack_sketch(pack_sketch(bundle)), number).claims
    assert isinstance(found, StoredClaims)
    return found


def test_a_slice_of_stored_claims_is_that_of_the_claims() -> None:
    assert tuple(stored(1)[1:3]) == tuple(BUNDLE.claims)[1:3]


def test_renumbered_claims_carry_the_new_number() -> None:
    assert {claim.article for claim in renumbered(BUNDLE, 9).claims} == {9}


def test_a_renumbered_stored_bundle_has_the_same_claims() -> None:
    bundle = unpack_bundle(pack_bundle(BUNDLE), unpack_sketch(pack_sketch(BUNDLE)), 1)
    assert [claim.text for claim in renumbered(bundle, 9).claims] == [claim.text for claim in BUNDLE.claims]


def test_a_stored_bundle_keeps_the_dates_of_its_claims() -> None:
    assert [claim.dates for claim in stored(1)] == [claim.dates for claim in BUNDLE.claims]


def test_likeness_to_all_is_that_of_each() -> None:
    others = [report.bundle for report in REPORTS]
    sketches = [pack_sketch(other) for other in others]
    expected = [
        sum(BUNDLE.topic[i] * other.topic[j] for i, j in zip(*common, strict=True))
        for other in others
        for common in [meeting(BUNDLE.words.codes, other.words.codes)]
    ]
    assert likeness_to_all(BUNDLE, sketches) == pytest.approx(expected, abs=1e-9)


def test_the_same_article_is_as_alike_wherever_it_stands() -> None:
    one, *others = [pack_sketch(report.bundle) for report in REPORTS]
    found = likeness_to_all(BUNDLE, [one, *others, one, b"", one]).tolist()
    assert found[0] == found[len(others) + 1] == found[-1]
    assert found[-2] == 0.0


def test_an_article_is_most_like_itself() -> None:
    sketches = [pack_sketch(report.bundle) for report in REPORTS]
    assert int(np.argmax(likeness_to_all(BUNDLE, sketches))) == 1


@pytest.mark.parametrize(("a", "b"), [([], [1, 2]), ([1, 2], []), ([], [])])
def test_nothing_meets_nothing(a: list[int], b: list[int]) -> None:
    left, right = meeting(np.array(a, dtype=np.uint64), np.array(b, dtype=np.uint64))
    assert (left.tolist(), right.tolist()) == ([], [])


def test_common_values_are_named_on_both_sides() -> None:
    left, right = meeting(np.array([1, 4, 7, 9], dtype=np.uint64), np.array([4, 9], dtype=np.uint64))
    assert (left.tolist(), right.tolist()) == ([1, 3], [0, 1])


@pytest.mark.parametrize("texts", [["the of"], ["unseen"], ["the ferry", "a harbour"], []])
def test_texts_without_a_shared_word_have_no_key(texts: list[str]) -> None:
    encoded = encode_texts(texts)
    keys, owners = rare_keys(encoded, rarest_by_count(encoded))
    assert (keys.dtype.name, owners.dtype.name, len(keys), len(owners)) == ("uint64", "int64", 0, 0)


def test_texts_of_the_same_two_rare_words_share_a_key() -> None:
    encoded = encode_texts(["the ferry sank", "a ferry that sank", "the harbour closed"])
    keys, owners = rare_keys(encoded, rarest_by_count(encoded))
    assert (len(set(keys.tolist())), owners.tolist()) == (1, [0, 1])


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (("reyes",), ("ana", "reyes"), True),
        (("rnc",), ("republican", "national", "committee"), True),
        (("r",), ("republican",), False),
        (("ana", "reyes"), ("ana", "maria", "reyes"), True),
        (("ana", "reyes"), ("eva", "reyes"), False),
    ],
)
def test_names_that_can_be_one(a: tuple[str, ...], b: tuple[str, ...], same: bool) -> None:
    assert same_name(a, b) is same


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Bank of England said", [("bank", "england")]),
        ("he joined the Bank of", [("bank",)]),
        ("Ana Reyes and Jon Berg left", [("ana", "reyes"), ("jon", "berg")]),
    ],
)
def test_names_in_a_sentence(text: str, names: list[tuple[str, ...]]) -> None:
    words = text.split()
    assert find_names(words, 0, len(words), {"the"}) == names


@pytest.mark.parametrize(
    ("words", "count"), [("he did not go", 1), ("he didn't go", 1), ("he never went nowhere", 2), ("go", 0)]
)
def test_negations_are_counted(words: str, count: int) -> None:
    assert count_negations(tuple(words.split())) == count


@pytest.mark.parametrize(
    ("words", "hedged", "modality"),
    [("it will open", False, "planned"), ("it opened", False, "asserted"), ("it will open", True, "hedged")],
)
def test_how_a_claim_is_put(words: str, hedged: bool, modality: str) -> None:
    assert modality_of(tuple(words.split()), hedged=hedged) == modality


@pytest.mark.parametrize(
    ("word", "plural"),
    [("boats", True), ("bus", False), ("class", False), ("gas", False), ("f-s", False), ("this", False)],
)
def test_plurals(word: str, plural: bool) -> None:
    assert is_plural(word) is plural


@pytest.mark.parametrize(("noun", "one"), [("ft", "foot"), ("people", "person"), ("boxes", "box"), ("cities", "city")])
def test_singulars(noun: str, one: str) -> None:
    assert singular(noun) == one


@pytest.mark.parametrize(
    ("text", "number"),
    [("Twenty-one men", "21"), ("Twenty men", "20"), ("Thirty-boat fleet", None), ("5,000 men", "5000")],
)
def test_number_words_become_digits(text: str, number: str | None) -> None:
    assert next((value for value, kind in canonical(text.split()) if kind == "number"), None) == number


def test_a_matcher_is_read_from_the_files_of_its_version() -> None:
    read = MatchModel.from_resources(detectors_of().version.resources)
    assert (read.vocabulary.sentences, read.same.bias, read.supports.bias, read.thresholds) == (
        detectors_of().matcher.vocabulary.sentences,
        detectors_of().matcher.same.bias,
        detectors_of().matcher.supports.bias,
        detectors_of().matcher.thresholds,
    )


def test_likeness_of_nothing_is_empty() -> None:
    empty = report_of(read_newsroom()[0].__class__(""), detectors_of(), 0).bundle
    assert detectors_of().matcher.likeness(empty, BUNDLE).shape == (0, len(BUNDLE.claims))


def test_opposites_lower_the_likeness() -> None:
    matcher = ClaimMatcher()
    alike = matcher.similarity("The bill passed the senate on Monday.", "The bill cleared the senate on Monday.")
    assert matcher.similarity("The bill passed the senate on Monday.", "The bill failed the senate on Monday.") < alike


NAMES = st.lists(st.sampled_from(["ana", "reyes", "port", "ar", "p", "rnc"]), min_size=1, max_size=4).map(tuple)


def one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """What `same_name` says, step by step."""
    short, long = sorted((a, b), key=len)
    if len(short) > 1:
        return set(short) <= set(long)
    initials = "".join(part[0] for part in long) if len(long) > 1 else ""
    return short[0] in long or (len(short[0]) > 1 and short[0] == initials)


@given(NAMES, NAMES)
def test_names_are_compared_as_said(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    assert same_name(a, b) is one_name(a, b)
