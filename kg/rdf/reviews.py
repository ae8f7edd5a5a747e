"""Reviewers' decisions on facts and on types: as quads of their own graph, and read back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias, cast, get_args

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab as v
from kg.ids import ID, ONTOLOGY, PREFIXES, digest, slug
from kg.model import MODALITIES, PREDICATES, EntityType, Modality, Predicate
from kg.rdf.terms import LABEL, TYPE

#: Beside that of the decisions on identity.
FACT_REVIEW_GRAPH: Final = ID + "graph/review/facts"
#: Graphs of what reviewers took out of an article's graph begin so, and of what follows instead; the rest is its name.
#: A store leaves the former out of its union of all graphs: see `kg.store.embedded`.
WITHHELD_GRAPHS: Final = ID + "graph/withheld/"
REVISED_GRAPHS: Final = ID + "graph/revised/"

_AT: Final = NamedNode(v.PROV_generatedAtTime)
_BY: Final = NamedNode(v.PROV_wasAttributedTo)
_REASON: Final = NamedNode(v.SC_reason)
_VERDICTS: Final = {True: NamedNode(v.SC_accepted), False: NamedNode(v.SC_rejected)}

Spo = tuple[NamedNode, NamedNode, NamedNode | Literal]


def withheld_graph(article: str) -> str:
    """The name of the graph of what the union of all graphs does not show of an article's graph."""
    return WITHHELD_GRAPHS + article.removeprefix(PREFIXES["article"])


def revised_graph(article: str) -> str:
    """The name of the graph of what reviews add to an article's graph."""
    return REVISED_GRAPHS + article.removeprefix(PREFIXES["article"])


class Statement(Protocol):
    """A triple or a quad."""

    @property
    def subject(self) -> object:
        """Its subject."""

    @property
    def predicate(self) -> NamedNode:
        """Its predicate."""

    @property
    def object(self) -> object:
        """Its object."""


@dataclass(frozen=True, slots=True)
class FactDecision:
    """A fact was read rightly or wrongly. ``object`` is an IRI where it is ``linked``, else the text or date.

    ``article`` (an IRI) limits it to what that one article states; empty: wherever it is stated.
    """

    subject: str
    predicate: Predicate
    object: str
    linked: bool
    modality: Modality
    accepted: bool
    by: str
    at: dt.datetime
    remark: str = ""
    article: str = ""

    @property
    def target(self) -> str:
        """What it is about: a later decision on the same replaces it."""
        return digest("fact", self.subject, self.predicate, self.object, self.modality, self.article)

    @property
    def id(self) -> str:
        """A hash of what was decided by whom and when."""
        return digest(self.target, str(self.accepted), self.by, self.remark, self.at.isoformat())


@dataclass(frozen=True, slots=True)
class TypeDecision:
    """An entity (an IRI) is of another type than articles were read to say."""

    entity: str
    type: EntityType
    was: str
    by: str
    at: dt.datetime
    remark: str = ""

    @property
    def target(self) -> str:
        """What it is about: a later decision on the same replaces it."""
        return digest("type", self.entity)

    @property
    def id(self) -> str:
        """A hash of what was decided by whom and when."""
        return digest(self.target, self.type, self.by, self.remark, self.at.isoformat())


Review: TypeAlias = FactDecision | TypeDecision


def fact_review_quads(reviews: Iterable[Review]) -> list[Quad]:
    """The graph of decisions on facts and types, sorted."""
    graph = NamedNode(FACT_REVIEW_GRAPH)
    triples = {triple for review in reviews for triple in _review(review)}
    return sorted((Quad(s, p, o, graph) for s, p, o in triples), key=str)


def fact_reviews_of(statements: Iterable[Statement]) -> list[Review]:
    """The decisions in a graph, oldest first. Raises `ValueError` for one that lacks what it must have."""
    nodes: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        if isinstance(statement.subject, NamedNode) and isinstance(statement.object, NamedNode | Literal):
            nodes[statement.subject.value][statement.predicate.value].append(statement.object)
    found: list[Review] = []
    for iri, node in list(nodes.items()):
        kinds = {kind.value for kind in node[v.RDF_type]}
        try:
            if v.SC_FactDecision in kinds:
                found.append(_fact(node, nodes))
            elif v.SC_TypeDecision in kinds:
                found.append(_type(node, nodes))
        except (IndexError, ValueError) as error:
            raise ValueError(f"{iri} is not a whole decision: {error}") from error
    return sorted(found, key=lambda review: (review.at, review.id))


