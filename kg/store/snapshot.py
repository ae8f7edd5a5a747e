"""Readers: the current snapshot of a store, read-only, while a writer may be at work."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.config import is_address
from kg.errors import StoreError
from kg.store import query
from kg.store.answering import Answer, Wanted, answer
from kg.store.layout import Layout, lock_for_reading
from kg.store.reader import Reader
from kg.store.results import Rows, Triples
from kg.store.terms import Term, Value, named_node


class Snapshot(Reader):
    """An immutable, published state of the store. It stays as it is for as long as it is open.

    Close it, or use it as a context manager, so that its files can go when a newer one is current.
    """

    def __init__(self, layout: Layout) -> None:
        held = lock_for_reading(layout)
        if held is None:
            raise StoreError(str(layout.root), "nothing is published yet", "ingest something: kg ingest SOURCE")
        path, self._lock = held
        self._layout = layout
        self.number = int(path.parent.name)
        #: Another one for each publication, also where a store took another's place.
        self.name = _name(self.number, os.fstat(self._lock))
        try:
            self._database: ox.Store | None = ox.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            os.close(self._lock)
            raise StoreError(
                str(layout.root), f"cannot be read: {error}", "restore it from a backup, or ingest again"
            ) from None

    def query(self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None) -> Rows | bool | Triples:
        """Answer a query over the union of all graphs; see `kg.store.query.run`. Raises `QueryError`."""
        return query.run(self._open, sparql, substitutions)

    def answer(self, sparql: str, wanted: Wanted) -> Answer:
        """The answer to a query as a text, within limits; see `kg.store.answering.answer`. Raises `QueryError`."""
        return answer(self._open, sparql, wanted)

    def write_rows(self, file: BinaryIO, sparql: str, substitutions: Mapping[str, Value | Term] | None = None) -> None:
        """Write the answer to a SELECT to a file, as TSV: nothing but what sorting needs is held in memory."""
        query.write_rows(self._open, file, sparql, substitutions)

    @property
    def answers(self) -> Path:
        """The folder for answers that are kept for as long as the snapshot is, see `kg.queries.prepared`."""
        return self._layout.snapshot(self.number) / "answers"

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all."""
        if graph is not None:
            named_node(graph)
        return query.quads(self._open, graph)

    def triples(self, graph: str | None = None) -> Iterator[ox.Triple]:
        """The distinct triples of one named graph, or of the union of all."""
        name = ox.DefaultGraph() if graph is None else named_node(graph)
        return (quad.triple for quad in self._open.quads_for_pattern(None, None, None, name))

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return query.graphs(self._open)

    @property
    def stale(self) -> bool:
        """Whether a newer snapshot has been published."""
        return self._layout.current_number() != self.number

    def close(self) -> None:
        """Let go of the files. Closing twice is harmless."""
        if self._database is not None:
            self._database = None
            os.close(self._lock)
            self._layout.prune()

    @property
    def _open(self) -> ox.Store:
        if self._database is None:
            raise StoreError(str(self._layout.root), "this snapshot was closed", "open the store again")
        return self._database


def current_snapshot(path: str | os.PathLike[str]) -> str:
    """The `Snapshot.name` of the current snapshot, without opening it.

    Raises `StoreError` where there is no store or nothing is published yet.
    """
    layout = Layout(Path(path))
    while True:
        number = layout.current_number()
        if number is None:
            layout.check()
            raise StoreError(str(layout.root), "nothing is published yet", "ingest something: kg ingest SOURCE")
        try:
            return _name(number, os.stat(layout.snapshot(number) / "lock"))
        except FileNotFoundError:
            if layout.current_number() == number:
                raise StoreError(
                    str(layout.root), "the current snapshot is missing", "restore it from a backup, or ingest again"
                ) from None  # else a newer one was published and this one removed: look again


def database_size(path: str | os.PathLike[str]) -> int:
    """The bytes on disk of the current snapshot's database; 0 where nothing is published yet."""
    layout = Layout(Path(path))
    number = layout.current_number()
    if number is None:
        return 0
    return sum(file.stat().st_size for file in (layout.snapshot(number) / "db").glob("*"))


def open_snapshot(path: str | os.PathLike[str]) -> Snapshot:
    """Open the current snapshot of the store at ``path``, read-only.

    Raises `StoreError` where there is no store, nothing is published yet, or the files are damaged.
    """
    if is_address(path):
        raise StoreError(str(path), "is an address; a directory is needed here", "name a store directory")
    layout = Layout(Path(path))
    layout.check()
    return Snapshot(layout)


def _name(number: int, lock: os.stat_result) -> str:
    return f"{number}-{lock.st_mtime_ns:x}"
