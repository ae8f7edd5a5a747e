"""Servers that keep to the standard, as Oxigraph does: one update request is one transaction, readers see all or none.

The default graph holds the union of the named graphs, each triple once, as in the embedded store; it belongs to this
program alone. What an update states depends on nothing that was read before, so two writers cannot mix two texts of
an article, and a request that is repeated because its answer was lost changes nothing.

A graph that is too large for one request is first put together in a graph of its own, in several, and then moved to
its place, in one.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ids import ID
from kg.store.endpoint import Endpoint, Truncated
from kg.store.statements import data
from kg.store.wording import with_prefixes

#: Below this lie graphs that are being put together; no reader is shown them.
COMING: Final = ID + "graph/coming/"

_GRAPHS: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_QUADS: Final = "SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {filter} }}"
_HIDES_ARTICLES: Final = "ASK { GRAPH ?g { ?a a sc:Article } FILTER NOT EXISTS { ?b a sc:Article } }"


class Standard:
    """How to ask and change such a server."""

    #: Statements to one request.
    batch: int = 5_000

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def start_reading(self) -> None:
        """Raise `StoreError` where queries over all articles would find nothing."""
        if bool(ox.parse_query_results(self.rows(with_prefixes(_HIDES_ARTICLES)), format=ox.QueryResultsFormat.JSON)):
            raise StoreError(
                self.endpoint.address,
                "its default graph does not show what its named graphs hold",
                "write it with kg ingest or kg load, or have it show the union of all graphs",
            )

    def state(self) -> str:
        """Empty: such servers name no states."""
        return ""

    def copy(self) -> list[ox.Quad] | None:
        """None: queries are put to the server itself."""
        return None

    def start_writing(self) -> None:
        """Take away, or bring to its end, what a writer that died left behind."""
        for graph in self._named():
            if graph.startswith(COMING):
                self.endpoint.update(f"DROP SILENT GRAPH <{graph}>")

    def rows(self, sparql: str) -> bytes:
        """The answer to a SELECT or an ASK, in JSON."""
        return self.endpoint.rows(sparql)

    def triples(self, sparql: str) -> bytes:
        """The answer to a CONSTRUCT or a DESCRIBE, in N-Triples."""
        return self.endpoint.triples(sparql)

    def graphs(self) -> list[str]:
        """The IRIs of the graphs, sorted."""
        return sorted(graph for graph in self._named() if self._is_shown(graph))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all: asked at once, graph by graph where that is too much at once."""
        only = f"VALUES ?g {{ {ox.NamedNode(graph)} }}" if graph is not None else ""
        try:
            rows = self._solutions(self.rows(_QUADS.format(filter=only)))
        except Truncated:
            if graph is not None:
                raise
            for name in self.graphs():
                yield from self.quads(name)
            return
        for s, p, o, g in rows:
            if graph is not None or self._is_shown(g.value):
                yield ox.Quad(s, p, o, g)

    def write(self, contents: Mapping[str, set[ox.Quad]]) -> None:
        """Make each of the contents all that its graph holds: all of them in one transaction, or none."""
        if sum(map(len, contents.values())) <= self.batch:
            added = [quad for content in contents.values() for quad in content]
            operations = [operation for graph in contents for operation in _emptying(graph)]
            if added:
                union = (ox.Quad(*quad.triple) for quad in added)
                operations.append(f"INSERT DATA {{ {data([*added, *union])} }}")
            self.endpoint.update(" ;\n".join(operations))
            return
        for graph in contents:
            coming = self.prepare(graph, contents[graph])
            moved = (
                f"INSERT {{ ?s ?p ?o . GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{coming}> {{ ?s ?p ?o }} }}"
            )
            self.endpoint.update(" ;\n".join([*_emptying(graph), moved, f"DROP SILENT GRAPH <{coming}>"]))

    def prepare(self, graph: str, content: Iterable[ox.Quad]) -> str:
        """Write a content to a graph that nobody looks at, in as many requests as it takes; the name of that graph."""
        coming = COMING + graph
        name, rest = ox.NamedNode(coming), iter(content)
        while part := list(islice(rest, self.batch)):
            statements = data(ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in part)
            self.endpoint.update(f"INSERT DATA {{ {statements} }}")
        return coming

    def _named(self) -> Iterator[str]:
        return (graph.value for (graph,) in self._solutions(self.endpoint.rows(_GRAPHS)))

    def _is_shown(self, graph: str) -> bool:
        return not graph.startswith(COMING)

    def _solutions(self, answer: bytes) -> ox.QuerySolutions:
        found = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        return found


def _emptying(graph: str) -> list[str]:
    """Operations that empty a graph, and take from the union what no other graph states."""
    name = ox.NamedNode(graph)
    elsewhere = f"GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {name} && !STRSTARTS(STR(?other), '{COMING}'))"
    return [
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {elsewhere} }} }}",
        f"DROP SILENT GRAPH {name}",
    ]
