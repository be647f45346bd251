"""The commands ``reliability index …``: past claims on disk, and new articles looked up in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reliability.cli.terminal import Paths, Reader, VersionOption
from reliability.report.asdict import score_as_dict, to_json
from reliability.scoring import Scorer

app = typer.Typer(
    help="Keep the claims of past articles on disk and look new articles up in them.", no_args_is_help=True
)
IndexFile = Annotated[Path, typer.Argument(help="The claim index, one SQLite file; made when it is not there.")]


@app.command()
def add(file: IndexFile, paths: Paths, version: VersionOption = None) -> None:
    """Add the claims of articles; an article that is there already is left as it is."""
    from reliability.index import ClaimIndex  # noqa: PLC0415

    reader = Reader(paths)
    with ClaimIndex(file, version=version) as index:
        added = sum(index.add(record.article) for record in reader)
    typer.echo(f"{added} added, {reader.read - added} were there already")
    reader.close()


@app.command()
def lookup(
    file: IndexFile,
    paths: Paths,
    days: Annotated[int, typer.Option(help="How many days back articles are compared.")] = 30,
    version: VersionOption = None,
) -> None:
    """Score articles with the agreement of the index; one JSON object a line."""
    from reliability.index import ClaimIndex  # noqa: PLC0415

    scorer = Scorer(version)
    reader = Reader(paths)
    with ClaimIndex(file, version=version) as index:
        for record in reader:
            agreement = index.lookup(record.article, days=days).agreement
            result = scorer.score(record.article, agreement=agreement)
            typer.echo(to_json(score_as_dict(result, record.article.text)))
    reader.close()


@app.command()
def prune(
    file: IndexFile, before: Annotated[str, typer.Argument(help="Articles published before this date go (YYYY-MM-DD).")]
) -> None:
    """Remove the claims of old articles."""
    from reliability.index import ClaimIndex  # noqa: PLC0415

    with ClaimIndex(file) as index:
        typer.echo(f"{index.prune(before)} articles removed")


@app.command()
def stats(file: IndexFile) -> None:
    """Print how many articles and claims the index holds, and whether the file is sound."""
    from reliability.index import ClaimIndex  # noqa: PLC0415

    with ClaimIndex(file) as index:
        for name, value in index.stats().items():
            typer.echo(f"{name}: {value}")
        typer.echo("\n".join(index.check()) or "the file is sound")


@app.command()
def check(file: IndexFile, version: VersionOption = None) -> None:
    """Read every claim of the index and print what is wrong; exit code 1 when something is."""
    from reliability.index import ClaimIndex  # noqa: PLC0415

    with ClaimIndex(file, version=version) as index:
        found = index.check()
    typer.echo("\n".join(found) or "the file is sound")
    if found:
        raise typer.Exit(1)


@app.command()
def repair(file: IndexFile, version: VersionOption = None) -> None:
    """Remove the articles that cannot be read whole; they can be added again."""
    from reliability.index import ClaimIndex  # noqa: PLC0415

    with ClaimIndex(file, version=version) as index:
        typer.echo(f"{index.repair()} articles removed")
