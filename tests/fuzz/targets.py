"""What is fuzzed: each target takes any bytes and may end in an answer or in a ``ReliabilityError``, in nothing else."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any
from unittest.mock import patch

from reliability.alignment import match_claims
from reliability.errors import IndexFileError, ReliabilityError
from reliability.find import (
    extract_claims,
    find_attributions,
    find_hedges,
    find_repeats,
    hedged_sentences,
    parse,
    readability,
)
from reliability.index import ClaimIndex
from reliability.io import html
from reliability.io.columns import read_columns
from reliability.io.feeds import is_feed, read_feed
from reliability.io.fragment import text_of
from reliability.io.jsonl import parse_json, read_jsonl
from reliability.io.labels import read_labels
from reliability.io.newsarticle import fields_of, nodes_in_page
from reliability.io.objects import article_from_object
from reliability.io.record import Record
from reliability.io.resume import skip_finished
from reliability.io.text import decode
from reliability.io.warc import read_warc
from reliability.matching import ClaimMatcher
from reliability.report.asdict import score_as_dict, to_json
from reliability.report.highlight import paragraphs
from reliability.report.html import articles_page
from reliability.scoring import Scorer
from reliability.sources import CopyAwareEM, MajorityVote
from reliability.text.fold import fold, hidden_spans, seen
from reliability.types import Article, Span
from reliability.versions.loader import load_version

LARGE = frozenset(
    {"claims_frequencies.tsv", "syllables.txt"}
)  # tables of words: reading them again for each run is slow
STORY = "At least 41 people were hurt when the ferry struck the wall, officials said. Critics say it may sink.\n\n"
Target = Callable[[bytes], None]


@cache
def folder() -> Path:
    """A folder for the files of this run; in memory where the machine has such a place."""
    shared = Path("/dev/shm")  # noqa: S108 - a place for speed, the name inside it is random
    kept = tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None)
    KEPT.append(kept)
    return Path(kept.name)


KEPT: list[tempfile.TemporaryDirectory[str]] = []  # removed when the run ends


@cache
def scorer() -> Scorer:
    """The default version's scorer."""
    return Scorer()


def text(content: bytes) -> str:
    """Any string, lone surrogates too."""
    return content.decode("utf-8", "surrogateescape")


def slices(spans: tuple[Span, ...], whole: str) -> None:
    """Every span lies in the text."""
    for start, end in spans:
        if not 0 <= start <= end <= len(whole):
            raise AssertionError(f"span {start}:{end} of {len(whole)} characters")


def fuzz_parse(content: bytes) -> None:
    """The folded view and the document; every offset slices back."""
    whole = text(content)
    folded = fold(whole)
    if folded.starts is not None and len(folded.starts) != len(folded.text):
        raise AssertionError("the offset map has another length than the folded text")
    slices(hidden_spans(whole), whole)
    seen(whole)
    document = parse(whole)
    slices(document.sentences, whole)
    slices(tuple(line.span for line in document.lines), whole)
    slices(tuple(item.span for item in document.quotations), whole)


def fuzz_hedging(content: bytes) -> None:
    """Cues and sentences."""
    whole = text(content)
    slices(tuple(cue.span for cue in find_hedges(whole)), whole)
    for sentence in hedged_sentences(whole):
        if not 0 <= sentence.probability <= 1:
            raise AssertionError(f"probability {sentence.probability}")


def fuzz_attribution(content: bytes) -> None:
    """Sources, cues and contents."""
    whole = text(content)
    for item in find_attributions(whole):
        slices((*item.source, *item.cue, *item.content), whole)


