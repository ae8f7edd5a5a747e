"""W3C's query evaluation tests against a running `kg serve`, from outside, with their data loaded as `kg load` does.

    python -m tests.integration.w3c FOLDER

FOLDER holds ``sparql11`` and ``dawg-data-r2`` as W3C publishes them (rdflib's source distribution has them under
``test/data/suites/w3c``). They are other people's text and not kept here. Each file of data is a graph of its own,
each test names its graphs as default-graph-uri and named-graph-uri. Printed is each test that fails, and the count.
"""

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import rdflib
from rdflib import RDF, BNode, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.sparql.results.rdfresults import RDFResultParser
from rdflib.query import Result

from kg.store import EmbeddedStore
from tests.integration.serving import Served, served

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_GENID = "/.well-known/genid/"
#: Not the query operation of a service without entailment: reasoning, and calls to other services.
_LEFT_OUT = ("entailment", "service", "syntax-fed", "protocol", "http-rdf-update", "service-description")


@dataclass(frozen=True)
class Case:
    """One test: the files are addresses of kind ``file:``."""

    name: str
    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    result: str | None  #: None for a test of syntax
    valid: bool = True


def cases(folder: Path) -> Iterator[Case]:
    """The tests of all manifests below a folder."""
    for manifest in sorted(folder.rglob("manifest.ttl")):
        part = manifest.parent.name
        if part in _LEFT_OUT:
            continue
        graph = rdflib.Graph().parse(manifest, publicID=manifest.resolve().as_uri())
        for entries in graph.objects(None, MF.entries):
            for test in rdflib.collection.Collection(graph, entries):
                kinds = {str(kind).rpartition("#")[2] for kind in graph.objects(test, RDF.type)}
                name = f"{part}/{graph.value(test, MF.name)}"
                action = graph.value(test, MF.action)
                if kinds & {"QueryEvaluationTest", "CSVResultFormatTest"}:
                    yield Case(
                        name,
                        str(graph.value(action, QT.query)),
                        tuple(map(str, graph.objects(action, QT.data))),
                        tuple(map(str, graph.objects(action, QT.graphData))),
                        str(graph.value(test, MF.result)),
                    )
                elif kinds & {"PositiveSyntaxTest", "PositiveSyntaxTest11"}:
                    yield Case(name, str(action), (), (), None)
                elif kinds & {"NegativeSyntaxTest", "NegativeSyntaxTest11"}:
                    yield Case(name, str(action), (), (), None, valid=False)


def trouble(service: Served, case: Case) -> str:
    """What is wrong with the service's answer to a test; nothing if it is right."""
    base = f"BASE <{case.query}>\n"
    query = base + _path(case.query).read_text("utf-8")
    fields = {"query": query, "default-graph-uri": list(case.default), "named-graph-uri": list(case.named)}
    accept = "application/sparql-results+json, application/n-triples"
    answer = httpx.post(service.endpoint, data=fields, headers={"Accept": accept}, timeout=60, trust_env=False)
    if not case.valid:
        return "" if answer.status_code == 400 else f"status {answer.status_code} for a query that is none"
    if answer.status_code != 200:
        return f"status {answer.status_code}: {answer.text}"
    if case.result is None:
        return ""
    if answer.headers["content-type"].startswith("application/n-triples"):
        found = _with_blank_nodes(rdflib.Graph().parse(data=answer.text, format="nt"))
        expected = rdflib.Graph().parse(_path(case.result), publicID=case.result)
        return "" if isomorphic(found, expected) else "another graph"
    return _compared(Result.parse(BytesIO(answer.content), format="json"), _expected(case.result))


def _compared(found: Result, expected: Result) -> str:
    if expected.type == "ASK":
        return "" if bool(found) == bool(expected) else "another truth value"
    if {str(v) for v in found.vars or ()} < {str(v) for v in expected.vars or ()}:
        return "other variables"
    return "" if isomorphic(_as_graph(found), _as_graph(expected)) else "other rows"


def _expected(address: str) -> Result:
    path = _path(address)
    if path.suffix in (".ttl", ".rdf", ".n3"):
        graph = rdflib.Graph().parse(path, publicID=address, format=None if path.suffix != ".n3" else "n3")
        return RDFResultParser().parse(graph)  # type: ignore[no-untyped-call]
    format = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}[path.suffix]
    return Result.parse(BytesIO(path.read_bytes()), format=format)


def _as_graph(result: Result) -> rdflib.Graph:
    """Rows as a graph: two are isomorphic where the rows are the same, each as often, up to names of blank nodes."""
    graph = rdflib.Graph()
    rows = Counter(tuple(sorted((str(name), _term(value)) for name, value in row.items())) for row in result.bindings)
    for row, count in rows.items():
        node = BNode()
        graph.add((node, RS.times, Literal(count)))
        for name, value in row:
            graph.add((node, RS[name], value))
    return graph


def _term(value: rdflib.term.Node) -> rdflib.term.Node:
    if isinstance(value, URIRef) and _GENID in value:
        return BNode(value.rpartition("/")[2])
    if isinstance(value, Literal) and value.datatype is not None and isinstance(value.value, int | float | Decimal):
        return value if value.datatype == rdflib.XSD.boolean else Literal(float(value.value))
    return Literal(str(value)) if isinstance(value, Literal) and value.datatype == rdflib.XSD.string else value


def _with_blank_nodes(graph: rdflib.Graph) -> rdflib.Graph:
    changed = rdflib.Graph()
    for triple in graph:
        s, p, o = (BNode(t.rpartition("/")[2]) if isinstance(t, URIRef) and _GENID in t else t for t in triple)
        changed.add((s, p, o))
    return changed


def _from(case: Case) -> list[str]:
    """The graphs that the query itself names."""
    named = re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]+)>", _path(case.query).read_text("utf-8"))
    return [graph for graph in (urljoin(case.query, name) for name in named) if graph.startswith("file:")]


def _path(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))


def main(folder: Path) -> None:
    found = list(cases(folder))
    with tempfile.TemporaryDirectory() as work:
        store_path = Path(work) / "store"
        with EmbeddedStore.open(store_path) as store:
            for address in sorted({graph for case in found for graph in (*case.default, *case.named, *_from(case))}):
                try:
                    store.load(address, [_path(address)])
                except Exception as error:  # noqa: BLE001  # the tests that need it then say so
                    print(f"not loaded: {address}: {error}")
        with served(store_path) as service:
            failed = 0
            for case in found:
                try:
                    wrong = trouble(service, case)
                except Exception as error:  # noqa: BLE001  # of the reader of expected results
                    wrong = f"cannot be compared: {type(error).__name__}: {error}"
                if wrong:
                    failed += 1
                    print(f"{case.name}: {wrong[:150]}")
    print(f"{len(found) - failed} of {len(found)} pass")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
