"""Trying again what failed: from the journal's rows back to articles."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.ids import article_iri, content_hash
from kg.ingestion.fetch import FetchSettings
from kg.ingestion.journal import FailedArticle, Journal
from kg.ingestion.run import readings
from kg.ingestion.sources import read_sources
from kg.model import Article, Failure
from kg.store import Store

_GONE: Final = "is not in its source any more (delete its line from failures.jsonl)"
_RECORD: Final = re.compile(r"(?<=[^/:]):\d+\Z")


def read_failed(journal: Journal, store: Store, settings: FetchSettings | None = None) -> Iterator[Article | Failure]:
    """The articles that failed and have not succeeded since, each as it is to be read now.

    One that was read and then failed is kept in the journal; the source of any other is read again. Of two articles
    with one name the second fails again while the first is in ``store``. Raises `StoreError` for a damaged journal.
    """
    rows = journal.failures()
    to_read: dict[str, list[FailedArticle]] = {}
    for row in rows:
        if row.article is not None and row.failure.stage != "identify":
            yield replace(row.article, source=row.failure.source)
        else:
            to_read.setdefault(_container(row.failure.source), []).append(row)
    for container, members in to_read.items():
        wanted = {row.failure.source: row.failure for row in members}
        whole = container in wanted  # an empty file, say: what is in it now was not there to fail
        broken = False
        for found in read_sources([container], settings):
            failure = wanted.pop(found.source, None)
            if failure is not None and failure.stage == "identify" and _is_taken(found, store):
                found = failure
            if failure is not None or whole:
                broken |= isinstance(found, Failure) and found.source == container
                yield found
        if whole and not broken:
            journal.settle(container)
            wanted.pop(container, None)
        for source in wanted:
            yield Failure(source, "read", _GONE)


def _is_taken(article: Article | Failure, store: Store) -> bool:
    if isinstance(article, Failure):
        return False
    known = readings(store, article_iri(article))
    return bool(known) and content_hash(article) not in {hash for hash, _ in known}


def _container(source: str) -> str:
    """What must be read to come to the source: a record's file, the archive that a file is in, or itself."""
    if "://" in source:
        return _RECORD.sub("", source)
    path = source
    while path and not os.path.lexists(path):
        path = path[: max(path.rfind("/"), path.rfind(":"))] if "/" in path or ":" in path else ""
    return path if os.path.isfile(path) else source
