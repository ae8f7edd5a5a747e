"""A store by its name: a directory, or the address of a server."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Place, is_address
from kg.store.embedded import EmbeddedStore
from kg.store.layout import Layout
from kg.store.reader import Reader
from kg.store.snapshot import open_snapshot

if TYPE_CHECKING:
    from kg.store.remote import RemoteStore


def open_store(place: Place, *, create: bool = True) -> "EmbeddedStore | RemoteStore":
    """Open a store for writing; a missing directory is made, unless ``create`` is false. Raises `StoreError`."""
    if not is_address(place):
        return EmbeddedStore.open(place, create=create)
    from kg.store.remote import RemoteStore  # requests takes its time to import

    return RemoteStore.open(str(place))


def open_reader(place: Place) -> Reader:
    """Open a store for reading: the current snapshot of a directory, or a server. Raises `StoreError`."""
    if not is_address(place):
        return open_snapshot(place)
    from kg.store.remote import RemoteReader

    return RemoteReader.open(str(place))


def check_store(place: Place) -> None:
    """Raise `StoreError` where a directory is no store. A server is asked only when it is opened."""
    if not is_address(place):
        Layout(Path(place)).check()
