"""Countries as maps know them: the name and the ISO 3166-1 codes of each country of the gazetteer."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.config import resource

_PREFIX: Final = "country:"


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the gazetteer. ``code`` is its alpha-2 code, ``numeric`` three digits; empty where it has none."""

    name: str
    code: str
    numeric: str


def country(id: str) -> Country | None:
    """The country with the id ``country:france``; None where the gazetteer has none of that name."""
    return _countries().get(id.removeprefix(_PREFIX)) if id.startswith(_PREFIX) else None


@cache
def _countries() -> dict[str, Country]:
    with resource("data/gazetteer/countries.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["key"]: Country(row["name"], row["code"], row.get("numeric") or "") for row in rows}
