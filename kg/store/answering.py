"""Answers for others to read: a query to the bytes of a SPARQL or RDF format, within limits, nothing kept twice.

`kg.store.query` gives Python values; here the database writes the answer itself, which is many times faster, into a
buffer that gives up where the answer grows too large. An answer is whole or it is an error.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import PREFIXES
from kg.store.explaining import explained
from kg.store.federation import check_services
from kg.store.results import ROW_FORMATS, TRIPLE_FORMATS
from kg.store.terms import named_node

Kind = Literal["boolean", "rows", "triples"]

_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')


class AnswerTooLarge(QueryError):
    """The answer has more rows or bytes than allowed."""


class NoSuchForm(QueryError):
    """The answer is of a kind for which no acceptable format was named."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a query is put to. ``None`` stands for all: the union as default graph, every named graph by name."""

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """How large an answer may be: rows or triples, and bytes of its text."""

    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its kind, the name of its format and its text."""

    kind: Kind
    format: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a query is to be answered: formats for SELECT and ASK (`ROW_FORMATS`) and for CONSTRUCT and DESCRIBE.

    A ``dataset`` that names graphs wins over the query's own FROM. Relative IRIs start from ``base``. ``services`` are
    the endpoints that a SERVICE may name.
    """

    caps: Caps
    rows_as: str | None = "json"
    triples_as: str | None = "turtle"
    dataset: Dataset = Dataset()
    base: str | None = None
    services: frozenset[str] = frozenset()


def answer(database: ox.Store, sparql: str, wanted: Wanted) -> Answer:
    """Answer a query as a text, whole.

    Raises `QueryError` for what cannot be asked, `AnswerTooLarge` above the caps, `NoSuchForm` where the format for
    its kind is None.
    """
    caps, dataset = wanted.caps, wanted.dataset
    check_services(sparql, wanted.services, wanted.base)
    sink = _Sink(caps)
    with explained():
        found = database.query(
            sparql,
            base_iri=wanted.base,
            prefixes=PREFIXES,
            default_graph=None if dataset.default is None else [named_node(graph) for graph in dataset.default],
            named_graphs=None if dataset.named is None else [named_node(graph) for graph in dataset.named],
        )
        if isinstance(found, ox.QueryTriples):
            form = _form(wanted.triples_as, "CONSTRUCT or DESCRIBE", "RDF")
            ox.serialize(_distinct(found, caps), sink, TRIPLE_FORMATS[form], prefixes=PREFIXES)
            return Answer("triples", form, sink.getvalue())
        if isinstance(found, ox.QueryBoolean):
            form = _form(wanted.rows_as, "ASK", "SPARQL results")
            if form in ("csv", "tsv"):  # which have no form for a truth value
                return Answer("boolean", form, b"true\n" if found else b"false\n")
            found.serialize(sink, ROW_FORMATS[form])
            return Answer("boolean", form, sink.getvalue())
        form = _form(wanted.rows_as, "SELECT", "SPARQL results")
        found.serialize(sink, ROW_FORMATS[form])
        body = sink.getvalue()
    if _ROWS[form](body, caps.rows) > caps.rows:
        raise AnswerTooLarge("query", f"its answer has more than {caps.rows} rows", _REMEDY)
    return Answer("rows", form, body)


class _Sink(io.BytesIO):
    def __init__(self, caps: Caps) -> None:
        super().__init__()
        self._caps = caps

    def write(self, data: "bytes") -> int:  # type: ignore[override]  # the database writes nothing but bytes
        if self.tell() + len(data) > self._caps.bytes:
            raise AnswerTooLarge("query", f"its answer has more than {self._caps.bytes} bytes", _REMEDY)
        return super().write(data)


def _distinct(triples: Iterable[ox.Triple], caps: Caps) -> Iterator[ox.Triple]:
    seen = set[ox.Triple]()
    for triple in triples:
        if triple not in seen:
            if len(seen) == caps.rows:
                raise AnswerTooLarge("query", f"its answer has more than {caps.rows} triples", _REMEDY)
            seen.add(triple)
            yield triple


def _form(name: str | None, query: str, family: str) -> str:
    if name is None:
        raise NoSuchForm(query, f"is answered in a format for {family}, which was not among the accepted ones")
    return name


def _json_rows(body: bytes, enough: int) -> int:
    # Two rows are parted by a separator that can also stand in a text: texts are taken out only where it matters.
    separators = body.count(b"},{")
    return 1 + (separators if separators < enough else _STRING.sub(b"", body).count(b"},{"))


def _csv_rows(body: bytes, enough: int) -> int:
    return sum(part.count(b"\n") for part in body.split(b'"')[::2]) - 1  # a line end within quotes ends no row


#: How many rows a text holds; exact where that is more than ``enough``, else perhaps one more for an empty answer.
_ROWS: Final[dict[str, Callable[[bytes, int], int]]] = {
    "json": _json_rows,
    "xml": lambda body, enough: body.count(b"<result>"),
    "csv": _csv_rows,
    "tsv": lambda body, enough: body.count(b"\n") - 1,
}
_REMEDY: Final = "add LIMIT, or ask for less"
