"""The half of our own sentences that nothing is learnt from."""

from __future__ import annotations

from benchmarks.figures import RunContext
from benchmarks.quality.hedging import fixture_figures


def test_cues_kinds_and_voices_of_our_own_sentences() -> None:
    figures = {figure.key: figure.value for figure in fixture_figures(RunContext())}
    assert figures["hedging.fixtures.cue_f1"] >= 0.84
    assert figures["hedging.fixtures.voice_accuracy"] >= 0.93
    assert figures["hedging.fixtures.kind_macro_f1"] >= 0.78
