"""What one cue is read against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reliability.attribution.lexicon import Verb
from reliability.attribution.relation import Relation
from reliability.attribution.view import View


@dataclass(slots=True)
class Scene:
    """What one cue is read against: the view, the verbs, the sentence and what was found before."""

    view: View
    verbs: Mapping[str, Verb]
    begin: int
    end: int
    previous: Relation | None  # the relation before, when it stands in the same sentence
    source_ends: dict[int, int] = field(default_factory=dict)  # where a source after "according to" ends, by its tokens


def title_case(view: View, begin: int, end: int) -> bool:
    """Whether most words of a sentence are capitalised, as in a headline."""
    words = [view.words[k] for k in range(begin, min(end, begin + 30)) if view.is_word(k)]
    return sum(word[0].isupper() for word in words) >= 0.6 * len(words)
