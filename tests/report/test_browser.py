"""The report in a real browser: it paints, marks passages, runs no script and asks for nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from reliability import Article, available_versions, compare_versions
from reliability.corpus import score_corpus
from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.report.html import alignment_page, articles_page, comparison_page, corpus_page
from reliability.scoring import Scorer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEWSROOM = Path(__file__).parents[2] / "fixtures" / "newsroom"
PAYLOADS = (
    "<script>document.title='ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    '"><svg onload="document.title=\'ran\'">',
    "</style><script>document.title='ran'</script>",
    "<iframe src='javascript:parent.document.title=1'></iframe>",
    "javascript:document.title='ran'",
    "{{ 7 * 7 }}{% for x in y %}",
    "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("RELIABILITY_CI"),
        reason="needs Debian's chromium: apt-get install chromium",
    ),
]


def dump(page: str, tmp_path: Path) -> str:
    """The document after Chromium has loaded the page."""
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    assert CHROMIUM is not None, "chromium is missing"
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=2000",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)]


def test_the_article_page_marks_every_signal_with_evidence(articles: list[Article], tmp_path: Path) -> None:
    scorer = Scorer()
    article = next(article for article in articles if article.id == "stadium-weasel")
    score = scorer.score(article)
    found = dump(articles_page([(article, score, scorer.lines(article))]), tmp_path)
    with_evidence = {signal.name for signal in score.signals if signal.evidence}
    assert {name for name in with_evidence if f'<mark class="{name}' in found} == with_evidence - {"agreement"}
    assert f"{score.value:.2f}" in found


def test_the_corpus_page_lines_up_claims(articles: list[Article], tmp_path: Path) -> None:
    result = score_corpus(articles)
    found = dump(corpus_page(articles, result), tmp_path)
    assert found.count('class="cluster') >= 3
    assert "independent origin" in found
    assert "Who copies whom" in found


def test_claims_can_be_searched(articles: list[Article], tmp_path: Path) -> None:
    page = corpus_page(articles, score_corpus(articles))
    total = page.count('<section class="cluster')
    assert f">{total} of {total}</output>" in dump(page, tmp_path)
    typing = (
        "<script>const box = document.querySelector('.find [type=search]'); box.value = 'trichloroethene WELLS';"
        "box.dispatchEvent(new Event('input'));</script></body>"
    )
    policy = re.search(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", page)
    assert policy is not None
    found = dump(page.replace(policy.group(), "").replace("</body>", typing), tmp_path)
    shown = re.findall(r"<section class=\"cluster[^>]*>", found)
    left = [section for section in shown if "hidden" not in section]
    assert 0 < len(left) < total
    assert f">{len(left)} of {total}</output>" in found


def test_a_claim_has_its_time_line(articles: list[Article]) -> None:
    page = corpus_page(articles, score_corpus(articles))
    drawn = [part.split("</svg>", 1)[0] for part in page.split('<svg class="time"')[1:]]
    assert all(part.count(">first</text>") == 1 for part in drawn)
    assert any("copies Meridian Wire" in part for part in drawn)


def test_nothing_in_an_article_runs(tmp_path: Path) -> None:
    body = " ".join(["The council met on Monday and approved the plan, officials said."] * 12)
    hostile = [
        Article(
            f"{payload}\n\n{body}\n\n{payload}",
            title=payload,
            outlet=payload,
            byline=payload,
            url=payload,
            id=f"{payload}{number}",
        )
        for number, payload in enumerate(PAYLOADS)
    ]
    scorer = Scorer()
    corpus = score_corpus(hostile)
    pages = [
        articles_page([(article, scorer.score(article), scorer.lines(article)) for article in hostile]),
        corpus_page(hostile, corpus),
        alignment_page(hostile, corpus.alignment),
        comparison_page(compare_versions(available_versions()[0], available_versions()[-1], hostile)),
    ]
    ours = (files("reliability.report") / "templates" / "search.js").read_text(encoding="utf-8")
    for page in pages:
        found = dump(page, tmp_path).replace(f"<script>{ours}</script>", "")
        assert "<title>ran</title>" not in found
        assert re.search(r"<(?:script|iframe|img|link|object)\b", found) is None
        assert re.search(r"<[^>]* on[a-z]+=", re.sub(r"\"[^\"]*\"", "", found)) is None


def test_the_policy_lets_nothing_out(articles: list[Article]) -> None:
    scorer = Scorer()
    page = articles_page([(articles[0], scorer.score(articles[0]), scorer.lines(articles[0]))])
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "'unsafe-inline'" not in page
    assert "<script" not in page
    assert re.search(r"(?:src|href)=\"(?!#)", page) is None
