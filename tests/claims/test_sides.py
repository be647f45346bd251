"""What one claim tells, worked out once: the same from a stored claim as from the claim itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import report_of
from reliability.claims.codec import StoredClaims, pack_bundle, pack_sketch, unpack_bundle, unpack_sketch
from reliability.claims.counts import counts_of
from reliability.claims.names import names_of
from reliability.claims.quotes import quoted_words
from reliability.claims.sides import Side, Sides
from reliability.claims.vocabulary import stems_of
from reliability.claims.wordings import Wording
from reliability.detectors import detectors_of

DETECTORS = detectors_of()
BUNDLES = [report_of(article, DETECTORS, 0).bundle for article in read_newsroom()]
WORDS = st.lists(
    st.sampled_from(["Ships", "sank", '"', "'", "'s", "İzmir", "ΟΔΟΣ", "first", "last", "US", "."]), max_size=9
)


@given(WORDS)
def test_a_wording_has_the_words_in_lower_case_and_their_stems(words: list[str]) -> None:
    wording = Wording(" ".join(words))
    expected = (tuple(words), tuple(word.lower() for word in words), stems_of(tuple(words)))
    assert (wording.words, wording.lower, wording.stems) == expected


@given(WORDS)
def test_a_wording_has_the_quotations_of_its_words(words: list[str]) -> None:
    assert Wording(" ".join(words)).quotations == tuple(quoted_words(words))


def test_stored_claims_are_judged_by_the_same() -> None:
    for bundle in BUNDLES:
        stored = unpack_bundle(pack_bundle(bundle), unpack_sketch(pack_sketch(bundle)), 0)
        sides = Sides(stored)
        for place, claim in enumerate(bundle.claims):
            side = sides[place]
            found = (side.claim, side.counts, side.names, side.dates, side.numbered)
            expected = (claim, counts_of(claim), names_of(claim.entities), claim.dates, bool(counts_of(claim).numbers))
            assert found == expected


def test_the_words_of_a_stored_claim_are_told_without_reading_the_rest() -> None:
    side = Side(StoredClaims(["The ferry sank ."], ["no JSON"], 0))
    assert side.wording.stems == stems_of(("The", "ferry", "sank", "."))
