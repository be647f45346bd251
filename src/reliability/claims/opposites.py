"""Words of opposite meaning; facts of the language."""

from __future__ import annotations

from collections.abc import Iterable

from reliability.claims.vocabulary import stem

_PAIRS = (
    "pass passed passes/fail failed fails",
    "accept accepted accepts/reject rejected rejects refuse refused",
    "rise rose risen rises increase increased up gained climbed/fall fell fallen falls decrease decreased dropped down",
    "win won wins/lose lost loses",
    "guilty convicted/innocent acquitted cleared",
    "alive survived/dead died killed",
    "open opened reopened opens/close closed closes shut",
    "confirm confirmed confirms/deny denied denies",
    "support supported supports backed backs/oppose opposed opposes",
    "legal lawful/illegal unlawful",
    "release released freed/arrest arrested detained",
    "begin began begun started starts/end ended ends finished",
    "true/false untrue fake hoax",
    "more/fewer less",
    "first/last",
    "before/after",
    "confirm confirmed confirms/deny denied denies dispute disputed",
    "early earlier/late later",
    "increase gain gains/loss losses",
    "young younger/old older",
    "inside indoors/outside outdoors",
    "same/different",
    "always/never",
    "everyone everybody/nobody",
    "rich/poor",
    "hot/cold",
    "war/peace",
    "public/private",
    "large larger big bigger/small smaller",
    "long longer/short shorter",
    "fast faster/slow slower",
    "hard difficult/easy",
    "good/bad",
    "positive/negative",
    "friend ally allies/enemy foe",
    "attack attacked/defend defended",
    "join joined/quit left",
    "found find/lost",
    "buy bought purchase/sold",
    "improve improved/worsen worsened",
    "expand expanded/shrink shrank",
    "above/below",
    "begin beginning/ending",
    "raise raised/cut lowered reduced",
    "encourage encouraged/discourage discouraged",
    "praise praised/criticize criticized criticised",
    "employed/unemployed",
    "married/unmarried",
    "survive survived/die died",
    "born/died",
    "won/lost",
    "upheld/overturned",
    "present/absent",
    "presence/absence",
    "full/empty",
    "domestic/foreign",
    "agree agreed agrees/disagree disagreed disagrees",
    "approve approved approves/reject rejected veto vetoed",
    "allow allowed allows/ban banned prohibit prohibited forbid barred",
    "high higher highest/low lower lowest",
    "safe/unsafe dangerous",
    "success successful succeeded/failure failed unsuccessful",
    "killed/rescued saved",
    "arrive arrived arrives/leave left departed",
    "buy bought/sell sold",
    "remember remembered/forget forgot forgotten",
    "love loved loves/hate hated hates",
    "strong stronger/weak weaker",
    "likely/unlikely",
    "possible/impossible",
    "known/unknown",
    "able/unable",
    "best/worst",
    "better/worse",
    "male man men/female woman women",
    "north northern/south southern",
    "east eastern/west western",
    "left/right",
    "major/minor",
    "maximum/minimum",
    "majority/minority",
    "optimistic/pessimistic",
    "import imports imported/export exports exported",
    "hired hire/fired fire",
    "admit admitted admits/deny denied denies",
    "include included includes/exclude excluded excludes",
    "continue continued continues/stop stopped stops",
)


def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS:
        left, right = ([stem(word) for word in side.split()] for side in pair.split("/"))
        for one, others in [(word, right) for word in left] + [(word, left) for word in right]:
            found.setdefault(one, set()).update(others)
    return {word: tuple(sorted(others - {word})) for word, others in found.items()}


OPPOSITES = _table()
_SIDED = frozenset(OPPOSITES)
_NONE: frozenset[str] = frozenset()


def opposites_of(stems: Iterable[str]) -> frozenset[str]:
    """All opposites of some stems; each of them has opposites itself.

    Examples:
        >>> sorted(opposites_of(("ship", "first")))
        ['last']
    """
    sided = _SIDED.intersection(stems)
    return _NONE.union(*map(OPPOSITES.__getitem__, sided)) if sided else _NONE
