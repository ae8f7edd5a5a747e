"""A French press release goes through the one door, and the graph says what it says."""

import datetime as dt

import pytest

from extractors.adapter import extract_articles
from kg.ids import PREFIXES, shorten
from kg.model import Article, Extraction
from kg.rdf import extraction_of, quads_of
from tests.gold.french import require_extra

TEXT = (
    "Paris, le 12 mars 2018 – Ann Leclerc, présidente du CNES, et l’administrateur de la CNSA, Xu Jianping, ont signé "
    "samedi à Pékin un accord-cadre de coopération dans le domaine de l’océanographie.\n\n"
    "« La Chine est un partenaire », a dit Mme Leclerc. Les deux agences ne signeront pas d’autre texte cette année."
)


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    require_extra()
    article = Article("paris", TEXT, published=dt.date(2018, 3, 12), lang="fr")
    [result] = extract_articles([article])
    assert isinstance(result, Extraction)
    return result


def test_a_french_press_release_gives_its_facts(extraction: Extraction) -> None:
    said = {(shorten(c.subject), c.predicate, shorten(c.object), c.modality) for c in extraction.claims}
    [agreement] = {shorten(e.id) for e in extraction.entities if e.type == "Agreement"}
    assert said == {
        ("agency:cnes", "cooperatesWith", "agency:cnsa", "asserted"),
        ("agency:cnes", "partyTo", agreement, "asserted"),
        ("agency:cnsa", "partyTo", agreement, "asserted"),
        (agreement, "agreementType", "framework agreement", "asserted"),
        (agreement, "concerns", "océanographie", "asserted"),
        (agreement, "signedAt", "place:beijing", "asserted"),
        (agreement, "signedBy", "person:ann-leclerc", "asserted"),
        (agreement, "signedBy", "person:xu-jianping", "asserted"),
        (agreement, "signedOn", "2018-03-10", "asserted"),
        ("person:ann-leclerc", "holdsPosition", "présidente", "asserted"),
        ("person:ann-leclerc", "positionAt", "agency:cnes", "asserted"),
        ("person:xu-jianping", "holdsPosition", "administrateur", "asserted"),
        ("person:xu-jianping", "positionAt", "agency:cnsa", "asserted"),
    }


def test_spans_and_evidence_of_a_french_article_lie_in_its_text(extraction: Extraction) -> None:
    assert all(TEXT[m.start : m.end] == m.text for e in extraction.entities for m in e.mentions)
    assert all(TEXT[x.start : x.end] == x.quote for c in extraction.claims for x in c.evidence)
    assert not any(m.start < TEXT.index("–") for e in extraction.entities for m in e.mentions), "the dateline"


def test_names_in_french_are_those_of_every_language(extraction: Extraction) -> None:
    cnes = extraction.entity(PREFIXES["agency"] + "cnes")
    beijing = extraction.entity(PREFIXES["place"] + "beijing")
    assert (cnes.name, beijing.name, beijing.aliases) == ("CNES", "Beijing", ("Pékin",))


def test_a_french_article_comes_back_from_the_graph_as_it_went_in(extraction: Extraction) -> None:
    assert extraction_of(quads_of(extraction)) == extraction
