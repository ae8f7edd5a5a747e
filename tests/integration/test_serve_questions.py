"""The web API and linked data of a running service: the answers of the command line, in every form that is offered."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import rdflib

from kg.ids import BASE, article_iri
from kg.queries import QUESTIONS, ask
from kg.queries.worked import worked_example
from kg.rdf import GAZETTEER_GRAPH, quads_of
from kg.store import EmbeddedStore, Rows, Snapshot, open_snapshot
from tests.integration.newsroom import GAZETTEER, STORIES
from tests.integration.serving import served


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "store"
    with EmbeddedStore.open(path) as store:
        store.load(GAZETTEER_GRAPH, [GAZETTEER])
        for story in STORIES:
            extraction = story.extraction()
            store.replace(article_iri(extraction.article), quads_of(extraction))
    return path


@pytest.fixture(scope="module")
def snapshot(path: Path) -> Iterator[Snapshot]:
    with open_snapshot(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[httpx.Client]:
    with (
        served(path) as running,
        httpx.Client(base_url=running.address, timeout=120, trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_documented_example_answers_as_on_the_command_line(
    name: str, client: httpx.Client, snapshot: Snapshot
) -> None:
    question = QUESTIONS[name]
    expected = ask(snapshot, name, question.example)
    answer = client.get(f"/api/questions/{name}", params=dict(question.example)).json()
    assert answer["columns"] == list(question.columns)
    assert answer["total"] == len(expected)
    assert answer["rows"] == [
        {column: value if isinstance(value, bool | int | float | None) else str(value) for column, value in row.items()}
        for row in expected.to_dicts()
    ]
    text = client.get(f"/api/questions/{name}", params={**question.example, "format": "csv"})
    assert text.headers["content-type"] == "text/csv; charset=utf-8"
    assert text.content == expected.serialize("csv")


def test_pages_put_together_are_the_whole_answer(client: httpx.Client) -> None:
    address: str | None = "/api/questions/article-facts?article=2019-09-06-maks-2019&limit=7"
    whole = client.get("/api/questions/article-facts?article=2019-09-06-maks-2019").json()
    rows: list[Any] = []
    while address is not None:
        response = client.get(address)
        page = response.json()
        assert len(page["rows"]) <= 7
        assert page["total"] == whole["total"]
        assert (page["next"] is None) == ("link" not in response.headers)
        rows += page["rows"]
        address = page["next"]
    assert rows == whole["rows"]


def test_pages_of_csv_follow_the_link_header(client: httpx.Client) -> None:
    address: str | None = "/api/questions/network-entities?limit=5&format=csv"
    names: list[str] = []
    while address is not None:
        response = client.get(address)
        names += [row["entity"] for row in csv.DictReader(io.StringIO(response.text))]
        address = response.links["next"]["url"] if "next" in response.links else None
    assert len(names) == client.get("/api/questions/network-entities").json()["total"]


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/api/questions/nosuch", 404, "there is none of that name"),
        ("/api/questions/heads", 400, "it needs the parameter 'agency'"),
        ("/api/questions/heads?agency=NOSUCH", 400, "the graph knows no entity of that name"),
        ("/api/questions/heads?agncy=CNES", 400, "did you mean agency?"),
        ("/api/questions/heads?agency=CNES&agency=ISRO", 400, "is given twice"),
        ("/api/questions/heads?agency=CNES&limit=0", 400, "not a number from 1 to 10000"),
        ("/api/questions/heads?agency=CNES&limit=99999", 400, "not a number from 1 to 10000"),
        ("/api/questions/heads?agency=CNES&offset=-1", 400, "not a number from 0"),
        ("/api/questions/heads?agency=CNES&format=pdf", 400, "json or csv"),
        ("/api/questions/heads?agency=%FF", 400, "encode it as UTF-8"),
        ("/api/questions/positions?person=Ivan%20Petrov", 400, "ambiguous"),
        ("/api/search?text=x", 400, "is not known"),
        ("/api/search?q=x&limit=51", 400, "not a number from 1 to 50"),
        ("/data/agency/cnes.pdf", 404, "end with .ttl"),
        ("/data/agency/nosuch.ttl", 404, "the graph says nothing of it"),
    ],
)
def test_what_is_asked_wrongly_gets_a_problem_with_its_reason(
    address: str, status: int, message: str, client: httpx.Client
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert message in answer.json()["detail"]


@pytest.mark.parametrize(
    "address", ["/api/questions/partners?agency=CNES", "/page/agency/cnes", "/data/agency/cnes.ttl"]
)
def test_what_has_not_changed_is_not_sent_again(address: str, client: httpx.Client) -> None:
    tag = client.get(address).headers["etag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_openapi_document_names_what_there_is(client: httpx.Client) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for name, question in QUESTIONS.items():
        operation = document["paths"][f"/api/questions/{name}"]["get"]
        params = {param["name"]: param for param in operation["parameters"]}
        assert set(params) == {param.name for param in question.params} | {"limit", "offset", "format"}
        assert all(params[param.name]["required"] == param.required for param in question.params)
        given = {param["name"]: param["example"] for param in params.values() if "example" in param}
        assert client.get(f"/api/questions/{name}?{urlencode(given)}").status_code == 200
    text = json.dumps(document)
    for reference in {part.split('"')[0] for part in text.split('"#/')[1:]}:
        found = document
        for step in reference.split("/"):
            found = found[step]


def test_search_answers_with_pages(client: httpx.Client) -> None:
    (hit, *_) = client.get("/api/search", params={"q": "FRÉNCH spa"}).json()["results"]
    assert (hit["short"], hit["name"], hit["matched"], hit["articles"]) == (
        "agency:cnes",
        "CNES",
        "French space agency",
        4,
    )
    assert client.get(hit["page"]).status_code == 200


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "/page/agency/cnes"),
        ("*/*", "/page/agency/cnes"),
        ("text/turtle", "/data/agency/cnes.ttl"),
        ("application/ld+json, text/html;q=0.5", "/data/agency/cnes.jsonld"),
        ("application/rdf+xml", "/data/agency/cnes.rdf"),
        ("application/n-triples", "/data/agency/cnes.nt"),
    ],
)
def test_the_name_of_a_thing_leads_to_what_the_client_likes(accept: str, location: str, client: httpx.Client) -> None:
    answer = client.get("/id/agency/cnes", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, location)
    assert "Accept" in answer.headers["vary"]
    assert client.get(location).status_code == 200


@pytest.mark.parametrize(("ending", "format"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")])
def test_the_data_of_a_thing_say_the_same_in_every_format(ending: str, format: str, client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get(f"/data/agency/cnes.{ending}").content, format=format)
    cnes = rdflib.URIRef(BASE + "id/agency/cnes")
    assert (cnes, rdflib.RDF.type, rdflib.URIRef(BASE + "ontology#Agency")) in graph
    assert (rdflib.URIRef(BASE + "id/person/philippe-baptiste"), None, cnes) in graph


def test_the_data_of_an_article_are_its_graph(client: httpx.Client, snapshot: Snapshot) -> None:
    iri = article_iri(STORIES[0].extraction().article)
    data = client.get("/data/article/" + iri.rpartition("/")[2] + ".nt").text
    assert set(data.splitlines()) == set(snapshot.serialize("nt", iri).decode().splitlines())


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_query_of_the_query_page_answers_like_the_question(
    name: str, client: httpx.Client, snapshot: Snapshot
) -> None:
    question = QUESTIONS[name]
    query = client.get("/query/questions.json").json()["questions"][name]["query"]
    assert query == worked_example(question)
    answer = snapshot.query(query)
    assert isinstance(answer, Rows)
    shown = [answer.columns.index(column) for column in question.columns]
    rows = {tuple(row[place] for place in shown) for row in answer}
    if name == "article-facts":  # its example names the article by a text, which an editor's query cannot look up
        assert rows >= set(ask(snapshot, name, question.example))
    else:
        assert rows == set(ask(snapshot, name, question.example))
