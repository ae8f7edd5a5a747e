"""The atlas: all facts of a snapshot over canonical entities, held in memory so that the explorer can filter them.

Sentences are not in it: they are read for the facts that are shown. Entities, articles and topics have their short
names (``agency:cnes``), which are what the explorer's addresses say.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, NamedTuple

from kg.config import CONFIDENCE_THRESHOLD
from kg.ids import digest, shorten
from kg.model import DATE_PREDICATES, ENTITY_TYPES, SYMMETRIC
from kg.rdf.terms import bounds
from kg.resolution.reviewing import Reviews
from kg.topics import topics_in
from kg.views.countries import country as known_country

Precision = Literal["day", "month", "year", "interval"]

_PRECISION_OF_LENGTH: Final[Mapping[int, Precision]] = {len("2019"): "year", len("2019-06"): "month"}

#: What dates everything that is said of a thing of this type.
DATED_BY: Final = {"Agreement": "signedOn", "Event": "eventDate"}
_TYPE_OF_PREFIX: Final = {type.lower(): type for type in ENTITY_TYPES}


class Claim(NamedTuple):
    """One claim of one article, its ends under the names that they have there (IRIs; ``object`` may be a text)."""

    iri: str
    subject: str
    predicate: str
    object: str
    linked: bool
    modality: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Record:
    """What one article yields. ``version`` differs wherever another reading of it does."""

    iri: str
    version: str
    identifier: str = ""
    title: str = ""
    published: str = ""  #: ISO 8601, or empty
    publisher: str = ""
    author: str = ""
    url: str = ""
    original: str = ""  #: the IRI of the article that it is a copy of
    entities: tuple[tuple[str, str, str], ...] = ()  #: IRI, type, name
    claims: tuple[Claim, ...] = ()

    @property
    def id(self) -> str:
        """The short name."""
        return shorten(self.iri)

    @property
    def source(self) -> str:
        """The article that counts where copies count once."""
        return self.original or self.iri


@dataclass(slots=True)
class Thing:
    """An entity over all articles."""

    id: str
    type: str
    label: str
    articles: int = 0
    country: str = ""  #: the id of its country; empty where none is known, and for a country
    parent: str = ""
    topics: frozenset[str] = frozenset()  #: ids, broader ones included
    members: frozenset[tuple[str, str]] = frozenset()  #: IRIs of articles and of the entities there that are this one
    was: str = ""  #: the type that articles give it, where a reviewer gave it another


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days in which something took place. ``stated``: an article says so, else it is when they report."""

    earliest: dt.date
    latest: dt.date
    value: str
    precision: Precision
    stated: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One article's word for a fact."""

    claim: Claim
    article: Record
    rejected: bool = False


@dataclass(slots=True)
class Fact:
    """What one or more articles say: subject, predicate, object and modality. ``object`` is an id, a text or a date.

    Numbers are of the statements that no reviewer rejected; of all, where that leaves none (``rejected``).
    """

    id: str
    subject: str
    predicate: str
    object: str
    linked: bool
    modality: str
    statements: tuple[Statement, ...]
    rejected: bool = False
    accepted: bool = False
    confidence: float = 0.0
    sources: int = 0  #: independent articles
    when: When | None = None

    @property
    def ends(self) -> tuple[str, ...]:
        """The entities that it is about."""
        return (self.subject, self.object) if self.linked and self.object != self.subject else (self.subject,)

    @property
    def counted(self) -> tuple[Statement, ...]:
        """The statements that count."""
        return self.statements if self.rejected else tuple(s for s in self.statements if not s.rejected)

    @property
    def review(self) -> str | None:
        """What a reviewer said of it."""
        return "rejected" if self.rejected else "accepted" if self.accepted else None


