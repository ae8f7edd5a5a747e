"""Views of a real store: the fixture articles, through their questions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from kg.errors import QueryError
from kg.ids import article_iri
from kg.rdf import quads_of
from kg.store import EmbeddedStore, Snapshot, open_snapshot
from kg.views.export import export
from kg.views.matrix import load_matrix
from kg.views.network import load_network
from kg.views.timeline import load_timeline
from tests.integration.newsroom import STORIES


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path = tmp_path_factory.mktemp("news")
    with EmbeddedStore.open(path) as store:
        for story in STORIES:
            extraction = story.extraction()
            store.replace(article_iri(extraction.article), quads_of(extraction))
        store.publish()
    with open_snapshot(path) as snapshot:
        yield snapshot


def test_every_fact_that_is_believed_planned_or_denied_is_in_the_network(news: Snapshot) -> None:
    network = load_network(news)
    claims = [claim for story in STORIES for claim in story.extraction().claims]
    shown = [claim for claim in claims if claim.modality != "asserted" or claim.confidence >= 0.5]
    assert len(list(network.facts())) == len(shown) < len(claims)
    assert {quote for fact in network.facts() for quote in fact.quotes} <= {s for t in STORIES for s in t.sentences}
    assert all(fact.quotes and fact.source.title and fact.source.url for fact in network.facts())


def test_an_entity_may_be_named_as_people_name_it(news: Snapshot) -> None:
    by_name, by_iri = load_network(news, about="cnes"), load_network(news, about="agency:cnes")
    assert by_name == by_iri
    assert by_name.scope == "CNES and what is within 1 step of it"
    labels = {node.label for node in by_name.nodes}
    assert {"CNES", "Roscosmos", "Jean-Yves Le Gall"} <= labels
    assert "Russia" not in labels
    assert "Russia" in {node.label for node in load_network(news, about="cnes", radius=2).nodes}


def test_an_unknown_entity_and_years_the_wrong_way_round_are_refused(news: Snapshot) -> None:
    with pytest.raises(QueryError, match="Atlantis"):
        load_network(news, about="Atlantis")
    with pytest.raises(QueryError, match="no year lies between"):
        load_network(news, since=2021, until=2020)


@pytest.mark.parametrize(
    ("since", "until", "articles"),
    [(None, None, 4), (2020, None, 3), (None, 2020, 2), (2020, 2021, 2), (2021, 2021, 1), (2030, None, 0)],
)
def test_years_choose_articles(news: Snapshot, since: int | None, until: int | None, articles: int) -> None:
    network = load_network(news, since=since, until=until)
    assert len({fact.source.iri for fact in network.facts()}) == articles


@pytest.mark.parametrize(
    ("suffix", "format"), [("ttl", "turtle"), ("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")]
)
def test_exported_rdf_holds_the_same_facts_for_another_library(
    news: Snapshot, tmp_path: Path, suffix: str, format: str
) -> None:
    out = tmp_path / f"graph.{suffix}"
    export(news, out)
    read = rdflib.Dataset(default_union=True)
    read.parse(out, format=format)
    assert {triple[:3] for triple in read.triples((None, None, None))} == set(news.to_rdflib())


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "csv"])
def test_exported_networks_name_the_agencies(news: Snapshot, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"network.{suffix}"
    export(news, out)
    assert "Roscosmos" in out.read_text(encoding="utf-8")
    before = out.read_bytes()
    export(news, out)
    assert out.read_bytes() == before


def test_matrix_and_timeline_come_from_their_questions(news: Snapshot) -> None:
    assert [name for _, name in load_matrix(news).countries] == ["France", "India"]
    moments = load_timeline(news, about="cnes")
    assert [(m.date, m.modality) for m in moments] == [
        ("2018", "asserted"),
        ("2020-03-06", "asserted"),
        ("2020-11", "planned"),
    ]
