"""Healthy queries among runaway ones: who fails, who is slowed down, what the service makes of the runaways.

    python tests/benchmarks/hostile.py [SECONDS] [STORE]

64 clients for 120 seconds, or as many as one says; one in eight sends queries that would run for hours or fill the
memory. A quiet run of the healthy ones comes first. `tests/integration/test_serve_isolation.py` runs a short one.
"""

import asyncio
import itertools
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.clients import Client, percentile
from tests.integration.serving import Served, served

HEALTHY = (
    "SELECT ?agency ?name WHERE { ?agency a sc:Agency ; rdfs:label ?name } LIMIT 20",
    "SELECT ?claim ?quote WHERE { ?claim sc:evidence/oa:hasSelector/oa:exact ?quote } LIMIT 20",
    "ASK { ?a a sc:Agreement ; sc:participation/sc:participant ?b }",
    "SELECT ?type (COUNT(?x) AS ?n) WHERE { ?x a sc:Agency , ?type } GROUP BY ?type",
)
#: The form that lets a server take the longest before it says anything, and then too much.
RUNAWAY = (
    "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>|^!<urn:y>)* ?b . ?c (!<urn:x>|^!<urn:y>)* ?d . ?a ?p ?c }",
    "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    'SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(([a-z])+.)+$")) }',
)


@dataclass
class Outcome:
    """What one kind of client saw."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def p95(self) -> float:
        return percentile(self.seconds, 0.95)


@dataclass
class Report:
    """What a run came to; memory in bytes."""

    quiet: Outcome
    healthy: Outcome
    runaway: Outcome
    peak_memory: int = 0
    server_memory: tuple[int, int] = (0, 0)  #: of the server process itself, before and after
    left_over: int = 0  #: workers that still run five seconds after the last client went, or the fewest until then


async def hostile(service: Served, seconds: float, clients: int = 64, one_source: bool = True) -> Report:
    """Run the clients against a service, first the healthy ones alone."""
    few = clients // 8
    await _load(service, HEALTHY, clients - few, 1.0, one_source)  # warm
    quiet = await _load(service, HEALTHY, clients - few, max(seconds / 4, 3.0), one_source)
    before = memory(service.process.pid)
    watch = asyncio.ensure_future(_peak(service))
    healthy, runaway = await asyncio.gather(
        _load(service, HEALTHY, clients - few, seconds, one_source), _load(service, RUNAWAY, few, seconds, one_source)
    )
    watch.cancel()
    peak = await watch  # which ends with the highest figure that it saw
    left_over = []
    for _ in range(25):  # a large process at low priority takes its time to die
        await asyncio.sleep(0.2)
        left_over.append(len(service.workers()))
    return Report(quiet, healthy, runaway, peak, (before, memory(service.process.pid)), min(left_over))


async def _load(service: Served, queries: tuple[str, ...], count: int, seconds: float, one_source: bool) -> Outcome:
    outcome = Outcome()
    until = time.perf_counter() + seconds

    async def one(number: int) -> None:
        client = Client(service.endpoint, "127.0.0.1" if one_source else f"127.0.1.{number + 1}")
        for query in itertools.islice(itertools.cycle(queries), number, None):
            if time.perf_counter() >= until:
                break
            response = await client.query(query, "*/*")
            outcome.statuses[response.status] += 1
            outcome.seconds.append(response.seconds)
        client.close()

    await asyncio.gather(*(one(number) for number in range(count)))
    return outcome


async def _peak(service: Served) -> int:
    peak = 0
    try:
        while True:
            peak = max(peak, sum(map(memory, service.workers())))
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        return peak


def memory(process: int) -> int:
    """Bytes that a process holds; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096
    except (FileNotFoundError, ProcessLookupError):
        return 0


def describe(report: Report, say: Callable[[str], None] = print) -> None:
    """The figures, as text."""
    for name, outcome in (("quiet", report.quiet), ("healthy", report.healthy), ("runaway", report.runaway)):
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(outcome.statuses.items()))
        longest = max(outcome.seconds, default=0)
        say(f"{name:8} {len(outcome.seconds):7} queries  p95 {outcome.p95:.3f} s  longest {longest:.2f} s  {statuses}")
    say(f"healthy p95 to quiet p95: {report.healthy.p95 / report.quiet.p95:.2f}")
    before, after = report.server_memory
    say(
        f"workers' memory at most {report.peak_memory >> 20} MB; the server's {before >> 20} MB, after {after >> 20} MB"
    )
    say(f"workers after the end: {report.left_over}")


def main(seconds: float, store: Path | None) -> None:
    from tests.conftest import make_news_store

    with tempfile.TemporaryDirectory() as folder:
        path = store or make_news_store(Path(folder) / "store")
        with served(path, "--deadline", "10", "--memory", "512M", "--total-memory", "2G") as service:
            describe(asyncio.run(hostile(service, seconds)))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 120.0, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
