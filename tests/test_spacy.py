from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reliability.report.asdict import score_as_dict, to_json
from reliability.scoring import Scorer
from reliability.types import Article

spacy = pytest.importorskip("spacy", reason="needs the extra spacy")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

TEXT = (Path(__file__).parents[1] / "fixtures" / "newsroom" / "ferry-wire.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def nlp() -> Any:
    import reliability.spacy  # noqa: F401, PLC0415 - makes the component known

    made = spacy.blank("en")
    made.add_pipe("reliability")
    return made


def test_the_score_has_the_librarys_bytes(nlp: Any) -> None:
    doc = nlp(TEXT)
    expected = to_json(score_as_dict(Scorer().score(Article(TEXT)), TEXT))
    assert to_json(score_as_dict(doc._.reliability, doc.text)) == expected


def test_each_signal_has_a_span_group(nlp: Any) -> None:
    doc = nlp(TEXT)
    score = doc._.reliability
    for signal in score.signals:
        group = doc.spans[f"reliability.{signal.name}"]
        assert {span.label_ for span in group} == {item.kind for item in signal.evidence}


def test_title_and_outlet_come_from_user_data(nlp: Any) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["article"] = {"title": "Ferry hits wall", "outlet": "Gazette"}
    assert nlp(doc)._.reliability.outlet == "Gazette"


def test_an_empty_text_passes(nlp: Any) -> None:
    assert nlp("")._.reliability.value is None
