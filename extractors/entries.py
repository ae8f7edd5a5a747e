"""Entries: what the tables in data/gazetteer say, one frozen value a row. Reading only; `extractors.gazetteer` asks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from kg.ids import PREFIXES, entity_iri
from kg.model import EntityType

_TABLES: Final[dict[str, EntityType | None]] = {
    "countries.tsv": "Country",
    "agencies.tsv": None,  # its column ``type`` tells agencies from other organisations
    "projects.tsv": "Project",
    "events.tsv": "Event",
    "agreements.tsv": "Agreement",
    "places.tsv": "Place",
}


@dataclass(frozen=True, slots=True)
class Years:
    """A span of years, both included; an end that is None is open."""

    start: int | None = None
    end: int | None = None

    def __contains__(self, year: int) -> bool:
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


@dataclass(frozen=True)
class Entry:
    """A thing with a known name. ``type`` and ``key`` together identify it, everything else may be empty.

    ``aliases`` holds every other surface: acronyms, native, former and descriptive names. A surface in ``acronyms``
    is compared with its capitals; a surface in ``ambiguous`` has other meanings too (another agency's acronym, an
    English word) and means this entry only where something else speaks for it.
    """

    type: EntityType
    key: str
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    kind: str = ""  #: what sort within its type: "meteorological", "instrument", "launch site" …
    country: str = ""  #: key of the country it belongs to: "france"
    code: str = ""  #: countries only: ISO 3166 code
    wikidata: str = ""  #: "Q48756", only where verified
    parent: str = ""  #: key of the organisation it belongs to; of the series, for one edition of an event
    years: Years = Years()  #: when it existed; an edition: its year
    national: Years | None = None  #: when "the French agency" meant this one; None if never
    demonyms: tuple[str, ...] = ()  #: countries only: adjectives
    capitals: tuple[str, ...] = ()  #: countries only
    city: str = ""  #: editions only: where it took place
    edition: int | None = None  #: editions only: its number in the series
    source: str = field(default="", compare=False)  #: who says so

    def __hash__(self) -> int:
        return hash((self.type, self.key))

    @cached_property
    def iri(self) -> str:
        """``…/id/agency/cnes``."""
        return entity_iri(self.type, self.key)

    @property
    def country_iri(self) -> str:
        """The IRI of ``country``, empty where that is."""
        return entity_iri("Country", self.country) if self.country else ""

    @property
    def wikidata_iri(self) -> str:
        """The Wikidata entity's IRI, empty where unknown."""
        return PREFIXES["wd"] + self.wikidata if self.wikidata else ""

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)


def read_entries(folder: Path) -> Iterator[Entry]:
    """All entries of all tables in ``folder``, table by table in the order of their rows.

    A table that lacks a column raises `KeyError`, an unreadable row or number `ValueError`: the data are ours, and
    tested.
    """
    countries = {row["code"]: row["key"] for row in _rows(folder / "countries.tsv")}
    for table, type in _TABLES.items():
        for row in _rows(folder / table):
            yield _entry(row, type, countries)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    columns = header.split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))


def _entry(row: dict[str, str], type: EntityType | None, countries: dict[str, str]) -> Entry:
    acronyms = _list(row.get("acronyms"))
    surfaces = dict.fromkeys([*acronyms, *_list(row["aliases"]), *_list(row.get("native"))])
    surfaces.pop(row["name"], None)
    short = (s for s in (row["name"], *surfaces) if _is_short_capitals(s))
    code = row.get("country", "")
    return Entry(
        type=type or ("Agency" if row["type"] == "Agency" else "Organization"),
        key=row["key"],
        name=row["name"],
        aliases=tuple(surfaces),
        acronyms=frozenset({*acronyms, *short}),
        ambiguous=frozenset(_list(row["ambiguous"])),
        kind=row.get("kind", ""),
        country=countries[code] if code else "",
        code=row.get("code", ""),
        wikidata=row.get("wikidata", ""),
        parent=row.get("parent", "") or row.get("series", ""),
        years=_years(row),
        national=_span(row.get("national", "")),
        demonyms=tuple(_list(row.get("demonyms"))),
        capitals=tuple(_list(row.get("capitals"))),
        city=row.get("city", ""),
        edition=_number(row.get("edition", "")),
        source=row["source"],
    )


def _is_short_capitals(surface: str) -> bool:
    """``SPOT`` and ``PLATO`` are not "spot" and "Plato"; from seven letters on capitals are only style."""
    return len(surface) <= 6 and surface.isupper() and surface.isascii() and " " not in surface


def _years(row: dict[str, str]) -> Years:
    if row.get("year"):
        return Years(int(row["year"]), int(row["year"]))
    return Years(_number(row.get("start", "")), _number(row.get("end", "")))


def _span(text: str) -> Years | None:
    start, dash, end = text.partition("-")
    return Years(_number(start), _number(end)) if dash else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _list(cell: str | None) -> list[str]:
    return cell.split("|") if cell else []
