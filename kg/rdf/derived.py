"""What follows from an article's claims: participations, signing days and topics of agreements, positions of people.

Nothing here adds knowledge. Each node gathers what claims of the same article already say, so that questions need one
pattern instead of five; it is made anew with the article's graph.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg import vocab as v
from kg.config import CONFIDENCE_THRESHOLD
from kg.ids import PREFIXES, digest
from kg.model import Claim, Extraction, Mention, Predicate
from kg.rdf.terms import TYPE, bounds, day, rounded
from kg.topics import topics_in

Spo = tuple[NamedNode, NamedNode, NamedNode | Literal]

_PARTICIPATION: Final = NamedNode(v.SC_Participation)
_HAS_PARTICIPATION: Final = NamedNode(v.SC_participation)
_AGREEMENT: Final = NamedNode(v.SC_agreement)
_PARTICIPANT: Final = NamedNode(v.SC_participant)
_ON_BEHALF_OF: Final = NamedNode(v.SC_onBehalfOf)
_SIGNATORY: Final = NamedNode(v.SC_signatory)
_EARLIEST: Final = NamedNode(v.SC_signedEarliest)
_LATEST: Final = NamedNode(v.SC_signedLatest)
_TOPIC: Final = NamedNode(v.DCT_subject)
_MEMBERSHIP: Final = NamedNode(v.ORG_Membership)
_MEMBER: Final = NamedNode(v.ORG_member)
_ORGANIZATION: Final = NamedNode(v.ORG_organization)
_POSITION_TITLE: Final = NamedNode(v.SC_title)
_ATTESTED_ON: Final = NamedNode(v.SC_attestedOn)
_STATED_IN: Final = NamedNode(v.SC_statedIn)


def derived_triples(article: NamedNode, extraction: Extraction, plain: Iterable[Claim]) -> Iterator[Spo]:
    """The triples of the n-ary nodes; ``plain`` are the claims that have a plain triple.

    Topics alone also follow from planned claims, because a planned agreement has a subject matter too.
    """
    by_predicate: dict[Predicate, list[Claim]] = defaultdict(list)
    for claim in plain:
        by_predicate[claim.predicate].append(claim)
    yield from _participations(article, by_predicate)
    yield from _signing_days(by_predicate["signedOn"])
    yield from _positions(article, extraction, by_predicate)
    yield from _topics(extraction)


def _objects(claims: Iterable[Claim]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        found[claim.subject].add(claim.object)
    return found


def _participations(article: NamedNode, claims: dict[Predicate, list[Claim]]) -> Iterator[Spo]:
    countries, signers = _objects(claims["agencyOf"]), _objects(claims["signedBy"])
    employers = _objects(claims["positionAt"])
    for claim in claims["partyTo"]:
        party, agreement = claim.subject, claim.object
        node = NamedNode(PREFIXES["participation"] + digest(article.value, agreement, party))
        yield NamedNode(agreement), _HAS_PARTICIPATION, node
        yield node, TYPE, _PARTICIPATION
        yield node, _AGREEMENT, NamedNode(agreement)
        yield node, _PARTICIPANT, NamedNode(party)
        for country in countries.get(party, ()):
            yield node, _ON_BEHALF_OF, NamedNode(country)
        for person in signers.get(agreement, ()):
            if party in employers.get(person, ()):
                yield node, _SIGNATORY, NamedNode(person)


def _signing_days(signed: Iterable[Claim]) -> Iterator[Spo]:
    for agreement, dates in _objects(signed).items():
        days = [bounds(date) for date in dates]
        yield NamedNode(agreement), _EARLIEST, day(min(first for first, _ in days))
        yield NamedNode(agreement), _LATEST, day(max(last for _, last in days))


def _positions(article: NamedNode, extraction: Extraction, claims: dict[Predicate, list[Claim]]) -> Iterator[Spo]:
    published = extraction.article.published
    for person, organization, title in _held(extraction, claims):
        node = NamedNode(PREFIXES["position"] + digest(article.value, person, organization, title))
        yield node, TYPE, _MEMBERSHIP
        yield node, _MEMBER, NamedNode(person)
        yield node, _STATED_IN, article
        if organization:
            yield node, _ORGANIZATION, NamedNode(organization)
        if title:
            yield node, _POSITION_TITLE, Literal(title)
        if published:
            yield node, _ATTESTED_ON, day(published)


def _held(extraction: Extraction, claims: dict[Predicate, list[Claim]]) -> Iterator[tuple[str, str, str]]:
    """Person, organisation and title of each position; the latter two may be empty, never both.

    A title and an organisation belong together where a sentence states both (in the order of the sentence, where it
    states several of each), or where they are what is left of each. Otherwise each is a position of its own: a wrong
    pair would be an invention.
    """
    by_person: dict[str, tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for claim in claims["holdsPosition"]:
        by_person[claim.subject][0].append(claim)
    for claim in claims["positionAt"]:
        by_person[claim.subject][1].append(claim)
    mentions = {entity.id: entity.mentions for entity in extraction.entities}
    for person, (titles, employers) in by_person.items():
        pairs = set(_paired(titles, employers, mentions))
        unpaired_titles = {claim.object for claim in titles} - {title for title, _ in pairs}
        unpaired_employers = {claim.object for claim in employers} - {employer for _, employer in pairs}
        if len(unpaired_titles) == len(unpaired_employers) == 1:
            pairs.add((unpaired_titles.pop(), unpaired_employers.pop()))
        yield from ((person, employer, title) for title, employer in pairs)
        yield from ((person, "", title) for title in unpaired_titles)
        yield from ((person, employer, "") for employer in unpaired_employers)


def _paired(
    titles: list[Claim], employers: list[Claim], mentions: dict[str, tuple[Mention, ...]]
) -> Iterator[tuple[str, str]]:
    """Titles and organisations that a sentence states together."""
    for sentence in {sentence for claim in titles for sentence in claim.evidence}:
        has = {claim.object: sentence.quote.find(claim.object) for claim in titles if sentence in claim.evidence}
        at = {
            claim.object: min((m.start for m in mentions[claim.object] if m.start >= sentence.start), default=0)
            for claim in employers
            if sentence in claim.evidence
        }
        if len(has) == len(at):
            yield from zip(sorted(has, key=has.__getitem__), sorted(at, key=at.__getitem__), strict=True)
        else:
            yield from product(has, at)


def _topics(extraction: Extraction) -> Iterator[Spo]:
    names = {entity.id: entity.name for entity in extraction.entities}
    for claim in extraction.claims:
        if claim.predicate != "concerns" or claim.modality == "negated":
            continue
        if rounded(claim.confidence) < CONFIDENCE_THRESHOLD:
            continue
        said = names[claim.object] if claim.object_type == "entity" else claim.object
        for topic in topics_in(said):
            yield NamedNode(claim.subject), _TOPIC, NamedNode(topic)
