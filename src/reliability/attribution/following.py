"""Content that stands after its cue: quotations, clauses, infinitives and objects."""

from __future__ import annotations

from reliability.attribution.closed import (
    AUXILIARIES,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    STOPS,
    word_set,
)
from reliability.attribution.contents import content_end, leads_clause, look_ahead, object_end, skip_setting, trim_end
from reliability.attribution.lexicon import Verb
from reliability.attribution.phrases import phrase_after
from reliability.attribution.scene import Scene
from reliability.attribution.view import Range, View

_OBJECT_STARTS = DETERMINERS | PRONOUNS | word_set("him them me us himself herself themselves itself what how why")
_AFTER_ASIDE = PERSONAL | {"that", "his", "her", "their", "its", "the"}
_OPEN_VERBS = frozenset(("say", "think", "believe"))
_CLAUSE_STARTS = word_set("if there when because")
_CLAUSE_OPENERS = word_set("if when while because after since which although though before until whom as what who that")


def following(scene: Scene, i: int, verb: Verb, left: Range | None, *, clause_only: bool = False) -> Range | None:
    """Content after the verb: quotation, clause, infinitive or object."""
    view, end = scene.view, scene.end
    if i >= end:
        return None
    found = _opens_quote(view, i, end)
    if found is not None and "q" in verb.frames:
        return quoted_from(scene, found, left is not None)
    if view.words[i] == ":" and i + 1 == end and left is None:
        return _next_paragraph(scene)
    if left is not None:
        quoted = view.quote_of[left[1] - 1] >= 0
        return _next_quote(scene, i) if quoted else _resumed(scene, i)
    j = past_hearer(scene, i, verb) if "r" in verb.frames else i
    for k in (j, skip_setting(view, j, end, scene.verbs)):
        content = _content_at(scene, k, verb, hearer=j > i)
        if content is not None:
            return content
    told = j > i and "i" not in verb.frames and j < end and view.words[j] in (".", ",")
    return None if clause_only or told else _object(scene, i, verb)


def _next_paragraph(scene: Scene) -> Range | None:
    """The paragraph that ``he wrote:`` announces."""
    view = scene.view
    if scene.end >= len(view.words):
        return None
    first, last = view.lines_of(scene.end)
    return (first, last) if first == scene.end else None


def _content_at(scene: Scene, k: int, verb: Verb, *, hearer: bool) -> Range | None:
    """Content that begins at token ``k`` or, after a setting there, with a later ``that`` or quotation."""
    view, end = scene.view, scene.end
    if k >= end:
        return None
    found = _opens_quote(view, k, end)
    if found is not None and "q" in verb.frames:
        return quoted_from(scene, found, False)
    start = _clause_start(scene, _past_comma(scene, k), verb, hearer=hearer)
    if start is not None:
        return clause_from(scene, start)
    if view.lower[k] in verb.leads:
        return clause_from(scene, min(k + 1, end - 1))
    ahead = look_ahead(view, k, end) if view.lower[k] in PREPOSITIONS and "t" in verb.frames else None
    if ahead is None:
        return None
    return quoted_from(scene, ahead, False) if view.quote_of[ahead] >= 0 else clause_from(scene, ahead)


def _past_comma(scene: Scene, k: int) -> int:
    """Past ``, however,`` or a comma after the cue when a clause follows; else ``k``."""
    view, end = scene.view, scene.end
    if view.words[k] != "," or k + 3 >= end:
        return k
    closing = next((j for j in range(k + 2, min(end - 1, k + 7)) if view.words[j] == ","), None)
    if closing is not None and view.lower[closing + 1] in _AFTER_ASIDE:
        return closing + 1
    return k + 1 if view.lower[k + 1] in _AFTER_ASIDE - PERSONAL and leads_clause(view, k + 1, end) else k


def _object(scene: Scene, i: int, verb: Verb) -> Range | None:
    view = scene.view
    if "o" not in verb.frames:
        return None
    word = view.lower[i]
    if (not view.is_word(i) and view.quote_of[i] < 0) or word == "that":
        return None
    if word in STOPS and word not in _OBJECT_STARTS:
        return None
    last = object_end(view, i, scene.end, scene.verbs)
    return (i, last) if last > i else None


def bounded(scene: Scene, source_first: int, right: Range) -> Range | None:
    """The content cut at the comma when its relation stands in a subordinate clause: ``If they say so, we go``."""
    view = scene.view
    before = source_first - 1
    if before < scene.begin or view.quote_of[right[0]] >= 0:
        return right
    opener = view.lower[before]
    if opener not in _CLAUSE_OPENERS:
        return right
    comma = next((k for k in range(right[0] + 1, right[1]) if view.words[k] == "," and view.quote_of[k] < 0), None)
    if comma is None:
        return right
    if opener == "as" and before <= scene.begin + 1:
        return right
    return right[0], comma


