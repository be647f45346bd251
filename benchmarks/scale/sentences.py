"""Sentences of mixed words with planted near-copies."""

from __future__ import annotations

import random
from functools import lru_cache

from benchmarks.quality.newsroom_claims import read_newsroom
from reliability.alignment import report_of
from reliability.detectors import detectors_of

BOILERPLATE = "Sign up for our free daily newsletter and get the best stories of the harbour towns every morning."
_NAMES = [f"{a}{b}{c}" for a in "Bdfgklmnprst" for b in "aeiou" for c in ("rren", "skel", "tova", "mund", "dale")]


def sentences(count: int, *, boilerplate: float = 0.0, seed: int = 0) -> tuple[list[str], list[tuple[int, int]]]:
    """Sentences of 17 words, 14 of the fixture newsroom's and three names, and the planted pairs.

    Args:
        count: number of sentences; one in 51 is a shuffled copy of another with three words missing.
        boilerplate: share of the sentences that are one and the same, on top.
    """
    generator = random.Random(seed)  # noqa: S311 - no secret
    words = _words()
    fresh = count * 50 // 51
    rows = [
        " ".join(
            [
                *generator.choices(words, k=14),
                *(f"{name}{generator.randrange(200)}" for name in generator.choices(_NAMES, k=3)),
            ]
        )
        for _ in range(fresh)
    ]
    planted = []
    for _ in range(count - fresh):
        origin = generator.randrange(fresh)
        kept = rows[origin].split()
        generator.shuffle(kept)
        planted.append((origin, len(rows)))
        rows.append(" ".join(kept[:14]))
    rows += [BOILERPLATE] * round(boilerplate * count)
    return rows, planted


@lru_cache(maxsize=1)
def _words() -> list[str]:
    detectors = detectors_of()
    reports = [report_of(article, detectors, number) for number, article in enumerate(read_newsroom())]
    texts = sorted({claim.text for report in reports for claim in report.claims})
    return [word for text in texts for word in text.split()]
