"""The command line: score articles, compare reports, list scoring versions."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from reliability.cli.index import app as index_app
from reliability.cli.terminal import (
    USAGE_ERROR,
    Output,
    Paths,
    Reader,
    VersionOption,
    print_scores,
    progress_bar,
    render,
)
from reliability.errors import InputError, MissingExtraError, ReliabilityError
from reliability.io.record import Record
from reliability.report.asdict import score_as_dict, to_json
from reliability.report.table import (
    comparison_tables,
    corpus_table,
    pairs_table,
    versions_table,
)
from reliability.scoring import Scorer
from reliability.types import Article, Score

app = typer.Typer(
    name="reliability",
    help=(
        "Scores how reliably a news article is REPORTED: hedging, attribution, internal duplication and agreement with "
        "other reports, each figure with the passages behind it. It never says that an article is false."
    ),
    epilog="Start with: reliability demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
versions_app = typer.Typer(
    help="List scoring versions, or show one with its weights and sources.", no_args_is_help=False
)
app.add_typer(versions_app, name="versions")
app.add_typer(index_app, name="index")


class Format(StrEnum):
    """How results are written to standard output."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Output format.")]
WorkersOption = Annotated[
    int, typer.Option("--workers", "-j", min=0, help="Processes that share the work; 0 for one on each core.")
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")]


class ScoreFormat(StrEnum):
    """How scores are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"


@app.command()
def score(
    paths: Paths,
    form: Annotated[
        ScoreFormat | None, typer.Option("--format", "-f", help="Output format; else by -o, else a table.")
    ] = None,
    version: VersionOption = None,
    output: OutputOption = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue the JSON Lines in -o after a kill.")] = False,
    workers: WorkersOption = 1,
) -> None:
    """Score each article by itself.

    Examples:

      reliability score article.txt

      reliability score --format jsonl articles.jsonl > scores.jsonl

      reliability score --workers 0 --resume -o scores.jsonl articles.jsonl

      reliability score -o scores.csv crawl.warc.gz feed.rss

      cat article.html | reliability score --format html - > report.html
    """
    form = form or _format_of(output)
    scorer = Scorer(version)
    reader = Reader(paths)
    if resume or (form is ScoreFormat.JSONL and output is not None):
        if form is not ScoreFormat.JSONL or output is None:
            raise InputError("--resume continues JSON Lines in a file; give -o FILE.jsonl")
        _append_lines(output, scorer, reader, resume=resume, workers=workers)
    elif form is ScoreFormat.PARQUET:
        if output is None:
            raise InputError("Parquet is written to a file; give -o FILE.parquet")
        from reliability.report.flat import columns_of  # noqa: PLC0415
        from reliability.report.tables import write_parquet  # noqa: PLC0415 - pyarrow loads on use

        write_parquet((result for _, result in _scored(scorer, reader, workers)), columns_of(scorer), output)
    else:
        with Output(output) as out:
            _write_scores(out, form, scorer, _scored(scorer, reader, workers))
    reader.close()


def _format_of(output: Path | None) -> ScoreFormat:
    suffix = output.suffix.lower().lstrip(".") if output else ""
    known = {"ndjson": "jsonl", "pq": "parquet", "htm": "html"}
    name = known.get(suffix, suffix)
    return ScoreFormat(name) if name in {item.value for item in ScoreFormat} else ScoreFormat.TABLE


def _scored(scorer: Scorer, records: Iterable[Record], workers: int) -> Iterator[tuple[Record, Score]]:
    """Each record with its score, in order; records wait only as long as their scores."""
    waiting: deque[Record] = deque()

    def articles() -> Iterator[Article]:
        for record in records:
            waiting.append(record)
            yield record.article

    for result in scorer.score_many(articles(), workers=workers or None):
        yield waiting.popleft(), result


def _append_lines(output: Path, scorer: Scorer, reader: Reader, *, resume: bool, workers: int) -> None:
    from reliability.io.resume import skip_finished  # noqa: PLC0415

    resume = resume and output.exists()
    if resume and not output.is_file():
        raise InputError(f"--resume continues a file of results; {output} is none")
    with output.open("r+b" if resume else "wb") as stream, progress_bar() as progress:
        task = progress.add_task("scoring", total=None)
        records: Iterable[Record] = progress.track(reader, task_id=task)
        if resume:
            records = skip_finished(stream, records, scorer.score("").identity)
        for record, score in _scored(scorer, records, workers):
            stream.write((to_json(score_as_dict(score, record.article.text)) + "\n").encode("ascii"))


def _write_scores(out: Any, form: ScoreFormat, scorer: Scorer, scored: Iterable[tuple[Record, Score]]) -> None:
    if form is ScoreFormat.JSONL:
        for record, result in scored:
            out.write(to_json(score_as_dict(result, record.article.text)) + "\n")
    elif form is ScoreFormat.JSON:
        out.write(to_json([score_as_dict(result, record.article.text) for record, result in scored], indent=1) + "\n")
    elif form is ScoreFormat.CSV:
        from reliability.report.flat import columns_of  # noqa: PLC0415
        from reliability.report.tables import write_csv  # noqa: PLC0415

        write_csv((result for _, result in scored), columns_of(scorer), out)
    elif form is ScoreFormat.HTML:
        from reliability.counterfactual import counterfactuals  # noqa: PLC0415
        from reliability.report.html import articles_page  # noqa: PLC0415 - jinja2 loads on use

        rows = [(record.article, result, scorer.lines(record.article)) for record, result in scored]
        changes = counterfactuals(rows[0][0], version=scorer.version) if len(rows) == 1 else ()
        out.write(articles_page(rows, changes=changes))
    else:
        print_scores(out, list(scored))


@app.command()
def explain(paths: Paths, form: FormatOption = Format.TABLE, version: VersionOption = None) -> None:
    """Say what would change the score of each article most: one thing about its reporting otherwise at a time.

    Examples:

      reliability explain article.txt

      reliability explain --format jsonl articles.jsonl
    """
    from reliability.counterfactual import counterfactuals  # noqa: PLC0415
    from reliability.report.asdict import counterfactuals_as_dict  # noqa: PLC0415
    from reliability.report.table import counterfactual_table  # noqa: PLC0415

    if form is Format.HTML:
        raise InputError("explain writes a table, json or jsonl; reliability score --format html shows it on the page")
    scorer = Scorer(version)
    reader = Reader(paths)
    with Output(None) as out:
        for record, result in _scored(scorer, reader, 1):
            found = counterfactuals(record.article, version=scorer.version)
            if form is Format.TABLE:
                render(out, counterfactual_table(found, result, record.article.text))
            else:
                shown = counterfactuals_as_dict(result, found, record.article.text)
                out.write(to_json(shown, indent=None if form is Format.JSONL else 1) + "\n")
    reader.close()


@app.command()
def corpus(
    paths: Paths,
    form: FormatOption = Format.TABLE,
    version: VersionOption = None,
    output: OutputOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Score many articles together, with the agreement between their claims.

    Examples:

      reliability corpus fixtures/newsroom --format html -o report.html

      reliability corpus --workers 0 --format jsonl -o corpus.jsonl articles.jsonl

    JSON Lines are written one by one in bounded memory, each with one key: score, cluster, syndication or outlet.
    """
    from reliability.corpus import score_corpus  # noqa: PLC0415 - the matcher loads on use

    reader = Reader(paths)
    if form is Format.JSONL:
        _stream_corpus(reader, version, output, workers)
        return
    articles = [record.article for record in reader]
    with progress_bar() as progress:
        task = progress.add_task("scoring", total=len(articles))
        result = score_corpus(
            articles, version=version, workers=workers or None, progress=lambda: progress.advance(task)
        )
    with Output(output) as out:
        if form is Format.HTML:
            from reliability.report.html import corpus_page  # noqa: PLC0415

            out.write(corpus_page(articles, result))
        elif form is Format.TABLE:
            render(out, corpus_table(result))
        else:
            from reliability.report.corpus import corpus_as_dict  # noqa: PLC0415

            out.write(to_json(corpus_as_dict(articles, result), indent=1) + "\n")
    reader.close()


def _stream_corpus(reader: Reader, version: str | None, output: Path | None, workers: int) -> None:
    """Writes a corpus of any size as JSON Lines, with memory bounded by the engine's setting."""
    from reliability.corpus import stream_corpus  # noqa: PLC0415 - the matcher loads on use
    from reliability.report.corpus import corpus_lines  # noqa: PLC0415

    articles = (record.article for record in reader)
    with progress_bar() as progress:
        studied = progress.add_task("reading", total=None)
        with (
            stream_corpus(
                articles, version=version, workers=workers or None, progress=lambda: progress.advance(studied)
            ) as run,
            Output(output) as out,
        ):
            written = progress.add_task("scoring", total=len(run))
            for line in corpus_lines(run):
                out.write(to_json(line) + "\n")
                if "score" in line:
                    progress.advance(written)
    reader.close()


@app.command()
def match(
    paths: Paths, form: FormatOption = Format.TABLE, version: VersionOption = None, output: OutputOption = None
) -> None:
    """Line up the claims of several articles: what they agree on, where they differ, who copies whom."""
    from reliability.alignment import match_claims  # noqa: PLC0415
    from reliability.report.corpus import alignment_as_dict  # noqa: PLC0415

    reader = Reader(paths)
    articles = [record.article for record in reader]
    alignment = match_claims(articles, version=version)
    with Output(output) as out:
        if form is Format.TABLE:
            render(out, pairs_table(articles, alignment))
        elif form is Format.HTML:
            from reliability.report.html import alignment_page  # noqa: PLC0415

            out.write(alignment_page(articles, alignment))
        else:
            out.write(
                to_json(alignment_as_dict(articles, alignment), indent=None if form is Format.JSONL else 1) + "\n"
            )
    reader.close()


class CompareFormat(StrEnum):
    """How a comparison is written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="A scoring version: a name or a folder.")],
    b: Annotated[str, typer.Argument(help="Another scoring version.")],
    paths: Paths,
    labels: Annotated[Path | None, typer.Option(help="Lines of ID TAB LABEL; 1 is reliable, 0 is not.")] = None,
    form: Annotated[CompareFormat, typer.Option("--format", "-f", help="Output format.")] = CompareFormat.TABLE,
    output: OutputOption = None,
) -> None:
    """Score the same articles under two scoring versions and show what moved, and why.

    Examples:

      reliability compare 2026.12 2027.01 fixtures/newsroom --format html -o compare.html
    """
    from reliability.compare import compare_versions  # noqa: PLC0415
    from reliability.io.labels import read_labels  # noqa: PLC0415
    from reliability.report import compare as pages  # noqa: PLC0415

    reader = Reader(paths)
    articles = [record.article for record in reader]
    truth = None if labels is None else read_labels(labels, [article.id for article in articles])
    comparison = compare_versions(a, b, articles, truth)
    with Output(output) as out:
        if form is CompareFormat.JSON:
            out.write(to_json(pages.comparison_as_dict(comparison), indent=1) + "\n")
        elif form is CompareFormat.HTML:
            from reliability.report.html import comparison_page  # noqa: PLC0415

            out.write(comparison_page(comparison))
        elif form is CompareFormat.MARKDOWN:
            out.write(pages.comparison_as_markdown(comparison))
        else:
            render(out, *comparison_tables(comparison))
    reader.close()


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the report goes.")] = Path("report.html"),
    folder: Annotated[Path, typer.Option("--folder", help="The newsroom to score.")] = Path("fixtures/newsroom"),
) -> None:
    """Score the invented newsroom of the fixtures and write an HTML report: the first minute with this library."""
    corpus([str(folder)], form=Format.HTML, output=output)
    typer.echo(f"The report is in {output.resolve()}", err=True)


@app.command()
def serve(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port to listen on.")] = 8000,
    socket: Annotated[Path | None, typer.Option(help="Unix socket to listen on instead.")] = None,
    version: VersionOption = None,
    token_file: Annotated[
        Path | None, typer.Option(help="File with the bearer token; else the variable RELIABILITY_TOKEN.")
    ] = None,
    max_body: Annotated[int, typer.Option(min=1, help="Bytes of one request; more gives 413.")] = 8 * 1024 * 1024,
    max_articles: Annotated[int, typer.Option(min=1, help="Articles of one request; more gives 413.")] = 1_000,
    max_requests: Annotated[int, typer.Option(min=1, help="Requests at work at once; more gives 503.")] = 32,
    seconds: Annotated[float, typer.Option(min=0.001, help="Time one request may take; longer gives 504.")] = 30.0,
    index: Annotated[Path | None, typer.Option(help="File of the claim index that requests add to and ask.")] = None,
    root_path: Annotated[str, typer.Option(help="Path prefix under which a proxy publishes the service.")] = "",
    proxies: Annotated[str, typer.Option(help="Addresses whose X-Forwarded headers are believed.")] = "",
) -> None:
    """Answer requests over HTTP; /openapi.json describes them.

    Examples:

      RELIABILITY_TOKEN=secret reliability serve --port 8000
    """
    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise MissingExtraError("the HTTP service", "serve")
    from reliability.service.run import serve as run  # noqa: PLC0415 - fastapi loads on use
    from reliability.service.settings import Settings  # noqa: PLC0415

    try:
        token = token_file.read_text("utf-8").strip() if token_file else os.environ.get("RELIABILITY_TOKEN")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the token file {token_file} cannot be read: {error}") from None
    settings = Settings(
        version=version,
        token=token,
        max_body=max_body,
        max_articles=max_articles,
        max_requests=max_requests,
        seconds=seconds,
        root_path=root_path,
        index=index,
    )
    run(settings, host=host, port=port, socket=socket, proxies=proxies)


@versions_app.callback(invoke_without_command=True)
def versions(context: typer.Context) -> None:
    """List the scoring versions that ship."""
    if context.invoked_subcommand is None:
        render(sys.stdout, versions_table())


@versions_app.command("show")
def show_version(name: Annotated[str, typer.Argument(help="A version's name or folder.")]) -> None:
    """Print a scoring version's parameters, sources and known limits."""
    from reliability.report.versions import model_card  # noqa: PLC0415

    typer.echo(model_card(name))


def main() -> None:
    """Runs the command line; errors that the library raises on purpose end in one line and exit code 2."""
    try:
        app()
    except ReliabilityError as error:
        typer.echo(f"reliability: {error}", err=True)
        sys.exit(USAGE_ERROR)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:  # a full disk, an output that cannot be opened
        typer.echo(f"reliability: {error}; nothing after this was written", err=True)
        sys.exit(USAGE_ERROR)
    except KeyboardInterrupt:
        sys.exit(130)
