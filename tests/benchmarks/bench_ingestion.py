"""What a large ingestion costs: is it flat, how much faster is a second night, what do copies and processes change?

    python tests/benchmarks/bench_ingestion.py [ARTICLES [REAL]]

ARTICLES (20,000) are made from the bundled ones by a seeded generator and go through everything but the models: a
stub stands for the extractor, so that what is measured is reading, store, journal, copies and identity, whose cost
might grow with the store. Half as many are copies of one article. REAL (400) go through the models too, into an empty
store and into the full one. Costs are processor time of this process, since that does not depend on who else is at
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
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from kg.config import resource as bundled
from kg.config import use_one_thread
from kg.ids import entity_iri
from kg.ingestion.journal import Journal
from kg.ingestion.run import PAUSE, Extractor, ingest_articles
from kg.ingestion.sources import read_sources
from kg.model import Article, Claim, Entity, Evidence, Extraction, Failure, Mention
from kg.resolution.dataset import kept
from kg.store import EmbeddedStore, Rows
from kg.store.query import quads as stored_quads

_NAME = re.compile(r"\b[A-Z]{3,}\b")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
STEP = 1000  # articles between two looks at the clock
SOURCES = """SELECT (COUNT(DISTINCT ?source) AS ?sources) WHERE {
  ?claim a sc:Claim ; sc:statedIn ?article . OPTIONAL { ?article sc:copyOf ?original }
  BIND(COALESCE(?original, ?article) AS ?source) }"""


def sentences() -> list[str]:
    """The sentences of the bundled articles."""
    found = read_sources([str(bundled("data/articles"))])
    texts = (article.text for article in found if isinstance(article, Article))
    return [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if 40 < len(part) < 400]


def write_corpus(path: Path, count: int, seed: int = 1, name: str = "a") -> None:
    """JSON Lines of ``count`` articles: eight sentences each in a new order, with numbers of their own."""
    chance, stock = random.Random(seed), sentences()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = " ".join(chance.sample(stock, 8))
            text = re.sub(r"\d+", lambda _: str(chance.randrange(10, 2000)), text)
            day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            record = {"id": f"{name}{number}", "published": day, "text": f"{text} This is dispatch {number}."}
            file.write(json.dumps(record) + "\n")


def write_copies(path: Path, count: int, seed: int = 2) -> None:
    """JSON Lines of ``count`` articles that are one text, every other one with a sentence more or a word less."""
    chance, stock = random.Random(seed), sentences()
    story = ["CNES and ISRO signed an agreement in Paris on Monday.", *chance.sample(stock, 7)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            words = " ".join(story).split()
            if number % 2:
                del words[chance.randrange(len(words))]
                words += f"Reprinted by paper {chance.randrange(500)}.".split()
            file.write(json.dumps({"id": f"c{number}", "text": " ".join(words)}) + "\n")


def stub(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    """Every word in capitals is an agency, and each works with the next."""
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


@dataclass(frozen=True)
class Course:
    """How one ingestion went."""

    count: int
    facts: int
    steps: tuple[float, ...]  #: seconds of processor time for each thousand articles; of all, where there are fewer
    finish: float  #: seconds after the last article: copies, publication
    peaks: tuple[int, ...]  #: MB of memory at most, until the end of each step

    @property
    def each(self) -> float:
        """Seconds an article, all told."""
        return (sum(self.steps) + self.finish) / self.count


def ingest(corpus: Path, store: Path, extractor: Extractor = STUB) -> Course:
    """Take in a corpus, with all the books that are kept."""
    marks, peaks, done = list[float](), list[int](), 0

    def look(*_: object) -> None:
        nonlocal done
        done += bool(_)
        if done % STEP == 0:
            marks.append(time.process_time())
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

    with EmbeddedStore.open(store) as writer, kept(writer, store) as keeper:
        look()
        articles = read_sources([str(corpus)])
        journal = Journal.of(store)
        report = ingest_articles(articles, writer, extractor, progress=look, journal=journal, keeper=keeper)
    end = time.process_time()
    steps = tuple(after - before for before, after in pairwise(marks)) or (end - marks[0],)
    finish = end - marks[-1] if done >= STEP else 0.0
    return Course(done, report.facts.total(), steps, finish, tuple(peaks))


def timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def say(ratio: str, found: float, wanted: str = "") -> None:
    print(f"  {ratio:66} {found:9,.2f}   {wanted}", flush=True)


def main(count: int, real: int) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        folder = Path(name)
        write_corpus(folder / "corpus.jsonl", count)
        write_copies(folder / "copies.jsonl", count // 2)
        write_corpus(folder / "sample.jsonl", real, seed=4, name="r")
        write_corpus(folder / "warm.jsonl", 50, seed=3)
        ingest(folder / "warm.jsonl", folder / "warm")  # loads all code

        first = ingest(folder / "corpus.jsonl", folder / "store")
        print(f"{count:,} articles without models: {1000 * first.each:.1f} ms each, {first.facts / count:.1f} facts")
        print(
            "  ms an article, by thousand:", " ".join(f"{1000 * step / min(count, STEP):.1f}" for step in first.steps)
        )
        print("  MB of memory at most, by thousand:", *first.peaks)
        say("the last thousand / the first", first.steps[-1] / first.steps[0], "at most 1.2")
        say("peak memory, at the end / after a quarter", first.peaks[-1] / first.peaks[len(first.peaks) // 4], "flat")
        say("seconds after the last article", first.finish)
        again = ingest(folder / "corpus.jsonl", folder / "store")
        print(f"  unchanged: {1000 * again.each:.2f} ms each")
        sizes(folder / "store", count, first.facts)
        writing(folder / "store", min(count, 1000))

        copies = ingest(folder / "copies.jsonl", folder / "copies")
        print(f"{count // 2:,} copies of one article: {1000 * copies.each:.1f} ms each")
        say("rate of copies / of distinct articles", first.each / copies.each, "at least 1")
        say("the last thousand / the first", copies.steps[-1] / copies.steps[0])
        with EmbeddedStore.open(folder / "copies") as store:
            say("independent sources", number(store.query(SOURCES)), "1")

        if real:
            with_models(folder / "sample.jsonl", folder, again.each)


def number(rows: object) -> float:
    assert isinstance(rows, Rows)
    return float(next(iter(rows))[0])  # type: ignore[arg-type]


def sizes(path: Path, articles: int, facts: int) -> None:
    """What a store takes on disk, in kB an article."""

    def kilobytes(where: Path) -> float:
        files = [where] if where.is_file() else where.rglob("*")
        return sum(file.stat().st_size for file in files if file.is_file()) / 1000 / articles

    with EmbeddedStore.open(path) as store:
        quads = sum(1 for _ in store.quads())
    print(f"  {quads / articles:.0f} quads an article, {quads / facts:.0f} a fact; kB an article:", end="")
    parts = {"source": path.parent / "corpus.jsonl", "database": path / "primary", "journal": path / "journal"}
    print("", ", ".join(f"{name} {kilobytes(where):.1f}" for name, where in parts.items()), flush=True)


def writing(store: Path, articles: int) -> None:
    """What writing whole articles costs, against raw pyoxigraph that makes none of the store's promises."""
    with EmbeddedStore.open(store) as source:
        graphs = [graph for graph in source.graphs() if "/article/" in graph][:articles]
        batches = {graph: list(source.quads(graph)) for graph in graphs}
    own = [quad for quads in batches.values() for quad in quads]
    rounds = []
    for _ in range(3):
        with tempfile.TemporaryDirectory(dir=MEMORY) as name:
            with EmbeddedStore.open(Path(name, "store")) as target:

                def replace(target: EmbeddedStore = target) -> None:
                    published = time.monotonic()
                    for graph, quads in batches.items():
                        target.replace(graph, quads)
                        if time.monotonic() - published >= PAUSE:  # as a run does
                            target.publish()
                            published = time.monotonic()
                    target.publish()

                ours = timed(replace)
                held = [*own, *target._database.quads_for_pattern(None, None, None, ox.DefaultGraph())]
                assert sum(1 for _ in stored_quads(target._database)) == len(own)
            bulk = [
                timed(lambda quads=quads, place=f"{name}/{at}": ox.Store(place).bulk_extend(quads))  # type: ignore[misc]
                for at, quads in enumerate((own, held))
            ]
            rounds.append((bulk[1] / ours, bulk[0] / ours))
    whole, named = sorted(rounds)[1]
    print(f"writing {len(own):,} quads of {len(batches):,} articles, with the union {len(held):,} quads")
    say("replace and publish / raw bulk_extend of all these quads", whole, "at least 0.6")
    say("the same / raw bulk_extend without the union", named)


