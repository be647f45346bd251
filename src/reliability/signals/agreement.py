"""Cross-source agreement: how an article's claims stand in independent reports of the same event."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from types import MappingProxyType

from reliability.signals.analysis import Agreement, Analysis, ClaimSupport
from reliability.signals.terms import summed
from reliability.types import Evidence, Signal

NAME = "agreement"
NO_REPORTS = "no comparable reports"


def agreement_signal(analysis: Analysis, parameters: Mapping[str, float]) -> Signal:
    """0.5 and more for corroborated claims, less for disputed ones; None when no other report can be compared.

    Each claim that another article makes or disputes counts; a claim that nobody else has, as in a scoop, does not.
    Support saturates with the number of independent origins (1 gives one half of it, 2 three quarters); copies of one
    report are one origin. Agreement is corroboration, not truth.

    Args:
        analysis: what was found in the article; ``analysis.agreement`` is None when no other articles were at hand.
        parameters: ``conflict_cost`` (what one disputed claim weighs against one supported claim).

    Reference: Dong, Berti-Equille and Srivastava, VLDB 2009, doi:10.14778/1687627.1687690, for counting copies once.
    """
    return agreement_of(analysis.agreement, parameters)


def agreement_of(agreement: Agreement | None, parameters: Mapping[str, float]) -> Signal:
    """The signal when nothing else of the article is at hand; see :func:`agreement_signal`."""
    features = MappingProxyType(_features(agreement))
    if agreement is None or agreement.comparable == 0:
        return Signal(NAME, None, NO_REPORTS, features)
    evidence = tuple(item for support in agreement.supports for item in _evidence(support))
    compared = [support for support in agreement.supports if support.origins > 0 or support.conflicts]
    if not compared:
        return Signal(NAME, None, "no claim in common with comparable reports", features, evidence)
    gains = fsum(1.0 - 0.5**support.origins for support in compared)
    losses = parameters["conflict_cost"] * sum(bool(support.conflicts) for support in compared)
    value, terms = summed(
        {"base": 0.5, "corroborated": 0.5 * gains / len(compared), "disputed": -0.5 * losses / len(compared)}
    )
    return Signal(NAME, value, None, features, evidence, terms)


def _features(agreement: Agreement | None) -> dict[str, float | None]:
    if agreement is None:
        return dict.fromkeys(("comparable", "copies", "claims", "corroborated", "disputed", "mean_origins"))
    supported = [support for support in agreement.supports if support.origins > 0]
    return {
        "comparable": float(agreement.comparable),
        "copies": float(agreement.copies),
        "claims": float(agreement.claims),
        "corroborated": float(len(supported)),
        "disputed": float(sum(bool(support.conflicts) for support in agreement.supports)),
        "mean_origins": round(fsum(s.origins for s in supported) / len(supported), 6) if supported else None,
    }


def _evidence(support: ClaimSupport) -> list[Evidence]:
    found = []
    if support.origins:
        origins = f"{support.origins} independent origin{'s' if support.origins > 1 else ''}"
        copies = f", {support.copies} of them copied on" if support.copies else ""
        found.append(Evidence(support.claim.span, NAME, "corroborated", origins + copies, 1))
    for pair in support.conflicts:
        slot = f" on the {pair.slot}" if pair.slot else ""
        found.append(Evidence(support.claim.span, NAME, "disputed", f"another report differs{slot}", -1))
    return found
