"""The network: which entities are linked by which claims, each with the sentences that state it."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.config import CONFIDENCE_THRESHOLD
from kg.errors import QueryError
from kg.ids import PREFIXES, expand, shorten
from kg.model import SYMMETRIC

#: Entity IRIs by the namespace they are in, so that an entity without a stated type still gets one.
_TYPE_BY_PREFIX: Final = {
    prefix: prefix.capitalize()
    for prefix in ("agency", "organization", "person", "agreement", "project", "event", "place", "country")
}


@dataclass(frozen=True, slots=True)
class Source:
    """The article that states a fact. ``date`` is ISO 8601; any part but ``iri`` may be empty."""

    iri: str
    title: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim of one article, with the sentences that state it. ``object`` is an IRI only if ``linked``."""

    claim: str
    subject: str
    predicate: str  #: local name: ``partyTo``
    object: str
    linked: bool  #: the object is an entity, not a text or a date
    modality: str  #: asserted, planned or negated
    confidence: float  #: a probability between 0 and 1
    source: Source
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """An entity that the shown facts speak of. ``label`` is never empty."""

    iri: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """What one or more articles say in the same words: subject, predicate, object and modality.

    A symmetric predicate is one edge whichever way round the articles say it.
    """

    source: str
    predicate: str
    target: str
    modality: str
    facts: tuple[Fact, ...]

    @property
    def confidence(self) -> float:
        """That of the most certain claim."""
        return max(fact.confidence for fact in self.facts)

    @property
    def articles(self) -> int:
        """How many articles say so."""
        return len({fact.source.iri for fact in self.facts})

    @property
    def first_date(self) -> str:
        """When it was first reported, ISO 8601; empty if no article is dated."""
        return min(self._dates, default="")

    @property
    def last_date(self) -> str:
        """When it was last reported, ISO 8601; empty if no article is dated."""
        return max(self._dates, default="")

    @property
    def _dates(self) -> list[str]:
        return [fact.source.date for fact in self.facts if fact.source.date]


