"""Claims (source, item, value, optional time) as integer arrays."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from numbers import Real
from typing import Any, TypeAlias

import numpy as np

from reliability.errors import InputError
from reliability.sources.epochs import split_epochs
from reliability.sources.tolerance import BoolArray, IntArray, Tolerances, numeric_pairs, path_pairs, tolerance_of

COLUMNS = ("source", "item", "value", "time")
NUMBER, _PATH, _OTHER, _TRUTH = 0, 1, 2, 3
_KIND_NAMES = ("number", "path (tuple)", "label", "truth value")

Claims: TypeAlias = "SourceClaims | Iterable[Any] | Mapping[str, Sequence[Any]]"


@dataclass(frozen=True, slots=True)
class SourceClaims:
    """Claims ready for an estimator; make it with `encode`.

    A *candidate* is one distinct value of one item. An item whose true value changed over time stands once for each
    epoch; only its last epoch is ``current``.
    """

    sources: tuple[Hashable, ...]
    """Names of the sources."""
    items: tuple[Hashable, ...]
    """The item behind each internal item number."""
    current: BoolArray
    """Whether an internal item is the last epoch of its item."""
    values: tuple[Hashable, ...]
    """The value of each candidate."""
    candidate_item: IntArray
    """Internal item of each candidate."""
    numeric: BoolArray
    """Whether the internal item has numeric values."""
    claim_source: IntArray
    claim_item: IntArray
    claim_candidate: IntArray
    """One entry a claim; a source has at most one claim on an internal item."""
    near: IntArray
    """Ordered pairs (said, true): a claim of the first is right when the second is true; shape (n, 2)."""

    @classmethod
    def encode(cls, claims: Claims, *, tolerance: Tolerances = None) -> SourceClaims:
        """Return the claims as integer arrays.

        Args:
            claims: (source, item, value) or (source, item, value, time) tuples; or mappings or objects with these
                names ("object" and "attribute" together stand for "item"); or one mapping of columns.
                Values are numbers, labels (any hashable), frozensets, or tuples from broad to narrow (hierarchies).
                Times are all numbers, or all dates; either every claim has one or none.
            tolerance: A Tolerance for all numbers, or a mapping from attribute (last part of a tuple item).

        Raises:
            InputError: A missing column, an unhashable or NaN value, or values of several kinds in one item;
                the message names row and column.

        Examples:
            >>> claims = SourceClaims.encode([("a", "toll", 12), ("b", "toll", 12), ("c", "toll", 15)])
            >>> claims.values, claims.claim_candidate.tolist()
            ((12, 15), [0, 0, 1])
        """
        if isinstance(claims, SourceClaims):
            return claims
        encoder = ClaimEncoder()
        encoder.add(claims)
        return encoder.claims(tolerance)


@dataclass(slots=True)
class ClaimEncoder:
    """Numbers sources, items and candidates in order of appearance; grows by `add`."""

    _sources: dict[Hashable, int] = field(default_factory=dict)
    _items: dict[Hashable, int] = field(default_factory=dict)
    _candidates: dict[tuple[int, Hashable], int] = field(default_factory=dict)
    _claims: list[IntArray] = field(default_factory=list)
    _times: list[Any] = field(default_factory=list)

    @property
    def timed(self) -> bool:
        """Whether the claims carry times."""
        return bool(self._times)

    def add(self, claims: Iterable[Any] | Mapping[str, Sequence[Any]]) -> None:
        """Number further claims.

        Raises:
            InputError: A row that cannot be used; nothing of the batch is kept.
        """
        columns = _columns(claims)
        if not columns:
            raise InputError("no claims came; allowed: at least one row (source, item, value)")
        source, item, value = columns[:3]
        time = columns[3] if len(columns) > 3 else ()
        before = sum(len(part) for part in self._claims)
        if before and bool(time) != self.timed:
            raise InputError("column 'time': either every claim has a time or none; earlier claims differ")
        _check(source, item, value, time)
        sources, items, candidates = self._sources, self._items, self._candidates
        source_ids = [sources.setdefault(name, len(sources)) for name in source]
        item_ids = [items.setdefault(name, len(items)) for name in item]
        candidate_ids = [candidates.setdefault(key, len(candidates)) for key in zip(item_ids, value, strict=True)]
        self._claims.append(np.array([source_ids, item_ids, candidate_ids], dtype=np.int64))
        self._times.extend(time)

    def undo(self) -> None:
        """Forget the last batch."""
        batch = self._claims.pop()
        del self._times[max(len(self._times) - batch.shape[1], 0) :]
        names: tuple[dict[Any, int], ...] = (self._sources, self._items, self._candidates)
        for index, numbered in enumerate(names):
            keep = max((int(part[index].max()) + 1 for part in self._claims), default=0)
            while len(numbered) > keep:
                numbered.popitem()

    @property
    def last_batch(self) -> IntArray:
        """Source, item and candidate of each claim of the last batch, shape (3, n)."""
        return self._claims[-1]

    def names_after(
        self, known: SourceClaims
    ) -> tuple[tuple[Hashable, ...], tuple[Hashable, ...], list[tuple[int, Hashable]]]:
        """Return the sources, items and (item, value) candidates that came after those of ``known``."""
        return (
            tuple(islice(self._sources, len(known.sources), None)),
            tuple(islice(self._items, len(known.items), None)),
            list(islice(self._candidates, len(known.values), None)),
        )

    def claims(self, tolerance: Tolerances = None) -> SourceClaims:
        """Return everything added so far.

        Raises:
            InputError: Values of several kinds in one item.
        """
        source, item, candidate = np.concatenate(self._claims, axis=1)
        values = tuple(value for _, value in self._candidates)
        candidate_item = np.fromiter((key[0] for key in self._candidates), dtype=np.int64, count=len(values))
        items = tuple(self._items)
        kind = item_kinds(values, candidate_item, items)
        current = np.ones(len(items), dtype=np.bool_)
        if self._times:
            source, item, candidate, origin, values, candidate_item, current = _timeline(
                source, item, candidate, _time_codes(self._times), values
            )
            items = tuple(items[index] for index in origin.tolist())
            kind = kind[origin]
        keep = one_claim_each(source, item, candidate)
        return SourceClaims(
            sources=tuple(self._sources),
            items=items,
            current=current,
            values=values,
            candidate_item=candidate_item,
            numeric=kind == NUMBER,
            claim_source=source[keep],
            claim_item=item[keep],
            claim_candidate=candidate[keep],
            near=near_pairs(items, values, candidate_item, kind, tolerance),
        )


def _columns(claims: Iterable[Any] | Mapping[str, Sequence[Any]]) -> tuple[Sequence[Any], ...]:
    """Return three or four columns of equal length; () when there are no rows."""
    if isinstance(claims, Mapping):
        return _named_columns(claims)
    if isinstance(claims, str | bytes) or not isinstance(claims, Iterable):
        raise InputError(f"claims is a {type(claims).__name__}; allowed: rows (source, item, value[, time])")
    rows = claims if isinstance(claims, list) else list(claims)
    if not rows:
        return ()
    if not all(type(row) is tuple for row in rows):
        rows = [_row(row, number) for number, row in enumerate(rows)]
    width = len(rows[0])
    if width not in (3, 4) or any(len(row) != width for row in rows):
        number = next((n for n, row in enumerate(rows) if len(row) not in (3, 4) or len(row) != width), 0)
        missing = COLUMNS[min(len(rows[number]), 3)]
        raise InputError(
            f"row {number}, column '{missing}': the row has {len(rows[number])} columns; "
            f"allowed: 3 (source, item, value) or 4 (with time), the same in every row"
        )
    return tuple(zip(*rows, strict=True))


def _named_columns(claims: Mapping[str, Sequence[Any]]) -> tuple[Sequence[Any], ...]:
    columns = dict(claims)
    if "item" not in columns and "object" in columns and "attribute" in columns:
        columns["item"] = list(zip(columns["object"], columns["attribute"], strict=False))
    for name in COLUMNS[:3]:
        if name not in columns:
            raise InputError(f"column '{name}' is missing; came: {sorted(map(str, claims))}")
    found = tuple(list(columns[name]) for name in COLUMNS if columns.get(name) is not None)
    for name, column in zip(COLUMNS, found, strict=False):
        if len(column) != len(found[0]):
            raise InputError(f"row {min(len(column), len(found[0]))}, column '{name}': columns differ in length")
    return found if len(found[0]) else ()


def _row(row: Any, number: int) -> tuple[Any, ...]:
    """Return a row given as a mapping, a record or a sequence as a tuple."""
    if isinstance(row, list | tuple):
        return tuple(row)

    def get(name: str) -> Any:
        return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)

    item = get("item")
    if item is None and get("object") is not None and get("attribute") is not None:
        item = (get("object"), get("attribute"))
    cells = (get("source"), item, get("value"))
    for name, cell in zip(COLUMNS, cells, strict=False):
        if cell is None:
            raise InputError(f"row {number}, column '{name}': missing; came: {str(row)[:100]!r}")
    time = get("time")
    return cells if time is None else (*cells, time)


def _check(source: Sequence[Any], item: Sequence[Any], value: Sequence[Any], time: Sequence[Any]) -> None:
    """Raise for a cell that is None, NaN or unhashable."""
    for name, column in zip(COLUMNS, (source, item, value, time), strict=True):
        try:
            distinct = set(column)
            usable = all(_usable(cell) for cell in distinct)
        except TypeError:
            usable = False
        if usable:
            continue
        for number, cell in enumerate(column):
            problem = _problem(cell)
            if problem:
                raise InputError(f"row {number}, column '{name}': {problem} {str(cell)[:100]!r}; allowed: {_ALLOWED}")


_ALLOWED = "a finite number, a string or another hashable value (frozenset for sets, tuple for hierarchies)"


def _usable(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, float) or math.isfinite(cell))


def _problem(cell: Any) -> str:
    try:
        hash(cell)
    except TypeError:
        return "unhashable"
    if cell is None:
        return "missing"
    return "" if _usable(cell) else "not a finite number:"


def _kind(kind: type) -> int:
    if issubclass(kind, bool | np.bool_):
        return _TRUTH
    if issubclass(kind, Real):
        return NUMBER
    return _PATH if issubclass(kind, tuple) else _OTHER


def item_kinds(values: Sequence[Any], candidate_item: IntArray, items: Sequence[Hashable]) -> IntArray:
    """Return the kind of value of each item; raise when an item has several."""
    codes: dict[type, int] = {kind: _kind(kind) for kind in set(map(type, values))}
    kinds = np.fromiter((codes[type(value)] for value in values), dtype=np.int64, count=len(values))
    of_item = np.zeros(len(items), dtype=np.int64)
    of_item[candidate_item] = kinds
    wrong = np.flatnonzero(of_item[candidate_item] != kinds)
    if len(wrong):
        first = int(wrong[0])
        names = (_KIND_NAMES[kinds[first]], _KIND_NAMES[of_item[candidate_item[first]]])
        item = items[int(candidate_item[first])]
        raise InputError(
            f"column 'value': item {str(item)[:100]!r} has values of two kinds, {names[0]} "
            f"({str(values[first])[:100]!r}) and {names[1]}; allowed: one kind for each item"
        )
    return of_item


def _time_codes(times: Sequence[Any]) -> IntArray:
    """Return the rank of each time."""
    try:
        rank = {time: number for number, time in enumerate(sorted(set(times)))}
    except TypeError as error:
        kinds = sorted({type(time).__name__ for time in times})
        raise InputError(f"column 'time': times of several kinds {kinds}; allowed: one comparable kind") from error
    return np.fromiter((rank[time] for time in times), dtype=np.int64, count=len(times))


def _timeline(
    source: IntArray, item: IntArray, candidate: IntArray, time: IntArray, values: tuple[Hashable, ...]
) -> tuple[IntArray, IntArray, IntArray, IntArray, tuple[Hashable, ...], IntArray, BoolArray]:
    """Return claims with one internal item for each epoch, and only each source's last word in it."""
    epoch = split_epochs(item, candidate, time)
    span = int(epoch.max()) + 1
    keys, inner = np.unique(item * span + epoch, return_inverse=True)
    origin = keys // span
    current = np.r_[origin[1:] != origin[:-1], True]
    last = np.lexsort((time, inner, source))
    same = (source[last][1:] == source[last][:-1]) & (inner[last][1:] == inner[last][:-1])
    # The time of a source's last claim in the epoch; claims of that moment stay, contradictions are settled later.
    ends = np.flatnonzero(np.r_[~same, True])
    group = np.searchsorted(ends, np.arange(len(last)))
    kept = last[time[last] == time[last][ends[group]]]
    kept.sort()
    pair, number = np.unique(inner[kept] * len(values) + candidate[kept], return_inverse=True)
    new_values = tuple(values[index] for index in (pair % len(values)).tolist())
    return source[kept], inner[kept], number, origin, new_values, pair // len(values), current


