"""The documentation's examples run, and what it says of the command line exists."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reliability.cli import app

ROOT = Path(__file__).parent.parent
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("docs/**/*.md"), ROOT / "README.md"))
WITH_EXAMPLES = [page for page in PAGES if ">>> " in (ROOT / page).read_text(encoding="utf-8")]
_COMMAND = re.compile(r"^(?:\$ )?reliability ((?:[a-z]+ ?)+)(.*)$", re.MULTILINE)
_OPTION = re.compile(r"--[a-z][a-z-]*")


@pytest.mark.parametrize("page", WITH_EXAMPLES)
def test_examples_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    outcome = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert outcome.attempted > 0
    assert outcome.failed == 0


def _commands() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Page, words and options of each call of the command line in a page."""
    found = []
    for page in PAGES:
        for words, rest in _COMMAND.findall((ROOT / page).read_text(encoding="utf-8")):
            line = f"{words}{rest}".split("#", 1)[0]
            found.append((page, tuple(shlex.split(words)), tuple(_OPTION.findall(line))))
    return found


def test_commands_exist() -> None:
    commands = _commands()
    assert len(commands) > 20
    runner = CliRunner()
    for page, words, options in commands:
        path = list(words[: 2 if words[0] in ("index", "versions") and len(words) > 1 else 1])
        shown = runner.invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
        assert shown.exit_code == 0, f"{page}: reliability {' '.join(path)} is no command"
        missing = [option for option in options if option not in shown.output]
        assert not missing, f"{page}: reliability {' '.join(path)} has no {missing}"
