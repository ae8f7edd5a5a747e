"""What one client does harms no other: runaway queries, dead workers, floods, a graph that changes meanwhile."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from kg.store import EmbeddedStore
from tests.benchmarks.clients import Client
from tests.benchmarks.hostile import RUNAWAY, hostile
from tests.conftest import make_news_store
from tests.integration.serving import Served, children, runs, served

DEADLINE = 4.0
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def service(news_store: Path) -> Iterator[Served]:
    limits = ("--deadline", str(DEADLINE), "--memory", "256M", "--total-memory", "1G", "--workers", "2")
    with served(news_store, *limits) as running:
        yield running


@pytest.mark.parametrize("sparql", RUNAWAY)
def test_a_runaway_query_ends_by_its_deadline_or_at_a_limit(service: Served, sparql: str) -> None:
    begin = time.monotonic()
    answer = service.query(sparql, "*/*")
    assert answer.status_code in (HTTPStatus.GATEWAY_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    assert time.monotonic() - begin < DEADLINE + 1
    assert service.query(COUNT).status_code == HTTPStatus.OK


def test_workers_that_die_are_replaced(service: Served) -> None:
    for worker in service.workers():
        os.kill(worker, signal.SIGKILL)
    statuses = [service.query(COUNT).status_code for _ in range(6)]
    assert statuses[-1] == HTTPStatus.OK
    assert HTTPStatus.INTERNAL_SERVER_ERROR not in statuses
    assert len(service.workers()) >= 2


def test_a_nursery_that_dies_is_replaced(service: Served) -> None:
    for process in [*service.workers(), *children(service.process.pid)]:
        os.kill(process, signal.SIGKILL)
    statuses = [service.query(COUNT).status_code for _ in range(8)]
    assert statuses[-1] == HTTPStatus.OK
    assert HTTPStatus.INTERNAL_SERVER_ERROR not in statuses
    assert service.workers()


def test_a_query_whose_client_is_gone_runs_no_longer(service: Served) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(service.endpoint, params={"query": RUNAWAY[1]}, timeout=0.5, trust_env=False)
    until = time.monotonic() + DEADLINE - 1  # long before its deadline
    while "kg_queries_running 0.0" not in httpx.get(service.address + "metrics", trust_env=False).text:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_malformed_requests_never_break_the_service(service: Served) -> None:
    seen = asyncio.run(_malformed(service, int(os.environ.get("KG_MALFORMED", "1500"))))
    assert HTTPStatus.INTERNAL_SERVER_ERROR not in seen
    assert not {status for status in seen if status >= 500}
    assert HTTPStatus.OK in (service.query(COUNT).status_code for _ in range(5))  # on a busy machine not at once


async def _malformed(service: Served, count: int) -> set[int]:
    """Statuses of what comes back to mutilated requests; 0 where the connection was closed."""
    random_ = random.Random(7)
    post = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/"
    sound = (
        b"GET /sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n",
        post + b"sparql-query\r\nContent-Length: 8\r\n\r\nASK { } ",
        post + b"x-www-form-urlencoded\r\nContent-Length: 17\r\n\r\nquery=ASK%20%7B%7D",
    )
    scraps = (b"%00", b"%ff", b"\r\n", b"{" * 99, b"\\u0000", b"&query=", b";q=9")

    def mutilated() -> bytes:
        request = bytearray(random_.choice(sound))
        for _ in range(random_.randint(1, 6)):
            at = random_.randrange(len(request))
            match random_.randrange(4):
                case 0:
                    request[at] = random_.randrange(256)
                case 1:
                    del request[at : at + random_.randint(1, 9)]
                case 2:
                    request[at:at] = random_.randbytes(random_.randint(1, 9))
                case 3:
                    request[at:at] = random_.choice(scraps)
        return bytes(request) + b"\r\n\r\n"

    async def one(requests: int) -> set[int]:
        seen = set()
        for _ in range(requests):
            client = Client(service.endpoint)
            try:
                async with asyncio.timeout(1):  # some wait for a body that never comes
                    seen.add((await client.send(mutilated())).status)
            except TimeoutError:
                pass
            client.close()
        return seen

    found = await asyncio.gather(*(one(count // 16) for _ in range(16)))
    return set().union(*found)


def test_a_newer_snapshot_is_served_at_once_and_the_old_one_goes(tmp_path: Path) -> None:
    path = make_news_store(tmp_path / "store")
    with served(path) as service, EmbeddedStore.open(path) as store:
        before = service.query(COUNT)
        store.remove(store.graphs()[0])
        store.publish()
        published = time.monotonic()
        after = service.query(COUNT)
        assert time.monotonic() - published < 2
        assert after.json() != before.json()
        assert after.headers["etag"] != before.headers["etag"]
        until = time.monotonic() + 10
        while len(list((path / "snapshots").iterdir())) > 1:  # idle workers let go of it too; then a writer removes it
            assert time.monotonic() < until
            time.sleep(0.1)


def test_queries_that_run_end_before_the_service_does(news_store: Path) -> None:
    workers: list[int] = []
    with served(news_store, "--deadline", "3") as service:

        async def scenario() -> int:
            query = asyncio.ensure_future(Client(service.endpoint).query(RUNAWAY[1]))
            await asyncio.sleep(1)
            workers.extend(service.workers())
            service.process.send_signal(signal.SIGTERM)
            return (await query).status

        assert asyncio.run(scenario()) == HTTPStatus.GATEWAY_TIMEOUT
        assert service.process.wait(timeout=10) == 0
        assert workers
        assert not list(filter(runs, workers))


def test_healthy_queries_do_not_fail_among_runaway_ones(news_store: Path) -> None:
    # A deadline that a healthy query meets however busy the machine is: runaways alone could make it late.
    limits = ("--deadline", "10", "--memory", "256M", "--total-memory", "1G", "--workers", "2")
    with served(news_store, *limits) as service:
        report = asyncio.run(hostile(service, seconds=4, clients=24))
    assert set(report.healthy.statuses) == {HTTPStatus.OK}
    assert set(report.runaway.statuses) <= {HTTPStatus.GATEWAY_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
    assert report.peak_memory < 1.3 * 1024**3
    assert report.left_over <= 4
