"""What a large ingestion costs: is it flat, how much faster is a second night, what do copies and processes change?

    python tests/benchmarks/bench_ingestion.py [ARTICLES [REAL]]

ARTICLES (20,000) are made from the bundled ones by a seeded generator and go through everything but the models: a
stub stands for the extractor, so that what is measured is reading, store, journal, index and copies. REAL (200) of
them go through the models. Costs are processor time of this process, since that does not depend on who else is at
work; what several processes gain is wall-clock time. Ratios tell something, seconds depend on the machine.
"""

import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from kg.config import resource as bundled
from kg.config import use_one_thread
from kg.ids import entity_iri
from kg.ingestion.journal import Journal
from kg.ingestion.run import Extractor, ingest_articles
from kg.ingestion.sources import read_sources
from kg.model import Article, Claim, Entity, Evidence, Extraction, Failure, Mention
from kg.store import EmbeddedStore
from kg.store.query import quads as stored_quads

_NAME = re.compile(r"\b[A-Z]{3,}\b")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def sentences() -> list[str]:
    """The sentences of the bundled articles."""
    found = read_sources([str(bundled("data/articles"))])
    texts = (article.text for article in found if isinstance(article, Article))
    return [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if 40 < len(part) < 400]


def write_corpus(path: Path, count: int, seed: int = 1) -> None:
    """JSON Lines of ``count`` articles: eight sentences each in a new order, with numbers of their own."""
    chance, stock = random.Random(seed), sentences()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = " ".join(chance.sample(stock, 8))
            text = re.sub(r"\d+", lambda _: str(chance.randrange(10, 2000)), text)
            day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            record = {"id": f"a{number}", "published": day, "text": f"{text} This is dispatch {number}."}
            file.write(json.dumps(record) + "\n")


