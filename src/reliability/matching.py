"""The claim matcher as an estimator: fit, predict, save, in the manner of scikit-learn and without it."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reliability.claims.matcher import LinearModel
from reliability.claims.pairs import PAIR_FEATURES, pair_features
from reliability.claims.profiles import Profile, profile
from reliability.detectors import detectors_of
from reliability.errors import InputError, NotFittedError
from reliability.find import Version

FloatArray = npt.NDArray[np.float64]
Pairs = Iterable[Sequence[str]]
_PASSES = 60  # of Newton's method; it converges within 15 on every set measured


class ClaimMatcher:
    """Whether two sentences state the same; works at once with the weights of a version, or fitted on other pairs.

    Args:
        version: scoring version whose word table and weights are used; the default version for None.
        penalty: strength of the ridge penalty in `fit`, on features scaled to unit variance.

    Attributes:
        model_: the linear model in use after `fit` or `load`.

    Examples:
        >>> matcher = ClaimMatcher()
        >>> near = matcher.similarity("The ferry hit the breakwater.", "A ferry struck the breakwater.")
        >>> far = matcher.similarity("The ferry hit the breakwater.", "The council approved a budget.")
        >>> near > far
        True
    """

    def __init__(self, version: Version = None, *, penalty: float = 1.0) -> None:
        self.version = version
        self.penalty = penalty

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002 - scikit-learn's signature
        """The constructor's arguments by name."""
        return {"version": self.version, "penalty": self.penalty}

    def set_params(self, **params: Any) -> ClaimMatcher:
        """Changes constructor arguments; returns the matcher.

        Raises:
            InputError: an argument of another name.
        """
        for name, value in params.items():
            if name not in ("version", "penalty"):
                raise InputError(f"no parameter {name!r}; allowed: penalty, version")
            setattr(self, name, value)
        return self

    def fit(self, pairs: Pairs, labels: Sequence[int]) -> ClaimMatcher:
        """Fits the weights on pairs of sentences with 1 for the same statement and 0 for another.

        Deterministic: ridge-penalised logistic regression by Newton's method.

        Raises:
            InputError: not two classes, or another number of labels than of pairs.
        """
        rows = self.transform(pairs)
        target = np.asarray(labels, dtype=np.float64)
        if len(target) != len(rows) or set(np.unique(target).tolist()) != {0.0, 1.0}:
            raise InputError(
                f"fit needs as many labels as pairs, of both classes 0 and 1; got {len(target)} for {len(rows)}"
            )
        self.model_ = fit_linear(rows, target, penalty=self.penalty)
        self.classes_ = np.array([0, 1])
        return self

    def transform(self, pairs: Pairs) -> FloatArray:
        """The features of pairs of sentences, shape ``(n, len(PAIR_FEATURES))``."""
        detectors = detectors_of(self.version)
        known: dict[str, Profile] = {}
        rows = array("d")
        for pair in pairs:
            sides = []
            for text in pair:
                if not isinstance(text, str):
                    raise InputError(f"a pair holds two strings, got {type(text).__name__}")
                if text not in known:
                    known[text] = profile(detectors.claims.claim_of(text), detectors.matcher.vocabulary)
                sides.append(known[text])
            if len(sides) != 2:
                raise InputError(f"a pair holds two strings, got {len(sides)}")
            rows.extend(pair_features(sides[0], sides[1]))
        return np.array(rows, dtype=np.float64).reshape(-1, len(PAIR_FEATURES))

    def predict_proba(self, pairs: Pairs) -> FloatArray:
        """Probabilities of (not the same, the same), shape ``(n, 2)``."""
        model = getattr(self, "model_", None) or detectors_of(self.version).matcher.same
        positive = model.probability(self.transform(pairs))
        return np.stack((1.0 - positive, positive), axis=1)

    def predict(self, pairs: Pairs) -> npt.NDArray[np.int64]:
        """1 where the probability of the same statement is at least one half."""
        return (self.predict_proba(pairs)[:, 1] >= 0.5).astype(np.int64)

    def supports(self, pairs: Pairs) -> FloatArray:
        """How likely the one sentence supports the other rather than denies it, shape ``(n,)``; the version's weights."""
        return detectors_of(self.version).matcher.supports.probability(self.transform(pairs))

    def similarity(self, a: str, b: str) -> float:
        """How likely two sentences state the same: float in [0, 1], symmetric; 1.0 for equal texts."""
        return 1.0 if a == b else float(self.predict_proba([(a, b)])[0, 1])

    def save(self, path: str | Path) -> None:
        """Writes the fitted weights as JSON.

        Raises:
            NotFittedError: `fit` was not called.
        """
        model = getattr(self, "model_", None)
        if model is None:
            raise NotFittedError("save needs a fitted matcher; call fit first")
        Path(path).write_text(json.dumps(as_json(model), indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def load(self, path: str | Path) -> ClaimMatcher:
        """Takes the weights of a file written by `save`; returns the matcher.

        Raises:
            VersionIntegrityError: weights for other features.
        """
        self.model_ = LinearModel.from_json(json.loads(Path(path).read_text(encoding="utf-8")), str(path))
        return self


def as_json(model: LinearModel) -> dict[str, Any]:
    """The model as stored in a version: bias, and weights by feature name, rounded to eight decimals."""
    weights = dict(zip(PAIR_FEATURES, (round(value, 8) for value in model.weights.tolist()), strict=True))
    return {"bias": round(model.bias, 8), "weights": dict(sorted(weights.items()))}


def fit_linear(rows: FloatArray, target: FloatArray, *, penalty: float) -> LinearModel:
    """Ridge-penalised logistic regression; the returned weights hold the scaling of the columns."""
    center, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0.0] = 1.0
    scaled = np.column_stack(((rows - center) / scale, np.ones(len(rows))))
    ridge = np.full(scaled.shape[1], penalty)
    ridge[-1] = 0.0
    weights = np.zeros(scaled.shape[1])
    for _ in range(_PASSES):
        expected = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        gradient = scaled.T @ (expected - target) + ridge * weights
        curvature = (scaled * (expected * (1 - expected))[:, None]).T @ scaled + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    own = weights[:-1] / scale
    return LinearModel(own, float(weights[-1] - (own * center).sum()))
