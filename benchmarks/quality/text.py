"""Line kinds on web pages and on the seeds, sentence spans on treebanks, readability against gold sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, Unavailable, bootstrap, f1
from reliability.detectors import detectors_of
from reliability.find import parse
from reliability.text.lines import LineModel
from reliability.text.readability import count
from reliability.types import Document, Span
from training.lines import Page, fit, read_pages

FOLDS = 5
NEWS = ("news", "interview")


def run(data: DataDir, context: RunContext) -> Iterator[Figure | Unavailable]:
    """The ``text.*`` figures."""
    yield from _boilerplate(data, context)
    yield from _seeds(data, context)
    yield from _sentences(data, context)


def _boilerplate(data: DataDir, context: RunContext) -> Iterator[Figure | Unavailable]:
    """Dev pages are judged by models fitted on the other sites; held-out pages by the shipped model."""
    rows = list(data.rows("text", "boilerplate_lines"))
    for source in ("wcxb", "scrapinghub"):
        pages = read_pages([row for row in rows if row["source"] == source])
        key = f"text.boilerplate.{source}"
        if not pages:
            yield Unavailable(key, f"the {data.split} split has no pages of {source}")
            continue
        kept = _cross_validated(pages) if data.split == "dev" else _shipped(pages, context)
        counts = np.array([_page_counts(page, flags) for page, flags in zip(pages, kept, strict=True)])
        note = "cross-validated by site" if data.split == "dev" else "shipped model"
        for name, columns in (("content_f1", (0, 1, 2)), ("line_f1", (3, 4, 5))):
            yield _micro_f1(f"{key}.{name}", counts[:, columns], note)
        yield Figure(f"{key}.content_lost", float(counts[:, 2].sum() / (counts[:, 0] + counts[:, 2]).sum()), note=note)


def _micro_f1(key: str, counts: npt.NDArray[Any], note: str) -> Figure:
    def statistic(indices: npt.NDArray[np.int64]) -> float:
        hits, extra, missed = counts[indices].sum(axis=0)
        return f1(hits, hits + extra, hits + missed)

    low, high = bootstrap(statistic, len(counts))
    return Figure(key, statistic(np.arange(len(counts))), low, high, len(counts), note)


def _cross_validated(pages: Sequence[Page]) -> list[list[bool]]:
    sites = sorted({page.site for page in pages})
    order = np.random.default_rng(0).permutation(len(sites))
    fold_of = {site: int(place) % FOLDS for site, place in zip(sites, order, strict=True)}
    kept: list[list[bool]] = [[] for _ in pages]
    for fold in range(FOLDS):
        model = fit([page for page in pages if fold_of[page.site] != fold])
        for i, page in enumerate(pages):
            if fold_of[page.site] == fold:
                kept[i] = _content(page, model)
    return kept


def _shipped(pages: Sequence[Page], context: RunContext) -> list[list[bool]]:
    model = detectors_of(context.version).lines
    return [_content(page, model) for page in pages]


def _content(page: Page, model: LineModel) -> list[bool]:
    return [kind == "content" for kind, _ in model.classify(page.texts, page.words)]


def _page_counts(page: Page, kept: Sequence[bool]) -> tuple[int, int, int, int, int, int]:
    """Content by word (hits, extra, missed), then boilerplate by line (hits, extra, missed); mixed lines left out."""
    counts = [0] * 6
    for label, keep, words in zip(page.labels.tolist(), kept, page.words, strict=True):
        if label == 0:
            counts[0 if keep else 2] += len(words)
            counts[4] += not keep
        elif label == 1:
            counts[1] += len(words) if keep else 0
            counts[5 if keep else 3] += 1
    return (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5])


def _seeds(data: DataDir, context: RunContext) -> Iterator[Figure | Unavailable]:
    """Boilerplate lines labelled as anything but content; content lines labelled boilerplate."""
    if not data.seeds.is_dir() or not data.paths("text", "seed_lines"):
        yield Unavailable("text.boilerplate.seeds", "no seeds beside the data, or no seed_lines in this split")
        return
    caught = lost = total = 0
    for row in data.rows("text", "seed_lines"):
        document = parse((data.seeds / row["file"]).read_text(encoding="utf-8"), version=context.version)
        for start, end, label in row["lines"]:
            kinds = [line.kind for line in document.lines if line.span.start < end and start < line.span.end]
            total += label == "boiler"
            caught += label == "boiler" and "content" not in kinds
            lost += label == "content" and "boilerplate" in kinds
    yield Figure("text.boilerplate.seeds.caught", caught, n=total)
    yield Figure("text.boilerplate.seeds.content_lost", lost)


def _sentences(data: DataDir, context: RunContext) -> Iterator[Figure]:
    rows = list(data.rows("text", "sentences_ud"))
    documents = [parse(row["text"], version=context.version) for row in rows]
    news = np.array([row["genre"] == "news" and row["corpus"] == "gum" for row in rows])
    for suffix, note, part in (("f1", "ends of sentences", slice(1, 2)), ("span_f1", "exact spans", slice(0, 2))):
        counts = []
        for row, document in zip(rows, documents, strict=True):
            gold = {tuple(span[part]) for span in row["sent_spans"]}
            found = {tuple(list(span)[part]) for span in document.sentences}
            counts.append((len(gold & found), len(found - gold), len(gold - found)))
        table = np.array(counts)
        yield _micro_f1(f"text.sentences.news_{suffix}", table[news], f"{note}, GUM news")
        yield _micro_f1(f"text.sentences.all_{suffix}", table, note)
    errors = _grade_errors(rows, documents, context)
    low, high = bootstrap(lambda indices: float(errors[indices].mean()), len(errors))
    yield Figure("text.readability.fkgl_mean_error", float(errors.mean()), low, high, len(errors), "grade levels")


def _grade_errors(
    rows: Sequence[dict[str, Any]], documents: Sequence[Document], context: RunContext
) -> npt.NDArray[np.float64]:
    """Gap between the grade on our sentences and on the treebank's, for documents of 100 tokens and more."""
    syllables = detectors_of(context.version).syllables
    errors = []
    for row, document in zip(rows, documents, strict=True):
        if row["genre"] not in NEWS or len(document.words) < 100:
            continue
        ours = count(document, syllables, content_only=False)
        gold = count(document, syllables, spans=[Span(*span) for span in row["sent_spans"]])
        if ours is not None and gold is not None:
            errors.append(abs(ours.flesch_kincaid_grade - gold.flesch_kincaid_grade))
    return np.array(errors)
