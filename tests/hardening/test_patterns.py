"""Every compiled pattern of the package is linear on what its own repetitions match."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import reliability
from tests.hardening.pumps import loaded, patterns_of, pumps

for module in pkgutil.walk_packages(reliability.__path__, "reliability."):
    if module.name not in {"reliability.spark", "reliability.spacy"}:  # the one needs Java, the other seconds
        importlib.import_module(module.name)
PATTERNS = patterns_of(loaded("reliability"))
MISFITS = ("\x01", "!", "")
SIZE = 1_500  # characters; quadratic work on twice as many is then far above the clock's grain
MOST = 3.0
GRAIN = 0.0005  # seconds


def cost(pattern: re.Pattern[Any], text: str, *, everywhere: bool) -> float:
    subject: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    start = time.process_time()
    if everywhere:
        for _ in pattern.finditer(subject):
            pass
    else:
        pattern.match(subject)
    return time.process_time() - start


def is_searched(name: str) -> bool:
    """Whether the package looks for the pattern at every place of a text, and not at one place alone."""
    module, _, variable = name.rpartition(".")
    if module not in sys.modules:
        return True
    used = re.findall(rf"\b{re.escape(variable)}\.(\w+)\(", inspect.getsource(sys.modules[module]))
    return not used or not set(used) <= {"match", "fullmatch"}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_linear(name: str) -> None:
    pattern, searched = PATTERNS[name], is_searched(name)
    for pump in pumps(pattern):
        before, _, part = pump.partition("\t")
        for misfit in MISFITS:
            ratios = []
            for _ in range(4):
                small, large = (before + part * (size // len(part)) + misfit for size in (SIZE, 2 * SIZE))
                slow = cost(pattern, large, everywhere=searched)
                ratios.append((slow + GRAIN) / (cost(pattern, small, everywhere=searched) + GRAIN))
                if ratios[-1] <= MOST:
                    break
            assert min(ratios) <= MOST, (pump, misfit)


def test_patterns_stand_where_the_audit_sees_them() -> None:
    """A pattern made inside a function would not be seen; the few there are escape what they are made of."""
    hidden = []
    for path in sorted(Path(reliability.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    owner = node.func.value
                    if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr != "escape":
                        hidden.append(f"{path.name}:{function.name}")
    assert sorted(set(hidden)) == ["fold.py:hidden_spans"]
    assert len(PATTERNS) >= 40
