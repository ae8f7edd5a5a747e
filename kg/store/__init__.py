"""The store, on disk or a server: one writer, and read-only readers. What others import from here is named below."""

from kg.store.embedded import EmbeddedStore
from kg.store.opening import check_store, open_reader, open_store
from kg.store.protocol import Store
from kg.store.reader import Reader
from kg.store.results import Rows, Triples
from kg.store.snapshot import Snapshot, current_snapshot, database_size, open_snapshot
from kg.store.terms import IRI, Term, Value

__all__ = [
    "IRI",
    "EmbeddedStore",
    "Reader",
    "Rows",
    "Snapshot",
    "Store",
    "Term",
    "Triples",
    "Value",
    "check_store",
    "current_snapshot",
    "database_size",
    "open_reader",
    "open_snapshot",
    "open_store",
]
