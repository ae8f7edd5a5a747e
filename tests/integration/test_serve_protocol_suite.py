"""The cases of W3C's SPARQL 1.1 protocol suite, in our words and on our graph; those on update must all be refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.integration.serving import Served, served

FORM: Final = {"content-type": "application/x-www-form-urlencoded"}
DIRECT: Final = {"content-type": "application/sparql-query"}
UPDATE: Final = {"content-type": "application/sparql-update"}
ONE, TWO, THREE = "{one}", "{two}", "{three}"  # stand for the IRIs of three articles, which are their graphs' names


@pytest.fixture(scope="module")
def service(news_store: Path) -> Iterator[Served]:
    with served(news_store) as running:
        yield running


@pytest.fixture(scope="module")
def articles(service: Served) -> dict[str, str]:
    rows = service.query("SELECT ?a WHERE { ?a a sc:Article } ORDER BY ?a LIMIT 3").json()["results"]["bindings"]
    return dict(zip(("one", "two", "three"), (row["a"]["value"] for row in rows), strict=True))


def _told(value: Any, articles: dict[str, str]) -> Any:
    """A value with IRIs in place of what stands for them."""
    if isinstance(value, list):
        return [_told(item, articles) for item in value]
    for name, iri in articles.items():
        value = value.replace(f"{{{name}}}", iri)
    return value


BOTH: Final = "ASK { <{one}> a ?type . <{two}> a ?type }"
NAMED: Final = "ASK { GRAPH ?g { <{one}> a ?type } GRAPH ?h { <{two}> a ?type } }"
FULL: Final = "ASK { <{three}> a ?type GRAPH ?g { <{one}> a ?type } GRAPH ?h { <{two}> a ?type } }"
IN_DEFAULT: Final = {"default-graph-uri": [ONE, TWO]}
IN_NAMED: Final = {"named-graph-uri": [ONE, TWO]}
ALL: Final = {"default-graph-uri": [THREE], **IN_NAMED}


@pytest.mark.parametrize(
    ("params", "form", "body", "truth"),
    [
        ({"query": "ASK {}"}, None, None, True),
        ({}, {"query": "ASK {}"}, None, True),
        ({}, None, "ASK {}", True),
        ({"default-graph-uri": ["https://nowhere.example/"]}, {"query": "ASK {}"}, None, True),
        ({"query": BOTH, **IN_DEFAULT}, None, None, True),
        ({"query": BOTH, "default-graph-uri": [ONE]}, None, None, False),
        (IN_DEFAULT, None, BOTH, True),
        ({}, {"query": BOTH, **IN_DEFAULT}, None, True),
        ({"query": NAMED, **IN_NAMED}, None, None, True),
        ({"query": NAMED, "named-graph-uri": [ONE]}, None, None, False),
        (IN_NAMED, None, NAMED, True),
        (ALL, None, FULL, True),
        ({"query": FULL, **ALL}, None, None, True),
        ({}, {"query": FULL, **ALL}, None, True),
        # What the request names wins over the query's own FROM.
        ({"query": "ASK FROM <{one}> { <{one}> a ?type }", "default-graph-uri": [TWO]}, None, None, False),
        ({"query": "ASK FROM <{one}> { <{two}> a ?type }", "default-graph-uri": [TWO]}, None, None, True),
        ({"query": "ASK FROM <{one}> { <{two}> a ?type }"}, None, None, False),
        ({"query": "ASK FROM NAMED <{one}> { GRAPH ?g { <{one}> a ?type } }"}, None, None, True),
        ({"query": "ASK FROM NAMED <{one}> { GRAPH ?g { <{two}> a ?type } }"}, None, None, False),
    ],
)
def test_a_query_is_put_to_the_dataset_that_the_request_names(
    service: Served,
    articles: dict[str, str],
    params: dict[str, Any],
    form: dict[str, Any] | None,
    body: str | None,
    truth: bool,
) -> None:
    params = {name: _told(value, articles) for name, value in params.items()}
    options: dict[str, Any] = {"params": params, "timeout": 60, "trust_env": False}
    if form is not None:
        fields = {name: _told(value, articles) for name, value in form.items()}
        answer = httpx.post(service.endpoint, data=fields, **options)
    elif body is not None:
        answer = httpx.post(service.endpoint, content=_told(body, articles), headers=DIRECT, **options)
    else:
        answer = httpx.get(service.endpoint, **options)
    assert answer.status_code == 200, answer.text
    assert answer.json()["boolean"] is truth


@pytest.mark.parametrize(
    ("query", "media_types"),
    [
        ("SELECT ?a { ?a a sc:Agency }", "sparql-results+json sparql-results+xml csv tab-separated-values"),
        ("ASK {}", "sparql-results+json sparql-results+xml csv tab-separated-values"),
        ("DESCRIBE agency:cnes", "turtle n-triples ld+json rdf+xml"),
        ("CONSTRUCT { ?a a sc:Agency } WHERE { ?a a sc:Agency }", "turtle n-triples ld+json rdf+xml"),
    ],
)
def test_each_kind_of_query_is_answered_in_a_media_type_of_its_kind(
    service: Served, query: str, media_types: str
) -> None:
    answer = service.query(query, "*/*")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0].partition("/")[2] in media_types.split()
    for wanted in media_types.split():
        kind = "text" if wanted in ("csv", "tab-separated-values", "turtle") else "application"
        answer = service.query(query, f"{kind}/{wanted}")
        assert answer.headers["content-type"].partition(";")[0] == f"{kind}/{wanted}"
        assert answer.content


@pytest.mark.parametrize(
    ("method", "query", "headers", "content"),
    [
        pytest.param("PUT", "query=ASK%20%7B%7D", {}, "", id="bad query method"),
        pytest.param("GET", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", {}, "", id="several queries"),
        pytest.param("POST", "", {"content-type": "text/plain"}, "ASK {}", id="query with another media type"),
        pytest.param("POST", "", {}, "query=ASK%20%7B%7D", id="form without a media type"),
        pytest.param("POST", "", {}, "ASK {}", id="query without a media type"),
        pytest.param("POST", "", DIRECT, "ASK {}".encode("utf-16"), id="query in UTF-16"),
        pytest.param("POST", "", {"content-type": DIRECT["content-type"] + "; charset=UTF-16"}, b"", id="said UTF-16"),
        pytest.param("GET", "query=ASK%20%7B", {}, "", id="syntax error"),
        pytest.param("GET", "query=", {}, "", id="empty query"),
        pytest.param("GET", "format=json", {}, "", id="no query"),
        pytest.param("POST", "", FORM, "", id="empty form"),
        pytest.param("GET", "update=CLEAR%20NAMED", {}, "", id="update by GET"),
        pytest.param("POST", "", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", id="several updates"),
        pytest.param("POST", "", FORM, "update=CLEAR%20NAMED", id="update by form"),
        pytest.param("POST", "", UPDATE, "CLEAR NAMED", id="update"),
        pytest.param("POST", "using-graph-uri=http%3A%2F%2Fe%2F", UPDATE, "CLEAR NAMED", id="update of a dataset"),
        pytest.param("POST", "", {"content-type": "text/plain"}, "CLEAR NAMED", id="update with another media type"),
        pytest.param("POST", "", {}, "update=CLEAR%20NAMED", id="update without a media type"),
        pytest.param("POST", "", UPDATE, "CLEAR NAMED".encode("utf-16"), id="update in UTF-16"),
        pytest.param("POST", "", UPDATE, "CLEAR XYZ", id="update with a syntax error"),
        pytest.param("GET", "query=CLEAR%20NAMED", {}, "", id="update as a query"),
        pytest.param("POST", "", DIRECT, "INSERT DATA { <a:b> <a:b> <a:b> }", id="update as a query by POST"),
    ],
)
def test_what_is_no_query_is_refused_and_changes_nothing(
    service: Served, method: str, query: str, headers: dict[str, str], content: str | bytes
) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = service.query(count).content
    url = f"{service.endpoint}?{query}" if query else service.endpoint
    answer = httpx.request(method, url, headers=headers, content=content, timeout=60, trust_env=False)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.json()["detail"]
    assert service.query(count).content == before
