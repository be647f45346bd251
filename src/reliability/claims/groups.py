"""Things that belong together: groups that grow by joining, whatever the order."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Disjoint sets with path halving.

    Examples:
        >>> groups = Groups("abcd")
        >>> groups.join("a", "c")
        >>> groups.find("c") == groups.find("a"), groups.count()
        (True, 3)
    """

    __slots__ = ("_parent",)

    def __init__(self, items: Iterable[T]) -> None:
        self._parent: dict[T, T] = {item: item for item in items}

    def find(self, item: T) -> T:
        """The item that stands for the group of ``item``."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: T, b: T) -> None:
        """Makes the groups of ``a`` and ``b`` one."""
        self._parent[self.find(b)] = self.find(a)

    def count(self) -> int:
        """Number of groups."""
        return sum(self.find(item) == item for item in self._parent)
