from __future__ import annotations

import pytest
from hypothesis import given

from reliability.text.fold import fold, hidden_spans
from tests.strategies import ANY_TEXT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("re\u200bsign", "resign"),
        ("re\u00adsign", "resign"),
        ("m\u0430y", "may"),
        ("\uff2d\uff41\uff59", "May"),
        ("\U0001d426\U0001d41a\U0001d432", "may"),
        ("the\u00a0vote", "the vote"),
        ("m&#97;y", "may"),
        ("maX\x08y", "may"),
        ("\u202eyam\u202c", "may"),
        ("Guaid\u00f3", "Guaido"),
        ("Guaido\u0301", "Guaido"),
        ("“so-called”", '"so-called"'),
        ("officials’", "officials'"),
        ("m\ufe0fay", "may"),
        ("\U000e0061may", "may"),
    ],
)
def test_fold_shows_what_a_reader_sees(text: str, shown: str) -> None:
    assert fold(text).text == shown


@given(ANY_TEXT)
def test_every_folded_character_has_an_original_range(text: str) -> None:
    folded = fold(text)
    if folded.starts is None or folded.ends is None:
        assert len(folded.text) == len(text)
        return
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(ANY_TEXT)
def test_hidden_spans_slice_back(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in hidden_spans(text))


@pytest.mark.parametrize(
    "honest", ["Guaido\u0301 left", "caf\u00e9", "\ufeffThe mayor", "❤\ufe0f thanks", "Путин said"]
)
def test_honest_text_hides_nothing(honest: str) -> None:
    assert hidden_spans(honest) == ()


@pytest.mark.parametrize("tampered", ["of\u200bficials", "m\u0430y", "maX\x08y", "\U0001d426\U0001d41a\U0001d432"])
def test_tampering_is_shown(tampered: str) -> None:
    assert hidden_spans(tampered) != ()
