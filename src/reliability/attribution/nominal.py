"""Relations whose cue is no verb: ``according to``, ``X's claim that``, ``in a poll``, ``reportedly``."""

from __future__ import annotations

from reliability.attribution.closed import CONJUNCTIONS, DETERMINERS, POSSESSIVES, STOPS, word_set
from reliability.attribution.contents import content_end, fronted_begin, object_end, trim_end
from reliability.attribution.phrases import phrase_after
from reliability.attribution.relation import Relation
from reliability.attribution.scene import Scene
from reliability.attribution.view import Range

NOUNS = word_set(
    "claim claims statement statements assertion assertions allegation allegations accusation accusations suggestion"
    " suggestions warning warnings promise promises argument belief contention insistence pledge vow prediction"
    " predictions announcement declaration assurance assurances admission acknowledgment acknowledgement denial report"
    " reports rumor rumors rumour rumours speculation fear fears hope hopes concern concerns view views opinion idea"
    " conclusion finding findings estimate estimates proposal call calls criticism attacks attack support opposition"
    " remarks comments comment complaint complaints demand demands decision question questions charge charges theory"
    " notion assessment testimony disdain praise condemnation endorsement threat threats desire"
)
_LEADS = word_set("that about of for on against to over")
_STUDIES = word_set("poll polls survey surveys study studies report reports analysis")
_SOURCE_TIES = word_set("of in by from on at with for to released published conducted citing who")
AGENTLESS = word_set("reportedly allegedly supposedly purportedly")


def according(scene: Scene, i: int) -> Relation | None:
    """``according to X`` at token ``i``; the content is the rest of the clause."""
    view, end = scene.view, scene.end
    if i + 2 >= end or view.lower[i + 1] != "to":
        return None
    source = _long_source(scene, i + 2)
    if source is None:
        return None
    cue: Range = (i, i + 2)
    lead = all(not view.is_word(k) or view.lower[k] in CONJUNCTIONS for k in range(scene.begin, i))
    if lead or view.words[i - 1] in (";", "—", "–"):
        start = source[1]
        while start < end and view.words[start] in (",", "—", "–", "-"):
            start += 1
        if start < end and view.lower[start].endswith("ing") and view.words[source[1]] == ",":
            comma = next((k for k in range(start, end) if view.words[k] == ","), None)
            start = comma + 1 if comma is not None else start
        last = content_end(view, start, end, scene.verbs) if start < end else start
        return Relation([source], [cue], [(start, last)], "according") if last > start else None
    return _trailing(scene, cue, source)


def tail_according(scene: Scene) -> Relation | None:
    """``X says it will rain, according to the Gazette.``: the closing source vouches for the whole sentence."""
    view = scene.view
    for i in range(scene.end - 3, scene.begin + 4, -1):
        if view.lower[i] == "according" and view.words[i - 1] == "," and view.quote_of[i] < 0:
            relation = according(scene, i)
            if relation is None or len(relation.content) != 1 or relation.source[0][1] < scene.end - 2:
                return None
            inner = any(view.lower[k] in scene.verbs for k in range(*relation.content[0]))
            return relation if inner and relation.content[0][0] <= scene.begin + 2 else None
    return None


def _trailing(scene: Scene, cue: Range, source: Range) -> Relation | None:
    view = scene.view
    last = trim_end(view, scene.begin, cue[0])
    begin = scene.begin
    previous = scene.previous
    if view.quote_of[last - 1] >= 0:
        begin = min(begin, view.sentences[view.sentence_of[view.quotes[view.quote_of[last - 1]].first]][0])
    if previous is not None:
        begin = max([begin, *(part[1] for part in previous.content + previous.cue if part[1] <= cue[0] - 4)])
    start = fronted_begin(view, last, begin)
    if last - start < 2:
        return None
    content = [(start, last)]
    after = source[1]
    if after + 3 < scene.end and view.words[after] == "," and view.words[cue[0] - 1] == ",":
        rest = content_end(view, after + 1, scene.end, scene.verbs)
        if rest > after + 2 and view.lower[after + 1] not in ("and", "but", "which", "who", "while", "with"):
            content.append((after + 1, rest))
    return Relation([source], [cue], content, "according")


