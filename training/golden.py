"""Writes the golden files: the scores of the newsroom under every shipped version, ``python -m training.golden``."""

from __future__ import annotations

import json
from pathlib import Path

from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.scoring import Scorer
from reliability.versions.loader import available_versions

ROOT = Path(__file__).parents[1]
NEWSROOM = ROOT / "fixtures" / "newsroom"
GOLDEN = ROOT / "tests" / "golden"


def golden(version: str) -> dict[str, object]:
    """The version's digest, and for each article of the newsroom its value and its signals' values."""
    scorer = Scorer(version)
    articles = [item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)]
    scores = {str(article.id): scorer.score(article) for article in articles}
    return {
        "digest": scorer.version.digest,
        "scores": {
            name: {"value": score.value, **{signal.name: signal.value for signal in score.signals}}
            for name, score in sorted(scores.items())
        },
    }


def main() -> None:
    """Rewrites the files; the difference is to be read before it is committed."""
    GOLDEN.mkdir(exist_ok=True)
    for version in available_versions():
        text = json.dumps(golden(version), indent=1, sort_keys=True) + "\n"
        (GOLDEN / f"{version}.json").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
