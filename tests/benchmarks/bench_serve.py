"""The service on a synthetic graph: named questions, throughput beside raw `oxigraph serve`, and rdflib's own store.

    python -m tests.benchmarks.bench_serve [QUADS | STORE]

A number builds a graph of that many quads (10_000_000 is the size to judge by), a folder is a store that
`tests.benchmarks.synthetic` built. Everything is measured in one run, one after the other; ratios tell something.
"""

import asyncio
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

import rdflib

from kg.ids import PREFIXES
from kg.queries import QUESTIONS
from tests.benchmarks.clients import Client, Response, percentile
from tests.benchmarks.synthetic import build, quads
from tests.integration.serving import served

CLIENTS, SECONDS, REPEATS = 16, 15.0, 24
VERY_LONG: Final = 3.0  #: seconds
_PROLOGUE: Final = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())

#: What stands for a parameter of a question on the synthetic graph, by its name and else by its type.
_VALUES: Final = {
    "agency": "agency:agency-{}",
    "party": "agency:agency-{}",
    "a": "agency:agency-0",
    "b": "agency:agency-{}",
    "person": "person:agency-{}-1",
    "project": "project:project-{}",
    "agreement": "agreement:synthetic-{}-0",
    "article": "synthetic-{}",
    "entity": "agency:agency-{}",
    "year": "2019",
    "date": "2019-05",
    "text": "Agency {}",
    "integer": "2",
}

#: For throughput: the look-ups that pages and analysts make, on things that many and few articles speak of.
LOOKUPS: Final = (
    "SELECT ?a ?name WHERE {{ agency:agency-{} sc:partyTo ?a . ?a rdfs:label ?name }} LIMIT 100",
    "SELECT ?other (COUNT(?x) AS ?n) WHERE {{ ?x sc:participation/sc:participant agency:agency-{} , ?other }}"
    " GROUP BY ?other ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?c ?q WHERE {{ ?c rdf:subject agency:agency-{} ; sc:evidence/oa:hasSelector/oa:exact ?q }} LIMIT 50",
    "SELECT ?p ?o WHERE {{ project:project-{} ?p ?o }} LIMIT 200",
)


def parameters(name: str, number: int) -> dict[str, str] | None:
    """Values for what a question requires; None where this graph has nothing of the kind."""
    values = {}
    for param in QUESTIONS[name].params:
        value = _VALUES.get(param.name) or _VALUES.get(param.type)
        if param.required:
            if value is None or param.type == "country":
                return None
            values[param.name] = value.format(number)
    return values


async def questions(api: str) -> Mapping[str, list[Response]]:
    """Each named question several times, one at a time, about other things each time where it asks about one.

    One that takes very long is not asked again, unless it asks about nothing in particular: its answer is kept then.
    """
    found: dict[str, list[Response]] = {}
    for name in QUESTIONS:
        for number in range(5, 5 + REPEATS):
            values = parameters(name, number)
            if values is not None:
                client = Client(f"{api}api/questions/{name}")
                text = "&".join(f"{key}={quote(value)}" for key, value in values.items())
                request = f"GET /api/questions/{name}?{text} HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n\r\n"
                found.setdefault(name, []).append(await client.send(request.encode()))
                client.close()
                last = found[name][-1]
                if last.status != 200 or (last.seconds > VERY_LONG and values):
                    break
    return found


async def throughput(endpoint: str) -> tuple[float, float]:
    """Look-ups a second with 16 clients, and the p95 of their times."""
    times: list[float] = []
    until = time.perf_counter() + SECONDS

    async def one(number: int) -> None:
        client = Client(endpoint)
        for turn in itertools.count(number):
            if time.perf_counter() > until:
                break
            query = _PROLOGUE + LOOKUPS[turn % len(LOOKUPS)].format(3 + turn * 7 % 300)
            response = await client.query(query)
            assert response.status == 200, response.body
            times.append(response.seconds)
        client.close()

    await asyncio.gather(*map(one, range(CLIENTS)))
    return len(times) / SECONDS, percentile(times, 0.95)


@contextmanager
def raw(store: Path) -> Iterator[str]:
    """`oxigraph serve` on the same snapshot, without any of our isolation."""
    program = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
    snapshot = max((store / "snapshots").iterdir()) / "db"
    command = [program, "serve-read-only", "--location", str(snapshot), "--bind", "127.0.0.1:7979"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)
        yield "http://127.0.0.1:7979/query"
    finally:
        process.kill()
        process.wait()


def rdflib_ratio(count: int) -> tuple[float, float]:
    """Seconds for the look-ups in rdflib's own store and in a service, on the same small graph."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        build(path, count)
        graph = rdflib.Graph()
        graph.parse(data="".join(f"{quad.triple} .\n" for quad in quads(count)), format="nt")
        asked = [_PROLOGUE + lookup.format(number) for lookup in LOOKUPS for number in (3, 30)]
        begin = time.perf_counter()
        for query in asked:
            list(graph.query(query))
        theirs = time.perf_counter() - begin
        with served(path) as service:

            async def ours() -> float:
                client = Client(service.endpoint)
                begin = time.perf_counter()
                for query in asked:
                    await client.query(query)
                return time.perf_counter() - begin

            return theirs, asyncio.run(ours())


def main(what: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(what)
        if not store.is_dir():
            store = Path(folder) / "store"
            begin = time.perf_counter()
            build(store, int(what.replace("_", "")))
            print(f"built in {time.perf_counter() - begin:.0f} s")
        with served(store) as service:
            answer = json.loads(service.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").content)
            count = int(answer["results"]["bindings"][0]["n"]["value"])
            print(f"{count} quads")
            for name, responses in asyncio.run(questions(service.address)).items():
                times = [response.seconds for response in responses]
                seconds = percentile(times, 0.95)
                bad = {response.status for response in responses} - {200}
                mark = "SLOW" if seconds > 1 else ""
                print(f"  {name:24} first {times[0]:7.3f} s  p95 {seconds:7.3f} s  {mark} {bad or ''}", flush=True)
            asyncio.run(throughput(service.endpoint))  # warms the caches
            ours, our_p95 = asyncio.run(throughput(service.endpoint))
        with raw(store) as endpoint:
            asyncio.run(throughput(endpoint))
            theirs, their_p95 = asyncio.run(throughput(endpoint))
        print(f"kg serve       {ours:7.1f} queries/s  p95 {our_p95:.3f} s")
        print(f"oxigraph serve {theirs:7.1f} queries/s  p95 {their_p95:.3f} s   ratio {ours / theirs:.2f}")
        slow, fast = rdflib_ratio(max(count // 50, 1000))
        print(f"rdflib on 1/50: {slow:.2f} s, kg serve {fast:.2f} s, {slow / fast:.0f} times")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "200_000")
