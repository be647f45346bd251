from __future__ import annotations

import io
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from reliability.errors import InputError, NotFittedError, VersionIntegrityError
from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.scoring import Scorer, features
from reliability.sklearn import ReliabilityFeatures
from reliability.types import Article

NEWSROOM = Path(__file__).parents[1] / "fixtures" / "newsroom"


def newsroom() -> list[Article]:
    return [item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)]


def test_the_features_are_the_librarys() -> None:
    transformer = ReliabilityFeatures().fit()
    row = transformer.transform(newsroom()[:1])[0]
    expected = features(newsroom()[0])
    found = {
        name: None if np.isnan(value) else float(value)
        for name, value in zip(transformer.get_feature_names_out(), row, strict=True)
    }
    assert {name: found[name] for name in expected} == dict(expected)


def test_the_values_of_the_signals_come_first() -> None:
    transformer = ReliabilityFeatures(values=True).fit()
    score = Scorer().score(newsroom()[0])
    assert transformer.get_feature_names_out()[0] == "value"
    assert transformer.transform(newsroom()[:1])[0, 0] == score.value


def test_set_output_gives_a_named_frame() -> None:
    frame = ReliabilityFeatures().set_output(transform="pandas").fit_transform(newsroom())
    assert list(frame.columns) == list(ReliabilityFeatures().fit().get_feature_names_out())


def test_clone_keeps_the_parameters() -> None:
    assert clone(ReliabilityFeatures(values=True)).get_params() == {"values": True, "version": None}


def test_a_pipeline_learns_and_survives_joblib() -> None:
    pipeline = make_pipeline(
        ReliabilityFeatures(), SimpleImputer(keep_empty_features=True), StandardScaler(), LogisticRegression()
    )
    articles = newsroom()
    pipeline.fit(articles, [i % 2 for i in range(len(articles))])
    stream = io.BytesIO()
    joblib.dump(pipeline, stream)
    stream.seek(0)
    assert joblib.load(stream).predict(articles).tolist() == pipeline.predict(articles).tolist()


def test_texts_articles_mappings_and_frames_give_the_same() -> None:
    texts = [article.text for article in newsroom()[:3]]
    transformer = ReliabilityFeatures().fit()
    expected = transformer.transform(texts)
    frame = pd.DataFrame({"text": texts, "title": [None] * 3, "label": [0, 1, 0]})
    for source in ([Article(text) for text in texts], [{"text": text} for text in texts], frame, np.array(texts)):
        np.testing.assert_array_equal(transformer.transform(source), expected)


@pytest.mark.parametrize("source", ["one text", {"text": "one"}, [5], [b"bytes"]])
def test_what_is_no_list_of_articles_is_refused(source: object) -> None:
    with pytest.raises(InputError):
        ReliabilityFeatures().fit().transform(source)


def test_an_unfitted_transformer_says_so() -> None:
    with pytest.raises(NotFittedError):
        ReliabilityFeatures().transform([])


def test_another_scoring_version_is_refused() -> None:
    transformer = ReliabilityFeatures().fit()
    transformer.identity_ = "reliability|v:1999.01"
    with pytest.raises(VersionIntegrityError, match=r"1999\.01"):
        transformer.transform(newsroom())
