"""What the parts of the service do by themselves: negotiation, the queue, SERVICE in queries, caps of answers."""

import asyncio
from dataclasses import replace
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.server.jobs import Reply
from kg.server.limits import Limits
from kg.server.negotiation import GRAPHS, RESULTS, Form, accepts_gzip, choose
from kg.server.queueing import FairQueue
from kg.server.refusals import Refused
from kg.server.searching import Search
from kg.store.answering import AnswerTooLarge, Caps, Dataset, NoSuchForm, Wanted, answer
from kg.store.federation import check_services, is_volatile

if TYPE_CHECKING:
    from kg.server.service import Service


@pytest.mark.parametrize(
    ("accept", "forms", "chosen"),
    [
        (None, RESULTS, "json"),
        ("", RESULTS, "json"),
        ("*/*", RESULTS, "json"),
        ("text/csv", RESULTS, "csv"),
        ("TEXT/CSV", RESULTS, "csv"),
        ("text/*", RESULTS, "xml"),
        ("text/csv;q=0.5, application/sparql-results+xml", RESULTS, "xml"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", RESULTS, "csv"),
        ("*/*;q=0.1, text/tab-separated-values", RESULTS, "tsv"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", RESULTS, "xml"),
        ("application/sparql-results+json; charset=utf-8; q=0.2, text/csv;q=0.1", RESULTS, "json"),
        ("image/png", RESULTS, None),
        ("text/csv;q=0", RESULTS, None),
        ("nonsense,,;;q=x", RESULTS, None),
        ("application/rdf+xml,application/n-triples;q=0.9", GRAPHS, "rdf"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", GRAPHS, "rdf"),
        ("application/ld+json", GRAPHS, "jsonld"),
    ],
)
def test_a_client_gets_the_form_it_likes_best(accept: str | None, forms: tuple[Form, ...], chosen: str | None) -> None:
    found = choose(accept, forms)
    assert (found.name if found else None) == chosen


@pytest.mark.parametrize(
    ("header", "accepted"),
    [(None, False), ("gzip", True), ("br, GZIP;q=0.5", True), ("gzip;q=0", False), ("*", True), ("identity", False)],
)
def test_gzip_is_sent_to_those_who_read_it(header: str | None, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


def test_a_search_before_the_names_are_read_is_told_to_ask_again() -> None:
    names = b"entity,kind,label,name,articles\r\nx:cnes,Agency,CNES,CNES,3\r\n"

    async def read(job: object) -> Reply:
        await asyncio.sleep(0.05)
        return Reply(snapshot="1", body=names)

    async def scenario() -> None:
        limits = replace(Limits(), deadline=0.01)
        service = SimpleNamespace(
            settings=SimpleNamespace(limits=limits), snapshot="1", exploration=SimpleNamespace(read=read)
        )
        search = Search(cast("Service", service))
        with pytest.raises(Refused) as refused:
            await search.find("cn", 5)
        assert (refused.value.status, refused.value.trouble) == (503, "the names are still being read")
        await asyncio.sleep(0.2)
        assert [hit.label for hit in await search.find("cn", 5)] == ["CNES"]

    asyncio.run(scenario())


def test_places_are_handed_out_in_turn_to_each_client() -> None:
    async def scenario() -> list[str]:
        queue, served = FairQueue(1, 100, 100), []

        async def ask(client: str) -> None:
            await queue.enter(client)
            served.append(client)
            queue.leave()

        await queue.enter("first")
        tasks = [asyncio.ensure_future(ask(client)) for client in [*["greedy"] * 4, "modest", "modest"]]
        await asyncio.sleep(0)
        queue.leave()
        await asyncio.gather(*tasks)
        assert queue.waiting == 0
        return served

    assert asyncio.run(scenario()) == ["greedy", "modest", "greedy", "modest", "greedy", "greedy"]


def test_a_full_queue_refuses_and_one_who_leaves_it_is_forgotten() -> None:
    async def scenario() -> None:
        queue = FairQueue(1, 3, 2)
        await queue.enter("a")
        waiting = [asyncio.ensure_future(queue.enter("a")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await queue.enter("a")
        assert refused.value.status == HTTPStatus.TOO_MANY_REQUESTS
        waiting.append(asyncio.ensure_future(queue.enter("b")))
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await queue.enter("c")
        assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert refused.value.retry
        for task in waiting:
            task.cancel()
        queue.leave()  # between the cancelling and its arrival: nobody is there to take the place
        await asyncio.gather(*waiting, return_exceptions=True)
        assert queue.waiting == 0
        await asyncio.wait_for(queue.enter("d"), 1)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://e/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#comment\n<http://e/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?e { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { SERVICE e: { ?s ?p ?o } }",
        "PREFIX serviceX: <http://e/> SELECT * { { SELECT * { SERVICE serviceX:y { ?s ?p ?o } } } }",
        "ASK { FILTER EXISTS { SERVICE SILENT <http://e/> { ?s ?p ?o } } }",
        # an operator and a quotation mark that a simpler scanner takes for an IRI and a text
        "SELECT * { ?a ?b ?o FILTER(?o<'x>')SERVICE<http://e/>{} FILTER(?o='y') }",
        "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE#>\n<http://e/>{ ?s ?p ?o } }",
    ],
)
def test_a_service_clause_is_refused_however_it_is_written(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE would send data"):
        check_services(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service rdfs:label 'a SERVICE <http://e/> {' } # SERVICE <http://e/>",
        "PREFIX service: <http://service/> SELECT * { service:service ?p <http://e/service#x> }",
        'ASK { ?s ?p """ "} SERVICE <http://e/> {} """ }',
    ],
)
def test_the_word_service_elsewhere_is_no_service_clause(sparql: str) -> None:
    check_services(sparql)


def test_a_service_that_is_allowed_may_be_called_and_no_other() -> None:
    call = "SELECT * {{ SERVICE SILENT <{}> {{ ?s ?p ?o }} }}"
    check_services(call.format("http://e/"), {"http://e/"})
    with pytest.raises(QueryError, match=r"allowed: http://e/"):
        check_services(call.format("http://e/other"), {"http://e/"})


def test_a_syntax_error_beside_a_service_is_told_as_what_it_is() -> None:
    with pytest.raises(QueryError, match="syntax error"):
        check_services("SELECT * { SERVICE <http://e/> { ?s ?p } }")


def test_a_query_that_calls_now_is_volatile() -> None:
    assert is_volatile("SELECT (NOW () AS ?t) {}")
    assert not is_volatile("SELECT ?now { ?s ?p ?now }")


GRAPH = ox.NamedNode("https://example.org/graph")


@pytest.fixture(scope="module")
def database() -> ox.Store:
    database = ox.Store()
    for number in range(3):
        subject = ox.NamedNode(f"https://example.org/{number}")
        quad = ox.Quad(subject, ox.NamedNode("https://example.org/p"), ox.Literal('},{"\n"},{'), GRAPH)
        database.extend([quad, ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())])
    return database


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_counted_whatever_their_texts_look_like(database: ox.Store, form: str) -> None:
    query = "SELECT * { ?s ?p ?o }"
    whole = answer(database, query, Wanted(Caps(3, 10_000), rows_as=form)).body
    for caps in (Caps(2, 10_000), Caps(3, len(whole) - 1)):
        with pytest.raises(AnswerTooLarge):
            answer(database, query, Wanted(caps, rows_as=form))


@pytest.mark.parametrize("form", ["turtle", "nt", "jsonld", "rdf"])
def test_triples_are_counted_once_each(database: ox.Store, form: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert answer(database, query, Wanted(Caps(3, 10_000), triples_as=form)).kind == "triples"
    with pytest.raises(AnswerTooLarge):
        answer(database, query, Wanted(Caps(2, 10_000), triples_as=form))


def test_a_kind_of_answer_without_an_acceptable_format_is_refused(database: ox.Store) -> None:
    with pytest.raises(NoSuchForm):
        answer(database, "ASK { }", Wanted(Caps(1, 100), rows_as=None))
    with pytest.raises(NoSuchForm):
        answer(database, "CONSTRUCT { } { }", Wanted(Caps(1, 100), triples_as=None))


@pytest.mark.parametrize(
    ("dataset", "default", "named"),
    [
        (Dataset(), 3, 3),
        (Dataset(default=(GRAPH.value,), named=()), 3, 0),
        (Dataset(default=(), named=(GRAPH.value,)), 0, 3),
        (Dataset(default=("https://example.org/none",), named=(GRAPH.value,)), 0, 3),
    ],
)
def test_the_dataset_of_a_request_decides_what_is_asked(
    database: ox.Store, dataset: Dataset, default: int, named: int
) -> None:
    for pattern, count in (("?s ?p ?o", default), ("GRAPH ?g { ?s ?p ?o }", named)):
        query = f"SELECT ?s FROM <https://example.org/other> WHERE {{ {pattern} }}"
        if dataset == Dataset():
            query = query.replace("FROM <https://example.org/other> ", "")
        found = answer(database, query, Wanted(Caps(10, 10_000), rows_as="tsv", dataset=dataset))
        assert found.body.count(b"\n") - 1 == count