def fuzz_duplication(content: bytes) -> None:
    """Repeats, in a text that holds some."""
    half = text(content)
    whole = half + "\n" + half[::-1][: len(half) // 3][::-1] + "\n" + half
    for item in find_repeats(whole):
        slices((item.first, item.copy), whole)


def fuzz_score(content: bytes) -> None:
    """All signals at once: value in [0, 1], contributions that sum to it, JSON that can be read."""
    whole = text(content)
    title, _, body = whole.partition("\n")
    result = scorer().score(Article(body * (1 + 300 // (len(body) + 1)), title=title or None))
    for signal in result.signals:
        if signal.value is not None and not 0 <= signal.value <= 1:
            raise AssertionError(f"{signal.name} {signal.value}")
    if result.value is not None and not 0 <= result.value <= 1:
        raise AssertionError(str(result.value))
    json.loads(to_json(score_as_dict(result, body)))


def fuzz_report(content: bytes) -> None:
    """The HTML report holds no markup of the article's."""
    whole = text(content)
    article = Article(whole, title=whole[:50] or None, outlet=whole[-20:] or None)
    result = scorer().score(article)
    page = articles_page([(article, result, scorer().lines(article))])
    page.encode("utf-8")
    marker = "<script>fuzz"
    shown = articles_page([(Article(whole + marker), scorer().score(whole + marker), scorer().lines(Article(whole)))])
    if marker in shown:
        raise AssertionError("markup of the article stands in the page")
    paragraphs(whole, scorer().lines(article), [item for signal in result.signals for item in signal.evidence])


def fuzz_readability(content: bytes) -> None:
    """Readability."""
    readability(text(content))


def fuzz_claims(content: bytes) -> None:
    """Claims of one article, and the likeness of two strings."""
    whole = text(content)
    for claim in extract_claims(whole):
        slices((claim.span, *(item.span for item in claim.quantities)), whole)
    one, _, other = whole.partition("\n")
    likeness = matcher().similarity(one, other)
    if not 0 <= likeness <= 1 or likeness != matcher().similarity(other, one):
        raise AssertionError(f"similarity {likeness}")


@cache
def matcher() -> ClaimMatcher:
    """The default matcher."""
    return ClaimMatcher()


def fuzz_matching(content: bytes) -> None:
    """Claims of up to four articles lined up."""
    parts = text(content).split("\x00")[:4]
    articles = [Article(part, outlet=f"outlet {i}", published="2026-03-03") for i, part in enumerate(parts)]
    for pair in match_claims(articles).pairs:
        if pair.a.article == pair.b.article:
            raise AssertionError("a pair inside one article")


def fuzz_json(content: bytes) -> None:
    """Records of our own, JSON-LD and ninjs, as JSON Lines and as one value."""
    list(read_jsonl(content.splitlines(), "in"))
    found = parse_json(content)
    for record in found if isinstance(found, list) else [found]:
        with suppress(ReliabilityError):
            article_from_object(record)


def fuzz_feed(content: bytes) -> None:
    """RSS and Atom."""
    is_feed(content)
    list(read_feed(content, "feed"))


def fuzz_html(content: bytes) -> None:
    """Fragments, and the JSON-LD of pages."""
    page = decode(content)
    text_of(page)
    for node in nodes_in_page(f'<script type="application/ld+json">{page}</script>{page}'):
        fields_of(node)


def fuzz_page(content: bytes) -> None:
    """Pages through trafilatura in a process of its own, bounded in time and memory; a run takes a second."""
    html.article_from_html(content)


def fuzz_extraction(content: bytes) -> None:
    """Pages through the code of that process, run in this one, so that thousands can be tried."""
    with patch("reliability.io.html.subprocess.run", _in_this_process):
        html.article_from_html(content)


def _in_this_process(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
    """What the extraction's process would have answered, without its bounds."""
    out = io.StringIO()
    streams = (
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(options["input"]))),
        patch.object(sys, "argv", ["-c", "no limit"]),
        redirect_stdout(out),
    )
    try:
        with streams[0], streams[1], streams[2]:
            exec(_extraction(), {"__name__": "__main__"})  # noqa: S102 - the library's own code, given to a process else
    except Exception:
        raise subprocess.CalledProcessError(1, command) from None
    return subprocess.CompletedProcess(command, 0, out.getvalue().encode("ascii"))


@cache
def _extraction() -> CodeType:
    return compile(html._WORKER, "<extraction>", "exec")


def fuzz_columns(content: bytes) -> None:
    """Parquet and Arrow files."""
    for suffix in (".parquet", ".arrow"):
        path = folder() / f"in{suffix}"
        path.write_bytes(content)
        with suppress(ReliabilityError):
            list(read_columns(path))


def fuzz_warc(content: bytes) -> None:
    """WARC files, plain and packed."""
    path = folder() / "in.warc"
    path.write_bytes(content)
    list(read_warc(path))


def fuzz_tables(content: bytes) -> None:
    """Labels, and the results that a batch goes on from."""
    path = folder() / "labels.tsv"
    path.write_bytes(content)
    with suppress(ReliabilityError):
        read_labels(path, ["a", "b"])
    list(skip_finished(io.BytesIO(content), [Record(Article("text", id="a"), "a")], "reliability|v:1"))


def spliced(base: bytes, content: bytes) -> bytes:
    """``base`` with a piece of ``content`` put at a place that the first bytes name."""
    place = int.from_bytes(content[:3], "big") % (len(base) + 1)
    length = content[3] if len(content) > 3 else 0
    return base[:place] + content[4:] + base[place + length :]


def fuzz_version(content: bytes) -> None:
    """A scoring version with a file that was changed before its hash was taken."""
    if not content:
        return
    sound = scorer().version
    names = sorted(name for name in sound.resources if name not in LARGE)
    name = names[content[0] % len(names)]
    changed = content[2:] if content[1:2] == b"\x00" else spliced(sound.resources[name], content[1:])
    Scorer(replace(sound, resources={**sound.resources, name: changed})).score(STORY * 3)


def fuzz_manifest(content: bytes) -> None:
    """A version folder whose manifest was changed."""
    place = folder() / "version"
    place.mkdir(exist_ok=True)
    (place / "a.txt").write_bytes(b"a")
    (place / "manifest.json").write_bytes(content)
    load_version(place)


@cache
def stored() -> bytes:
    """A small sound claim index."""
    path = folder() / "sound.db"
    with ClaimIndex(path) as index:
        for number in range(3):
            index.add(
                Article(f"The ferry struck pier {number} at Port Sella and 41 people were injured.", id=str(number))
            )
    return path.read_bytes()


def fuzz_index(content: bytes) -> None:
    """Index files: any bytes, and a sound file with bytes changed."""
    path = folder() / "index.db"
    for leftover in folder().glob("index.db*"):
        leftover.unlink()
    path.write_bytes(content[1:] if content[:1] == b"\x00" else spliced(stored(), content[1:]))
    with ClaimIndex(path) as index:
        with suppress(IndexFileError):
            index.stats()
        with suppress(IndexFileError):
            index.check()
        with suppress(IndexFileError):
            index.lookup(Article("The ferry struck pier 1 at Port Sella and 36 people were injured."))
        with suppress(IndexFileError):
            index.add(Article("The harbour office said 12 boats left Port Sella.", id="new"))


def fuzz_sources(content: bytes) -> None:
    """Claims by source, as triples of strings and numbers."""
    rows: list[tuple[Any, ...]] = []
    for line in text(content).split("\n"):
        cells = line.split("\t")
        rows.append(
            tuple(float(cell) if cell[:1].isdigit() and cell.isascii() and _is_number(cell) else cell for cell in cells)
        )
    MajorityVote().fit(rows)
    CopyAwareEM().fit(rows)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        name.removeprefix("fuzz_"): function
        for name, function in sorted(globals().items())
        if name.startswith("fuzz_") and callable(function)
    }
)


def attempt(target: Target, content: bytes) -> None:
    """Runs a target; what the library raises on purpose is an answer."""
    with suppress(ReliabilityError):
        target(content)
