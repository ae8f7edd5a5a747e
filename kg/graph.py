"""The graph as a library user meets it: open a store, ask it, take the answer along in another form."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from kg.config import default_store, is_address
from kg.errors import QueryError, StoreError
from kg.ids import shorten
from kg.store import IRI, Reader, Rows, Triples, Value, open_reader

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.views.measures import Change, Measured
    from kg.views.network import Network

_ENTITIES: Final = """
SELECT ?entity (MIN(?name) AS ?label) (MIN(?kind) AS ?type) WHERE {
  ?entity a ?class ; sc:mentionedIn ?article .
  FILTER(STRSTARTS(STR(?class), STR(sc:)))
  BIND(STRAFTER(STR(?class), STR(sc:)) AS ?kind)
  OPTIONAL { ?entity rdfs:label ?name }
}
GROUP BY ?entity ORDER BY ?entity
"""

_ASSERTED: Final = """
SELECT ?subject ?predicate ?object (MAX(?certainty) AS ?confidence) (COUNT(DISTINCT ?independent) AS ?articles)
       (MIN(?date) AS ?first) (MAX(?date) AS ?last)
WHERE {
  ?claim a sc:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
         sc:modality sc:asserted ; sc:confidence ?certainty ; sc:statedIn ?article .
  ?subject ?predicate ?object .
  FILTER(ISIRI(?object))
  OPTIONAL { ?article sc:copyOf ?original }
  BIND(COALESCE(?original, ?article) AS ?independent)
  OPTIONAL { ?claim sc:observedOn ?date }
}
GROUP BY ?subject ?predicate ?object ORDER BY ?subject ?predicate ?object
"""


class Graph:
    """A read-only graph: the state of a store when it was opened, until `refresh`. Made by `kg.open`.

    Of a server, each answer is of the state at its own instant.

    A writer may be at work meanwhile. Close it, or use it as a context manager, to let go of the files.
    """

    def __init__(self, path: str | os.PathLike[str], *, canonical: bool = False) -> None:
        self.path = os.fspath(path)
        self.canonical = canonical
        self._snapshot = self._opened()

    def query(self, sparql: str, **bindings: Value) -> Rows | bool | Triples:
        """Answer a SPARQL query over the union of all articles.

        `Rows` for SELECT, a truth value for ASK, `Triples` for CONSTRUCT and DESCRIBE. Prefixes such as ``sc:`` and
        ``agency:`` are known. ``bindings`` give values to variables (columns of the SELECT) without pasting text:
        ``graph.query("SELECT ?who ?what { ?who sc:partyTo ?what }", who=IRI.of("agency:cnes"))``.

        Raises `QueryError`, for a syntax error with line and column.
        """
        return self._snapshot.query(sparql, bindings)

    def select(self, sparql: str, **bindings: Value) -> Rows:
        """Answer a SELECT query, as `query` does. Raises `QueryError` for a query of another kind."""
        answer = self.query(sparql, **bindings)
        if not isinstance(answer, Rows):
            raise QueryError("query", "is not a SELECT", "use Graph.query")
        return answer

    def ask(self, name: str, **parameters: str) -> Rows:
        """Answer a named question of `kg.QUESTIONS`: ``graph.ask("partners", agency="agency:cnes")``.

        Raises `QueryError` for an unknown question or parameter.
        """
        from kg.queries import ask

        return ask(self._snapshot, name, parameters)

    def articles(self) -> Iterator[IRI]:
        """The IRIs of the articles, sorted."""
        prefix = IRI.of("article:")
        return (IRI(name) for name in self._snapshot.graphs() if name.startswith(prefix))

    def to_rdflib(self, article: str | None = None) -> "rdflib.Graph":
        """An rdflib graph of everything, or of what one article (an IRI, or ``article:…``) yields."""
        return self._snapshot.to_rdflib(None if article is None else IRI.of(article))

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """The asserted facts between entities, as a directed multigraph.

        Nodes are short names (``agency:cnes``) with ``iri``, ``label`` and ``type`` (``Agency``). Edges are keyed by
        predicate (``partyTo``) and have ``predicate``, ``confidence`` (the highest of all claims), ``articles`` (how
        many independent ones say so: copies count once), ``first_date`` and ``last_date`` (ISO 8601, empty where no
        article is dated). Only entities that a fact speaks of are nodes.
        """
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        names = {str(row[0]): row for row in self.select(_ENTITIES)}
        for subject, predicate, object, confidence, articles, first, last in self.select(_ASSERTED):
            for end in (subject, object):
                _, label, type = names.get(str(end), (end, None, None))
                short = shorten(str(end))
                graph.add_node(short, iri=str(end), label=str(label or short), type=str(type or "Entity"))
            key = shorten(str(predicate)).removeprefix("sc:")
            graph.add_edge(
                shorten(str(subject)),
                shorten(str(object)),
                key=key,
                predicate=key,
                confidence=confidence,
                articles=articles,
                first_date=str(first or ""),
                last_date=str(last or ""),
            )
        return graph

    def actors(self, *, since: int | None = None, until: int | None = None) -> "networkx.Graph[str]":
        """The network of agencies, organisations and countries, as an undirected NetworkX graph.

        Two are linked by each agreement to which both are parties and each project in which both take part. Nodes are
        short names with ``label`` and ``type``, edges have ``weight`` and ``over`` (the things that link the two).
        ``since`` and ``until`` are years of publication.
        """
        from kg.views.measures import actors

        return actors(self._network(since, until))

    def measures(self, *, since: int | None = None, until: int | None = None) -> "list[Measured]":
        """Who is central, who brokers, and who belongs together in `actors`, the most central first."""
        from kg.views.measures import measure

        return measure(self._network(since, until))

    def changes(self, year: int, *, since: int | None = None, until: int | None = None) -> "list[Change]":
        """Whom each actor won and lost as partners from what was published before ``year`` to the rest."""
        from kg.views.measures import changes

        return changes(self._network(since, year - 1), self._network(year, until))

    def _network(self, since: int | None, until: int | None) -> "Network":
        from kg.views.network import load_network

        return load_network(self._snapshot, since=since, until=until)

    def page(self, *, about: str | None = None, since: int | None = None, until: int | None = None) -> str:
        """The self-contained page that ``kg view`` writes, as HTML: all of the network, or a part of it.

        ``about`` is an entity by name or as ``agency:cnes``, shown with its neighbours; ``since`` and ``until`` are
        years of publication. Raises `QueryError` where ``about`` means nothing or several things.
        """
        from kg.views.html import render_page
        from kg.views.network import load_network

        return render_page(load_network(self._snapshot, about=about, since=since, until=until))

    def serialize(self, format: str = "nq") -> bytes:
        """All of it as ``nq``, ``trig``, ``ttl``, ``nt``, ``rdf`` or ``jsonld``, in a fixed order."""
        return self._snapshot.serialize(format)

    def refresh(self) -> bool:
        """Move on to the newest published state. Whether there was a newer one."""
        if not self._snapshot.stale:
            return False
        old, self._snapshot = self._snapshot, self._opened()
        old.close()
        return True

    def _opened(self) -> Reader:
        if not self.canonical:
            return open_reader(self.path)
        from kg.resolution.dataset import open_canonical

        found = None if is_address(self.path) else open_canonical(Path(self.path))
        if found is None:
            raise StoreError(
                self.path, "its canonical entities are not up to date", "bring them up to date: kg entities"
            )
        return found

    @property
    def snapshot(self) -> Reader:
        """The snapshot that is read, for `kg.queries` and `kg.views`."""
        return self._snapshot

    def close(self) -> None:
        """Let go of the files. Closing twice is harmless."""
        self._snapshot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self.path} snapshot {self._snapshot.number}>"


def open(path: str | os.PathLike[str] | None = None, *, canonical: bool = False) -> Graph:
    """Open the graph in a store directory or at a server's address (``KG_STORE``, else ``./kg-store``), read-only.

    With ``canonical``, one thing is one node over all articles; else each article's own names are seen. Raises
    `StoreError` where there is no store, nothing is published yet, or the files are damaged; and with ``canonical``
    where the canonical entities are not up to date (``kg ingest`` and ``kg entities`` see to that), or for a server.
    """
    return Graph(default_store() if path is None else path, canonical=canonical)
