"""RDF files to the quads of one graph, so that loading them twice changes nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ids import BASE, digest

_Node: TypeAlias = Any  # pyoxigraph types subject and object positions differently; the mapping keeps each valid

_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def background_quads(graph: str, files: Iterable[Path]) -> Iterator[ox.Quad]:
    """All statements of the files, each in the graph ``graph``, whatever graph a file puts it in.

    A blank node gets an IRI (RDF 1.1, section 3.5) that depends on the graph and on what its file says, not on the
    label it has there. Raises `StoreError` with the line for a file that cannot be read.
    """
    name = ox.NamedNode(graph)
    for file in files:
        dataset = ox.Dataset(_read(file))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        content = digest(graph, *sorted(map(str, dataset)))

        def named(term: _Node, content: str = content) -> _Node:
            if isinstance(term, ox.BlankNode):
                return ox.NamedNode(f"{BASE}.well-known/genid/{content}-{term.value}")
            if isinstance(term, ox.Triple):
                return ox.Triple(named(term.subject), term.predicate, named(term.object))
            return term

        for quad in dataset:
            yield ox.Quad(named(quad.subject), quad.predicate, named(quad.object), name)


def _read(file: Path) -> Iterator[ox.Quad]:
    format = _FORMATS.get(file.suffix.lower())
    if format is None:
        raise StoreError(str(file), "is not known as RDF by its suffix", "one of " + ", ".join(_FORMATS))
    try:
        for quad in ox.parse(path=file, format=format, base_iri=file.resolve().as_uri()):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
    except FileNotFoundError:
        raise StoreError(str(file), "there is no such file") from None
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        raise StoreError(f"{file}{where}", f"is not valid RDF: {error.msg}") from None
    except (OSError, ValueError) as error:
        raise StoreError(str(file), f"cannot be read: {error}") from None
