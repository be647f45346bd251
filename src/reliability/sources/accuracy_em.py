"""Expectation–maximisation of source accuracies, every source taken as independent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reliability.sources.claims import SourceClaims
from reliability.sources.estimator import Solution, SourceEstimator
from reliability.sources.partition_model import ItemPosterior, agreeing, claimed_weight, posterior
from reliability.sources.shared_errors import shared_error
from reliability.sources.tolerance import FloatArray

MAX_ITERATIONS = 30
# Largest change of a probability at which the iteration rests.
REST = 1e-3
# Sources are taken to be right more often than wrong on the whole; without this bound the mirror image, in which
# nearly everybody is wrong, fits sparse sets as well.
LOWEST_MEAN, HIGHEST_MEAN = 0.5, 0.97
# Bounds of the pseudo-claims behind the prior of an accuracy. Many small sources shrink the estimated spread; above 8
# the prior would outweigh a source's own ten claims.
FEWEST_PSEUDO, MOST_PSEUDO = 2.0, 8.0
LOWEST, HIGHEST = 0.02, 0.995


@dataclass(frozen=True, slots=True)
class Accuracies:
    """Accuracy of each source and the Beta prior fitted to all of them."""

    value: FloatArray
    mean: float
    pseudo: float


def first_belief(claims: SourceClaims, weights: FloatArray) -> FloatArray:
    """Return soft votes: the share of the item's weight within tolerance of each candidate, half a vote withheld."""
    amount = claimed_weight(claims, weights)
    total = np.bincount(claims.candidate_item, amount, minlength=len(claims.items))
    return np.minimum(agreeing(claims, amount) / (total[claims.candidate_item] + 0.5), 1.0)


def informative(claims: SourceClaims) -> FloatArray:
    """Return 1 for claims on items that others claim too, 0 for those that nothing can check."""
    on_item = np.bincount(claims.claim_item, minlength=len(claims.items))
    return (on_item[claims.claim_item] > 1).astype(np.float64)


def accuracies(claims: SourceClaims, right: FloatArray, checked: FloatArray) -> Accuracies:
    """Return empirical-Bayes accuracies: means shrunk towards a Beta prior fitted by moments over the sources.

    Reference: Efron and Morris, "Data analysis using Stein's estimator" (1975), doi:10.1080/01621459.1975.10479864.
    """
    n = np.bincount(claims.claim_source, checked, minlength=len(claims.sources))
    k = np.bincount(claims.claim_source, checked * right[claims.claim_candidate], minlength=len(claims.sources))
    share, trust = k / np.maximum(n, 1e-9), n / (n + 5)
    mean = (float((trust * share).sum()) + 0.7) / (float(trust.sum()) + 1)
    mean = min(max(mean, LOWEST_MEAN), HIGHEST_MEAN)
    spread = float((trust * ((share - mean) ** 2 - mean * (1 - mean) / np.maximum(n, 1))).sum())
    spread /= max(float(trust.sum()), 1e-9)
    pseudo = mean * (1 - mean) / max(spread, 1e-9) - 1
    pseudo = min(max(pseudo, FEWEST_PSEUDO), MOST_PSEUDO)
    value = (k + mean * pseudo) / (n + pseudo)
    return Accuracies(np.clip(value, LOWEST, HIGHEST), mean, pseudo)


def finish(
    claims: SourceClaims, found: ItemPosterior, fitted: Accuracies, checked: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the Beta parameters of each source's accuracy, shape (sources,) each.

    A claim whose truth is uncertain carries less than one claim's information: what is missing is the variance of its
    unknown rightness (Louis, "Finding the observed information matrix when using the EM algorithm", 1982,
    doi:10.1111/j.2517-6161.1982.tb01203.x).

    Args:
        claims: The claims.
        found: Posterior of the items.
        fitted: Accuracies and their prior.
        checked: 1 for claims that others can check.
    """
    right = found.right[claims.claim_candidate]
    theta = fitted.value[claims.claim_source]
    variance = theta * (1 - theta)
    complete = (right / theta**2 + (1 - right) / (1 - theta) ** 2) * variance
    known = checked * (complete - right * (1 - right) / variance)
    n = np.bincount(claims.claim_source, checked, minlength=len(claims.sources))
    information = np.clip(np.bincount(claims.claim_source, known, minlength=len(claims.sources)), 0.0, n)
    size = information + fitted.pseudo
    return fitted.value * size, (1 - fitted.value) * size


class AccuracyEM(SourceEstimator):
    """Accuracy of sources and truth of values in turn, without an eye for copying: a block that copies wins.

    Reference: Dawid and Skene (1979), doi:10.2307/2346806, with one accuracy a source and the item model of
    ``partition_model``.

    Examples:
        >>> rows = [(s, i, 1) for s in "ab" for i in range(12)] + [("c", i, 2 + i) for i in range(12)]
        >>> fitted = AccuracyEM().fit(rows)
        >>> fitted.predict()[0], fitted.source_reliability_["a"] > 0.8 > fitted.source_reliability_["c"]
        (1, True)
    """

    def _solve(self, claims: SourceClaims) -> Solution:
        weights = np.ones(len(claims.claim_source))
        checked = informative(claims)
        right, step, change = first_belief(claims, weights), 0, 1.0
        while change >= REST and step < MAX_ITERATIONS:
            step += 1
            fitted = accuracies(claims, right, checked)
            found = posterior(claims, weights, fitted.value)
            change = float(np.abs(found.right - right).max())
            right = found.right
        a, b = finish(claims, found, fitted, checked)
        none = np.zeros((0, 2), dtype=np.int64)
        return Solution(
            found.truth,
            fitted.value,
            a,
            b,
            weights,
            step,
            converged=change < REST,
            pairs=none,
            rates=np.zeros(0),
            shared_error=shared_error(claims, weights, fitted.value, found.right),
        )
