"""The gazetteer in French: the same entries under their French names, and what "l'agence spatiale indienne" means."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from extractors.entries import Entry, read_entries
from extractors.folding import fold
from extractors.gazetteer import Gazetteer
from kg.config import resource

_AGENCY: Final = re.compile(
    r"(?P<body>agence|administration|organisation|office|bureau|centre)"
    r"(?: (?:spatiale?|aerospatiale?|nationale?|federale?|gouvernementale?))* (?:(?:de la|de l|du|des|de|"
    r"d) )?(?P<rest>.+)"
)


class FrenchGazetteer(Gazetteer):
    """Finds and describes in French; keys and canonical names are those of every language."""

    def resolve(
        self, surface: str, *, type: str | None = None, country: str = "", year: int | None = None
    ) -> Entry | None:
        """See `Gazetteer.resolve`; "Agence spatiale indienne" is the agency that it describes."""
        found = super().resolve(surface, type=type, country=country, year=year)
        if found is None and surface.startswith("Agence spatiale ") and type in {None, "Agency"}:
            return self.describe(surface, year=year)
        return found

    def describe(self, surface: str, *, year: int | None = None) -> Entry | None:
        """The agency that "agence spatiale indienne", "agence japonaise" or "agence spatiale du Kenya" means."""
        country = self.country_in(surface)
        return self.national_agency(country, year=year) if country else None

    def country_in(self, surface: str) -> str:
        """The key of the country that a description of an agency names: "inde" for "agence indienne", else empty."""
        found = _AGENCY.fullmatch(fold(surface))
        if found is None:
            return ""
        adjective = self.country_of_demonym(found["rest"])
        if adjective is not None:
            return adjective.key
        named = [e for e in self.lookup(found["rest"].title()) if e.type == "Country"]
        return named[0].key if len(named) == 1 else ""


@lru_cache(maxsize=1)
def load_french_gazetteer() -> FrenchGazetteer:
    """The bundled gazetteer with the names of ``french.tsv``, read once."""
    folder = resource("data/gazetteer")
    return FrenchGazetteer(in_french(read_entries(folder), folder / "french.tsv"))


def in_french(entries: Iterable[Entry], table: Path) -> Iterator[Entry]:
    """The entries with French names beside their own, and French adjectives instead of English ones.

    Raises `ValueError` if a row names an entry that is not there.
    """
    rows = _rows(table)
    for entry in entries:
        names, adjectives = rows.pop((entry.type, entry.key), ((), ()))
        short = {n for n in names if n.isupper() and " " not in n}
        yield replace(
            entry,
            aliases=tuple(dict.fromkeys([*entry.aliases, *names])),
            acronyms=entry.acronyms | short,
            demonyms=adjectives,
        )
    if rows:
        raise ValueError(f"{table.name}: no entry has the type and key of {', '.join(map(str, sorted(rows)))}")


def _rows(table: Path) -> dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]:
    header, *lines = table.read_text(encoding="utf-8").rstrip("\n").split("\n")
    columns = header.split("\t")
    found = {}
    for line in lines:
        row = dict(zip(columns, line.split("\t"), strict=True))
        found[row["type"], row["key"]] = (_list(row["names"]), _list(row["adjectives"]))
    return found


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
