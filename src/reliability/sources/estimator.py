"""What all estimators of source reliability share: fitting, predicting, abstaining."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from reliability.errors import InputError, NotFittedError
from reliability.sources.claims import ClaimEncoder, Claims, SourceClaims
from reliability.sources.partition_model import rightness, weight_sums
from reliability.sources.share_interval import outlook_interval, share_interval
from reliability.sources.tolerance import FloatArray, IntArray, Tolerances

MIN_CLAIMS = 10
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Solution:
    """What an algorithm found; arrays follow the numbering of the claims."""

    truth: FloatArray
    """Belief that each candidate is the true value, summing to at most 1 an item."""
    reliability: FloatArray
    """Estimated share of right claims of each source."""
    a: FloatArray
    b: FloatArray
    """Beta parameters of that share."""
    weights: FloatArray
    """Independence of each claim."""
    n_iter: int
    converged: bool
    pairs: IntArray
    """Dependent pairs of sources, shape (n, 2), first below second."""
    rates: FloatArray
    """Share of claims taken over in each of these pairs."""
    shared_error: FloatArray | None = None
    """Standard deviation that errors shared by sources add to the share; None where it was not looked at."""


class SourceEstimator(ABC):
    """Base of the estimators: ``fit(claims)``, then ``predict()`` and the attributes that end in ``_``.

    Args:
        tolerance: When two numbers are one value: a Tolerance, or a mapping from attribute to Tolerance.
        min_claims: A source with fewer claims gets None instead of a reliability.
        level: Probability inside ``source_interval_``.

    Raises:
        InputError: ``level`` outside (0, 1) or a negative ``min_claims``.
    """

    def __init__(self, *, tolerance: Tolerances = None, min_claims: int = MIN_CLAIMS, level: float = 0.9) -> None:
        if not 0 < level < 1:
            raise InputError(f"level={level!r}; allowed: strictly between 0 and 1")
        if min_claims < 0:
            raise InputError(f"min_claims={min_claims!r}; allowed: at least 0")
        self.tolerance = tolerance
        self.min_claims = min_claims
        self.level = level
        self._encoder: ClaimEncoder | None = None
        self._claims: SourceClaims | None = None
        self._solution: Solution | None = None

    def fit(self, claims: Claims) -> Self:
        """Return the estimator fitted to these claims alone.

        Args:
            claims: Rows (source, item, value[, time]), mappings, columns, or SourceClaims; see SourceClaims.encode.

        Raises:
            InputError: Claims that cannot be used; names row and column.
        """
        if isinstance(claims, SourceClaims):
            return self._accept(claims, None)
        encoder = ClaimEncoder()
        encoder.add(claims)
        return self._accept(encoder.claims(self.tolerance), encoder)

    def _accept(self, claims: SourceClaims, encoder: ClaimEncoder | None) -> Self:
        self._solution = self._solve(claims)
        self._claims, self._encoder = claims, encoder
        return self

    def partial_fit(self, claims: Iterable[Any] | Mapping[str, Any]) -> Self:
        """Return the estimator with further claims added; the same as fitting all of them at once.

        Raises:
            InputError: Claims that cannot be used, or the estimator was fitted to ready SourceClaims.
        """
        if self._claims is None:
            return self.fit(claims)
        if self._encoder is None:
            raise InputError("partial_fit after fit(SourceClaims); allowed: after fit on rows, mappings or columns")
        self._encoder.add(claims)
        try:
            now = self._encoder.claims(self.tolerance)
        except InputError:
            self._encoder.undo()
            raise
        return self._accept(now, self._encoder)

    @abstractmethod
    def _solve(self, claims: SourceClaims) -> Solution:
        """Return the solution for these claims."""

    def _state(self) -> tuple[SourceClaims, Solution]:
        if self._claims is None or self._solution is None:
            raise NotFittedError(f"{type(self).__name__} has no result yet; call fit(claims) first")
        return self._claims, self._solution

    def predict(self) -> dict[Hashable, Hashable]:
        """Return the value held true for each item (the current one when claims carry times); None for a tie."""
        return {item: values[0] if len(values) == 1 else None for item, values in self.predict_ties().items()}

    def predict_ties(self) -> dict[Hashable, tuple[Hashable, ...]]:
        """Return the best value of each item, or the several values that the claims do not tell apart.

        Numbers within tolerance share their belief, so the likeliest single one of them is preferred.
        """
        claims, solution = self._state()
        belief = np.round(np.where(claims.numeric[claims.candidate_item], self._right(), 0.0), 9)
        truth = np.round(solution.truth, 9)
        order = np.lexsort((truth, belief, claims.candidate_item))
        item = claims.candidate_item[order]
        last = np.flatnonzero(np.r_[item[1:] != item[:-1], True])
        top = order[last][np.searchsorted(item[last], item)]
        tied = order[(truth[top] - truth[order] <= _TIE) & (belief[top] - belief[order] <= _TIE)]
        found: dict[Hashable, tuple[Hashable, ...]] = {}
        for candidate in tied[claims.current[claims.candidate_item[tied]]].tolist():
            name = claims.items[claims.candidate_item[candidate]]
            found[name] = (*found.get(name, ()), claims.values[candidate])
        return found

    def predict_proba(self) -> dict[Hashable, dict[Hashable, float]]:
        """Return, for each item, the probability that a claim of each value is right.

        Values within tolerance of each other may all be right, so the figures of an item can exceed 1 in sum; they
        fall short of 1 when the truth may be none of them.
        """
        claims, _ = self._state()
        found: dict[Hashable, dict[Hashable, float]] = {}
        belief = np.round(self._right(), 6).tolist()
        for index, value, share in zip(claims.candidate_item.tolist(), claims.values, belief, strict=True):
            if claims.current[index]:
                found.setdefault(claims.items[index], {})[value] = share
        return found

    def _right(self) -> FloatArray:
        claims, solution = self._state()
        return rightness(claims, solution.truth)

    @property
    def claims_(self) -> SourceClaims:
        """The encoded claims; arrays below follow its numbering."""
        return self._state()[0]

    @property
    def sources_(self) -> tuple[Hashable, ...]:
        """Names of the sources in order of appearance."""
        return self._state()[0].sources

    @property
    def source_reliability_(self) -> dict[Hashable, float | None]:
        """Share of right claims of each source, in [0, 1]; None for a source with fewer than ``min_claims``."""
        claims, solution = self._state()
        shares = np.round(solution.reliability, 6).tolist()
        enough = (self.n_claims_ >= self.min_claims).tolist()
        return {name: share if ok else None for name, share, ok in zip(claims.sources, shares, enough, strict=True)}

    @property
    def source_interval_(self) -> dict[Hashable, tuple[float, float] | None]:
        """Interval that holds the share of right ones among the claims made with probability ``level``.

        Those claims are all there, so that their number plays no part; what is open is which of them are right:
        uncertain truth, errors that independent sources may share (where the estimator looks at them), claims that
        nobody else speaks of. None where the source abstains. For claims to come see ``source_outlook_``.
        """
        claims, solution = self._state()
        return self._named(share_interval(claims, solution, self.level))

    @property
    def source_outlook_(self) -> dict[Hashable, tuple[float, float] | None]:
        """The same for many further claims of this kind: wider by the sampling error of the claims made."""
        claims, solution = self._state()
        return self._named(outlook_interval(claims, solution, self.level))

    def _named(self, edges: FloatArray) -> dict[Hashable, tuple[float, float] | None]:
        enough = (self.n_claims_ >= self.min_claims).tolist()
        outward = np.stack([np.floor(edges[:, 0] * 1e6), np.ceil(edges[:, 1] * 1e6)], axis=1) / 1e6
        rows = zip(self.sources_, outward.tolist(), enough, strict=True)
        return {name: (low, high) if ok else None for name, (low, high), ok in rows}

    @property
    def value_proba_(self) -> FloatArray:
        """Probability that each candidate (``claims_.values``) is right, shape (candidates,)."""
        return np.round(self._right(), 6)

    @property
    def independent_support_(self) -> FloatArray:
        """How many independent sources stand behind each candidate, shape (candidates,)."""
        claims, solution = self._state()
        support = weight_sums(claims.claim_candidate, solution.weights, len(claims.values))
        return np.round(support, 6)

    @property
    def n_claims_(self) -> IntArray:
        """Claims of each source, shape (sources,)."""
        claims = self._state()[0]
        return np.bincount(claims.claim_source, minlength=len(claims.sources))

    @property
    def n_effective_(self) -> FloatArray:
        """Claims of each source, those shared with sources it depends on counted in part, shape (sources,)."""
        claims, solution = self._state()
        return np.round(weight_sums(claims.claim_source, solution.weights, len(claims.sources)), 6)

    @property
    def dependence_(self) -> Any:
        """Symmetric scipy.sparse array of the share of claims that two sources have from each other or one origin."""
        # scipy comes with scikit-learn; it is loaded only when this attribute is read.
        from scipy.sparse import coo_array  # noqa: PLC0415

        claims, solution = self._state()
        first, second = solution.pairs[:, 0], solution.pairs[:, 1]
        rates = np.round(solution.rates, 6)
        rows, columns = np.concatenate([first, second]), np.concatenate([second, first])
        size = (len(claims.sources), len(claims.sources))
        return coo_array((np.concatenate([rates, rates]), (rows, columns)), shape=size).tocsr()

    @property
    def dependent_pairs_(self) -> dict[tuple[Hashable, Hashable], float]:
        """The same as a mapping from pair to share, each pair once."""
        claims, solution = self._state()
        rows = zip(solution.pairs.tolist(), np.round(solution.rates, 6).tolist(), strict=True)
        return {(claims.sources[first], claims.sources[second]): rate for (first, second), rate in rows}

    @property
    def n_iter_(self) -> int:
        """Iterations until the end."""
        return self._state()[1].n_iter

    @property
    def converged_(self) -> bool:
        """Whether the algorithm came to rest before its limit."""
        return self._state()[1].converged


def plain_solution(claims: SourceClaims, truth: FloatArray, *, n_iter: int, converged: bool) -> Solution:
    """Return the solution of an algorithm that knows no dependence: reliability is the mean belief in the claims."""
    n = np.bincount(claims.claim_source, minlength=len(claims.sources))
    held = rightness(claims, truth)[claims.claim_candidate]
    right = weight_sums(claims.claim_source, held, len(claims.sources))
    none = np.zeros((0, 2), dtype=np.int64)
    return Solution(
        truth=truth,
        reliability=right / np.maximum(n, 1),
        a=right + 1,
        b=n - right + 1,
        weights=np.ones(len(claims.claim_source)),
        n_iter=n_iter,
        converged=converged,
        pairs=none,
        rates=np.zeros(0),
    )


def share_in_item(claims: SourceClaims, belief: FloatArray) -> FloatArray:
    """Return beliefs divided by their sum over each item; equal shares where the sum is 0."""
    count = np.bincount(claims.candidate_item, minlength=len(claims.items))
    total = weight_sums(claims.candidate_item, belief, len(claims.items))
    equal = 1 / count[claims.candidate_item]
    scale = total[claims.candidate_item]
    return np.where(scale > 0, belief / np.where(scale > 0, scale, 1.0), equal)
