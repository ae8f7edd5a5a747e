"""Taking an article out of the store, however the user names it."""

from typing import Final

from kg.errors import StoreError
from kg.ids import PREFIXES, digest, expand
from kg.store import IRI, Rows, Store

_BY_FIELD: Final = """
SELECT DISTINCT ?article ?name WHERE {
  GRAPH ?article { ?article a sc:Article ; dct:identifier|schema:url ?named }
  FILTER(STR(?named) = ?name)
}
ORDER BY ?article
"""


def remove_article(store: Store, name: str) -> str:
    """Remove the article that ``name`` means, with all its facts, and publish; its IRI.

    ``name`` is its IRI, its short name (``article:3f…``), its URL or its ``id``. Raises `StoreError` where there is
    none, or where several share an ``id``.
    """
    iri = _find(store, name)
    store.remove(iri)
    store.publish()
    return iri


def _find(store: Store, name: str) -> str:
    direct = [iri for iri in (expand(name), PREFIXES["article"] + digest(name)) if _is_article(store, iri)]
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
