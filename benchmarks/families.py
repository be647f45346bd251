"""Crafted texts that made somebody's library quadratic: each family gives a text of about ``n`` characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

FAMILIES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "ordinary": lambda n: (
            "The council met on Monday, officials said, and may vote “soon” on the plan.\n\n" * (n // 75)
        ),
        "one word": lambda n: "word " * (n // 5),
        "one character": lambda n: "a" * n,
        "quotation marks": lambda n: '" ' * (n // 2),
        "opening marks": lambda n: "“a " * (n // 3),
        "dots": lambda n: "." * n,
        "dots and letters": lambda n: "a." * (n // 2),
        "spaces": lambda n: " " * n,
        "line breaks": lambda n: "a\n" * (n // 2),
        "unique sentences": lambda n: "".join(f"Witness w{i:x} saw boat b{i * 7919:x} leave. " for i in range(n // 40)),
        "hyphens": lambda n: "a-" * (n // 2),
        "digits": lambda n: "1," * (n // 2),
        "capitals": lambda n: "Aa Bb " * (n // 6),
        "zero width": lambda n: "a\u200b" * (n // 2),
        "entities": lambda n: "&amp;" * (n // 5),
        "said": lambda n: "he said " * (n // 8),
        "according": lambda n: "according to " * (n // 13),
        "brackets": lambda n: "([{" * (n // 3),
        "look-alikes": lambda n: "m\u0430y " * (n // 4),
        "overrides": lambda n: "\u202eyam\u202c " * (n // 6),
        "open overrides": lambda n: "\u202e" * n,
        "backspaces": lambda n: "a\x08" * (n // 2),
        "open entities": lambda n: "&#1" * (n // 3),
        "nested quotations": lambda n: "“‘«" * (n // 3),
        "apostrophes": lambda n: "'a" * (n // 2),
        "said so": lambda n: "said Ana, " * (n // 10),
        "one sentence again": lambda n: "The mayor said on Monday that the old pier may close. " * (n // 54),
        "tags": lambda n: "<p " * (n // 3),
        "numbers and units": lambda n: "41 of 3 million people, " * (n // 24),
        "colons": lambda n: "A: b\n" * (n // 5),
        "letters": lambda n: "a b I c " * (n // 8),
        "exclamations": lambda n: "Never! " * (n // 7),
        "marks in turn": lambda n: "?!" * (n // 2),
        "marks behind words": lambda n: "So?) " * (n // 5),
        "sentences of two words": lambda n: "Ana left. " * (n // 10),
        "each sentence twice": lambda n: "".join(
            f"Witness w{i:x} saw boat b{i * 7919:x} leave the old north pier. " * 2 for i in range(n // 110)
        ),
        "paragraphs": lambda n: "".join(
            f"The board of harbour {i:x} met on Monday and heard that {i * 31} ferries had been late since May. "
            f"“We are short of pilots,” Ana Reyes, who runs the port, said. Critics say that it may lose the line.\n\n"
            for i in range(n // 200)
        ),
    }
)
