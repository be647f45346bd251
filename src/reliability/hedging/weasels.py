"""Claims whose claimant nobody could find: ``critics say``, ``many feel``, ``it is believed``."""

from __future__ import annotations

from collections.abc import Callable

from reliability.hedging.scene import Found, Scene

SAYING = frozenset(
    [
        *(
            "say",
            "says",
            "said",
            "argue",
            "argues",
            "argued",
            "believe",
            "believed",
            "claim",
            "claimed",
            "think",
            "warn",
        ),
        *(
            "warned",
            "feel",
            "suggest",
            "suggested",
            "insist",
            "contend",
            "contended",
            "fear",
            "wonder",
            "ask",
            "asking",
        ),
        *(
            "asked",
            "saying",
            "arguing",
            "suspect",
            "consider",
            "charge",
            "complain",
            "worry",
            "question",
            "point",
            "maintain",
        ),
        *(
            "speculate",
            "speculated",
            "predict",
            "allege",
            "assert",
            "assume",
            "agree",
            "hold",
            "doubt",
            "called",
            "call",
        ),
        *(
            "wondering",
            "thought",
            "felt",
            "regard",
            "view",
            "see",
            "responded",
            "complained",
            "accuse",
            "accused",
            "hailed",
        ),
        *("predicted", "note", "noted", "describe", "described", "criticized", "criticised", "dismissed", "questioned"),
    ]
)
QUANTIFIERS = frozenset(["some", "many", "most", "several", "various", "numerous", "others", "few", "countless"])
CROWD = frozenset(
    [
        *(
            "critics",
            "experts",
            "observers",
            "analysts",
            "commentators",
            "supporters",
            "opponents",
            "pundits",
            "skeptics",
        ),
        *(
            "sceptics",
            "detractors",
            "insiders",
            "historians",
            "scholars",
            "scientists",
            "people",
            "sources",
            "proponents",
        ),
        *(
            "advocates",
            "rumors",
            "rumours",
            "economists",
            "researchers",
            "fans",
            "specialists",
            "defenders",
            "naysayers",
        ),
        *("doubters", "admirers", "activists", "watchers", "academics", "locals", "conspiracy", "theorists", "reports"),
    ]
)
_ADVERBS = frozenset(
    ["often", "also", "still", "now", "have", "has", "are", "long", "had", "widely", "even", "would", "may"]
)
_PASSIVE = frozenset(
    [
        *("believed", "thought", "said", "argued", "claimed", "alleged", "suggested", "assumed", "reported", "rumored"),
        *(
            "rumoured",
            "speculated",
            "understood",
            "known",
            "estimated",
            "feared",
            "hoped",
            "widely",
            "often",
            "sometimes",
        ),
        *("generally", "commonly", "also", "been", "expected", "considered", "regarded"),
    ]
)
_MODIFIED = frozenset(["of"])
_STOPS = frozenset(
    ["the", "two", "three", "four", "these", "those", "his", "her", "their", "our", "its", "whose", "who"]
)


def crowd(scene: Scene, i: int) -> Found | None:
    """The weasel that opens at token ``i`` with a quantifier or a crowd noun and holds a verb of saying."""
    lower = scene.lower
    if scene.before(i) in _STOPS or scene.before(i)[-2:] == "'s" or (i > scene.begin and scene.before(i) in _MODIFIED):
        return None
    j = i
    if lower[i] in {"several", "few"} and scene.after(i) not in CROWD:
        return None
    if lower[i] in QUANTIFIERS:
        j += 1
        steps = 0
        while j < scene.end and steps < 4 and lower[j] not in SAYING and lower[j] not in _ADVERBS:
            word = lower[j]
            if not word[0].isalpha() or scene.words[j][0].isupper() or word in {"of", "who", "in", "to", "that", "and"}:
                return None
            j += 1
            steps += 1
        if steps > 1 and lower[j - 1][-1:] != "s" and lower[j - 1] != "people":
            return None
    else:
        if i > scene.begin and scene.words[i - 1][0].isupper() and i - 1 != scene.begin:
            return None
        j += 1
    while j < scene.end and lower[j] in _ADVERBS:
        j += 1
    if j < scene.end and lower[j] in SAYING:
        return Found(i, j + 1, "weasel", 2)
    return None


def passive(scene: Scene, i: int) -> Found | None:
    """``it is (often) argued``, ``it has been claimed`` from its ``it``."""
    lower, j = scene.lower, i + 1
    if scene.after(i) not in {"is", "was", "has", "had"}:
        return None
    j += 1
    while j < scene.end and j < i + 6 and lower[j] in _PASSIVE:
        j += 1
    if j > i + 2 and lower[j - 1] in {"believed", "thought", "said", "argued", "claimed", "alleged", "suggested"}:
        return Found(i, j, "weasel", 2)
    if j > i + 2 and lower[j - 1] in {"assumed", "rumored", "rumoured", "speculated", "understood", "feared"}:
        return Found(i, j, "weasel", 2)
    return None


OPENERS: dict[str, Callable[[Scene, int], Found | None]] = {
    **dict.fromkeys(sorted(QUANTIFIERS | CROWD), crowd),
    "it": passive,
}
