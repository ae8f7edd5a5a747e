"""The network: which entities are linked by which claims, each with the sentences that state it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import QueryError
from kg.ids import shorten
from kg.model import ENTITY_TYPES, SYMMETRIC
from kg.queries import Queryable, ask, find_entity

#: Types by the prefix of an entity's IRI, for one that no article types.
_TYPE_OF_PREFIX: Final = {type.lower(): type for type in ENTITY_TYPES}


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
    centre: str = ""  #: the IRI of the entity that was asked for
    scope: str = ""  #: what was asked for, for people: "CNES and what is within 1 step, articles since 2018"
    left_out: int = 0  #: entities that `most_connected` left out

    def facts(self) -> Iterable[Fact]:
        """All facts, those of the edges first."""
        yield from (fact for edge in self.edges for fact in edge.facts)
        yield from self.literals

    def around(self, centre: str, radius: int = 1) -> "Network":
        """The entity with the IRI ``centre``, all within ``radius`` edges of it, and the facts among them.

        Empty if no fact speaks of it.
        """
        neighbours: dict[str, set[str]] = defaultdict(set)
        for edge in self.edges:
            neighbours[edge.source].add(edge.target)
            neighbours[edge.target].add(edge.source)
        reached = {centre}
        rim = {centre}
        for _ in range(radius):
            rim = {there for here in rim for there in neighbours[here]} - reached
            reached |= rim
        return replace(self._keep(reached), centre=centre)

    def most_connected(self, limit: int) -> "Network":
        """At most ``limit`` entities, those with the most edges; the rest is counted in ``left_out``."""
        if len(self.nodes) <= limit:
            return self
        degree = Counter(end for edge in self.edges for end in (edge.source, edge.target))
        ranked = sorted(self.nodes, key=lambda node: (node.iri != self.centre, -degree[node.iri], node.iri))
        kept = self._keep({node.iri for node in ranked[:limit]})
        return replace(kept, left_out=self.left_out + len(self.nodes) - limit)

    def _keep(self, iris: set[str]) -> "Network":
        return replace(
            self,
            nodes=tuple(node for node in self.nodes if node.iri in iris),
            edges=tuple(edge for edge in self.edges if edge.source in iris and edge.target in iris),
            literals=tuple(fact for fact in self.literals if fact.subject in iris),
        )


def load_network(
    graph: Queryable,
    *,
    about: str | None = None,
    radius: int = 1,
    since: int | None = None,
    until: int | None = None,
) -> Network:
    """The network of all that articles state, or of a part of it.

    ``about`` is an entity as `kg.queries.find_entity` understands it; what is within ``radius`` edges of it is kept.
    ``since`` and ``until`` are the first and last year in which the article was published; with either, undated
    articles are left out. Raises `QueryError` if ``about`` means nothing or several things, or no year is left.
    """
    if since is not None and until is not None and since > until:
        raise QueryError(f"since {since} until {until}", "no year lies between them", "give the earlier year first")
    centre = find_entity(graph, about) if about is not None else None
    years = {name: f"{year:04}" for name, year in (("since", since), ("until", until)) if year is not None}
    network = build_network(
        ask(graph, "network-entities"),
        ask(graph, "network-names"),
        ask(graph, "network-claims", years),
        ((row[0], *row[2:6]) for row in ask(graph, "articles")),
    )
    if centre is not None:
        name = next((node.label for node in network.nodes if node.iri == centre), centre.short)
        network = replace(network.around(centre, radius), scope=_around(name, radius))
    return replace(network, scope="; ".join(filter(None, (network.scope, _years(since, until)))))


def build_network(
    entities: Iterable[Sequence[object]],
    names: Iterable[Sequence[object]],
    claims: Iterable[Sequence[object]],
    articles: Iterable[Sequence[object]],
) -> Network:
    """The network that rows tell of.

    ``entities``, ``names`` and ``claims`` are the rows of the questions ``network-entities``, ``network-names`` and
    ``network-claims``; a row of ``articles`` is an IRI, title, date, publisher and URL, any but the first None.
    """
    sources = {str(row[0]): Source(*map(_text, row)) for row in articles}
    facts = _facts(claims, sources)
    grouped: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.linked:
            ends = fact.subject, fact.object
            source, target = sorted(ends) if fact.predicate in SYMMETRIC else ends
            grouped[source, target, fact.predicate, fact.modality].append(fact)
    edges = tuple(Edge(s, p, o, m, tuple(grouped[s, o, p, m])) for s, o, p, m in sorted(grouped))
    literals = tuple(fact for fact in facts if not fact.linked)
    spoken_of = {end for edge in edges for end in (edge.source, edge.target)} | {fact.subject for fact in literals}
    return Network(nodes_of(spoken_of, entities, names), edges, literals)


def _facts(claims: Iterable[Sequence[object]], sources: dict[str, Source]) -> list[Fact]:
    """One fact a claim, in the order of date, article and claim; its sentences in the order of the article."""
    found: dict[str, Fact] = {}
    quotes: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for claim, subject, predicate, object, linked, modality, confidence, article, start, sentence in claims:
        key = str(claim)
        found[key] = Fact(
            key,
            str(subject),
            str(predicate),
            str(object),
            linked is True,
            str(modality),
            float(str(confidence)),
            sources.get(str(article)) or Source(str(article)),
        )
        if sentence is not None:
            quotes[key].add((int(str(start)), str(sentence)))
    facts = (
        replace(fact, quotes=tuple(dict.fromkeys(quote for _, quote in sorted(quotes[fact.claim]))))
        for fact in found.values()
    )
    return sorted(facts, key=lambda fact: (fact.source.date, fact.source.iri, fact.claim))


def nodes_of(
    spoken_of: Iterable[str], entities: Iterable[Sequence[object]], names: Iterable[Sequence[object]]
) -> tuple[Node, ...]:
    """The entities spoken of, each under the label that most articles use; rows as for `build_network`."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for entity, type, label, articles in entities:
        labels[str(entity)][_text(label)] += int(str(articles))
        types[str(entity)][_text(type)] += int(str(articles))
    others: dict[str, set[str]] = defaultdict(set)
    links: dict[str, set[str]] = defaultdict(set)
    for entity, alias, same_as in names:
        others[str(entity)].add(_text(alias))
        links[str(entity)].add(_text(same_as))
    nodes = []
    for iri in sorted(spoken_of):
        short = shorten(iri)
        label = _most_common(labels[iri]) or short
        kind = _most_common(types[iri]) or _TYPE_OF_PREFIX.get(short.partition(":")[0], "Entity")
        aliases = (others[iri] | set(labels[iri])) - {label, ""}
        nodes.append(Node(iri, kind, label, tuple(sorted(aliases)), tuple(sorted(links[iri] - {""}))))
    return tuple(nodes)


def _most_common(counts: Counter[str]) -> str:
    return min((text for text in counts if text.strip()), key=lambda text: (-counts[text], text), default="")


def _around(name: str, radius: int) -> str:
    return f"{name} and what is within {radius} {'step' if radius == 1 else 'steps'} of it"


def _years(since: int | None, until: int | None) -> str:
    if since is not None and until is not None:
        return f"articles of {since}" if since == until else f"articles of {since} to {until}"
    if since is not None:
        return f"articles since {since}"
    return f"articles until {until}" if until is not None else ""


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
