"""What every store can do, and what it promises."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

from kg.store.results import Rows, Triples
from kg.store.terms import Term, Value


class Store(Protocol):
    """The writing side of the graph. All errors are `kg.errors.StoreError`.

    Atomic: `replace`, `remove` and `load` each happen wholly or not at all, also when the process is killed meanwhile.
    Isolated: readers see a published snapshot. What is written shows to them at the next `publish`, all of it at once.
    (A server keeps no snapshots: there readers see each article whole, and some before the next `publish`.)
    Durable: what is published survives whatever happens to the process and to the power. What is written and not
    published may be lost with the process, by whole graphs; else it is published when the store is next opened.
    Idempotent: writing what is there already writes nothing, and publishing when nothing changed publishes nothing.
    """

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> bool:
        """Make ``quads`` the whole content of the graph with that IRI. Whether that changed anything."""
        ...

    def remove(self, graph: str) -> bool:
        """Remove a graph. Whether there was one."""
        ...

    def load(self, graph: str, files: Iterable[Path]) -> bool:
        """Make the statements of RDF files the whole content of a graph. Whether that changed anything."""
        ...

    def publish(self) -> bool:
        """Show readers everything written so far. Whether there was anything new to show."""
        ...

    @property
    def version(self) -> str:
        """A name of the published state: another one after each publication that showed something new.

        Empty where it is not known, because others may write too.
        """
        ...

    def query(
        self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None, *, graph: str | None = None
    ) -> Rows | bool | Triples:
        """Ask what is written, published or not. Raises `kg.errors.QueryError`.

        A query about nothing but one ``graph`` had better say so: what waits to be written to others can go on waiting.
        """
        ...

    def graphs(self) -> list[str]:
        """The IRIs of the graphs, sorted."""
        ...

    def close(self) -> None:
        """Publish what is written and let the next writer in."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
