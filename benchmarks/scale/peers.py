"""The same planted sentences through datasketch, sparse-dot-topn, RapidFuzz and DuckDB, where they finish."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits, sizes
from benchmarks.scale.candidates import recall
from benchmarks.scale.child import Clock, measure
from benchmarks.scale.sentences import sentences
from reliability.claims.candidates import BULK_RAREST, encode_texts, rare_keys, rarest_by_count

LARGEST = {"datasketch": 100_000, "sparse_dot_topn": 100_000, "rapidfuzz": 10_000, "duckdb": 1_000_000}
_THRESHOLD = 0.5


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.peers.*``; each peer up to the size that it is known to finish in minutes."""
    for peer, largest in LARGEST.items():
        if find_spec(peer) is None:
            yield Unavailable(f"scale.peers.{peer}", "not installed; type: pip install 'reliability[bench]'")
            continue
        for count in sizes(1_000, min(limits.claims, largest)):
            key = f"scale.peers.{peer}.{count}"
            try:
                found = measure(key, f"peers:with_{peer}", count, seconds=min(limits.seconds, 900.0))
            except Unavailable as reason:
                yield reason
                break
            yield Figure(f"{key}.cpu_s", found.cpu, n=count, note=f"{found.memory:.0f} MB")
            yield Figure(f"{key}.planted_recall", found.answer["recall"], n=found.answer["planted"])


def with_datasketch(count: int) -> dict[str, Any]:
    """MinHash with 64 permutations and locality-sensitive hashing over words."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    rows, planted = sentences(count)
    clock = Clock()
    index = MinHashLSH(threshold=_THRESHOLD, num_perm=64)
    found = []
    for number, row in enumerate(rows):
        sketch = MinHash(num_perm=64)
        sketch.update_batch([word.encode() for word in set(row.lower().split())])
        found += [(int(other), number) for other in index.query(sketch)]
        index.insert(str(number), sketch)
    return {"timed": clock.taken(), **recall(_pairs(found), planted, len(rows))}


def with_sparse_dot_topn(count: int) -> dict[str, Any]:
    """Top ten products of TF-IDF vectors over words."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415

    rows, planted = sentences(count)
    clock = Clock()
    vectors = TfidfVectorizer().fit_transform(rows).tocsr()
    product = sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=10, threshold=_THRESHOLD).tocoo()
    upper = product.row < product.col
    pairs = np.stack((product.row[upper], product.col[upper]), axis=1).astype(np.int64)
    return {"timed": clock.taken(), **recall(pairs, planted, len(rows))}


def with_rapidfuzz(count: int) -> dict[str, Any]:
    """All pairs by token_set_ratio, in blocks of rows."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    rows, planted = sentences(count)
    clock = Clock()
    found = []
    for start in range(0, len(rows), 500):
        scores = process.cdist(rows[start : start + 500], rows, scorer=fuzz.token_set_ratio, score_cutoff=80, workers=1)
        a, b = np.nonzero(scores)
        upper = a + start < b
        found.append(np.stack((a[upper] + start, b[upper]), axis=1))
    pairs = np.concatenate(found).astype(np.int64)
    return {"timed": clock.taken(), **recall(pairs, planted, len(rows))}


def with_duckdb(count: int) -> dict[str, Any]:
    """Our keys joined by DuckDB within 1 GB; the keys are made by us, and timed with it."""
    import duckdb  # noqa: PLC0415

    rows, planted = sentences(count)
    clock = Clock()
    encoded = encode_texts(rows)
    keys, owners = rare_keys(encoded, rarest_by_count(encoded), rarest=BULK_RAREST)
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as base:
        base.register("made", {"key": keys, "owner": owners})
        base.execute("CREATE TABLE keys AS SELECT key, owner FROM made")
        base.execute(
            "CREATE TABLE small AS SELECT key, owner FROM keys SEMI JOIN"
            " (SELECT key FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND 24) USING (key)"
        )
        answer = base.execute(
            "SELECT DISTINCT a.owner AS x, b.owner AS y FROM small a JOIN small b USING (key) WHERE a.owner < b.owner"
        ).fetchnumpy()
    pairs = np.stack((answer["x"], answer["y"]), axis=1)
    return {"timed": clock.taken(), **recall(pairs, planted, len(rows))}


def _pairs(found: list[tuple[int, int]]) -> npt.NDArray[np.int64]:
    return np.array(found, dtype=np.int64).reshape(-1, 2)