def _long_source(scene: Scene, start: int) -> Range | None:
    """The source after ``according to``: its phrase with participles and prepositions, up to punctuation or a verb."""
    phrase = phrase_after(scene.view, start, scene.end, verbs=scene.verbs)
    if phrase is None:
        return None
    ends, last, steps = scene.source_ends, phrase[1], []
    while last not in ends:  # every source that comes past a token ends alike, so that each is walked over once
        steps.append(last)
        wider = _wider_source(scene, last)
        if wider is None:
            ends[last] = last
        else:
            last = wider
    for step in steps:
        ends[step] = ends[last]
    return start, ends[last]


def _wider_source(scene: Scene, last: int) -> int | None:
    """Where a source that reaches token ``last`` ends with the next participle or preposition; None for no more."""
    view, end = scene.view, scene.end
    if last >= end or not view.is_word(last) or view.quote_of[last] >= 0:
        return None
    word = view.lower[last]
    if word not in _SOURCE_TIES and not word.endswith("ed"):
        return None
    wider = phrase_after(view, last + 1, end, verbs=scene.verbs, aside=False) if last + 1 < end else None
    return wider[1] if wider is not None else last + 1


def noun_cue(scene: Scene, i: int) -> Relation | None:
    """``Trump's claim that …``, ``his call for …``; a bare noun needs ``that``."""
    view, end, begin = scene.view, scene.end, scene.begin
    after = i + 1
    if after + 1 >= end or view.lower[after] not in _LEADS:
        return None
    k = i - 1
    while k > begin and i - k < 4 and view.is_word(k) and view.lower[k] not in STOPS and not _possessive(view.words[k]):
        if view.lower[k] in DETERMINERS and view.lower[k] not in POSSESSIVES:
            break
        k -= 1
    if k < begin:
        return None
    source: list[Range]
    if view.lower[k] in POSSESSIVES - {"its"}:
        source = [(k, k + 1)]
    elif _possessive(view.words[k]):
        source = [_owner(scene, k)]
    else:
        return None
    start = after if view.lower[after] == "that" else after + 1
    finder = content_end if view.lower[after] in ("that", "to") else object_end
    last = finder(view, start, end, scene.verbs)
    return (
        Relation(source, [(i, after + (view.lower[after] != "that"))], [(start, last)], "noun")
        if last > start
        else None
    )


def _owner(scene: Scene, k: int) -> Range:
    """The owner that ends with the possessive at ``k``: its name with titles, or the noun with its determiner."""
    view = scene.view
    first = k
    named = view.words[k][0].isupper()
    while first > scene.begin:
        before = first - 1
        if named and (view.words[before][0].isupper() or view.joins(before)) and view.lower[before] not in STOPS:
            first = before
        elif view.lower[before] in DETERMINERS:
            return before, k + 1
        elif not named and k - before <= 3 and view.is_word(before) and view.lower[before] not in STOPS:
            first = before
        else:
            break
    return (first, k + 1) if named else (k, k + 1)


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "s'")) and word.lower() not in (
        "it's",
        "he's",
        "she's",
        "that's",
        "there's",
        "let's",
        "what's",
    )


def in_study(scene: Scene) -> Relation | None:
    """``In a new poll, …`` at the beginning of a sentence."""
    view, begin, end = scene.view, scene.begin, scene.end
    if view.lower[begin] != "in":
        return None
    phrase = phrase_after(view, begin + 1, min(end, begin + 14), verbs=scene.verbs, aside=False)
    if phrase is None or not any(view.lower[k] in _STUDIES for k in range(*phrase)):
        return None
    comma = next((k for k in range(phrase[1], min(end, phrase[1] + 12)) if view.words[k] == ","), None)
    if comma is None or comma + 3 >= end:
        return None
    last = content_end(view, comma + 1, end, scene.verbs)
    return Relation([(begin + 1, comma)], [(begin, begin + 1)], [(comma + 1, last)], "in")


def agentless(scene: Scene, i: int) -> Relation | None:
    """``reportedly``, ``seems to``: somebody's word without a somebody."""
    view, begin, end = scene.view, scene.begin, scene.end
    start = fronted_begin(view, i, begin)
    after = i + 1
    if after >= end:
        return None
    last = content_end(view, after, end, scene.verbs)
    content = [part for part in ((start, i), (after, last)) if part[1] > part[0]]
    return Relation([], [(i, i + 1)], content, view.lower[i]) if content else None
