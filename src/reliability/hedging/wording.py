"""Words of appearance, belief and claim: hedges only with the right neighbours."""

from __future__ import annotations

from reliability.hedging.scene import Entry, Found, Scene

_SHOWN = frozenset(
    [
        *("in", "on", "at", "before", "alongside", "first", "with", "for", "from", "as", "together", "again", "live"),
        *("during", "under", "next", "daily", "here", "and", "twice", "by", "onstage", "beside", "outside", "this"),
    ]
)
_CLAIMED_THINGS = frozenset(
    [
        *(
            "responsibility",
            "victory",
            "asylum",
            "credit",
            "benefits",
            "damages",
            "lives",
            "title",
            "gold",
            "silver",
            "life",
        ),
        *(
            "compensation",
            "third",
            "second",
            "first",
            "half",
            "northern",
            "land",
            "seat",
            "win",
            "wins",
            "prize",
            "medal",
        ),
        *("refund", "refunds", "status", "luggage", "bag", "bags", "at", "tax", "territory", "sovereignty", "against"),
    ]
)
_KINDS_OF_CLAIM = frozenset(
    [
        *(
            "asylum",
            "insurance",
            "jobless",
            "unemployment",
            "benefit",
            "legal",
            "damage",
            "land",
            "refugee",
            "territorial",
        ),
        *("compensation", "injury", "disability", "of"),
    ]
)
_PEOPLE = frozenset(["he", "she", "they", "we", "i", "you"])
_BEFORE_NOUN = frozenset(
    ["the", "a", "an", "of", "two", "three", "four", "some", "any", "other", "these", "all", "prime"]
)
_PROPOSED = frozenset(["meeting", "using", "holding", "going", "taking", "making", "ways", "improvements", "changes"])
_BE = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "'s", "'re", "widely", "still", "also", "long", "not"]
)
_OPINION_OBJECT = frozenset(
    [
        *(
            "that",
            "it",
            "the",
            "this",
            "these",
            "he",
            "she",
            "they",
            "we",
            "i",
            "you",
            "there",
            "a",
            "an",
            "his",
            "her",
            "its",
        ),
        *(
            "their",
            "our",
            "my",
            "some",
            "many",
            "most",
            "such",
            "what",
            "about",
            "of",
            "so",
            "people",
            "no",
            "any",
            "one",
        ),
        *(
            "if",
            "those",
            "each",
            "in",
            "with",
            "is",
            "all",
            "it's",
            "we're",
            "he's",
            "that's",
            "they're",
            "we've",
            "there's",
        ),
    ]
)
_FELT = frozenset(["the", "a", "his", "her", "my", "cold", "pain", "pressure", "for", "good", "better", "bad", "free"])


_LOOSENED = frozenset(
    ["is", "are", "was", "were", "be", "been", "'s", "it's", "had", "feel", "feels", "felt", "looks"]
) | frozenset(
    ["i", "we", "they", "he", "she", "you", "just", "that's", "to", "be", "has", "have", "looked", "seemed", "seems"]
)
_QUESTIONS = frozenset(["who", "what", "when", "whether", "if", "how", "why", "where", "which", "whose"])


def _found(first: int, last: int, entry: Entry) -> Found:
    return Found(first, last, entry.kind, entry.strength)


