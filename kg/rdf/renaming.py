"""Article graphs with canonical names: what the canonical dataset holds in place of an article's own graph."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad


def canonical_quads(quads: Iterable[Quad], names: Mapping[str, str]) -> Iterable[Quad]:
    """The quads of an article with its entities called by their canonical IRIs, which ``names`` gives by their own.

    Labels stay: an article's word for a thing is what it is, and which is the most common changes with each article.
    """
    return (_renamed(quad, names) for quad in quads) if names else quads


def _renamed(quad: Quad, names: Mapping[str, str]) -> Quad:
    subject, target = quad.subject, quad.object
    known = names.get(subject.value) if isinstance(subject, NamedNode) else None
    other = names.get(target.value) if isinstance(target, NamedNode) else None
    if known is None and other is None:
        return quad
    subject = subject if known is None else NamedNode(known)
    return Quad(subject, quad.predicate, target if other is None else NamedNode(other), quad.graph_name)
