from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import report_of
from reliability.claims.blocking import article_keys
from reliability.claims.codec import (
    claims_of_whole,
    pack_bundle,
    pack_grams,
    pack_sketch,
    pack_whole,
    short_grams,
    sketch_of_whole,
    unpack_bundle,
    unpack_grams,
    unpack_sketch,
    unpack_whole,
)
from reliability.detectors import detectors_of

REPORT = report_of(read_newsroom()[1], detectors_of(), 0)


def test_a_stored_bundle_is_the_same_bundle() -> None:
    stored = unpack_bundle(pack_bundle(REPORT.bundle), unpack_sketch(pack_sketch(REPORT.bundle)), 0)
    assert tuple(stored.claims) == tuple(REPORT.bundle.claims)
    assert stored.topic.tolist() == REPORT.bundle.topic.tolist()
    assert article_keys(stored).tolist() == REPORT.keys.tolist()


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="Error"):
        unpack_bundle(b"\x01\x00\x00\x00\x01\x00\x00\x00damaged", unpack_sketch(b""), 0)


def test_the_parts_of_a_whole_are_read_alone() -> None:
    content = pack_whole(REPORT.bundle)
    assert claims_of_whole(content, 7) == tuple(unpack_whole(content, 7).claims)
    assert sketch_of_whole(content).topic().tolist() == REPORT.bundle.topic.tolist()
    assert unpack_whole(content, 0).grams.codes.tolist() == REPORT.bundle.grams.codes.tolist()


@given(st.lists(st.one_of(st.integers(0, 2**24 - 1), st.sampled_from([0, 0xFFFF, 0x1FFFE, 2**24 - 1]))))
def test_grams_come_back(found: list[int]) -> None:
    grams = np.array(sorted(set(found)), dtype=np.uint32)
    assert unpack_grams(pack_grams(grams)).tolist() == short_grams(grams).tolist() == sorted(set(found))
