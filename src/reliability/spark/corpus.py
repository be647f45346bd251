"""A corpus on Spark: the steps of the local engine, with joins where one machine reads files."""

from __future__ import annotations

from functools import reduce
from types import TracebackType
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - PySpark's own abbreviation

from reliability.claims.candidates import HOTTEST
from reliability.claims.codec import claims_of_whole
from reliability.claims.standins import LARGEST, LEAST
from reliability.claims.syndication import CREDITED, FEWEST
from reliability.claims.syndication import HOTTEST as HOTTEST_GRAM
from reliability.corpus import CorpusScore
from reliability.engine.codec import read_agreement, read_article, read_line, read_pair, unpack
from reliability.engine.library import claims_in, house_in
from reliability.errors import InputError
from reliability.find import Version
from reliability.outlets import outlet_reliability
from reliability.scoring import Scorer
from reliability.spark import steps
from reliability.spark.engine import DRIVER_EDGES, SparkEngine
from reliability.spark.frame import article_columns
from reliability.spark.kit import Kit
from reliability.types import Claim, ClaimAlignment, ClaimCluster, House, Syndication


def align_claims(
    df: DataFrame, version: Version = None, *, apart: str | None = None, driver_edges: int = DRIVER_EDGES
) -> SparkAlignment:
    """How the claims of the articles stand to one another, as DataFrames that are worked out when they are asked for.

    Args:
        df: one article a row as in `score_dataframe`, with an ``id`` that no other article has.
        version: scoring version by name or folder; the default version for None.
        apart: a column, such as the language or the week; articles of different values are never compared.
        driver_edges: number of joining pairs up to which components are found on the driver.

    Raises:
        InputError: no column ``text`` or ``id``, or two articles with one id.
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.
    """
    return SparkAlignment(df, version, apart=apart, driver_edges=driver_edges)


def score_corpus(
    df: DataFrame, version: Version = None, *, apart: str | None = None, driver_edges: int = DRIVER_EDGES
) -> SparkCorpus:
    """The same with the score of each article; byte for byte those of `reliability.score_corpus`.

    Articles have the order of ``apart`` and ``id``. For the arguments and errors see `align_claims`.
    """
    return SparkCorpus(df, version, apart=apart, driver_edges=driver_edges)


