"""Copy-aware expectation–maximisation: accuracies, truth and copying in turn; the default estimator."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from reliability.errors import InputError
from reliability.sources.accuracy_em import REST, Accuracies, accuracies, finish, first_belief, informative
from reliability.sources.claims import ClaimEncoder, Claims, SourceClaims
from reliability.sources.dependence import (
    MIN_LINK,
    Dependence,
    PairTable,
    dependence,
    independence_weights,
    pair_table,
    tree_gain,
    verbatim,
)
from reliability.sources.estimator import MIN_CLAIMS, Solution, SourceEstimator
from reliability.sources.identical_sources import representatives, with_doubles, without_doubles
from reliability.sources.incremental import extend, update
from reliability.sources.partition_model import ItemPosterior, evidence, posterior
from reliability.sources.shared_errors import shared_error
from reliability.sources.tolerance import FloatArray, Tolerances

MAX_ITERATIONS = 30
# Dependence is estimated anew in this many iterations, then held while the rest settles.
DEPENDENCE_ROUNDS = 8
# Most iterations before copying is looked at, in the starts that wait for accuracies to settle.
SETTLING_ROUNDS = 10
# A reading whose score falls short by this much an item (in nats) is out of the question; nearer ones count in part.
# Chosen in November 2026 on samples of the Flight set: .01 to .02 where the wrong reading won, .08 to .3 where it lost.
RIVAL_GAP = 0.05
# The share of one fit that may be added by partial_fit before everything is fitted anew.
REFIT_SHARE = 0.1

Priors = Mapping[tuple[Hashable, Hashable], float]


@dataclass(frozen=True, slots=True)
class _Run:
    """Where one start has led."""

    fitted: Accuracies
    found: ItemPosterior
    weights: FloatArray
    copying: Dependence
    steps: int
    converged: bool

    def score(self, claims: SourceClaims, table: PairTable) -> float:
        """Return how well the claims are explained by truth, accuracy and copying; needs no gold.

        Mistakes count as popular as they are before any discount, or calling everybody a copier would make every
        agreement a surprise that copying explains.
        """
        plain = np.ones(len(claims.claim_source))
        copying = dependence(claims, table, self.found.right, plain, self.fitted.value)
        return evidence(claims, self.found, self.fitted.value) + tree_gain(copying)


class CopyAwareEM(SourceEstimator):
    """Reliability of sources with copying accounted for, and a choice of explanation that needs no gold.

    Conflicting claims often have two consistent explanations: the many who agree are right, or they copy. Several
    starts are run to the end (copying suspected from the first iteration; accuracies settled first, with and without
    a discount for near-verbatim copies), and the one under which all claims (who is right, who copies from whom) are
    more probable is kept. Sources with exactly the same, disputed claims are one voice from the beginning.

    Reference: the mixture of accuracy and dependence follows Dong, Berti-Equille, Srivastava (VLDB 2009),
    doi:10.14778/1687627.1687690; choice and discount are described in docs/methods/outlets.md.

    Examples:
        >>> block = [(s, i, 9 if i % 3 == 0 else 1) for s in ("x1", "x2", "x3", "x4", "x5") for i in range(60)]
        >>> alone = [(s, i, 1 if (i + k) % 7 else i) for k, s in enumerate(("a", "b", "c", "d")) for i in range(60)]
        >>> fitted = CopyAwareEM().fit(block + alone)
        >>> fitted.predict()[3], fitted.dependent_pairs_["x1", "x2"] > 0.9
        (1, True)
    """

    def __init__(
        self,
        *,
        tolerance: Tolerances = None,
        min_claims: int = MIN_CLAIMS,
        level: float = 0.9,
        dependence_prior: Priors | None = None,
    ) -> None:
        super().__init__(tolerance=tolerance, min_claims=min_claims, level=level)
        self.dependence_prior = dependence_prior
        self._priors: Priors | None = dependence_prior
        self._fitted_claims = 0

    def fit(self, claims: Claims, *, dependence_prior: Priors | None = None) -> Self:
        """Return the estimator fitted to these claims alone.

        Args:
            claims: Rows (source, item, value[, time]), mappings, columns, or SourceClaims; see SourceClaims.encode.
            dependence_prior: Prior probability of dependence for pairs of sources, strictly between 0 and 1, for
                instance from syndication or wire credits; replaces the one given to the constructor.

        Raises:
            InputError: Claims or priors that cannot be used.
        """
        self._priors = self.dependence_prior if dependence_prior is None else dependence_prior
        super().fit(claims)
        return self

    def _accept(self, claims: SourceClaims, encoder: ClaimEncoder | None) -> Self:
        super()._accept(claims, encoder)
        self._fitted_claims = len(claims.claim_source)
        return self

    def partial_fit(self, claims: Iterable[Any] | Mapping[str, Any]) -> Self:
        """Return the estimator with further claims added, in time that hardly depends on how many came before.

        Items that the new claims touch are decided anew with the accuracies and dependences known so far, and the
        accuracies follow. Once a tenth has been added, or when claims carry times, everything is fitted anew.

        Raises:
            InputError: Claims that cannot be used, or the estimator was fitted to ready SourceClaims.
        """
        if self._claims is None or self._solution is None:
            return self.fit(claims)
        if self._encoder is None:
            raise InputError("partial_fit after fit(SourceClaims); allowed: after fit on rows, mappings or columns")
        self._encoder.add(claims)
        try:
            if self._encoder.timed:
                return self._accept(self._encoder.claims(self.tolerance), self._encoder)
            now = extend(self._claims, self._encoder, self.tolerance)
            if len(now.claim_source) > (1 + REFIT_SHARE) * self._fitted_claims:
                return self._accept(self._encoder.claims(self.tolerance), self._encoder)
        except InputError:
            self._encoder.undo()
            raise
        self._solution = update(self._claims, now, self._solution, np.unique(self._encoder.last_batch[1]))
        self._claims = now
        return self

    def _solve(self, claims: SourceClaims) -> Solution:
        first = representatives(claims)
        if (first == np.arange(len(first))).all():
            return self._solve_distinct(claims)
        return with_doubles(claims, first, self._solve_distinct(without_doubles(claims, first)))

    def _solve_distinct(self, claims: SourceClaims) -> Solution:
        table = pair_table(claims, self._priors)
        copies = verbatim(table)
        nothing = np.zeros_like(copies)
        runs = [_run(claims, table, nothing, 0), _run(claims, table, nothing, SETTLING_ROUNDS)]
        if copies.any():
            runs.append(_run(claims, table, copies, SETTLING_ROUNDS))
        scores = [run.score(claims, table) for run in runs]
        best = runs[int(np.argmax(scores))]
        a, b = finish(claims, best.found, best.fitted, informative(claims))
        first, second = np.nonzero(np.triu(best.copying.rate > MIN_LINK))
        return Solution(
            truth=best.found.truth,
            reliability=best.fitted.value,
            a=a,
            b=b,
            weights=best.weights,
            n_iter=best.steps,
            converged=best.converged,
            pairs=np.stack([table.sources[first], table.sources[second]], axis=1).astype(np.int64),
            rates=best.copying.rate[first, second],
            shared_error=np.hypot(
                shared_error(claims, best.weights, best.fitted.value, best.found.right),
                _rival_readings(claims, [run.fitted.value for run in runs], scores),
            ),
        )


def _rival_readings(claims: SourceClaims, accuracies: list[FloatArray], scores: list[float]) -> FloatArray:
    """Return how far the accuracies lie off in readings that explain the claims nearly as well, shape (sources,)."""
    contested = int((np.bincount(claims.claim_item, minlength=len(claims.items)) > 1).sum())
    best = int(np.argmax(scores))
    gaps = (scores[best] - np.array(scores)) / max(contested, 1)
    near = np.maximum(1 - gaps / RIVAL_GAP, 0.0)
    shifts: FloatArray = near[:, None] * np.abs(np.array(accuracies) - accuracies[best])
    furthest: FloatArray = shifts.max(axis=0)
    return furthest


def _run(claims: SourceClaims, table: PairTable, copies: FloatArray, rounds: int) -> _Run:
    """Return where EM leads when ``copies`` alone are discounted for the first ``rounds`` iterations."""
    checked = informative(claims)
    weights = independence_weights(claims, table, copies) if rounds else np.ones(len(claims.claim_source))
    right = first_belief(claims, weights)
    accuracy = np.full(len(claims.sources), 0.7)
    last = rounds + DEPENDENCE_ROUNDS
    change, step, settled = 1.0, 0, False
    copying = Dependence(copies, np.zeros_like(copies))
    while not settled and step < MAX_ITERATIONS:
        if rounds <= step < last:
            copying = dependence(claims, table, right, weights, accuracy)
            weights = independence_weights(claims, table, copying.rate)
        fitted = accuracies(claims, right, checked)
        accuracy = fitted.value
        found = posterior(claims, weights, accuracy)
        change = float(np.abs(found.right - right).max())
        right = found.right
        step += 1
        if change < REST and step < rounds:
            step = rounds
        settled = change < REST and step > rounds
    copying = dependence(claims, table, right, weights, accuracy)
    return _Run(fitted, found, weights, copying, step, settled)