def likely(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``likely`` and not a comparison of risks."""
    before = scene.before(first)
    if before == "as":
        return None
    if before in {"more", "less"} and (
        scene.has_after(first, frozenset(["than"]), 12) or scene.has_before(first, frozenset(["times", "percent"]), 3)
    ):
        return None
    return _found(first, last, entry)


def possible(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``possible`` of what may be so; not ``as soon as possible``, ``the best deal possible``, ``made it possible``."""
    before, after = scene.before(first), scene.after(first)
    if before in {"as", "if", "wherever", "where", "whenever", "not", "best", "every", "only", "any", "n't"}:
        return None
    if scene.has_before(first, frozenset(["make", "makes", "made", "making", "best", "strongest", "as"]), 4):
        return None
    if not after[:1].isalpha() and before not in {"is", "was", "be", "are", "were", "still", "remains"}:
        return None
    return _found(first, last, entry)


def potential(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``potential`` before a noun, or to do something; not what somebody is capable of."""
    if scene.lower[first] == "potentially":
        return _found(first, last, entry)
    after, before = scene.after(first), scene.before(first)
    if after in {"of", "", ".", ",", "and", "in", "is", "was", ";"} or before in {"full", "true", "its", "great"}:
        return None
    return _found(first, last, entry)


def chance(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``chance`` as probability; not as opportunity."""
    after, before = scene.after(first), scene.before(first)
    if after == "to" and before not in {"percent", "good", "better", "slim", "real"}:
        return None
    if after in {"that", "of", "for"} or before in {"percent", "good", "slim", "outside", "little", "no", "better"}:
        return (
            _found(first, last, entry)
            if before not in {"by", "last", "second", "the"} or after in {"of", "that"}
            else None
        )
    return None


def appear(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``appears to``; not on a stage, in court or in print."""
    after = scene.after(first)
    if after in _SHOWN or not after[:1].isalpha() or scene.before(first) in {"first", "will", "not"}:
        return None
    return _found(first, last, entry)


def seem(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``seems``; not ``can't seem to``."""
    if scene.before(first) in {"can't", "cannot", "couldn't"} or scene.before(first, 2) in {"can", "could"}:
        return None
    return _found(first, last, entry)


def suggest(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``suggests`` of evidence and guesses; not a proposal."""
    after = scene.after(first)
    if after in _PROPOSED or (after.endswith("ing") and len(after) > 5):
        return None
    return _found(first, last, entry)


def indicate(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``indicates`` of evidence; not a person who says or points."""
    before = scene.before(first)
    if before in _PEOPLE or (first > scene.begin + 1 and scene.words[first - 1][0].isupper()):
        return None
    if scene.lower[first] == "indicated" and scene.after(first) not in {"that", "a", "an"}:
        return None
    return _found(first, last, entry)


def expect(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``expected to`` and ``expects``; not a baby."""
    after = scene.after(first)
    if after == "a" and scene.after(first, 2) in {"baby", "child"}:
        return None
    if scene.lower[first] == "expectations" and scene.before(first) in {"meet", "met", "exceed", "exceeded", "beat"}:
        return None
    if scene.lower[first] == "expected" and after == "to":
        return Found(first, last + 1, entry.kind, entry.strength)
    return _found(first, last, entry)


def think(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``think`` of an opinion; not the act, the noun or ``think tank``."""
    word, after, before = scene.lower[first], scene.after(first), scene.before(first)
    if after in {"tank", "tanks", "twice", "back", "ahead", "through", "big", "again", "hard"}:
        return None
    if word == "thinking":
        return _found(first, last, entry) if after in {"that", "it", "the", "they", "he"} else None
    if word == "thought":
        if before in _BEFORE_NOUN or before in {"school", "second", "this", "that", "his", "her", "my", "have", "i've"}:
            return None
        if before in _BE and after in {"to", "that"}:
            return Found(first, last, "epistemic", 1)
        return _found(first, last, entry) if after in _OPINION_OBJECT - {"of", "about"} or after[:1].isalpha() else None
    if after in {"about", "of"}:
        return None
    return _found(first, last, entry)


def believe(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``believe that``; not ``believe in``; ``is believed to`` is nobody's belief."""
    after, before = scene.after(first), scene.before(first)
    if after in {"him", "her", "them", "me", "us", ",", ".", ""} and before not in {"it", "is", "are", "was", "were"}:
        return None
    if after == "in" and scene.after(first, 2) != "the":
        return None
    if before in {"can't", "cannot", "couldn't", "not"} and scene.before(first, 2) in {"can", "could", "i"}:
        return None
    return _found(first, last, entry)


def belief(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``belief that``; not a creed."""
    return _found(first, last, entry) if scene.after(first) == "that" else None


def feel(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``feels that``; not a sensation."""
    after = scene.after(first)
    if after in {"that", "it", "they", "he", "she", "we", "like"}:
        return _found(first, last, entry) if after != "like" else None
    if after in {"the", "a"} and scene.after(first, 2) not in {"cold", "pain", "heat", "need", "pressure", "effects"}:
        return _found(first, last, entry)
    return None


def suspect(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``suspects that``, ``a suspected arsonist``; not the person."""
    word, after, before = scene.lower[first], scene.after(first), scene.before(first)
    if word == "suspected":
        return Found(first, last, "allegation", 1)
    if before in _BEFORE_NOUN or not after[:1].isalpha() or after in {"in", "who", "was", "is", "were", "are", "and"}:
        return None
    return _found(first, last, entry)


def doubt(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``doubt that``; not ``no doubt``."""
    if scene.before(first) in {"no", "without", "beyond", "any"}:
        return None
    return _found(first, last, entry)


def fear(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``fear that``; not fright."""
    after = scene.after(first)
    if after in {"that", "for", "it", "he", "she", "they", "the", "a", "this", "we", "of"}:
        return _found(first, last, entry) if after != "of" or scene.lower[first] == "fears" else None
    return None


def claim(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``claims that``; not luggage, asylum, damages, victories or lives."""
    before = scene.before(first)
    if before in _KINDS_OF_CLAIM or scene.before(first, 2) in {"asylum", "insurance"}:
        return None
    if scene.after(first) in {"for", "adjuster", "form"}:
        return None
    if scene.has_after(first, _CLAIMED_THINGS, 3) and scene.after(first) != "that":
        return None
    if before[:1].isdigit():
        return None
    return _found(first, last, entry)


def generally(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``generally``; not ``more generally``."""
    return None if scene.before(first) == "more" else _found(first, last, entry)


def kind_of(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``kind of`` before what it loosens; not a kind of thing."""
    return _found(first, last, entry) if scene.before(first) in _LOOSENED else None


def said_to(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``is said to``; not words to somebody."""
    return _found(first, last, entry) if scene.before(first) in _BE else None


def groundbreaking(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``groundbreaking`` as praise; not the first spade."""
    return None if scene.after(first) in {"ceremony", "event", "for", "", "."} else _found(first, last, entry)


def unknowing(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``does not know who``; not an acquaintance, a fact or a phrase of talk."""
    return _found(first, last, entry) if scene.after(last - 1) in _QUESTIONS else None


def wonder(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``wonders whether``; not a marvel."""
    return _found(first, last, entry) if scene.after(first) in _QUESTIONS | {"about", "aloud"} else None


def clearly(scene: Scene, first: int, last: int, entry: Entry) -> Found | None:
    """``clearly`` of certainty; not the manner of speaking or seeing."""
    after = scene.after(first)
    opens = first == scene.begin
    if opens or scene.before(first) in {"is", "are", "was", "were", ",", "has", "have", "had", "will", "would", "can"}:
        return None if scene.lower[first] == "actually" else _found(first, last, entry)
    if after in {
        "stated",
        "visible",
        "marked",
        "and",
        ".",
        ",",
        "",
        "enough",
        "defined",
        "said",
        "in",
        "on",
        "at",
        "without",
    }:
        return None
    return None if scene.lower[first] in {"actually", "plainly"} else _found(first, last, entry)
