"""Line kinds: content, boilerplate or metadata, by boosted trees over a line and its neighbours.

The trees are fitted in ``training/lines.py`` on labelled web pages; headline, byline, date and caption are told apart
by rules, since no free data set labels them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reliability.errors import VersionIntegrityError
from reliability.text.linefeatures import Lexicon, own_features, with_neighbours
from reliability.trees import BoostedTrees
from reliability.types import LineKind, LineRole

WEIGHTS = "lines.npz"
WORDS = "line_words.json"

# Share above which a line counts as boilerplate. Losing content costs more than keeping debris, so it lies above one
# half; tuned by cross-validation over sites in training/lines.py, flat between .55 and .7.
THRESHOLD = 0.6

_NAME = r"[A-Z][\w.'-]{0,20}(?: (?:[A-Z][\w.'-]{0,20}|de|van|von|bin|al|la)){0,4}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ords by|[Rr]eporting by|[Ww]ritten by|[Ff]rom)[: ] ?{_NAME}(?:(?:,| and| \||\s[-—]) .{{1,60}})?$"
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? ?)?(?:[a-z]{3,9}day,? )?"
    rf"(?:{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? ?(?:\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\.?,? ?(?:\d{{4}})?"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?:.{0,40})$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:photo(?:graph)?|image|picture|file photo|caption|pictured|video|graphic|illustration)\b ?(?:by|courtesy|credit|of|:|/|—)"
    r"|.{0,400}\((?:file )?(?:photo|image|picture|ap photo|reuters|getty)\b.{0,80}\)\s*$"
    r"|.{0,400}(?:/getty images|/ap photo|ap photo/|/reuters|/afp)\b.{0,40}$",
    re.IGNORECASE,
)
_CAPTION_MARKS = (  # one of these stands in every caption; as with notices below
    *("photo", "image", "picture", "caption", "video", "graphic", "illustration", "getty", "reuters", "afp"),
)
# Wording that no article uses of itself: legal notices, advertising labels, calls to subscribe.
_NOTICE = re.compile(
    r"all rights reserved|without warranty|responsibility or liability|for informational purposes only|legal disclaimer"
    r"|(?:advertis|sponsor)(?:ement|ed content|er content)\W*$|^\W*advertisement|submit your ad\b|\$\d+(?:\.\d+)?/click"
    r"|(?:sign up|subscribe) (?:for|to) (?:our|the|your)\b.{0,40}newsletter|delivered (?:directly |straight )?to your inbox"
    r"|leave a (?:reply|comment)|the page you (?:were|are) looking for|^40[34]\b.{0,20}$|page not found|copyright ©|©\s?\d{4}",
    re.IGNORECASE,
)
# One of these stands in every notice; looking for them first is ten times faster than the pattern.
_NOTICE_MARKS = (
    *("rights", "warranty", "liability", "informational", "disclaimer", "dvertis", "sponsor", "submit your", "/click"),
    *("newsletter", "inbox", "leave a", "looking for", "40", "not found", "copyright", "©"),
)
_NOTICE_HEADING = re.compile(r"(?:legal )?disclaimer\W*$|terms of (?:use|service)\W*$", re.IGNORECASE)
_TAIL_WORDS = (
    45  # content words that may follow a boilerplate line at the end and still be part of it: an author's note
)
_NOTICE_SHARE = 0.25  # a notice at the end may take this share of all words
_BLOCK = 8_192  # lines whose features are held at once
_HEADLINE_REACH = 8  # lines between a headline and the first paragraph: byline, date, share buttons

Labelled = tuple[LineKind, LineRole | None]


@dataclass(frozen=True, slots=True, eq=False)
class LineModel:
    """Tells content lines from boilerplate; built once from the files of a scoring version."""

    trees: BoostedTrees
    lexicon: Lexicon

    @classmethod
    def from_resources(cls, resources: Mapping[str, bytes]) -> LineModel:
        """The model in a scoring version's files.

        Raises:
            VersionIntegrityError: a file is missing or not of this form.
        """
        if WEIGHTS not in resources or WORDS not in resources:
            raise VersionIntegrityError(f"a scoring version needs the files {WEIGHTS} and {WORDS}")
        try:
            lexicon = Lexicon.of(json.loads(resources[WORDS]))
        except (ValueError, AttributeError) as error:
            raise VersionIntegrityError(f"{WORDS} is not JSON: {error}") from None
        return cls(BoostedTrees.from_bytes(resources[WEIGHTS]), lexicon)

    def boilerplate_probability(self, texts: Sequence[str], words: Sequence[tuple[str, ...]]) -> list[float]:
        """How likely each line is boilerplate, in (0, 1).

        Args:
            texts: folded lines without white space around them, none empty.
            words: the lower-case tokens of each line, at least one each.
        """
        if not texts:
            return []
        own = own_features(texts, words, self.lexicon)
        probabilities: list[float] = []
        for first in range(0, len(own), _BLOCK):  # the full rows of a long text would take half a kilobyte a line
            probabilities += self.trees.probability(with_neighbours(own, first, first + _BLOCK)).tolist()
        return probabilities

    def classify(self, texts: Sequence[str], words: Sequence[tuple[str, ...]]) -> list[Labelled]:
        """Kind and role of each line, in order; arguments as in `boilerplate_probability`."""
        flags = [probability > THRESHOLD for probability in self.boilerplate_probability(texts, words)]
        whole = "\n".join([text[:500] for text in texts]).lower()
        captions = [mark for mark in _CAPTION_MARKS if mark in whole]
        notices = [mark for mark in _NOTICE_MARKS if mark in whole]
        labels = [_label(text, flag, captions, notices) for text, flag in zip(texts, flags, strict=True)]
        _close_gaps(words, labels)
        _close_tail(texts, words, labels)
        headline = _headline(texts, words, labels)
        if headline is not None:
            labels[headline] = ("metadata", "headline")
        return labels


def _label(text: str, boilerplate: bool, captions: Sequence[str], notices: Sequence[str]) -> Labelled:
    """Kind and role of a line by itself; ``captions`` and ``notices`` are the marks that stand anywhere in the text."""
    if len(text) < 100 and _BYLINE.match(text):
        return ("metadata", "byline")
    if len(text) < 80 and _DATE.match(text):
        return ("metadata", "date")
    lower = text[:500].lower()
    if len(text) < 500 and any(mark in lower for mark in captions) and _CAPTION.match(text):
        return ("metadata", "caption")
    head = lower[:160]
    if boilerplate or (any(mark in head for mark in notices) and _NOTICE.search(head)):
        return ("boilerplate", None)
    return ("content", None)


def _close_gaps(words: Sequence[tuple[str, ...]], labels: list[Labelled]) -> None:
    """A line of up to three words between two lines that are not content is not content either."""
    for i in range(1, len(labels) - 1):
        alone = labels[i] == ("content", None) and len(words[i]) <= 3
        debris = labels[i - 1][0] == "boilerplate" and labels[i + 1][0] != "metadata"
        if alone and debris and _open(words[i + 1], labels[i + 1]):
            labels[i] = ("boilerplate", None)


def _open(words: tuple[str, ...], label: Labelled) -> bool:
    """Whether a line could be the first paragraph or is not content, so that what stands before it is no list item."""
    return label[0] != "content" or len(words) >= 18


def _close_tail(texts: Sequence[str], words: Sequence[tuple[str, ...]], labels: list[Labelled]) -> None:
    """What follows the last notices of a page belongs to them: an author's note, the rest of a disclaimer."""
    total = sum(len(tokens) for tokens in words)
    following = 0
    cut = len(labels)
    for i in range(len(labels) - 1, 0, -1):
        notice = _NOTICE_HEADING.match(texts[i]) is not None and following <= _NOTICE_SHARE * total
        debris = labels[i][0] == "boilerplate" and following <= _TAIL_WORDS and following < _NOTICE_SHARE * total
        if notice or debris:
            cut = i
        following += len(words[i])
        if labels[i][0] == "content" and following > max(_TAIL_WORDS, _NOTICE_SHARE * total):
            break
    for i in range(cut, len(labels)):
        if labels[i][0] == "content":
            labels[i] = ("boilerplate", None)


def _headline(texts: Sequence[str], words: Sequence[tuple[str, ...]], labels: Sequence[Labelled]) -> int | None:
    """The line before the first paragraph that reads most like a headline; None when there is none."""
    lead = next((i for i, tokens in enumerate(words) if len(tokens) >= 18 and labels[i][0] == "content"), None)
    if lead is None:
        return None
    candidates = [
        i
        for i in range(max(0, lead - _HEADLINE_REACH), lead)
        if 3 <= len(words[i]) <= 30
        and labels[i][1] is None
        and texts[i][-1] not in ".:;,"
        and not texts[i].startswith(("•", "-", "*", "("))
        and sum(token[0].isalpha() for token in words[i]) >= 3
    ]
    content = [i for i in candidates if labels[i][0] == "content"]
    if content:
        return content[0]
    return max(candidates, key=lambda i: (min(len(words[i]), 8), i), default=None)
