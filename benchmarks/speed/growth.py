"""How time and memory grow with crafted texts, over every public function that takes one.

``python -m benchmarks.speed.growth --deep`` climbs to 10 MB: a line for each function and family, a process each, with
CPU seconds and peak memory at each size. ``--only`` and ``--family`` choose some of them.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from benchmarks.families import FAMILIES
from benchmarks.figures import Figure
from reliability.alignment import match_claims
from reliability.compare import compare_versions
from reliability.corpus import score_corpus
from reliability.counterfactual import counterfactuals
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
from reliability.index import ClaimIndex
from reliability.io.fragment import text_of
from reliability.io.jsonl import read_jsonl
from reliability.io.newsarticle import nodes_in_page
from reliability.matching import ClaimMatcher
from reliability.scoring import Scorer, features
from reliability.types import Article
from reliability.versions.loader import available_versions, default_version

SIZE = 100_000  # characters of the smaller text in the ordinary run
REPEATS = 3
BYTES_EACH = 20  # of peak memory for each byte of the text in UTF-8, beside a fixed 200 MB
FIXED = 200 * 2**20
LADDER = (1_000_000, 2_000_000, 5_000_000, 10_000_000)
LONG = 2.0  # CPU seconds; what takes longer is run once on the ladder, for noise is a small part of it
GRAIN = 0.005  # CPU seconds added to each median, so that texts which cost nothing have a ratio near 1


def _score(text: str) -> object:
    return Scorer().score(Article(text, title=text[:200]))


def _match(text: str) -> object:
    half = len(text) // 2
    return match_claims([Article(text[:half], outlet="A"), Article(text[half:] + " 41 people.", outlet="B")])


def _similarity(text: str) -> object:
    return ClaimMatcher().similarity(text, text[::-1])


def _corpus(text: str) -> object:
    half = len(text) // 2
    return score_corpus([Article(text[:half], outlet="A"), Article(text[half:], outlet="B")])


def _other_version() -> str:
    return next(name for name in available_versions() if name != default_version())


def _compare(text: str) -> object:
    return compare_versions(_other_version(), None, [text])


def _index(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder, ClaimIndex(Path(folder) / "claims.db") as index:
        index.add(Article(text, id="a"))
        return index.lookup(text)


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
        "features": features,
        "counterfactuals": counterfactuals,
        "compare_versions": _compare,
        "score_corpus": _corpus,
        "claim_index": _index,
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
        medians.append(_seconds(function, text)[0] + GRAIN)
    return medians[1] / medians[0]


def _seconds(function: Callable[[str], object], text: str, *, long: float = math.inf) -> tuple[float, str]:
    """Median CPU seconds, of one run where it takes longer than ``long``, and the error that was the answer or ``""``."""
    times: list[float] = []
    refused = ""
    while len(times) < REPEATS and max(times, default=0.0) <= long:
        gc.collect()
        start = time.process_time()
        try:
            function(text)
        except ReliabilityError as error:  # a stated limit is an answer too
            refused = type(error).__name__
        times.append(time.process_time() - start)
    return statistics.median(times), refused


def _peak(family: str, size: int) -> float:
    """Peak memory of a process that scores one text, as a share of what is allowed."""
    command = [sys.executable, "-m", "benchmarks.speed.growth", "--peak", family, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / allowed(FAMILIES[family](size))


def allowed(text: str) -> int:
    """Bytes of peak memory that a text may take: 200 MB and 20 times its length in UTF-8."""
    return FIXED + BYTES_EACH * len(text.encode("utf-8", "surrogatepass"))


def step(name: str, family: str, size: int) -> dict[str, float | str]:
    """CPU seconds and peak memory of one function on one text in this process, with the answer's kind."""
    function = FUNCTIONS[name]
    with suppress(ReliabilityError):
        function("The mayor said 3 people left.")  # loads what is loaded once
    text = FAMILIES[family](size)
    seconds, refused = _seconds(function, text, long=LONG)
    return {"seconds": seconds, "refused": refused, "peak": _high_water(), "share": _high_water() / allowed(text)}


def climb(names: Sequence[str], families: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[str, float, float]]:
    """A line for each function and family, the worst growth for twice the text on it, and the worst share of memory."""
    for name in names:
        for family in families:
            command = [sys.executable, "-m", "benchmarks.speed.growth", "--step", name, family]
            found = []
            for size in sizes:
                done = subprocess.run([*command, str(size)], capture_output=True, text=True, check=True)
                found.append(json.loads(done.stdout))
            doublings = [math.log2(large / small) for small, large in pairwise(sizes)]
            seconds = [item["seconds"] + GRAIN for item in found]
            growth = [
                0.0 if b["refused"] else (after / before) ** (1 / steps)
                for b, before, after, steps in zip(found[1:], seconds, seconds[1:], doublings, strict=False)
            ]
            cells = [
                f"{item['seconds']:8.2f} s {item['peak'] / 1e6:6.0f} MB {item['share']:5.2f} {item['refused'][:9]:9}"
                for item in found
            ]
            steps = " ".join(f"{value:.2f}" for value in growth)
            line = f"{name:<17} {family:<18} {' '.join(cells)} growth {steps}"
            yield line, max(growth, default=0.0), max(item["share"] for item in found)


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
    parser.add_argument("--deep", action="store_true", help="climb the sizes of --ladder, a line a function and family")
    parser.add_argument("--ladder", type=int, nargs="+", default=LADDER, help="characters")
    parser.add_argument("--family", action="append", choices=tuple(FAMILIES))
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--peak", choices=tuple(FAMILIES), help="print the peak memory of one score in bytes")
    options = parser.parse_args()
    if options.peak:
        with suppress(ReliabilityError):
            _score(FAMILIES[options.peak](options.size))
        print(_high_water())
        return
    if options.step:
        print(json.dumps(step(options.step[0], options.step[1], int(options.step[2]))))
        return
    if options.deep:
        worst: dict[str, tuple[float, float]] = {}
        for line, growth, share in climb(
            options.only or tuple(FUNCTIONS), options.family or tuple(FAMILIES), options.ladder
        ):
            print(line, flush=True)
            name = line.split(maxsplit=1)[0]
            worst[name] = (max(growth, worst.get(name, (0, 0))[0]), max(share, worst.get(name, (0, 0))[1]))
        for name, (growth, share) in worst.items():
            print(f"worst {name:<17} growth for twice the text {growth:.2f}, share of the memory allowed {share:.2f}")
        return
    for figure in run(options.size, tuple(options.only or FUNCTIONS)):
        print(f"{figure.key:<40} {figure.value:.3f}  n={figure.n}  {figure.note}", flush=True)


if __name__ == "__main__":
    main()
