"""A relation in token ranges, before it becomes an ``Attribution`` in offsets."""

from __future__ import annotations

from dataclasses import dataclass

from reliability.attribution.view import Range


@dataclass(slots=True)
class Relation:
    """One source, cue and content in token ranges; ``carried`` names the relation whose speaker goes on."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    lemma: str = ""
    negated: bool = False
    carried: bool = False
    credit: bool = False

    def end(self) -> int:
        """The token after the last part."""
        return max(part[1] for parts in (self.source, self.cue, self.content) for part in parts)

    def start(self) -> int:
        """The first token of any part."""
        return min(part[0] for parts in (self.source, self.cue, self.content) for part in parts)
