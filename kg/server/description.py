"""What the service says of itself: SPARQL 1.1 Service Description at the endpoint, VoID at /.well-known/void."""

import asyncio
from collections.abc import Iterator
from typing import Final

from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.ids import ID, ONTOLOGY
from kg.server.limits import Limits
from kg.server.negotiation import GRAPHS, choose
from kg.server.refusals import Refused
from kg.server.service import Service
from kg.store import Rows

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
SCHEMA: Final = Namespace("https://schema.org/")
_FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")

_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
_SIZES: Final = "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) WHERE { ?s ?p ?o }"
_CLASSES: Final = "SELECT ?class (COUNT(?s) AS ?entities) WHERE { ?s a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES: Final = "SELECT ?p (COUNT(*) AS ?triples) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
_FORM_NAMES: Final = {"turtle": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}


def routes(service: Service) -> list[Route]:
    """VoID, also where HTTP expects a page about the whole host."""
    counts = _Counts(service)

    async def void(request: Request) -> Response:
        return _response(request, service, _dataset(_address(request), await counts.current()))

    return [Route("/.well-known/void", void, name="void")]


def describe(service: Service, request: Request) -> Response:
    """The service description, in the RDF format that the client likes. Raises `Refused` where it likes none."""
    graph = _graph()
    address = _address(request)
    described, dataset, default = URIRef(address), BNode(), BNode()
    graph.add((described, RDF.type, SD.Service))
    graph.add((described, SD.endpoint, described))
    graph.add((described, DCT.title, Literal("Space Cooperation Knowledge Graph", lang="en")))
    graph.add((described, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((described, SD.feature, SD.UnionDefaultGraph))
    for name in _RESULT_FORMATS:
        graph.add((described, SD.resultFormat, _FORMATS[name]))
    graph.add((described, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, VOID.sparqlEndpoint, described))
    for name, value, unit in _stated(service.settings.limits):
        limit = BNode()
        graph.add((described, SCHEMA.additionalProperty, limit))
        graph.add((limit, RDF.type, SCHEMA.PropertyValue))
        graph.add((limit, SCHEMA.name, Literal(name)))
        graph.add((limit, SCHEMA.value, Literal(value)))
        graph.add((limit, SCHEMA.unitText, Literal(unit)))
    return _response(request, service, graph)


def _stated(limits: Limits) -> Iterator[tuple[str, int | float, str]]:
    yield "deadline of a query", limits.deadline, "seconds"
    yield "memory of a query", limits.memory, "bytes"
    yield "rows or triples of an answer", limits.rows, "rows"
    yield "size of an answer", limits.bytes, "bytes"
    yield "size of a request", limits.request, "bytes"
    yield "queries of one client that may wait", limits.client_queue, "queries"


def _dataset(address: str, counts: dict[str, Rows]) -> Graph:
    graph = _graph()
    dataset = URIRef(address.rpartition("/")[0] + "/.well-known/void#dataset")
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, DCT.title, Literal("Space Cooperation Knowledge Graph", lang="en")))
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(address)))
    graph.add((dataset, VOID.uriSpace, Literal(ID)))
    graph.add((dataset, VOID.vocabulary, URIRef(ONTOLOGY)))
    for name in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML"):
        graph.add((dataset, VOID.feature, _FORMATS[name]))
    for row in counts.get("sizes", ()):
        graph.add((dataset, VOID.triples, Literal(row[0], datatype=XSD.integer)))
        graph.add((dataset, VOID.distinctSubjects, Literal(row[1], datatype=XSD.integer)))
    for key, link, about, count in (
        ("classes", VOID.classPartition, VOID["class"], VOID.entities),
        ("properties", VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        for value, number in counts.get(key, ()):
            part = BNode()
            graph.add((dataset, link, part))
            graph.add((part, about, URIRef(str(value))))
            graph.add((part, count, Literal(number, datatype=XSD.integer)))
    return graph


class _Counts:
    """How much of what there is, counted once a snapshot; what takes longer than a query may is left out."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = asyncio.Lock()
        self._snapshot = ""
        self._counts: dict[str, Rows] = {}

    async def current(self) -> dict[str, Rows]:
        async with self._lock:
            newest = self._service.snapshot
            if newest != self._snapshot:
                self._counts = {
                    key: rows
                    for key, sparql in (("sizes", _SIZES), ("classes", _CLASSES), ("properties", _PROPERTIES))
                    if (rows := await self._count(sparql)) is not None
                }
                self._snapshot = newest
            return self._counts

    async def _count(self, sparql: str) -> Rows | None:
        try:
            return await self._service.select(sparql)
        except Refused as refused:
            if refused.status < 500 and refused.status != 413:
                raise
            return None


def _graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, space in (("sd", SD), ("void", VOID), ("dct", DCT), ("schema", SCHEMA), ("formats", _FORMATS)):
        graph.bind(prefix, space)
    return graph


def _address(request: Request) -> str:
    return str(request.url_for("sparql"))


def _response(request: Request, service: Service, graph: Graph) -> Response:
    form = choose(request.headers.get("accept"), GRAPHS) or GRAPHS[0]
    text = graph.serialize(format=_FORM_NAMES[form.name], encoding="utf-8")
    headers = {"Content-Type": form.content_type, "Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(text, headers=headers)
