"""Answers: rows of a SELECT, triples of a CONSTRUCT, and the forms that they can be turned into."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import PREFIXES
from kg.store.terms import Term, Value, value_of

if TYPE_CHECKING:
    import pandas
    import rdflib

ROW_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLE_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
    "rdf": ox.RdfFormat.RDF_XML,
}
QUAD_FORMATS: Final = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT, whole and in memory. Iterating yields one tuple of Python values a row.

    ``terms`` holds the same cells as RDF terms, nothing lost.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...] = ()

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return (tuple(map(value_of, row)) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __getitem__(self, index: int) -> tuple[Value, ...]:
        return tuple(map(value_of, self.terms[index]))

    def to_dicts(self) -> list[dict[str, Value]]:
        """One dictionary a row, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self]

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame. Raises `QueryError` where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise QueryError("to_pandas", "pandas is not installed", "pip install pandas") from None
        return pandas.DataFrame.from_records(list(self), columns=list(self.columns))

    def only(self, columns: tuple[str, ...]) -> "Rows":
        """The same rows with these columns alone, in this order. Raises `ValueError` for one that there is not."""
        shown = [self.columns.index(column) for column in columns]
        return Rows(columns, tuple(tuple(row[index] for index in shown) for row in self.terms))

    @classmethod
    def parse(cls, text: bytes, format: str = "json") -> "Rows":
        """The rows of SPARQL 1.1 results in any format but ``csv``. Raises `SyntaxError` for a text that is none."""
        solutions = ox.parse_query_results(text, format=_known(format, ROW_FORMATS))
        if isinstance(solutions, ox.QueryBoolean):
            raise SyntaxError("a truth value has no rows")
        return cls(tuple(v.value for v in solutions.variables), tuple(tuple(row) for row in solutions))

    def serialize(self, format: str) -> bytes:
        """SPARQL 1.1 results as ``json``, ``xml``, ``csv`` or ``tsv``. Raises `QueryError` for another format."""
        target = _known(format, ROW_FORMATS)
        bindings = [
            {column: _json(term) for column, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        document = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        encoded = json.dumps(document, ensure_ascii=False).encode()
        if target == ox.QueryResultsFormat.JSON:
            return encoded
        solutions = ox.parse_query_results(encoded, format=ox.QueryResultsFormat.JSON)
        return bytes(solutions.serialize(format=target) or b"")


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: distinct triples in a fixed order."""

    terms: tuple[ox.Triple, ...] = ()

    def __iter__(self) -> Iterator[tuple[Value, Value, Value]]:
        return ((value_of(t.subject), value_of(t.predicate), value_of(t.object)) for t in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def serialize(self, format: str = "turtle") -> bytes:
        """``turtle`` (``ttl``), ``nt``, ``xml`` (``rdf``) or ``json`` (``jsonld``). Raises `QueryError` for another."""
        return serialize_triples(self.terms, format)

    def to_rdflib(self) -> "rdflib.Graph":
        """An rdflib graph of the same triples."""
        return rdflib_graph(self.terms)


def serialize_triples(triples: Iterable[ox.Triple], format: str) -> bytes:
    """Triples in an RDF format, with the prefixes that occur. Raises `QueryError` for an unknown format."""
    target = _known(format, TRIPLE_FORMATS)
    statements = list(triples)
    return bytes(ox.serialize(statements, format=target, prefixes=_used_prefixes(statements)) or b"")


def serialize_quads(quads: Iterable[ox.Quad], format: str) -> bytes:
    """Quads in a format that keeps their graphs: ``nq``, ``trig``, ``jsonld``. Raises `QueryError` for another."""
    target = _known(format, QUAD_FORMATS)
    statements = list(quads)
    return bytes(ox.serialize(statements, format=target, prefixes=_used_prefixes(statements)) or b"")


def rdflib_graph(triples: Iterable[ox.Triple]) -> "rdflib.Graph":
    """An rdflib graph, built term by term: no detour over a text."""
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)

    def convert(term: Term) -> Any:
        if isinstance(term, ox.NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, ox.BlankNode):
            return rdflib.BNode(term.value)
        if isinstance(term, ox.Literal):
            # rdflib distinguishes a plain text from one with the datatype xsd:string; RDF 1.1 does not.
            plain = term.language is not None or term.datatype.value == PREFIXES["xsd"] + "string"
            datatype = None if plain else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
        raise QueryError(str(term), "rdflib cannot hold a triple term")

    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def _json(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": _json(term.subject), "predicate": _json(term.predicate), "object": _json(term.object)}
        return {"type": "triple", "value": parts}
    literal: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        literal["xml:lang"] = term.language
    elif term.datatype.value != PREFIXES["xsd"] + "string":
        literal["datatype"] = term.datatype.value
    return literal


def _known(format: str, formats: dict[str, Any]) -> Any:
    if format not in formats:
        raise QueryError(f"format {format!r}", "is not known for this kind of answer", "one of " + ", ".join(formats))
    return formats[format]


def _used_prefixes(statements: Iterable[ox.Triple | ox.Quad]) -> dict[str, str]:
    names = set[str]()
    for statement in statements:
        for term in (statement.subject, statement.predicate, statement.object):
            if isinstance(term, ox.NamedNode):
                names.add(term.value)
            elif isinstance(term, ox.Literal):
                names.add(term.datatype.value)
    spaces = {name[: max(name.rfind("/"), name.rfind("#")) + 1] for name in names}
    return {prefix: space for prefix, space in PREFIXES.items() if space in spaces}
