"""Search as you type: which entities a few letters find, and in which order."""

import pytest

from kg.views.namesearch import NameIndex, fold

ROWS = (
    ("agency:cnes", "Agency", "CNES", "CNES", 40),
    ("agency:cnes", "Agency", "CNES", "Centre national d'études spatiales", 40),
    ("agency:cnsa", "Agency", "CNSA", "CNSA", 60),
    ("agency:cnsa", "Agency", "CNSA", "国家航天局", 60),
    ("person:le-gall", "Person", "Jean-Yves Le Gall", "Jean-Yves Le Gall", 9),
    ("person:legallo", "Person", "Anne Legallo", "Anne Legallo", 2),
    ("place:etude", "Place", "Étude", "Étude", 1),
    ("project:mtb", "Project", "MTB-2", "MTB-2", 3),
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(ROWS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cn", ["agency:cnsa", "agency:cnes"]),
        ("CNES", ["agency:cnes"]),
        ("etudes", ["agency:cnes"]),
        ("ETUDE", ["place:etude", "agency:cnes"]),
        ("étude", ["place:etude", "agency:cnes"]),
        ("spatiales nat", ["agency:cnes"]),
        ("gall jean", ["person:le-gall"]),
        ("le gall", ["person:le-gall"]),
        ("legal", ["person:legallo"]),
        ("jean-yves", ["person:le-gall"]),
        ("mtb 2", ["project:mtb"]),
        ("MTB-3", []),
        ("国家", ["agency:cnsa"]),
        ("nes", []),
        ("", []),
        (" ?! ", []),
        ("\n", []),
    ],
)
def test_words_find_names_that_have_words_beginning_so(query: str, found: list[str], index: NameIndex) -> None:
    assert [hit.iri for hit in index.find(query)] == found


def test_a_hit_tells_the_label_and_the_name_that_matched(index: NameIndex) -> None:
    (hit,) = index.find("centre")
    assert (hit.label, hit.matched, hit.articles) == ("CNES", "Centre national d'études spatiales", 40)


def test_no_more_than_asked_for_and_each_entity_once(index: NameIndex) -> None:
    assert len(index.find("c", 1)) == 1
    assert [hit.iri for hit in index.find("c", 10)] == ["agency:cnsa", "agency:cnes"]


def test_an_empty_graph_has_nothing_to_find() -> None:
    assert NameIndex(()).find("cnes") == []


@pytest.mark.parametrize(("text", "folded"), [("Łódź", "lodz"), ("D'Études—2", "d etudes 2"), ("  ", "")])
def test_what_spellings_have_in_common(text: str, folded: str) -> None:
    assert fold(text) == folded
