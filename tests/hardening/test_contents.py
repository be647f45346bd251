"""What the package may not hold: code from data, a shell, the network. The suite itself runs with sockets blocked."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

import reliability

ROOT = Path(reliability.__file__).parent
TREES = {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))}
FORBIDDEN_MODULES = {
    *("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "shelve", "marshal", "joblib", "code", "codeop", "ctypes"),
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "telnetlib", "xmlrpc"),
}
# Names and addresses are taken apart or served on; nothing is fetched.
ALLOWED_MODULES = {
    "service/run.py": {"socket"},
    "service/guard.py": {"http", "urllib"},
    "service/app.py": {"http"},
    "service/refusal.py": {"http"},
}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
PROCESSES = {"io/html.py"}  # trafilatura in a bounded process: this interpreter, arguments of our own, no shell


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("name", TREES)
def test_no_module_that_loads_code_or_fetches(name: str) -> None:
    assert imported(TREES[name]) & FORBIDDEN_MODULES <= ALLOWED_MODULES.get(name, set())


@pytest.mark.parametrize("name", TREES)
def test_nothing_is_evaluated(name: str) -> None:
    named = {node.func.id for node in calls(TREES[name]) if isinstance(node.func, ast.Name)}
    assert named & FORBIDDEN_CALLS == set()


@pytest.mark.parametrize("name", TREES)
def test_no_shell_and_few_processes(name: str) -> None:
    modules = imported(TREES[name])
    assert "subprocess" not in modules or name in PROCESSES
    attributes = {node.func.attr for node in calls(TREES[name]) if isinstance(node.func, ast.Attribute)}
    assert attributes & {"system", "popen", "execv", "execve", "spawnv", "spawnl", "fork"} == set()
    shells = [word for call in calls(TREES[name]) for word in call.keywords if word.arg == "shell"]
    assert shells == []


@pytest.mark.parametrize("name", TREES)
def test_arrays_are_never_unpickled(name: str) -> None:
    """``np.load`` unpickles only when asked to; it is never asked to."""
    loads = [node for node in calls(TREES[name]) if ast.unparse(node.func) in {"np.load", "numpy.load"}]
    for node in loads:
        assert {word.arg: ast.unparse(word.value) for word in node.keywords}.get("allow_pickle") == "False"


def test_no_file_of_weights_is_a_pickle() -> None:
    kinds = {
        path.suffix for path in (ROOT / "versions").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert kinds <= {".py", ".json", ".npz", ".tsv", ".txt", ".md"}


def test_sockets_are_blocked_in_this_suite() -> None:
    with pytest.raises(SocketBlockedError), pytest.warns(UserWarning, match="socket"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
