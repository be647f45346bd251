from __future__ import annotations

import pytest

from reliability.attribution.lexicon import inflect, read_verbs
from reliability.errors import InputError


@pytest.mark.parametrize(
    ("lemma", "irregular", "forms"),
    [
        ("urge", "-", ("urges", "urged", "urged", "urging")),
        ("deny", "-", ("denies", "denied", "denied", "denying")),
        ("stress", "-", ("stresses", "stressed", "stressed", "stressing")),
        ("admit", "admitted", ("admits", "admitted", "admitted", "admitting")),
        ("know", "knew,known", ("knows", "knew", "known", "knowing")),
        ("agree", "-", ("agrees", "agreed", "agreed", "agreeing")),
    ],
)
def test_verbs_are_inflected(lemma: str, irregular: str, forms: tuple[str, ...]) -> None:
    found = inflect(lemma, irregular)
    assert forms == (found["third"], found["past"], found["participle"], found["gerund"])


def test_frames_and_leads_are_told_apart() -> None:
    verb = read_verbs("warn\t-\tq c t of about\n")["warned"]
    assert (frozenset("qct"), frozenset({"of", "about"})) == (verb.frames, verb.leads)


def test_a_broken_line_names_itself() -> None:
    with pytest.raises(InputError, match="line 2"):
        read_verbs("say\tsaid\tq\nbroken line\n")