def after_comma(scene: Scene, i: int) -> Range | None:
    """``As the mayor put it, C``: the content follows the comma."""
    view = scene.view
    comma = next((k for k in range(i, scene.end) if view.words[k] == "," and view.quote_of[k] < 0), None)
    if comma is None or comma + 2 >= scene.end:
        return None
    found = _opens_quote(view, comma, scene.end)
    return quoted_from(scene, found, False) if found is not None else clause_from(scene, comma + 1)


def past_hearer(scene: Scene, i: int, verb: Verb) -> int:
    """The token after the hearer of ``told reporters``; ``i`` itself when none stands there."""
    view = scene.view
    if view.lower[i] in ("that", "to", "of", "about") or view.words[i] in (",", ":"):
        return i
    if view.lower[i] in ("him", "her", "them", "me", "us", "you", "it"):
        return i + 1
    phrase = phrase_after(view, i, scene.end, verbs=scene.verbs, aside=False)
    if phrase is None:
        return i
    if "r" in verb.frames and verb.lemma != "tell" and "i" in verb.frames and phrase[1] < scene.end:
        return i if view.lower[phrase[1]] == "to" and verb.lemma != "ask" else phrase[1]
    return phrase[1]


def _opens_quote(view: View, i: int, end: int) -> int | None:
    """The first token of a quotation at ``i``, after a comma or colon at most."""
    k = i
    while k < end and view.words[k] in (",", ":", "—", "–", "-", "...", "…") and view.quote_of[k] < 0:
        k += 1
    if k < len(view.words) and view.quote_of[k] >= 0 and view.quotes[view.quote_of[k]].first == k:
        same_line = k < end or view.words[end - 1] == ":"
        return k if same_line else None
    return None


def quoted_from(scene: Scene, start: int, fronted: bool) -> Range:
    """From an opening mark to the end of its quotation, or of the clause that goes on after it."""
    view = scene.view
    quotation = view.quotes[view.quote_of[start]]
    last = quotation.last
    if fronted or last >= scene.end or quotation.last - quotation.first > 12:
        return start, last
    if view.words[last] in (",", ".", ";") or view.words[last - 2] in (",", ".", "?", "!"):
        return start, last
    return start, max(last, content_end(view, start, scene.end, scene.verbs))


def _clause_start(scene: Scene, k: int, verb: Verb, *, hearer: bool) -> int | None:
    view, end = scene.view, scene.end
    frames = verb.frames
    word = view.lower[k]
    if word == "that" and "t" in frames:
        return k
    if word == "to" and "i" in frames:
        return k
    if word in QUESTION_WORDS and not (word == "who" and hearer) and "w" in frames:
        return k
    if view.words[k] == ":":
        return k + 1 if "q" in frames and k + 1 < end else None
    if "c" not in frames or not (view.is_word(k) or view.quote_of[k] >= 0) or (word in PREPOSITIONS and not hearer):
        return None
    if word in AUXILIARIES and verb.lemma in _OPEN_VERBS:
        return k  # "which he said had harmed the town"
    begins = word not in STOPS or word in _OBJECT_STARTS or "'" in word or word in _CLAUSE_STARTS
    return k if begins and (verb.lemma in ("say", "think", "tell") or leads_clause(view, k, end)) else None


def clause_from(scene: Scene, start: int) -> Range | None:
    last = content_end(scene.view, start, scene.end, scene.verbs)
    return (start, last) if last > start else None


def _resumed(scene: Scene, i: int) -> Range | None:
    """The second half after ``…, he said, …``."""
    view, end = scene.view, scene.end
    k = skip_setting(view, i, end, scene.verbs)
    if k >= end or view.words[k] != "," or k + 2 >= end:
        return None
    word = view.lower[k + 1]
    if word.endswith("ing") or word in scene.verbs or word in ("and", "but", "according", "while", "as", "who"):
        return None
    found = _opens_quote(view, k, end)
    if found is not None:
        return quoted_from(scene, found, True)
    last = trim_end(view, k + 1, content_end(view, k + 1, end, scene.verbs))
    return (k + 1, last) if last > k + 2 else None


def _next_quote(scene: Scene, i: int) -> Range | None:
    """The quotation that goes on later in the sentence: ``…," he said, smiling, "…``."""
    view = scene.view
    for k in range(i, min(scene.end, i + 40)):
        if view.quote_of[k] >= 0:
            before = view.words[k - 1]
            return (
                quoted_from(scene, k, True)
                if before in (",", "—", "–", ":") or view.lower[k - 1] in ("but", "and")
                else None
            )
        verb = scene.verbs.get(view.lower[k])
        if verb is not None and "f" in verb.frames and "gerund" not in verb.forms and k > i + 1:
            return None
        if view.words[k] == ";":
            return None
    return None
