"""How time and memory grow with crafted texts: ``python -m benchmarks.speed.growth --size 5000000`` goes to 10 MB."""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from benchmarks.families import FAMILIES
from benchmarks.figures import Figure
from reliability.alignment import match_claims
from reliability.errors import ReliabilityError
from reliability.find import (
    extract_claims,
    find_attributions,
    find_hedges,
    find_repeats,
    hedged_sentences,
    parse,
    readability,
)
from reliability.io.fragment import text_of
from reliability.io.jsonl import read_jsonl
from reliability.io.newsarticle import nodes_in_page
from reliability.matching import ClaimMatcher
from reliability.scoring import Scorer
from reliability.types import Article

SIZE = 100_000  # characters of the smaller text in the ordinary run
REPEATS = 3
BYTES_EACH = 20  # of peak memory for each character, beside a fixed 200 MB
FIXED = 200 * 2**20


def _score(text: str) -> object:
    return Scorer().score(Article(text, title=text[:200]))


def _match(text: str) -> object:
    half = len(text) // 2
    return match_claims([Article(text[:half], outlet="A"), Article(text[half:] + " 41 people.", outlet="B")])


def _similarity(text: str) -> object:
    return ClaimMatcher().similarity(text, text[::-1])


def _json(text: str) -> object:
    return list(read_jsonl([line.encode("utf-8", "surrogatepass") for line in text.splitlines()], "in"))


FUNCTIONS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "parse": parse,
        "find_hedges": find_hedges,
        "hedged_sentences": hedged_sentences,
        "find_attributions": find_attributions,
        "find_repeats": find_repeats,
        "extract_claims": extract_claims,
        "readability": readability,
        "score": _score,
        "match_claims": _match,
        "similarity": _similarity,
        "fragment": text_of,
        "linked_data": nodes_in_page,
        "json_lines": _json,
    }
)


def run(size: int = SIZE, functions: tuple[str, ...] = tuple(FUNCTIONS)) -> Iterator[Figure]:
    """The worst ratio of each function over all families, and the peak memory of a score beside its bound."""
    for name in functions:
        ratios = {family: _ratio(FUNCTIONS[name], make, size) for family, make in FAMILIES.items()}
        worst = max(ratios, key=lambda family: ratios[family])
        yield Figure(
            f"speed.growth.{name}", ratios[worst], n=len(ratios), note=f"t({2 * size})/t({size}), on {worst!r}"
        )
    peaks = {family: _peak(family, size) for family in FAMILIES}
    worst = max(peaks, key=lambda family: peaks[family])
    yield Figure("speed.growth.memory", peaks[worst], n=len(peaks), note=f"of 200 MB + 20 x input, on {worst!r}")


def _ratio(function: Callable[[str], object], make: Callable[[int], str], size: int) -> float:
    """Median time for twice the text over median time, with a grain of 5 ms for texts that cost nothing."""
    small, large = make(size), make(2 * size)
    medians = []
    for text in (small, large):
        times = []
        for _ in range(REPEATS):
            gc.collect()
            start = time.process_time()
            with suppress(ReliabilityError):  # a stated limit is an answer too
                function(text)
            times.append(time.process_time() - start)
        medians.append(statistics.median(times) + 0.005)
    return medians[1] / medians[0]


def _peak(family: str, size: int) -> float:
    """Peak memory of a process that scores one text, as a share of what is allowed."""
    command = [sys.executable, "-m", "benchmarks.speed.growth", "--peak", family, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / (FIXED + BYTES_EACH * size)


def _high_water() -> int:
    """Peak memory of this process in bytes; what getrusage says would count the parent that it was forked from."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """The figures at a size of one's own, for one or all functions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="characters of the smaller text")
    parser.add_argument("--only", action="append", choices=tuple(FUNCTIONS))
    parser.add_argument("--peak", choices=tuple(FAMILIES), help="print the peak memory of one score in bytes")
    options = parser.parse_args()
    if options.peak:
        with suppress(ReliabilityError):
            _score(FAMILIES[options.peak](options.size))
        print(_high_water())
        return
    for figure in run(options.size, tuple(options.only or FUNCTIONS)):
        print(f"{figure.key:<40} {figure.value:.3f}  n={figure.n}  {figure.note}", flush=True)


if __name__ == "__main__":
    main()
