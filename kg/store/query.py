"""Running one query against an open database, and saying clearly why it cannot be run."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import PREFIXES
from kg.store.results import Rows, Triples
from kg.store.terms import Term, Value, term_of

_POSITION: Final = re.compile(r"^error at (\d+):(\d+): expected (.*)$", re.DOTALL)
_CHARACTER_CLASS: Final = re.compile(r"\[('|_).*?\](, |$)", re.DOTALL)
_NOT_PROJECTED: Final = re.compile(r"does not contains? variable (\?\w+)")


def run(
    database: ox.Store, sparql: str, substitutions: Mapping[str, Value | Term] | None = None
) -> Rows | bool | Triples:
    """Answer a query: `Rows` for SELECT, a truth value for ASK, `Triples` for CONSTRUCT and DESCRIBE.

    The default graph of the database holds the union of the named graphs (see `kg.store.embedded`). The prefixes of
    `kg.ids.PREFIXES` are known; the query's own declarations win. ``substitutions`` binds variables by name,
    safely: nothing is pasted into the text. A bound variable must be among the columns of a SELECT.

    Raises `QueryError` with line and column for a syntax error.
    """
    bound = {_variable(name): term_of(value) for name, value in (substitutions or {}).items()}
    try:
        answer = database.query(sparql, prefixes=PREFIXES, substitutions=bound)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QuerySolutions):
            return Rows(tuple(v.value for v in answer.variables), tuple(tuple(row) for row in answer))
        return Triples(tuple(sorted(set(answer), key=str)))
    except SyntaxError as error:
        raise _syntax_error(str(error)) from None
    except (RuntimeError, ValueError, OSError) as error:
        # pyoxigraph has no error type of its own: evaluation failures and SERVICE calls come as these three.
        missing = _NOT_PROJECTED.search(str(error))
        if missing:
            raise QueryError(
                f"variable {missing[1]}", "is given a value but is no column", f"add {missing[1]} to the SELECT clause"
            ) from None
        raise QueryError("query", str(error)) from None


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


def _variable(name: str) -> ox.Variable:
    try:
        return ox.Variable(name)
    except ValueError:
        raise QueryError(repr(name), "is not a variable's name", "use letters, digits and _") from None


def _syntax_error(message: str) -> QueryError:
    found = _POSITION.match(message)
    if not found:
        return QueryError("query", f"syntax error: {message}")
    line, column, expected = found.groups()
    return QueryError(f"query, line {line}, column {column}", _trouble(expected))


def _trouble(expected: str) -> str:
    """The parser lists every character class it would have taken: keep what a reader can use."""
    if "Prefix not found" in expected:
        return "unknown prefix"
    sentence = re.search(r"The SELECT contains a variable that is unbound", expected)
    if sentence:
        return "syntax error: a variable of the SELECT clause is neither grouped nor aggregated"
    options = _CHARACTER_CLASS.sub("", expected.removeprefix("one of ")).rstrip(", ")
    return f"syntax error, expected {options}" if options else "syntax error, the query cannot go on like this"
