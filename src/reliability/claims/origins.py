"""How many independent origins stand behind claims: copies count once, and so does one speaker whom everybody quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reliability.claims.groups import Groups
from reliability.claims.names import same_name
from reliability.claims.vocabulary import plain_letters
from reliability.text.fold import fold
from reliability.types import Claim, ClaimPair, Syndication

_VERBATIM = 8  # words: two longer sentences with the same words are one report
_SAYING = frozenset("say says said told tells added adds argued argues estimated estimates found wrote writes".split())
# Acts on the public record: what outlets tell of them comes from the one record, however many tell it.
_RECORDS = {
    "court": "pleaded pleads plead sentenced sentencing sentence sentences indicted indictment indicts convicted conviction"
    " acquitted acquittal arraigned arraignment subpoena subpoenaed",
    "letter": "letter memo",
}
_RECORD_OF = {word: kind for kind, words in _RECORDS.items() for word in words.split()}
Key = tuple[int, int]


def key_of(claim: Claim) -> Key:
    """What identifies a claim in an alignment: its article and where it starts."""
    return (claim.article, claim.span.start)


def origin_groups(
    members: Sequence[Claim],
    pairs: Iterable[ClaimPair],
    syndications: Iterable[Syndication],
) -> Groups[Key]:
    """The claims grouped by origin.

    Two claims share an origin when they stand in one article or in copies of one article,
    when one speaker said both, when both quote the same words, when both are the same long sentence, and when both tell
    of an act on the same kind of public record (a plea, a sentence, a letter).
    """
    groups = Groups(key_of(claim) for claim in members)
    articles: dict[int, Claim] = {}
    records: dict[str, Claim] = {}
    for claim in members:
        groups.join(key_of(articles.setdefault(claim.article, claim)), key_of(claim))
        for kind in records_of(claim):
            groups.join(key_of(records.setdefault(kind, claim)), key_of(claim))
    for a, b in sorted({(item.a, item.b) for item in syndications if item.a in articles and item.b in articles}):
        groups.join(key_of(articles[a]), key_of(articles[b]))
    voices: dict[tuple[str, ...], Claim] = {}  # one claim of each speaker
    for claim in members:
        speaker = speaker_of(claim)
        if not speaker:
            continue
        if speaker in voices:
            groups.join(key_of(voices[speaker]), key_of(claim))
            continue
        for name, other in voices.items():
            if same_name(speaker, name):
                groups.join(key_of(other), key_of(claim))
        voices[speaker] = claim
    for pair in pairs:
        if pair.relation == "shared_quote" or (pair.relation == "same" and len(pair.a.words) > _VERBATIM):
            groups.join(key_of(pair.a), key_of(pair.b))
    return groups


def count_origins(
    members: Sequence[Claim],
    pairs: Iterable[ClaimPair],
    syndications: Iterable[Syndication],
) -> int:
    """Number of independent origins behind ``members``; 0 for none."""
    return origin_groups(members, pairs, syndications).count()


def speaker_of(claim: Claim) -> tuple[str, ...]:
    """The words of the name of who says the claim; () when the article itself does, or nobody is named.

    A sentence that begins with a person's full name and holds a word of saying is that person's.
    """
    if claim.attribution is not None and claim.attribution.speaker:
        return tuple(plain_letters(fold(claim.attribution.speaker).text.lower().replace(".", "")).split())
    first = claim.entities[0].split() if claim.entities else []
    opening = [plain_letters(word.lower()) for word in claim.words[: len(first)]]
    if len(first) > 1 and opening == first and any(word.lower() in _SAYING for word in claim.words):
        return tuple(first)
    return ()


def records_of(claim: Claim) -> tuple[str, ...]:
    """The kinds of public record that a claim tells of: ``court``, ``letter``; sorted."""
    lower = [word.lower() for word in claim.words]
    return (
        () if _RECORD_OF.keys().isdisjoint(lower) else tuple(sorted({_RECORD_OF[w] for w in lower if w in _RECORD_OF}))
    )
