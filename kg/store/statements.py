"""What may be written to a graph, and the text in which an update states it."""

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

_DEFAULT: Final = ox.DefaultGraph()


def content_of(graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """The quads, each once. Raises `ValueError` for one of another graph or with a blank node."""
    found = set(quads)
    for quad in found:
        if quad.graph_name != graph:
            raise ValueError(f"{quad} does not belong to the graph {graph}")
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise ValueError(f"{quad} has a blank node, which nothing could ever replace or remove")
    return found


def data(quads: Iterable[ox.Quad]) -> str:
    """What stands between the braces of INSERT DATA and DELETE DATA.

    pyoxigraph's own serializer writes it (N-Triples are a subset of SPARQL's); nothing else enters the text.
    """
    by_graph: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Triple]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(quad.triple)
    blocks = []
    for graph, triples in by_graph.items():
        text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")
        blocks.append(text if graph == _DEFAULT else f"GRAPH {graph} {{ {text} }}")
    return " ".join(blocks)
