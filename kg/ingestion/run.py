"""From articles to the store: skip what is known, extract the rest, write each article whole, publish in batches."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Literal, TypeAlias

from kg.config import resource
from kg.errors import KgError
from kg.ids import article_iri, content_hash
from kg.ingestion.parallel import Extract, Result, extract_in_processes
from kg.model import Article, Failure
from kg.rdf import GAZETTEER_GRAPH, ONTOLOGY_GRAPH, gazetteer_quads, quads_of
from kg.store import IRI, Rows, Store

Outcome: TypeAlias = Literal["added", "changed", "unchanged", "failed"]
#: Called once an article, when its fate is known: its source and its outcome.
Progress: TypeAlias = Callable[[str, Outcome], None]

#: Articles written between two publications. Publishing waits for the disk: 15 ms to 0.2 s as it is busy.
BATCH: Final = 50

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


@dataclass(slots=True)
class IngestReport:
    """What became of the articles: how many were new, replaced an older text, or were known already; what failed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many articles there were, those that failed included."""
        return self.added + self.changed + self.unchanged + len(self.failures)


def ingest(
    sources: Iterable[str], store: Store, *, jobs: int = 1, progress: Progress | None = None, batch: int = BATCH
) -> IngestReport:
    """Read sources (files, folders, globs, ``-``), extract their articles and write them to the store.

    Writes the graphs of the gazetteer and the ontology too. See `ingest_articles` for the rest.
    """
    from kg.ingestion.sources import read_sources

    write_reference(store)
    return ingest_articles(read_sources(sources), store, Extractor.default(), jobs=jobs, progress=progress, batch=batch)


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
    progress: Progress | None = None,
    batch: int = BATCH,
) -> IngestReport:
    """Extract articles and write each to its graph, replacing what an earlier text of the same article yielded.

    An article that the same extractor has read before, with the same text and fields, is skipped before extraction.
    Two different texts that claim to be the same article (`Article.key`) within one run are a mistake in the sources:
    the first is kept, the second is a failure. Failures never end the run; what was known of a failed article stays.

    Readers see the new articles after each ``batch`` of written ones and at the end. Interrupted at any instant, each
    article is in the store wholly or not at all, and the next run goes on from there.

    Raises `StoreError` where the store cannot be written.
    """
    run = _Run(store, extractor.label, progress or (lambda source, outcome: None))
    fresh = run.fresh(articles)
    results = _extracted(extractor, fresh, jobs)
    try:
        unpublished = 0
        for result in results:
            unpublished += run.write(result)
            if unpublished >= batch:
                store.publish()
                unpublished = 0
    finally:
        store.publish()  # also after an interrupt: what is written is whole
    return run.report


def _extracted(extractor: Extractor, articles: Iterator[Article], jobs: int) -> Iterator[Result]:
    first = next(articles, None)
    if first is None:  # nothing is new: load no model, start no process
        return
    todo = chain([first], articles)
    yield from extractor.extract(todo) if jobs <= 1 else extract_in_processes(extractor.extract, todo, jobs)


class _Run:
    """The state of one ingestion: what was met so far and what became of it."""

    def __init__(self, store: Store, label: str, progress: Progress) -> None:
        self.report = IngestReport()
        self._store = store
        self._label = label
        self._progress = progress
        self._met: dict[str, tuple[str, str]] = {}  # article's IRI -> content hash, source
        self._known = set[str]()  # IRIs that were in the store before this run and are extracted anew

    def fresh(self, articles: Iterable[Article | Failure]) -> Iterator[Article]:
        """The articles that need to be extracted. All others are accounted for."""
        for article in articles:
            if isinstance(article, Failure):
                self._fail(article)
                continue
            source = article.source or article.id
            iri, content = article_iri(article), content_hash(article)
            if iri in self._met:
                first_content, first_source = self._met[iri]
                if content == first_content:
                    self._count(source, "unchanged")
                else:
                    self._fail(_clash(article, source, first_source))
                continue
            self._met[iri] = content, source
            known = self._store.query(_KNOWN, {"article": IRI(iri)})
            assert isinstance(known, Rows)
            if (IRI(iri), content, self._label) in known:
                self._count(source, "unchanged")
                continue
            if len(known):
                self._known.add(iri)
            yield article

    def write(self, result: Result) -> bool:
        """Write an extraction; whether that changed the store."""
        if isinstance(result, Failure):
            self._fail(result)
            return False
        source = result.article.source or result.article.id
        iri = article_iri(result.article)
        try:
            quads = quads_of(result)
        except (KgError, ValueError) as error:  # pyoxigraph: an IRI or a date that RDF does not allow
            self._fail(Failure(source, "write", f"cannot be said in RDF: {error}"))
            return False
        changed = self._store.replace(iri, quads)
        self._count(source, ("changed" if iri in self._known else "added") if changed else "unchanged")
        return changed

    def _count(self, source: str, outcome: Literal["added", "changed", "unchanged"]) -> None:
        setattr(self.report, outcome, getattr(self.report, outcome) + 1)
        self._progress(source, outcome)

    def _fail(self, failure: Failure) -> None:
        self.report.failures.append(failure)
        self._progress(failure.source, "failed")


def _clash(article: Article, source: str, first_source: str) -> Failure:
    field = "url" if article.url else "id"
    return Failure(
        source,
        "read",
        f"has the same {field} ({article.key}) as {first_source} but other content; the first was kept "
        f"(give each article its own id or url)",
    )
