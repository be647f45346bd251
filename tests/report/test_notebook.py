from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reliability.alignment import match_claims
from reliability.corpus import score_corpus
from reliability.find import parse
from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.scoring import Scorer
from reliability.types import Article

NEWSROOM = Path(__file__).parents[2] / "fixtures" / "newsroom"
HOSTILE = "<script>alert(1)</script>\ud800\"'&"


def articles() -> list[Article]:
    return [item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)][:6]


def hostile() -> list[Article]:
    return [
        Article(f"{HOSTILE}\n{article.text}", title=HOSTILE, outlet=HOSTILE + str(i), id=HOSTILE)
        for i, article in enumerate(articles())
    ]


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda found: Scorer().score(found[0]), "attribution"),
        (score_corpus, "claim clusters"),
        (match_claims, "pairs"),
        (lambda found: parse(found[0]), "sentences"),
    ],
    ids=["score", "corpus", "alignment", "document"],
)
def test_a_result_shows_itself_and_escapes_everything(make: Any, word: str) -> None:
    assert word in make(articles())._repr_html_()
    page = make(hostile())._repr_html_()
    assert "<script" not in page
    assert page.encode("utf-8").startswith(b"<table>")


def test_empty_results_show_themselves() -> None:
    assert "0 articles" in score_corpus([])._repr_html_()
    assert "0 claims" in match_claims([])._repr_html_()
    assert "0 sentences" in parse("")._repr_html_()


def test_reports_load_when_a_notebook_asks() -> None:
    code = "import sys, reliability.types; assert 'reliability.report.notebook' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
