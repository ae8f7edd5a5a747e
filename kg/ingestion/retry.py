"""Trying again what failed: from the journal's rows back to articles."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from kg.ids import article_iri, content_hash
from kg.ingestion.fetch import FetchSettings
from kg.ingestion.files import STDIN
from kg.ingestion.journal import FailedArticle, Journal
from kg.ingestion.run import readings
from kg.ingestion.sources import read_sources
from kg.ingestion.urls import is_web_address
from kg.model import Article, Failure
from kg.store import Store

_GONE: Final = "is not in its source any more (delete its line from failures.jsonl)"
_LOST: Final = "came by standard input, which cannot be read again (give it again, delete its line from failures.jsonl)"


def read_failed(journal: Journal, store: Store, settings: FetchSettings | None = None) -> Iterator[Article | Failure]:
    """The articles that failed and have not succeeded since, each as it is to be read now.

    One that was read and then failed is kept in the journal. Of any other its container (an archive, a feed, a file of
    records) is read again, and only what failed in it is taken: where a whole archive failed, all that is in it now.
    A page that its list does not name any more is fetched by itself. Of two articles with one name the second fails
    again while the first is in ``store``. Raises `StoreError` for a damaged journal.
    """
    to_read: dict[str, list[FailedArticle]] = {}
    for row in journal.failures():
        if row.article is not None and row.failure.stage != "identify":
            yield replace(row.article, source=row.failure.source, container=row.failure.container)
        else:
            to_read.setdefault(row.failure.container or row.failure.source, []).append(row)
    for container, rows in to_read.items():
        wanted = {row.failure.source: row.failure for row in rows}
        if container == STDIN:
            yield from (replace(failure, stage="read", error=_LOST) for failure in wanted.values())
            continue
        met, failing = set[str](), set[str]()
        for found in read_sources([container], settings, pages=wanted):
            name = _wanted_name(found, container, wanted)
            if name is None:
                continue
            met.add(name)
            if wanted[name].stage == "identify" and _is_taken(found, store):
                found = replace(wanted[name], container=found.container)
            if isinstance(found, Failure):
                failing.add(found.source)
            yield found
        for name in met - failing:
            journal.settle(name)
        for name in wanted.keys() - met - failing:
            if name != container and is_web_address(name) and is_web_address(container):
                yield from read_sources([name], settings)
            else:
                yield replace(wanted[name], stage="read", error=_GONE)


def _wanted_name(found: Article | Failure, container: str, wanted: Collection[str]) -> str | None:
    """What failed and is tried again with this: itself, the file or archive that it is in, the list that names it."""
    name = found.source
    while name not in wanted:
        name = name[: max(name.rfind("/"), name.rfind(":"), 0)]
        if not name.startswith(container):
            return found.container if found.container in wanted else None
    return name


def _is_taken(article: Article | Failure, store: Store) -> bool:
    if isinstance(article, Failure):
        return False
    known = readings(store, article_iri(article))
    return bool(known) and content_hash(article) not in {hash for hash, _ in known}
