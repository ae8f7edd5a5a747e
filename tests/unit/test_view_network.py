"""The view models, built from rows by hand."""

import pytest

from kg.ids import expand, shorten
from kg.views.matrix import build_matrix
from kg.views.multigraph import to_networkx
from kg.views.network import Edge, Network, build_network
from kg.views.timeline import build_timeline
from tests.unit.networks import ARTICLE, ARTICLES, claim_rows, hand_made, star


def edges(network: Network) -> list[tuple[str, str, str, str]]:
    return [(shorten(e.source), e.predicate, shorten(e.target), e.modality) for e in network.edges]


def edge(network: Network, predicate: str, modality: str) -> Edge:
    return next(e for e in network.edges if (e.predicate, e.modality) == (predicate, modality))


def test_only_what_facts_speak_of_is_drawn() -> None:
    assert [shorten(node.iri) for node in hand_made().nodes] == [
        "agency:cnes",
        "agency:isro",
        "agreement:pact",
        "person:le-gall",
    ]


def test_a_symmetric_fact_said_both_ways_round_is_one_edge_and_its_denial_another() -> None:
    network = hand_made()
    assert edges(network) == [
        ("agency:cnes", "cooperatesWith", "agency:isro", "asserted"),
        ("agency:cnes", "cooperatesWith", "agency:isro", "negated"),
        ("agency:cnes", "partyTo", "agreement:pact", "planned"),
        ("agreement:pact", "signedBy", "person:le-gall", "asserted"),
    ]
    together = edge(network, "cooperatesWith", "asserted")
    assert together.articles == 2
    assert together.confidence == pytest.approx(0.51)
    assert (together.first_date, together.last_date) == ("2020-03-10", "2020-03-10")


def test_an_entity_has_the_label_that_most_articles_use_and_keeps_the_others() -> None:
    cnes, isro, *_ = hand_made().nodes
    assert (cnes.label, cnes.aliases, cnes.same_as) == (
        "CNES",
        ("French space agency",),
        ("http://www.wikidata.org/entity/Q48756",),
    )
    assert (isro.label, isro.aliases) == ("ISRO", ("Indian space agency",))


@pytest.mark.parametrize(
    ("iri", "type", "label"),
    [("agency:new", "Agency", "agency:new"), ("https://other.example/x", "Entity", "https://other.example/x")],
)
def test_an_entity_that_nothing_describes_is_still_typed_and_labelled(iri: str, type: str, label: str) -> None:
    (node,) = build_network([], [], claim_rows([(iri, "signedOn", "2020", "asserted", ARTICLE)]), []).nodes
    assert (node.type, node.label) == (type, label)


def test_the_sentences_of_a_claim_come_once_and_in_the_order_of_the_article() -> None:
    (row,) = claim_rows([("agency:cnes", "leads", "project:sco", "asserted", ARTICLE)])
    rows = [(*row[:8], start, text) for start, text in ((90, "Later."), (5, "First."), (90, "Later."))]
    (only,) = build_network([], [], rows, ARTICLES).edges[0].facts
    assert only.quotes == ("First.", "Later.")
    assert only.source.publisher == "Test Wire"


def test_a_claim_without_evidence_is_shown_without_sentences() -> None:
    (row,) = claim_rows([("agency:cnes", "leads", "project:sco", "asserted", ARTICLE)])
    assert build_network([], [], [(*row[:8], None, None)], []).edges[0].facts[0].quotes == ()


@pytest.mark.parametrize(
    ("centre", "radius", "kept"),
    [
        ("agency:isro", 0, ["agency:isro"]),
        ("agency:isro", 1, ["agency:cnes", "agency:isro"]),
        ("agency:isro", 2, ["agency:cnes", "agency:isro", "agreement:pact"]),
        ("agency:jaxa", 1, []),
    ],
)
def test_the_neighbourhood_is_what_so_many_edges_reach(centre: str, radius: int, kept: list[str]) -> None:
    near = hand_made().around(expand(centre), radius)
    assert [shorten(node.iri) for node in near.nodes] == kept
    assert {end for e in near.edges for end in (e.source, e.target)} <= {node.iri for node in near.nodes}
    assert {fact.subject for fact in near.literals} <= {node.iri for node in near.nodes}


def test_the_least_connected_are_left_out_and_counted() -> None:
    network = star(30).most_connected(10)
    assert (len(network.nodes), network.left_out, network.nodes[0].label) == (10, 20, "CNES")
    assert len(network.edges) == 9


def test_the_entity_asked_about_is_never_left_out() -> None:
    lonely = star(30).around(expand("project:p0028"), 2)
    assert lonely.centre in {node.iri for node in lonely.most_connected(2).nodes}


def test_networkx_has_typed_attributes_and_none_is_missing() -> None:
    graph = to_networkx(hand_made())
    assert graph.nodes["agreement:pact"] == {
        "iri": expand("agreement:pact"),
        "label": "Pact on the seas",
        "type": "Agreement",
        "holdsPosition": "",
        "signedOn": "2020-03",
    }
    assert len({frozenset(attributes) for _, attributes in graph.nodes(data=True)}) == 1
    for _, _, attributes in graph.edges(data=True):
        assert {name: type(value) for name, value in attributes.items()} == {
            "predicate": str,
            "label": str,
            "modality": str,
            "confidence": float,
            "articles": int,
            "weight": float,
            "first_date": str,
            "last_date": str,
        }
    assert sorted(graph["agency:cnes"]["agency:isro"]) == ["cooperatesWith", "cooperatesWith negated"]


def test_the_matrix_is_symmetric_and_adds_up_years() -> None:
    matrix = build_matrix(
        [
            ("c:fr", "France", "c:in", "India", "2018", 1, 2, 3),
            ("c:in", "India", "c:fr", "France", "2019", 1, 0, 1),
            ("c:fr", "France", "c:jp", "Japan", "2018", 0, 1, 1),
        ]
    )
    assert [name for _, name in matrix.countries] == ["France", "India", "Japan"]
    assert matrix.years == ("2018", "2019")
    assert matrix.table() == [[0, 4, 1], [4, 0, 0], [1, 0, 0]]
    assert matrix.table("2018") == [[0, 3, 1], [3, 0, 0], [1, 0, 0]]
    assert [cell.year for cell in matrix.between("c:in", "c:fr")] == ["2018", "2019"]


def test_two_articles_that_date_the_same_thing_make_one_moment() -> None:
    pact = ("2020-03", "signature", "a:pact", "Pact", "asserted")
    moments = build_timeline(
        [
            (*pact, "Signed in March.", "article:1", "2020-03-10"),
            (*pact, "The March pact.", "article:2", None),
            ("2019", "launch", "p:sco", "SCO", "planned", "Due in 2019.", "article:1", "2020-03-10"),
        ]
    )
    assert [(m.date, m.year, m.name, len(m.statements)) for m in moments] == [
        ("2019", "2019", "SCO", 1),
        ("2020-03", "2020", "Pact", 2),
    ]
