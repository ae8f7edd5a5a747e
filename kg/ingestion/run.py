"""From articles to the store: skip what is known, extract the rest, write each article whole, publish in batches."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.config import resource
from kg.errors import KgError
from kg.ids import article_iri, content_hash, said_by
from kg.ingestion.index import ArticleIndex
from kg.ingestion.journal import Journal
from kg.ingestion.met import MetArticles
from kg.ingestion.parallel import Extract, Processes, Result, Workers, extract_in_parallel
from kg.ingestion.report import IngestReport
from kg.model import Article, Extraction, Failure
from kg.rdf import GAZETTEER_GRAPH, ONTOLOGY_GRAPH, gazetteer_quads, quads_of
from kg.store import IRI, Rows, Store

if TYPE_CHECKING:
    from kg.ingestion.fetch import FetchSettings
    from kg.resolution.dataset import Keeper

Outcome: TypeAlias = Literal["added", "changed", "unchanged", "failed"]
#: Called once an article, when its fate is known: its source and its outcome.
Progress: TypeAlias = Callable[[str, Outcome], None]
#: Called with each failure as soon as it is known, before `Progress` is.
Failed: TypeAlias = Callable[[Failure], None]

#: Articles written between two publications. Publishing waits for the disk: 15 ms to 0.2 s as it is busy.
BATCH: Final = 50
#: Seconds between two publications at least. Each makes new files, all of which the database merges again and again:
#: where a cluster brings hundreds of articles a second, that would cost more than all else.
PAUSE: Final = 10.0

_KNOWN: Final = """
SELECT ?article ?hash ?label WHERE {
  GRAPH ?article { ?article sc:contentHash ?hash ; prov:wasGeneratedBy ?run . ?run rdfs:label ?label }
}
"""


@dataclass(frozen=True, slots=True)
class Extractor:
    """What turns articles into extractions, and the label that says which program, models and settings it is.

    ``extract`` must be a function of a module where it is to run in several processes.
    """

    label: str
    extract: Extract

    @classmethod
    def default(cls) -> "Extractor":
        """That of the package `extractors`."""
        from extractors import adapter

        return cls(adapter.extractor_label(), adapter.extract_articles)


def ingest(
    sources: Iterable[str],
    store: Store,
    *,
    jobs: int = 1,
    workers: Workers | None = None,
    progress: Progress | None = None,
    failed: Failed | None = None,
    batch: int = BATCH,
    journal: Journal | None = None,
    settings: "FetchSettings | None" = None,
    keeper: "Keeper | None" = None,
) -> IngestReport:
    """Read sources (see `kg.ingestion.sources.read_sources`), extract their articles and write them to the store.

    Writes the graphs of the gazetteer and the ontology too. See `ingest_articles` for the rest.
    """
    from kg.ingestion.sources import read_sources

    given = list(sources)
    write_reference(store)
    return ingest_articles(
        read_sources(given, settings),
        store,
        Extractor.default(),
        jobs=jobs,
        workers=workers,
        progress=progress,
        failed=failed,
        batch=batch,
        journal=journal,
        sources=given,
        keeper=keeper,
    )


def write_reference(store: Store) -> None:
    """Write the graphs of the gazetteer and of the ontology with its topics, where they have changed or are missing."""
    from extractors.gazetteer import load_gazetteer

    store.replace(GAZETTEER_GRAPH, gazetteer_quads(load_gazetteer()))
    store.load(ONTOLOGY_GRAPH, [resource(f"ontology/{name}.ttl") for name in ("cooperation", "domains", "alignments")])


def ingest_articles(
    articles: Iterable[Article | Failure],
    store: Store,
    extractor: Extractor,
    *,
    jobs: int = 1,
    workers: Workers | None = None,
    progress: Progress | None = None,
    failed: Failed | None = None,
    batch: int = BATCH,
    pause: float = PAUSE,
    journal: Journal | None = None,
    sources: Iterable[str] = (),
    keeper: "Keeper | None" = None,
) -> IngestReport:
    """Extract articles and write each to its graph, replacing what an earlier text of the same article yielded.

    An article that the same extractor has read before, with the same text and fields, is skipped before extraction.
    Two different texts that claim to be the same article (`Article.key`) within one run are a mistake in the sources:
    the first is kept, the second is a failure. Failures never end the run; what was known of a failed article stays.

    ``workers`` extract, else ``jobs`` processes, else this one. What the store holds at the end does not depend on
    which. With a ``journal`` the run is recorded under ``sources``, failures are kept to be tried again, copies are
    found (`kg.rdf.COPIES_GRAPH`), new entities counted, and files of one name and folder told apart.

    Readers see the new articles after each ``batch`` of written ones, ``pause`` seconds after the last publication or
    later, and at the end; the copies at the end. With a ``keeper`` of the store, it is decided before each publication
    which entities of the new articles are known ones.
    Interrupted at any instant, each article is in the store wholly or not at all, and the next run goes on from there.

    Raises `StoreError` where the store or the journal cannot be written.
    """
    begin = time.monotonic()
    report = IngestReport()
    crew = workers or (Processes(jobs) if jobs > 1 else None)
    with ExitStack() as books:
        index = None
        if journal is not None:
            books.enter_context(journal.run(report, extractor.label, sources, crew.name if crew else ""))
            index = books.enter_context(ArticleIndex.open(journal.index))
            index.begin(store, store.version)
        met = books.enter_context(MetArticles())
        run = _Run(store, extractor, report, met, index, journal, progress, failed, keeper)
        try:
            run.work(articles, crew, batch, pause)
        except KeyboardInterrupt:
            run.close()  # what is written is whole
            raise
        except BaseException:
            store.publish()
            raise
        else:
            run.close()
        finally:
            report.seconds = time.monotonic() - begin
    return report


class _Run:
    """The state of one ingestion: what was met so far and what became of it."""

    def __init__(
        self,
        store: Store,
        extractor: Extractor,
        report: IngestReport,
        met: MetArticles,
        index: ArticleIndex | None,
        journal: Journal | None,
        progress: Progress | None,
        failed: Failed | None,
        keeper: "Keeper | None",
    ) -> None:
        self._keeper = keeper
        self._written: dict[str, Extraction] = {}  # by IRI, since the last publication
        self._store = store
        self._extractor = extractor
        self._report = report
        self._met = met
        self._index = index
        self._journal = journal
        self._progress = progress
        self._failed = failed
        self._flying: deque[tuple[Article, bool]] = deque()  # being extracted; whether the store knows an older text

    def work(self, articles: Iterable[Article | Failure], workers: Workers | None, batch: int, pause: float) -> None:
        """Take in all articles."""
        unpublished, published = 0, time.monotonic()
        for result in self._extracted(self._fresh(articles), workers):
            unpublished += self._write(result)
            if unpublished >= batch and time.monotonic() - published >= pause:
                self._publish()
                if self._index is not None:
                    self._index.save()
                unpublished, published = 0, time.monotonic()

    def close(self) -> None:
        """Find copies and publish what is written."""
        if self._index is not None:
            self._report.copies = self._index.finish(self._store)
        self._publish(last=True)
        if self._index is not None:
            self._index.seal(self._store.version)

    def _publish(self, *, last: bool = False) -> None:
        if self._keeper is not None:
            self._keeper.publish(self._written, self._written, last=last)
            self._written.clear()
            return
        # Not above: resolution takes as long to import as all the rest.
        from kg.resolution.reviewing import heed_reviews

        heed_reviews(self._store)
        self._store.publish()

    def _extracted(self, articles: Iterator[Article], workers: Workers | None) -> Iterator[Result]:
        first = next(articles, None)
        if first is None:  # nothing is new: load no model, start no process
            return
        todo = chain([first], articles)
        extract = self._extractor.extract
        yield from extract(todo) if workers is None else extract_in_parallel(extract, todo, workers)

    def _fresh(self, articles: Iterable[Article | Failure]) -> Iterator[Article]:
        """The articles that need to be extracted. All others are accounted for."""
        for article in articles:
            if isinstance(article, Failure):
                self._fail(article)
                continue
            if self._index is not None:
                article = self._index.named(article)
            source = article.source or article.id
            iri = article_iri(article)
            said = said_by(article)
            earlier = self._met.meet(iri, said, source)
            if earlier is not None:
                if earlier.said == said:
                    self._count(source, "unchanged")
                else:
                    self._fail(_clash(article, source, earlier.source))
                continue
            known = readings(self._store, iri)
            if (content_hash(article), self._extractor.label) in known:
                self._count(source, "unchanged")
                continue
            self._flying.append((article, bool(known)))
            yield article

    def _write(self, result: Result) -> bool:
        """Write an extraction; whether that changed the store."""
        article, known = self._flying.popleft()
        if isinstance(result, Failure):
            self._fail(result, article)
            return False
        self._report.extracted += 1
        source = article.source or article.id
        iri = article_iri(article)
        try:
            quads = quads_of(result)
        except (KgError, ValueError) as error:  # pyoxigraph: an IRI or a date that RDF does not allow
            self._fail(Failure(source, "write", f"cannot be said in RDF: {error}"), article)
            return False
        changed = self._store.replace(iri, quads)
        if self._keeper is not None:
            self._written[iri] = result
        if self._index is not None:
            self._report.new_entities += self._index.put(result, iri, content_hash(article))
        if changed:
            self._report.facts.update(claim.predicate for claim in result.claims)
        self._count(source, ("changed" if known else "added") if changed else "unchanged")
        return changed

    def _count(self, source: str, outcome: Literal["added", "changed", "unchanged"]) -> None:
        setattr(self._report, outcome, getattr(self._report, outcome) + 1)
        if self._journal is not None:
            self._journal.settle(source)
        if self._progress is not None:
            self._progress(source, outcome)

    def _fail(self, failure: Failure, article: Article | None = None) -> None:
        if article is not None:
            failure = replace(failure, container=article.container)
        self._report.failures.append(failure)
        if self._journal is not None:
            self._journal.fail(failure, article)
        if self._failed is not None:
            self._failed(failure)
        if self._progress is not None:
            self._progress(failure.source, "failed")


def readings(store: Store, iri: str) -> list[tuple[str, str]]:
    """The content hash and the extractor's label of the article with that IRI; nothing where it is not in the store."""
    known = store.query(_KNOWN, {"article": IRI(iri)}, graph=iri)
    assert isinstance(known, Rows)
    return [(str(hash), str(label)) for _, hash, label in known]


def _clash(article: Article, source: str, first_source: str) -> Failure:
    if article.identity.startswith("file:"):
        what, remedy = f"name ({article.identity.removeprefix('file:')})", "rename one of the files or its folder"
    elif article.url:
        what, remedy = f"url ({article.url})", "give each article its own id or url"
    else:
        what, remedy = f"id ({article.id})", "give each article its own id or url"
    trouble = f"has the same {what} as {first_source} but other content; the first was kept"
    return Failure(source, "identify", f"{trouble} ({remedy})", article.container)
