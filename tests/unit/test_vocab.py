from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef, namespace

import kg.vocab
from kg.config import resource
from kg.ids import ONTOLOGY, TOPICS
from kg.model import ENTITY_TYPES, MODALITIES, PREDICATES
from kg.vocab_build import source


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(resource("ontology/cooperation.ttl"))


@pytest.fixture(scope="module")
def domains() -> Graph:
    return Graph().parse(resource("ontology/domains.ttl"))


def test_the_constants_are_those_of_the_ontology() -> None:
    path = kg.vocab.__file__
    assert Path(path).read_text(encoding="utf-8") == source(), "run: python -m kg.vocab_build"


def test_every_term_of_the_model_is_in_the_ontology() -> None:
    for name in (*ENTITY_TYPES, *PREDICATES, *MODALITIES):
        assert getattr(kg.vocab, f"SC_{name}") == ONTOLOGY + name


def test_every_term_has_a_label_a_definition_and_a_place_among_other_vocabularies(ontology: Graph) -> None:
    terms = {term for term in ontology.subjects(RDFS.isDefinedBy) if str(term).startswith(ONTOLOGY)}
    declared = {term for term in ontology.subjects(RDF.type) if str(term).startswith(ONTOLOGY)}
    assert terms == declared
    matches = {SKOS.closeMatch, SKOS.relatedMatch, SKOS.broadMatch}
    relations = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, RDF.type, *matches}
    for term in terms:
        assert len(list(ontology.objects(term, RDFS.label))) == 1, term
        assert len(list(ontology.objects(term, SKOS.definition))) == 1, term
        kin = {kin for relation in relations for kin in ontology.objects(term, relation)}
        assert any(not str(other).startswith(str(OWL)) for other in kin), term


def test_the_ontology_uses_no_term_that_it_does_not_define(ontology: Graph) -> None:
    defined = set(ontology.subjects(RDFS.isDefinedBy))
    used = {
        term for triple in ontology for term in triple if isinstance(term, URIRef) and str(term).startswith(ONTOLOGY)
    }
    assert used == defined


@pytest.mark.parametrize("name", ["cooperation", "domains", "alignments"])
def test_files_that_stores_hold_have_no_blank_nodes_so_that_writing_them_again_changes_nothing(name: str) -> None:
    triples = Graph().parse(resource(f"ontology/{name}.ttl"))
    assert not any(isinstance(term, BNode) for triple in triples for term in triple)


@pytest.mark.parametrize("name", ["alignments.ttl", "shapes.ttl"])
def test_alignments_and_shapes_speak_of_defined_terms_only(ontology: Graph, name: str) -> None:
    other = Graph().parse(resource(f"ontology/{name}"))
    used = {term for triple in other for term in triple if isinstance(term, URIRef) and str(term).startswith(ONTOLOGY)}
    assert used - {URIRef(ONTOLOGY)} <= set(ontology.subjects(RDFS.isDefinedBy))


@pytest.mark.parametrize("prefix", ["DCT", "ORG", "PROV", "RDFS", "SCHEMA", "SKOS", "XSD"])
def test_borrowed_terms_exist_where_they_come_from(prefix: str) -> None:
    standard = getattr(namespace, {"DCT": "DCTERMS", "SCHEMA": "SDO"}.get(prefix, prefix))
    names = [name for name in vars(kg.vocab) if name.startswith(prefix + "_")]
    assert names
    for name in names:
        assert URIRef(getattr(kg.vocab, name)) in standard, name


def test_every_topic_has_labels_a_definition_and_a_place_in_the_scheme(domains: Graph) -> None:
    concepts = set(domains.subjects(RDF.type, SKOS.Concept))
    tops = set(domains.objects(URIRef(TOPICS), SKOS.hasTopConcept))
    assert 40 <= len(concepts) <= 80
    for concept in concepts:
        assert len(list(domains.objects(concept, SKOS.prefLabel))) == 1, concept
        assert list(domains.objects(concept, SKOS.altLabel)), concept
        assert len(list(domains.objects(concept, SKOS.definition))) == 1, concept
        above = list(domains.transitive_objects(concept, SKOS.broader))
        assert set(above) <= concepts
        assert above[-1] in tops, concept
        assert (concept in tops) == ((concept, SKOS.topConceptOf, URIRef(TOPICS)) in domains)


def test_no_two_topics_share_a_label() -> None:
    labels = [label.lower().replace("-", " ") for labels in kg.vocab.TOPIC_LABELS.values() for label in labels]
    assert sorted(labels) == sorted(set(labels))
