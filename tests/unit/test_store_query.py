"""Asking a snapshot: values, prefixes, bound variables, formats, and errors that say where."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import QueryError
from kg.ids import PREFIXES
from kg.store import IRI, EmbeddedStore, Rows, Snapshot, Triples, Value, open_snapshot

GRAPH = ox.NamedNode(PREFIXES["article"] + "1")
XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path: Path = tmp_path_factory.mktemp("query") / "store"
    cnes, esa = (ox.NamedNode(PREFIXES["agency"] + name) for name in ("cnes", "esa"))
    label, link = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["sc"] + "cooperatesWith")
    with EmbeddedStore.open(path) as store:
        store.replace(
            GRAPH.value,
            [
                ox.Quad(cnes, label, ox.Literal('CNES "é" \\u0022, 航天'), GRAPH),
                ox.Quad(esa, label, ox.Literal("ESA", language="en"), GRAPH),
                ox.Quad(cnes, link, esa, GRAPH),
            ],
        )
    with open_snapshot(path) as opened:
        yield opened


def rows(answer: Rows | bool | Triples) -> list[tuple[Value, ...]]:
    assert isinstance(answer, Rows)
    return list(answer)


def test_prefixes_are_known_and_can_be_declared_otherwise(snapshot: Snapshot) -> None:
    assert rows(snapshot.query("SELECT ?a { ?a sc:cooperatesWith agency:esa }")) == [(IRI.of("agency:cnes"),)]
    assert snapshot.query("PREFIX sc: <https://example.org/> ASK { ?a sc:cooperatesWith ?b }") is False


def test_a_bound_variable_is_a_name_or_a_text_as_its_type_says(snapshot: Snapshot) -> None:
    query = "SELECT ?a ?b { ?a rdfs:label|sc:cooperatesWith ?b }"
    assert rows(snapshot.query(query, {"b": IRI.of("agency:esa")})) == [(IRI.of("agency:cnes"), IRI.of("agency:esa"))]
    assert rows(snapshot.query(query, {"b": "agency:esa"})) == []
    text = 'CNES "é" \\u0022, 航天'
    assert rows(snapshot.query(query, {"b": text})) == [(IRI.of("agency:cnes"), text)]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("1", 1),
        ("0.93", 0.93),
        ("1.5e0", 1.5),
        ("true", True),
        ('"2019-09-06"^^xsd:date', dt.date(2019, 9, 6)),
        ('"2019-09-06T10:00:00Z"^^xsd:dateTime', dt.datetime(2019, 9, 6, 10, tzinfo=dt.UTC)),
        ('"2019"^^xsd:gYear', "2019"),
        ('"2019-06"^^xsd:gYearMonth', "2019-06"),
        ('"soon"^^xsd:date', "soon"),
        ('"perhaps"^^xsd:boolean', "perhaps"),
        ('"text"@fr', "text"),
        ("agency:cnes", IRI.of("agency:cnes")),
    ],
)
def test_cells_are_python_values(snapshot: Snapshot, literal: str, value: Value) -> None:
    [[cell]] = rows(snapshot.query(f"SELECT ?x {{ VALUES ?x {{ {literal} }} }}"))
    assert (cell, type(cell)) == (value, type(value))


def test_an_unbound_variable_is_none(snapshot: Snapshot) -> None:
    assert rows(snapshot.query("SELECT ?a ?x { ?a sc:cooperatesWith ?b OPTIONAL { ?a sc:met ?x } }"))[0][1] is None


@pytest.mark.parametrize(
    ("query", "position", "trouble"),
    [
        ("SELECT ?a { ?a ?b", "line 1, column 18", "syntax error, expected"),
        ("SELECT ?a {\n ?a nope:b ?c }", "line 2, column", "unknown prefix"),
        ("SELECT ?a {\n\n ?a ?b ?c } }", "line 3, column 14", "syntax error, the query cannot go on like this"),
        ("SELECT * {\n ?a ?b 'é' .\n 航 }", "line 3, column", "syntax error"),
        ("SELECT (COUNT(?a) AS ?n) ?b { ?a ?b ?c }", "line 1, column", "neither grouped nor aggregated"),
        ("INSERT DATA { sc:a sc:b sc:c }", "line 1, column 1", "syntax error"),
        ("", "line 1, column 1", "syntax error"),
    ],
)
def test_a_syntax_error_says_where(snapshot: Snapshot, query: str, position: str, trouble: str) -> None:
    with pytest.raises(QueryError) as caught:
        snapshot.query(query)
    assert position in str(caught.value)
    assert trouble in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "'\\u{" not in str(caught.value)


@pytest.mark.parametrize(
    ("bindings", "trouble"),
    [
        ({"b": IRI.of("agency:cnes")}, r"\?b.*SELECT clause"),
        ({"a": IRI("not an iri")}, "is not an IRI"),
        ({"a": object()}, "cannot stand in a query"),
        ({"a b": "x"}, "is not a variable's name"),
    ],
)
def test_a_binding_that_cannot_be_is_refused(snapshot: Snapshot, bindings: dict[str, Value], trouble: str) -> None:
    with pytest.raises(QueryError, match=trouble):
        snapshot.query("SELECT ?a { ?a ?b ?c }", bindings)


def test_rows_serialize_as_pyoxigraph_itself_does(snapshot: Snapshot) -> None:
    sparql = "SELECT ?a ?b ?none { ?a ?p ?b OPTIONAL { ?a sc:met ?none } } ORDER BY ?a ?b"
    answer = snapshot.query(sparql)
    assert isinstance(answer, Rows)
    reference = ox.Store()
    reference.extend(ox.Quad(q.subject, q.predicate, q.object) for q in snapshot.quads())
    for name, format in {
        "xml": ox.QueryResultsFormat.XML,
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
    }.items():
        solutions = reference.query(sparql, prefixes=PREFIXES)
        assert isinstance(solutions, ox.QuerySolutions)
        assert answer.serialize(name) == solutions.serialize(format=format)
    document = json.loads(answer.serialize("json"))
    assert document["head"] == {"vars": ["a", "b", "none"]}
    assert {"type": "literal", "value": "ESA", "xml:lang": "en"} in [b["b"] for b in document["results"]["bindings"]]
    with pytest.raises(QueryError, match=r"'html'.*json, xml, csv, tsv"):
        answer.serialize("html")


def test_rows_become_dictionaries_and_data_frames(snapshot: Snapshot) -> None:
    answer = snapshot.query("SELECT ?a ?b { ?a sc:cooperatesWith ?b }")
    assert isinstance(answer, Rows)
    assert answer.to_dicts() == [{"a": IRI.of("agency:cnes"), "b": IRI.of("agency:esa")}]
    assert answer.to_pandas().to_dict("records") == answer.to_dicts()


def test_without_pandas_the_remedy_is_named(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(QueryError, match="pip install pandas"):
        Rows(("a",)).to_pandas()


def test_triples_are_distinct_sorted_and_convertible(snapshot: Snapshot) -> None:
    answer = snapshot.query("CONSTRUCT { ?a sc:met ?b } WHERE { ?a sc:cooperatesWith ?b }")
    assert isinstance(answer, Triples)
    assert list(answer) == [(IRI.of("agency:cnes"), IRI.of("sc:met"), IRI.of("agency:esa"))]
    turtle = answer.serialize("turtle").decode()
    assert "agency:cnes sc:met agency:esa" in turtle
    assert "foaf:" not in turtle
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == 1


def test_the_rdflib_graph_says_the_same(snapshot: Snapshot) -> None:
    text = snapshot.serialize("nt").decode()
    assert set(snapshot.to_rdflib()) == set(rdflib.Graph().parse(data=text, format="nt"))


@pytest.mark.parametrize("format", ["nq", "trig", "ttl", "nt", "rdf", "jsonld"])
def test_every_export_reads_back_to_the_same_triples(snapshot: Snapshot, format: str) -> None:
    target = {
        "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdf": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }[format]
    assert {quad.triple for quad in ox.parse(snapshot.serialize(format), format=target)} == set(snapshot.triples())


def test_short_names_and_full_ones_are_the_same_iri() -> None:
    assert IRI.of("agency:cnes") == PREFIXES["agency"] + "cnes"
    assert IRI.of("agency:cnes").short == "agency:cnes"
    assert IRI.of("https://example.org/x").short == "https://example.org/x"
