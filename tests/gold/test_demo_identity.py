"""Identity on the demo corpus, read by our own extractor: what must be one node, and what must stay apart.

The corpus does not speak of Bion-M1: missions of other numbers stay apart in tests/unit/test_resolution.py.
"""

import re

import pytest

from extractors import adapter
from kg.config import resource
from kg.ids import article_iri
from kg.ingestion.sources import read_sources
from kg.model import Article, Extraction
from kg.rdf import quads_of
from kg.resolution import Canonical, IdentityIndex, all_canonical
from kg.resolution.appearances import appearances
from kg.resolution.conflicts import conflicts
from kg.resolution.facts import canonical_facts
from kg.store import EmbeddedStore


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    articles = [a for a in read_sources([str(resource("data/articles"))]) if isinstance(a, Article)]
    return [found for found in adapter.extract_articles(articles) if isinstance(found, Extraction)]


@pytest.fixture(scope="module")
def entities(extractions: list[Extraction]) -> list[Canonical]:
    index = IdentityIndex.open(None)
    for extraction in extractions:
        index.put(article_iri(extraction.article), "", appearances(extraction))
    index.resolve()
    return list(all_canonical(index))


def named(entities: list[Canonical], pattern: str, type: str) -> list[Canonical]:
    return [e for e in entities if e.type == type and re.search(pattern, f"{e.name} {e.id}", re.IGNORECASE)]


def of_articles(entity: Canonical, extractions: list[Extraction]) -> set[str]:
    ids = {article_iri(x.article): x.article.id for x in extractions}
    return {ids[article][:10] for article, _ in entity.members}


@pytest.mark.parametrize(
    ("pattern", "type", "articles"),
    [
        (r"\broscosmos$", "Agency", 10),
        ("rogozin", "Person", 5),
        (r"Bion-M2|Bion-M No", "Project", 3),
        (r"framework agreement.*2018", "Agreement", 2),
        ("founding document", "Agreement", 2),
    ],
)
def test_one_thing_is_one_node(entities: list[Canonical], pattern: str, type: str, articles: int) -> None:
    found = named(entities, pattern, type)
    assert len(found) == 1, [(e.id, e.name) for e in found]
    assert len({article for article, _ in found[0].members}) == articles


def test_nobody_called_rogozin_is_an_agency(entities: list[Canonical]) -> None:
    assert not named(entities, "rogozin", "Agency")


def test_the_charter_of_2014_is_not_the_agreement_on_nisar(
    entities: list[Canonical], extractions: list[Extraction]
) -> None:
    [charter] = named(entities, "charter", "Agreement")
    assert of_articles(charter, extractions) == {"2014-10-01"}
    [nisar] = [e for e in named(entities, "NISAR", "Agreement") if "2014" in e.name]
    assert of_articles(nisar, extractions) == {"2014-10-01", "2025-07-31"}


def test_accessions_to_the_artemis_accords_are_on_days_of_their_own(
    entities: list[Canonical], extractions: list[Extraction]
) -> None:
    [accords] = named(entities, "artemis-accords", "Agreement")
    assert len(of_articles(accords, extractions)) >= 3
    days = {
        claim.object
        for extraction in extractions
        for claim in extraction.claims
        if claim.predicate == "signedOn" and (article_iri(extraction.article), claim.subject) in accords.members
    }
    assert len(days) >= 3


def test_no_two_heads_at_a_time(
    entities: list[Canonical], extractions: list[Extraction], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with EmbeddedStore.open(tmp_path_factory.mktemp("demo") / "store") as store:
        for extraction in extractions:
            store.replace(article_iri(extraction.article), quads_of(extraction))
        assert not [c for c in conflicts(canonical_facts(store, entities)) if c.kind in ("heads", "dates")]
