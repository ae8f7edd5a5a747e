"""Measures: who is central, who brokers, who belongs together, and what has changed between two periods.

Measured on the network of actors: agencies, organisations and countries, linked where they are parties to one
agreement, partners of one project, or said to cooperate. A link weighs as much as there are things that make it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import networkx as nx

from kg.ids import shorten
from kg.views.network import Network

#: The types of things that act.
ACTORS: Final = frozenset({"Agency", "Organization", "Country"})
#: Predicates whose subjects are linked by a common object.
_COMMON: Final = frozenset({"partyTo", "participatesIn", "leads", "contributes"})
_SEED: Final = 1  #: communities are found by chance; the same chance each time


@dataclass(frozen=True, slots=True)
class Measured:
    """An actor and its place in the network.

    ``partners`` counts its neighbours, ``ties`` the things that link it to them. ``betweenness`` (0 to 1) is the share
    of shortest paths that lead over it. ``brokerage`` (0 to 1) is how little its partners are linked among themselves:
    one minus Burt's constraint, 0 where it has one partner. ``community`` is numbered from the largest on.
    """

    entity: str
    name: str
    partners: int
    ties: int
    betweenness: float
    brokerage: float
    community: int


@dataclass(frozen=True, slots=True)
class Change:
    """An actor in two periods: its partners in each, and whom it won and lost (names, sorted)."""

    entity: str
    name: str
    before: int
    after: int
    won: tuple[str, ...]
    lost: tuple[str, ...]


def actors(network: Network) -> "nx.Graph[str]":
    """The network of actors: nodes with ``label`` and ``type``, edges with ``weight`` and the things ``over`` which."""
    graph: nx.Graph[str] = nx.Graph()
    nodes = {node.iri: node for node in network.nodes}
    over: dict[tuple[str, str], set[str]] = defaultdict(set)
    together: dict[str, set[str]] = defaultdict(set)
    for edge in network.edges:
        if edge.modality != "asserted" or nodes[edge.source].type not in ACTORS:
            continue
        if edge.predicate in _COMMON:
            together[edge.target].add(edge.source)
        elif edge.predicate == "cooperatesWith" and nodes[edge.target].type in ACTORS and edge.source != edge.target:
            over[min(edge.source, edge.target), max(edge.source, edge.target)].add("")
    for thing, members in together.items():
        for pair in combinations(sorted(members), 2):
            over[pair].add(thing)
    for (one, other), things in sorted(over.items()):
        for end in (one, other):
            graph.add_node(shorten(end), label=nodes[end].label, type=nodes[end].type)
        told = sorted(shorten(thing) for thing in things if thing)
        graph.add_edge(shorten(one), shorten(other), weight=max(1, len(told)), over=told)
    return graph


def measure(network: Network) -> list[Measured]:
    """Every actor that has a partner, the most central first."""
    graph = actors(network)
    if not graph:
        return []
    between = nx.betweenness_centrality(graph)
    constraint = nx.constraint(graph, weight="weight")
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    ranked = sorted(found, key=lambda members: (-len(members), min(members)))
    community = {member: number for number, members in enumerate(ranked, 1) for member in members}
    rows = [
        Measured(
            entity,
            graph.nodes[entity]["label"],
            graph.degree(entity),
            int(graph.degree(entity, weight="weight")),
            round(between[entity], 4),
            round(1 - min(1.0, constraint[entity]), 4),
            community[entity],
        )
        for entity in graph
    ]
    return sorted(rows, key=lambda row: (-row.betweenness, -row.ties, row.entity))


def changes(before: Network, after: Network) -> list[Change]:
    """Every actor whose partners are not the same in both periods, the greatest change first."""
    earlier, later = actors(before), actors(after)
    names = {entity: str(graph.nodes[entity]["label"]) for graph in (earlier, later) for entity in graph}

    def partners(graph: "nx.Graph[str]", entity: str) -> set[str]:
        return set(graph[entity]) if entity in graph else set()

    def rows() -> Iterator[Change]:
        for entity, name in names.items():
            old, new = partners(earlier, entity), partners(later, entity)
            if old != new:
                won, lost = (tuple(sorted(names[each] for each in side)) for side in (new - old, old - new))
                yield Change(entity, name, len(old), len(new), won, lost)

    return sorted(rows(), key=lambda row: (-len(row.won) - len(row.lost), row.entity))