def with_models(sample: Path, folder: Path, again: float) -> None:
    extractor = Extractor.default()
    ingest(folder / "warm.jsonl", folder / "loaded", extractor)  # loads the models
    first = ingest(sample, folder / "real", extractor)
    print(
        f"{first.count:,} articles with models: {1000 * first.each:.0f} ms each, {first.facts / first.count:.1f} facts"
    )
    late = ingest(sample, folder / "store", extractor)
    say("the same articles, with models, into the full store / an empty one", late.each / first.each, "at most 1.2")
    say("an unchanged night is faster by", first.each / again, "at least 50")
    one, two = (steady(sample, folder / f"jobs{jobs}", extractor, jobs) for jobs in (1, 2))
    say("two processes / one, once their models are loaded (clock)", one / two, "at least 1.7")
    print(f"  {extractor.label}")


def steady(sample: Path, store: Path, extractor: Extractor, jobs: int) -> float:
    """Seconds an article in the middle half, when all processes have their models and still something to do."""
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
    start, end = len(moments) // 4, 3 * len(moments) // 4
    return (moments[end] - moments[start]) / (end - start)


if __name__ == "__main__":
    use_one_thread()
    main(*(int(argument) for argument in (*sys.argv[1:], *("20000", "400")[len(sys.argv) - 1 :])))
