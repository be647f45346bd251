"""A short, seeded share of the fuzzing: every target from its starting inputs, without atheris."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.__main__ import SHARES
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS, attempt

RUNS = 300  # of a target with share 1
FEWEST = 12
PIECES = (
    *(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xe2\x80\x8b",
        b"\xe2\x80\xae",
        b"&#x41",
        b"\x08",
        b"\n\n",
        b"\t",
        b'"',
        b"'",
    ),
    *("“".encode(), b"<", b"]]>", b"{", b"[" * 40, b"null", b"-1e999", b"NaN", b"9" * 30, b"said ", b"according to "),
)


def mutated(content: bytes, draw: random.Random) -> bytes:
    """The content with one to eight places cut, doubled, overwritten or spliced."""
    found = bytearray(content)
    for _ in range(draw.randint(1, 8)):
        start = draw.randrange(len(found) + 1)
        end = min(len(found), start + draw.choice((0, 1, 1, 2, 7, 60)))
        piece = draw.choice((b"", bytes([draw.randrange(256)]), draw.choice(PIECES), bytes(found[start:end]) * 2))
        found[start:end] = piece
    return bytes(found)


@pytest.mark.parametrize("name", TARGETS)
def test_only_errors_of_our_own_leave_the_library(name: str) -> None:
    draw = random.Random(name)  # noqa: S311 - repeatable, not secret
    given = seeds()
    start = given.get(name, given[""])
    for content in (b"", *start):
        attempt(TARGETS[name], content)
    share = SHARES.get(name, 1.0)
    for _ in range(max(FEWEST if share >= 0.01 else 3, round(RUNS * share))):
        attempt(TARGETS[name], mutated(draw.choice(start), draw))
