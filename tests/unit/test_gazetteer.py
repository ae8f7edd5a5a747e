"""The gazetteer's answers: which entry a surface, a description or a misspelling means, and when it means none."""

import subprocess
import sys

import pytest

from extractors.entries import Entry, Years
from extractors.folding import fold
from extractors.gazetteer import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def name(entry: Entry | None) -> str:
    return f"{entry.type}:{entry.key}" if entry else ""


@pytest.mark.parametrize(
    ("surface", "meant"),
    [
        # acronyms keep their capitals, possessives and articles do not matter
        ("CNES", "Agency:cnes"),
        ("CNES's", "Agency:cnes"),
        ("CNES’", "Agency:cnes"),
        ("the CNES", "Agency:cnes"),
        ("Cnes", "Agency:cnes"),
        ("cnes", ""),
        ("NASA", "Agency:nasa"),
        ("TsAGI", "Agency:tsagi"),
        ("US", "Country:united-states"),
        ("U.S.", "Country:united-states"),
        ("us", ""),
        # names: neither case nor accents nor British spelling matter
        ("CANADIAN SPACE AGENCY", "Agency:csa"),
        ("Meteo-France", "Agency:meteofrance"),
        ("Météo-France", "Agency:meteofrance"),
        ("Me\u0301te\u0301o-France", "Agency:meteofrance"),
        ("Mohammed bin Rashid Space Center", "Agency:mbrsc"),
        ("Mohammed Bin Rashid Space Centre", "Agency:mbrsc"),
        ("Alcantara", "Place:alcantara"),
        # but a single word in small letters is a word
        ("roscosmos", ""),
        ("swift", ""),
        ("ispace", "Organization:ispace"),
        # native, transliterated and former names
        ("Роскосмос", "Agency:roscosmos"),
        ("Росгидромет", "Agency:roshydromet"),
        ("Kazkosmos", "Agency:kazcosmos"),
        ("Agenzia Spaziale Italiana", "Agency:asi"),
        ("Centre National d'Etudes Spatiales", "Agency:cnes"),
        ("宇宙航空研究開発機構", "Agency:jaxa"),
        ("Rosaviakosmos", "Agency:roscosmos"),
        ("Swedish National Space Board", "Agency:snsa"),
        ("Türkiye", "Country:turkey"),
        ("Republic of Korea", "Country:south-korea"),
        ("Russian Federation", "Country:russia"),
        ("Kiev", "Place:kyiv"),
        ("Bangalore", "Place:bengaluru"),
        # descriptions that are aliases
        ("the Russian federal space agency", "Agency:roscosmos"),
        ("Federal Service for Hydrometeorology and Environmental Monitoring", "Agency:roshydromet"),
        # a generic noun may follow, of the fitting type
        ("the NISAR mission", "Project:nisar"),
        ("Megha Tropiques satellite", "Project:megha-tropiques"),
        ("MAKS air show", "Event:maks"),
        ("the ESA mission", ""),
        # numbers tell names apart
        ("Bion-M1", "Project:bion-m1"),
        ("Bion-M2", "Project:bion-m2"),
        ("Bion-M No. 2", "Project:bion-m2"),
        ("Bion-M3", ""),
        ("Sentinel-6", "Project:sentinel-6-michael-freilich"),
        ("Sentinel-6B", "Project:sentinel-6b"),
        ("SPOT 5", "Project:spot-5"),
        ("Jason 3", "Project:jason-3"),
        # editions of events
        ("IAC", "Event:international-astronautical-congress"),
        ("IAC 2019", "Event:international-astronautical-congress-2019"),
        ("IAC-2019", "Event:international-astronautical-congress-2019"),
        ("iac 2019", ""),
        ("the 70th International Astronautical Congress", "Event:international-astronautical-congress-2019"),
        ("MAKS-2017", "Event:maks-2017"),
        ("2019 Paris Air Show", "Event:paris-air-show-2019"),
        ("Paris Show", "Event:paris-air-show"),
        ("IAC 1815", ""),
        # type by the guideline
        ("APSCO", "Agency:apsco"),
        ("EUMETSAT", "Agency:eumetsat"),
        ("Arianespace", "Organization:arianespace"),
        ("COPUOS", "Organization:copuos"),
        ("Artemis Accords", "Agreement:artemis-accords"),
        ("Artemis", "Project:artemis"),
        # unknown, empty
        ("Ministry of Silly Walks", ""),
        ("", ""),
        ("the", ""),
        ("—", ""),
    ],
)
def test_a_surface_alone_means(gazetteer: Gazetteer, surface: str, meant: str) -> None:
    assert name(gazetteer.resolve(surface)) == meant


