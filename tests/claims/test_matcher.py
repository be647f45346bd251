from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reliability.errors import InputError, NotFittedError, VersionIntegrityError
from reliability.matching import ClaimMatcher

A = "The ferry hit the northern breakwater at Port Sella."
B = "A ferry struck the breakwater at Port Sella."
C = "The council approved a budget for the stadium."


def test_alike_sentences_score_higher() -> None:
    matcher = ClaimMatcher()
    assert matcher.similarity(A, B) > 0.5 > matcher.similarity(A, C)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_symmetric_and_a_share(a: str, b: str) -> None:
    matcher = ClaimMatcher()
    assert matcher.similarity(a, b) == matcher.similarity(b, a)
    assert 0.0 <= matcher.similarity(a, b) <= 1.0


def test_equal_texts_are_one() -> None:
    assert ClaimMatcher().similarity(A, A) == 1.0


def test_a_fitted_matcher_survives_saving(tmp_path: Path) -> None:
    matcher = ClaimMatcher().fit([(A, B), (A, C), (B, C), (A, A)], [1, 0, 0, 1])
    matcher.save(tmp_path / "matcher.json")
    loaded = ClaimMatcher().load(tmp_path / "matcher.json")
    assert loaded.predict([(A, B), (A, C)]).tolist() == matcher.predict([(A, B), (A, C)]).tolist() == [1, 0]


def test_cloning_as_scikit_learn_does() -> None:
    matcher = ClaimMatcher(penalty=3.0)
    assert type(matcher)(**matcher.get_params()).get_params() == matcher.get_params()


def test_one_class_is_refused() -> None:
    with pytest.raises(InputError, match="both classes"):
        ClaimMatcher().fit([(A, B)], [1])


def test_saving_needs_a_fit(tmp_path: Path) -> None:
    with pytest.raises(NotFittedError):
        ClaimMatcher().save(tmp_path / "matcher.json")


def test_foreign_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "matcher.json").write_text('{"bias": 0, "weights": {"x": 1}}', encoding="utf-8")
    with pytest.raises(VersionIntegrityError):
        ClaimMatcher().load(tmp_path / "matcher.json")


def test_a_pair_of_something_else_is_refused() -> None:
    with pytest.raises(InputError):
        ClaimMatcher().predict_proba([(A, 3)])  # type: ignore[list-item]
