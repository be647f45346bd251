"""Modal verbs: possibility against month, ability, permission, duty and the past future."""

from __future__ import annotations

from reliability.hedging.scene import Entry, Found, Scene

_BEFORE_MONTH = frozenset(
    [
        *(
            "in",
            "on",
            "of",
            "since",
            "by",
            "until",
            "till",
            "early",
            "late",
            "mid",
            "last",
            "this",
            "next",
            "from",
            "through",
        ),
        *(
            "between",
            "after",
            "before",
            "and",
            "to",
            "theresa",
            "for",
            "during",
            "ms",
            "mrs",
            "mr",
            "april",
            "june",
            "that",
        ),
    ]
)
_PERMITTED = frozenset(["touch", "enter", "smoke", "park", "bring", "carry", "vote", "leave", "use", "sell", "apply"])
_NOUN_MIGHT = frozenset(["the", "military", "its", "their", "his", "our", "full", "political", "economic", "american"])
_SENSES = frozenset(
    [
        *(
            "hear",
            "see",
            "feel",
            "smell",
            "afford",
            "remember",
            "imagine",
            "tell",
            "barely",
            "hardly",
            "only",
            "scarcely",
        ),
        *("speak", "read", "finally", "breathe", "understand", "n't", "ever", "easily", "sense"),
    ]
)
_REPORTED = frozenset(
    [
        *("said", "promised", "announced", "vowed", "told", "agreed", "pledged", "later", "knew", "decided", "added"),
        *("explained", "insisted", "warned", "stated", "confirmed", "tweeted", "wrote", "declared", "hoped", "idea"),
    ]
)
_PLANS = frozenset(
    [
        *(
            "bill",
            "rule",
            "plan",
            "proposal",
            "law",
            "measure",
            "legislation",
            "act",
            "amendment",
            "package",
            "agreement",
        ),
        *(
            "deal",
            "treaty",
            "reform",
            "budget",
            "order",
            "policy",
            "regulation",
            "draft",
            "motion",
            "resolution",
            "project",
        ),
        *(
            "initiative",
            "scheme",
            "contract",
            "directive",
            "ordinance",
            "program",
            "programme",
            "proposals",
            "provision",
        ),
    ]
)
_POLITE = frozenset(["like", "love", "hope", "prefer", "rather", "appreciate", "say", "argue", "hate", "be"])
_FIRST = frozenset(["i", "we"])
_BECOMING = frozenset(["become", "go", "serve", "remain", "prove", "later", "eventually", "soon", "spend", "follow"])
_INVERSION = frozenset(["the", "a", "an", "he", "she", "they", "it", "we", "you", "i", "this", "that", "any", "there"])
_PROBABLE = frozenset(["arrive", "reach", "fall", "rise", "help", "take", "have", "get", "see", "come", "lead", "make"])
_PROBABLE_BE = frozenset(["ready", "able", "enough", "visible", "available", "possible", "complete", "over", "back"])
_PEOPLE = frozenset(["i", "we", "you", "he", "she", "they", "who"])
_RESULTS = frozenset(["different", "better", "worse"])


def may(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``may`` and not the month, the name, the wish or a permission."""
    word, before, after = scene.words[first], scene.before(first), scene.after(first)
    if word == "May":
        starts = first == scene.begin or not scene.words[first - 1][0].isalnum()
        if not starts or before in _BEFORE_MONTH or after[:1].isdigit() or not after[:1].isalpha():
            return None
        return None if after in {"the", "day", "god", "and", "this", "elections"} else _found(first, last, entry)
    if before in {"come", "that"} and after in {"what", ""}:
        return None
    if (after in {"not", "only"} and scene.after(first, 2) in _PERMITTED) or after in {"apply", "god"}:
        return None
    return _found(first, last, entry)


def might(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``might`` and not strength."""
    if scene.before(first) in _NOUN_MIGHT or scene.after(first) in {"of", "", ".", ",", "and"}:
        return None
    return _found(first, last, entry)


def could(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``could`` of possibility; conditional beside a condition; not ability or courtesy."""
    after = scene.after(first)
    if scene.before(first) == "if" or after in _SENSES or not after[:1].isalpha():
        return None
    if after == "not" or scene.before(first) in {"as", "so"}:
        return None
    if scene.has_before(first, frozenset(["so", "where", "what", "everything", "all", "how", "could"]), 3):
        return None
    if _conditioned(scene, first):
        return Found(first, last, "conditional", 2)
    return _found(first, last, entry)


def can(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``can`` of what happens now and then: ``the illness can return``; ability is left out."""
    happens = scene.after(first) in {"return", "cause", "lead", "occur", "happen", "recur", "vary", "sometimes", "last"}
    return _found(first, last, entry) if happens and scene.before(first) not in _PEOPLE else None


def should(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``should`` of probability, or an inverted condition; not duty."""
    after, second = scene.after(first), scene.after(first, 2)
    opens = first == scene.begin or (first > scene.begin and not scene.words[first - 1][0].isalnum())
    if opens and after in _INVERSION and scene.lower[scene.end - 1][0] != "?":
        return Found(first, last, "conditional", 2)
    if scene.words[first] == "should" and scene.words[first + 1 : first + 2] and scene.before(first).isalpha():
        named = scene.words[first + 1][0].isupper() and scene.after(first, 2)[:1].isalpha()
        if named and not scene.conditional():
            return Found(first, last, "conditional", 2)
    if (after == "be" and second in _PROBABLE_BE) or after in {"soon", "arrive"}:
        return _found(first, last, entry)
    return None


def would(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``would`` under a condition, stated or silent; not the past future, a plan's content, habit or courtesy."""
    after, before = scene.after(first), scene.before(first)
    if before == "if" or not after[:1].isalpha():
        return None
    if before in _FIRST and after in _POLITE - {"be"}:
        return None
    if after in {"like", "love", "rather", "prefer"} or scene.before(first, 2) == "if":
        return None
    if _conditioned(scene, first):
        return _found(first, last, entry)
    if scene.has_before(first, _PLANS, 6) or scene.has_before(first, _REPORTED, 12) or after in _BECOMING:
        return None
    if after == "have" or scene.after(first, 2) == "have":
        return _found(first, last, entry)
    if scene.has_before(first, frozenset(["what", "later", "who", "when"]), 3):
        return None
    return _found(first, last, entry) if after in {"be", "not", "hit", "mean", "make", "require", "cost"} else None


def _conditioned(scene: Scene, i: int) -> bool:
    """Whether the sentence opens a condition, or the clause before is inverted."""
    if scene.conditional():
        return True
    lower = scene.lower
    for j in range(scene.begin + 1, scene.end - 1):
        inverted = lower[j] in {"had", "were"} and lower[j + 1] in _INVERSION and j != i
        if inverted and (lower[j - 1] == "," or lower[j - 1].endswith("ed") or lower[j - 1] in _RESULTS):
            return True
    return False


def _found(first: int, last: int, entry: Entry) -> Found:
    return Found(first, last, entry.kind, entry.strength)
