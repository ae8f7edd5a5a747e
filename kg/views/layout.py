"""Where each entity is drawn in a network too large for the browser to lay out: communities side by side."""

import math
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

Point: TypeAlias = tuple[float, float]
_Points: TypeAlias = npt.NDArray[np.float64]

#: Pixels that an entity with its label takes up: across and down.
_BOX: Final[_Points] = np.array([165.0, 90.0])
#: The cost of a spring layout grows with the square of its nodes; a larger community is split again.
_LARGE: Final = 300
#: How much wider than high a picture may be that is continued below and not beside: screens are wide.
_WIDE: Final = 1.4
_GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))


def positions(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """A place in pixels for every node; the same graph always gets the same places.

    Communities are laid out one by one and then as if each were one large node, which takes seconds for thousands
    of entities and shows who belongs together. What is not connected with the largest part stands in rows near it.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted({(min(link), max(link)) for link in links if link[0] != link[1]}))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    placed = [(part, _lay_out(_part(graph, part))) for part in parts]
    places: dict[str, Point] = {}
    for (part, inside), corner in zip(placed, _packed([inside for _, inside in placed]), strict=True):
        shifted = inside - inside.min(axis=0) + corner
        places |= {node: (float(x), float(y)) for node, (x, y) in zip(part, shifted, strict=True)}
    return places


def _part(graph: "nx.Graph[str]", nodes: Sequence[str]) -> "nx.Graph[str]":
    """The part of a graph, its nodes and edges in a fixed order: layouts depend on it."""
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(nodes)
    inside = set(nodes)
    part.add_edges_from((a, b) for a in nodes for b in sorted(graph[a]) if b in inside and a < b)
    return part


def _lay_out(graph: "nx.Graph[str]") -> _Points:
    """Places in the order of the graph's nodes."""
    if len(graph) <= 3:
        return np.array([[0.0, index * _BOX[1]] for index in range(len(graph))])
    found = nx.community.louvain_communities(graph, seed=1) if len(graph) > 40 else [set(graph)]
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    if len(groups) == 1:
        return _springs(graph) if len(graph) <= _LARGE else _spiral(graph)
    parts = [_part(graph, group) for group in groups]
    inside = [_springs(part) if len(part) <= _LARGE else _lay_out(part) for part in parts]
    centres = _arrange(graph, groups, inside)
    places = {
        node: place + centre
        for group, points, centre in zip(groups, inside, centres, strict=True)
        for node, place in zip(group, points - points.mean(axis=0), strict=True)
    }
    return np.array([places[node] for node in graph])


def _spiral(graph: "nx.Graph[str]") -> _Points:
    """A large community that has no parts: the best connected in the middle, the others around them."""
    ranked = sorted(graph, key=lambda node: (-graph.degree[node], node))
    rank = {node: index for index, node in enumerate(ranked)}
    turns = [(math.sqrt(rank[node]), rank[node] * _GOLDEN_ANGLE) for node in graph]
    unit: _Points = np.array([[far * math.cos(turn), far * math.sin(turn)] for far, turn in turns])
    return unit * (0.8 * _BOX)


def _springs(graph: "nx.Graph[str]") -> _Points:
    """A community by springs, with room for every label."""
    side = math.sqrt(len(graph)) * float(_BOX.mean())
    found = nx.spring_layout(
        graph, seed=1, scale=side * 0.7, k=1.6 / math.sqrt(len(graph)), method="force", iterations=50
    )
    return _spread(np.array([found[node] for node in graph], dtype=float))


def _spread(points: _Points) -> _Points:
    """Push entities apart until no two boxes overlap, or for some rounds: a little overlap does no harm."""
    for _ in range(80):
        pairs = cKDTree(points / _BOX).query_pairs(1, p=math.inf, output_type="ndarray")
        if not len(pairs):
            break
        one, other = pairs.T
        gap = (points[one] - points[other]) / _BOX
        gap[(gap == 0).all(axis=1)] = (1e-6, 1e-6)
        overlap = 1.02 - np.abs(gap)
        narrow = overlap.argmin(axis=1)  # the shorter way out
        rows = np.arange(len(pairs))
        push = np.zeros_like(gap)
        push[rows, narrow] = np.copysign(overlap[rows, narrow], gap[rows, narrow]) * 0.45
        moved = np.zeros_like(points)
        np.add.at(moved, one, push)
        np.add.at(moved, other, -push)
        points = points + np.clip(moved, -1, 1) * _BOX
    return points


def _arrange(graph: "nx.Graph[str]", groups: list[list[str]], inside: list[_Points]) -> _Points:
    """Centres for communities: drawn together where links run between them, then pushed apart until none overlap."""
    radii = np.array([np.hypot(*(points - points.mean(axis=0)).T).max() + _BOX[0] / 2 for points in inside])
    group_of = {node: index for index, group in enumerate(groups) for node in group}
    between: nx.Graph[int] = nx.Graph()
    between.add_nodes_from(range(len(groups)))
    for a, b in graph.edges:
        i, j = group_of[a], group_of[b]
        if i != j:
            weight = between.get_edge_data(i, j, {"weight": 0.0})["weight"]
            between.add_edge(i, j, weight=weight + 1 / math.sqrt(len(groups[i]) * len(groups[j])))
    reach = 1.3 * math.sqrt(float((radii**2).sum()))
    spiral = {
        index: reach * math.sqrt(index / len(groups)) * np.array([math.cos(turn), math.sin(turn)])
        for index, turn in ((index, index * _GOLDEN_ANGLE) for index in range(len(groups)))
    }
    ideal = 2 * reach / math.sqrt(len(groups))
    pulled = nx.spring_layout(between, pos=spiral, k=ideal, scale=reach, seed=1, method="force", iterations=60)
    return _apart(np.array([pulled[index] for index in range(len(groups))], dtype=float), radii)


def _apart(centres: _Points, radii: npt.NDArray[np.float64]) -> _Points:
    least = radii[:, None] + radii[None, :]
    np.fill_diagonal(least, 0)
    for _ in range(150):
        gap = centres[:, None, :] - centres[None, :, :]
        distance = np.hypot(gap[..., 0], gap[..., 1])
        overlap = np.maximum(least - distance, 0)
        if overlap.max() < 1:
            break
        step = gap / np.maximum(distance, 1e-9)[..., None] * overlap[..., None] * 0.4
        centres = centres + step.sum(axis=1)
    return centres


def _packed(parts: list[_Points]) -> list[_Points]:
    """The corner of each part: the first and largest, and the others in rows under it, or beside a tall one."""
    sizes = [np.ptp(points, axis=0) + _BOX * 1.3 for points in parts]
    if not sizes:
        return []
    (width, height), rest = map(float, sizes[0]), sizes[1:]
    beside = width < _WIDE * height
    left, top = (width, 0.0) if beside else (0.0, height)
    area = sum(float(across * down) for across, down in rest)
    limit = max(1.2 * area / height if beside else width, *(float(across) for across, _ in sizes[1:]), 0.0)
    corners: list[_Points] = [np.array([0.0, 0.0])]
    x = y = row = 0.0
    for across, down in ((float(across), float(down)) for across, down in rest):
        if x and x + across > limit:
            x, y, row = 0.0, y + row, 0.0
        corners.append(np.array([left + x, top + y]))
        x, row = x + across, max(row, down)
    return corners