def write_copies(path: Path, count: int, seed: int = 2) -> None:
    """JSON Lines of ``count`` articles that are one text, every other one with a sentence more or a word less."""
    chance, stock = random.Random(seed), sentences()
    story = ["CNES and ISRO signed an agreement in Paris on Monday.", *chance.sample(stock, 11)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            words = " ".join(story).split()
            if number % 2:
                del words[chance.randrange(len(words))]
                words += f"Reprinted by paper {chance.randrange(500)}.".split()
            file.write(json.dumps({"id": f"c{number}", "text": " ".join(words)}) + "\n")


def stub(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    """Every word in capitals is an agency, and the first two of an article work together."""
    for article in articles:
        found: dict[str, list[Mention]] = {}
        for match in _NAME.finditer(article.text):
            found.setdefault(match[0], []).append(Mention(match.start(), match.end(), match[0]))
        entities = tuple(
            Entity(entity_iri("Agency", name.lower()), "Agency", name, tuple(mentions))
            for name, mentions in found.items()
        )
        evidence = (Evidence(0, min(200, len(article.text)), article.text[:200]),)
        pairs = pairwise(entities)
        claims = tuple(Claim(one.id, "cooperatesWith", two.id, evidence=evidence) for one, two in pairs)
        yield Extraction(article, entities, claims, "stub/1")


STUB = Extractor("stub/1", stub)


def ingest(corpus: Path, store: Path, extractor: Extractor = STUB, jobs: int = 1) -> tuple[list[float], list[int]]:
    """Processor time after each thousand articles and at the end, and peak memory in MB at the same moments."""
    marks, peaks, done = [time.process_time()], list[int](), 0

    def progress(source: str, outcome: str) -> None:
        nonlocal done
        done += 1
        if done % 1000 == 0:
            marks.append(time.process_time())
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

    with EmbeddedStore.open(store) as writer:
        articles = read_sources([str(corpus)])
        ingest_articles(articles, writer, extractor, jobs=jobs, progress=progress, journal=Journal.of(store))
    return [*marks, time.process_time()], peaks


def timed(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    begin = clock()
    work()
    return clock() - begin


def flat(name: str, corpus: Path, store: Path, count: int) -> float:
    marks, peaks = ingest(corpus, store)
    steps = [after - before for before, after in pairwise(marks)]
    thousands = steps[:-1] or steps
    print(f"{name}: {count:,} articles, {1000 * sum(steps) / count:.2f} ms each")
    print(f"  last thousand / first thousand   {thousands[-1] / thousands[0]:8.2f}")
    print(f"  after the last article           {steps[-1]:8.2f} s")
    if peaks:
        print(f"  peak memory, quarter and end     {peaks[len(peaks) // 4]:5} MB {peaks[-1]:5} MB")
    return sum(steps)


def main(count: int, real: int) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        folder = Path(name)
        corpus, copies, sample = folder / "corpus.jsonl", folder / "copies.jsonl", folder / "sample.jsonl"
        write_corpus(corpus, count)
        write_copies(copies, count // 2)
        write_corpus(sample, real)

        flat("without models", corpus, folder / "store", count)
        again = timed(lambda: ingest(corpus, folder / "store"))
        print(f"  again, unchanged                 {1000 * again / count:8.2f} ms each")

        flat("copies of one article", copies, folder / "copies", count // 2)
        with EmbeddedStore.open(folder / "copies") as store:
            found = store.query("SELECT (COUNT(*) AS ?copies) WHERE { ?copy sc:copyOf ?original }")
            independent = store.query(
                """SELECT (COUNT(DISTINCT ?source) AS ?sources) WHERE {
                     ?claim a sc:Claim ; sc:statedIn ?article . OPTIONAL { ?article sc:copyOf ?original }
                     BIND(COALESCE(?original, ?article) AS ?source) }"""
            )
            print(f"  linked as copies                 {next(iter(found))[0]:>8}")  # type: ignore[arg-type]
            print(f"  independent sources              {next(iter(independent))[0]:>8}")  # type: ignore[arg-type]

        writing(folder / "store", min(count, 1000))
        if real:
            with_models(sample, folder, real, again / count)


def writing(store: Path, articles: int) -> None:
    """What writing whole articles costs, against raw pyoxigraph that makes none of the store's promises."""
    with EmbeddedStore.open(store) as source:
        graphs = [graph for graph in source.graphs() if "/article/" in graph][:articles]
        batches = {graph: list(source.quads(graph)) for graph in graphs}
    total = sum(map(len, batches.values()))
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        raw = ox.Store(f"{name}/raw")
        bulk = timed(lambda: raw.bulk_extend(quad for quads in batches.values() for quad in quads))
        with EmbeddedStore.open(Path(name, "store")) as target:

            def replace() -> None:
                for number, (graph, quads) in enumerate(batches.items(), 1):
                    target.replace(graph, quads)
                    if number % 50 == 0:
                        target.publish()
                target.publish()

            ours = timed(replace)
            assert sum(1 for _ in stored_quads(target._database)) == total
    print(f"writing {total:,} quads: replace / raw bulk_extend (speed)  {bulk / ours:.2f}")


def with_models(sample: Path, folder: Path, count: int, again: float) -> None:
    extractor = Extractor.default()
    ingest(sample, folder / "warm", extractor)  # loads the models
    cost = timed(lambda: ingest(sample, folder / "real", extractor))
    print(f"with models: {count:,} articles, {1000 * cost / count:.1f} ms each")
    print(f"  an unchanged night is faster by  {cost / count / again:8.0f} x")
    one, two = (steady(sample, folder / f"jobs{jobs}", extractor, jobs) for jobs in (1, 2))
    print(f"  two processes / one, once their models are loaded (wall-clock)  {one / two:.2f}")
    print(f"  {extractor.label}")


def steady(sample: Path, store: Path, extractor: Extractor, jobs: int) -> float:
    """Seconds an article, after the first quarter."""
    moments: list[float] = []
    with EmbeddedStore.open(store) as writer:
        ingest_articles(
            read_sources([str(sample)]),
            writer,
            extractor,
            jobs=jobs,
            progress=lambda source, outcome: moments.append(time.perf_counter()),
            journal=Journal.of(store),
        )
    start = len(moments) // 4
    return (moments[-1] - moments[start]) / (len(moments) - 1 - start)


if __name__ == "__main__":
    use_one_thread()
    main(*(int(argument) for argument in (*sys.argv[1:], *("20000", "200")[len(sys.argv) - 1 :])))