@pytest.mark.parametrize(
    ("surface", "type", "country", "year", "meant"),
    [
        ("ISA", None, "", None, ""),
        ("ISA", "Agency", "", 2019, ""),
        ("ISA", None, "israel", None, "Agency:isa-il"),
        ("ISA", None, "IR", None, "Agency:isa-ir"),
        ("ISA", None, "france", None, ""),
        ("ASA", None, "", None, ""),
        ("ASA", None, "", 1990, "Agency:asa-at"),
        ("ASA", None, "", 2019, "Agency:asa-au"),
        ("RSA", None, "", None, ""),
        ("RSA", None, "rwanda", None, "Agency:rsa-rw"),
        ("RSA", "Agency", "", 1996, "Agency:roscosmos"),
        ("RSA", "Agency", "", 2023, ""),
        ("RSA", "Country", "", None, "Country:south-africa"),
        ("SSC", None, "sweden", None, "Organization:ssc-se"),
        ("SSC", "Organization", "", None, ""),
        ("SSC", None, "SA", None, "Agency:ssc-sa"),
        ("SSA", None, "SA", None, "Agency:ssa-sa"),
        ("CSA", None, "", None, "Agency:csa"),
        ("CSA", None, "china", None, ""),
        # a word of English, or a name of something else, needs support
        ("Progress", None, "", None, ""),
        ("Progress", "Project", "", None, "Project:progress"),
        ("Progress", "Person", "", None, ""),
        ("Swift", None, "", 2019, ""),
        ("Swift", "Project", "", None, "Project:swift"),
        ("Mercury", None, "", None, ""),
        ("Mercury", "Place", "", None, "Place:mercury"),
        ("Phobos", None, "", None, "Place:phobos"),
        ("Phobos", "Project", "", None, "Project:phobos"),
        # agencies and organisations are one choice, the rest is not
        ("Arianespace", "Agency", "", None, "Organization:arianespace"),
        ("CNES", "Person", "", None, ""),
        ("Singapore", "Place", "", None, ""),
    ],
)
def test_type_country_and_year_choose(
    gazetteer: Gazetteer, surface: str, type: str | None, country: str, year: int | None, meant: str
) -> None:
    assert name(gazetteer.resolve(surface, type=type, country=country, year=year)) == meant


def test_lookup_gives_all_that_a_surface_can_mean(gazetteer: Gazetteer) -> None:
    assert {e.key for e in gazetteer.lookup("ISA")} == {"isa-il", "isa-ir"}
    assert gazetteer.lookup("Isa") == ()


