"""Relations whose cue is a verb: ``X said``, ``said X``, ``X accused Y of``, ``declined to say``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reliability.attribution.closed import (
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    STOPS,
)
from reliability.attribution.contents import (
    content_end,
    fronted_begin,
    leads_clause,
    look_ahead,
    object_end,
    skip_setting,
    trim_end,
)
from reliability.attribution.groups import Group, raised, verb_group
from reliability.attribution.lexicon import Verb
from reliability.attribution.phrases import phrase_after, phrase_before, subject_before
from reliability.attribution.relation import Relation
from reliability.attribution.view import Range, View

_OBJECT_STARTS = (
    DETERMINERS | PRONOUNS | frozenset("him them me us himself herself themselves itself what how why".split())
)


_CLAUSE_STARTS = frozenset("if there when because".split())
_CLAUSE_OPENERS = frozenset(
    "if when while because after since which although though before until whom as what who that".split()
)


@dataclass(slots=True)
class Scene:
    """What one cue is read against: the view, the verbs, the sentence and what was found before."""

    view: View
    verbs: Mapping[str, Verb]
    begin: int
    end: int
    previous: Relation | None  # the relation before, when it stands in the same sentence


def verbal_relation(scene: Scene, i: int, verb: Verb) -> Relation | None:
    """The relation of the cue verb at token ``i``, or None when it attributes nothing."""
    view = scene.view
    if view.lower[i] == "asked" and i == scene.begin:
        return _asked(scene, i)
    if view.words[i][0].isupper() and i > scene.begin and not title_case(view, scene.begin, scene.end):
        return None
    group = verb_group(view, i, scene.begin, verb)
    if group.voice == "noun":
        return None
    if group.voice == "passive":
        return _passive(scene, i, verb, group)
    source, source_first, cue_first = _subject(scene, i, verb, group)
    cue = [(cue_first, i + 1)]
    inverted = False
    if not source and "f" in verb.frames and group.voice == "finite":
        source = _inverted(scene, i, group)
        inverted = bool(source)
        source_first = group.first
    if not source and group.voice == "gerund":
        source = _carried_subject(scene, i)
        source_first = group.first
    if not source or _inapt(scene, i, verb, source):
        return None
    left = None if group.voice in ("gerund", "infinitive") else _fronted(scene, i, verb, source_first, source, inverted)
    plain = view.lower[source[-1][0]].partition("'")[0] in ("i", "we", "you")
    right = _right(scene, source[-1][1] if inverted else i + 1, verb, left, clause_only=plain)
    if right and not left and not inverted:
        right = _bounded(scene, source_first if len(source) == 1 else source[-1][1], right)
    if left and right and view.quote_of[left[1] - 1] < 0 <= view.quote_of[right[0]]:
        left = left if _resumes(view, right[0]) else None
    if not left and source_first - 1 <= scene.begin + 1 and source_first > 0 and view.lower[source_first - 1] == "as":
        right = _after_comma(scene, i + 1) or right
    content = ([left] if left else []) + ([right] if right else [])
    if not content:
        return None
    return Relation(source, cue, content, verb.lemma, group.negated)


def tail_relation(scene: Scene) -> Relation | None:
    """``…, the agency said.`` at the end of a sentence: its content is all that stands before it."""
    view = scene.view
    for i in range(scene.end - 1, max(scene.begin + 4, scene.end - 16), -1):
        if view.quote_of[i] >= 0:
            return None
        verb = scene.verbs.get(view.lower[i])
        if verb is None or "f" not in verb.frames or not {"past", "third"} & verb.forms or not _closes(scene, i + 1):
            continue
        relation = verbal_relation(scene, i, verb)
        if relation is None or len(relation.content) != 1:
            return None
        first, last = relation.content[0]
        inner = any(view.lower[k] in scene.verbs for k in range(first, last))
        before = last <= relation.cue[0][0] and view.quote_of[last - 1] < 0
        return relation if before and inner and first <= scene.begin + 2 else None
    return None


def quoted_verb(scene: Scene, i: int) -> Relation | None:
    """``Mr Roe “denounced the plan”``: the quotation that opens at ``i`` begins with the cue itself."""
    view = scene.view
    quotation = view.quotes[view.quote_of[i]]
    if i + 3 >= quotation.last or i == scene.begin or quotation.last > scene.end + 1:
        return None
    verb = scene.verbs.get(view.lower[i + 1])
    if verb is None or not view.words[i + 1][0].islower() or not {"past", "third"} & verb.forms:
        return None
    source = subject_before(view, i, scene.begin, verbs=scene.verbs)
    if not source:
        return None
    return Relation(source, [(i + 1, i + 2)], [(i + 2, quotation.last)], verb.lemma)


def _asked(scene: Scene, i: int) -> Relation | None:
    """``Asked whether he would resign, …``: a question whose asker is not told."""
    view = scene.view
    start = i + 1
    if start >= scene.end or view.lower[start] not in QUESTION_WORDS | {"about", "to", "by"}:
        return None
    comma = next((k for k in range(start, scene.end) if view.words[k] == ","), None)
    if comma is None or view.lower[start] == "by":
        return None
    first = start + (view.lower[start] == "about")
    return Relation([], [(i, first)], [(first, comma)], "ask") if comma > first else None


def title_case(view: View, begin: int, end: int) -> bool:
    """Whether most words of a sentence are capitalised, as in a headline."""
    words = [view.words[k] for k in range(begin, min(end, begin + 30)) if view.is_word(k)]
    return sum(word[0].isupper() for word in words) >= 0.6 * len(words)


def _inapt(scene: Scene, i: int, verb: Verb, source: list[Range]) -> bool:
    """Whether the subject cannot be a source here: the author's or reader's wishes, naming, gerunds after prepositions."""
    view = scene.view
    head = view.lower[source[-1][0]].partition("'")[0]
    after = i + 1
    if head in ("i", "we", "you") and not {"c", "t"} & verb.frames:
        return True
    if verb.lemma == "mean" and head not in ("i", "we", "you"):
        return True
    if head in ("it", "this", "that") and verb.lemma in ("see", "feel", "know"):
        return True
    if verb.lemma in ("call", "dub", "label", "term", "name") and after < scene.end:
        named = view.quote_of[after] >= 0 or view.words[after][0].isupper()
        return (
            named and "third" not in verb.forms and view.words[source[0][0]][0].islower() and head not in ("he", "she")
        )
    if "gerund" in verb.forms and i > scene.begin and view.lower[i - 1] in PREPOSITIONS - {"by"}:
        return not (after < scene.end and (view.lower[after] == "that" or view.quote_of[after] >= 0))
    return False


def _subject(scene: Scene, i: int, verb: Verb, group: Group) -> tuple[list[Range], int, int]:
    """Source, the first token of source and cue together, the first token of the cue."""
    view, begin = scene.view, scene.begin
    first = group.first
    if group.subject_inside:
        return [(first, first + 1)], first, max(first + 1, min(i, first + 1)) if first + 1 <= i else i
    if group.voice == "infinitive":
        governor = raised(view, first, begin, scene.verbs)
        if governor is None:
            return [], first, first
        outer = scene.verbs.get(view.lower[governor])
        above = verb_group(view, governor, begin, outer or verb)
        if above.voice == "passive" and view.lower[governor] not in ("expected", "scheduled", "asked", "said"):
            return [], first, first
        if above.subject_inside:
            return [(above.first, above.first + 1)], above.first, above.first + 1
        source = subject_before(view, above.first, begin, verbs=scene.verbs)
        return source, source[0][0] if source else above.first, above.first
    if group.voice == "gerund":
        return [], first, first
    lower = view.lower
    if first > begin and lower[first - 1] in ("and", "but", "then", "or"):
        if scene.previous is not None and scene.previous.source:
            return list(scene.previous.source), first, first
        return _carried_subject(scene, i), first, first
    source = subject_before(view, first, _after_quote(view, first, begin), verbs=scene.verbs)
    return source, source[0][0] if source else first, first


def _after_quote(view: View, i: int, begin: int) -> int:
    """The token after the last quotation before ``i`` in the sentence, so that no subject reaches into it."""
    k = i - 1
    while k >= begin:
        if view.quote_of[k] >= 0:
            return k + 1
        k -= 1
    return begin


def _inverted(scene: Scene, i: int, group: Group) -> list[Range]:
    """``said Jane Roe``: the verb follows a quotation or comma and its subject comes after it."""
    view = scene.view
    before = group.first - 1
    if before >= 0 and not (view.quote_of[before] >= 0 or view.words[before] in (",", "—", "–", "-", "...", "…")):
        return []
    if before < scene.begin and view.quote_of[before] < 0:
        return []
    phrase = phrase_after(view, i + 1, scene.end, verbs=scene.verbs)
    if phrase is None or view.lower[phrase[0]] in DAYS or view.lower[phrase[0]] == "that":
        return []
    return [phrase]


def _carried_subject(scene: Scene, i: int) -> list[Range]:
    """The subject of ``…, adding that``: the source before it, or the first noun phrase of the sentence."""
    view = scene.view
    if (
        i > scene.begin
        and "gerund" in scene.verbs[view.lower[i]].forms
        and view.is_word(i - 1)
        and view.quote_of[i - 1] < 0
    ):
        before = view.lower[i - 1]
        if before not in STOPS and not before.endswith(("ing", "ed", "ly")):
            phrase = phrase_before(view, i, scene.begin, verbs=scene.verbs)
            if phrase is not None:
                return [phrase]
    if scene.previous is not None and scene.previous.source:
        return list(scene.previous.source)
    if i == scene.begin:
        return []
    phrase = phrase_after(view, scene.begin, i, verbs=scene.verbs, aside=False)
    if phrase and phrase[1] < i:
        return [phrase]
    for k in range(i - 1, max(scene.begin, i - 14) - 1, -1):
        word = view.lower[k]
        if word in PERSONAL or (view.words[k][0].isupper() and word not in STOPS and word not in DAYS):
            named = phrase_before(view, k + 1, scene.begin, verbs=scene.verbs) if word not in PERSONAL else None
            return [named or (k, k + 1)]
    return []


def _fronted(scene: Scene, i: int, verb: Verb, source_first: int, source: list[Range], inverted: bool) -> Range | None:
    """Content before ``, he said``: a quotation that ends there, or the clause before the comma."""
    view = scene.view
    edge = source_first - 1
    while edge >= 0 and view.words[edge] in (",", "—", "–", "-", "...", "…") and view.quote_of[edge] < 0:
        edge -= 1
    if edge < 0:
        return None
    inside = view.quote_of[edge]
    if inside >= 0 and view.quotes[inside].last == edge + 1:
        return _fronted_quote(scene, inside, verb) if _touches(scene, i, edge, inverted) else None
    if edge == source_first - 1 or "f" not in verb.frames or edge < scene.begin:
        return None
    after = source[-1][1] if inverted else i + 1
    if not inverted and not _closes(scene, after):
        return None
    floor = scene.begin
    if scene.previous is not None and scene.previous.content:
        floor = max(floor, max(last for _, last in scene.previous.content + scene.previous.cue + scene.previous.source))
    start = fronted_begin(view, edge + 1, floor)
    resumed = after < scene.end and view.words[after] == ","
    if edge + 1 - start == 1 and view.lower[start] in CONJUNCTIONS:
        return None
    if resumed and edge + 1 > start:
        return start, edge + 1
    if edge + 1 - start < 3 or view.lower[start] in PREPOSITIONS and not leads_clause(view, start, edge + 1):
        return None
    return start, edge + 1


def _touches(scene: Scene, i: int, edge: int, inverted: bool) -> bool:
    """Whether the quotation ending at ``edge`` belongs to the cue at ``i``: it runs into its clause."""
    view = scene.view
    first, last = scene.begin, scene.end
    if edge < first - 1:
        return False
    if edge == first - 1:
        line = view.lines_of(first)
        if line[0] >= first:
            return False
    inner = view.words[edge - 1]
    if inner == "." and edge == first - 1:
        return inverted
    if inner in ("?", "!") and edge == first - 1 and not inverted:
        return _closes(scene, i + 1)
    return last > edge


def _resumes(view: View, i: int) -> bool:
    """Whether the quotation at ``i`` begins in the middle of a sentence."""
    return i + 1 < len(view.words) and view.words[i + 1][0].islower()


def _fronted_quote(scene: Scene, inside: int, verb: Verb) -> Range | None:
    view = scene.view
    if not {"q", "f"} & verb.frames:
        return None
    quotation = view.quotes[inside]
    first = quotation.first
    begin = view.sentences[view.sentence_of[first]][0]
    if begin < first and "f" in verb.frames:
        floor = begin
        if scene.previous is not None:
            floor = max(
                floor, max(last for _, last in scene.previous.cue + scene.previous.source + scene.previous.content)
            )
        if floor < first:
            start = fronted_begin(view, first, floor)
            if view.words[first - 1] not in (",", ":") or first - start > 3:
                first = start
    if quotation.last - first < 2:
        return None
    return first, quotation.last


def _closes(scene: Scene, i: int) -> bool:
    """Whether the clause ends after ``he said``: punctuation, or only its setting before the full stop."""
    view = scene.view
    if i >= scene.end or view.words[i] in (".", ",", ";", "?", "!", "—", "–", ")", "-"):
        return True
    stop = skip_setting(view, i, scene.end, scene.verbs)
    return stop > i and (stop >= scene.end or view.words[stop] in (".", ",", ";"))


def _right(scene: Scene, i: int, verb: Verb, left: Range | None, *, clause_only: bool = False) -> Range | None:
    """Content after the verb: quotation, clause, infinitive or object."""
    view, end = scene.view, scene.end
    if i >= end:
        return None
    found = _opens_quote(view, i, end)
    if found is not None and "q" in verb.frames:
        return _quoted(scene, found, left is not None)
    if left is not None:
        quoted = view.quote_of[left[1] - 1] >= 0
        return _next_quote(scene, i) if quoted else _resumed(scene, i)
    j = _past_hearer(scene, i, verb) if "r" in verb.frames else i
    for k in (j, skip_setting(view, j, end, scene.verbs)):
        if k >= end:
            return None
        found = _opens_quote(view, k, end)
        if found is not None and "q" in verb.frames:
            return _quoted(scene, found, False)
        start = _clause_start(scene, k, verb, hearer=j > i)
        if start is not None:
            return _clause(scene, start)
        if view.lower[k] in verb.leads:
            return _clause(scene, min(k + 1, end - 1))
        ahead = look_ahead(view, k, end) if view.lower[k] in PREPOSITIONS and "t" in verb.frames else None
        if ahead is not None:
            return _quoted(scene, ahead, False) if view.quote_of[ahead] >= 0 else _clause(scene, ahead)
    if j > i and "i" not in verb.frames and j < end and view.words[j] in (".", ","):
        return None
    return None if clause_only else _object(scene, i, verb)


def _bounded(scene: Scene, source_first: int, right: Range) -> Range | None:
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


def _after_comma(scene: Scene, i: int) -> Range | None:
    """``As the mayor put it, C``: the content follows the comma."""
    view = scene.view
    comma = next((k for k in range(i, scene.end) if view.words[k] == "," and view.quote_of[k] < 0), None)
    if comma is None or comma + 2 >= scene.end:
        return None
    found = _opens_quote(view, comma, scene.end)
    return _quoted(scene, found, False) if found is not None else _clause(scene, comma + 1)


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


def _past_hearer(scene: Scene, i: int, verb: Verb) -> int:
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


def _quoted(scene: Scene, start: int, fronted: bool) -> Range:
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
    if word in QUESTION_WORDS and word != "who" and "w" in frames:
        return k
    if view.words[k] == ":":
        return k + 1 if "q" in frames and k + 1 < end else None
    if "c" in frames and (view.is_word(k) or view.quote_of[k] >= 0) and (word not in PREPOSITIONS or hearer):
        if word not in STOPS or word in _OBJECT_STARTS or "'" in word or word in _CLAUSE_STARTS:
            if verb.lemma in ("say", "think", "tell") or leads_clause(view, k, end):
                return k
    return None


def _clause(scene: Scene, start: int) -> Range | None:
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
        return _quoted(scene, found, True)
    last = trim_end(view, k + 1, content_end(view, k + 1, end, scene.verbs))
    return (k + 1, last) if last > k + 2 else None


def _next_quote(scene: Scene, i: int) -> Range | None:
    """The quotation that goes on later in the sentence: ``…," he said, smiling, "…``."""
    view = scene.view
    for k in range(i, min(scene.end, i + 40)):
        if view.quote_of[k] >= 0:
            before = view.words[k - 1]
            return (
                _quoted(scene, k, True)
                if before in (",", "—", "–", ":") or view.lower[k - 1] in ("but", "and")
                else None
            )
        verb = scene.verbs.get(view.lower[k])
        if verb is not None and "f" in verb.frames and "gerund" not in verb.forms and k > i + 1:
            return None
        if view.words[k] == ";":
            return None
    return None


def _passive(scene: Scene, i: int, verb: Verb, group: Group) -> Relation | None:
    """``was endorsed by X``, ``it was reported that``, ``is expected to``: the source follows ``by`` or is not told."""
    view, end, begin = scene.view, scene.end, scene.begin
    if group.subject_inside and view.lower[group.first] not in ("it's",):
        subject: list[Range] = [(group.first, group.first + 1)]
    else:
        subject = subject_before(view, group.first, begin, verbs=scene.verbs)
    after = i + 1
    cue = [(group.first, i + 1)]
    if after < end and view.lower[after] == "by" and {"t", "o"} & verb.frames:
        phrase = phrase_after(view, after + 1, end, verbs=scene.verbs)
        if phrase is not None and subject:
            return Relation([phrase], [(group.first, after + 1)], [subject[0]], verb.lemma, group.negated)
        return None
    if after >= end or not subject:
        return None
    word = view.lower[after]
    if verb.lemma == "ask" and word in QUESTION_WORDS | {"about"}:
        first = after + (word == "about")
        content = _clause(scene, first) if first < end else None
        return Relation([], [(group.first, first)], [content], verb.lemma, group.negated) if content else None
    impersonal = view.lower[subject[0][0]].startswith("it")
    if impersonal and word == "that" and "t" in verb.frames:
        content = _clause(scene, after)
        return Relation([], cue, [content], verb.lemma, group.negated) if content else None
    if verb.lemma in ("tell", "inform", "advise", "warn", "remind", "assure") and word == "that":
        return None
    if word == "to" and verb.lemma in ("expect", "say", "believe", "think", "report", "know", "estimate", "consider"):
        content = _clause(scene, after)
        if content:
            return Relation([], cue, [subject[0], content], verb.lemma, group.negated)
    return None
