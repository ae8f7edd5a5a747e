"""The remote store: the same promises as the embedded one's, kept by a server over SPARQL 1.1; and its reader."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.config import state_folder
from kg.errors import QueryError, StoreError
from kg.ids import PREFIXES, digest
from kg.rdf.reviews import WITHHELD_GRAPHS
from kg.store import query
from kg.store.background import background_quads
from kg.store.endpoint import READING, WRITING, Endpoint
from kg.store.explaining import explained
from kg.store.federation import check_services
from kg.store.layout import lock_for_writing
from kg.store.query import bindings
from kg.store.reader import Reader
from kg.store.results import Rows, Triples
from kg.store.standard import Standard
from kg.store.statements import content_of
from kg.store.terms import Term, Value, named_node
from kg.store.wording import with_prefixes, with_values


class RemoteReader(Reader):
    """A server that is read. Each query sees the state of its own instant: servers keep no snapshots.

    Where a server cannot be trusted with queries, a copy in memory answers them, of the state when it was opened.
    """

    number = 0

    def __init__(self, server: Standard) -> None:
        self._server = server
        self.name = server.state()
        copied = server.copy()
        self._copy = None if copied is None else ox.Store()
        if self._copy is not None and copied is not None:
            self._copy.bulk_extend(copied)
            self._copy.bulk_extend(ox.Quad(*quad.triple) for quad in copied)  # the union, as in the embedded store

    @classmethod
    def open(cls, address: str) -> Self:
        """The server at an address. Raises `StoreError` where it cannot be reached or is no SPARQL endpoint."""
        server = _server(Endpoint.open(address, READING))
        with _parsed(address):
            server.start_reading()
            return cls(server)

    def query(self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None) -> Rows | bool | Triples:
        """Answer a query over the union of all graphs; see `kg.store.query.run`. Raises `QueryError`."""
        if self._copy is not None:
            return query.run(self._copy, sparql, substitutions)
        return _run(self._server, sparql, substitutions)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all."""
        if graph is not None:
            named_node(graph)
        if self._copy is not None:
            yield from query.quads(self._copy, graph)
            return
        with _parsed(self._server.endpoint.address):
            yield from self._server.quads(graph)

    def triples(self, graph: str | None = None) -> Iterator[ox.Triple]:
        """The distinct triples of one named graph, or of the union of all."""
        return iter(dict.fromkeys(quad.triple for quad in self.quads(graph)))

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        if self._copy is not None:
            return query.graphs(self._copy)
        with _parsed(self._server.endpoint.address):
            return self._server.graphs()

    @property
    def stale(self) -> bool:
        """Whether the copy is older than what the server holds; without one, the next query sees what there is then."""
        return self._copy is not None and self._server.state() != self.name

    def close(self) -> None:
        """Let go of the connections."""
        self._server.endpoint.close()


