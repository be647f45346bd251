"""Attribution relations, source kinds, speakers and the attribution signal against labelled data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, Unavailable, bootstrap, f1, spearman
from benchmarks.quality.attribution_matching import (
    Item,
    Words,
    content_found,
    count,
    item,
    match,
    overlap,
    related,
)
from reliability.attribution.detector import AttributionDetector
from reliability.attribution.kinds import source_kind
from reliability.attribution.publish import publish
from reliability.attribution.relation import Relation
from reliability.attribution.speakers import find_people
from reliability.attribution.view import make_view
from reliability.signals.analysis import Analysis
from reliability.signals.attribution import attribution_signal, source_key
from reliability.text.lines import LineModel
from reliability.text.parse import parse_article
from reliability.text.syllables import Syllables
from reliability.types import Article, Attribution, Document
from reliability.versions.loader import default_version, load_version

FORMS = ("direct", "mixed", "indirect")
PARTS = ("source", "cue", "content")
FIXTURES = Path(__file__).parents[2] / "fixtures" / "attribution"
SEED_SPEAKERS = {
    "000": ("Maduro",),
    "001": ("Maduro",),
    "002": ("Maduro", "Peskov"),
    "003": ("Maduro", "Peskov", "Lavrov"),
    "004": ("Maduro", "Trump"),
}
_KINDS = {
    "named_org": "named_organisation",
    "document_or_data": "document",
    "media_outlet": "media",
    "unnamed_org": "unnamed_group",  # the library keeps no kind for unnamed organisations
    "other": "none",
}
_THREE = {
    "named_person": "named",
    "named_organisation": "named",
    "media": "named",
    "unnamed_person": "unnamed",
    "unnamed_group": "unnamed",
    "document": "document",
}
SOURCING = ("sourcing_named", "sourcing_diversity", "documents", "attribution_completeness")


@dataclass(frozen=True, slots=True)
class Pair:
    """One document with gold and found attributions."""

    document: Document
    words: Words
    gold: list[Item]
    found: list[Item]
    gold_records: tuple[Attribution, ...]
    found_records: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Parses articles and finds attributions with one scoring version."""

    lines: LineModel
    detector: AttributionDetector
    syllables: Syllables

    @classmethod
    def of(cls, context: RunContext) -> Reader:
        """The reader of the version that was asked for."""
        files = load_version(context.version or default_version()).resources
        return cls(
            LineModel.from_resources(files), AttributionDetector.from_resources(files), Syllables.from_resources(files)
        )

    def parse(self, text: str) -> Document:
        """The document of a text."""
        return parse_article(Article(text), self.lines)

    def pair(self, row: dict[str, Any]) -> Pair:
        """Gold and found side by side."""
        document = self.parse(row["text"])
        words = Words(row["text"])
        found = self.detector.find(document)
        return Pair(
            document,
            words,
            [item(words, record) for record in row["attributions"]],
            [_found_item(words, attribution) for attribution in found],
            self._gold_records(document, row["attributions"]),
            found,
        )

    def _gold_records(self, document: Document, records: Sequence[dict[str, Any]]) -> tuple[Attribution, ...]:
        """Gold relations with speakers merged by the library, so that both sides count sources alike."""
        relations = []
        for record in records:
            parts = {name: [_token_range(document, start, end) for start, end in record[name]] for name in PARTS}
            relation = Relation(parts["source"], parts["cue"], parts["content"])
            if relation.content:
                relations.append(relation)
        return publish(document, make_view(document, self.detector.words.rules), relations, self.detector.words)


def _token_range(document: Document, start: int, end: int) -> tuple[int, int]:
    first = int(np.searchsorted(document.tokens[:, 1], start, side="right"))
    last = int(np.searchsorted(document.tokens[:, 0], end, side="left"))
    first = min(first, len(document.words) - 1)
    return first, max(last, first + 1)


def _found_item(words: Words, attribution: Attribution) -> Item:
    source = tuple((span.start, span.end) for span in attribution.source)
    cue = tuple((span.start, span.end) for span in attribution.cue)
    return Item(source, cue, words.inside(tuple((s.start, s.end) for s in attribution.content)), attribution.form)


def run(data: DataDir, context: RunContext) -> Iterator[Figure | Unavailable]:
    """Every attribution figure of one split."""
    reader = Reader.of(context)
    stem = "polnear_dev" if data.split == "dev" else "polnear_test"
    pairs = [reader.pair(row) for row in data.rows("attribution", stem) if "attributions" in row]
    yield from _relations("polnear", pairs)
    yield from _parts(pairs)
    yield from _documents(pairs)
    yield from _relations("gum", [reader.pair(row) for row in data.rows("attribution", "gum_news")])
    yield from _source_kinds(reader, data)
    yield from _seeds(reader, data)
    yield from fixture_figures(context)
    yield from _signal(reader, data)


def _tally(pairs: Sequence[Pair], counts: Callable[[Pair], tuple[int, int, int]]) -> npt.NDArray[np.float64]:
    return np.array([counts(pair) for pair in pairs], dtype=float).reshape(-1, 3)


