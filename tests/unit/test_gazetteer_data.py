"""The tables of data/gazetteer: what must hold of them whoever edits a row."""

import csv
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pycountry
import pytest
from babel import Locale

from extractors.entries import Entry
from extractors.folding import fold
from extractors.gazetteer import Gazetteer, load_gazetteer
from kg.config import resource
from kg.ids import slug

TABLES = ("agencies", "agreements", "countries", "events", "places", "projects")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def rows(table: str) -> list[dict[str, str]]:
    path: Path = resource("data/gazetteer") / f"{table}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_key_name_and_provenance_and_is_tidy(table: str) -> None:
    for row in rows(table):
        assert row["key"], row
        assert row["name"], row
        assert row["source"], row
        for column, cell in row.items():
            assert cell == cell.strip(), (row["key"], column)
            assert not cell or all(cell.split("|")), (row["key"], column)


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_in_the_order_of_their_keys(table: str) -> None:
    keys = [row["key"] for row in rows(table)]
    assert keys == sorted(keys)


def test_keys_are_unique_within_a_type_and_can_be_typed_in_a_query(gazetteer: Gazetteer) -> None:
    counts = Counter((e.type, e.key) for e in gazetteer)
    assert [k for k, n in counts.items() if n > 1] == []
    assert [e.key for e in gazetteer if slug(e.key) != e.key] == []


def test_what_has_no_row_of_its_own_gets_no_key_of_another(gazetteer: Gazetteer) -> None:
    """A name outside the gazetteer is keyed by its slug; a row's key must not be the slug of another row's name."""
    keys = {(e.type, e.key): e for e in gazetteer}
    taken = [(e.key, s) for e in gazetteer for s in e.surfaces if keys.get((e.type, slug(s)), e) is not e]
    ambiguous = {s for e in gazetteer for s in e.ambiguous}
    assert [pair for pair in taken if pair[1] not in ambiguous] == []


def test_parents_series_and_countries_exist(gazetteer: Gazetteer) -> None:
    keys = {(e.type, e.key) for e in gazetteer}
    for entry in gazetteer:
        if entry.country:
            assert ("Country", entry.country) in keys, entry
        if entry.parent:
            types = ("Event",) if entry.type == "Event" else ("Agency", "Organization")
            assert any((type, entry.parent) in keys for type in types), entry
            assert entry.parent != entry.key


def test_wikidata_identifiers_are_well_formed_verified_and_of_one_thing_each(gazetteer: Gazetteer) -> None:
    identifiers = Counter(e.wikidata for e in gazetteer if e.wikidata)
    assert [i for i, n in identifiers.items() if n > 1] == []
    assert [i for i in identifiers if not re.fullmatch(r"Q[1-9]\d*", i)] == []
    for table in ("agencies", "projects"):
        for row in rows(table):
            assert bool(row["wikidata"]) == bool(row["wikidata_source"]), row["key"]


@pytest.mark.parametrize(
    ("key", "identifier"),
    [
        ("nasa", "Q23548"),
        ("esa", "Q42262"),
        ("cnes", "Q48756"),
        ("roscosmos", "Q190795"),
        ("jaxa", "Q179103"),
        ("isro", "Q229058"),
        ("cnsa", "Q320644"),
        ("csa", "Q212227"),
    ],
)
def test_identifiers_that_are_often_given_wrongly_are_right(gazetteer: Gazetteer, key: str, identifier: str) -> None:
    assert gazetteer.get("Agency", key).wikidata == identifier


def test_no_surface_means_two_entries_unless_marked(gazetteer: Gazetteer) -> None:
    owners: dict[tuple[str, str], set[Entry]] = defaultdict(set)
    for surface, entry, _ in gazetteer.surfaces():
        if entry.type == "Event" and entry.parent:
            continue
        if surface not in entry.ambiguous:
            owners["", fold(surface)].add(entry)
    clashes = {k[1]: sorted(e.iri for e in v) for k, v in owners.items() if len(v) > 1}
    assert clashes == {}


def test_what_is_marked_ambiguous_is_a_surface_of_its_row(gazetteer: Gazetteer) -> None:
    assert [(e.key, s) for e in gazetteer for s in e.ambiguous if s not in e.surfaces] == []


def test_no_row_says_the_same_twice(gazetteer: Gazetteer) -> None:
    for entry in gazetteer:
        plain = [fold(s) for s in entry.surfaces if s not in entry.acronyms]
        assert len(plain) == len(set(plain)), entry


def test_years_run_forward_and_a_country_has_one_main_agency_at_a_time(gazetteer: Gazetteer) -> None:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry in gazetteer:
        if entry.years.start and entry.years.end:
            assert entry.years.start <= entry.years.end, entry
        if entry.national:
            assert entry.type == "Agency"
            assert entry.country
            assert entry.national.start
            spans[entry.country].append((entry.national.start, entry.national.end or 9999))
    for country, years in spans.items():
        ordered = sorted(years)
        assert all(a[1] < b[0] for a, b in pairwise(ordered)), country


def test_country_codes_and_names_agree_with_iso_and_cldr() -> None:
    """A name must be one of CLDR's, ISO's or, where news uses neither, one of these."""
    used_by_news = {"Ivory Coast", "Cape Verde", "Czech Republic", "Republic of the Congo", "Turkey", "Palestine",
                    "Democratic Republic of the Congo", "Hong Kong", "Myanmar"}  # fmt: skip
    territories = Locale("en").territories
    for row in rows("countries"):
        code, name = row["code"], row["name"]
        if row["end"]:
            assert pycountry.historic_countries.get(alpha_2=code) is not None, row
            continue
        iso = pycountry.countries.get(alpha_2=code)
        assert iso is not None or code == "XK", row
        assert row["numeric"] == (iso.numeric if iso else ""), row
        known = {territories[code], *(getattr(iso, a, "") for a in ("name", "common_name", "official_name"))}
        spellings = {s.replace("&", "and").replace("St.", "Saint") for s in known}
        assert name in spellings | used_by_news, (name, known)


def test_every_country_of_iso_3166_is_there_but_dependent_territories() -> None:
    territories = set(
        "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MO MP MQ MS NC NF NU "
        "PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT".split()
    )
    codes = {row["code"] for row in rows("countries")}
    assert {c.alpha_2 for c in pycountry.countries} - codes == territories


def test_an_edition_lies_in_its_year_and_has_a_city(gazetteer: Gazetteer) -> None:
    for row in rows("events"):
        if row["series"]:
            assert row["year"], row
            assert row["city"], row
            for day in filter(None, (row["start"], row["end"])):
                assert day.startswith(row["year"]), row
            assert row["start"] <= row["end"], row