@dataclass(frozen=True, slots=True)
class Network:
    """Entities, the edges between them, and the facts whose object is a text or a date.

    Invariants: every end of an edge and every subject of ``literals`` is one of ``nodes``; nodes are sorted by
    IRI, edges by their ends, predicate and modality.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    literals: tuple[Fact, ...] = ()
    left_out: int = 0  #: nodes that `most_connected` left out

    def resolve(self, name: str) -> Node:
        """The entity that ``name`` means: an IRI, a short form such as ``agency:cnes``, a label or an alias.

        Raises `QueryError` if none or several have that name, and says which come near.
        """
        wanted = expand(name)
        for node in self.nodes:
            if node.iri == wanted:
                return node
        folded = name.strip().casefold()
        for names in (lambda n: (n.label,), lambda n: n.aliases):
            found = [node for node in self.nodes if any(x.casefold() == folded for x in names(node))]
            if len(found) == 1:
                return found[0]
            if found:
                choices = ", ".join(shorten(node.iri) for node in found[:5])
                raise QueryError(name, "several entities have that name", f"say which: {choices}")
        known = {node.label: node for node in self.nodes} | {shorten(node.iri): node for node in self.nodes}
        near = [shorten(known[x].iri) for x in difflib.get_close_matches(name, known, n=3, cutoff=0.6)]
        remedy = f"did you mean {', '.join(dict.fromkeys(near))}?" if near else "leave --about out to see all entities"
        raise QueryError(name, "no shown fact speaks of that entity", remedy)

    def around(self, name: str, radius: int = 1) -> "Network":
        """The entity that ``name`` means, all within ``radius`` edges of it, and the facts among them.

        Raises `QueryError` as `resolve` does.
        """
        neighbours: dict[str, set[str]] = defaultdict(set)
        for edge in self.edges:
            neighbours[edge.source].add(edge.target)
            neighbours[edge.target].add(edge.source)
        centre = self.resolve(name).iri
        reached = {centre}
        rim = {centre}
        for _ in range(radius):
            rim = {there for here in rim for there in neighbours[here]} - reached
            reached |= rim
        return self._keep(reached)

    def most_connected(self, limit: int) -> "Network":
        """At most ``limit`` entities, those with the most edges; the rest is counted in ``left_out``."""
        if len(self.nodes) <= limit:
            return self
        degree = Counter(end for edge in self.edges for end in (edge.source, edge.target))
        kept = sorted(self.nodes, key=lambda node: (-degree[node.iri], node.iri))[:limit]
        return replace(self._keep({node.iri for node in kept}), left_out=len(self.nodes) - limit)

    def _keep(self, iris: set[str]) -> "Network":
        return Network(
            tuple(node for node in self.nodes if node.iri in iris),
            tuple(edge for edge in self.edges if edge.source in iris and edge.target in iris),
            tuple(fact for fact in self.literals if fact.subject in iris),
        )


#: Columns of the three questions that a network is built from.
EntityRow = Sequence[object]  #: entity, type, label, articles that use the label
ClaimRow = Sequence[object]  #: claim, subject, predicate, object, linked, modality, confidence, article, quote
ArticleRow = Sequence[object]  #: article, title, date, publisher, url


def build_network(
    entities: Iterable[EntityRow],
    aliases: Iterable[Sequence[object]],
    claims: Iterable[ClaimRow],
    articles: Iterable[ArticleRow],
    *,
    since: int | None = None,
    until: int | None = None,
    min_confidence: float = CONFIDENCE_THRESHOLD,
) -> Network:
    """The network of the claims whose article is dated within the years ``since`` to ``until``, both included.

    With a bound, claims of undated articles are left out. Claims below ``min_confidence`` always are.
    """
    sources = {str(row[0]): Source(*(_text(cell) for cell in row)) for row in articles}
    facts = [
        fact
        for fact in _facts(claims, sources)
        if fact.confidence >= min_confidence and _within(fact.source.date, since, until)
    ]
    grouped: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.linked:
            ends = fact.subject, fact.object
            source, target = sorted(ends) if fact.predicate in SYMMETRIC else ends
            grouped[source, target, fact.predicate, fact.modality].append(fact)
    edges = tuple(Edge(s, p, o, m, tuple(grouped[s, o, p, m])) for s, o, p, m in sorted(grouped))
    literals = tuple(fact for fact in facts if not fact.linked)
    spoken_of = {end for edge in edges for end in (edge.source, edge.target)} | {fact.subject for fact in literals}
    return Network(_nodes(spoken_of, entities, aliases), edges, literals)


def _facts(claims: Iterable[ClaimRow], sources: dict[str, Source]) -> list[Fact]:
    """One fact a claim, in the order of date, article and claim; its sentences in the order of the rows."""
    found: dict[str, Fact] = {}
    quotes: dict[str, list[str]] = defaultdict(list)
    for claim, subject, predicate, object, linked, modality, confidence, article, quote in claims:
        key = str(claim)
        if key not in found:
            found[key] = Fact(
                key,
                str(subject),
                _local(str(predicate)),
                str(object),
                _truth(linked),
                _local(str(modality)),
                float(str(confidence)),
                sources.get(str(article)) or Source(str(article)),
            )
        if (said := _text(quote)) and said not in quotes[key]:
            quotes[key].append(said)
    facts = (replace(fact, quotes=tuple(quotes[fact.claim])) for fact in found.values())
    return sorted(facts, key=lambda fact: (fact.source.date, fact.source.iri, fact.claim))


def _nodes(
    spoken_of: set[str], entities: Iterable[EntityRow], aliases: Iterable[Sequence[object]]
) -> tuple[Node, ...]:
    """The entities spoken of, each under the label that most articles use."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for entity, type, label, articles in entities:
        weight = int(str(articles))
        if said := _text(label):
            labels[str(entity)][said] += weight
        types[str(entity)][_local(str(type))] += weight
    others: dict[str, set[str]] = defaultdict(set)
    links: dict[str, set[str]] = defaultdict(set)
    for entity, alias, same_as in aliases:
        others[str(entity)].add(_text(alias))
        links[str(entity)].add(_text(same_as))
    nodes = []
    for iri in sorted(spoken_of):
        label = _most_common(labels[iri]) or shorten(iri)
        also = (others[iri] | set(labels[iri])) - {label, ""}
        type = _most_common(types[iri]) or _TYPE_BY_PREFIX.get(shorten(iri).partition(":")[0], "Entity")
        nodes.append(Node(iri, type, label, tuple(sorted(also)), tuple(sorted(links[iri] - {""}))))
    return tuple(nodes)


def _most_common(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key), default="")


def _within(date: str, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    if not date[:4].isdigit():
        return False
    return (since or 0) <= int(date[:4]) <= (until if until is not None else 9999)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _truth(cell: object) -> bool:
    return cell is True or str(cell) == "true"


def _local(name: str) -> str:
    return name.removeprefix(PREFIXES["sc"])
