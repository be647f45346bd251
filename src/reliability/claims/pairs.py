"""Two sentences without their articles: the numbers that tell a paraphrase from a look-alike, and a denial from both."""

from __future__ import annotations

from math import log1p, sqrt

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from reliability.claims.edits import EDIT_FEATURES, edit_features
from reliability.claims.leftovers import meet_by_spelling, side_by_side, stretches
from reliability.claims.profiles import Profile
from reliability.claims.slots import compare_dates, compare_quantities

# "larger" and "smaller" are the sentences of a pair by what is counted: a share of the larger is the smaller share.
WORD_FEATURES = (
    "larger_shared",
    "smaller_shared",
    "content_larger_shared",
    "content_smaller_shared",
    "bigrams_larger_shared",
    "bigrams_smaller_shared",
    "content_bigrams_larger_shared",
    "content_bigrams_smaller_shared",
    "names_shared",
    "names_left",
    "names_common",
    "names_differ",
    "figures_differ",
    "figures_one_sided",
    "figures_nested",
    "figures_both_sides",
)
RARITY_FEATURES = (
    "words",
    "smaller_covered",
    "larger_covered",
    "smaller_covered_softly",
    "larger_covered_softly",
    "larger_covered_squared",
    "left_over_small",
    "left_over_large",
    "left_words_small",
    "left_words_large",
    "rarest_left",
    "rarest_left_small",
)
ORDER_FEATURES = (
    "order",
    "in_order",
    "ratio",
    "partial",
    "token_set",
    "characters",
    "longest_shared",
    "longest_share",
    "replaced",
    "distance",
    "stretches_small",
    "stretches_large",
    "length_ratio",
    "length_small",
    "length_large",
    "length_gap",
)
SLOT_FEATURES = (
    "numbers_agree",
    "numbers_clash",
    "dates_clash",
    "negation",
    "denial_differs",
    "denial_in_shorter",
    "denial_in_longer",
    "opposites",
    "edited",
    "swapped",
)
PAIR_FEATURES = (*WORD_FEATURES, *RARITY_FEATURES, *ORDER_FEATURES, *SLOT_FEATURES, *EDIT_FEATURES)
_PARTIAL = 600  # characters of both sentences beyond which the best stretch is not searched


def pair_features(a: Profile, b: Profile) -> list[float]:
    """The numbers of a pair in the order of ``PAIR_FEATURES``; the same for (b, a)."""
    in_order = LCSseq.similarity(a.order, b.order) / (min(len(a.order), len(b.order)) or 1)
    return [
        *_words(a, b),
        *_rarity(a, b),
        *_order(a, b, in_order),
        *_slots(a, b, in_order),
        *edit_features(a.edits, b.edits),
    ]


def _shares(left: frozenset[object], right: frozenset[object]) -> tuple[float, float]:
    """How much of the larger and of the smaller of two sets the other holds."""
    small, large = len(left), len(right)
    if small > large:
        small, large = large, small
    if not small:
        return 0.0, 0.0
    both = len(left & right)
    return both / large, both / small


def _words(a: Profile, b: Profile) -> list[float]:
    names, figures = len(a.names & b.names), len(a.figures & b.figures)
    names_apart = (len(a.names) - names, len(b.names) - names)
    figures_apart = (len(a.figures) - figures, len(b.figures) - figures)
    return [
        *_shares(a.bag, b.bag),
        *_shares(a.content_bag, b.content_bag),
        *_shares(a.bigrams, b.bigrams),
        *_shares(a.content_bigrams, b.content_bigrams),
        log1p(names),
        log1p(sum(names_apart)),
        names / (names + sum(names_apart) or 1),
        float(all(names_apart)),
        float(sum(figures_apart)),
        float(bool(a.figures) != bool(b.figures)),
        float(any(figures_apart) and not all(figures_apart)),
        float(all(figures_apart)),
    ]


