"""The landscape of a network: where everybody stands, who belongs together, who is central. The same for all filters.

The cost of finding communities and of a spring layout grows fast. So both are found for a backbone, the best connected
nodes with the strongest links of each; everybody else joins whom they are linked with most. The table in
docs/explorer-api.md has the times.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import networkx as nx

from kg.views.layout import Point, positions

Weights: TypeAlias = Mapping[tuple[str, str], int]

_BACKBONE: Final = 500  #: nodes
_STRONGEST: Final = 4  #: links of each node in the backbone
_NEAR: Final = 60.0  #: pixels between one who joins and the next
_GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Landscape:
    """Places in pixels, communities (0 is the largest; nodes without links have none) and PageRank by node."""

    places: Mapping[str, Point]
    communities: Mapping[str, int]
    centrality: Mapping[str, float]
    weights: Weights

    def members(self) -> list[list[str]]:
        """The nodes of each community, the most central first."""
        found: dict[int, list[str]] = defaultdict(list)
        for node, number in self.communities.items():
            found[number].append(node)
        return [sorted(found[number], key=lambda n: (-self.centrality[n], n)) for number in sorted(found)]


def landscape_of(weights: Weights, earlier: Landscape | None = None) -> Landscape:
    """The landscape of a network, given by the weight of each link; the same network always gets the same one.

    Where the network is that of ``earlier``, so is the landscape.
    """
    if earlier is not None and earlier.weights == weights:
        return earlier
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({node for link in weights for node in link}))
    graph.add_weighted_edges_from((a, b, float(weight)) for (a, b), weight in sorted(weights.items()))
    if not graph:
        return Landscape({}, {}, {}, weights)
    centrality = nx.pagerank(graph, weight="weight")
    backbone = _backbone(graph)
    groups = nx.community.louvain_communities(backbone, weight="weight", seed=1)
    community = {node: number for number, group in enumerate(groups) for node in group}
    places = positions(backbone, backbone.edges)
    _join(graph, community, places)
    return Landscape(places, _numbered(community), centrality, weights)


def _backbone(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    strength: dict[str, float] = dict(graph.degree(weight="weight"))
    chosen = sorted(graph, key=lambda node: (-strength[node], node))[:_BACKBONE]
    inside = set(chosen)
    backbone: nx.Graph[str] = nx.Graph()
    backbone.add_nodes_from(sorted(chosen))
    links: set[tuple[str, str]] = set()
    for node in chosen:
        near = sorted((other for other in graph[node] if other in inside), key=lambda n: (-_weight(graph, node, n), n))
        links.update((min(node, other), max(node, other)) for other in near[:_STRONGEST])
    backbone.add_weighted_edges_from((a, b, _weight(graph, a, b)) for a, b in sorted(links))
    return backbone


def _join(graph: "nx.Graph[str]", community: dict[str, int], places: dict[str, Point]) -> None:
    """Give each node outside the backbone the community of its strongest link, and a place beside that one."""
    waiting = [node for node in graph if node not in places]
    beside: dict[str, int] = defaultdict(int)
    fresh = max(community.values(), default=-1) + 1
    lowest = max((y for _, y in places.values()), default=0.0) + 4 * _NEAR
    while waiting:
        left = []
        joined: dict[str, str] = {}
        for node in waiting:
            known = [other for other in graph[node] if other in places]
            if known:
                joined[node] = min(known, key=lambda other: (-_weight(graph, node, other), other))
            else:
                left.append(node)
        for node, host in joined.items():
            community[node] = community[host]
            places[node] = _beside(places[host], beside[host])
            beside[host] += 1
        if not joined:  # a part of the network that the backbone does not touch: it begins somewhere below
            places[left[0]] = ((fresh % 40) * 4 * _NEAR, lowest + (fresh // 40) * 4 * _NEAR)
            community[left[0]] = fresh
            fresh += 1
            left = left[1:]
        waiting = left


def _beside(place: Point, number: int) -> Point:
    radius, angle = _NEAR * math.sqrt(number + 1), number * _GOLDEN_ANGLE
    return place[0] + radius * math.cos(angle), place[1] + radius * math.sin(angle)


def _numbered(community: Mapping[str, int]) -> dict[str, int]:
    sizes: dict[int, list[str]] = defaultdict(list)
    for node, number in community.items():
        sizes[number].append(node)
    order = sorted(sizes, key=lambda number: (-len(sizes[number]), min(sizes[number])))
    rank = {number: place for place, number in enumerate(order)}
    return {node: rank[number] for node, number in community.items()}


def _weight(graph: "nx.Graph[str]", a: str, b: str) -> float:
    return float(graph[a][b]["weight"])


def clipped(
    nodes: Iterable[str], weights: Weights, most_nodes: int, most_links: int
) -> tuple[list[str], list[tuple[str, str]]]:
    """At most so many nodes, those with the heaviest links, and the heaviest links among them."""
    strength: dict[str, int] = dict.fromkeys(nodes, 0)
    for (a, b), weight in weights.items():
        strength[a] = strength.get(a, 0) + weight
        strength[b] = strength.get(b, 0) + weight
    chosen = sorted(strength, key=lambda node: (-strength[node], node))[:most_nodes]
    inside = set(chosen)
    links = sorted(
        (link for link in weights if link[0] in inside and link[1] in inside), key=lambda link: (-weights[link], link)
    )
    return chosen, links[:most_links]
