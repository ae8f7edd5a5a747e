"""Decisions on identity as quads, and reviewers' decisions read back. One graph a canonical entity, one for reviews."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab as v
from kg.ids import ID, PREFIXES, digest, slug
from kg.rdf.terms import LABEL, TYPE, confidence

#: Graphs of decisions begin so; the rest is a hash of the canonical entity's IRI.
IDENTITY_GRAPHS: Final = ID + "graph/identity/"
REVIEW_GRAPH: Final = ID + "graph/review"

_APPEARANCE: Final = NamedNode(v.SC_Appearance)
_APPEARANCE_OF: Final = NamedNode(v.SC_appearanceOf)
_STATED_IN: Final = NamedNode(v.SC_statedIn)
_CANONICAL: Final = NamedNode(v.SC_canonical)
_DECISION: Final = NamedNode(v.SC_IdentityDecision)
_DECIDES: Final = NamedNode(v.SC_decides)
_VERDICT: Final = NamedNode(v.SC_verdict)
_SCORE: Final = NamedNode(v.SC_score)
_REASON: Final = NamedNode(v.SC_reason)
_BY: Final = NamedNode(v.PROV_wasAttributedTo)
_AT: Final = NamedNode(v.PROV_generatedAtTime)
_AGENT: Final = NamedNode(v.PROV_Agent)
_VERDICTS: Final = {True: NamedNode(v.SC_same), False: NamedNode(v.SC_different)}

Spo = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True, order=True)
class AppearanceRef:
    """An entity in an article: their IRIs, and the name by which a reader knows it."""

    article: str
    entity: str
    name: str = ""

    @property
    def iri(self) -> str:
        """A hash of both."""
        return PREFIXES["appearance"] + digest(self.article, self.entity)


@dataclass(frozen=True, slots=True)
class Decision:
    """Two appearances are one thing or are not. ``by`` names the program's version, or the reviewer."""

    first: AppearanceRef
    second: AppearanceRef
    same: bool
    reasons: tuple[str, ...]
    by: str
    at: dt.datetime | None  #: None where that is told elsewhere: see `kg.resolution.dataset`
    score: float | None = None  #: None where a reviewer decided

    @property
    def iri(self) -> str:
        """A hash of what was decided by whom for which reasons: taking it again changes nothing."""
        pair = sorted((self.first.iri, self.second.iri))
        return PREFIXES["decision"] + digest(*pair, str(self.same), self.by, str(self.score), *self.reasons)


def identity_graph(canonical: str) -> str:
    """The name of the graph of the decisions that made a canonical entity."""
    return IDENTITY_GRAPHS + digest(canonical)


def identity_quads(canonical: str, appearances: Iterable[AppearanceRef], decisions: Iterable[Decision]) -> list[Quad]:
    """The graph of one canonical entity, sorted: the appearances that have another name in their article, and why."""
    graph = NamedNode(identity_graph(canonical))
    triples: set[Spo] = set()
    for appearance in appearances:
        triples.update(_appearance(appearance))
        triples.add((NamedNode(appearance.iri), _CANONICAL, NamedNode(canonical)))
    for decision in decisions:
        triples.update(_decision(decision))
    return sorted((Quad(s, p, o, graph) for s, p, o in triples), key=str)


def review_quads(decisions: Iterable[Decision]) -> list[Quad]:
    """The graph of reviewers' decisions, sorted."""
    graph = NamedNode(REVIEW_GRAPH)
    triples = {triple for decision in decisions for triple in _decision(decision)}
    return sorted((Quad(s, p, o, graph) for s, p, o in triples), key=str)


def decisions_of(quads: Iterable[Quad]) -> list[Decision]:
    """The decisions in a graph, oldest first. Raises `ValueError` for one that lacks what it must have."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    found = [_read(iri, node, nodes) for iri, node in list(nodes.items()) if v.SC_IdentityDecision in node[v.RDF_type]]
    return sorted(found, key=lambda decision: (str(decision.at), decision.iri))


def dated(quads: Iterable[Quad], known: Iterable[Quad], now: dt.datetime) -> list[Quad]:
    """A graph of decisions, each with the time that it has among the ``known`` quads, else now."""
    found = list(quads)
    times = {quad.subject: quad for quad in known if quad.predicate == _AT}
    for quad in list(found):
        if quad.predicate == TYPE and quad.object == _DECISION:
            found.append(times.get(quad.subject) or Quad(quad.subject, _AT, _time(now), quad.graph_name))
    return found


def _time(at: dt.datetime) -> Literal:
    return Literal(at.isoformat(), datatype=NamedNode(v.XSD_dateTime))


def _read(iri: str, node: dict[str, list[str]], nodes: dict[str, dict[str, list[str]]]) -> Decision:
    try:
        one, other = (
            AppearanceRef(
                nodes[it][v.SC_statedIn][0], nodes[it][v.SC_appearanceOf][0], "".join(nodes[it][v.RDFS_label][:1])
            )
            for it in node[v.SC_decides]
        )
        score = node[v.SC_score]
        return Decision(
            min(one, other),
            max(one, other),
            same=node[v.SC_verdict] == [v.SC_same],
            reasons=tuple(sorted(node[v.SC_reason])),
            by=nodes[node[v.PROV_wasAttributedTo][0]][v.RDFS_label][0],
            at=dt.datetime.fromisoformat(node[v.PROV_generatedAtTime][0]) if node[v.PROV_generatedAtTime] else None,
            score=float(score[0]) if score else None,
        )
    except (IndexError, ValueError) as error:
        raise ValueError(f"{iri} is not a whole decision: {error}") from error


def _appearance(appearance: AppearanceRef) -> Iterator[Spo]:
    node = NamedNode(appearance.iri)
    yield node, TYPE, _APPEARANCE
    yield node, _APPEARANCE_OF, NamedNode(appearance.entity)
    yield node, _STATED_IN, NamedNode(appearance.article)
    if appearance.name:
        yield node, LABEL, Literal(appearance.name)


def _decision(decision: Decision) -> Iterator[Spo]:
    node = NamedNode(decision.iri)
    prefix = "reviewer" if decision.score is None else "run"
    by = NamedNode(PREFIXES[prefix] + (slug(decision.by) if decision.score is None else digest(decision.by)))
    yield from _appearance(decision.first)
    yield from _appearance(decision.second)
    yield node, TYPE, _DECISION
    yield node, _DECIDES, NamedNode(decision.first.iri)
    yield node, _DECIDES, NamedNode(decision.second.iri)
    yield node, _VERDICT, _VERDICTS[decision.same]
    yield by, TYPE, _AGENT
    yield by, LABEL, Literal(decision.by)
    yield node, _BY, by
    if decision.at is not None:
        yield node, _AT, _time(decision.at)
    if decision.score is not None:
        yield node, _SCORE, confidence(decision.score)
    for reason in decision.reasons:
        yield node, _REASON, Literal(reason)