class RemoteStore:
    """The writer of a server; keeps the promises of `kg.store.protocol.Store`. Open it with `open`.

    Graphs are written in batches: those that were replaced wait, at most `Standard.batch` statements of them, until
    they fill a request, are asked about or are published. The caller waits for the server's answer, so that no more
    than that is ever on its way.
    """

    def __init__(self, server: Standard, lock: int) -> None:
        self._server = server
        self._lock = lock
        self._open = True
        self._waiting: dict[str, set[ox.Quad]] = {}
        self._unpublished = False

    @classmethod
    def open(cls, address: str) -> Self:
        """Open the server at an address for writing.

        Raises `StoreError` where it cannot be reached or is no SPARQL endpoint, and where another process of this
        user writes to it.
        """
        folder = state_folder() / digest(address)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = lock_for_writing(folder / "lock", address)
        except OSError as error:
            raise StoreError(str(folder), f"cannot be written: {error.strerror}", "set XDG_STATE_HOME") from error
        try:
            server = _server(Endpoint.open(address, WRITING))
            with _parsed(address):
                server.start_writing()
        except BaseException:
            os.close(lock)
            raise
        return cls(server, lock)

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> bool:
        """Make ``quads`` the whole content of the graph, in one transaction. Whether that changes anything.

        Raises `ValueError` for a quad of another graph or with a blank node, `StoreError` where writing fails.
        """
        self._check_open()
        new = content_of(ox.NamedNode(graph), quads)
        if new and graph.startswith(WITHHELD_GRAPHS):
            raise StoreError(
                self._server.endpoint.address,
                "cannot leave rejected facts out of its union yet",
                "review facts in a store directory",
            )
        old = self._waiting.get(graph)
        if (set(self._read(graph)) if old is None else old) == new:
            return False
        if self._weight() + len(new) > self._server.batch:
            self._flush()
        self._waiting[graph] = new
        self._unpublished = True
        if self._weight() >= self._server.batch:
            self._flush()
        return True

    def remove(self, graph: str) -> bool:
        """Remove the graph, in one transaction. Whether there was one."""
        return self.replace(graph, ())

    def load(self, graph: str, files: Iterable[Path]) -> bool:
        """Make the statements of RDF files the whole content of the graph, in one transaction; see `background`."""
        return self.replace(graph, background_quads(graph, files))

    def publish(self) -> bool:
        """Write what waits. Whether there was anything new since the last time."""
        self._check_open()
        self._flush()
        new, self._unpublished = self._unpublished, False
        return new

    @property
    def version(self) -> str:
        """Empty: others may write too."""
        return ""

    def query(
        self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None, *, graph: str | None = None
    ) -> Rows | bool | Triples:
        """Ask what is written, published or not; see `kg.store.query.run`. Raises `QueryError`."""
        self._check_open()
        if graph is None or graph in self._waiting:
            self._flush()
        return _run(self._server, sparql, substitutions)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """What is written, published or not: the quads of one named graph, or of all."""
        self._check_open()
        if graph is None:
            self._flush()
        elif graph in self._waiting:
            return iter(self._waiting[graph])
        return self._read(graph)

    def graphs(self) -> list[str]:
        """The IRIs of the graphs, sorted."""
        self._check_open()
        self._flush()
        with _parsed(self._server.endpoint.address):
            return self._server.graphs()

    def close(self) -> None:
        """Write what waits and give the lock back. Closing twice is harmless."""
        if not self._open:
            return
        try:
            self._flush()
        finally:
            self._open = False
            self._server.endpoint.close()
            os.close(self._lock)

    def _read(self, graph: str | None) -> Iterator[ox.Quad]:
        with _parsed(self._server.endpoint.address):
            yield from self._server.quads(graph)

    def _weight(self) -> int:
        return sum(map(len, self._waiting.values()))

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}  # what could not be written is not tried again by `close`
        if waiting:
            self._server.write(waiting)

    def _check_open(self) -> None:
        if not self._open:
            raise StoreError(self._server.endpoint.address, "this store was closed", "open it again")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _server(endpoint: Endpoint) -> Standard:
    from kg.store.virtuoso import Virtuoso

    return Virtuoso(endpoint) if endpoint.server.startswith("Virtuoso") else Standard(endpoint)


def _run(server: Standard, sparql: str, substitutions: Mapping[str, Value | Term] | None) -> Rows | bool | Triples:
    bound = bindings(substitutions)
    check_services(sparql)
    with explained():  # what is wrong with a query is said here, in the same words as by the embedded store
        kind = ox.Store().query(sparql, prefixes=PREFIXES, substitutions=bound)
    text = with_values(with_prefixes(sparql), {variable.value: term for variable, term in bound.items()})
    with _parsed(server.endpoint.address):
        if isinstance(kind, ox.QueryTriples):
            found = ox.parse(server.triples(text), ox.RdfFormat.N_TRIPLES)
            return Triples(tuple(sorted({quad.triple for quad in found}, key=str)))
        answer = ox.parse_query_results(server.rows(text), format=ox.QueryResultsFormat.JSON)
        if isinstance(answer, ox.QueryBoolean) or isinstance(kind, ox.QueryBoolean):
            return bool(answer)
        columns = [v.value for v in kind.variables if v in answer.variables]
        places = [[v.value for v in answer.variables].index(column) for column in columns]
        return Rows(tuple(columns), tuple(tuple(row[place] for place in places) for row in answer))


@contextmanager
def _parsed(address: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QueryError(address, f"sends an answer that cannot be read: {error}", "see what the server logs") from None
