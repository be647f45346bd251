"""How time and memory grow with crafted texts, over every public function that takes one.

``python -m benchmarks.speed.growth --deep`` goes to 10 MB: a line for each function and family, a process for each text, with
CPU time against half the text and peak memory against what is allowed, and tables of the worst at the end. Where 10 MB are
refused it halves the text until it is answered. ``--only`` and ``--family`` choose some of them; a run that was stopped
goes on from the file of ``--record``.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from html import escape
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
from reliability.io.feeds import read_feed
from reliability.io.fragment import text_of
from reliability.io.html import article_from_html
from reliability.io.jsonl import read_jsonl
from reliability.io.newsarticle import nodes_in_page
from reliability.matching import ClaimMatcher
from reliability.report.asdict import score_as_dict, to_json
from reliability.report.html import articles_page
from reliability.scoring import Scorer, features
from reliability.types import Article
from reliability.versions.loader import available_versions, default_version

SIZE = 100_000  # characters of the smaller text in the ordinary run
REPEATS = 3
BYTES_EACH = 20  # of peak memory for each byte of the text in UTF-8, beside a fixed 200 MB
FIXED = 200 * 2**20
LONGEST = 10_000_000  # characters of the longest text of the deep run
LEAST = 78_000  # characters; no text is halved below
DOUBTFUL = 2.1  # growth from which on the deep run takes medians
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
    lines = (line.group().encode("utf-8", "surrogatepass") for line in re.finditer(r"[^\n]+", text))
    return deque(read_jsonl(lines, "in"), maxlen=0)  # one by one, as they are meant to be read


def _page(text: str) -> object:
    scorer, article = Scorer(), Article(text)
    return articles_page([(article, scorer.score(article), scorer.lines(article))])


def _as_json(text: str) -> object:
    return to_json(score_as_dict(Scorer().score(text), text))


def _html(text: str) -> object:
    return article_from_html(f"<html><body><p>{escape(text)}</p></body></html>".encode("utf-8", "replace"))


def _feed(text: str) -> object:
    items = f"<item><title>A</title><description>{escape(text)}</description></item>"
    page = f'<rss version="2.0"><channel><title>B</title>{items}</channel></rss>'
    return deque(read_feed(page.encode("utf-8", "replace"), "feed"), maxlen=0)


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
        "report": _page,
        "as_json": _as_json,
        "html_page": _html,
        "feed": _feed,
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
        medians.append(_seconds(function, text) + GRAIN)
    return medians[1] / medians[0]


def _seconds(function: Callable[[str], object], text: str) -> float:
    """Median CPU seconds."""
    times: list[float] = []
    for _ in range(REPEATS):
        gc.collect()
        start = time.process_time()
        with suppress(ReliabilityError):  # a stated limit is an answer too
            function(text)
        times.append(time.process_time() - start)
    return statistics.median(times)


def _peak(family: str, size: int) -> float:
    """Peak memory of a process that scores one text, as a share of what is allowed."""
    command = [sys.executable, "-m", "benchmarks.speed.growth", "--peak", family, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / allowed(FAMILIES[family](size))


def allowed(text: str) -> int:
    """Bytes of peak memory that a text may take: 200 MB and 20 times its length in UTF-8."""
    return FIXED + BYTES_EACH * len(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Step:
    """One function on one text in a process of its own.

    Attributes:
        seconds: CPU time.
        peak: bytes of memory at the peak of the process.
        share: of the memory that the text may take.
        refused: the error that was the answer, or an empty string.
    """

    function: str
    family: str
    size: int
    seconds: float
    peak: int
    share: float
    refused: str


def step(name: str, family: str, size: int) -> Step:
    """CPU seconds and peak memory of one function on one text in this process, and its error if that was the answer."""
    function = FUNCTIONS[name]
    with suppress(ReliabilityError):
        function("The mayor said 3 people left.")  # loads what is loaded once
    text = FAMILIES[family](size)
    gc.collect()
    refused = ""
    start = time.process_time()
    try:
        function(text)
    except ReliabilityError as error:  # a stated limit is an answer too
        refused = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    peak = _high_water()
    return Step(name, family, size, round(seconds, 3), peak, round(peak / allowed(text), 3), refused)


class Record:
    """The steps that were measured, a line each in a file, so that a run goes on where it was stopped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.steps: dict[tuple[str, str, int], list[Step]] = {}
        for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
            self._keep(Step(**json.loads(line)))

    def _keep(self, found: Step) -> None:
        self.steps.setdefault((found.function, found.family, found.size), []).append(found)

    def of(self, name: str, family: str, size: int, *, times: int = 1) -> list[Step]:
        """At least so many runs of a step; those that are missing are measured."""
        while len(self.steps.get((name, family, size), ())) < times:
            command = [sys.executable, "-m", "benchmarks.speed.growth", "--step", name, family, str(size)]
            found = Step(**json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
            self._keep(found)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(found)) + "\n")
        return self.steps[name, family, size]