def one_claim_each(source: IntArray, item: IntArray, candidate: IntArray) -> IntArray:
    """Return the claims to keep: a source that contradicts itself counts with its most frequent value or abstains."""
    key = source * (int(item.max()) + 1) + item
    order = np.lexsort((candidate, key))
    ordered, value = key[order], candidate[order]
    if not (ordered[1:] == ordered[:-1]).any():
        return np.arange(len(key))
    starts = np.flatnonzero(np.r_[True, (ordered[1:] != ordered[:-1]) | (value[1:] != value[:-1])])
    count = np.diff(np.r_[starts, len(key)])
    group = np.cumsum(np.r_[True, ordered[starts][1:] != ordered[starts][:-1]]) - 1
    most = np.zeros(group[-1] + 1, dtype=np.int64)
    np.maximum.at(most, group, count)
    wins = count == most[group]
    clear = wins & (np.bincount(group, wins)[group] == 1)
    kept: IntArray = np.sort(order[starts[clear]])
    return kept


def near_pairs(
    items: Sequence[Hashable], values: Sequence[Any], candidate_item: IntArray, kind: IntArray, tolerances: Tolerances
) -> IntArray:
    """Return the ordered pairs (said, true) of different candidates that agree."""
    found: list[IntArray] = []
    crowded = np.bincount(candidate_item, minlength=len(items)) > 1
    if tolerances is not None:
        of_kind: dict[Any, list[int]] = {}
        for index in np.flatnonzero(crowded & (kind == NUMBER)).tolist():
            tolerance = tolerance_of(items[index], tolerances)
            if tolerance is not None:
                of_kind.setdefault(tolerance, []).append(index)
        for tolerance, chosen in of_kind.items():
            inside = np.zeros(len(items), dtype=np.bool_)
            inside[chosen] = True
            candidate = np.flatnonzero(inside[candidate_item])
            number = np.array([float(values[index]) for index in candidate.tolist()])
            found += numeric_pairs(candidate_item[candidate], number, candidate, tolerance)
    if (crowded & (kind == _PATH)).any():
        found.append(_all_path_pairs(values, candidate_item, crowded & (kind == _PATH)))
    if not found:
        return np.zeros((0, 2), dtype=np.int64)
    return np.unique(np.concatenate(found), axis=0)


def _all_path_pairs(values: Sequence[Any], candidate_item: IntArray, chosen: BoolArray) -> IntArray:
    of_item: dict[int, list[tuple[int, tuple[Hashable, ...]]]] = {}
    for index in np.flatnonzero(chosen[candidate_item]).tolist():
        of_item.setdefault(int(candidate_item[index]), []).append((index, values[index]))
    pairs = list(chain.from_iterable(path_pairs(group) for group in of_item.values()))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
