"""The three functions of the seam on Spark: map batches, candidate edges, components."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - PySpark's own abbreviation

from reliability.engine.seam import connected, edges_of_part
from reliability.spark.frame import answers, rows_of

DRIVER_EDGES = 20_000_000  # joined on the driver up to here: 320 MB of edges and some seconds, as measured
EDGES = "a long, b long, shared long"

Rows = Iterator[dict[str, Any]]
Step = Callable[[Rows], Iterable[tuple[Any, ...]]]


class SparkEngine:
    """A cluster, or local threads of Spark; the same functions as `reliability.engine.seam.LocalEngine`.

    Args:
        driver_edges: number of edges up to which components are found on the driver; iterative joins above.
    """

    def __init__(self, *, driver_edges: int = DRIVER_EDGES) -> None:
        self.driver_edges = driver_edges

    def map_batches(self, step: Step, rows: DataFrame, schema: str) -> DataFrame:
        """The rows that ``step`` makes of the rows of each partition, in order."""

        def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            return answers(schema, step(rows_of(batches)))

        return rows.mapInArrow(run, schema)

    def map_groups(self, step: Step, rows: DataFrame, schema: str, *, by: str, order: tuple[str, ...]) -> DataFrame:
        """The same after rows with equal ``by`` were brought together and sorted by it and ``order``."""
        return self.map_batches(step, rows.repartition(by).sortWithinPartitions(by, *order), schema)

    def candidate_edges(
        self, rows: DataFrame, *, largest: int, counted: bool = False, stars: bool = False
    ) -> DataFrame:
        """Edges ``a < b`` between owners that share a key, with the number of shared keys when ``counted``, else 1.

        Args:
            rows: ``key`` and ``owner``, both long, each pair once.
            largest, stars: see `reliability.engine.seam.LocalEngine.candidate_edges`.
        """

        def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            held = list(batches)
            if not held:
                return
            keys, owners = (
                np.concatenate([batch.column(place).to_numpy(zero_copy_only=False) for batch in held])
                for place in (0, 1)
            )
            edges, shared = edges_of_part(keys.view(np.uint64), owners, largest=largest, counted=counted, stars=stars)
            columns = [edges >> 32, edges & 0xFFFF_FFFF, shared]
            for start in range(0, len(edges), 1 << 16):
                yield pa.RecordBatch.from_arrays(
                    [pa.array(column[start : start + (1 << 16)]) for column in columns], names=["a", "b", "shared"]
                )

        # all rows of a key meet in one partition, which then does what one machine does with one part
        found = rows.select("key", "owner").repartition("key").mapInArrow(run, EDGES)
        total = F.sum("shared") if counted else F.max("shared")
        return found.groupBy("a", "b").agg(total.alias("shared"))

    def components(self, edges: DataFrame) -> DataFrame:
        """``item`` and ``label``, the smallest number in its connected component, for every end of an edge.

        Args:
            edges: ``a`` and ``b``, both long.
        """
        edges = edges.select("a", "b").where("a <> b").persist()
        try:
            if edges.count() > self.driver_edges:
                return _by_stars(edges)
            table = edges.toArrow()
        finally:
            edges.unpersist()
        ends = np.stack([table.column(name).to_numpy() for name in ("a", "b")], axis=1).reshape(-1, 2)
        items, places = np.unique(ends, return_inverse=True)
        labels = items[connected(len(items), places.reshape(-1, 2))] if len(items) else items
        answer = pa.table({"item": pa.array(items, pa.int64()), "label": pa.array(labels, pa.int64())})
        return edges.sparkSession.createDataFrame(answer)


def _by_stars(edges: DataFrame) -> DataFrame:
    """Components by alternating large and small stars until nothing moves; each round is two joins' worth of shuffle.

    Reference: Kiveris et al., SOCC 2014, doi:10.1145/2670979.2670997.
    """
    links = edges.select(F.greatest("a", "b").alias("u"), F.least("a", "b").alias("v")).distinct()
    before = (-1, -1)
    while True:
        both = links.unionByName(links.select(F.col("v").alias("u"), F.col("u").alias("v")))
        smallest = both.groupBy("u").agg(F.least(F.min("v"), F.col("u")).alias("m"))
        large = both.join(smallest, "u").where("v > u").select(F.col("v").alias("u"), F.col("m").alias("v"))
        lower = large.where("u <> v").distinct()
        smallest = lower.groupBy("u").agg(F.min("v").alias("m"))
        small = lower.join(smallest, "u").select(F.col("v").alias("u"), F.col("m").alias("v"))
        links = small.unionByName(smallest.select("u", F.col("m").alias("v"))).where("u <> v").distinct()
        links = links.localCheckpoint()
        state = links.agg(F.count("*"), F.sum(F.hash("u", "v").cast("long"))).first()
        now = (int(state[0]), int(state[1] or 0)) if state else (0, 0)
        if now == before:
            break
        before = now
    # now every link goes to the smallest of its component
    roots = links.select(F.col("v").alias("item"), F.col("v").alias("label")).distinct()
    return links.select(F.col("u").alias("item"), F.col("v").alias("label")).unionByName(roots)
