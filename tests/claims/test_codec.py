from __future__ import annotations

import pytest

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import report_of
from reliability.claims.blocking import article_keys
from reliability.claims.codec import pack_bundle, pack_sketch, unpack_bundle, unpack_sketch
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