@dataclass
class Atlas:
    """All things and facts of one snapshot; `Atlas.of` makes it. Facts are in a fixed order."""

    snapshot: str
    things: dict[str, Thing]
    facts: tuple[Fact, ...]
    articles: dict[str, Record]  #: by IRI
    broader: dict[str, str] = field(default_factory=dict)  #: topics, by id
    dates: dict[str, list[Fact]] = field(default_factory=dict)  #: the facts that date a thing
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)  #: canonical IRIs; see `of`
    reviews: Reviews = field(default_factory=lambda: Reviews(()))

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """Facts by their id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def about(self) -> dict[str, list[int]]:
        """The places in ``facts`` of those about a thing."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, fact in enumerate(self.facts):
            for end in fact.ends:
                found[end].append(place)
        return dict(found)

    @cached_property
    def former(self) -> dict[str, str]:
        """What goes under another id now, because it was found to be one thing with that; if with one thing only."""
        found: dict[str, set[str]] = defaultdict(set)
        for thing in self.things.values():
            for _, member in thing.members:
                found[shorten(member)].add(thing.id)
        return {id: next(iter(now)) for id, now in found.items() if len(now) == 1 and id not in self.things}

    @cached_property
    def bodies(self) -> dict[str, list[str]]:
        """The bodies of each country whose bodies articles speak of."""
        found: dict[str, list[str]] = defaultdict(list)
        for thing in self.things.values():
            if thing.country:
                found[thing.country].append(thing.id)
        return dict(found)

    @classmethod
    def of(
        cls,
        snapshot: str,
        records: Iterable[Record],
        identity: Mapping[tuple[str, str], str] | None = None,
        reference: Iterable[Sequence[object]] = (),
        reviews: Reviews | None = None,
    ) -> "Atlas":
        """The atlas of articles.

        ``identity`` gives the canonical IRI of an entity in an article (IRIs), where that is another one; ``reference``
        are rows of a thing, ``sc:country``, ``sc:parent`` or ``skos:broader``, and the other thing.
        """
        judged = reviews or Reviews(())
        articles = {record.iri: record for record in sorted(records, key=lambda record: record.iri)}
        names = identity or {}
        country, parent, broader = _reference(reference)
        facts = _facts(articles.values(), names, judged)
        things = _things(articles.values(), names, judged, facts)
        atlas = cls(snapshot, things, facts, articles, broader, names=names, reviews=judged)
        atlas.dates = _dates(facts)
        for fact in facts:
            fact.when = _when(fact, things, atlas.dates)
        _place(things, facts, country, parent)
        _classify(things, facts, broader)
        return atlas


def fact_id(subject: str, predicate: str, object: str, modality: str) -> str:
    """The id of a fact, from the ids (or the text) of its ends."""
    return digest("fact", subject, predicate, object, modality)


def when(value: str, *, stated: bool = True) -> When | None:
    """The stretch of days that an ISO 8601 date or interval means; None where it is no such thing."""
    try:
        earliest, latest = bounds(value)
    except ValueError:
        return None
    precision: Precision = "interval" if "/" in value else _PRECISION_OF_LENGTH.get(len(value), "day")
    return When(earliest, latest, value, precision, stated)


def _facts(articles: Iterable[Record], names: Mapping[tuple[str, str], str], reviews: Reviews) -> tuple[Fact, ...]:
    found: dict[tuple[str, str, str, bool, str], list[Statement]] = defaultdict(list)
    accepted: set[tuple[str, str, str, bool, str]] = set()
    for article in articles:
        for claim in article.claims:
            subject = names.get((article.iri, claim.subject), claim.subject)
            object = names.get((article.iri, claim.object), claim.object) if claim.linked else claim.object
            decision = reviews.on(article.iri, subject, claim.predicate, object, claim.modality)
            rejected = decision is not None and not decision.accepted
            ends = shorten(subject), shorten(object) if claim.linked else object
            if claim.predicate in SYMMETRIC:
                ends = min(ends), max(ends)
            key = ends[0], claim.predicate, ends[1], claim.linked, claim.modality
            found[key].append(Statement(claim, article, rejected))
            if decision is not None and decision.accepted:
                accepted.add(key)
    return tuple(_fact(key, found[key], key in accepted) for key in sorted(found))


def _fact(key: tuple[str, str, str, bool, str], statements: list[Statement], accepted: bool) -> Fact:
    subject, predicate, object, linked, modality = key
    order = sorted(statements, key=lambda s: (s.article.published, s.article.iri, s.claim.iri), reverse=True)
    fact = Fact(fact_id(subject, predicate, object, modality), subject, predicate, object, linked, modality, (*order,))
    fact.rejected = all(statement.rejected for statement in statements)
    fact.accepted = accepted and not fact.rejected
    fact.confidence = max(statement.claim.confidence for statement in fact.counted)
    fact.sources = len({statement.article.source for statement in fact.counted})
    return fact


