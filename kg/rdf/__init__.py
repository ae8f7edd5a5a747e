"""From extractions to quads and back: the one place, beside the store, that knows RDF terms.

An article's graph is described in ``docs/graph-model.md``. `quads_of` writes it, `extraction_of` reads it back, and
`canonical` tells whether two graphs are the same.
"""

from pyoxigraph import Quad

from kg.rdf.articles import quads_of
from kg.rdf.formats import FORMATS, canonical, parse, parse_file, reified, serialise
from kg.rdf.reading import extraction_of, normal
from kg.rdf.reference import COPIES_GRAPH, GAZETTEER_GRAPH, ONTOLOGY_GRAPH, GazetteerEntry, copy_quads, gazetteer_quads

__all__ = [
    "COPIES_GRAPH",
    "FORMATS",
    "GAZETTEER_GRAPH",
    "ONTOLOGY_GRAPH",
    "GazetteerEntry",
    "Quad",
    "canonical",
    "copy_quads",
    "extraction_of",
    "gazetteer_quads",
    "normal",
    "parse",
    "parse_file",
    "quads_of",
    "reified",
    "serialise",
]
