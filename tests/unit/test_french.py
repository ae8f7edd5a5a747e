"""French without a model: dates, titles and roles, agreements, frames, descriptions, sentences."""

import datetime as dt
import re

import pytest

from extractors.frames import Frame
from extractors.french.agreements import french_agreement_type
from extractors.french.dates import find_french_dates
from extractors.french.fields import find_french_fields
from extractors.french.frames import FRAMES
from extractors.french.gazetteer import load_french_gazetteer
from extractors.french.phrases import find_french_phrases, stated
from extractors.french.reading import agreements
from extractors.french.roles import find_french_roles, find_titles
from extractors.french.text import boundaries, dateline, plain
from extractors.phrases import mask
from extractors.roles import Part
from kg.model import AGREEMENT_TYPES
from tests.unit.masked import read

PUBLISHED = dt.date(2019, 9, 5)  # a Thursday


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("signé le 5 septembre 2018 à Paris", ["2018-09-05"]),
        ("le 1er février 2006", ["2006-02-01"]),
        ("samedi 10 mars 2018", ["2018-03-10"]),
        ("le 29 août", ["2019-08-29"]),
        ("le 22 novembre dernier", ["2018-11-22"]),
        ("le 3 octobre prochain", ["2019-10-03"]),
        ("en juin 2019", ["2019-06"]),
        ("en octobre prochain", ["2019-10"]),
        ("en novembre dernier", ["2018-11"]),
        ("du 12 au 16 juin 2019", ["2019-06-12/2019-06-16"]),
        ("du 30 juin au 2 juillet 2019", ["2019-06-30/2019-07-02"]),
        ("mardi", ["2019-09-03"]),
        ("ce jeudi", ["2019-09-05"]),
        ("lundi prochain", ["2019-09-09"]),
        ("hier", ["2019-09-04"]),
        ("aujourd'hui", ["2019-09-05"]),
        ("ce jour", ["2019-09-05"]),
        ("l'an dernier", ["2018"]),
        ("l'année prochaine", ["2020"]),
        ("le mois dernier", ["2019-08"]),
        ("il y a deux ans", ["2017"]),
        ("il y a trois jours", ["2019-09-02"]),
        ("en 1997", ["1997"]),
        ("le 17/06/2019", ["2019-06-17"]),
        ("le 31 février 2019", ["2019-02"]),
        ("2 400 personnes", []),
        ("la planète Mars", []),
    ],
)
def test_a_french_date_names_a_day_a_month_or_a_year(text: str, values: list[str]) -> None:
    assert [d.value for d in find_french_dates(text, PUBLISHED)] == values


def test_what_depends_on_the_day_of_publication_is_no_date_without_it() -> None:
    assert find_french_dates("hier, mardi, le 5 mai, en juin, l'an dernier, il y a deux ans", None) == []


def roles(text: str, **kinds: str) -> list[tuple[str, str, str]]:
    """The roles in a text, whose people and owners are the keywords' words with their kind."""
    parts = [
        Part(m.start(), m.end(), "person" if kind == "person" else "owner", words)
        for words, kind in ((w.replace("_", " "), k) for w, k in kinds.items())
        for m in re.finditer(rf"\b{words}\b", text)
    ]
    titles = [Part(a, b, "title", words) for a, b, words in find_titles(text)]
    return [(r.person, r.title, r.owner) for r in find_french_roles(text, [*parts, *titles])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le président du CNES, Ann Lee, a dit", [("Ann Lee", "président", "CNES")]),
        ("Ann Lee, Présidente du CNES,", [("Ann Lee", "Présidente", "CNES")]),
        ("Ann Lee, directrice générale de l'ESA, et Bo Ek, président du CNES",
         [("Ann Lee", "directrice générale", "ESA"), ("Bo Ek", "président", "CNES")]),
        ("Ann Lee a été nommée directrice générale de l'ESA", [("Ann Lee", "directrice générale", "ESA")]),
        ("Ann Lee, directrice de l'observation de la Terre à l'ESA,",
         [("Ann Lee", "directrice de l'observation de la Terre", "ESA")]),
        ("Ann Lee, présidente du directoire du CNES,", [("Ann Lee", "présidente du directoire", "CNES")]),
        ("son homologue de l'ESA, Bo Ek", [("Bo Ek", "", "ESA")]),
        ("la ministre de l'Innovation, Ann Lee,", [("Ann Lee", "ministre de l'Innovation", "")]),
        ("l'administrateur du CNES Bo Ek", [("Bo Ek", "administrateur", "CNES")]),
        ("Ann Lee (CNES)", [("Ann Lee", "", "CNES")]),
        ("Ann Lee, le directeur général de l'ESA Bo Ek", [("Bo Ek", "directeur général", "ESA")]),
        ("le président du CNES et Ann Lee", []),
        ("Ann Lee a visité le CNES", []),
    ],
)  # fmt: skip
def test_a_french_phrase_gives_a_role(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert roles(text, Ann_Lee="person", Bo_Ek="person", CNES="owner", ESA="owner") == expected


@pytest.mark.parametrize(
    ("surface", "type"),
    [
        ("accord-cadre de coopération", "framework agreement"),
        ("protocole d'accord", "memorandum of understanding"),
        ("mémorandum d’entente", "memorandum of understanding"),
        ("arrangement de mise en œuvre", "implementing arrangement"),
        ("lettre d'intention", "letter of intent"),
        ("déclaration conjointe", "joint statement"),
        ("déclaration d'intention", "declaration of intent"),
        ("contrat de lancement", "contract"),
        ("traité", "treaty"),
        ("accords Artemis", "accords"),
        ("accord de coopération", "other"),
    ],
)
def test_french_words_say_the_type_of_an_agreement(surface: str, type: str) -> None:
    assert french_agreement_type([surface]) == type
    assert type in AGREEMENT_TYPES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ont signé un accord-cadre de coopération", ["accord-cadre de coopération"]),
        ("d'un commun accord", []),
        ("en accord avec l'ESA", []),
        ("un accord. Ce texte et le document", ["accord", "texte", "document"]),
        ("Ce texte ne dit rien", []),
        ("la signature de l'accord", ["accord"]),
    ],
)
def test_an_agreement_has_a_determiner(text: str, found: list[str]) -> None:
    assert [text[x.start : x.end] for x in agreements(text)] == found