def _things(
    articles: Iterable[Record], names: Mapping[tuple[str, str], str], reviews: Reviews, facts: Iterable[Fact]
) -> dict[str, Thing]:
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[str, set[str]] = defaultdict(set)
    members: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for article in articles:
        for iri, type, name in article.entities:
            known = names.get((article.iri, iri), iri)
            labels[known][name] += 1
            types[known][type] += 1
            found[known].add(article.iri)
            if known != iri:
                members[known].add((article.iri, iri))
    things = {}
    for iri, counts in types.items():
        said = _most_common(counts)
        corrected = reviews.type_of(iri)
        id = shorten(iri)
        thing = Thing(id, corrected or said, _most_common(labels[iri]) or id, len(found[iri]))
        thing.members = frozenset(members[iri])
        thing.was = said if corrected and corrected != said else ""
        things[id] = thing
    for fact in facts:
        for end in fact.ends:
            if end not in things:
                things[end] = Thing(end, _TYPE_OF_PREFIX.get(end.partition(":")[0], "Entity"), end)
    return things


def _most_common(counts: Counter[str]) -> str:
    return min((text for text in counts if text.strip()), key=lambda text: (-counts[text], text), default="")


def _believed(fact: Fact) -> bool:
    return fact.modality == "asserted" and not fact.rejected and fact.confidence >= CONFIDENCE_THRESHOLD


def _dates(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.predicate in DATE_PREDICATES and fact.confidence >= CONFIDENCE_THRESHOLD and not fact.rejected:
            found[fact.subject].append(fact)
    return {
        thing: sorted(dates, key=lambda f: (f.modality != "asserted", -f.sources, -len(f.object), f.object))
        for thing, dates in found.items()
    }


def _when(fact: Fact, things: Mapping[str, Thing], dates: Mapping[str, list[Fact]]) -> When | None:
    if fact.predicate in DATE_PREDICATES:
        return when(fact.object)
    for end in fact.ends:
        dated_by = DATED_BY.get(things[end].type)
        for date in dates.get(end, ()):
            if date.predicate == dated_by and (stated := when(date.object)):
                return stated
    days = sorted(s.article.published for s in fact.counted if s.article.published)
    if not days:
        return None
    first, last = days[0], days[-1]
    return when(first if first == last else f"{first}/{last}", stated=False)


def _reference(rows: Iterable[Sequence[object]]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    country: dict[str, str] = {}
    parent: dict[str, str] = {}
    broader: dict[str, str] = {}
    kinds = {"sc:country": country, "sc:parent": parent, "skos:broader": broader}
    for thing, relation, other in sorted((str(a), str(b), str(c)) for a, b, c in rows):
        kind = kinds.get(shorten(relation))
        if kind is not None:
            kind.setdefault(shorten(thing), shorten(other))
    return country, parent, broader


def _place(
    things: dict[str, Thing], facts: Iterable[Fact], country: Mapping[str, str], parent: Mapping[str, str]
) -> None:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in facts:
        if fact.predicate == "agencyOf" and fact.linked and _believed(fact):
            said[fact.subject][fact.object] += fact.sources
    for thing in things.values():
        thing.parent = parent.get(thing.id, "")
        if thing.type != "Country":
            stated = said.get(thing.id)
            thing.country = country.get(thing.id) or (_most_common(stated) if stated else "")
    for id in sorted({thing.country for thing in things.values()} - things.keys() - {""}):
        known = known_country(id)  # no article speaks of it, but of its bodies
        things[id] = Thing(id, "Country", known.name if known else id)


def _classify(things: dict[str, Thing], facts: Iterable[Fact], broader: Mapping[str, str]) -> None:
    known: dict[str, tuple[str, ...]] = {}
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.predicate != "concerns" or fact.modality == "negated" or fact.rejected:
            continue
        if fact.confidence < CONFIDENCE_THRESHOLD:
            continue
        text = things[fact.object].label if fact.linked else fact.object
        if text not in known:
            known[text] = tuple(shorten(topic) for topic in topics_in(text))
        for topic in known[text]:
            while topic and topic not in found[fact.subject]:
                found[fact.subject].add(topic)
                topic = broader.get(topic, "")
    for id, topics in found.items():
        things[id].topics = frozenset(topics)
