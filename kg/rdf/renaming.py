"""Article graphs with canonical names: what the canonical dataset holds in place of an article's own graph."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab as v
from kg.rdf.terms import LABEL

_OTHER_LABEL: Final = NamedNode(v.SKOS_altLabel)


def canonical_quads(quads: Iterable[Quad], names: Mapping[str, tuple[str, str]]) -> Iterator[Quad]:
    """The quads of an article with its entities called by their canonical names.

    ``names`` gives by an entity's IRI in the article the canonical IRI and name. A label that is not the canonical
    name becomes another label, so that each thing has one name over all articles.
    """

    for quad in quads:
        subject, predicate, target = quad.subject, quad.predicate, quad.object
        if isinstance(target, NamedNode) and target.value in names:
            target = NamedNode(names[target.value][0])
        if isinstance(subject, NamedNode) and subject.value in names:
            iri, name = names[subject.value]
            subject = NamedNode(iri)
            if predicate == LABEL and isinstance(target, Literal) and target.value != name:
                predicate = _OTHER_LABEL
        yield Quad(subject, predicate, target, quad.graph_name)
