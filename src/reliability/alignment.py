"""Articles side by side: aligned claims, and how each article's claims stand in the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reliability.claims.align import Report, align, make_report
from reliability.claims.groups import Groups
from reliability.claims.houses import NOBODY, are_kin, home_of
from reliability.claims.origins import UNKNOWN, Houses, count_independent, is_hearsay, key_of, origin_groups
from reliability.claims.standins import JOINING
from reliability.detectors import Detectors, detectors_of
from reliability.find import Version, as_article, claims_of
from reliability.signals.analysis import Agreement, Analysis, ClaimSupport
from reliability.text.parse import parse_article
from reliability.types import Article, Claim, ClaimAlignment, ClaimPair, Syndication


def match_claims(articles: Iterable[Article | str], *, version: Version = None) -> ClaimAlignment:
    """How the claims of several articles stand to one another: pairs with relations, clusters, syndicated copies.

    Deterministic; the order of the articles changes no decision. Boilerplate never makes a claim.

    Args:
        articles: articles or texts.
        version: scoring version by name or folder; the default version for None.

    Raises:
        InputError: an item that is neither an article nor a string.

    Examples:
        >>> one = "The ferry struck the northern breakwater at Port Sella on Tuesday and 41 people were injured."
        >>> other = "A ferry hit the breakwater at Port Sella on Tuesday, and 36 people were injured, officials said."
        >>> [(pair.relation, pair.slot) for pair in match_claims([one, other]).pairs]
        [('agrees', None), ('conflicts', 'number')]
    """
    detectors = detectors_of(version)
    return align(
        [report_of(as_article(article), detectors, number) for number, article in enumerate(articles)],
        detectors.matcher,
    )


def report_of(article: Article, detectors: Detectors, number: int) -> Report:
    """The report of an article that nobody has analysed yet."""
    document = parse_article(article, detectors.lines)
    return make_report(document, claims_of(document, detectors, article=number), detectors.matcher)


def align_analyses(analyses: Sequence[Analysis], detectors: Detectors) -> ClaimAlignment:
    """The alignment of articles that are analysed already; claims carry the number of their analysis."""
    reports = [
        make_report(
            analysis.document,
            detectors.claims.extract(
                analysis.document, analysis.attributions, analysis.hedges, article=number, repeats=analysis.repeats
            ),
            detectors.matcher,
        )
        for number, analysis in enumerate(analyses)
    ]
    return align(reports, detectors.matcher)


def agreements(articles: Sequence[Article], alignment: ClaimAlignment) -> list[Agreement]:
    """How the other articles stand to the claims of each article, in the order of ``articles``.

    Support counts independent origins other than the article's own: copies of one report are one origin, and a speaker
    whom both quote is none. Only pairs that touch the article count, so that the answer for the latest article is the
    same from a batch as from an index of the articles before it.
    """
    touching: list[list[ClaimPair]] = [[] for _ in articles]
    for pair in alignment.pairs:
        touching[pair.a.article].append(pair)
        touching[pair.b.article].append(pair)
    counts = [0] * len(articles)
    for claim in alignment.claims:
        counts[claim.article] += 1
    copies = Groups(range(len(articles)))
    by_article: list[list[Syndication]] = [[] for _ in articles]
    for item in alignment.syndications:
        copies.join(item.a, item.b)
        by_article[item.a].append(item)
        by_article[item.b].append(item)
    houses = dict(enumerate(alignment.houses))
    found = []
    for number, pairs in enumerate(touching):
        others = {claim.article for pair in pairs for claim in (pair.a, pair.b)} | {number}
        near = {
            (item.a, item.b): item
            for other in others
            for item in by_article[other]
            if number in (item.a, item.b) or (item.a in others and item.b in others)
        }
        copied = [near[key] for key in sorted(near)]
        found.append(agreement_of(number, pairs, counts[number], copies, copied, houses=houses))
    return found


def agreement_of(
    number: int,
    pairs: Sequence[ClaimPair],
    claims: int,
    copies: Groups[int],
    syndications: Sequence[Syndication],
    *,
    met: Iterable[int] = (),
    houses: Houses = UNKNOWN,
) -> Agreement:
    """How the others stand to the claims of one article.

    Reports of its own outlet, of one of its reporters or of an agency that both credit are neither comparable nor support
    nor dispute; they may show that two reports have one origin.

    Args:
        number: the article.
        pairs: those that touch it.
        claims: number of its claims.
        copies: articles that are copies of one another, for all in ``pairs`` and ``met``.
        syndications: those between these articles.
        met: articles with pairs that touch it, when those that are merely related are not among ``pairs``.
        houses: who stands behind these articles, as far as that is known.
    """
    own = copies.find(number)
    by_claim: dict[tuple[int, int], list[ClaimPair]] = {}
    others: set[int] = set()
    copied = {article for article in met if article != number and copies.find(article) == own}
    ends = {claim.article for pair in pairs for claim in (pair.a, pair.b)} if houses else set()
    kin = {other for other in ends if are_kin(houses.get(number, NOBODY), houses.get(other, NOBODY))}
    for pair in pairs:
        mine, other = (pair.a, pair.b) if pair.a.article == number else (pair.b, pair.a)
        if copies.find(other.article) == own:
            copied.add(other.article)
        elif pair.relation != "related" and other.article not in kin:
            others.add(other.article)
        if pair.relation != "related":
            by_claim.setdefault(key_of(mine), []).append(pair)
    copied |= {s for item in syndications if number in (item.a, item.b) for s in (item.a, item.b)} - {number}
    side = Side(number, frozenset(copied), frozenset(kin - copied), houses)
    supports = [_support(side, found, syndications) for _, found in sorted(by_claim.items())]
    return Agreement(len(others), len(copied), tuple(found for found in supports if found is not None), claims)


@dataclass(frozen=True, slots=True)
class Side:
    """An article whose claims are judged: its number, its copies, other reports of its house, and all houses."""

    number: int
    copied: frozenset[int]
    kin: frozenset[int]
    houses: Houses

    def other(self, pair: ClaimPair) -> Claim:
        """The claim of the other article in a pair."""
        return pair.b if pair.a.article == self.number else pair.a


def _support(side: Side, pairs: Sequence[ClaimPair], syndications: Sequence[Syndication]) -> ClaimSupport | None:
    """How the others stand to one claim; conflicts come from articles that are no copies of its own.

    None when only other reports of its house have it.
    """
    if side.kin.issuperset(side.other(pair).article for pair in pairs):
        return None
    mine: Claim = pairs[0].a if pairs[0].a.article == side.number else pairs[0].b
    joined = [pair for pair in pairs if pair.relation in JOINING]
    others = [side.other(pair) for pair in joined]
    groups = origin_groups([mine, *others], joined, syndications, side.houses)
    own = groups.find(key_of(mine))
    foreign = [claim for claim in others if claim.article not in side.kin]
    sourced = [claim for claim in foreign if groups.find(key_of(claim)) != own and not is_hearsay(claim)]
    home = home_of(side.houses.get(side.number, NOBODY))
    independent = count_independent(sourced, groups, side.houses, taken=(home,) if home else ())
    supporters = tuple(sorted({claim.article for claim in sourced}))
    echoes = {claim.article for claim in foreign}
    conflicts = tuple(
        pair
        for pair in pairs
        if pair.relation == "conflicts" and side.other(pair).article not in side.copied | side.kin
    )
    return ClaimSupport(mine, independent, len(echoes) - independent, supporters, conflicts)
