"""The embedded store: one writer on a directory, pyoxigraph inside.

New graphs wait for one another and are written together, by pyoxigraph's bulk loader where they are many: it makes
sorted files, which costs half as much as a transaction. It is documented to be fast, not to be atomic, so the store
goes back to the last snapshot where a process died over it.

The database's default graph holds, once each, the triples of all named graphs. pyoxigraph's own union
(``use_default_graph_as_union``) repeats a triple for every graph that states it, so that counts over articles would
come out wrong; the materialised union keeps SPARQL's set semantics, is what remote stores do, and answers faster.
What reviewers took out of an article's graph stands in a graph of its own (`kg.rdf.reviews.withheld_graph`), and the
union does not show it, unless another graph states it too.
"""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ids import PREFIXES
from kg.rdf.reviews import WITHHELD_GRAPHS, withheld_graph
from kg.store import query
from kg.store.background import background_quads
from kg.store.layout import Layout, lock_for_writing, sync_directory, write_atomically
from kg.store.results import Rows, Triples
from kg.store.statements import content_of, data
from kg.store.terms import Term, Value

_UNION: Final = ox.DefaultGraph()
#: Quads of new graphs from which on they do not wait, some 50 MB; and those from which on the bulk loader is faster.
MANY: Final = 100_000
BULK: Final = 3_000
#: Seconds that a new graph waits at most while others come: what a process that dies may lose.
PATIENCE: Final = 10.0


