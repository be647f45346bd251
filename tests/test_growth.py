"""Time grows in proportion to the text: twice the text takes at most about twice the time."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

import pytest

from benchmarks.families import FAMILIES
from benchmarks.speed.growth import FUNCTIONS
from reliability.scoring import Scorer
from reliability.types import Article

SIZE = 30_000
READERS = {"fragment", "json_lines", "linked_data", "similarity"}
SMALL = 8_000  # characters for each function by itself, so that all of them on all families take seconds
MOST = 2.9  # quadratic work doubles the ratio to 4; the benchmark states the real figures on a quiet machine


def cpu(function: Callable[[str], object], text: str, repeats: int) -> float:
    times = []
    for _ in range(repeats):
        gc.collect(1)
        gc.disable()  # a collection walks all that other tests left behind, which is not this text's cost
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
        gc.enable()
    return statistics.median(times)


def ratio(
    function: Callable[[str], object], make: Callable[[int], str], size: int, *, grain: float, repeats: int
) -> float:
    """The least of up to five ratios of the time for twice the text; other work on the machine only adds."""
    small, large = make(size), make(2 * size)
    ratios = []
    for _ in range(5):
        ratios.append((cpu(function, large, repeats) + grain) / (cpu(function, small, repeats) + grain))
        if ratios[-1] <= MOST:
            break
    return min(ratios)


@pytest.mark.parametrize("name", FAMILIES)
def test_time_grows_with_the_length(name: str) -> None:
    scorer = Scorer()
    assert ratio(lambda text: scorer.score(Article(text)), FAMILIES[name], SIZE, grain=0.01, repeats=1) <= MOST


# The others are part of these: a score parses and finds, matching extracts claims.
@pytest.mark.parametrize(
    "function", ["hedged_sentences", "match_claims", "readability", "report", *sorted(set(FUNCTIONS) & READERS)]
)
def test_each_function_is_linear_on_every_family(function: str) -> None:
    found = {
        name: round(ratio(FUNCTIONS[function], make, SMALL, grain=0.005, repeats=1), 2)
        for name, make in FAMILIES.items()
    }
    assert {name: value for name, value in found.items() if value > MOST} == {}