@dataclass(frozen=True, slots=True)
class Cell:
    """A function on a family: the longest text of the ladder that it answers, and what that cost.

    Attributes:
        size: of the longest text that is answered; 0 where none is.
        growth: CPU time of that text over that of half of it; 1 where none is answered.
        seconds: CPU time of that text.
        share: the worst share of the memory allowed, over all texts that were tried.
        refusal: CPU seconds until the longest text of all was refused; 0 where it is answered.
    """

    function: str
    family: str
    size: int
    growth: float
    seconds: float
    share: float
    refusal: float


def cell(record: Record, name: str, family: str, size: int) -> Cell:
    """Halves a text until it is answered, and compares it with its half; three times each where once is doubtful."""
    top = first = record.of(name, family, size)[0]
    while first.refused and first.size // 2 >= LEAST:
        first = record.of(name, family, first.size // 2)[0]
    refusal = top.seconds if top.refused else 0.0
    sizes = [first.size, first.size // 2]
    if first.refused:
        return Cell(name, family, 0, 1.0, 0.0, _worst_share(record, name, family), refusal)
    for times in (1, REPEATS):
        large, small = (
            statistics.median(item.seconds for item in record.of(name, family, each, times=times)) for each in sizes
        )
        growth = (large + GRAIN) / (small + GRAIN)
        if growth <= DOUBTFUL:
            break
    return Cell(name, family, first.size, growth, large, _worst_share(record, name, family), refusal)


def _worst_share(record: Record, name: str, family: str) -> float:
    return max(step.share for (*of, _), steps in record.steps.items() if of == [name, family] for step in steps)


def summary(cells: Sequence[Cell]) -> Iterator[str]:
    """Two Markdown tables: the worst of each function over the families, and of each family over the functions."""
    for title, attribute in (("function", "function"), ("family", "family")):
        grouped: dict[str, list[Cell]] = {}
        for item in cells:
            grouped.setdefault(getattr(item, attribute), []).append(item)
        yield f"| {title} | worst growth | worst s/MB | worst share of memory | refused above |"
        yield "|---|---|---|---|---|"
        for name, items in grouped.items():
            yield f"| {name} | {_worst_of(items, attribute)} |"
        yield ""


def _worst_of(items: Sequence[Cell], attribute: str) -> str:
    other = "family" if attribute == "function" else "function"
    answered = [item for item in items if item.size] or items
    growth = max(answered, key=lambda item: item.growth)
    slow = max(answered, key=lambda item: item.seconds / max(item.size, 1))
    share = max(items, key=lambda item: item.share)
    sizes = sorted({item.size for item in items if item.refusal})
    refused = ", ".join(
        f"{size / 1e6:.2g} MB: {_names([item for item in items if item.refusal and item.size == size], other)}"
        for size in sizes
    )
    return (
        f"{growth.growth:.2f} {getattr(growth, other)} | {slow.seconds / max(slow.size, 1) * 1e6:.2f}"
        f" {getattr(slow, other)} | {share.share:.2f} {getattr(share, other)} | {refused or 'none'}"
    )


def _names(items: Sequence[Cell], attribute: str) -> str:
    names = [getattr(item, attribute) for item in items]
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"


def climb(record: Record, names: Sequence[str], families: Sequence[str], size: int) -> Iterator[Cell]:
    """The cell of each function and family; ``record`` keeps what was measured."""
    for name in names:
        for family in families:
            yield cell(record, name, family, size)


def _high_water() -> int:
    """Peak memory of this process in bytes; what getrusage says would count the parent that it was forked from."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """The figures at a size of one's own, for one or all functions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, help="characters of the smaller text; of the longest with --deep")
    parser.add_argument("--only", action="append", choices=tuple(FUNCTIONS))
    parser.add_argument("--deep", action="store_true", help="a line for each function and family up to 10 MB")
    parser.add_argument("--family", action="append", choices=tuple(FAMILIES))
    parser.add_argument(
        "--record", type=Path, default=Path("growth.jsonl"), help="what --deep measured; it goes on there"
    )
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--peak", choices=tuple(FAMILIES), help="print the peak memory of one score in bytes")
    options = parser.parse_args()
    if options.peak:
        with suppress(ReliabilityError):
            _score(FAMILIES[options.peak](options.size or SIZE))
        print(_high_water())
    elif options.step:
        name, family, size = options.step
        print(json.dumps(asdict(step(name, family, int(size)))))
    elif options.deep:
        _deep(
            options.record, options.only or tuple(FUNCTIONS), options.family or tuple(FAMILIES), options.size or LONGEST
        )
    else:
        for figure in run(options.size or SIZE, tuple(options.only or FUNCTIONS)):
            print(f"{figure.key:<40} {figure.value:.3f}  n={figure.n}  {figure.note}", flush=True)


def _deep(path: Path, names: Sequence[str], families: Sequence[str], size: int) -> None:
    cells = []
    for found in climb(Record(path), names, families, size):
        cells.append(found)
        answered = f"{found.size / 1e6:5.2f} MB {found.seconds:8.2f} s growth {found.growth:5.2f}"
        refusal = f" refused above, in {found.refusal:.2f} s" if found.refusal else ""
        print(f"{found.function:<17} {found.family:<23} {answered} memory {found.share:5.2f}{refusal}", flush=True)
    print("", *summary(cells), sep="\n")


if __name__ == "__main__":
    main()