class EmbeddedStore:
    """The one writer of a store directory; keeps the promises of `kg.store.protocol.Store`. Open it with `open`."""

    def __init__(self, layout: Layout, lock: int, database: ox.Store) -> None:
        self._layout = layout
        self._lock = lock
        self._open_database: ox.Store | None = database
        self._waiting: dict[str, set[ox.Quad]] = {}  # new graphs that are not in the database yet
        self._since = 0.0  # when the first of them came

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = True) -> Self:
        """Open the store at ``path`` for writing; where there is none, make one, unless ``create`` is false.

        Raises `StoreError` where another process writes to it, where the directory holds something else, may not be
        written or is damaged.
        """
        layout = Layout(Path(path))
        if not create:
            layout.check()
        with _explained(layout):
            layout.root.mkdir(parents=True, exist_ok=True)
            lock = lock_for_writing(layout.lock, str(layout.root))
            try:
                layout.create()
                layout.snapshots.mkdir(exist_ok=True)
                layout.sweep()
                if layout.cut():
                    layout.restore()
                store = cls(layout, lock, ox.Store(str(layout.primary)))
                if layout.unpublished.exists() or layout.current_number() is None:
                    store._publish()
            except BaseException:
                os.close(lock)
                raise
        return store

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> bool:
        """Make ``quads`` the whole content of the graph, in one transaction. Whether that changed anything.

        Raises `ValueError` for a quad of another graph or with a blank node, `StoreError` where writing fails.
        """
        name = ox.NamedNode(graph)
        new = content_of(name, quads)
        with _explained(self._layout):
            waiting = self._waiting.get(graph)
            old = set(self._database.quads_for_pattern(None, None, None, name)) if waiting is None else waiting
            if old == new:
                return False
            if waiting is not None or (not old and self._may_wait(name)):
                self._let_wait(graph, new)
            else:
                self._flush()  # what becomes of the union depends on all graphs
                self._write(name, old - new, new - old, empties=not new)
        return True

    def remove(self, graph: str) -> bool:
        """Remove the graph, in one transaction. Whether there was one."""
        return self.replace(graph, ())

    def load(self, graph: str, files: Iterable[Path]) -> bool:
        """Make the statements of RDF files the whole content of the graph, in one transaction; see `background`.

        All of it is held in memory meanwhile, about 1 kB a statement.
        """
        return self.replace(graph, background_quads(graph, files))

    def publish(self) -> bool:
        """Show readers all that is written. Whether there was anything new to show."""
        with _explained(self._layout):
            self._flush()
            if not self._layout.unpublished.exists():
                return False
            self._publish()
        return True

    @property
    def version(self) -> str:
        """The number of the current snapshot."""
        return str(self._layout.current_number() or "")

    def query(
        self, sparql: str, substitutions: Mapping[str, Value | Term] | None = None, *, graph: str | None = None
    ) -> Rows | bool | Triples:
        """Ask what is written, published or not; see `kg.store.query.run`. Raises `QueryError`."""
        if graph is None or graph in self._waiting:
            self._write_waiting()
        return query.run(self._database, sparql, substitutions)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """What is written, published or not: the quads of one named graph, or of all."""
        self._write_waiting()
        return query.quads(self._database, graph)

    def graphs(self) -> list[str]:
        """The IRIs of the graphs, sorted."""
        self._write_waiting()
        return query.graphs(self._database)

    def close(self) -> None:
        """Publish what is written and give the lock back. Closing twice is harmless."""
        if self._open_database is None:
            return
        try:
            self.publish()
        finally:
            self._open_database = None  # closes the database before the next writer may come
            os.close(self._lock)

    @property
    def _database(self) -> ox.Store:
        if self._open_database is None:
            raise StoreError(str(self._layout.root), "this store was closed", "open it again")
        return self._open_database

    def _may_wait(self, graph: ox.NamedNode) -> bool:
        """Whether all that a new graph states is shown in the union."""
        withheld = ox.NamedNode(withheld_graph(graph.value))
        nothing = not any(True for _ in self._database.quads_for_pattern(None, None, None, withheld))
        return nothing and not graph.value.startswith(WITHHELD_GRAPHS)

    def _let_wait(self, graph: str, quads: set[ox.Quad]) -> None:
        self._since = self._since if self._waiting else time.monotonic()
        self._waiting.pop(graph, None)
        if quads:
            self._waiting[graph] = quads
        if sum(map(len, self._waiting.values())) >= MANY or time.monotonic() - self._since > PATIENCE:
            self._flush()

    def _write_waiting(self) -> None:
        with _explained(self._layout):
            self._flush()

    def _flush(self) -> None:
        """Write what waits. Where that fails it goes on waiting."""
        if not self._waiting:
            return
        come = [quad for quads in self._waiting.values() for quad in quads]
        added = chain(come, (ox.Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in come))
        if len(come) < BULK:
            self._layout.mark_unpublished()
            self._database.extend(added)  # documented as transactional
        else:
            self._layout.mark_unpublished(whole=False)
            self._database.bulk_extend(added)
        self._waiting.clear()

    def _write(self, graph: ox.NamedNode, gone: set[ox.Quad], come: set[ox.Quad], *, empties: bool) -> None:
        self._layout.mark_unpublished()
        shown, hidden = self._shown(graph, gone, come)
        added = [*come, *(ox.Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in shown)]
        if not gone and not hidden:
            self._database.extend(added)  # documented as transactional, and needs no text
            return
        removed = [*gone, *(ox.Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in hidden)]
        # pyoxigraph commits removal and insertion together only as one SPARQL update, which takes no parameters.
        # Its own serializer writes the data (N-Triples are a subset of SPARQL's); nothing else enters the text.
        operations = [f"DELETE DATA {{ {data(removed)} }}"]
        if added:
            operations.append(f"INSERT DATA {{ {data(added)} }}")
        if empties:  # an empty graph is no graph: its name goes too
            operations.append(f"DROP SILENT GRAPH {graph}")
        self._database.update(" ;\n".join(operations))

    def _shown(
        self, graph: ox.NamedNode, gone: set[ox.Quad], come: set[ox.Quad]
    ) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """What a change of a graph brings into the union, and what it takes out of it."""
        if graph.value.startswith(WITHHELD_GRAPHS):  # what it holds is taken out of the union, what it held comes back
            article = ox.NamedNode(PREFIXES["article"] + graph.value.removeprefix(WITHHELD_GRAPHS))
            return (
                [quad for quad in gone if self._states(article, quad)],
                [quad for quad in come if self._only_here(quad, article)],
            )
        withheld = ox.NamedNode(withheld_graph(graph.value))  # of articles alone: other graphs have none
        return (
            [quad for quad in come if not self._states(withheld, quad)],
            [quad for quad in gone if self._only_here(quad, graph)],
        )

    def _only_here(self, quad: ox.Quad, graph: ox.NamedNode) -> bool:
        """Whether no graph but this one shows the triple in the union."""
        for other in self._database.quads_for_pattern(quad.subject, quad.predicate, quad.object):
            name = other.graph_name
            if name in (graph, _UNION) or not isinstance(name, ox.NamedNode) or name.value.startswith(WITHHELD_GRAPHS):
                continue
            if not self._states(ox.NamedNode(withheld_graph(name.value)), quad):
                return False
        return True

    def _states(self, graph: ox.NamedNode, quad: ox.Quad) -> bool:
        return any(True for _ in self._database.quads_for_pattern(quad.subject, quad.predicate, quad.object, graph))

    def _publish(self) -> None:
        layout = self._layout
        number = max([layout.current_number() or 0, *layout.numbers()]) + 1
        snapshot = layout.snapshot(number)
        coming = snapshot.with_name(f".new-{snapshot.name}")
        shutil.rmtree(coming, ignore_errors=True)  # of an attempt that was interrupted
        coming.mkdir()
        self._database.backup(str(coming / "db"))
        (coming / "lock").touch()
        coming.rename(snapshot)
        sync_directory(layout.snapshots)
        write_atomically(layout.current, f"{number}\n")
        layout.unpublished.unlink(missing_ok=True)
        layout.prune()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _explained(layout: Layout) -> Iterator[None]:
    """Turn what the database and the operating system report into a `StoreError` with a remedy."""
    try:
        yield
    except PermissionError as error:
        raise StoreError(str(layout.root), "may not be written", "check its permissions, or use --store") from error
    except NotADirectoryError as error:
        raise StoreError(str(layout.root), "is not a directory", "name a directory") from error
    except FileExistsError as error:
        raise StoreError(str(layout.root), "is a file, not a store", "name a directory") from error
    except (OSError, RuntimeError) as error:
        text = str(error)
        if "orruption" in text:
            remedy = "restore it from a backup, or delete the directory and ingest again"
            raise StoreError(str(layout.root), f"is damaged: {text}", remedy) from error
        full = "No space left" in text or "File too large" in text
        remedy = "free some space and run it again: what was written before is safe" if full else ""
        raise StoreError(str(layout.root), f"cannot be written: {text}", remedy) from error
