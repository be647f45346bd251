"""Makes the list of syllable exceptions: ``python -m training.syllables --dictionary index.js``.

The dictionary is the CMU Pronouncing Dictionary (BSD-2-Clause) in the form of the npm package
``cmu-pronouncing-dictionary`` 3.0.0 (ISC): ``npm pack cmu-pronouncing-dictionary@3.0.0``, file ``package/index.js``.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from reliability.text.syllables import FILE, rule

_ENTRY = re.compile(r"""^  ['"]?([a-z']+)['"]?: ['"]([A-Z0-9 ]+)['"],?$""", re.MULTILINE)


def exceptions(dictionary: str) -> dict[str, int]:
    """Words whose count differs from the rule's; the first pronunciation counts."""
    counts: dict[str, int] = {}
    for word, phones in _ENTRY.findall(dictionary):
        counts.setdefault(word.replace("'", ""), sum(phone[-1].isdigit() for phone in phones.split()))
    return {word: count for word, count in counts.items() if word and count and count != rule(word)}


def main() -> None:
    """Writes the list into a version folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of a version in development")
    options = parser.parse_args()
    found = exceptions(options.dictionary.read_text(encoding="utf-8"))
    lines = [
        f"{count} " + " ".join(sorted(word for word, value in found.items() if value == count))
        for count in sorted(set(found.values()))
    ]
    (options.out / FILE).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