@pytest.mark.parametrize(
    ("surface", "type", "meant"),
    [
        ("Roshydhromet", "Agency", "Agency:roshydromet"),
        ("Roskosmoss", "Agency", "Agency:roscosmos"),
        ("the Brasilian Space Agency", "Agency", "Agency:aeb"),
        ("Indian Space Reserch Organisation", "Agency", "Agency:isro"),
        ("Arianespce", "Organization", "Organization:arianespace"),
        ("Meghatropiques", "Project", "Project:megha-tropiques"),
        ("Chandrayan-3", "Project", "Project:chandrayaan-3"),
        ("Kazakstan", "Country", "Country:kazakhstan"),
        # another number, another country, another word: another thing
        ("Chandrayan-9", "Project", ""),
        ("Bion-M4", "Project", ""),
        ("Austrian Space Agencies", "Agency", ""),
        ("Albanian Space Agency", "Agency", ""),
        ("Iraqi Space Agency", "Agency", ""),
        ("Ukrainian Space Agency", "Agency", ""),
        ("Nigeria Space Agency", "Agency", ""),
        ("Canadian Space Academy", "Agency", ""),
        ("Niger", "Country", ""),
        ("Artemis III", "Project", ""),
        ("Artemis IX", "Project", ""),
        # too short, another type, a person, rubbish
        ("CNSE", "Agency", ""),
        ("Roshydhromet", "Project", ""),
        ("Roscomos", "Person", ""),
        ("Gagarin", "Person", ""),
        ("", "Agency", ""),
        # known already: nothing to suggest
        ("Roshydromet", "Agency", ""),
    ],
)
def test_a_misspelling_is_recognised_and_a_different_name_is_not(
    gazetteer: Gazetteer, surface: str, type: str, meant: str
) -> None:
    assert name(gazetteer.suggest(surface, type)) == meant


@pytest.mark.parametrize(
    ("description", "year", "meant"),
    [
        ("the French agency", None, "cnes"),
        ("the French space agency", 2019, "cnes"),
        ("French agency", None, "cnes"),
        ("the Russian (federal) space agency", 2019, "roscosmos"),
        ("India's space agency", None, "isro"),
        ("Russia’s federal space agency", None, "roscosmos"),
        ("the US space agency", None, "nasa"),
        ("the U.S. agency", None, "nasa"),
        ("the UAE agency", None, "uaesa"),
        ("the Emirati agency", None, "uaesa"),
        ("the New Zealand agency", None, "nzsa"),
        ("South Africa's national space agency", None, "sansa"),
        ("the European agency", None, "esa"),
        ("the Japanese agency", 1995, "nasda"),
        ("the Japanese agency", 2010, "jaxa"),
        ("the Korean agency", 2015, "kari"),
        ("the South Korean agency", None, "kasa"),
        ("the British agency", 1999, "bnsc"),
        ("the German agency", 1992, "dara"),
        ("the German agency", None, "dlr"),
        # the noun must fit
        ("the Argentine commission", None, "conae"),
        ("the Chinese administration", None, "cnsa"),
        ("the Russian corporation", None, "roscosmos"),
        ("the Swiss office", None, "sso-ch"),
        ("the French commission", None, ""),
        ("the Brazilian institute", None, ""),
        ("the French company", None, ""),
        ("the German ambassador", None, ""),
        ("the Chinese space station", None, ""),
        ("the British weather service", None, "metoffice"),
        ("Germany's meteorological service", None, "dwd"),
        # nobody's, or nobody's then
        ("the agency", None, ""),
        ("both agencies", None, ""),
        ("the Mongolian agency", None, ""),
        ("the Australian agency", 1990, ""),
        ("France", None, ""),
        ("", None, ""),
    ],
)
def test_a_description_means_the_main_agency_of_its_country_then(
    gazetteer: Gazetteer, description: str, year: int | None, meant: str
) -> None:
    entry = gazetteer.describe(description, year=year)
    assert (entry.key if entry else "") == meant


def test_countries_are_found_by_adjective_capital_and_description(gazetteer: Gazetteer) -> None:
    assert name(gazetteer.country_of_demonym("Russian")) == "Country:russia"
    assert name(gazetteer.country_of_demonym("Emirati")) == "Country:united-arab-emirates"
    assert gazetteer.country_of_demonym("lunar") is None
    assert name(gazetteer.country_of_capital("Moscow")) == "Country:russia"
    assert name(gazetteer.country_of_capital("Moscow", year=1985)) == "Country:soviet-union"
    assert name(gazetteer.country_of_capital("Brasilia")) == "Country:brazil"
    assert gazetteer.country_of_capital("Toulouse") is None
    assert gazetteer.country_in("the French agency") == "france"
    assert gazetteer.country_in("space agency of the United Arab Emirates") == "united-arab-emirates"
    assert gazetteer.country_in("the agency") == ""
    assert gazetteer.country_of("cnes") == "france"
    assert gazetteer.country_of("esa") == ""
    assert {"french", "emirati", "european"} <= gazetteer.demonyms
    assert not {"uae", "singapore", "zealand"} & gazetteer.demonyms


