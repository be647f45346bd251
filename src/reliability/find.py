"""The detectors as plain functions of an article, a document or a string."""

from __future__ import annotations

from pathlib import Path

from reliability.detectors import Detectors, detectors_of
from reliability.errors import InputError
from reliability.hedging.register import Register
from reliability.text.parse import parse_article
from reliability.text.readability import Readability, count, measure
from reliability.types import Article, Attribution, Claim, Document, HedgeCue, Repeat, SentenceHedge
from reliability.versions.loader import ScoringVersion

Version = str | Path | ScoringVersion | None


def as_article(source: Article | str) -> Article:
    """The article itself, or an article with ``source`` as its text.

    Raises:
        InputError: neither an article nor a string.
    """
    if isinstance(source, Article):
        return source
    if isinstance(source, str):
        return Article(source)
    raise InputError(f"expected an Article, a Document or a string, got {type(source).__name__}")


def parse(source: Article | Document | str, *, version: Version = None) -> Document:
    """The document of an article: lines with their kinds, sentences, tokens, quotations; linear time, any string.

    Args:
        source: an article, or a text; a document is returned as it is.
        version: scoring version whose line model is used; the default version for None.

    Raises:
        InputError: another type, or a text over the size limit.

    Examples:
        >>> document = parse("The mayor resigned on Monday. She gave no reason.")
        >>> [document.text[start:end] for start, end in document.sentences]
        ['The mayor resigned on Monday.', 'She gave no reason.']
    """
    if isinstance(source, Document):
        return source
    return parse_article(as_article(source), detectors_of(version).lines)


def readability(
    source: Article | Document | str, *, version: Version = None, content_only: bool = True
) -> Readability | None:
    """How hard a text is to read, by textstat's formulas on our own counts; None when it holds no word.

    Reads textstat's formulas from its files at the first call; works without a network and without NLTK.

    Args:
        source: an article, document or text.
        version: scoring version whose syllable list is used.
        content_only: whether boilerplate and metadata lines are left out.

    Reference: Kincaid, Fishburne, Rogers and Chissom, Research Branch Report 8-75, 1975.

    Examples:
        >>> round(readability("The council met on Monday. It approved the budget.").flesch_kincaid_grade, 1)
        3.2
    """
    found = detectors_of(version)
    counts = count(parse(source, version=version), found.syllables, content_only=content_only)
    return measure(counts) if counts else None


def find_attributions(source: Article | Document | str, *, version: Version = None) -> tuple[Attribution, ...]:
    """Who says what: relations of source, cue and content by their first token, in linear time.

    Args:
        source: an article, document or text.
        version: scoring version whose cue lists are used.

    Returns:
        One record a relation, with the kind of its source and the speaker's name where it can be resolved; () for none.

    Reference: the relation of source, cue and content is that of Pareti 2012 (PARC) and Newell et al. 2018 (PolNeAR).

    Examples:
        >>> found = find_attributions("The pier is safe, said Ana Reyes, the harbour engineer.")
        >>> [(item.speaker, item.source_kind, item.form) for item in found]
        [('Ana Reyes', 'named_person', 'indirect')]
    """
    return detectors_of(version).attributions.find(parse(source, version=version))


def find_hedges(
    source: Article | Document | str, *, version: Version = None, register: Register | None = None
) -> tuple[HedgeCue, ...]:
    """Words that leave a statement open or loosen who vouches for it, by their first token, in linear time.

    Args:
        source: an article, document or text.
        version: scoring version whose cue lists and weights are used.
        register: "news", "encyclopedia" or "science" where it is known, as for single sentences; else estimated.

    Returns:
        Cues with kind, voice (author, attributed, quoted), strength 1 to 3 and scope; () for none.

    Reference: Farkas et al. 2010 (CoNLL shared task) for cues, Ganter and Strube 2009 for weasels.

    Examples:
        >>> found = find_hedges("Critics say the bridge may close. The mayor said it could reopen in May.")
        >>> [(cue.kind, cue.voice) for cue in found]
        [('weasel', 'author'), ('epistemic', 'attributed'), ('epistemic', 'attributed')]
    """
    detectors = detectors_of(version)
    document = parse(source, version=version)
    return detectors.hedges.find(document, detectors.attributions.find(document), register=register)


def hedged_sentences(
    source: Article | Document | str, *, version: Version = None, register: Register | None = None
) -> tuple[SentenceHedge, ...]:
    """How likely each sentence is uncertain, with its cues; one record a sentence, () for an empty text.

    Args:
        source: an article, document or text.
        version: scoring version whose weights and threshold are used.
        register: "news", "encyclopedia" or "science" where it is known, as for single sentences; else estimated.

    Reference: Farkas et al. 2010 (CoNLL shared task), task 1.

    Examples:
        >>> [item.certain for item in hedged_sentences("The bridge may close. It was built in 1921.")]
        [False, True]
    """
    detectors = detectors_of(version)
    document = parse(source, version=version)
    cues = detectors.hedges.find(document, detectors.attributions.find(document), register=register)
    return detectors.hedges.sentences(document, cues, register=register)


def find_repeats(source: Article | Document | str, *, version: Version = None) -> tuple[Repeat, ...]:
    """Passages of nine words and more that stand twice in a text, with their kind, in linear time.

    Args:
        source: an article, document or text.
        version: scoring version whose weights name the kinds.

    Returns:
        Repeats by the start of their copy; ``defect`` is True for content pasted twice; () when there are none.

    Reference: the aligner follows Altschul et al., J. Mol. Biol. 215 (1990), doi:10.1016/S0022-2836(05)80360-2.

    Examples:
        >>> line = "The council approved the harbour budget by nine votes to four after a long debate that lasted for six hours."
        >>> between = "Rain is expected along the northern coast on Tuesday, forecasters said."
        >>> [(repeat.kind, repeat.defect) for repeat in find_repeats(f"{line}\\n\\n{between}\\n\\n{line}")]
        [('duplicated_content', True)]
    """
    return detectors_of(version).repeats.find(parse(source, version=version))


def extract_claims(source: Article | Document | str, *, version: Version = None) -> tuple[Claim, ...]:
    """The check-worthy statements of an article in order, with numbers, dates, names, polarity and who says them.

    Headlines, boilerplate, questions, instructions and pasted copies make none; linear time.

    Args:
        source: an article, document or text.
        version: scoring version whose word lists are used.

    Examples:
        >>> claim = extract_claims("At least 61 people have died since September, the harbour authority said.")[0]
        >>> claim.text[:24], claim.quantities[0].low, claim.quantities[0].unit
        ('At least 61 people have ', 61.0, 'person')
    """
    return claims_of(parse(source, version=version), detectors_of(version))


def claims_of(document: Document, detectors: Detectors, *, article: int = 0) -> tuple[Claim, ...]:
    """The claims of a parsed article, which carry the number ``article``."""
    copies = [
        repeat for repeat in detectors.repeats.find(document) if repeat.defect
    ]  # first, and no more: less is held
    attributions = detectors.attributions.find(document)
    hedges = detectors.hedges.plain(document, attributions)
    return detectors.claims.extract(document, attributions, hedges, article=article, repeats=copies)