class SparkAlignment:
    """Aligned claims on Spark; a context that gives the cached intermediate tables back.

    Attributes:
        studied: what each article says, by ``number``; ``id`` is the caller's.
        copies: who copies whom.
        compared: two articles a row with the pairs of their claims, packed; see `pairs`.
    """

    def __init__(
        self, df: DataFrame, version: Version, *, apart: str | None = None, driver_edges: int = DRIVER_EDGES
    ) -> None:
        if "id" not in df.columns:
            raise InputError(f"a corpus needs a column 'id'; its columns: {', '.join(df.columns)}")
        self._kit = Kit(df.sparkSession, version)
        self._engine = SparkEngine(driver_edges=driver_edges)
        self._held: list[DataFrame] = []
        self.studied = self._study(df, apart)
        # checkpoints, not caches: plans that hold these many times over would take minutes to be made
        self._near = self._find_near().localCheckpoint()
        self._stands = self._find_stand_ins().localCheckpoint()
        self._following = bool(self._stands.limit(1).count())
        self.copies = self._hold(self._find_copies())
        self.compared = self._hold(self._compare())
        self._clusters: DataFrame | None = None

    def __enter__(self) -> Any:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives cached tables back."""
        for table in self._held:
            table.unpersist()
        self._held = []

    def _hold(self, table: DataFrame) -> DataFrame:
        self._held.append(table.persist())
        return table

    def _study(self, df: DataFrame, apart: str | None) -> DataFrame:
        """Each article by itself, numbered in the order of ``apart`` and ``id``."""
        salt = F.lit(None).cast("string") if apart is None else F.col(apart).cast("string")
        articles = article_columns(df.withColumn("apart", salt), "apart").orderBy("apart", "id")
        found = self._hold(self._engine.map_batches(steps.StudyStep(self._kit), articles, steps.STUDIED))
        sizes = {row["part"]: row["size"] for row in found.groupBy("part").agg(F.count("*").alias("size")).collect()}
        twice = found.groupBy("apart", "id").count().where("count > 1").limit(1).collect()
        if twice:
            raise InputError(f"two articles of the corpus have the id {twice[0]['id']!r}")
        first, starts = 0, []
        for part in sorted(sizes):
            starts.append((part, first))
            first += sizes[part]
        table = found.sparkSession.createDataFrame(starts or [(0, 0)], "part int, first long")
        return found.join(F.broadcast(table), "part").withColumn("number", F.col("first") + F.col("place"))

    def _find_near(self) -> DataFrame:
        """Articles that are one text, as rows of `reliability.claims.standins.near_rows`."""
        rows = self.studied.select(F.explode("texts").alias("key"), F.col("number").alias("owner"))
        edges = self._engine.candidate_edges(rows, largest=LARGEST, counted=True, stars=True)
        known = self.studied.select("number", F.size("texts").alias("texts"))
        wide = _with_side(_with_side(edges, known, "a"), known, "b")
        wide = wide.withColumn("smaller", F.least("a_texts", "b_texts"))
        near = (F.col("smaller") >= LEAST) & (10 * F.col("shared") >= 6 * F.greatest("a_texts", "b_texts"))
        return wide.where(near).select("a", "b", "shared", "smaller")

    def _find_stand_ins(self) -> DataFrame:
        """The articles that follow others, and whom."""
        labels = self._engine.components(self._near)
        edges = self._near.join(labels, F.col("a") == F.col("item"))
        edges = edges.select("label", "a", "b", F.lit(None).cast("array<long>").alias("texts"))
        texts = self.studied.join(labels, F.col("number") == F.col("item"))
        texts = texts.select("label", F.col("number").alias("a"), F.lit(None).cast("long").alias("b"), "texts")
        rows = edges.unionByName(texts)
        return self._engine.map_groups(steps.stands_step, rows, steps.STANDS, by="label", order=("a", "b"))

    def _find_copies(self) -> DataFrame:
        rows = self.studied.select(F.explode("grams").alias("key"), F.col("number").alias("owner"))
        edges = self._engine.candidate_edges(rows, largest=HOTTEST_GRAM, counted=True)
        known = self.studied.select("number", "outlet", "credits", "stamp", F.size("grams").alias("size"))
        smaller = F.least("a_size", "b_size")
        wide = _with_side(_with_side(edges, known, "a"), known, "b")
        wide = wide.where((smaller >= FEWEST) & (F.col("shared") >= CREDITED * smaller * 0.999))
        copies = self._engine.map_batches(steps.copies_step, wide, steps.COPIES)
        return self._with_near_copies(copies.localCheckpoint(), known) if self._following else copies

    def _with_near_copies(self, copies: DataFrame, known: DataFrame) -> DataFrame:
        """The copies with those of articles that are one text though too many share its grams."""
        leaders = self._stands.where("place = 0").select("leader").distinct()
        near = [self._near.join(leaders, F.col(side) == F.col("leader"), "left_semi") for side in ("a", "b")]
        more = near[0].unionByName(near[1]).distinct().join(copies, ["a", "b"], "left_anti")
        wide = _with_side(_with_side(more, known, "a"), known, "b")
        return copies.unionByName(self._engine.map_batches(steps.near_copies_step, wide, steps.COPIES))

    def _compare(self) -> DataFrame:
        rows = self.studied.select(F.explode("keys").alias("key"), F.col("number").alias("owner"))
        if self._following:
            rows = rows.join(self._stands, F.col("owner") == F.col("number"), "left_anti")
        edges = self._engine.candidate_edges(rows, largest=HOTTEST).select("a", "b")
        if self._following:
            edges = edges.unionByName(self._stands.select(F.col("leader").alias("a"), F.col("number").alias("b")))
        known = self.studied.select("number", "claims")
        wide = _with_side(_with_side(edges, known, "a"), known, "b")
        step = steps.CompareStep(self._kit)
        compared = self._engine.map_groups(step, wide, steps.COMPARED, by="a", order=("b",))
        return self._with_echoes(compared.localCheckpoint()).localCheckpoint() if self._following else compared

    def _with_echoes(self, compared: DataFrame) -> DataFrame:
        """The compared articles with the pairs that articles have because they repeat claims of others that they follow."""
        claims = self.studied.select(F.col("number").alias("article"), "claims")
        follows = self._stands.select("number", "leader")
        both = compared.select(F.col("a").alias("leader"), F.col("b").alias("third"), "rows").unionByName(
            compared.select(F.col("b").alias("leader"), F.col("a").alias("third"), "rows")
        )
        met = both.join(follows, "leader")
        own = met.where("number = third")
        among = follows.select("number", F.col("leader").alias("third"))
        followers = follows.select(F.col("number").alias("third"))
        thirds = met.join(followers, "third", "left_anti").join(among, ["number", "third"], "left_anti")
        ends = [
            table.select("number", F.col(name).alias("article"))
            for table, name in ((own, "leader"), (own, "number"), (thirds, "third"))
        ]
        rows = [
            own.select(*_row("number", "own", "leader", None, "rows")),
            thirds.select(*_row("number", "third", "third", "leader", "rows")),
            _union(ends)
            .distinct()
            .join(claims, "article")
            .select(*_row("number", "claims", "article", None, "claims")),
            self._stand_rows("number"),
        ]
        step = steps.EchoStep(self._kit)
        found = self._engine.map_groups(step, _union(rows), steps.COMPARED, by="owner", order=("kind", "x", "y"))
        return compared.unionByName(found)

    def _stand_rows(self, owner: str, owned: DataFrame | None = None) -> DataFrame:
        """Who follows whom, under the follower or under those that own it."""
        table = self._stands.withColumn("y", F.col("leader") * steps.ROOM + F.col("place"))
        table = table if owned is None else owned.join(table, "number")
        return table.select(*_row(owner, "stand", "number", "y"))

    @property
    def clusters(self) -> DataFrame:
        """Clusters with what they are sorted by, those of most articles first when sorted so; ``cluster`` is packed."""
        if self._clusters is None:
            self._clusters = self._hold(self._cluster())
        return self._clusters

    def _cluster(self) -> DataFrame:
        pairs = self._hold(self._engine.map_batches(steps.deciding_step, self.compared, steps.DECIDING))
        labels = self._hold(
            self._engine.components(
                pairs.where("joins = 1").select(F.col("first").alias("a"), F.col("second").alias("b"))
            )
        )
        ends = [pairs.join(labels, pairs[side] == labels["item"]).drop("item") for side in ("first", "second")]
        met = ends[0].unionByName(ends[1]).dropDuplicates(["label", "first", "second"])
        claims = self.studied.select("number", "claims")
        articles = met.select("label", F.explode(F.array("a", "b")).alias("number")).distinct()
        owned = labels.select("label", F.expr(f"item div {steps.ROOM}").alias("number")).distinct()
        rows = [
            labels.select(*_row("label", "member", "item")),
            met.select(*_row("label", "pair", "first", "second", "row")),
            articles.join(claims, "number").select(*_row("label", "claims", "number", None, "claims")),
            owned.join(self._copy_rows(), "number").distinct().select(*_row("label", "copy", "a", "b", "payload")),
        ]
        if self._following:
            rows.append(self._stand_rows("label", owned))
        return self._engine.map_groups(
            steps.ClusterStep(self._kit), _union(rows), steps.CLUSTERS, by="owner", order=("kind", "x", "y")
        )

    def _copy_rows(self) -> DataFrame:
        """Each syndication under both its articles, with what is known of it as JSON in ``payload``."""
        packed = self._engine.map_batches(_pack_copies, self.copies, "a long, b long, payload binary")
        return packed.select("a", "b", "payload", F.explode(F.array("a", "b")).alias("number"))

    def alignment(self) -> ClaimAlignment:
        """Everything in memory of the driver, for corpora that fit."""
        claims = self._all_claims()
        pairs = [
            read_pair(row, claims[row[0]][row[1]], claims[row[2]][row[3]])
            for found in _sorted(self.compared, "a", "b")
            for row in unpack(found["rows"])
        ]
        order = ("articles_count", "claims_count", "article", "start")
        rows = sorted(
            _sorted(self.clusters, *order), key=lambda r: (-r[order[0]], -r[order[1]], r[order[2]], r[order[3]])
        )
        clusters = []
        for found in rows:
            members, origins, articles, conflicts, ties = unpack(found["cluster"])
            clusters.append(
                ClaimCluster(
                    tuple(claims[article][place] for article, place in members),
                    origins,
                    tuple(articles),
                    tuple(read_pair(r, claims[r[0]][r[1]], claims[r[2]][r[3]]) for r in conflicts),
                    tuple(ties),
                )
            )
        copies = tuple(
            Syndication(row["a"], row["b"], row["containment"], tuple(row["reasons"]), row["origin"])
            for row in _sorted(self.copies, "a", "b")
        )
        flat = tuple(claim for number in sorted(claims) for claim in claims[number])
        return ClaimAlignment(flat, tuple(pairs), tuple(clusters), copies, self._all_houses())

    def _all_houses(self) -> tuple[House, ...]:
        if not self._kit.scorer().detectors.matcher.houses:
            return ()
        return tuple(house_in(row["claims"]) for row in _sorted(self.studied.select("number", "claims"), "number"))

    def _all_claims(self) -> dict[int, tuple[Claim, ...]]:
        return {
            row["number"]: claims_of_whole(claims_in(row["claims"]), row["number"])
            for row in _sorted(self.studied.select("number", "claims"), "number")
        }


class SparkCorpus(SparkAlignment):
    """Aligned claims and scores on Spark."""

    def __init__(
        self, df: DataFrame, version: Version, *, apart: str | None = None, driver_edges: int = DRIVER_EDGES
    ) -> None:
        super().__init__(df, version, apart=apart, driver_edges=driver_edges)
        self._scores: DataFrame | None = None

    @property
    def scores(self) -> DataFrame:
        """``number`` and the columns of `score_dataframe`, with the agreement of the other articles."""
        if self._scores is None:
            self._scores = self._hold(self._score())
        return self._scores

    def _score(self) -> DataFrame:
        sides = self.compared.select(F.explode(F.array("a", "b")).alias("owner"), "a", "b", "rows")
        own = self.studied.select(F.col("number").alias("owner"), F.col("number"))
        met = sides.select("owner", F.explode(F.array("a", "b")).alias("number")).unionByName(own).distinct()
        origins = self._engine.components(self.copies)
        known = self.studied
        rows = [
            sides.select(*_row("owner", "packed", "a", "b", "rows")),
            met.join(known.select("number", "claims"), "number").select(
                *_row("owner", "claims", "number", None, "claims")
            ),
            met.join(self._copy_rows(), "number")
            .dropDuplicates(["owner", "a", "b"])
            .select(*_row("owner", "copy", "a", "b", "payload")),
            met.join(origins, F.col("number") == F.col("item")).select(*_row("owner", "origin", "number", "label")),
            known.select(*_row("number", "measured", "number", None, "measured")),
            known.select(*_row("number", "article", "number", None, "article")),
        ]
        return self._engine.map_groups(
            steps.ScoreStep(self._kit), _union(rows), steps.STANDINGS, by="owner", order=("kind", "x", "y")
        )

    def collect(self) -> CorpusScore:
        """Everything in memory of the driver, for corpora that fit; equal to `reliability.score_corpus`."""
        alignment = self.alignment()
        claims: dict[int, list[Claim]] = {}
        for claim in alignment.claims:
            claims.setdefault(claim.article, []).append(claim)
        scorer: Scorer = self._kit.scorer()
        standing = {
            row["number"]: unpack(row["agreement"]) for row in self.scores.select("number", "agreement").collect()
        }
        from reliability.engine.codec import read_measured  # noqa: PLC0415

        articles, scores, agreements, lines = [], [], [], []
        for row in _sorted(self.studied.select("number", "article", "measured"), "number"):
            number = row["number"]
            measured, kinds = unpack(row["measured"])
            agreement = read_agreement(standing[number], number, lambda n: claims.get(n, []))
            articles.append(read_article(unpack(row["article"])))
            scores.append(scorer.finish(scorer.with_agreement(read_measured(measured), agreement)))
            agreements.append(agreement)
            lines.append(tuple(read_line(item) for item in kinds))
        outlets = outlet_reliability(articles, alignment)
        return CorpusScore(tuple(scores), alignment, tuple(agreements), tuple(outlets), tuple(lines))


def _pack_copies(rows: steps.Rows) -> steps.Answer:
    for row in rows:
        yield (row["a"], row["b"], steps.plain([row["containment"], row["origin"], row["reasons"]]))


def _with_side(edges: DataFrame, known: DataFrame, side: str) -> DataFrame:
    """The edges with what is known of one end, its columns prefixed by the side."""
    renamed = known.select(F.col("number").alias(side), *(F.col(c).alias(f"{side}_{c}") for c in known.columns[1:]))
    return edges.join(renamed, side)


def _row(owner: str, kind: str, x: str, y: str | None = None, payload: str | None = None) -> list[Any]:
    """The columns that `reliability.spark.steps.Gathered` reads."""
    empty = F.lit(None)
    return [
        F.col(owner).alias("owner"),
        F.lit(kind).alias("kind"),
        F.col(x).alias("x"),
        (F.col(y) if y else empty.cast("long")).alias("y"),
        (F.col(payload) if payload else empty.cast("binary")).alias("payload"),
    ]


def _union(tables: list[DataFrame]) -> DataFrame:
    return reduce(DataFrame.unionByName, tables)


def _sorted(table: DataFrame, *columns: str) -> list[dict[str, Any]]:
    found: pa.Table = table.toArrow()
    return sorted(found.to_pylist(), key=lambda row: tuple(row[name] for name in columns))
