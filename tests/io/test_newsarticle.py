from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reliability.errors import InputError
from reliability.io.files import read_paths
from reliability.io.newsarticle import article_from_linked_data, nodes_in_page
from reliability.io.record import Record

BODY = "The harbour council approved the plan for the pier on Monday, the mayor said. " * 12
NODE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Council approves pier",
    "articleBody": BODY,
    "author": [{"@type": "Person", "name": "Ana Reyes"}, "Bo Lind"],
    "publisher": {"@type": "Organization", "name": "Harbour Gazette"},
    "datePublished": "2026-03-02T10:00:00+02:00",
    "mainEntityOfPage": {"@id": "https://gazette.example/pier"},
}


@pytest.mark.parametrize(
    "value",
    [
        NODE,
        [{"@type": "WebSite"}, NODE],
        {"@context": "https://schema.org", "@graph": [{"@type": "Organization"}, NODE]},
        {"@type": "WebPage", "mainEntity": NODE},
        {**NODE, "@type": ["Thing", "https://schema.org/ReportageNewsArticle"]},
    ],
)
def test_an_article_is_found_wherever_it_stands(value: Any) -> None:
    article = article_from_linked_data(value)
    assert (article.title, article.outlet, article.byline, article.url, article.published) == (
        "Council approves pier",
        "Harbour Gazette",
        "Ana Reyes, Bo Lind",
        "https://gazette.example/pier",
        "2026-03-02T10:00:00+02:00",
    )
    assert article.text == BODY.strip()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"@type": "Product"}, "no article"),
        ({"@type": "NewsArticle"}, "articleBody"),
        ({"@type": "NewsArticle", "articleBody": 5}, "articleBody"),
        ([], "no article"),
        (None, "no article"),
    ],
)
def test_what_is_no_article_is_said(value: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        article_from_linked_data(value)


@pytest.mark.parametrize("change", [{"author": 5}, {"publisher": []}, {"datePublished": "yesterday"}, {"url": {}}])
def test_odd_fields_are_left_out(change: dict[str, Any]) -> None:
    assert article_from_linked_data({**NODE, **change}).title == "Council approves pier"


def test_markup_in_the_body_goes() -> None:
    assert article_from_linked_data({**NODE, "articleBody": "<p>One.</p><p>Two.</p>"}).text == "One.\n\nTwo."


def test_a_page_with_the_whole_body_needs_no_extractor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reliability.io.html.find_spec", lambda _: None)
    path = tmp_path / "page.html"
    script = f'<script>x = "</p>"</script><script type="application/ld+json">{json.dumps(NODE)}</script>'
    path.write_text(f"<html><head>{script}</head><body><nav>Menu</nav><p>Other</p></body></html>")
    (item,) = read_paths([path])
    assert isinstance(item, Record)
    assert (item.article.text, item.article.id) == (BODY.strip(), "page")


def test_a_json_file_with_linked_data_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "article.json"
    path.write_text(json.dumps(NODE))
    (item,) = read_paths([path])
    assert isinstance(item, Record)
    assert item.article.outlet == "Harbour Gazette"


@pytest.mark.parametrize(
    "page",
    [
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">',
        "<script" * 100_000,
        "İ" * 10 + '<script type="application/ld+json">{}</script>',
    ],
)
def test_broken_scripts_are_passed_over(page: str) -> None:
    assert nodes_in_page(page) == []
