"""Articles of a wanted length for timing: made of the paragraphs of the fixtures, and real ones."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.data import DataDir
from benchmarks.quality.article_rows import CORPORA, read_rows
from reliability import find_attributions
from reliability.types import Article

WORDS = 870
ATTRIBUTIONS = 15  # in a news article of that length: the mean of 87 real ones (dev/articles, 820 to 920 words)
NEWSROOM = Path(__file__).parents[2] / "fixtures" / "newsroom"
TEXTS = Path(__file__).parents[2] / "fixtures" / "attribution" / "attribution.jsonl"


@lru_cache(maxsize=1)
def _paragraphs() -> tuple[tuple[str, int], ...]:
    """The different paragraphs, each with the number of its attributions."""
    found = []
    for path in sorted(NEWSROOM.glob("*.txt")):
        found += [block for block in path.read_text(encoding="utf-8").split("\n\n") if len(block.split()) >= 20]
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        found += [block for block in json.loads(line)["text"].split("\n\n") if len(block.split()) >= 12]
    return tuple((text, len(find_attributions(text))) for text in dict.fromkeys(found))


def articles_of_length(n: int, *, words: int = WORDS, seed: int = 0) -> list[Article]:
    """``n`` different articles of about ``words`` words, with as many attributions as real news has.

    Paragraphs are drawn without repetition inside an article.
    """
    generator = np.random.default_rng(seed)
    paragraphs = _paragraphs()
    made = []
    for number in range(n):
        chosen: list[str] = []
        total, attributions = 0, 0
        for place in generator.permutation(len(paragraphs)).tolist():
            if total >= words:
                break
            text, sourced = paragraphs[place]
            if sourced and attributions + sourced > ATTRIBUTIONS * words / WORDS:
                continue
            chosen.append(text)
            total += len(text.split())
            attributions += sourced
        made.append(Article("\n\n".join(chosen), title=f"Report {number} of the day", id=f"made-{number}"))
    return made


def real_articles(data: DataDir, *, words: int = WORDS, most: int = 12) -> list[Article]:
    """The first articles of each labelled set whose length is within 50 words of ``words``, at most ``most`` of a set."""
    found = []
    for name in sorted({name for names in CORPORA.values() for name in names}):
        near = (row.article for row in read_rows(data, (name,)) if abs(len(row.article.text.split()) - words) <= 50)
        found += list(islice(near, most))
    return found
