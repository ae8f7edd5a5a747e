"""Search as you type over 200,000 entities: ``python -m tests.benchmarks.bench_search``.

The names are made: words of the gazetteer in all orders, with accents and aliases. Printed are the time to build the
index, the 95th percentile of each kind of question, its ratio to looking at every name one by one, and the 95th
percentile of `/api/search` of a running service on a graph of as many entities.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kg import vocab as v
from kg.config import resource
from kg.ids import PREFIXES
from kg.store import EmbeddedStore
from kg.views.namesearch import NameIndex, fold
from tests.benchmarks.clients import Client, percentile
from tests.integration.serving import served

ENTITIES = 200_000
ASKED = 300


def rows() -> Iterator[tuple[str, str, str, str, int]]:
    """Two names an entity, the first few mentioned far more often than the rest."""
    text = "".join(file.read_text("utf-8") for file in sorted(resource("data/gazetteer").glob("*.tsv")))
    words = sorted({word for word in text.split() if word.isalpha() and len(word) > 2})
    chance = random.Random(5)
    for number in range(ENTITIES):
        label = " ".join(chance.choices(words, k=chance.randint(1, 4))) + (
            f" {number}" if chance.random() < 0.3 else ""
        )
        articles = int(chance.paretovariate(1.1))
        iri = f"https://example.org/{number}"
        yield iri, "Project", label, label, articles
        yield iri, "Project", label, " ".join(chance.choices(words, k=3)), articles


def p95(ask: Callable[[str], object], questions: list[str]) -> float:
    """The 95th percentile in milliseconds."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(times, n=20)[-1]


def build(path: Path, names: list[tuple[str, str, str, str, int]]) -> None:
    """A store of entities with a label and an alias each, all in one article."""
    article = ox.NamedNode(PREFIXES["article"] + "0123456789abcdef")
    predicates = [ox.NamedNode(iri) for iri in (v.RDF_type, v.RDFS_label, v.SC_mentionedIn, v.SKOS_altLabel)]

    def quads() -> Iterator[ox.Quad]:
        for number, (_, _, label, name, _) in enumerate(names):
            entity = ox.NamedNode(f"{PREFIXES['project']}made-{number // 2}")
            objects: tuple[ox.NamedNode | ox.Literal, ...] = (
                ox.NamedNode(v.SC_Project),
                ox.Literal(label),
                article,
                ox.Literal(name),
            )
            for predicate, value in zip(predicates, objects, strict=True):
                for graph in (article, ox.DefaultGraph()):
                    yield ox.Quad(entity, predicate, value, graph)

    EmbeddedStore.open(path).close()
    database = ox.Store(str(path / "primary"))
    database.bulk_extend(quads())
    database.flush()
    del database
    (path / "unpublished").touch()
    EmbeddedStore.open(path).close()


def over_http(path: Path, questions: list[str]) -> tuple[float, float]:
    """Seconds until the first answer, for which the names are read, and the p95 of the rest in milliseconds."""
    with served(path, "--deadline", "300") as service:

        async def ask() -> list[float]:
            client = Client(service.address)
            times = []
            for question in [questions[0], *questions]:
                request = f"GET /api/search?q={quote(question)} HTTP/1.1\r\nHost: x\r\n\r\n"
                answer = await client.send(request.encode())
                assert answer.status == 200, answer.body
                times.append(answer.seconds)
            return times

        first, *rest = asyncio.run(ask())
    return first, percentile(rest, 0.95) * 1000


def main() -> None:
    """Measure and print."""
    made = list(rows())
    started = time.perf_counter()
    index = NameIndex(made)
    print(f"{index.entities:,} entities, {len(made):,} names, index made in {time.perf_counter() - started:.1f} s")
    names = [(fold(row[3]), row[0]) for row in made]

    def one_by_one(question: str) -> list[str]:
        words = fold(question).split()
        return [iri for name, iri in names if all(f" {word}" in f" {name}" for word in words)][:10]

    chance = random.Random(7)
    sample = [row[3] for row in chance.sample(made, ASKED)]
    questions = {
        "one letter": [name[:1] for name in sample],
        "three letters": [name[:3] for name in sample],
        "a whole name": sample,
        "last word first": [" ".join(reversed(name.split())) for name in sample],
        "two beginnings": [" ".join(word[:3] for word in name.split()[:2]) for name in sample],
        "nothing found": [f"{name[:4]}qxz" for name in sample],
    }
    slow = p95(one_by_one, sample[:12])
    for kind, asked in questions.items():
        took = p95(index.find, asked)
        print(f"{kind:16} p95 {took:7.2f} ms   {slow / took:8.0f} times as fast as one by one")
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "store", made)
        typed = [name[:length] for name in sample for length in range(1, min(len(name), 12))]
        first, rest = over_http(Path(folder) / "store", typed)
        print(
            f"/api/search      p95 {rest:7.2f} ms over {len(typed):,} keystrokes; the first answer took {first:.1f} s"
        )


if __name__ == "__main__":
    main()