def test_the_edition_of_a_year_is_found_from_the_series(gazetteer: Gazetteer) -> None:
    maks = gazetteer.get("Event", "maks")
    assert name(gazetteer.edition(maks, 2019)) == "Event:maks-2019"
    assert gazetteer.edition(maks, 2018) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CNES and Roscosmos signed in Paris.", [("CNES", "cnes"), ("Roscosmos", "roscosmos"), ("Paris", "paris")]),
        ("The Canadian Space Agency (CSA) agreed.", [("Canadian Space Agency", "csa"), ("CSA", "csa")]),
        ("a treaty with the U.S. and Japan", [("U.S.", "united-states"), ("Japan", "japan")]),
        ("The US agency paid.", []),
        ("U.S. Navy divers", []),
        # part of another name, or of a phrase that reads over a comma
        ("GOES-12, HTV-X3, Long March 8 and Metop C", []),
        ("the University of Oslo and Tel Aviv University", []),
        ("the Tokyo institute", []),
        ("the French space agency said", []),
        ("a panel of Ørsted, the satellite of 1999", [("Ørsted", "orsted")]),
        ("MAHIA, March 17", []),
        # ambiguous or ordinary words
        ("Swift progress on ISA, said the us delegation.", []),
        ("", []),
    ],
)
def test_names_in_running_text_are_found_where_they_stand_alone(
    gazetteer: Gazetteer, text: str, found: list[tuple[str, str]]
) -> None:
    results = list(gazetteer.find(text))
    assert [(text[start:end], entry.key) for start, end, entry in results] == found


def test_surfaces_can_build_a_matcher(gazetteer: Gazetteer) -> None:
    surfaces = {(s, e.key): exact for s, e, exact in gazetteer.surfaces()}
    assert surfaces["CNES", "cnes"]
    assert not surfaces["French space agency", "cnes"]
    assert surfaces["Swift", "swift"]


def test_an_entry_knows_its_iris(gazetteer: Gazetteer) -> None:
    cnes = gazetteer.get("Agency", "cnes")
    assert cnes.iri == "https://w3id.org/space-cooperation/id/agency/cnes"
    assert cnes.country_iri == "https://w3id.org/space-cooperation/id/country/france"
    assert cnes.wikidata_iri == "http://www.wikidata.org/entity/Q48756"
    assert gazetteer.get("Agency", "esa").country_iri == ""


def test_entries_cannot_be_changed(gazetteer: Gazetteer) -> None:
    with pytest.raises(AttributeError):
        gazetteer.get("Agency", "cnes").name = "changed"  # type: ignore[misc]


def test_the_gazetteer_is_read_once() -> None:
    assert load_gazetteer() is load_gazetteer()


def test_looking_names_up_does_not_load_spacy() -> None:
    code = "import sys, extractors.gazetteer as g; g.load_gazetteer(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_years_include_both_ends_and_may_be_open() -> None:
    assert 1999 in Years(1999, 2004)
    assert 2004 in Years(1999, 2004)
    assert 2005 not in Years(1999, 2004)
    assert 2005 in Years(1999, None)
    assert 1800 in Years()


@pytest.mark.parametrize(
    ("surface", "folded"),
    [
        ("Space Climate Observatory", "space climate observatory"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("TOPEX/Poseidon", "topex poseidon"),
        ("Office for Space Technology & Industry", "office for space technology industry"),
        ("Office for Space Technology and Industry", "office for space technology industry"),
        ("Андрей", "andrey"),
        ("", ""),
    ],
)
def test_spellings_of_one_name_fold_together(surface: str, folded: str) -> None:
    assert fold(surface) == folded
