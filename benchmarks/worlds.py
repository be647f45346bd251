"""Worlds of conflicting claims with known truth, copying and time, to test methods that resolve them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from reliability.errors import InputError


@dataclass(frozen=True, slots=True)
class WorldSpec:
    """What a world is like; the same spec and seed give the same world.

    Args:
        sources: Number of sources.
        items: Number of items.
        coverage: Mean share of the items that a source speaks about.
        mean_accuracy: Mean of the sources' accuracies, drawn from a Beta with ten pseudo-claims.
        groups: Number of groups that copy; their first member is the origin.
        group_size: Members of a group, the origin included.
        group_accuracy: Accuracy of the origins.
        copy_rate: Share of its claims that a copier takes over from its origin.
        wrong_values: Wrong values an item can have.
        popularity: Exponent of a Zipf law over the wrong values; 0 for equal popularity.
        epochs: Times at which the true value may change; 1 for a world without time.
        seed: Seed of the random numbers.
    """

    sources: int = 40
    items: int = 500
    coverage: float = 0.3
    mean_accuracy: float = 0.7
    groups: int = 0
    group_size: int = 0
    group_accuracy: float = 0.5
    copy_rate: float = 0.8
    wrong_values: int = 10
    popularity: float = 0.0
    epochs: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        if self.groups * self.group_size > self.sources:
            raise InputError(f"{self.groups} groups of {self.group_size} do not fit into {self.sources} sources")


@dataclass(frozen=True, slots=True)
class World:
    """Claims with what is true about them."""

    claims: tuple[tuple[str, ...] | tuple[str, str, int] | tuple[str, str, int, int], ...]
    """(source, item, value), with the time as a fourth when the world has epochs."""
    truth: dict[str, int]
    """True value of each item, the last one when it changed."""
    accuracy: dict[str, float]
    """True accuracy of each source, copying included."""
    copies_from: dict[str, str]
    """Origin of each copier."""

    def copy_pairs(self) -> frozenset[frozenset[str]]:
        """Pairs of sources with a common origin, or of copier and origin."""
        groups: dict[str, list[str]] = {}
        for copier, origin in self.copies_from.items():
            groups.setdefault(origin, [origin]).append(copier)
        return frozenset(frozenset((a, b)) for group in groups.values() for a in group for b in group if a != b)


def make_world(spec: WorldSpec) -> World:
    """Return the world of a spec."""
    random = np.random.default_rng(spec.seed)
    accuracy = random.beta(10 * spec.mean_accuracy, 10 * (1 - spec.mean_accuracy), spec.sources)
    origin = np.full(spec.sources, -1)
    order = random.permutation(spec.sources)
    for group in range(spec.groups):
        members = order[group * spec.group_size : (group + 1) * spec.group_size]
        accuracy[members[0]] = spec.group_accuracy
        origin[members[1:]] = members[0]
    coverage = _coverage(spec, random)
    origins = origin[origin >= 0]
    # An origin that speaks about little leaves nothing to copy.
    coverage[origins] = np.maximum(coverage[origins], 0.8)
    covered = random.random((spec.sources, spec.items)) < coverage[:, None]
    truth = _truths(spec, random)
    own = _own_claims(spec, random, accuracy, truth)
    said, spoken = own.copy(), covered.copy()
    for copier in np.flatnonzero(origin >= 0):
        taken = covered[copier] & (random.random(spec.items) < spec.copy_rate) & covered[origin[copier]]
        said[copier, taken] = own[origin[copier], taken]
    times = random.integers(0, spec.epochs, (spec.sources, spec.items))
    now = np.take_along_axis(truth, times, axis=0)
    right = said == (now if spec.epochs > 1 else truth[0][None, :])
    claims = []
    for source, item in np.argwhere(spoken):
        value = int(now[source, item]) if spec.epochs > 1 and own[source, item] == truth[0, item] else None
        value = int(said[source, item]) if value is None else value
        row = (f"s{source}", f"o{item}", value)
        claims.append((*row, int(times[source, item])) if spec.epochs > 1 else row)
    share = np.where(origin >= 0, [_share(right[s], spoken[s]) for s in range(spec.sources)], accuracy)
    return World(
        tuple(claims),
        {f"o{item}": int(truth[-1, item]) for item in range(spec.items)},
        {f"s{source}": float(share[source]) for source in range(spec.sources)},
        {f"s{copier}": f"s{origin[copier]}" for copier in np.flatnonzero(origin >= 0)},
    )


def renamed(claims: Iterable[tuple[str, str, int]], prefix: str) -> list[tuple[str, str, int]]:
    """Return the claims in reverse order under other names of sources and items."""
    return [(prefix + source[::-1], prefix + item, value) for source, item, value in reversed(list(claims))]


def _coverage(spec: WorldSpec, random: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    shares = np.clip(random.gamma(2, spec.coverage / 2, spec.sources), 10 / max(spec.items, 10), 1)
    return np.asarray(shares, dtype=np.float64).reshape(spec.sources)


def _truths(spec: WorldSpec, random: np.random.Generator) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return the true value of each item in each epoch; a third of the items change from one to the next."""
    truth = np.zeros((spec.epochs, spec.items), dtype=np.int64)
    truth[0] = random.integers(0, spec.wrong_values + 1, spec.items)
    for epoch in range(1, spec.epochs):
        moved = random.random(spec.items) < 1 / 3
        shift = random.integers(1, spec.wrong_values + 1, spec.items)
        truth[epoch] = np.where(moved, (truth[epoch - 1] + shift) % (spec.wrong_values + 1), truth[epoch - 1])
    return truth


def _own_claims(
    spec: WorldSpec,
    random: np.random.Generator,
    accuracy: np.ndarray[tuple[int], np.dtype[np.float64]],
    truth: np.ndarray[tuple[int, int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return what each source would say of each item on its own, about the first epoch."""
    rank = 1 / np.arange(1, spec.wrong_values + 1) ** spec.popularity
    step = random.choice(np.arange(1, spec.wrong_values + 1), size=(spec.sources, spec.items), p=rank / rank.sum())
    right = random.random((spec.sources, spec.items)) < accuracy[:, None]
    said = np.where(right, truth[0], (truth[0] + step) % (spec.wrong_values + 1))
    return np.asarray(said, dtype=np.int64)


def _share(
    right: np.ndarray[tuple[int], np.dtype[np.bool_]], spoken: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> float:
    return float(right[spoken].mean()) if spoken.any() else 0.0
