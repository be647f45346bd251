"""Writes the golden files: what every shipped version makes of the newsroom, ``python -m training.golden``."""

from __future__ import annotations

import json
from pathlib import Path

from reliability.corpus import score_corpus
from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.scoring import Scorer
from reliability.types import ClaimCluster, Score
from reliability.versions.loader import available_versions

ROOT = Path(__file__).parents[1]
NEWSROOM = ROOT / "fixtures" / "newsroom"
GOLDEN = ROOT / "tests" / "golden"


def golden(version: str) -> dict[str, object]:
    """The version's digest, and what it makes of the newsroom.

    ``scores``: each article alone, its value and its signals' values. ``corpus``: all together, each article's value and
    agreement, and of each cluster of claims where they stand, how many origins stand behind it and whether they conflict.
    """
    scorer = Scorer(version)
    articles = [item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)]
    together = score_corpus(articles, version=version)
    names = [str(article.id) for article in articles]
    return {
        "digest": scorer.version.digest,
        "scores": {name: _values(scorer.score(article)) for name, article in sorted(zip(names, articles, strict=True))},
        "corpus": {
            "scores": {
                name: {"value": score.value, "agreement": _values(score)["agreement"]}
                for name, score in sorted(zip(names, together.scores, strict=True))
            },
            "clusters": sorted(_cluster(cluster, names) for cluster in together.alignment.clusters),
        },
    }


def _values(score: Score) -> dict[str, float | None]:
    return {"value": score.value, **{signal.name: signal.value for signal in score.signals}}


def _cluster(cluster: ClaimCluster, names: list[str]) -> str:
    """One line: where each claim stands, origins, conflicts."""
    places = sorted(f"{names[claim.article]}:{claim.span.start}-{claim.span.end}" for claim in cluster.claims)
    return f"{' '.join(places)}; origins {cluster.origins}; conflicts {len(cluster.conflicts)}"


def main() -> None:
    """Rewrites the files; the difference is to be read before it is committed."""
    GOLDEN.mkdir(exist_ok=True)
    for version in available_versions():
        text = json.dumps(golden(version), indent=1, sort_keys=True) + "\n"
        (GOLDEN / f"{version}.json").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
