"""A scikit-learn transformer from articles to the features of all signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, TransformerMixin

from reliability.errors import InputError, NotFittedError, VersionIntegrityError
from reliability.find import as_article
from reliability.report.flat import feature_columns, flat_row
from reliability.scoring import Scorer
from reliability.types import Article


class ReliabilityFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Articles to a matrix of the named features of all signals; nothing is learned from the data.

    Args:
        version: scoring version by name or folder; the default version for None.
        values: whether the value of the score and of each signal come as the first columns.

    Attributes:
        columns_: names of the columns.
        identity_: identity of the scoring version that ``fit`` saw; another one at ``transform`` is refused.

    Examples:
        >>> matrix = ReliabilityFeatures().fit_transform(["Rain fell on Monday, the mayor said. " * 20])
        >>> matrix.shape[0], bool(np.isfinite(matrix).any())
        (1, True)
    """

    def __init__(self, version: str | None = None, *, values: bool = False) -> None:
        self.version = version
        self.values = values

    def fit(self, X: Any = None, y: Any = None) -> Self:  # noqa: N803, ARG002 - scikit-learn's names
        """The transformer itself, with the columns of its scoring version."""
        scorer = Scorer(self.version)
        values = ("value", *sorted(scorer.version.signals)) if self.values else ()
        self.columns_ = (*values, *feature_columns(scorer))
        self.identity_ = scorer.score("").identity
        return self

    def transform(self, X: Any) -> npt.NDArray[np.float64]:  # noqa: N803
        """The features of each article, shape ``(n, len(columns_))``; NaN where a feature cannot be measured.

        Args:
            X: texts, Articles, mappings with ``text``, or a frame with a column ``text``.

        Raises:
            InputError: an item of another type.
            NotFittedError: before ``fit``.
            VersionIntegrityError: fitted with another scoring version or library.
        """
        if not hasattr(self, "columns_"):
            raise NotFittedError("call fit before transform")
        scorer = Scorer(self.version)
        identity = scorer.score("").identity
        if identity != self.identity_:
            raise VersionIntegrityError(f"fitted with {self.identity_}, asked with {identity}")
        rows = [flat_row(scorer.score(article)) for article in _articles(X)]
        matrix = np.full((len(rows), len(self.columns_)), np.nan)
        for i, row in enumerate(rows):
            for j, name in enumerate(self.columns_):
                value = row.get(name)
                if value is not None:
                    matrix[i, j] = value
        return matrix

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[np.object_]:  # noqa: ARG002
        """The names of the columns, ``signal.feature``."""
        if not hasattr(self, "columns_"):
            raise NotFittedError("call fit before get_feature_names_out")
        return np.array(self.columns_, dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "columns_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = True
        tags.no_validation = True
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _articles(source: Any) -> Iterable[Article]:
    if isinstance(source, str | bytes | Mapping):
        raise InputError(f"expected a sequence of texts or articles, got one {type(source).__name__}")
    if hasattr(source, "columns") and hasattr(source, "to_dict"):
        names = [name for name in source.columns if name in Article.__dataclass_fields__]
        yield from (Article.from_dict(_present(row)) for row in source[names].to_dict("records"))
        return
    for item in np.ravel(source).tolist() if isinstance(source, np.ndarray) else source:
        yield Article.from_dict(item) if isinstance(item, Mapping) else as_article(item)


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    """A frame's row without its missing values, which are NaN where a string is absent."""
    return {name: value for name, value in row.items() if value is not None and value == value}  # noqa: PLR0124
