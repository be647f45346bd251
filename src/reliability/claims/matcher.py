"""The match model: how alike two claims are, with the weights of one scoring version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reliability.claims.bundle import Bundle, FloatArray, Meeting, topic_likeness
from reliability.claims.likeness import COLUMNS, likeness_columns
from reliability.claims.pairs import PAIR_FEATURES
from reliability.claims.vocabulary import Vocabulary
from reliability.errors import VersionIntegrityError

WEIGHTS = "claims.json"


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """A logistic regression over scaled ``PAIR_FEATURES``; weights and bias already hold the scaling."""

    weights: FloatArray
    bias: float

    @classmethod
    def from_json(cls, stored: object, name: str) -> LinearModel:
        """The model in ``{"bias": …, "weights": {feature: …}}``.

        Raises:
            VersionIntegrityError: another form, or other features than this library computes.
        """
        if not isinstance(stored, dict) or tuple(stored.get("weights", ())) != tuple(sorted(PAIR_FEATURES)):
            raise VersionIntegrityError(f"{WEIGHTS} holds no model {name!r} for the features of this library")
        return cls(np.array([float(stored["weights"][item]) for item in PAIR_FEATURES]), float(stored["bias"]))

    def probability(self, rows: FloatArray) -> FloatArray:
        """Probabilities of rows of ``PAIR_FEATURES``, shape ``(n,)``, rounded to six decimals."""
        total = (rows * self.weights).sum(axis=1) + self.bias
        return np.asarray(np.round(1.0 / (1.0 + np.exp(-np.clip(total, -40, 40))), 6), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class MatchModel:
    """Compares claims with the weights of one scoring version.

    Attributes:
        vocabulary: how rare words are.
        weights: coefficients of the likeness of sentences in two articles.
        thresholds: ``agrees`` and ``related``, likeness from which two claims say the same or are worth naming;
            ``slot``, from which alike numbers may meet; ``ground``, rarity shared besides names;
            ``cluster``, mean likeness within a cluster.
        houses: whether reports of one outlet, reporter or agency are one origin (``"origins": 2``; 2027.02 and later).
    """

    vocabulary: Vocabulary
    weights: Mapping[str, float]
    thresholds: Mapping[str, float]
    same: LinearModel
    supports: LinearModel
    houses: bool = False

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> MatchModel:
        """The matcher in a scoring version's files.

        Raises:
            VersionIntegrityError: a file is missing or malformed.
        """
        try:
            stored = json.loads(resources[WEIGHTS])
            weights = {str(key): float(value) for key, value in stored["context"].items()}
            thresholds = {
                name: float(stored["thresholds"][name]) for name in ("agrees", "related", "slot", "ground", "cluster")
            }
            houses = {1: False, 2: True}[stored.get("origins", 1)]
        except (KeyError, ValueError, TypeError) as error:
            raise VersionIntegrityError(f"{WEIGHTS} is missing or malformed: {error}") from None
        same, supports = (LinearModel.from_json(stored.get(name), name) for name in ("same", "supports"))
        return cls(Vocabulary.from_resources(resources), weights, thresholds, same, supports, houses)

    def likeness(self, a: Bundle, b: Bundle, met: Meeting | None = None, topic: float | None = None) -> FloatArray:
        """Likeness of every claim of ``a`` with every claim of ``b``; shape ``(len(a), len(b))``, values in [0, 1].

        Args:
            met: where the stems of the articles meet, when that is known.
            topic: from `reliability.claims.bundle.topic_likeness`, when it is known.
        """
        if not a.claims or not b.claims:
            return np.zeros((len(a.claims), len(b.claims)))
        weights = self.weights
        columns = likeness_columns(a, b, met)
        total = np.full((len(a.claims), len(b.claims)), weights["bias"])
        for name, column in zip(COLUMNS, columns, strict=True):
            total += weights[name] * column
        topic = topic_likeness(a, b, met) if topic is None else topic
        total += weights["topic"] * min(0.0, topic - weights["topic_from"])
        np.minimum(np.maximum(total, -40.0, out=total), 40.0, out=total)
        return np.asarray((1.0 / (1.0 + np.exp(-total))).round(6), dtype=np.float64)