_Node: TypeAlias = dict[str, list[NamedNode | Literal]]


def _fact(node: _Node, nodes: dict[str, _Node]) -> FactDecision:
    predicate = node[v.SC_judgedPredicate][0].value.removeprefix(ONTOLOGY)
    modality = node[v.SC_judgedModality][0].value.removeprefix(ONTOLOGY)
    if predicate not in PREDICATES or modality not in MODALITIES:
        raise ValueError(f"{predicate} {modality} is not known")
    object = node[v.SC_judgedObject][0]
    return FactDecision(
        node[v.SC_judgedSubject][0].value,
        predicate,
        object.value,
        isinstance(object, NamedNode),
        modality,
        accepted=node[v.SC_verdict][0].value == v.SC_accepted,
        by=_by(node, nodes),
        at=dt.datetime.fromisoformat(node[v.PROV_generatedAtTime][0].value),
        remark="".join(reason.value for reason in node[v.SC_reason][:1]),
        article="".join(article.value for article in node[v.SC_judgedIn][:1]),
    )


def _type(node: _Node, nodes: dict[str, _Node]) -> TypeDecision:
    type = node[v.SC_judgedType][0].value.removeprefix(ONTOLOGY)
    if type not in get_args(EntityType):
        raise ValueError(f"{type} is no type")
    return TypeDecision(
        node[v.SC_judgedEntity][0].value,
        cast(EntityType, type),
        was="".join(was.value.removeprefix(ONTOLOGY) for was in node[v.SC_typeBefore][:1]),
        by=_by(node, nodes),
        at=dt.datetime.fromisoformat(node[v.PROV_generatedAtTime][0].value),
        remark="".join(reason.value for reason in node[v.SC_reason][:1]),
    )


def _by(node: _Node, nodes: dict[str, _Node]) -> str:
    return nodes[node[v.PROV_wasAttributedTo][0].value][v.RDFS_label][0].value


def _review(review: Review) -> Iterator[Spo]:
    node = NamedNode(PREFIXES["decision"] + review.id)
    by = NamedNode(f"{PREFIXES['reviewer']}{slug(review.by)}-{digest(review.by)[:8]}")
    yield by, TYPE, NamedNode(v.PROV_Agent)
    yield by, LABEL, Literal(review.by)
    yield node, _BY, by
    yield node, _AT, Literal(review.at.isoformat(), datatype=NamedNode(v.XSD_dateTime))
    if review.remark:
        yield node, _REASON, Literal(review.remark)
    if isinstance(review, TypeDecision):
        yield node, TYPE, NamedNode(v.SC_TypeDecision)
        yield node, NamedNode(v.SC_judgedEntity), NamedNode(review.entity)
        yield node, NamedNode(v.SC_judgedType), NamedNode(ONTOLOGY + review.type)
        if review.was:
            yield node, NamedNode(v.SC_typeBefore), NamedNode(ONTOLOGY + review.was)
        return
    yield node, TYPE, NamedNode(v.SC_FactDecision)
    yield node, NamedNode(v.SC_judgedSubject), NamedNode(review.subject)
    yield node, NamedNode(v.SC_judgedPredicate), NamedNode(ONTOLOGY + review.predicate)
    yield node, NamedNode(v.SC_judgedObject), NamedNode(review.object) if review.linked else Literal(review.object)
    yield node, NamedNode(v.SC_judgedModality), NamedNode(ONTOLOGY + review.modality)
    yield node, NamedNode(v.SC_verdict), _VERDICTS[review.accepted]
    if review.article:
        yield node, NamedNode(v.SC_judgedIn), NamedNode(review.article)


def in_graph(graph: str, quads: Iterable[Quad]) -> list[Quad]:
    """The same triples in another graph."""
    name = NamedNode(graph)
    return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads]