def _f1_figure(key: str, table: npt.NDArray[np.float64], note: str = "") -> Figure:
    """F1 over hits, predicted and gold summed over documents, with a document bootstrap."""

    def value(indices: npt.NDArray[np.int64]) -> float:
        hits, predicted, gold = table[indices].sum(axis=0)
        return f1(hits, predicted, gold)

    low, high = bootstrap(value, len(table))
    everything = np.arange(len(table))
    return Figure(key, value(everything), low, high, n=int(table[:, 2].sum()), note=note)


def _counted(agree: Callable[[Item, Item], bool], *, sourced: bool = False) -> Callable[[Pair], tuple[int, int, int]]:
    def counts(pair: Pair) -> tuple[int, int, int]:
        gold = [one for one in pair.gold if one.source or not sourced]
        found = [one for one in pair.found if one.source or not sourced]
        result = count(gold, found, agree)
        return result.hits, result.predicted, result.gold

    return counts


def _relations(name: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    table = _tally(pairs, _counted(related))
    hits, predicted, gold = table.sum(axis=0)
    yield _f1_figure(f"attribution.{name}.rel_f1", table, f"P {hits / predicted:.3f} R {hits / gold:.3f}")
    matches = [(pair, match(pair.gold, pair.found, related)) for pair in pairs]
    for form in FORMS:
        rows = []
        for pair, partners in matches:
            recalled = sum(k >= 0 and one.form == form for one, k in zip(pair.gold, partners, strict=True))
            right = sum(k >= 0 and pair.found[k].form == form for k in partners)
            rows.append(
                (recalled, right, sum(p.form == form for p in pair.found), sum(g.form == form for g in pair.gold))
            )
        yield _form_figure(f"attribution.{name}.rel_f1_{form}", np.array(rows, dtype=float))


def _form_figure(key: str, table: npt.NDArray[np.float64]) -> Figure:
    def value(indices: npt.NDArray[np.int64]) -> float:
        recalled, right, predicted, gold = table[indices].sum(axis=0)
        precision, recall = right / max(predicted, 1.0), recalled / max(gold, 1.0)
        return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0

    low, high = bootstrap(value, len(table))
    return Figure(key, value(np.arange(len(table))), low, high, n=int(table[:, 3].sum()))


def _parts(pairs: Sequence[Pair]) -> Iterator[Figure]:
    def content_tokens(pair: Pair) -> tuple[int, int, int]:
        gold = frozenset[int]().union(*(one.content for one in pair.gold))
        found = frozenset[int]().union(*(one.content for one in pair.found))
        return len(gold & found), len(found), len(gold)

    yield _f1_figure("attribution.polnear.content_token_f1", _tally(pairs, content_tokens))
    cues = _counted(lambda a, b: bool(a.cue) and overlap(a.cue, b.cue))
    yield _f1_figure("attribution.polnear.cue_overlap_f1", _tally(pairs, cues))
    sources = _counted(lambda a, b: overlap(a.source, b.source), sourced=True)
    yield _f1_figure("attribution.polnear.source_overlap_f1", _tally(pairs, sources))

    def right_source(pair: Pair) -> tuple[int, int, int]:
        found = count(pair.gold, pair.found, content_found).hits
        right = count(pair.gold, pair.found, lambda a, b: content_found(a, b) and overlap(a.source, b.source)).hits
        return right, found, len(pair.gold)

    table = _tally(pairs, right_source)

    def accuracy(indices: npt.NDArray[np.int64]) -> float:
        right, found, _ = table[indices].sum(axis=0)
        return float(right / found) if found else float("nan")

    low, high = bootstrap(accuracy, len(table))
    _, found, gold = table.sum(axis=0)
    yield Figure("attribution.polnear.attribution_accuracy", accuracy(np.arange(len(table))), low, high, n=int(found))
    yield Figure("attribution.polnear.content_recall", float(found / gold), n=int(gold))


def _documents(pairs: Sequence[Pair]) -> Iterator[Figure]:
    rows = []
    for pair in pairs:
        row: list[float] = []
        for records, items in ((pair.gold_records, pair.gold), (pair.found_records, pair.found)):
            keys = [key for record in records if (key := source_key(pair.document, record)) is not None]
            counts = [keys.count(key) for key in set(keys)]
            covered = frozenset[int]().union(*(one.content for one in items))
            row += [
                len(counts),
                max(counts, default=0) / max(len(keys), 1),
                len(covered) / max(len(pair.words.starts), 1),
            ]
        rows.append(row)
    table = np.array(rows)
    for key, column in (("sources", 0), ("concentration", 1)):

        def rho(indices: npt.NDArray[np.int64], column: int = column) -> float:
            return spearman(table[indices, column], table[indices, column + 3])

        low, high = bootstrap(rho, len(table))
        yield Figure(f"attribution.polnear.doc_rho_{key}", rho(np.arange(len(table))), low, high, n=len(table))

    def error(indices: npt.NDArray[np.int64]) -> float:
        return float(np.abs(table[indices, 2] - table[indices, 5]).mean())

    low, high = bootstrap(error, len(table))
    yield Figure("attribution.polnear.doc_mae_attributed_share", error(np.arange(len(table))), low, high, n=len(table))


def _source_kinds(reader: Reader, data: DataDir) -> Iterator[Figure | Unavailable]:
    texts = {row["id"]: row["text"] for row in data.rows("attribution", "polnear_") if "text" in row and "id" in row}
    gold: list[str] = []
    found: list[str] = []
    for row in data.rows("attribution", "source_kind_polnear"):
        document = reader.parse(texts[row["doc"]])
        view = make_view(document, reader.detector.words.rules)
        people = find_people(view, reader.detector.words).spellings
        phrase = _token_range(document, row["span"][0][0], row["span"][-1][1])
        gold.append(_KINDS.get(row["kind"], row["kind"]))
        found.append(source_kind(view, phrase, reader.detector.words, people))
    pairs = list(zip(gold, found, strict=True))

    def accuracy(indices: npt.NDArray[np.int64]) -> float:
        return float(sum(pairs[i][0] == pairs[i][1] for i in indices) / len(indices))

    low, high = bootstrap(accuracy, len(pairs))
    note = "unnamed organisations count as unnamed groups"
    yield Figure(
        "attribution.source_kind.accuracy", accuracy(np.arange(len(pairs))), low, high, n=len(pairs), note=note
    )
    labels = sorted(set(gold))
    scores = [
        f1(
            sum(a == b == label for a, b in pairs),
            sum(b == label for _, b in pairs),
            sum(a == label for a, _ in pairs),
        )
        for label in labels
    ]
    yield Figure("attribution.source_kind.macro_f1", sum(scores) / len(scores), n=len(labels))
    three = [(_THREE[a], _THREE.get(b)) for a, b in pairs if a in _THREE]
    yield Figure("attribution.source_kind.three_way", sum(a == b for a, b in three) / len(three), n=len(three))


def _seeds(reader: Reader, data: DataDir) -> Iterator[Figure | Unavailable]:
    if not data.seeds.is_dir():
        yield Unavailable("attribution.seeds.speakers", "no folder of seed articles beside the data")
        return
    wanted = right = 0
    for path in sorted(data.seeds.glob("*.txt")):
        speakers = " ".join(
            record.speaker or "" for record in reader.detector.find(reader.parse(path.read_text(encoding="utf-8")))
        )
        for name in SEED_SPEAKERS.get(path.name[:3], ()):
            wanted += 1
            right += name in speakers
    yield Figure("attribution.seeds.speakers", right / max(wanted, 1), n=wanted)


def fixture_figures(context: RunContext) -> Iterator[Figure]:
    """Relations, kinds, speakers and hearsay on the test half of our own set."""
    reader = Reader.of(context)
    path = FIXTURES / "attribution.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row["split"] == "test"]
    pairs = []
    agreed = {"source_kind": [0, 0], "speaker": [0, 0], "hearsay": [0, 0]}
    for row in rows:
        for record in row["attributions"]:
            record["type"] = record.get("form", "indirect")
        pair = reader.pair(row)
        pairs.append(pair)
        partners = match(pair.gold, pair.found, related)
        for record, k in zip(row["attributions"], partners, strict=True):
            if k >= 0:
                for name, cell in agreed.items():
                    cell[0] += getattr(pair.found_records[k], name) == record.get(name)
                    cell[1] += 1
    yield from _relations("fixtures", pairs)
    for name, (hits, total) in agreed.items():
        yield Figure(
            f"attribution.fixtures.{name}_accuracy", hits / max(total, 1), n=total, note="of matched relations"
        )


def _signal(reader: Reader, data: DataDir) -> Iterator[Figure | Unavailable]:
    ratings = list(data.rows("ratings", "ratings"))
    wanted = {row["id"] for row in ratings}
    texts = {row["id"]: row["text"] for row in data.rows("articles", "") if row.get("id") in wanted}
    if not texts:
        yield Unavailable("attribution.signal.rho_sourcing", "the rated articles are not in articles/")
        return
    values, rated = [], []
    for row in ratings:
        if row["id"] not in texts:
            continue
        document = reader.parse(texts[row["id"]])
        analysis = Analysis(document, None, reader.detector.find(document), (), b"", (), reader.syllables, {})
        value = attribution_signal(analysis, {}).value
        if value is not None:
            values.append(value)
            rated.append(sum(row["scales"][name] for name in SOURCING) / len(SOURCING))
    ours, theirs = np.array(values), np.array(rated)

    def rho(indices: npt.NDArray[np.int64]) -> float:
        return spearman(ours[indices], theirs[indices])

    low, high = bootstrap(rho, len(ours))
    yield Figure("attribution.signal.rho_sourcing", rho(np.arange(len(ours))), low, high, n=len(ours))
