"""Running one query against an open database, and saying clearly why it cannot be run."""

from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import PREFIXES
from kg.store.explaining import explained
from kg.store.federation import check_services
from kg.store.results import Rows, Triples
from kg.store.terms import Term, Value, term_of


def run(
    database: ox.Store,
    sparql: str,
    substitutions: Mapping[str, Value | Term] | None = None,
    *,
    services: Collection[str] = (),
) -> Rows | bool | Triples:
    """Answer a query: `Rows` for SELECT, a truth value for ASK, `Triples` for CONSTRUCT and DESCRIBE.

    The default graph of the database holds the union of the named graphs (see `kg.store.embedded`). The prefixes of
    `kg.ids.PREFIXES` are known; the query's own declarations win. ``substitutions`` binds variables by name,
    safely: nothing is pasted into the text. A bound variable must be among the columns of a SELECT.

    Raises `QueryError` with line and column for a syntax error, and for a SERVICE that ``services`` does not allow.
    """
    bound = bindings(substitutions)
    check_services(sparql, services)
    with explained():
        answer = database.query(sparql, prefixes=PREFIXES, substitutions=bound)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QuerySolutions):
            return Rows(tuple(v.value for v in answer.variables), tuple(tuple(row) for row in answer))
        return Triples(tuple(sorted(set(answer), key=str)))


def write_rows(
    database: ox.Store, file: BinaryIO, sparql: str, substitutions: Mapping[str, Value | Term] | None = None
) -> None:
    """Write the answer to a SELECT of our own as SPARQL 1.1 results in TSV, a line a row. Raises `QueryError`."""
    with explained():
        answer = database.query(sparql, prefixes=PREFIXES, substitutions=bindings(substitutions))
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("not a SELECT")
        answer.serialize(file, ox.QueryResultsFormat.TSV)


def quads(database: ox.Store, graph: str | None = None) -> Iterator[ox.Quad]:
    """The quads of one named graph or of all of them; the union in the default graph is no content of its own."""
    if graph is not None:
        yield from database.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        return
    for name in graphs(database):
        yield from database.quads_for_pattern(None, None, None, ox.NamedNode(name))


def graphs(database: ox.Store) -> list[str]:
    """The IRIs of the named graphs, sorted."""
    return sorted(name.value for name in database.named_graphs())


def bindings(substitutions: Mapping[str, Value | Term] | None) -> dict[ox.Variable, Term]:
    """The terms to bind, by variable. Raises `QueryError` for what is no variable's name or no value."""
    return {_variable(name): term_of(value) for name, value in (substitutions or {}).items()}


def _variable(name: str) -> ox.Variable:
    try:
        return ox.Variable(name)
    except ValueError:
        raise QueryError(repr(name), "is not a variable's name", "use letters, digits and _") from None
