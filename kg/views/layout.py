"""Where each entity is drawn in a network too large for the browser to lay out: communities side by side."""

import math
from collections.abc import Iterable
from typing import Final

import networkx as nx
import numpy as np

_SPACING: Final = 90.0  #: pixels that one entity needs in each direction
_GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))
#: A spring layout's cost grows with the square of its nodes; a community beyond this size is split again.
_LARGE: Final = 400

Point = tuple[float, float]


def positions(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """A place in pixels for every node; the same graph always gets the same places.

    Communities are laid out one by one and then as if each were a single large node, which takes seconds for
    thousands of entities and shows who belongs together.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((a, b) for a, b in links if a != b)
    connected = graph.subgraph([node for node in graph if graph.degree[node]]).copy()
    placed = _lay_out(connected) if connected else {}
    return placed | _beside(placed, [node for node in graph if not graph.degree[node]])


def _lay_out(graph: "nx.Graph[str]") -> dict[str, Point]:
    groups = [sorted(group) for group in _communities(graph)]
    if len(groups) == 1:
        return _springs(graph)
    inside = []
    for group in groups:
        part = graph.subgraph(group)
        # a community of all its graph cannot be split further, whatever its size
        inside.append(_springs(part) if len(group) <= _LARGE or len(group) == len(graph) else _lay_out(part))
    centres = _arrange(graph, groups, [_radius(places) for places in inside])
    return {
        node: (x + cx, y + cy)
        for places, (cx, cy) in zip(inside, centres, strict=True)
        for node, (x, y) in places.items()
    }


def _communities(graph: "nx.Graph[str]") -> list[set[str]]:
    found = nx.community.louvain_communities(graph, seed=1)
    return sorted(found, key=lambda group: (-len(group), min(group)))


def _springs(graph: "nx.Graph[str]") -> dict[str, Point]:
    """A small graph by springs, scaled so that every node has room."""
    ordered: nx.Graph[str] = nx.Graph()  # the layout depends on the order of nodes: a set's order is not repeatable
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    scale = _SPACING * math.sqrt(len(ordered)) * 0.75
    places = nx.spring_layout(ordered, seed=1, scale=scale, method="force", iterations=60)
    return {node: (float(x), float(y)) for node, (x, y) in places.items()}


def _radius(places: dict[str, Point]) -> float:
    return max(math.hypot(x, y) for x, y in places.values()) + _SPACING


def _arrange(graph: "nx.Graph[str]", groups: list[list[str]], radii: list[float]) -> list[Point]:
    """Centres for the communities: a spiral, largest in the middle, pushed apart until no two overlap.

    Communities with links between them are pulled together first.
    """
    group_of = {node: index for index, group in enumerate(groups) for node in group}
    between: nx.Graph[int] = nx.Graph()
    between.add_nodes_from(range(len(groups)))
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.edges):
        i, j = group_of[a], group_of[b]
        if i != j:
            weight = between.get_edge_data(i, j, {"weight": 0})["weight"]
            between.add_edge(i, j, weight=weight + 1)
    reach = math.sqrt(sum(radius * radius for radius in radii))
    spiral = {
        index: (reach * math.sqrt(index / len(groups)) * math.cos(index * _GOLDEN_ANGLE),
                reach * math.sqrt(index / len(groups)) * math.sin(index * _GOLDEN_ANGLE))
        for index in range(len(groups))
    }  # fmt: skip
    if between.number_of_edges():
        pulled = nx.spring_layout(between, pos=spiral, k=2 * reach / math.sqrt(len(groups)), scale=reach, seed=1,
                                  method="force", iterations=30)  # fmt: skip
        start = np.array([pulled[index] for index in range(len(groups))], dtype=float)
    else:
        start = np.array([spiral[index] for index in range(len(groups))], dtype=float)
    return _apart(start, np.array(radii))


def _apart(centres: np.ndarray, radii: np.ndarray) -> list[Point]:
    """Move discs until no two overlap, or for a hundred rounds: a small remaining overlap does no harm."""
    least = radii[:, None] + radii[None, :]
    np.fill_diagonal(least, 0)
    for _ in range(100):
        gap = centres[:, None, :] - centres[None, :, :]
        distance = np.hypot(gap[..., 0], gap[..., 1])
        overlap = np.maximum(least - distance, 0)
        if not overlap.any():
            break
        direction = gap / np.maximum(distance, 1e-9)[..., None]
        centres = centres + (direction * overlap[..., None] * 0.3).sum(axis=1) / np.maximum((overlap > 0).sum(axis=1), 1)[:, None] * 1.0
    return [(float(x), float(y)) for x, y in centres]


def _beside(placed: dict[str, Point], lonely: list[str]) -> dict[str, Point]:
    """Entities without any edge, in rows below the others."""
    if not lonely:
        return {}
    left = min((x for x, _ in placed.values()), default=0.0)
    right = max((x for x, _ in placed.values()), default=0.0)
    bottom = max((y for _, y in placed.values()), default=0.0) + 2 * _SPACING
    columns = max(int((right - left) / (2 * _SPACING)), math.ceil(math.sqrt(len(lonely))))
    return {
        node: (left + index % columns * 2 * _SPACING, bottom + index // columns * _SPACING)
        for index, node in enumerate(sorted(lonely))
    }
