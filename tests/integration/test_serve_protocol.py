"""The SPARQL 1.1 Protocol as clients see it: what a request may look like, and what comes back."""

import gzip
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib

from tests.integration.serving import Served, served

AGENCIES = "SELECT ?a WHERE { ?a a sc:Agency } ORDER BY ?a"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
LIMITS = ("--max-rows", "5000", "--max-bytes", "1M", "--max-request", "64K")


@pytest.fixture(scope="module")
def service(news_store: Path) -> Iterator[Served]:
    with served(news_store, *LIMITS) as running:
        yield running


@pytest.fixture(scope="module")
def client(service: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.address, timeout=60, trust_env=False) as client:
        yield client


def test_the_three_ways_to_send_a_query_give_the_same_answer(client: httpx.Client) -> None:
    answers = [
        client.get("/sparql", params={"query": AGENCIES}),
        client.post("/sparql", data={"query": AGENCIES}),
        client.post("/sparql", content=AGENCIES, headers=DIRECT),
        client.post("/sparql", content=AGENCIES, headers={"content-type": "application/sparql-query; charset=UTF-8"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    assert len(answers[0].json()["results"]["bindings"]) > 2


@pytest.mark.parametrize(
    ("sparql", "accept", "format", "content_type"),
    [
        (AGENCIES, "", "", "application/sparql-results+json"),
        (AGENCIES, "application/sparql-results+xml", "", "application/sparql-results+xml"),
        (AGENCIES, "text/csv, */*;q=0.1", "", "text/csv; charset=utf-8"),
        (AGENCIES, "text/tab-separated-values", "", "text/tab-separated-values; charset=utf-8"),
        (AGENCIES, "text/html", "csv", "text/csv; charset=utf-8"),
        (AGENCIES, "", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("ASK { ?a a sc:Agency }", "application/json", "", "application/sparql-results+json"),
        ("DESCRIBE agency:cnes", "", "", "text/turtle; charset=utf-8"),
        ("DESCRIBE agency:cnes", "application/n-triples", "", "application/n-triples"),
        ("DESCRIBE agency:cnes", "application/ld+json", "", "application/ld+json"),
        ("DESCRIBE agency:cnes", "text/turtle;q=0.5,application/rdf+xml", "", "application/rdf+xml"),
    ],
)
def test_the_client_chooses_the_format(
    client: httpx.Client, sparql: str, accept: str, format: str, content_type: str
) -> None:
    params = {"query": sparql} | ({"format": format} if format else {})
    answer = client.get("/sparql", params=params, headers={"accept": accept} if accept else {})
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)


@pytest.mark.parametrize(
    ("method", "url", "headers", "content", "status"),
    [
        ("GET", "?query=SELEC", {}, "", 400),
        ("GET", "?query=ASK%7B%7D&query=ASK%7B%7D", {}, "", 400),
        ("GET", "?default-graph-uri=http://e/", {}, "", 400),
        ("GET", "?query=ASK%20%FF%7B%7D", {}, "", 400),
        ("GET", "?query=ASK%7B%7D&default-graph-uri=no%20iri", {}, "", 400),
        ("GET", "?query=ASK%7B%7D&format=papyrus", {}, "", 400),
        ("GET", "?query=ASK%7B%7D", {"accept": "image/png"}, "", 406),
        ("GET", "?query=ASK%7B%7D", {"accept": "text/turtle"}, "", 406),
        ("GET", "?query=SELECT*%7BSERVICE%3Chttp://127.0.0.1:9/%3E%7B%7D%7D", {}, "", 400),
        ("GET", "?query=SELECT*%7B%3Fa%3Fb%3Fc.%3Fd%3Fe%3Ff%7DLIMIT%206000", {}, "", 413),
        ("GET", "?query=CONSTRUCT%7B%3Fa%3Fe%3Ff%7D%7B%3Fa%3Fb%3Fc.%3Fd%3Fe%3Ff%7D", {}, "", 413),
        ("POST", "", {}, "ASK{}", 415),
        ("POST", "", {"content-type": "application/sparql-update"}, "CLEAR ALL", 415),
        ("POST", "", {"content-type": "application/sparql-query; charset=utf-16"}, "ASK{}", 415),
        ("POST", "", FORM, "update=CLEAR%20ALL", 400),
        ("POST", "", FORM, "query=ASK%7B%7D&update=CLEAR%20ALL", 400),
        ("POST", "", DIRECT, "", 400),
        ("POST", "", DIRECT, b"ASK {} # \xff", 400),
        ("POST", "", DIRECT, "ASK {}" + " " * 70_000, 413),
        ("POST", "", DIRECT, "ASK {" + "{" * 20_000 + "}" * 20_000 + "}", 413),
        ("PUT", "?query=ASK%7B%7D", {}, "", 405),
        ("DELETE", "", {}, "", 405),
    ],
)
def test_a_request_that_cannot_be_answered_says_why(
    client: httpx.Client, method: str, url: str, headers: dict[str, str], content: str | bytes, status: int
) -> None:
    answer = client.request(method, "/sparql" + url, headers=headers, content=content)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"]


def test_a_syntax_error_is_told_with_its_place(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?a ?b }"})
    assert "line 2, column 16" in answer.json()["detail"]


def test_the_default_graph_is_the_union_and_a_request_can_name_another(client: httpx.Client) -> None:
    def count(**dataset: str) -> tuple[int, int]:
        query = "SELECT * { { ?s a sc:Article } UNION { GRAPH ?g { ?s a sc:Article } } }"
        rows = client.get("/sparql", params={"query": query, **dataset}).json()["results"]["bindings"]
        return len([row for row in rows if "g" not in row]), len([row for row in rows if "g" in row])

    graph = client.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g { ?s a sc:Article } }"}).json()
    graphs = [row["g"]["value"] for row in graph["results"]["bindings"]]
    assert count() == (len(graphs), len(graphs))
    assert count(**{"default-graph-uri": graphs[0]}) == (1, 0)
    assert count(**{"named-graph-uri": graphs[0]}) == (0, 1)
    assert count(**{"default-graph-uri": graphs[0], "named-graph-uri": graphs[1]}) == (1, 1)


def test_an_answer_is_sent_again_only_when_the_graph_has_changed(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": AGENCIES})
    again = client.get("/sparql", params={"query": AGENCIES}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(
        "/sparql", params={"query": AGENCIES}, headers={"if-none-match": first.headers["etag"], "accept": "text/csv"}
    )
    assert other.status_code == 200
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"}).headers


def test_head_says_what_get_would(client: httpx.Client) -> None:
    get, head = (client.request(method, "/sparql", params={"query": AGENCIES}) for method in ("GET", "HEAD"))
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == get.headers[name]


def test_pages_of_others_may_ask(client: httpx.Client) -> None:
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    preflight = client.options("/sparql", headers=asked | {"access-control-request-headers": "content-type"})
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    answer = client.get("/sparql", params={"query": AGENCIES}, headers={"origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_large_answer_is_compressed_for_those_who_read_it(service: Served) -> None:
    url = service.endpoint + "?query=CONSTRUCT%20WHERE%7B%3Fs%3Fp%3Fo%7D"
    bodies = []
    for encoding in ("gzip", "identity"):
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": encoding})) as answer:
            body = answer.read()
            bodies.append(gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body)
            assert "Accept-Encoding" in answer.headers["Vary"]
            assert int(answer.headers["Content-Length"]) == len(body)
    assert bodies[0] == bodies[1]


def test_the_service_describes_itself_and_its_limits(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/sparql").text, format="turtle")
    found = graph.query(
        """
        PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX schema: <https://schema.org/>
        SELECT ?endpoint ?rows WHERE {
          ?service a sd:Service ; sd:endpoint ?endpoint ; sd:feature sd:UnionDefaultGraph ;
            sd:supportedLanguage sd:SPARQL11Query ;
            schema:additionalProperty [ schema:unitText "rows" ; schema:value ?rows ]
        }
        """
    )
    rows = [tuple(map(str, row)) for row in found if not isinstance(row, bool)]
    assert rows == [(str(client.base_url) + "sparql", "5000")]


def test_a_browser_is_led_from_the_endpoint_to_the_query_page(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{client.base_url}query")


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_void_counts_what_there_is(client: httpx.Client, accept: str) -> None:
    answer = client.get("/.well-known/void", headers={"accept": accept})
    format = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}[accept]
    graph = rdflib.Graph().parse(data=answer.text, format=format)
    counted = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    triples = counted["results"]["bindings"][0]["n"]["value"]
    dataset = next(graph.subjects(rdflib.RDF.type, rdflib.VOID.Dataset))
    assert [str(value) for value in graph.objects(dataset, rdflib.VOID.triples)] == [triples]
    assert len(list(graph.objects(dataset, rdflib.VOID.classPartition))) > 3


def test_every_answer_carries_the_security_headers(client: httpx.Client) -> None:
    for path in ("/sparql", "/sparql?query=x", "/health", "/nowhere"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_operators_see_life_readiness_measures_and_a_log(service: Served, client: httpx.Client) -> None:
    assert client.get("/health").text == "alive\n"
    assert client.get("/ready").text == "ready\n"
    client.get("/sparql", params={"query": "SELEC"})
    measures = client.get("/metrics").text
    assert 'kg_requests_total{method="GET",route="/sparql",status="400"}' in measures
    assert "kg_queries_waiting 0.0" in measures
    entry = json.loads(service.log[-1])
    assert {"time", "client", "method", "path", "status", "seconds"} <= entry.keys()
