"""A corpus page of 500 made-up articles: its size, and how soon Chromium paints it."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.events import Newsroom
from benchmarks.figures import Figure, Unavailable
from reliability.corpus import score_corpus
from reliability.report.html import corpus_page, policy

ARTICLES = 500
_CLOCK = (
    "<script>new PerformanceObserver((list) => { for (const entry of list.getEntries())"
    " if (entry.name === 'first-contentful-paint') document.body.dataset.paint = entry.startTime;"
    " }).observe({type: 'paint', buffered: true});</script></body>"
)


def run() -> Iterator[Figure | Unavailable]:
    """The ``report.*`` figures; the paint is the median of three loads."""
    articles = list(Newsroom(0, sentences=40).articles(ARTICLES))
    page = corpus_page(articles, score_corpus(articles))
    words = statistics.mean(len(article.text.split()) for article in articles)
    yield Figure("report.corpus_megabytes", len(page.encode()) / 1e6, n=ARTICLES, note=f"{words:.0f} words an article")
    browser = shutil.which("chromium")
    if browser is None:
        yield Unavailable("report.first_paint_ms", "needs Debian's chromium")
        return
    timed = page.replace(policy(), "").replace("</body>", _CLOCK)
    yield Figure("report.first_paint_ms", statistics.median(_paint(browser, timed) for _ in range(3)), n=3)


def _paint(browser: str, page: str) -> float:
    """Milliseconds to the first contentful paint."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--timeout=8000", f"--user-data-dir={folder}/profile"]
        done = subprocess.run(
            [browser, *options, "--dump-dom", file.as_uri()], capture_output=True, text=True, check=True
        )
    found = re.search(r'data-paint="([0-9.]+)"', done.stdout)
    return float(found.group(1)) if found else float("nan")
