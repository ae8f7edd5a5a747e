"""The reading side of every store: a snapshot of a directory, or a server."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from kg.store.results import Rows, Triples, rdflib_graph, serialize_quads, serialize_triples
from kg.store.terms import Term, Value

if TYPE_CHECKING:
    import rdflib


class Reader(ABC):
    """A graph that can be asked, read-only. Close it, or use it as a context manager, when it is no longer needed."""

    number: int  #: counts publications; 0 where the store counts none
    name: str  #: names the state that is read, another one after each publication; empty where the store names none

    @abstractmethod
    def query(self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None) -> Rows | bool | Triples:
        """Answer a query over the union of all graphs; see `kg.store.query.run`. Raises `QueryError`."""

    @abstractmethod
    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all."""

    @abstractmethod
    def triples(self, graph: str | None = None) -> Iterator[ox.Triple]:
        """The distinct triples of one named graph, or of the union of all."""

    @abstractmethod
    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""

    @property
    @abstractmethod
    def stale(self) -> bool:
        """Whether a newer state than the one that is read has been published."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections. Closing twice is harmless."""

    def serialize(self, format: str, graph: str | None = None) -> bytes:
        """All of it, or one graph, in an RDF format.

        ``nq`` and ``trig`` keep the graphs; ``ttl``, ``nt``, ``rdf`` and ``jsonld`` hold the distinct triples. In a
        fixed order: the same content gives the same bytes. Raises `QueryError` for an unknown format.
        """
        if format in ("nq", "trig"):
            return serialize_quads(sorted(self.quads(graph), key=_graph_first), format)
        return serialize_triples(sorted(self.triples(graph), key=str), format)

    def to_rdflib(self, graph: str | None = None) -> "rdflib.Graph":
        """An rdflib graph of one named graph, or of the union of all."""
        return rdflib_graph(self.triples(graph))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _graph_first(quad: ox.Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad)
