"""Inputs that make a regular expression work: what each of its repetitions matches, many times, and then a misfit."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from re import _constants as codes  # isort: skip
from re import _parser as parser  # isort: skip

OPEN = 50  # a repetition that may run so often counts as open
ANY_PUMPS = (
    "a",
    "A",
    "1",
    " ",
    "\n",
    ".",
    "-",
    "a.",
    "a-",
    "a ",
    "1,",
    "A.",
    '"',
    "<",
    "</script ",
    "&#1",
    "\u202e",
    "&a",
    "&",
)


def pumps(pattern: re.Pattern[Any]) -> list[str]:
    """Prefix and repeated part of inputs for ``pattern``, as ``prefix TAB part``; general ones first."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    tree = parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(source, bytes) else pattern.flags)
    own = {f"{before}\t{part}" for before, part in _repeats(list(tree), "") if part}
    return [*(f"\t{part}" for part in ANY_PUMPS), *sorted(own)]


def _repeats(nodes: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """Each open repetition: an example of what stands before it, and of its body."""
    for code, value in nodes:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            low, high, body = value
            if high is codes.MAXREPEAT or high >= OPEN:
                yield before, _example(list(body))
            yield from _repeats(list(body), before)
            before += _example(list(body)) * max(low, 1)
            continue
        for inner in _inner(code, value):
            yield from _repeats(inner, before)
        before += _example([(code, value)])


def _inner(code: Any, value: Any) -> list[list[Any]]:
    """The parts inside a node that is no repetition."""
    if code is codes.SUBPATTERN:
        return [list(value[-1])]
    if code is codes.BRANCH:
        return [list(option) for option in value[1]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [list(value[1])]
    if code is codes.ATOMIC_GROUP:
        return [list(value)]
    return []


def _example(nodes: Sequence[Any]) -> str:
    """A string that the nodes match, more or less."""
    found = ""
    for code, value in nodes:
        if code is codes.LITERAL:
            found += chr(value)
        elif code is codes.NOT_LITERAL or code is codes.ANY:
            found += "a"
        elif code is codes.IN:
            found += _member(value)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            found += _example(list(value[2])) * max(value[0], 1)
        elif code is codes.BRANCH:
            found += _example(list(value[1][0]))
        else:
            found += "".join(_example(inner) for inner in _inner(code, value) if code is not codes.ASSERT_NOT)
    return found


def _member(items: Sequence[Any]) -> str:
    """A character of a set."""
    first, value = items[0]
    if first is codes.NEGATE:
        refused = re.compile("[" + re.escape("".join(chr(v) for c, v in items[1:] if c is codes.LITERAL)) + " ]")
        return next(char for char in "a1-<Zé" if not refused.match(char))
    if first is codes.LITERAL:
        return chr(value)
    if first is codes.RANGE:
        return chr(value[0])
    return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": "-"}.get(str(value), "a")


def patterns_of(modules: Sequence[ModuleType]) -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that a module, its classes or its containers hold, by where it stands."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules:
        for name, value in sorted(vars(module).items()):
            _collect(f"{module.__name__}.{name}", value, found, module.__name__)
    return found


def _collect(place: str, value: Any, found: dict[str, re.Pattern[Any]], module: str) -> None:
    if isinstance(value, re.Pattern):
        found.setdefault(place, value)
    elif isinstance(value, type) and value.__module__ == module:
        for name, inner in vars(value).items():
            _collect(f"{place}.{name}", inner, found, module)
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 1_000:
        for number, inner in enumerate(value):
            _collect(f"{place}[{number}]", inner, found, module)
    elif isinstance(value, Mapping) and len(value) < 1_000:
        for key, inner in value.items():
            _collect(f"{place}[{key!r}]", inner, found, module)


def loaded(prefix: str) -> list[ModuleType]:
    """The loaded modules of a package."""
    return [sys.modules[name] for name in sorted(sys.modules) if name.split(".", 1)[0] == prefix]
