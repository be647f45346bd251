"""A score as one flat row, the same columns for every article of a scoring version."""

from __future__ import annotations

from reliability.scoring import Scorer
from reliability.types import Score

IDENTITY_COLUMNS = ("id", "outlet", "title")
VALUE_COLUMNS = ("value", "uncertainty", "value_without_title")
TEXT_COLUMNS = (*IDENTITY_COLUMNS, "reason", "genre", "version", "digest", "library")
# Long enough for every signal to be measured, so that each names its features.
_PROBE = (
    'The council approved the plan for the pier on Monday, the mayor, Ana Reyes, said. "It may open in May," she said. '
)


def feature_columns(scorer: Scorer) -> tuple[str, ...]:
    """The names ``signal.feature`` of a scoring version, in the order of the signals and of the alphabet.

    Examples:
        >>> all("." in name for name in feature_columns(Scorer()))
        True
    """
    found = scorer.score(_PROBE * 6)
    return tuple(f"{signal.name}.{name}" for signal in found.signals for name in sorted(signal.features))


def columns_of(scorer: Scorer) -> tuple[str, ...]:
    """All columns of `flat_row` in order: identity, value, signals, features, version."""
    signals = sorted(scorer.version.signals)
    return (
        *IDENTITY_COLUMNS,
        *VALUE_COLUMNS,
        "reason",
        "genre",
        *signals,
        *feature_columns(scorer),
        "version",
        "digest",
        "library",
    )


def flat_row(score: Score) -> dict[str, str | float | None]:
    """A score without its evidence: value, the value of each signal under its name, features as ``signal.feature``."""
    row: dict[str, str | float | None] = {
        "id": score.article_id,
        "outlet": score.outlet,
        "title": score.title,
        "value": score.value,
        "uncertainty": score.uncertainty,
        "value_without_title": score.value_without_title,
        "reason": score.reason,
        "genre": score.genre,
    }
    for signal in score.signals:
        row[signal.name] = signal.value
    for signal in score.signals:
        for name, value in sorted(signal.features.items()):
            row[f"{signal.name}.{name}"] = value
    return {**row, "version": score.version, "digest": score.digest, "library": score.library}
