"""Articles of a wanted length, made of the paragraphs of the fixtures, for timing."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from reliability.types import Article

WORDS = 870
NEWSROOM = Path(__file__).parents[2] / "fixtures" / "newsroom"
TEXTS = Path(__file__).parents[2] / "fixtures" / "attribution" / "attribution.jsonl"


@lru_cache(maxsize=1)
def _paragraphs() -> tuple[str, ...]:
    found = []
    for path in sorted(NEWSROOM.glob("*.txt")):
        found += [block for block in path.read_text(encoding="utf-8").split("\n\n") if len(block.split()) >= 20]
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        found += [block for block in json.loads(line)["text"].split("\n\n") if len(block.split()) >= 12]
    return tuple(dict.fromkeys(found))


def articles_of_length(n: int, *, words: int = WORDS, seed: int = 0) -> list[Article]:
    """``n`` different articles of about ``words`` words; paragraphs are drawn without repetition inside an article."""
    generator = np.random.default_rng(seed)
    paragraphs = _paragraphs()
    made = []
    for number in range(n):
        chosen: list[str] = []
        total = 0
        for place in generator.permutation(len(paragraphs)).tolist():
            if total >= words:
                break
            chosen.append(paragraphs[place])
            total += len(paragraphs[place].split())
        made.append(Article("\n\n".join(chosen), title=f"Report {number} of the day", id=f"made-{number}"))
    return made
