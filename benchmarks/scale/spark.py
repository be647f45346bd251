"""Spark on local threads against the local engine, on the same articles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from benchmarks.events import Newsroom
from benchmarks.figures import Figure, Unavailable
from benchmarks.scale import Limits
from benchmarks.scale.child import Clock, measure

ARTICLES = 3_333  # 100,000 claims


def run(limits: Limits) -> Iterator[Figure | Unavailable]:
    """``scale.spark.*``: articles to scores and clusters with two cores each."""
    if find_spec("pyspark") is None:
        yield Unavailable("scale.spark", "not installed; type: pip install 'reliability[spark]'")
        return
    count = min(ARTICLES, limits.articles)
    try:
        local = measure("scale.spark.local", "spark:local", count, seconds=limits.seconds)
        spark = measure("scale.spark.cluster", "spark:on_spark", count, seconds=limits.seconds)
    except Unavailable as reason:
        yield reason
        return
    yield Figure("scale.spark.local_wall_s", local.wall, n=count)
    yield Figure("scale.spark.wall_s", spark.wall, n=count, note="without the start of the session")
    yield Figure("scale.spark.against_local", spark.wall / local.wall, n=count)
    yield Figure("scale.spark.equal", float(spark.answer["digest"] == local.answer["digest"]), n=count)


def local(count: int) -> dict[str, Any]:
    """The local engine with two processes."""
    from reliability.claims.origins import key_of  # noqa: PLC0415
    from reliability.corpus import stream_corpus  # noqa: PLC0415
    from reliability.engine.codec import pair_row  # noqa: PLC0415

    clock = Clock()
    with stream_corpus(Newsroom(1).articles(count), workers=2) as found:
        scores = [score.value for score in found.scores()]
        clusters = []
        for cluster in found.clusters():
            articles = {claim.article for pair in cluster.conflicts for claim in (pair.a, pair.b)}
            known = {number: found.claims(number) for number in articles.union(cluster.articles)}
            places = {key_of(claim): place for claims in known.values() for place, claim in enumerate(claims)}
            conflicts = [
                [*pair_row(pair, places[key_of(pair.a)], places[key_of(pair.b)])[:6], list(pair.reasons), pair.slot]
                for pair in cluster.conflicts
            ]
            members = [[claim.article, places[key_of(claim)]] for claim in cluster.claims]
            clusters.append([members, cluster.origins, list(cluster.articles), conflicts])
    return {"timed": clock.taken(), "digest": _digest(scores, clusters)}


def on_spark(count: int) -> dict[str, Any]:
    """Spark with two threads, each with a Python process."""
    from reliability import spark as engine  # noqa: PLC0415
    from reliability.engine.codec import unpack  # noqa: PLC0415
    from reliability.spark.frame import FIELDS  # noqa: PLC0415

    session = engine.local_session(cores=2, memory="3g", partitions=8)
    session.sparkContext.setLogLevel("ERROR")
    session.range(1).count()
    clock = Clock()
    rows = [tuple(getattr(article, field) for field in FIELDS) for article in Newsroom(1).articles(count)]
    table = session.createDataFrame(rows, ", ".join(f"{field} string" for field in FIELDS)).repartition(8)
    with engine.score_corpus(table) as run:
        scores = [row["value"] for row in run.scores.select("number", "value").orderBy("number").collect()]
        order = ("articles_count", "claims_count", "article", "start")
        found = sorted(run.clusters.collect(), key=lambda r: (-r[order[0]], -r[order[1]], r[order[2]], r[order[3]]))
        clusters = [unpack(bytes(row["cluster"])) for row in found]
    taken = clock.taken()
    session.stop()
    return {"timed": taken, "digest": _digest(scores, clusters)}


def _digest(scores: list[float | None], clusters: list[Any]) -> str:
    return hashlib.sha256(json.dumps([scores, clusters]).encode()).hexdigest()
