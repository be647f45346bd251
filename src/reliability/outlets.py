"""From aligned claims to outlets: whose values stand up against those of independent reports."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reliability.sources.claims import SourceClaims
from reliability.sources.copy_aware_em import CopyAwareEM
from reliability.types import Article, Claim, ClaimAlignment, ClaimCluster, Quantity, Syndication

FEWEST_CLAIMS = 10  # an outlet with fewer comparable values gets no figure


@dataclass(frozen=True, slots=True)
class OutletReliability:
    """How often an outlet's comparable values hold against independent reports.

    Attributes:
        reliability: float in [0, 1]; None with ``reason`` for fewer than ten comparable values.
        low, high: the 90 % interval, for further values of the outlet as much as for these.
        claims: number of comparable values.
        effective: the same with copied values discounted.
        depends_on: outlets whose values it seems to take over.
    """

    outlet: str
    reliability: float | None
    low: float | None
    high: float | None
    claims: int
    effective: float
    depends_on: tuple[str, ...]
    reason: str | None = None


def outlet_reliability(articles: Sequence[Article], alignment: ClaimAlignment) -> list[OutletReliability]:
    """One record for each named outlet, by name; [] when no article names its outlet.

    Each slot of a claim cluster (a number with its unit, or the claim's polarity) is an item, what an outlet's article
    says there is its value; syndicated articles make their outlets dependent from the start. No table of outlets is
    built in: without comparable values there is no figure.
    """
    return reliability_of_outlets([article.outlet for article in articles], alignment.clusters, alignment.syndications)


def reliability_of_outlets(
    outlets: Sequence[str | None], clusters: Iterable[ClaimCluster], syndications: Iterable[Syndication]
) -> list[OutletReliability]:
    """The same from the outlet of each article and clusters that are read once."""
    named = sorted({outlet for outlet in outlets if outlet})
    rows = sorted(set(_values(outlets, clusters)))
    if not rows:
        return [_abstain(outlet, 0, 0.0) for outlet in named]
    model = CopyAwareEM(min_claims=FEWEST_CLAIMS)
    model.fit(SourceClaims.encode(rows), dependence_prior=_copies(outlets, syndications))
    counts = dict(zip(model.sources_, model.n_claims_.tolist(), strict=True))
    effective = dict(zip(model.sources_, model.n_effective_.tolist(), strict=True))
    reliability, intervals = model.source_reliability_, model.source_outlook_
    found = []
    for outlet in named:
        value, interval = reliability.get(outlet), intervals.get(outlet)
        if value is None or interval is None:
            found.append(_abstain(outlet, int(counts.get(outlet, 0)), float(effective.get(outlet, 0.0))))
            continue
        depends = sorted(
            str(other)
            for pair, rate in model.dependent_pairs_.items()
            if outlet in pair and rate >= 0.5
            for other in pair
            if other != outlet
        )
        found.append(
            OutletReliability(
                outlet,
                round(value, 6),
                round(interval[0], 6),
                round(interval[1], 6),
                int(counts[outlet]),
                round(float(effective[outlet]), 6),
                tuple(depends),
            )
        )
    return found


def _abstain(outlet: str, claims: int, effective: float) -> OutletReliability:
    reason = f"{claims} comparable values; at least {FEWEST_CLAIMS} are needed"
    return OutletReliability(outlet, None, None, None, claims, round(effective, 6), (), reason)


def _values(outlets: Sequence[str | None], clusters: Iterable[ClaimCluster]) -> Iterator[tuple[str, str, str]]:
    """Rows of outlet, item and value from clusters that hold claims of two outlets and more."""
    for number, cluster in enumerate(clusters):
        members = [*cluster.claims, *(side for pair in cluster.conflicts for side in (pair.a, pair.b))]
        if len({outlets[claim.article] for claim in members} - {None}) < 2:
            continue
        for claim in members:
            outlet = outlets[claim.article]
            if outlet:
                yield (outlet, f"{number}/polarity", claim.polarity)
                for quantity in claim.quantities:
                    yield from _quantity(outlet, number, claim, quantity)


def _quantity(outlet: str, number: int, claim: Claim, quantity: Quantity) -> Iterator[tuple[str, str, str]]:
    same_unit = [other for other in claim.quantities if (other.unit, other.slot) == (quantity.unit, quantity.slot)]
    if quantity.value is not None and len(same_unit) == 1:
        slot = quantity.slot or quantity.unit or "number"
        yield (outlet, f"{number}/{slot}", f"{quantity.value:g}")


def _copies(
    outlets: Sequence[str | None], syndications: Iterable[Syndication]
) -> dict[tuple[Hashable, Hashable], float]:
    """Prior probability of copying between outlets, from the share of their articles that are copies of each other."""
    priors: dict[tuple[Hashable, Hashable], float] = {}
    for item in syndications:
        pair = sorted({outlet for outlet in (outlets[item.a], outlets[item.b]) if outlet})
        if len(pair) == 2:
            key = (pair[0], pair[1])
            priors[key] = max(priors.get(key, 0.0), round(min(0.95, item.containment), 6))
    return priors
