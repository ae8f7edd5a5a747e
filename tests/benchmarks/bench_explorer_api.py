"""The explorer's API on a generated store of 20,000 entities and 60,000 facts between them.

    python -m tests.benchmarks.bench_explorer_api [NODES EDGES]

Prints, for each view, the bytes that are sent (gzip) and the seconds of the first answer and of another one with
another filter; the first view of all reads the graph. The numbers are in docs/explorer-api.md.
"""

import datetime as dt
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import httpx
import pyoxigraph as ox

from kg.ids import entity_iri
from kg.model import Article, Claim, Entity, EntityType, Evidence, Extraction, Predicate
from kg.rdf import quads_of
from kg.store import EmbeddedStore
from tests.integration.serving import served

_FACTS_AN_ARTICLE: Final = 15
_SHARES: Final[tuple[tuple[EntityType, float], ...]] = (
    ("Agency", 0.15),
    ("Organization", 0.15),
    ("Agreement", 0.3),
    ("Project", 0.15),
    ("Event", 0.05),
    ("Person", 0.2),
)
#: What links whom, and how often.
_LINKS: Final[tuple[tuple[Predicate, EntityType, EntityType, int], ...]] = (
    ("partyTo", "Agency", "Agreement", 30),
    ("partyTo", "Organization", "Agreement", 10),
    ("participatesIn", "Agency", "Project", 15),
    ("leads", "Agency", "Project", 5),
    ("cooperatesWith", "Agency", "Agency", 15),
    ("cooperatesWith", "Agency", "Organization", 5),
    ("positionAt", "Person", "Agency", 10),
    ("signedBy", "Agreement", "Person", 8),
    ("met", "Person", "Person", 2),
)
_COUNTRIES: Final = ("france", "india", "japan", "russia", "china", "italy", "germany", "united-states", "brazil")


def articles(nodes: int, edges: int, seed: int = 1) -> Iterator[Extraction]:
    """Articles that together state so many facts between so many entities; the same numbers give the same articles.

    A few entities of each type are in very many facts and most in few (Zipf), as in the news.
    """
    luck = random.Random(seed)
    things = {type: [f"{type.lower()}-{n:05}" for n in range(int(nodes * share))] for type, share in _SHARES}
    facts: dict[tuple[str, Predicate, str], None] = {}
    kinds = [(p, a, b) for p, a, b, weight in _LINKS for _ in range(weight)]

    def pick(type: EntityType) -> str:
        known = things[type]
        return entity_iri(type, known[min(int(len(known) * luck.random() ** 2.5), len(known) - 1)])

    types = {entity_iri(type, local): type for type, known in things.items() for local in known}
    for iri in types:  # everybody is in one fact at least
        for predicate, one, other in luck.sample(kinds, len(kinds)):
            if one == types[iri]:
                facts[iri, predicate, pick(other)] = None
                break
            if other == types[iri]:
                facts[pick(one), predicate, iri] = None
                break
    while len(facts) < edges:
        predicate, one, other = luck.choice(kinds)
        ends = pick(one), pick(other)
        if ends[0] != ends[1]:
            facts[ends[0], predicate, ends[1]] = None
    told = list(facts)
    luck.shuffle(told)
    rest = iter(told)
    number = 0
    while chunk := list(islice(rest, _FACTS_AN_ARTICLE)):
        yield _article(number, chunk, types, luck)
        number += 1


