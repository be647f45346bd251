"""What a text reads like: news, encyclopedia or science, by its words.

What counts as a hedge differs: ``some critics`` is a weasel everywhere, ``some countries`` only in an encyclopedia; a
plan leaves the event open in news, ``to determine`` does not in an abstract. The register is estimated once a text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple, get_args

from reliability.errors import InputError, VersionIntegrityError

REGISTER = "hedging_register.json"
Register = Literal["news", "encyclopedia", "science"]
REGISTERS: tuple[Register, ...] = get_args(Register)
NEWS_PRIOR = 3.0  # log-odds in favour of news, which this library is for; it decides where a text is too short to tell
TOKENS = 400  # as many tokens tell the register; more cost time and change nothing


Row = tuple[float, ...]


class Registers(NamedTuple):
    """Probabilities that sum to 1."""

    news: float
    encyclopedia: float
    science: float


def register_features(lower: Sequence[str]) -> list[str]:
    """Words, pairs of words and endings of the text, each once."""
    names = dict.fromkeys(lower)
    names.update(dict.fromkeys([f"{a} {b}" for a, b in pairwise(lower)]))
    names.update(dict.fromkeys([f"-{word[-3:]}" for word in lower if len(word) > 5]))
    return list(names)


@dataclass(frozen=True, slots=True, eq=False)
class RegisterModel:
    """Weights for the three registers: of words, of pairs by their first word, and of endings."""

    words: Mapping[str, Row]
    pairs: Mapping[str, Mapping[str, Row]]
    endings: Mapping[str, Row]
    bias: tuple[float, ...]

    @classmethod
    def from_bytes(cls, content: bytes) -> RegisterModel:
        """The model in a version's file.

        Raises:
            VersionIntegrityError: not JSON of that form.
        """
        try:
            stored: dict[str, Any] = json.loads(content)
            words: dict[str, Row] = {}
            pairs: dict[str, dict[str, Row]] = {}
            for name, row in stored["weights"].items():
                first, space, second = name.partition(" ")
                (pairs.setdefault(first, {}) if space else words)[second or first] = tuple(row)
            endings = {name[1:]: row for name, row in words.items() if len(name) == 4 and name[0] == "-"}
            return cls(words, pairs, endings, tuple(stored["bias"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise VersionIntegrityError(f"{REGISTER} cannot be read: {error}") from None

    def of(self, lower: Sequence[str]) -> Registers:
        """The register of a text by its first tokens; the prior for an empty one."""
        head = lower[:TOKENS]
        different = dict.fromkeys(head)
        rows = [self.words[word] for word in different if word in self.words]
        pairs = {(a, b) for a, b in pairwise(head) if a in self.pairs and b in self.pairs[a]}
        rows += [self.pairs[a][b] for a, b in sorted(pairs)]
        endings = {word[-3:] for word in different if len(word) > 5}
        rows += [self.endings[ending] for ending in sorted(endings) if ending in self.endings]
        rows.append((0.0,) * len(self.bias))
        totals = [bias + math.fsum(column) for bias, column in zip(self.bias, zip(*rows, strict=True), strict=True)]
        totals[0] += NEWS_PRIOR
        top = max(totals)
        powers = [math.exp(total - top) for total in totals]
        whole = math.fsum(powers)
        return Registers(*(power / whole for power in powers))


def certain(register: Register) -> Registers:
    """All weight on one register.

    Raises:
        InputError: no such register.
    """
    if register not in REGISTERS:
        raise InputError(f"register must be one of {', '.join(REGISTERS)}, got {register!r}")
    return Registers(*(float(name == register) for name in REGISTERS))
