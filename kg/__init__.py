"""Space Cooperation Knowledge Graph: the public API.

    import kg

    kg.ingest(["articles/"], "kg-store")
    graph = kg.open("kg-store")
    graph.query("SELECT ?name { ?agency a sc:Agency ; rdfs:label ?name }").to_pandas()
    graph.ask("partners", agency="agency:cnes")
    graph.to_networkx()

What is not named here may change. Importing it loads no language model, no rdflib and no pandas: the call that needs
something heavy imports it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.config import default_store
from kg.errors import KgError, ModelError, QueryError, SourceError, StoreError
from kg.graph import Graph, open
from kg.ids import PREFIXES, expand, shorten
from kg.model import Article, Claim, Entity, Evidence, Extraction, Failure, Mention, Span
from kg.store import IRI, Rows, Triples

if TYPE_CHECKING:
    from kg.ingestion.report import IngestReport
    from kg.queries import Question

__version__: Final = "0.1.0"

__all__ = [
    "IRI",
    "PREFIXES",
    "Article",
    "Claim",
    "Entity",
    "Evidence",
    "Extraction",
    "Failure",
    "Graph",
    "KgError",
    "Mention",
    "ModelError",
    "QueryError",
    "Rows",
    "SourceError",
    "Span",
    "StoreError",
    "Triples",
    "expand",
    "extract",
    "ingest",
    "open",
    "questions",
    "read",
    "remove",
    "shorten",
]


def read(sources: Iterable[str]) -> Iterator[Article | Failure]:
    """Read articles from files, folders, globs or ``-`` (standard input); what cannot be read is a `Failure`."""
    from kg.ingestion.sources import read_sources

    return read_sources(sources)


def extract(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    """Extract each article, in order, exactly one result per article. Nothing is written.

    Raises `ModelError` where a language model is missing or not the one that was pinned.
    """
    from extractors.adapter import extract_articles

    return extract_articles(articles)


def ingest(sources: Iterable[str], store: str | os.PathLike[str] | None = None, *, jobs: int = 1) -> "IngestReport":
    """Read sources, extract their articles and write them to the store (``KG_STORE``, else ``./kg-store``).

    ``jobs`` processes share the extraction. What fails is in the report and does not end the run. Raises `StoreError`
    where the store cannot be written, `ModelError` where a language model is missing.
    """
    from kg.ingestion.journal import Journal
    from kg.ingestion.run import ingest as run
    from kg.resolution.dataset import kept
    from kg.store import open_store

    path = default_store() if store is None else store
    with open_store(path) as writer, kept(writer, path) as keeper:
        return run(sources, writer, jobs=jobs, journal=Journal.of(path), keeper=keeper)


def remove(article: str, store: str | os.PathLike[str] | None = None) -> str:
    """Remove an article (its ``id``, URL or IRI) and all its facts from the store; its IRI. Raises `StoreError`."""
    from kg.ingestion.journal import Journal
    from kg.ingestion.removal import remove_article
    from kg.resolution.dataset import kept
    from kg.store import open_store

    path = default_store() if store is None else store
    with open_store(path, create=False) as writer, kept(writer, path, new=False) as keeper:
        return remove_article(writer, article, Journal.of(path), keeper)


def questions() -> "Mapping[str, Question]":
    """The named questions that `Graph.ask` answers, by name, each with its title, parameters and an example."""
    from kg.queries import QUESTIONS

    return QUESTIONS
