"""Taking articles out of the store, however the user names them."""

from collections.abc import Iterable
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final

from kg.errors import StoreError
from kg.ids import PREFIXES, digest, expand
from kg.ingestion.index import ArticleIndex
from kg.ingestion.journal import Journal
from kg.ingestion.urls import canonical_url, is_web_address
from kg.store import IRI, Rows, Store

if TYPE_CHECKING:
    from kg.resolution.dataset import Keeper

_BY_FIELD: Final = """
SELECT DISTINCT ?article ?name WHERE {
  GRAPH ?article { ?article a sc:Article ; dct:identifier|schema:url ?named }
  FILTER(STR(?named) = ?name)
}
ORDER BY ?article
"""


def remove_article(store: Store, name: str, journal: Journal | None = None, keeper: "Keeper | None" = None) -> str:
    """Remove the article that ``name`` means, with all its facts, and publish; its IRI.

    ``name`` is its IRI, its short name (``article:3f…``), its URL or its ``id``. With the store's ``journal``, copies
    of it are no longer called so. Raises `StoreError` where there is none, or where several share an ``id``.
    """
    [found] = remove_articles(store, [name], journal, keeper)
    if isinstance(found, StoreError):
        raise found
    return found


def remove_articles(
    store: Store, names: Iterable[str], journal: Journal | None = None, keeper: "Keeper | None" = None
) -> list[str | StoreError]:
    """Remove several articles as `remove_article` does, and publish: for each its IRI, or why it is not removed.

    With a ``keeper`` of the store, decisions on identity that they alone called for go too.
    """
    from kg.resolution.reviewing import heed_reviews  # takes a while to import

    found: list[str | StoreError] = []
    with ExitStack() as books:
        index = None
        if journal is not None and journal.index.exists():
            index = books.enter_context(ArticleIndex.open(journal.index))
            index.begin(store, store.version)
        for name in names:
            try:
                iri = _find(store, name)
            except StoreError as error:
                found.append(error)
                continue
            store.remove(iri)
            if index is not None:
                index.forget(iri)
            found.append(iri)
        if index is not None:
            index.finish(store)
        if keeper is not None:
            keeper.publish([iri for iri in found if isinstance(iri, str)])
        else:
            heed_reviews(store)
            store.publish()
        if index is not None:
            index.seal(store.version)
    return found


def _find(store: Store, name: str) -> str:
    keys = [name]
    if is_web_address(name):
        with suppress(ValueError):
            keys.append(canonical_url(name))
    candidates = (expand(name), *(PREFIXES["article"] + digest(key) for key in keys))
    direct = [iri for iri in candidates if _is_article(store, iri)]
    if direct:
        return direct[0]
    found = store.query(_BY_FIELD, {"name": name})
    assert isinstance(found, Rows)
    iris = [str(row[0]) for row in found]
    if not iris:
        raise StoreError(name, "there is no such article", "kg query --name articles lists them")
    if len(iris) > 1:
        raise StoreError(
            name, "several articles have this id", "say which: " + ", ".join(IRI(iri).short for iri in iris)
        )
    return iris[0]


def _is_article(store: Store, iri: str) -> bool:
    if not iri.startswith(PREFIXES["article"]):
        return False
    return store.query("ASK { GRAPH ?article { ?article a sc:Article } }", {"article": IRI(iri)}) is True
