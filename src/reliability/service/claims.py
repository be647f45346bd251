"""The claim index behind the service.

SQLite ties a connection to its thread, so the index is opened, used and closed in the one thread of ``Work``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reliability.errors import ReliabilityError
from reliability.index import ClaimIndex
from reliability.report.asdict import score_as_dict
from reliability.report.corpus import alignment_as_dict
from reliability.scoring import Scorer
from reliability.service.refusal import Refusal, error_as_dict
from reliability.service.work import Deadline
from reliability.types import Article


class IndexRoom:
    """One claim index, opened at its first use; every method runs in one and the same thread.

    Args:
        path: the file; made when it is not there.
        scorer: its scoring version finds and compares the claims.
    """

    def __init__(self, path: Path, scorer: Scorer) -> None:
        self.path = path
        self.scorer = scorer
        self._index: ClaimIndex | None = None

    def add(self, records: Sequence[Any], deadline: Deadline) -> dict[str, Any]:
        """For each record whether it is new, or its own error; what was added stays when the time runs out."""
        index = self._open()
        results: list[dict[str, Any]] = []
        for record in records:
            deadline.check()
            if isinstance(record, Refusal):
                results.append({"error": error_as_dict(record.kind, record.message)})
                continue
            try:
                article = Article.from_dict(record)
                results.append({"id": article.id, "added": index.add(article)})
            except ReliabilityError as error:
                results.append({"error": error_as_dict(type(error).__name__, str(error))})
        return {"results": results, "stats": index.stats()}

    def lookup(self, article: Article, days: int | None) -> dict[str, Any]:
        """The score of an article with the agreement of the stored ones, and how the claims stand to one another."""
        found = self._open().lookup(article, days=days)
        score = self.scorer.score(article, agreement=found.agreement)
        articles = [*(Article("", id=name) for name in found.articles), article]
        return {
            "score": score_as_dict(score, article.text),
            "articles": list(found.articles),
            "alignment": alignment_as_dict(articles, found.alignment),
        }

    def close(self) -> None:
        """Closes the file."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def _open(self) -> ClaimIndex:
        if self._index is None:
            self._index = ClaimIndex(self.path, version=self.scorer.version)
        return self._index
