"""The order of imports, the cost of importing, and the public names."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import reliability

ROOT = Path(reliability.__file__).parent
# Each part may import from the parts before it.
ORDER = (
    ("errors", "vocabulary"),
    ("limits",),
    ("types", "identity"),
    ("text", "lexicon", "trees", "parallel"),
    ("attribution", "hedging", "repeats", "claims", "sources"),
    ("signals", "genre"),
    ("versions",),
    ("detectors", "find"),
    ("scoring", "alignment", "matching"),
    ("index", "engine"),
    ("corpus", "outlets"),
    ("compare", "counterfactual", "io", "report"),
    ("cli", "frame", "service", "spark", "sklearn", "spacy"),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
MODULES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_imports_go_down_only(path: Path) -> None:
    rank = RANK[part_of(path)]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [
        (node.module or "").split(".")[1]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reliability.")
    ]
    assert [name for name in imported if RANK[name] > rank] == []


def test_importing_is_cheap() -> None:
    code = "import sys, time; t = time.process_time(); import reliability; print(time.process_time() - t); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, modules = done.stdout.split("\n", 1)
    heavy = {"sklearn", "nltk", "textstat", "pandas", "pyarrow", "scipy", "jinja2", "rich", "typer"}
    assert heavy & set(modules.split()) == set()
    assert float(seconds) < 1.0  # the benchmark states the real figure; this catches a heavy import on any machine


def test_public_names_are_sorted_and_importable() -> None:
    assert list(reliability.__all__) == sorted(reliability.__all__)
    assert [name for name in reliability.__all__ if not hasattr(reliability, name)] == []


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in MODULES if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None]
    assert silent == []
