"""What the commands share: reading what is named, writing where it is asked, tables and progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from reliability.io.files import read_paths
from reliability.io.record import Failure, Record
from reliability.report.table import score_table, signals_table
from reliability.types import Score

USAGE_ERROR = 2

Paths = Annotated[
    list[str],
    typer.Argument(
        help="Files of text, HTML, JSON, JSON Lines, feeds, Parquet or WARC, folders, or - for standard input.",
        show_default=False,
    ),
]
VersionOption = Annotated[
    str | None, typer.Option("--version", help="Scoring version: a name or a folder.", show_default="newest")
]


class Reader:
    """Yields the readable records, reports the others on standard error, and decides the exit code at the end."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.records = read_paths(paths)
        self.failures = 0
        self.read = 0

    def __iter__(self) -> Iterator[Record]:
        for item in self.records:
            if isinstance(item, Failure):
                self.failures += 1
                typer.echo(f"reliability: {item.place}: {item.reason}", err=True)
            else:
                self.read += 1
                yield item

    def close(self) -> None:
        if self.failures:
            typer.echo(f"reliability: {self.read} read, {self.failures} not readable", err=True)
            raise typer.Exit(USAGE_ERROR)


class Output:
    """Standard output, or a file that is replaced when all is written."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def __enter__(self) -> Any:
        self.stream = sys.stdout if self.path is None else self.path.open("w", encoding="utf-8", newline="")
        return self.stream

    def __exit__(self, *_: object) -> None:
        if self.path is not None:
            self.stream.close()
        else:
            self.stream.flush()


def render(out: Any, *renderables: Any) -> None:
    """Prints tables; as wide as the terminal, or 100 columns."""
    console = Console(file=out, width=None if out.isatty() else 100)
    for renderable in renderables:
        console.print(renderable)


def print_scores(out: Any, scored: list[tuple[Record, Score]]) -> None:
    """One score with its signals, or a row each."""
    if len(scored) == 1:
        record, result = scored[0]
        render(out, score_table([(record.place, result)]), signals_table(result, record.article.text))
    elif scored:
        render(out, score_table([(record.place, result) for record, result in scored]))


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.0f}/s")


def progress_bar() -> Progress:
    """A bar on standard error, where that is a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
