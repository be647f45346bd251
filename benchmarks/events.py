"""Made-up news of any size: events that several outlets report, with copies, conflicts, quotations and boilerplate."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from reliability.detectors import detectors_of
from reliability.types import Article

BOILERPLATE = "Sign up for our free daily newsletter and get the best stories of the harbour towns every morning."
_OUTLETS = ("Harbour Gazette", "North Coast Post", "Sella Ledger", "The Meridian", "Island Courier", "Daily Beacon")
_STARTS = "b br c ch d dr f g gr h k l m n p qu r s sh st t th v w z".split()
_VOWELS = "a e i o u ai ea io ou".split()
_ENDS = "l m n nd r rk s sk t th v x lm rn".split()
_ACTS = (
    "The {thing} {name} {u} the {place} {v} on {day} and {n} people were injured",
    "A {thing} of the {name} {u} was {v} near {place} on {day}, and {n} residents had to leave the {w}",
    "The {u} of {place} was {v} on {day} after the {name} had {w} {n} containers",
    "{person} was {u} as the {v} of {name} on {day} after {n} complaints about the {w} {thing} in {place}",
    "The {u} of {place} {v} {n} million euros on {day} for the {w} that {name} will be to {other}",
)
_MORE = (
    "{person} said that the {u} {thing} had been {v} in {place} only {n} weeks before the {w}",
    "{n} {u} from {place} {v} the {thing} until the {w} of {day}",
    "The {u} of {name} had {v} {n} million euros for the {w} in {place}",
    '"{quote}," {person} said in {place} on {day}',
    "The {thing} of {name} {u} had {v} {n} passengers a day between {place} and {other}",
    "The {u} in {place} {v} {n} witnesses about {name} and the {w} {thing}",
    "{person} said {name} had not {u} of the {v} to the {thing} before {w}",
    "The {u} will be {v} by {name} and {other} within {n} days of the {w}",
)
# only function words are the same: sentences of two events have few words in common, and those are frequent ones
_FILLER = (
    "The {a} {u} of the {b} was {v} {w} after the {c} {x} had {y} in the {d}",
    "Some {a} {u} were {v} by a {b} {w}, and the {c} {x} was to {y} the {d}",
    "It was the {u} {a} that had {v} the {b} {w} before a {c} {x} {y} with {d}",
    "When the {u} {a} had {v}, most of the {b} {w} were in a {c} {x} of {y} {d}",
)
_QUOTES = (
    "We did everything that could be done on such a night",
    "Nobody warned the crew about the state of the northern wall",
    "This will not happen again as long as I hold the office",
)
_THINGS = "ferry bridge tunnel depot terminal crane tower reactor stadium pipeline".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday".split()


class Newsroom:
    """Draws articles of made-up events; the same for the same seed.

    Args:
        seed: of the generator.
        sentences: of an article, at least 1.
    """

    def __init__(self, seed: int, *, sentences: int = 25) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._sentences = sentences
        table = detectors_of().matcher.vocabulary.frequencies
        common = sorted((-count, stem) for stem, count in table.items() if stem.isalpha() and len(stem) > 3)[:2_000]
        self._words = [stem for _, stem in common]
        self._often = list(accumulate(table[stem] for stem in self._words))

    def articles(self, count: int, *, boilerplate: float = 0.0) -> Iterator[Article]:
        """So many articles, those of one event one after the other.

        Args:
            boilerplate: share of the lines of an article that are one sentence, the same in all of them.
        """
        number = 0
        while number < count:
            facts = self._facts()
            reports: list[list[str]] = []
            for outlet in self._random.sample(_OUTLETS, self._random.choice((1, 2, 3, 3, 4, 5))):
                if number == count:
                    break
                lines = self._report(facts, reports)
                reports.append(lines)
                shown = [*lines, *[BOILERPLATE] * round(boilerplate * len(lines))]
                yield Article(
                    "\n\n".join(shown),
                    title=f"{facts['name']} in {facts['place']}",
                    outlet=outlet,
                    published=f"2026-03-{self._random.randrange(1, 28):02d}",
                    id=f"a{number:09d}",
                )
                number += 1

    def copies(self, count: int) -> Iterator[Article]:
        """So many near copies of one article, each without one of its lines and with a line of its own somewhere."""
        facts = self._facts()
        lines = self._report(facts, [])
        for number in range(count):
            shown = list(lines)
            del shown[self._random.randrange(1, len(shown))]
            shown.insert(self._random.randrange(1, len(shown)), self._filler())
            yield Article(
                "\n\n".join(shown),
                title=f"{facts['name']} in {facts['place']}",
                outlet=f"{_OUTLETS[number % len(_OUTLETS)]} {number // len(_OUTLETS)}",
                published=f"2026-03-03T{number % 24:02d}:00:00Z",
                id=f"copy{number:06d}",
            )

    def _facts(self) -> dict[str, str]:
        draw = self._random
        names = [_word(draw).title() for _ in range(6)]
        self._own = [_word(draw) for _ in range(200)]  # what people, places and things of this event are called
        return {
            "name": names[0],
            "place": f"Port {names[1]}",
            "other": names[2],
            "person": f"{names[3]} {names[4]}",
            "thing": draw.choice(_THINGS),
            "day": draw.choice(_DAYS),
            "quote": draw.choice(_QUOTES),
            "act": draw.choice(_ACTS),
            **dict(zip("uvw", self._own, strict=False)),
            "n": str(draw.randrange(3, 90)),
        }

    def _report(self, facts: dict[str, str], earlier: list[list[str]]) -> list[str]:
        draw = self._random
        if earlier and draw.random() < 0.2:  # a copy with another end
            return [*earlier[0][: min(self._sentences, max(3, len(earlier[0]) - 3))], self._filler()]
        told = {**facts, "n": facts["n"] if draw.random() < 0.7 else str(draw.randrange(3, 90))}
        lines = [f"{facts['act'].format(**told)}."]
        most = min(draw.randrange(2, 6), self._sentences - 1)
        for place, form in sorted(draw.sample(list(enumerate(_MORE)), most)):
            own = dict(zip("uvw", self._own[3 * place + 3 :], strict=False))  # each turn of events has its own words
            lines.append(f"{form.format(**{**told, **own})}.")
        lines += [self._filler() for _ in range(max(0, self._sentences - len(lines)))]
        return lines

    def _filler(self) -> str:
        draw = self._random
        shared = dict(zip("abcd", draw.choices(self._words, cum_weights=self._often, k=4), strict=True))
        own = dict(zip("uvwxy", draw.sample(self._own, k=5), strict=True))
        return f"{draw.choice(_FILLER).format(**shared, **own)}."


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(_STARTS) + draw.choice(_VOWELS) for _ in range(3)) + draw.choice(_ENDS)
