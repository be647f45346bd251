from __future__ import annotations

import pytest

from reliability import find_attributions
from reliability.attribution.nouns import singular
from reliability.types import SourceKind


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ann Lo", "named_person"),
        ("Mr. Lo", "named_person"),
        ("Rep. G.K. Butter (D-N.C.), head of a caucus,", "named_person"),
        ("His former partner, Lawrence B. Cummings,", "named_person"),
        ("The State Department", "named_organisation"),
        ("The Lo campaign", "named_organisation"),
        ("RoadsNow", "named_organisation"),
        ("A spokeswoman for Ann Lo", "unnamed_person"),
        ("One of the officials", "unnamed_person"),
        ("A person close to the board", "unnamed_person"),
        ("Several experts", "unnamed_group"),
        ("63 percent", "unnamed_group"),
        ("Most of the residents", "unnamed_group"),
        ("The union", "unnamed_group"),
        ("A court filing", "document"),
        ("Recent polls in Ohio", "document"),
        ("The Daily Gazette", "media"),
        ("The newspaper Ora", "media"),
        ("He", "pronoun"),
    ],
)
def test_kind_of_a_source(source: str, kind: SourceKind) -> None:
    found = find_attributions(f"The pier is old. {source} said that the pier would close in May.")
    assert [kind] == [item.source_kind for item in found]


def speakers(text: str) -> list[str | None]:
    return [item.speaker for item in find_attributions(text)]


def test_a_surname_resolves_to_the_full_name() -> None:
    text = "Mayor Ann Lo opened the pier.\n\nLo said that it was safe."
    assert speakers(text) == ["Ann Lo"]


def test_a_title_resolves_to_its_holder() -> None:
    text = "Nicolás Ferro, the president of Costa, said that he would stay. The president added that he felt well."
    assert speakers(text) == ["Nicolás Ferro", "Nicolás Ferro"]


def test_a_resolved_title_counts_as_named() -> None:
    text = "President Nicolás Ferro said that he would stay.\n\nThe Costan leader said that he felt well."
    assert [item.source_kind for item in find_attributions(text)] == ["named_person", "named_person"]


def test_accents_do_not_split_a_person() -> None:
    text = "Nicolás Ferro said that he would stay.\n\nNicolas Ferro said that he felt well."
    assert len(set(speakers(text))) == 1


def test_a_pronoun_resolves_to_a_speaker_of_its_gender() -> None:
    text = "Mr. Peter Grant said that it was late. Mrs. Ann Lo said that it was early. He said that he would leave."
    assert speakers(text)[-1] == "Peter Grant"


def test_a_role_is_kept_from_first_mention() -> None:
    text = "Ann Lo, a harbour engineer, said that it was safe.\n\nLo said that it was new."
    assert [item.role for item in find_attributions(text)] == ["a harbour engineer"] * 2


@pytest.mark.parametrize(
    ("sentence", "anonymity"),
    [
        ("A source said the pier was sold.", "unexplained"),
        ("A source, who spoke on condition of anonymity because talks go on, said the pier was sold.", "explained"),
        ("Two officials said on condition of anonymity that the pier was sold.", "unexplained"),
        ("Ann Lo said the pier was sold.", None),
        ("Many residents said the pier was sold.", None),
    ],
)
def test_anonymity_is_explained_or_not(sentence: str, anonymity: str | None) -> None:
    assert [anonymity] == [item.anonymity for item in find_attributions(sentence) if item.source][:1]


@pytest.mark.parametrize(
    ("sentence", "hearsay"),
    [
        ("The pier was sold, according to reports citing internal documents.", True),
        ("The pier was reportedly sold on Monday.", True),
        ("The Daily Gazette reported that the pier was sold.", True),
        ("Ann Lo said the pier was sold.", False),
        ("A court filing shows the pier was sold.", False),
    ],
)
def test_hearsay_is_marked(sentence: str, hearsay: bool) -> None:
    assert [hearsay] == [item.hearsay for item in find_attributions(sentence)]


@pytest.mark.parametrize(
    ("word", "expected"), [("women", "woman"), ("agencies", "agency"), ("sources", "source"), ("press", "press")]
)
def test_singulars(word: str, expected: str) -> None:
    assert expected == singular(word)
