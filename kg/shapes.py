"""Validation: does a graph look as ``ontology/shapes.ttl`` says, and if not, where and why in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.config import resource
from kg.ids import shorten
from kg.rdf import Quad, parse_file, serialise

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

#: Quads given to pyshacl at once. Below, its start (a fifth of a second) counts; above, only memory grows.
_BATCH: Final = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that does not have the shape it should have."""

    shape: str  #: local name of the shape: ``Claim``
    node: str  #: the node, shortened: ``claim:3f0c…``
    message: str  #: what should hold
    path: str = ""  #: the property at fault, shortened; its parts joined by slashes
    value: str = ""  #: the value at fault, shortened

    def __str__(self) -> str:
        """One line: the node, what should hold, the property and the value that are at fault."""
        fault = " ".join(filter(None, (self.path, self.value)))
        return f"{self.node}: {self.message}" + (f" ({fault})" if fault else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, sorted. In a condition it is true if nothing is wrong."""

    violations: tuple[Violation, ...] = ()

    def __bool__(self) -> bool:
        return not self.violations

    def __iter__(self) -> Iterator[Violation]:
        return iter(self.violations)

    def __str__(self) -> str:
        return "\n".join(map(str, self.violations))


def shape_names() -> tuple[str, ...]:
    """The local names of all shapes, sorted."""
    return tuple(sorted(set(_owners().values())))


def validate(data: "Graph | Path | Iterable[Quad]") -> Report:
    """Check an rdflib graph, a file, or quads against the shapes: some 2,000 triples a second.

    Quads are checked graph by graph, several at once where they are small. What is not an article's graph (the
    gazetteer, background data) should not be among them, because these shapes say nothing of it.

    Raises `SourceError` if a file cannot be read as RDF.
    """
    from rdflib import Graph

    if isinstance(data, Graph):
        found = _violations(data)
    else:
        quads = parse_file(data) if isinstance(data, Path) else data
        found = chain.from_iterable(_violations(_graph(batch)) for batch in _batches(quads))
    return Report(tuple(sorted(found)))


def _batches(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(quad)
    batch: list[Quad] = []
    for graph in graphs.values():
        if batch and len(batch) + len(graph) > _BATCH:
            yield batch
            batch = []
        batch += graph
    if batch:
        yield batch


def _graph(quads: list[Quad]) -> "Graph":
    from rdflib import Graph

    return Graph().parse(data=serialise(quads, "nt"), format="nt")


def _violations(graph: "Graph") -> Iterator[Violation]:
    import pyshacl  # half a second, and only validation needs it
    from rdflib import RDF, SH, Graph

    _, results, _ = pyshacl.validate(graph, shacl_graph=_shapes(), inplace=True)
    if not isinstance(results, Graph):
        raise TypeError(f"pyshacl gave no report: {results}")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        source = results.value(result, SH.sourceShape)
        path = results.value(result, SH.resultPath)
        yield Violation(
            shape=_owners().get(source, "") if source else "",
            node=_text(results.value(result, SH.focusNode)),
            message=str(results.value(result, SH.resultMessage)),
            path="/".join(map(_text, _steps(results, path))),
            value=_text(results.value(result, SH.value)),
        )


def _steps(results: "Graph", path: "Node | None") -> "Iterator[Node]":
    """The properties of a path: itself, or the members of the list that a sequence path is."""
    from rdflib import BNode

    if isinstance(path, BNode):
        yield from results.items(path)
    elif path is not None:
        yield path


def _text(node: "Node | None") -> str:
    from rdflib import Literal

    if node is None:
        return ""
    return repr(str(node)) if isinstance(node, Literal) else shorten(str(node))


@cache
def _shapes() -> "Graph":
    from rdflib import Graph

    return Graph().parse(resource("ontology/shapes.ttl"), format="turtle")


@cache
def _owners() -> "dict[Node, str]":
    """The name of the shape that a node shape, or a property shape within it, belongs to."""
    from rdflib import RDF, SH, URIRef

    owners: dict[Node, str] = {}
    for shape in _shapes().subjects(RDF.type, SH.NodeShape):
        if isinstance(shape, URIRef):
            name = str(shape).rpartition("/")[2]
            owners[shape] = name
            owners.update((part, name) for part in _shapes().objects(shape, SH.property))
    return owners
