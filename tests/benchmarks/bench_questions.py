"""Three named questions against rdflib's own store, on the same graph in the same run: prints times and their ratio.

    python -m tests.benchmarks.bench_questions [COPIES]

The graph is the fixture of the integration tests, copied with agreements, projects and persons of its own each time.
rdflib gets the same triples, already loaded and parsed; only answering is timed, as the best of three.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg.ids import PREFIXES, article_iri
from kg.model import Claim, Entity, Extraction
from kg.queries import QUESTIONS, ask
from kg.queries.parameters import bind
from kg.rdf import GAZETTEER_GRAPH, quads_of
from kg.store import IRI, EmbeddedStore, Snapshot, open_snapshot
from tests.integration.newsroom import GAZETTEER, STORIES

ASKED = (
    ("heads", {"agency": "agency:cnes"}),
    ("projects", {"project": "project:mtb-2-0"}),
    ("agreements-of", {"party": "agency:cnes"}),
)


def copied(extraction: Extraction, number: int) -> Extraction:
    """The extraction as of another article about the same agencies; agreements, projects and persons are new."""

    def renamed(iri: str) -> str:
        own = iri.startswith((PREFIXES["agreement"], PREFIXES["project"], PREFIXES["person"]))
        return f"{iri}-{number}" if own else iri

    def claim(old: Claim) -> Claim:
        said = renamed(old.object) if old.object_type == "entity" else old.object
        return replace(old, subject=renamed(old.subject), object=said)

    def entity(old: Entity) -> Entity:
        return replace(old, id=renamed(old.id))

    article = replace(extraction.article, id=f"{extraction.article.id}-{number}", url="")
    return Extraction(
        article,
        tuple(map(entity, extraction.entities)),
        tuple(map(claim, extraction.claims)),
        extraction.extractor,
    )


def fill(path: Path, copies: int) -> None:
    """A store with so many copies of the fixture's articles."""
    with EmbeddedStore.open(path) as store:
        store.load(GAZETTEER_GRAPH, [GAZETTEER])
        for number in range(copies):
            for story in STORIES:
                extraction = copied(story.extraction(), number)
                store.replace(article_iri(extraction.article), quads_of(extraction))


def best(answer: Callable[[], int]) -> tuple[float, int]:
    """The shortest of three times in seconds, and the number of rows."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        rows = answer()
        times.append(time.perf_counter() - start)
    return min(times), rows


def compare(snapshot: Snapshot, graph: rdflib.Graph, name: str, params: dict[str, str]) -> str:
    """One line of the result."""
    question = QUESTIONS[name]
    bindings = {
        key: rdflib.URIRef(value) if isinstance(value, IRI) else rdflib.Literal(value)
        for key, value in bind(snapshot, question, params).items()
    }
    prepared = prepareQuery(question.text, initNs=PREFIXES)
    ours, rows = best(lambda: len(ask(snapshot, name, params)))
    theirs, their_rows = best(lambda: len(graph.query(prepared, initBindings=bindings)))
    same = "" if rows == their_rows else f"  DIFFERENT: rdflib has {their_rows} rows"
    times = f"{ours * 1000:9.1f} ms  rdflib {theirs * 1000:9.1f} ms  ratio {theirs / ours:7.1f}"
    return f"{name:20} {rows:6} rows {times}{same}"


def main() -> None:
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        fill(path, copies)
        with open_snapshot(path) as snapshot:
            graph = snapshot.to_rdflib()
            print(f"{copies * len(STORIES)} articles, {len(graph)} triples")
            for name, params in ASKED:
                print(compare(snapshot, graph, name, params), flush=True)


if __name__ == "__main__":
    main()
