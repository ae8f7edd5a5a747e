"""Virtuoso, which keeps to the standard in its own way: what differs, measured with 7.2.5, and what is done about it.

* It has no default graph to write to, and a query without one sees every graph, its own system graphs too, a triple
  once for each. So the union lies in a graph of its own, which queries are put to, and ``GRAPH ?g`` is kept from it.
  Put to one graph, ``GRAPH <g>`` finds nothing (and ASK everything): it is asked as ``GRAPH ?g`` with a condition.
* The operations of an update are not one transaction: one that fails leaves those before it, and readers see the
  steps. So new contents are put together aside, which finds out what it does not take; then the state graph says what
  is about to be replaced, all is moved to its place, and the state graph says that it is done. A writer that died on
  the way is caught up with by the next one, from these notes. Others who read the server directly may see the steps.
* It answers some of our questions with nothing, some with an internal error, and has died of one. So a reader of what
  this program wrote asks for all quads, looks at the notes before and after to know that they are of one state, and
  puts its queries to a copy in its own memory.
* The text of an update has a limit of about 10,000 lines of what it becomes: batches are small.
"""

import time
import uuid
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ids import ID
from kg.store.standard import COMING, Standard
from kg.store.wording import names_dataset, without_graphs

_UNION: Final = ID + "graph/union"
#: The graph of the writer's notes, and what it notes: that a state is whole, and which.
STATE: Final = ID + "graph/state"
_REPLACES: Final = f"<{STATE}#replaces>"
VERSION: Final = f"<{STATE}#version>"
_SYSTEM: Final = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localuriqaserver/sparql",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
)
_HIDDEN: Final = frozenset((_UNION, STATE, *_SYSTEM))
_SHOWN: Final = (
    f"{{graph}} NOT IN ({', '.join(f'<{g}>' for g in sorted(_HIDDEN))}) && !STRSTARTS(STR({{graph}}), '{COMING}')"
)
_NOTES: Final = f"SELECT ?p ?o WHERE {{ GRAPH <{STATE}> {{ ?s ?p ?o }} }}"

#: Seconds that a reader waits for a writer to be done.
_PATIENCE: Final = 60.0


class Virtuoso(Standard):
    """How to ask and change Virtuoso."""

    batch = 500

    def start_reading(self) -> None:
        """Nothing: what others wrote is read as Virtuoso shows it."""

    def start_writing(self) -> None:
        """Take away, or bring to its end, what a writer that died left behind."""
        begun = {graph for what, graph in self._notes() if f"<{what}>" == _REPLACES}
        if begun:
            self._move(begun)
        for graph in self._named():
            if graph.startswith(COMING):
                self.endpoint.update(f"CLEAR GRAPH <{graph}>")

    def rows(self, sparql: str) -> bytes:
        """The answer to a SELECT or an ASK, in JSON."""
        return self.endpoint.rows(without_graphs(sparql, _SHOWN), **self._dataset(sparql))

    def triples(self, sparql: str) -> bytes:
        """The answer to a CONSTRUCT or a DESCRIBE, in N-Triples."""
        return self.endpoint.triples(without_graphs(sparql, _SHOWN), **self._dataset(sparql))

    def state(self) -> str:
        """Names what is there now; empty where this program has not written."""
        return " ".join(sorted(f"{what} {value}" for what, value in self._notes()))

    def copy(self) -> list[ox.Quad] | None:
        """All quads, of one state; None where this program has not written.

        Raises `StoreError` where a writer leaves no time to read them.
        """
        end = time.monotonic() + _PATIENCE
        before = self._notes()
        while before:
            if not any(f"<{what}>" == _REPLACES for what, _ in before):
                found = list(self.quads())
                after = self._notes()
                if after == before:
                    return found
                before = after
            else:
                time.sleep(0.1)
                before = self._notes()
            if time.monotonic() > end:
                raise StoreError(
                    self.endpoint.address,
                    f"was being written for {_PATIENCE:g} s on end, so that nothing of one state could be read",
                    "ask again later; if no writer is at work any more, kg ingest finishes what one left",
                )
        return None

    def write(self, contents: Mapping[str, set[ox.Quad]]) -> None:
        """Make each of the contents all that its graph holds; see the head of this file."""
        coming = [self.prepare(graph, content) for graph, content in contents.items()]
        notes = " ".join(f"<{STATE}> {_REPLACES} <{graph}> ." for graph in contents)
        self.endpoint.update(f"INSERT DATA {{ GRAPH <{STATE}> {{ {notes} }} }}")
        self._move(contents)
        self.endpoint.update(" ;\n".join(f"CLEAR GRAPH <{graph}>" for graph in coming))

    def _move(self, graphs: Mapping[str, object] | set[str]) -> None:
        """Move contents to their places, and note that it is done. It may be done again from any point."""
        for graph in graphs:
            self.endpoint.update(" ;\n".join(_moving(graph)))
        version = uuid.uuid4().hex
        state = f"GRAPH <{STATE}> {{ ?s ?p ?o }}"
        operations = [f"INSERT DATA {{ GRAPH <{STATE}> {{ <{STATE}> {VERSION} '{version}' }} }}"]
        for gone in (f"?p = {VERSION} && ?o != '{version}'", f"?p = {_REPLACES}"):
            operations.append(f"DELETE {{ {state} }} WHERE {{ {state} FILTER({gone}) }}")
        self.endpoint.update(" ;\n".join(operations))

    def _notes(self) -> frozenset[tuple[str, str]]:
        return frozenset((what.value, value.value) for what, value in self._solutions(self.endpoint.rows(_NOTES)))

    def _dataset(self, sparql: str) -> dict[str, str]:
        return {} if names_dataset(sparql) else {"default_graph_uri": _UNION}

    def _named(self) -> Iterator[str]:
        return (graph for graph in super()._named() if graph not in _SYSTEM)

    def _is_shown(self, graph: str) -> bool:
        return graph not in _HIDDEN and super()._is_shown(graph)


def _moving(graph: str) -> list[str]:
    place, coming = f"GRAPH <{graph}>", f"GRAPH <{COMING}{graph}>"
    elsewhere = f"GRAPH ?other {{ ?s ?p ?o }} FILTER({_SHOWN.format(graph='?other')} && ?other != <{graph}>)"
    return [
        f"DELETE {{ GRAPH <{_UNION}> {{ ?s ?p ?o }} }} "
        f"WHERE {{ {place} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {elsewhere} }} }}",
        f"CLEAR {place}",
        f"INSERT {{ {place} {{ ?s ?p ?o }} }} WHERE {{ {coming} {{ ?s ?p ?o }} }}",
        f"INSERT {{ GRAPH <{_UNION}> {{ ?s ?p ?o }} }} WHERE {{ {coming} {{ ?s ?p ?o }} }}",
    ]