@pytest.mark.parametrize("frame", FRAMES, ids=[f.example[:60] for f in FRAMES])
def test_each_french_frame_finds_its_example(frame: Frame) -> None:
    text, slots = read(frame.example)
    found = {predicate for _, predicate, _, _ in stated(frame, mask(text, (0, len(text)), slots))}
    assert found
    assert found <= {fact.split()[1] for fact in frame.states}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Le [Agency CNES] et l'[Agency ISRO] signent un [Agreement accord]",
         {("CNES", "partyTo", "accord", "asserted"), ("ISRO", "partyTo", "accord", "asserted")}),
        ("Le [Agency CNES] a signé le vendredi 31 janvier un [Agreement accord]",
         {("CNES", "partyTo", "accord", "asserted")}),
        ("Le [Agency CNES] et l'[Agency ISRO] signeront un [Agreement accord]",
         {("CNES", "partyTo", "accord", "planned"), ("ISRO", "partyTo", "accord", "planned")}),
        ("Le [Agency CNES] et l'[Agency ISRO] prévoient de signer un [Agreement accord]",
         {("CNES", "partyTo", "accord", "planned"), ("ISRO", "partyTo", "accord", "planned")}),
        ("Le [Agency CNES] et l'[Agency ISRO] n'ont pas signé l'[Agreement accord]",
         {("CNES", "partyTo", "accord", "negated"), ("ISRO", "partyTo", "accord", "negated")}),
        ("Le [Agency CNES] dément que l'[Agency ISRO] a signé l'[Agreement accord]", set()),
        ("De la visite en [Country Inde], le [Agency CNES] et l'[Agency ISRO] ont signé un [Agreement accord]",
         {("CNES", "partyTo", "accord", "asserted"), ("ISRO", "partyTo", "accord", "asserted")}),
        ("[Person Al Oz] a signé, en présence de [Person Bo Ek], un [Agreement accord]",
         {("accord", "signedBy", "Al Oz", "asserted")}),
        ("[Project Lynx] n'a pas été lancé en [Date 2014]", {("Lynx", "launchDate", "2014", "negated")}),
        ("[Project Lynx] sera lancé en [Date 2034]", {("Lynx", "launchDate", "2034", "planned")}),
        ("Le [Agency CNES] suit de près l'[Agency ISRO]", set()),
    ],
)  # fmt: skip
def test_a_french_sentence_states(sentence: str, expected: set[tuple[str, str, str, str]]) -> None:
    text, slots = read(sentence)
    names = {s.index: text[s.start : s.end] for s in slots}
    found = {
        (names[f.subject], f.predicate, names[f.object], f.modality or "open")
        for f in find_french_phrases(text, slots, [(0, len(text))])
    }
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "topics"),
    [
        ("un <Agreement:0> dans le domaine de l'étude du climat.", ["étude du climat"]),
        ("un <Agreement:0> dans les domaines de la formation, de la gestion de l'eau et des lanceurs.",
         ["formation", "gestion de l'eau", "lanceurs"]),
        ("un <Agreement:0> sur les lanceurs réutilisables, en présence de <Person:1>", ["lanceurs réutilisables"]),
        ("un <Agreement:0> relatif à la mission <Project:1>", []),
        ("un <Agreement:0> et un <Agreement:1> sur les lanceurs", []),
    ],
)  # fmt: skip
def test_fields_of_a_french_agreement(sentence: str, topics: list[str]) -> None:
    assert [topic for _, topic in find_french_fields(sentence)] == topics


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("agence spatiale indienne", "isro"),
        ("agence japonaise", "jaxa"),
        ("agence spatiale du Kenya", "ksa-ke"),
        ("Agence spatiale européenne", "esa"),
        ("agence voisine", ""),
    ],
)
def test_a_french_description_means_an_agency(surface: str, key: str) -> None:
    gazetteer = load_french_gazetteer()
    entry = gazetteer.resolve(surface) or gazetteer.describe(surface)
    assert (entry.key if entry else "") == key


def test_every_row_of_french_names_belongs_to_an_entry_and_names_nothing_twice() -> None:
    gazetteer = load_french_gazetteer()
    assert gazetteer.resolve("Chine") is gazetteer.get("Country", "china")
    assert gazetteer.resolve("Moscou") is gazetteer.get("Place", "moscow")


def test_sentences_end_at_no_abbreviation_and_a_dateline_is_no_sentence() -> None:
    text = plain("Paris, le 5\xa0mai 2019 – M. Le Gall et S. Pal ont signé. Mme Li est là !\nFin")
    assert text[dateline(text) :].startswith("M. Le Gall")
    assert [text[:end].rsplit(" ", 1)[-1] for end in boundaries(text)] == ["signé.", "!", "!\n"]
    assert dateline("Le CNES a signé.") == 0