def _rarity(a: Profile, b: Profile) -> list[float]:
    """Shares of what the words tell, with and without leftover words that are spelled alike."""
    own, their = a.weights, b.weights
    shared = [own[item] for item in sorted(own.keys() & their.keys())]
    left = {item: value for item, value in own.items() if item not in their}
    right = {item: value for item, value in their.items() if item not in own}
    over = (sum(left.values()), sum(right.values()))
    rarest = (max(left.values(), default=0.0), max(right.values(), default=0.0))
    common = sum(shared)
    softly = common + sum(min(left[x], right[y]) for _, x, y in meet_by_spelling(left, right))
    small, large = min(a.total, b.total) or 1.0, max(a.total, b.total) or 1.0
    counts = sorted((len(left), len(right)))
    norms = a.norm * b.norm
    return [
        sum([value**2 for value in shared]) / norms if norms else 0.0,
        common / small,
        common / large,
        softly / small,
        softly / large,
        (softly / large) ** 2,
        log1p(min(over)),
        log1p(max(over)),
        float(counts[0]),
        float(counts[1]),
        max(rarest),
        min(rarest),
    ]


def _order(a: Profile, b: Profile, in_order: float) -> list[float]:
    """How much stands in the same order, from words to characters, and the lengths."""
    sizes = (len(a.order), len(b.order))
    stems = sorted((len(a.stems), len(b.stems)))
    ratio = fuzz.ratio(a.plain, b.plain) / 100
    characters = sqrt(len(a.grams) * len(b.grams))
    aligned = side_by_side(a.order, b.order)
    runs = sorted((stretches(a.order, b.distinct), stretches(b.order, a.distinct)))
    return [
        LCSseq.similarity(a.stems, b.stems) / (stems[0] or 1),
        in_order,
        ratio,
        fuzz.partial_ratio(a.plain, b.plain) / 100 if len(a.plain) + len(b.plain) < _PARTIAL else ratio,
        fuzz.token_set_ratio(a.plain, b.plain) / 100,
        len(a.grams & b.grams) / characters if characters else 0.0,
        log1p(aligned.longest),
        aligned.longest / (max(sizes) or 1),
        float(aligned.replaced),
        aligned.distance / (max(sizes) or 1),
        float(runs[0]),
        float(runs[1]),
        stems[0] / (stems[1] or 1),
        log1p(min(sizes)),
        log1p(max(sizes)),
        float(abs(sizes[0] - sizes[1])),
    ]


def _slots(a: Profile, b: Profile, in_order: float) -> list[float]:
    """Numbers, dates, negation and opposites, and whether content words stand in place of others."""
    agreed, clashes = compare_quantities(a.side, b.side)
    dates, other_dates = a.side.claim.dates, b.side.claim.dates
    date_clashes = compare_dates(dates, other_dates)[1] if dates and other_dates else ()
    swap = float(not a.content <= b.content and not b.content <= a.content)
    return [
        float(min(len(agreed), 3)),
        float(min(len(clashes), 3)),
        float(bool(date_clashes)),
        float(abs(a.negations - b.negations) % 2 + (a.reversers != b.reversers)),
        *_denials(a, b),
        float(not a.opposites.isdisjoint(b.distinct) or not b.opposites.isdisjoint(a.distinct)),
        in_order * (swap + (a.negators != b.negators)),
        in_order * swap,
    ]


def _denials(a: Profile, b: Profile) -> list[float]:
    """Whether one sentence negates what both tell and the other does not, in all and by which sentence is shorter."""
    if not a.denials and not b.denials:
        return [0.0, 0.0, 0.0]
    shorter, longer = (a, b) if (len(a.order), a.plain) <= (len(b.order), b.plain) else (b, a)
    small, large = _denied(shorter, longer), _denied(longer, shorter)
    return [float(small % 2 != large % 2), float(bool(small) and not large), float(bool(large) and not small)]


def _denied(one: Profile, other: Profile) -> int:
    """How many negations of a sentence stand before words that the other has too."""
    return sum(not other.distinct.isdisjoint(stems) for stems in one.denials)
