"""kg entities: canonical entities, one a line, with their members and why they are one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli import console
from kg.cli.options import read_store, store_option, table_or_json
from kg.config import Place, is_address
from kg.model import ENTITY_TYPES

if TYPE_CHECKING:
    from kg.resolution import IdentityBook, IdentityIndex
    from kg.store import Reader

_IDENTIFIERS: Final = "SELECT ?article ?id WHERE { GRAPH ?article { ?article a sc:Article ; dct:identifier ?id } }"


def index_file(store: Place) -> Path:
    """Where the identity index of a store lies."""
    from kg.ingestion.journal import Journal

    return Journal.of(store).folder / "identity.sqlite"


@contextmanager
def writing(store: Place) -> Iterator["IdentityBook"]:
    """The book of identity of a store, up to date; what is decided is published at the end."""
    from kg.resolution.dataset import Keeper
    from kg.store import EmbeddedStore

    if is_address(store):
        with _writing_remote(store) as book:
            yield book
        return
    path = Path(store)
    with EmbeddedStore.open(path, create=False) as writer, Keeper.open(writer, path) as keeper:
        keeper.update(())
        try:
            yield keeper.book
        finally:
            keeper.publish()


@contextmanager
def _writing_remote(store: Place) -> Iterator["IdentityBook"]:
    from kg.resolution import IdentityBook
    from kg.resolution.reviewing import heed_reviews
    from kg.store import open_store

    with open_store(store, create=False) as writer, IdentityBook.open(writer, index_file(store)) as book:
        book.update(() if book.in_step(writer.version) else None)
        try:
            yield book
        finally:
            heed_reviews(writer)  # what is one thing now may be what a fact was rejected of
            writer.publish()
            book.seal(writer.version)


@contextmanager
def reading(store: Place) -> Iterator[tuple["IdentityIndex", "Reader"]]:
    """The identity index and the snapshot that it knows. Brings decisions up to date first where they are not."""
    from kg.resolution import IdentityIndex

    for attempt in range(2):
        with read_store(store) as snapshot:
            index = IdentityIndex.open(index_file(store))
            try:
                if attempt or index.state("version") == str(snapshot.number):
                    yield index, snapshot
                    return
            finally:
                index.close()
        with writing(store):
            pass


@click.command(short_help="List the canonical entities.")
@store_option
@table_or_json("json prints one entity a line, with its members and the reasons why they are one.")
@click.option("--type", "kind", type=click.Choice(ENTITY_TYPES), help="Only entities of this type.")
def entities(store: Place, form: str, kind: str | None) -> None:
    """List the canonical entities: one for each thing that articles speak of, under whatever names.

    Which entities of different articles are one is decided with reasons and can be undone: kg review.
    """
    from kg.resolution import all_canonical
    from kg.resolution.reasons import reasons
    from kg.store import Rows

    with reading(store) as (index, snapshot):
        rows = snapshot.query(_IDENTIFIERS)
        assert isinstance(rows, Rows)
        ids = {str(article): str(id) for article, id in rows}
        found = sorted(all_canonical(index), key=lambda entity: entity.id)
        chosen = [entity for entity in found if kind is None or entity.type == kind]
        if form == "table":
            console.put(
                console.grid(
                    ["id", "type", "name", "articles"],
                    [[e.id.rsplit("/id/", 1)[-1], e.type, e.name, str(len({a for a, _ in e.members}))] for e in chosen],
                )
            )
            return
        for entity in chosen:
            members = sorted([ids.get(article, article), iri] for article, iri in entity.members)
            row = {
                "id": entity.id,
                "type": entity.type,
                "name": entity.name,
                "members": members,
                "reasons": list(reasons(index, entity)),
            }
            console.put(json.dumps(row, ensure_ascii=False))
