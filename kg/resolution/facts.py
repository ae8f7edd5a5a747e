"""Facts over all articles: what canonical entities are said to do, by how many articles and independent sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kg.config import CONFIDENCE_THRESHOLD
from kg.ids import PREFIXES
from kg.model import SYMMETRIC, Claim, Extraction, Modality, Predicate
from kg.rdf import COPIES_GRAPH, Quad, extraction_of
from kg.rdf.reviews import FACT_REVIEW_GRAPH, fact_reviews_of
from kg.resolution.canonical import Canonical
from kg.resolution.reviewing import Reviews

_COPY_OF: Final = "copyOf"


class Graphs(Protocol):
    """A snapshot, or a store that is being written."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of a graph."""
        ...

    def graphs(self) -> list[str]:
        """The names of all graphs."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One article's word for a fact: the article's IRI and id, its day (ISO 8601, may be empty), and the sentence."""

    day: str
    article: str
    article_id: str
    source: str  #: the article's IRI, or that of the one of which it is a copy
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A canonical fact with all that states it. ``object`` is a canonical IRI, a text or an ISO 8601 date."""

    subject: str
    predicate: Predicate
    object: str
    modality: Modality
    statements: tuple[Statement, ...]

    @property
    def articles(self) -> int:
        """In how many articles it is stated."""
        return len({statement.article for statement in self.statements})

    @property
    def sources(self) -> int:
        """How many of these are independent: copies of one text count once."""
        return len({statement.source for statement in self.statements})


def canonical_facts(graphs: Graphs, entities: Iterable[Canonical]) -> list[Fact]:
    """Every fact over all articles, of claims above the confidence threshold that no reviewer rejected; sorted."""
    names = {member: entity.id for entity in entities for member in entity.members}
    reviews = Reviews(fact_reviews_of(graphs.quads(FACT_REVIEW_GRAPH)), names)
    originals = {
        str(quad.subject)[1:-1]: str(quad.object)[1:-1]
        for quad in graphs.quads(COPIES_GRAPH)
        if quad.predicate.value.endswith(_COPY_OF)
    }
    found: dict[tuple[str, Predicate, str, Modality], set[Statement]] = defaultdict(set)
    for iri in graphs.graphs():
        if iri.startswith(PREFIXES["article"]):
            extraction = reviews.revised(iri, extraction_of(graphs.quads(iri)))
            for claim in extraction.claims:
                if claim.confidence >= CONFIDENCE_THRESHOLD:
                    found[_key(iri, claim, names)].add(_statement(iri, extraction, claim, originals))
    return [Fact(*key, tuple(sorted(statements))) for key, statements in sorted(found.items())]


def _key(article: str, claim: Claim, names: Mapping[tuple[str, str], str]) -> tuple[str, Predicate, str, Modality]:
    subject = names.get((article, claim.subject), claim.subject)
    object = names.get((article, claim.object), claim.object) if claim.object_type == "entity" else claim.object
    if claim.predicate in SYMMETRIC:
        subject, object = sorted((subject, object))
    return subject, claim.predicate, object, claim.modality


def _statement(iri: str, extraction: Extraction, claim: Claim, originals: Mapping[str, str]) -> Statement:
    article = extraction.article
    day = article.published.isoformat() if article.published else ""
    quote = claim.evidence[0].quote if claim.evidence else ""
    return Statement(day, iri, article.id, originals.get(iri, iri), quote)
