"""How many independent origins stand behind claims: copies count once, and so does one speaker whom everybody quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from reliability.claims.groups import Groups
from reliability.claims.houses import NOBODY, home_of, makers_of
from reliability.claims.names import same_name
from reliability.claims.vocabulary import plain_letters
from reliability.text.fold import fold
from reliability.types import Claim, ClaimPair, House, Syndication

_VERBATIM = 8  # words: two longer sentences with the same words are one report
_SAYING = frozenset("say says said told tells added adds argued argues estimated estimates found wrote writes".split())
_MARKS = frozenset((",", '"'))
_ROLE = 12  # tokens between a name and its word of saying that tell what the speaker is
# Acts of a court: what outlets tell of them comes from the one public record, however many tell it. Words that often
# mean something else (conviction) are left out; a sentence is one after a word of `_BEFORE_SENTENCE`.
_COURT = frozenset(
    "pleaded pleads plead sentenced sentencing indicted indictment indicts convicted acquitted acquittal arraigned"
    " arraignment subpoena subpoenaed".split()
)
_BEFORE_SENTENCE = frozenset("to will would could prison jail life death suspended".split())
Key = tuple[int, int]
Houses = Mapping[int, House]
UNKNOWN: Houses = {}  # for versions to which it makes no difference who stands behind an article


def key_of(claim: Claim) -> Key:
    """What identifies a claim in an alignment: its article and where it starts."""
    return (claim.article, claim.span.start)


def origin_groups(
    members: Sequence[Claim],
    pairs: Iterable[ClaimPair],
    syndications: Iterable[Syndication],
    houses: Houses = UNKNOWN,
) -> Groups[Key]:
    """The claims grouped by origin.

    Two claims share an origin when they stand in one article or in copies of one article, when one outlet or reporter
    made both reports or both credit one agency,
    when one speaker said both, when both quote the same words, when both are the same long sentence, and when both tell
    of an act of a court (a plea, an indictment). Hearsay is joined with nothing, so that it links no two reports; it is
    no origin, see `is_hearsay`.

    Args:
        houses: who stands behind the articles, as far as that is known.
    """
    keyed = [(key_of(claim), claim) for claim in members]
    groups = Groups(key for key, _ in keyed)
    hearsay = {key for key, claim in keyed if is_hearsay(claim)}
    articles: dict[int, Key] = {}
    record: Key | None = None
    voices: dict[tuple[str, ...], Key] = {}  # one claim of each speaker
    makers: dict[str, Key] = {}  # and of each outlet, reporter and agency
    for key, claim in keyed:
        if key in hearsay:
            continue
        first = articles.setdefault(claim.article, key)
        if first != key:
            groups.join(first, key)
        for name in sorted(makers_of(houses.get(claim.article, NOBODY))):
            groups.join(makers.setdefault(name, key), key)
        if is_recorded(claim):
            record = record or key
            groups.join(record, key)
        speaker = speaker_of(claim)
        if speaker:
            _join_voices(groups, voices, speaker, key)
    for item in syndications:
        if item.a in articles and item.b in articles:
            groups.join(articles[item.a], articles[item.b])
    for pair in pairs:
        verbatim = pair.relation == "same" and len(pair.a.words) > _VERBATIM
        if (pair.relation == "shared_quote" or verbatim) and hearsay.isdisjoint((key_of(pair.a), key_of(pair.b))):
            groups.join(key_of(pair.a), key_of(pair.b))
    return groups


def _join_voices(groups: Groups[Key], voices: dict[tuple[str, ...], Key], speaker: tuple[str, ...], key: Key) -> None:
    """Joins a claim with those of a speaker of the same name."""
    if speaker in voices:
        groups.join(voices[speaker], key)
        return
    for name, other in voices.items():
        if same_name(speaker, name):
            groups.join(other, key)
    voices[speaker] = key


def count_origins(
    members: Sequence[Claim],
    pairs: Iterable[ClaimPair],
    syndications: Iterable[Syndication],
    houses: Houses = UNKNOWN,
) -> int:
    """Number of independent origins behind ``members``; 0 for none, 1 when all are hearsay."""
    groups = origin_groups(members, pairs, syndications, houses)
    sourced = [claim for claim in members if not is_hearsay(claim)]
    return count_independent(sourced, groups, houses) or min(1, len(members))


def count_independent(
    sourced: Iterable[Claim], groups: Groups[Key], houses: Houses = UNKNOWN, *, taken: Collection[str] = ()
) -> int:
    """Number of origins of claims of which no two need the same outlet.

    What an outlet prints of an agency is no second voice beside its own report: an agency counts where it was printed by
    an outlet that counts for nothing else. Unknown outlets are all different.

    Args:
        sourced: claims that are no hearsay.
        groups: from `origin_groups`.
        taken: compared names of outlets that count already.
    """
    own: dict[Key, set[str]] = defaultdict(set)  # outlets that made a report of the origin
    printed: dict[Key, set[str]] = defaultdict(set)
    for claim in sourced:
        house = houses.get(claim.article, NOBODY)
        (printed if house.credits else own)[groups.find(key_of(claim))].add(home_of(house))
    found = sum(homes.isdisjoint(taken) for homes in own.values())
    busy = set(taken).union(*own.values()) - {""}
    for homes in sorted((printed[root] - busy for root in printed.keys() - own.keys()), key=_few_first):
        left = sorted(homes - busy)
        found += bool(left)
        busy.update(left[:1] if left[:1] != [""] else ())
    return found


def _few_first(homes: set[str]) -> tuple[int, list[str]]:
    return len(homes), sorted(homes)


def speaker_of(claim: Claim) -> tuple[str, ...]:
    """The words of the name of who says the claim; () when the article itself does, or nobody is named.

    A sentence is a person's when it holds a word of saying and begins with the full name, or ends in it: ``…, Ann Lee,
    the mayor, said``.
    """
    if claim.attribution is not None and claim.attribution.speaker:
        return tuple(plain_letters(fold(claim.attribution.speaker).text.lower().replace(".", "")).split())
    return _named_speaker(claim.words, claim.entities)


@lru_cache(maxsize=4096)
def _named_speaker(words: tuple[str, ...], entities: tuple[str, ...]) -> tuple[str, ...]:
    """The speaker of a sentence by its words and the names in it."""
    names = [entity.split() for entity in entities if " " in entity]
    if not names:
        return ()
    lower = [word.lower() for word in words]
    saying = [i for i, word in enumerate(lower) if word in _SAYING]
    if not saying:
        return ()
    lower = [plain_letters(word) for word in lower]
    for name in names:
        if any(_speaks(lower, name, start, saying) for start in _places(lower, name)):
            return tuple(name)
    return ()


def _places(lower: list[str], name: list[str]) -> list[int]:
    """Where a name stands in a sentence."""
    size = len(name)
    return [i for i in range(len(lower) - size + 1) if lower[i] == name[0] and lower[i : i + size] == name]


def _speaks(lower: Sequence[str], name: Sequence[str], start: int, saying: Sequence[int]) -> bool:
    """Whether a name begins the sentence, or stands behind a comma and before a word of saying, or what it is between."""
    if not start:
        return True
    end = start + len(name)
    return lower[start - 1] in _MARKS and any(
        i == end or (end < i <= end + _ROLE and lower[end] == "," and lower[i - 1] == ",") for i in saying
    )


def is_recorded(claim: Claim) -> bool:
    """Whether a claim tells of an act of a court, which is on the public record."""
    return _recorded(claim.words)


@lru_cache(maxsize=4096)
def _recorded(words: tuple[str, ...]) -> bool:
    lower = [word.lower() for word in words]
    if not _COURT.isdisjoint(lower):
        return True
    return any(word == "sentence" and before in _BEFORE_SENTENCE for before, word in pairwise(lower))


def is_hearsay(claim: Claim) -> bool:
    """Whether a claim passes on what unnamed others are said to say, and so has no origin of its own."""
    return claim.attribution is not None and claim.attribution.hearsay
