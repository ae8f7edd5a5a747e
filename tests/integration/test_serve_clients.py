"""The clients that analysts come with get the same answers: curl, SPARQLWrapper, rdflib, pandas, Comunica."""

import csv
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pandas
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from kg.ids import PREFIXES
from tests.integration.serving import Served, served

PROLOGUE: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("sc", "rdf", "rdfs", "skos", "dct", "oa"))

#: Texts only, and never an unbound cell: that is what all formats say alike.
QUESTIONS: Final = tuple(
    PROLOGUE + query
    for query in (
        "SELECT ?a WHERE { ?a a sc:Agency }",
        "SELECT ?a ?name WHERE { ?a a sc:Agency ; rdfs:label ?name }",
        "SELECT ?person ?name WHERE { ?person a sc:Person ; rdfs:label|skos:altLabel ?name }",
        "SELECT ?agreement ?party WHERE { ?agreement sc:participation/sc:participant ?party }",
        "SELECT ?claim ?quote WHERE { ?claim a sc:Claim ; sc:evidence/oa:hasSelector/oa:exact ?quote } LIMIT 1000",
        "SELECT (STR(?day) AS ?date) (STR(COUNT(?article)) AS ?n) WHERE { ?article dct:issued ?day } GROUP BY ?day",
        "SELECT ?how (STR(COUNT(?claim)) AS ?n) WHERE { ?claim sc:modality ?how } GROUP BY ?how",
        "SELECT ?g (STR(COUNT(*)) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        'SELECT ?s ?name WHERE { ?s rdfs:label ?name FILTER(REGEX(?name, "space|[^\\\\x00-\\\\x7f]", "i")) }',
        "SELECT ?a ?b WHERE { ?a sc:cooperatesWith ?b FILTER NOT EXISTS { ?a a sc:Person } }",
    )
)

Answer = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def service(news_store: Path) -> Iterator[Served]:
    with served(news_store) as running:
        yield running


def _json(text: str | bytes) -> Answer:
    found = json.loads(text)
    return [tuple(row[name]["value"] for name in found["head"]["vars"]) for row in found["results"]["bindings"]]


def curl(endpoint: str, query: str) -> Answer:
    command = ["curl", "-sSf", "--compressed", "-H", "Accept: application/sparql-results+json", endpoint]
    return _json(
        subprocess.run([*command, "--data-urlencode", f"query={query}"], check=True, capture_output=True).stdout
    )


def sparqlwrapper(endpoint: str, query: str) -> Answer:
    asking = SPARQLWrapper(endpoint, returnFormat=JSON)
    asking.setMethod(POST)
    asking.setQuery(query)
    found: Any = asking.queryAndConvert()
    return _json(json.dumps(found))


def rdflib_store(endpoint: str, query: str) -> Answer:
    return [tuple(map(str, row)) for row in SPARQLStore(endpoint).query(query) if not isinstance(row, bool)]


def pandas_csv(endpoint: str, query: str) -> Answer:
    from urllib.parse import urlencode

    frame = pandas.read_csv(f"{endpoint}?{urlencode({'query': query, 'format': 'csv'})}", dtype=str)
    return [tuple(row) for row in frame.itertuples(index=False)]


def spreadsheet(endpoint: str, query: str) -> Answer:
    command = ["curl", "-sSf", "-H", "Accept: text/csv", "-G", endpoint, "--data-urlencode", f"query={query}"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]


def comunica(endpoint: str, query: str) -> Answer:
    installed = Path(os.environ.get("KG_COMUNICA", ".venv/comunica")) / "node_modules" / ".bin" / "comunica-sparql"
    program = shutil.which("comunica-sparql") or (str(installed) if installed.exists() else None)
    if program is None:
        reason = "no Comunica here: npm install --prefix .venv/comunica @comunica/query-sparql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    command = [program, f"sparql@{endpoint}", query, "-t", "application/sparql-results+json"]
    return _json(subprocess.run(command, check=True, capture_output=True).stdout)


@pytest.mark.parametrize("client", [curl, sparqlwrapper, rdflib_store, pandas_csv, spreadsheet, comunica])
def test_every_client_gets_the_same_answers(service: Served, client: Callable[[str, str], Answer]) -> None:
    if client in (curl, spreadsheet) and shutil.which("curl") is None:
        if os.environ.get("CI"):
            pytest.fail("no curl here")
        pytest.skip("no curl here")
    for query in QUESTIONS:
        expected = _json(service.query(query).content)
        assert expected
        assert sorted(client(service.endpoint, query)) == sorted(expected)
