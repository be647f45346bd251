"""Which articles are copies of one another, by the character 8-grams that they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reliability.claims.candidates import shared_key_counts
from reliability.types import Syndication

_BLOCK = 1 << 18  # characters that are hashed at once
GRAM = 8
SAMPLE = 8  # one gram in eight is kept, chosen by its hash, so that both copies keep the same
FEWEST = 25  # kept grams; a shorter article is not compared (about 200 characters)
COPIED = 0.33  # of the smaller article; tuned on newscopy_like, 2026-11
CREDITED = 0.20  # the same when one side names the other as its source
HOTTEST = 60  # articles that share a gram; beyond it the gram is a template
_SPACE = re.compile(r"[\W_]+")

GramArray = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Copyable:
    """What syndication needs of an article.

    Attributes:
        grams: from `article_grams`.
        outlet: folded name of the outlet, "" when unknown.
        credits: folded text of byline, dateline and opening and closing lines, where sources are credited.
        stamp: ISO time of publication.
    """

    grams: GramArray
    outlet: str
    credits: str
    stamp: str | None


def article_grams(text: str) -> GramArray:
    """Sorted distinct hashes of a sample of the character 8-grams of a text, letters and digits only."""
    plain = _plain(text.lower())
    starts = range(0, max(1, len(plain) - GRAM + 1), _BLOCK)
    return np.unique(np.concatenate([_sample(plain[start : start + _BLOCK + GRAM - 1]) for start in starts]))


def _plain(lower: str) -> str:
    """A text with one space for all between its letters and digits; block by block, for the pieces take ten times as much."""
    found: list[str] = []
    ends_open = False
    for start in range(0, len(lower), _BLOCK):
        piece = _SPACE.sub(" ", lower[start : start + _BLOCK])
        found.append(piece[1:] if ends_open and piece[0] == " " else piece)
        ends_open = piece[-1] == " "
    return "".join(found)


def _sample(plain: str) -> GramArray:
    """Hashes of a sample of the grams of one block."""
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    size = len(codes) - GRAM + 1
    if size < 1:
        return np.zeros(0, dtype=np.uint32)
    total = np.zeros(size, dtype=np.uint64)
    for offset in range(GRAM):
        total = total * np.uint64(0x1_0000_01B3) + codes[offset : offset + size] + np.uint64(1)
    total ^= total >> np.uint64(31)
    total *= np.uint64(0x9E37_79B9_7F4A_7C15)
    total ^= total >> np.uint64(29)
    kept = total[(total >> np.uint64(40)) % np.uint64(SAMPLE) == 0]
    return np.asarray(kept & np.uint64(0xFFFF_FFFF), dtype=np.uint32)


def find_syndications(articles: Sequence[Copyable]) -> list[Syndication]:
    """Pairs of articles of which one holds much of the other's text, sorted; linear in the shared text.

    ``origin`` is the earlier article, or the one that the other credits; None without such evidence.

    Reference: Broder, SEQUENCES 1997, doi:10.1109/SEQUEN.1997.666900 (containment).
    """
    found = [
        copy_of(articles[a], articles[b], a, b, shared)
        for a, b, shared in shared_counts([item.grams for item in articles])
    ]
    return [item for item in found if item is not None]


def copy_of(first: Copyable, second: Copyable, a: int, b: int, shared: int) -> Syndication | None:
    """What articles ``a`` and ``b`` are to each other when they share so many grams; None when neither is a copy."""
    smaller = min(len(first.grams), len(second.grams))
    if smaller < FEWEST:
        return None
    containment = round(shared / smaller, 6)
    credit = _credit(first, second)
    if containment < (CREDITED if credit else COPIED):
        return None
    return _syndication(first, second, a, b, containment, f"{containment:.0%} of the shorter text stands in the other")


def with_near_copies(
    found: Sequence[Syndication],
    near: Iterable[Sequence[int]],
    stands: Mapping[int, Sequence[int]],
    article: Callable[[int], Copyable],
) -> list[Syndication]:
    """The syndications with those of texts that so many articles share that their grams do not count; sorted.

    Args:
        found: from `find_syndications`.
        near: rows from `reliability.claims.standins.near_rows`.
        stands: articles that follow others, from `reliability.claims.standins.stand_ins`.
        article: gives what is needed of an article.
    """
    known = {(item.a, item.b) for item in found}
    leaders = {found[0] for found in stands.values()}
    more = [
        near_copy(article(a), article(b), a, b, shared, size)
        for a, b, shared, size in near
        if (a, b) not in known and (a in leaders or b in leaders)
    ]
    return sorted([*found, *more], key=lambda item: (item.a, item.b))


def near_copy(first: Copyable, second: Copyable, a: int, b: int, shared: int, size: int) -> Syndication:
    """What articles ``a`` and ``b`` are to each other when so many of the ``size`` claims of the shorter are the same words."""
    containment = round(min(1.0, shared / size), 6)
    return _syndication(first, second, a, b, containment, f"{containment:.0%} of the claims are in the same words")


def _syndication(first: Copyable, second: Copyable, a: int, b: int, containment: float, reason: str) -> Syndication:
    """The syndication of two copies, with the origin as far as it can be told."""
    credit = _credit(first, second)
    reasons = [reason]
    origin: int | None = None
    if credit:
        origin = a if credit > 0 else b
        reasons.append(f"credits {(first if credit > 0 else second).outlet}")
    elif first.stamp and second.stamp and first.stamp != second.stamp:
        origin = a if str(first.stamp) < str(second.stamp) else b
        reasons.append("published earlier")
    return Syndication(a, b, containment, tuple(reasons), origin)


def shared_counts(grams: Sequence[GramArray]) -> list[tuple[int, int, int]]:
    """How many grams each pair of articles shares, as sorted ``(a, b, count)`` with ``a < b``."""
    if len(grams) < 2:
        return []
    flat = np.concatenate(list(grams)) if grams else np.zeros(0, dtype=np.uint32)
    owners = np.repeat(np.arange(len(grams), dtype=np.int64), [len(item) for item in grams])
    edges, counts = shared_key_counts(flat, owners, largest=HOTTEST)
    return [
        (a, b, count)
        for a, b, count in zip((edges >> 32).tolist(), (edges & 0xFFFF_FFFF).tolist(), counts.tolist(), strict=True)
    ]


def _credit(a: Copyable, b: Copyable) -> int:
    """1 when ``b`` credits the outlet of ``a``, -1 the other way round, 0 neither or both."""
    forward = bool(a.outlet) and a.outlet != b.outlet and _names(b.credits, a.outlet)
    backward = bool(b.outlet) and a.outlet != b.outlet and _names(a.credits, b.outlet)
    return int(forward) - int(backward)


def _names(text: str, outlet: str) -> bool:
    return len(outlet) > 3 and f" {outlet} " in f" {text} "


def folded_name(text: str) -> str:
    """Letters and digits of a name in lower case, single spaces between.

    Examples:
        >>> folded_name("The Meridian (wire)")
        'the meridian wire'
    """
    return _SPACE.sub(" ", text.lower()).strip()
