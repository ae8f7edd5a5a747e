"""Rows as a table for people: a thing and its name are one cell, which leads to the page about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.ids import PREFIXES, shorten
from kg.store import IRI, Rows, Value


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and the IRI of what it is about; either may be empty."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of cells, in the order of the answer."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(rows: Rows, limit: int) -> Table:
    """The first ``limit`` rows. A column ``x_name`` is shown in the column ``x``."""
    place = {column: index for index, column in enumerate(rows.columns)}
    shown = [c for c in rows.columns if not (c.endswith("_name") and c.removesuffix("_name") in place)]
    shown_rows = [rows[index] for index in range(min(limit, len(rows)))]
    return Table(
        tuple(column.replace("_", " ") for column in shown),
        tuple(tuple(_cell(row, place[c], place.get(f"{c}_name")) for c in shown) for row in shown_rows),
    )


def _cell(row: Sequence[Value], place: int, name: int | None) -> Cell:
    value = row[place]
    label = row[name] if name is not None else None
    if isinstance(value, IRI):
        # The name of an article is a hash, which nobody reads.
        return Cell(str(label or ("article" if value.startswith(PREFIXES["article"]) else shorten(value))), value)
    return Cell("" if value is None else str(label or value))
