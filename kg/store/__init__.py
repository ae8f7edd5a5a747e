"""The store: one writer, published snapshots, read-only readers. What others import from here is named below."""

from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.store.results import Rows, Triples
from kg.store.snapshot import Snapshot, current_snapshot, open_snapshot
from kg.store.terms import IRI, Term, Value

__all__ = [
    "IRI",
    "EmbeddedStore",
    "Rows",
    "Snapshot",
    "Store",
    "Term",
    "Triples",
    "Value",
    "current_snapshot",
    "open_snapshot",
]
