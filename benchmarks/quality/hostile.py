"""What is still found in texts whose letters were disguised, and how far their score moves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.data import DataDir
from benchmarks.figures import Figure, RunContext, bootstrap
from reliability.find import find_attributions, find_hedges, parse
from reliability.scoring import Scorer

# Transforms after which a reader sees nothing odd and that honest texts hold too: no tampering to be reported.
HONEST = frozenset({"nbsp_spaces", "thin_spaces", "curly_quotes", "guillemets", "html_entities"})


def run(data: DataDir, context: RunContext) -> Iterator[Figure]:
    """The ``hostile.*`` figures: recall of each finding of the plain text, reported tampering, change of the score."""
    rows = list(data.rows("hostile", "unicode_evasions"))
    found = [(seen(row["original"], context), seen(row["variant"], context)) for row in rows]
    for index, name in enumerate(("words", "hedges", "attributions", "quotations")):
        counts = [((plain[index] & variant[index]).total(), plain[index].total()) for plain, variant in found]

        def recall(chosen: npt.NDArray[np.int64], counts: list[tuple[int, int]] = counts) -> float:
            kept, known = np.array(counts)[chosen].sum(axis=0).tolist()
            return float(kept / max(1, known))

        low, high = bootstrap(recall, len(counts), samples=300)
        yield Figure(f"hostile.evasions.{name}.recall", recall(np.arange(len(counts))), low, high, len(counts))
    tampered = [row for row in rows if row["transform"] not in HONEST and row["variant"] != row["original"]]
    shown = sum(bool(parse(row["variant"], version=context.version).hidden) for row in tampered)
    yield Figure("hostile.evasions.reported", shown / max(1, len(tampered)), n=len(tampered))
    yield from _score_changes(rows, context)


def seen(text: str, context: RunContext) -> tuple[Counter[Any], Counter[Any], Counter[Any], Counter[Any]]:
    """Words, hedges, attributions and quotations of a text as what they say, without their offsets."""
    document = parse(text, version=context.version)
    return (
        Counter(document.lower),
        Counter((cue.kind, cue.voice) for cue in find_hedges(document, version=context.version)),
        Counter(
            (item.form, item.source_kind, item.speaker) for item in find_attributions(document, version=context.version)
        ),
        Counter((item.closed, item.depth, item.last - item.first) for item in document.quotations),
    )


def _score_changes(rows: Sequence[dict[str, Any]], context: RunContext) -> Iterator[Figure]:
    """All plain sentences as one article, against the same article with one transform at work."""
    scorer = Scorer(context.version)
    plain = {row["group"]: row["original"] for row in rows}
    variants: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        variants[row["transform"]][row["group"]] = row["variant"]
    expected = scorer.score("\n\n".join(plain.values())).value
    changes = {}
    for name, texts in sorted(variants.items()):
        value = scorer.score("\n\n".join(texts.get(group, text) for group, text in plain.items())).value
        changes[name] = 1.0 if value is None or expected is None else abs(value - expected)
    worst = max(changes, key=lambda name: changes[name])
    yield Figure("hostile.evasions.score_change", changes[worst], n=len(changes), note=f"the most, by {worst}")