def _article(
    number: int, facts: list[tuple[str, Predicate, str]], types: dict[str, EntityType], luck: random.Random
) -> Extraction:
    day = dt.date(2000, 1, 1) + dt.timedelta(days=luck.randrange(9000))
    sentences, claims = [], []
    at = 0
    ends = {end for s, _, o in facts for end in (s, o)}
    agreements = sorted(end for end in ends if types[end] == "Agreement")
    bodies = sorted(end for end in ends if types[end] in ("Agency", "Organization"))
    said: list[tuple[str, Predicate, str]] = [*facts, *((a, "signedOn", day.isoformat()) for a in agreements[:5])]
    countries = {body: entity_iri("Country", _COUNTRIES[sum(map(ord, body)) % len(_COUNTRIES)]) for body in bodies[:3]}
    said += [(body, "agencyOf", country) for body, country in countries.items() if "/agency/" in body]
    said += [
        (agreement, "concerns", luck.choice(("climate", "navigation", "Mars", "telemedicine")))
        for agreement in agreements[:3]
    ]
    for subject, predicate, object in said:
        quote = f"{subject.rsplit('/', 1)[-1]} {predicate} {object.rsplit('/', 1)[-1]}."
        linked = object.startswith("http")
        claims.append(
            Claim(
                subject,
                predicate,
                object,
                "entity" if linked else "date" if predicate == "signedOn" else "text",
                confidence=round(0.5 + luck.random() / 2, 2),
                evidence=(Evidence(at, at + len(quote), quote),),
            )
        )
        sentences.append(quote)
        at += len(quote) + 1
    everybody = sorted(ends | set(countries.values()))
    return Extraction(
        Article(f"a{number}", " ".join(sentences), f"Article {number}", day, publisher="Wire"),
        tuple(Entity(end, types.get(end, "Country"), end.rsplit("/", 1)[-1].replace("-", " ")) for end in everybody),
        tuple(claims),
        extractor="generated",
    )


def make(path: Path, nodes: int, edges: int) -> None:
    """A store with these articles, filled in bulk, without a transaction."""
    EmbeddedStore.open(path).close()
    database = ox.Store(str(path / "primary"))
    stated = (quad for extraction in articles(nodes, edges) for quad in quads_of(extraction))
    database.bulk_extend(
        either for quad in stated for either in (quad, ox.Quad(quad.subject, quad.predicate, quad.object))
    )
    database.flush()
    del database
    (path / "unpublished").touch()
    EmbeddedStore.open(path).close()


VIEWS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("explorer", {}),
    ("graph", {}),
    ("graph", {"level": "country"}),
    ("graph", {"level": "entity"}),
    ("graph", {"level": "entity", "nodes": "20000", "edges": "60000"}),
    ("facets", {}),
    ("timeline", {}),
    ("agreements", {}),
    ("matrix", {}),
    ("map", {}),
    ("facts", {"about": "agency:agency-00000"}),
    ("facts", {"about": "agency:agency-00000", "with": "agency:agency-00001"}),
    ("entities/agency:agency-00000", {}),
    ("entities/agency:agency-00000/relations", {}),
    ("entities/agency:agency-00000/neighbours", {}),
    ("entities/agency:agency-00000/neighbours", {"relation": "partner"}),
    ("paths", {"from": "agency:agency-00010", "to": "agency:agency-02000"}),
    ("compare", {"a": "agency:agency-00000", "b": "agency:agency-00001"}),
    ("export", {"format": "gexf"}),
)


def main(nodes: int = 20_000, edges: int = 60_000) -> None:
    """Make the store, serve it, and ask each view twice."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        begin = time.perf_counter()
        make(store, nodes, edges)
        print(
            f"{nodes:,} entities, {edges:,} facts between them: written in {time.perf_counter() - begin:.0f} s",
            flush=True,
        )
        with served(store) as service:
            print(f"{'view':60} {'sent':>9} {'first s':>8} {'again s':>8}")
            for view, params in VIEWS:
                first, size = _timed(service.address, view, params)
                again, _ = _timed(service.address, view, {**params, "confidence": "0.55"} if view != "explorer" else {})
                shown = "&".join(f"{name}={value}" for name, value in params.items())
                print(f"{view + ('?' + shown if shown else ''):60} {size:9,} {first:8.2f} {again:8.2f}", flush=True)


def _timed(address: str, view: str, params: dict[str, str]) -> tuple[float, int]:
    if view.count("/") == 1:
        params = {}
    begin = time.perf_counter()
    for _ in range(60):  # 503 while a large graph is read
        answer = httpx.get(f"{address}api/{view}", params=params, timeout=900, trust_env=False)
        if answer.status_code != 503:
            break
    answer.raise_for_status()
    return time.perf_counter() - begin, len(gzip.compress(answer.content, 4))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
