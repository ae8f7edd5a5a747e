"""RDF in files: canonical N-Quads to compare graphs, serialisation, parsing, and RDF 1.2 reifiers for export."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
)
from pyoxigraph import parse as _parse
from pyoxigraph import serialize as _serialize

from kg import vocab as v
from kg.errors import SourceError
from kg.ids import PREFIXES

#: By the end of a file's name. Those of `TRIPLE_FORMATS` have no place for a graph's name.
FORMATS: Final[dict[str, RdfFormat]] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
}
TRIPLE_FORMATS: Final = frozenset({"ttl", "nt", "rdf", "xml"})

#: Turtle and TriG write one prefix per namespace; those of instances help a reader most.
_PREFIXES: Final = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix != "time"}


def canonical(quads: Iterable[Quad]) -> str:
    """Sorted N-Quads, each once and each with its line end: two sets of quads are the same if this text is.

    Blank nodes, which articles' graphs never have, are renamed by the standard algorithm (RDFC-1.0).
    """
    all_quads = list(quads)
    if any(isinstance(term, BlankNode) for quad in all_quads for term in (quad.subject, quad.object, quad.graph_name)):
        dataset = Dataset(all_quads)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        all_quads = list(dataset)
    # Not splitlines(): a literal may hold U+2028, which is a line end to Python and none to N-Quads.
    lines = set(_bytes(all_quads, RdfFormat.N_QUADS).decode().split("\n"))
    lines.discard("")
    return "".join(line + "\n" for line in sorted(lines))


def serialise(quads: Iterable[Quad], format: str) -> bytes:
    """The quads in one of `FORMATS`, in their order; prefixes are those of `kg.ids.PREFIXES`.

    A format for triples leaves out which graph says what, and writes each triple once. Raises `ValueError` for an
    unknown format.
    """
    if format not in FORMATS:
        raise ValueError(f"{format!r}: not an RDF format (one of {', '.join(FORMATS)})")
    items: Iterable[Quad] | Iterable[Triple] = quads
    if format in TRIPLE_FORMATS:
        items = dict.fromkeys(quad.triple for quad in quads)
    return _bytes(items, FORMATS[format])


def _bytes(items: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> bytes:
    written = _serialize(items, format=format, prefixes=_PREFIXES)
    assert written is not None  # it is only where the target is a file
    return written


def parse(data: bytes | str, format: str, *, base: str | None = None) -> list[Quad]:
    """The quads of a text in one of `FORMATS`; triples come in the default graph.

    Blank nodes get new names, so that two files never share one by accident. Raises `ValueError` for an unknown
    format and `SyntaxError`, with line and column, for a text that is not of that format.
    """
    if format not in FORMATS:
        raise ValueError(f"{format!r}: not an RDF format (one of {', '.join(FORMATS)})")
    return list(_parse(data, FORMATS[format], base_iri=base, rename_blank_nodes=True))


def parse_file(path: Path) -> list[Quad]:
    """The quads of a file whose name tells its format. Raises `SourceError` if it cannot be read as that."""
    format = path.suffix.lower().lstrip(".")
    if format not in FORMATS:
        raise SourceError(str(path), "its name does not tell an RDF format", f"one of .{', .'.join(FORMATS)}")
    try:
        return parse(path.read_bytes(), format, base=path.resolve().as_uri())
    except OSError as error:
        raise SourceError(str(path), f"cannot be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise SourceError(str(path), f"is not valid {FORMATS[format].name}: {error.msg}", "correct the file") from error


_SUBJECT: Final = NamedNode(v.RDF_subject)
_PREDICATE: Final = NamedNode(v.RDF_predicate)
_OBJECT: Final = NamedNode(v.RDF_object)
_REIFIES: Final = NamedNode(v.RDF_reifies)


def reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same quads with each claim as an RDF 1.2 reifier: ``claim rdf:reifies <<( s p o )>>``.

    The three quads of subject, predicate and object give way to one. A reified triple is not asserted, so planned
    and negated claims stay what they are. Only Turtle, TriG, N-Triples and N-Quads can carry it.
    """
    parts: dict[tuple[NamedNode, NamedNode | BlankNode | DefaultGraph], dict[NamedNode, NamedNode | Literal]] = {}
    for quad in quads:
        claim, value = quad.subject, quad.object
        if (
            quad.predicate in (_SUBJECT, _PREDICATE, _OBJECT)
            and isinstance(claim, NamedNode)
            and isinstance(value, NamedNode | Literal)
        ):
            parts.setdefault((claim, quad.graph_name), {})[quad.predicate] = value
        else:
            yield quad
    for (claim, graph), said in parts.items():
        subject, predicate, object = said.get(_SUBJECT), said.get(_PREDICATE), said.get(_OBJECT)
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and object is not None:
            yield Quad(claim, _REIFIES, Triple(subject, predicate, object), graph)
        else:  # background data may hold half a statement: it stays as it was
            yield from (Quad(claim, part, value, graph) for part, value in said.items())
