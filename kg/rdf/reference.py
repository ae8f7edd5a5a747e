"""What stands beside the articles: the gazetteer and the copies as quads, and the names of these graphs."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab as v
from kg.ids import ID
from kg.model import EntityType
from kg.rdf.terms import ALT_LABEL, EXACT_MATCH

GAZETTEER_GRAPH: Final = ID + "graph/gazetteer"
#: What ``ontology/`` defines, topics included, so that questions can name and climb them.
ONTOLOGY_GRAPH: Final = ID + "graph/ontology"
#: Which articles are copies of which (``sc:copyOf``), so that independent sources can be counted.
COPIES_GRAPH: Final = ID + "graph/copies"

_COUNTRY: Final = NamedNode(v.SC_country)
_PARENT: Final = NamedNode(v.SC_parent)
_COPY_OF: Final = NamedNode(v.SC_copyOf)


class GazetteerEntry(Protocol):
    """What a gazetteer entry must tell; a text is empty where it is not known."""

    @property
    def type(self) -> EntityType:
        """What kind of thing it is."""

    @property
    def key(self) -> str:
        """Its local name, unique within its type."""

    @property
    def parent(self) -> str:
        """The key of the body, or the series of events, that it belongs to."""

    @property
    def iri(self) -> str:
        """The entity's IRI."""

    @property
    def country_iri(self) -> str:
        """The IRI of its country."""

    @property
    def wikidata_iri(self) -> str:
        """The IRI of the same thing in Wikidata."""

    @property
    def surfaces(self) -> Collection[str]:
        """Every name under which it is known."""


def gazetteer_quads(entries: Iterable[GazetteerEntry]) -> list[Quad]:
    """The gazetteer's graph, sorted. It has no types and no labels: only articles say what is spoken of.

    A parent that is not itself an entry is left out, because its type, and so its IRI, is unknown.
    """
    graph = NamedNode(GAZETTEER_GRAPH)
    known = list(entries)
    iris = {(entry.type, entry.key): entry.iri for entry in known}
    triples = {triple for entry in known for triple in _entry(entry, iris)}
    return sorted((Quad(s, p, o, graph) for s, p, o in triples), key=str)


def copy_quads(originals: Iterable[tuple[str, str]]) -> list[Quad]:
    """The graph of copies, sorted: pairs of the IRIs of a copy and of its original."""
    graph = NamedNode(COPIES_GRAPH)
    quads = (Quad(NamedNode(copy), _COPY_OF, NamedNode(original), graph) for copy, original in originals)
    return sorted(quads, key=str)


def _entry(
    entry: GazetteerEntry, iris: dict[tuple[EntityType, str], str]
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    node = NamedNode(entry.iri)
    if entry.country_iri:
        yield node, _COUNTRY, NamedNode(entry.country_iri)
    types: tuple[EntityType, ...] = (entry.type, "Agency", "Organization")
    parents = [iris[type, entry.parent] for type in types if (type, entry.parent) in iris]
    if parents:
        yield node, _PARENT, NamedNode(parents[0])
    for name in entry.surfaces:
        yield node, ALT_LABEL, Literal(name)
    if entry.wikidata_iri:
        yield node, EXACT_MATCH, NamedNode(entry.wikidata_iri)
