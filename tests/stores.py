"""What every store must do, whichever it is: one suite for the embedded store and for each kind of server.

A class of tests inherits it and says by its fixture ``place`` where there is an empty store of its kind.
"""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg import rdf
from kg.config import Place
from kg.errors import QueryError, StoreError
from kg.ids import PREFIXES, article_iri
from kg.ingestion.journal import Journal
from kg.ingestion.removal import remove_articles
from kg.ingestion.run import ingest_articles
from kg.store import IRI, Rows, Triples, Value, open_reader, open_store
from tests.handmade import BY_HAND, article, extraction

ONE = "https://example.org/graph/1"
TWO = "https://example.org/graph/2"


def quads(graph: str, *texts: str) -> list[ox.Quad]:
    subject, predicate = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
    return [ox.Quad(subject, predicate, ox.Literal(text), ox.NamedNode(graph)) for text in texts]


def content(place: Place) -> str:
    with open_reader(place) as reader:
        return reader.serialize("nq").decode()


def line(graph: str, text: str) -> str:
    return f'<https://example.org/s> <https://example.org/p> "{text}" <{graph}> .\n'


def rows(answer: Rows | bool | Triples) -> list[tuple[Value, ...]]:
    assert isinstance(answer, Rows)
    return list(answer)


def canonical(place: Place) -> str:
    with open_reader(place) as reader:
        return rdf.canonical(reader.quads())


class StoreSuite:
    """The tests."""

    @pytest.fixture
    def place(self) -> Place:
        raise NotImplementedError

    @pytest.fixture
    def news(self, place: Place) -> Place:
        """The store with two agencies in it."""
        graph = ox.NamedNode(PREFIXES["article"] + "1")
        cnes, esa = (ox.NamedNode(PREFIXES["agency"] + name) for name in ("cnes", "esa"))
        label, link = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["sc"] + "cooperatesWith")
        said = [
            ox.Quad(cnes, label, ox.Literal('CNES "é" \\u0022, 航天'), graph),
            ox.Quad(esa, label, ox.Literal("ESA", language="en"), graph),
            ox.Quad(cnes, link, esa, graph),
        ]
        with open_store(place) as store:
            store.replace(graph.value, said)
        return place

    # writing

    def test_a_new_store_shows_an_empty_graph(self, place: Place) -> None:
        assert content(place) == ""

    def test_replace_remove_and_repeat_leave_exactly_the_expected_quads(self, place: Place) -> None:
        with open_store(place) as store:
            assert store.replace(ONE, quads(ONE, "a", "b"))
            assert store.replace(TWO, quads(TWO, "b", "c"))
        assert content(place) == line(ONE, "a") + line(ONE, "b") + line(TWO, "b") + line(TWO, "c")
        with open_store(place) as store:
            assert store.replace(ONE, quads(ONE, "b", "d"))
        assert content(place) == line(ONE, "b") + line(ONE, "d") + line(TWO, "b") + line(TWO, "c")
        with open_store(place) as store:
            assert store.remove(TWO)
            assert store.graphs() == [ONE]
        assert content(place) == line(ONE, "b") + line(ONE, "d")

    def test_writing_what_is_there_changes_nothing_and_publishes_nothing(self, place: Place) -> None:
        with open_store(place) as store:
            assert store.replace(ONE, quads(ONE, "a", "b"))
            assert not store.replace(ONE, quads(ONE, "a", "b"))
            assert store.publish()
        with open_store(place) as store:
            assert not store.replace(ONE, quads(ONE, "b", "a", "a"))
            assert not store.remove(TWO)
            assert not store.publish()

    def test_what_was_written_last_is_what_counts(self, place: Place) -> None:
        with open_store(place) as store:
            assert store.replace(ONE, quads(ONE, "a"))
            assert store.replace(ONE, quads(ONE, "b"))
            assert store.remove(ONE)
            assert store.replace(ONE, quads(ONE, "c"))
            assert rows(store.query("SELECT ?o { ?s ?p ?o }")) == [("c",)]
            assert set(store.quads(ONE)) == set(quads(ONE, "c"))
        assert content(place) == line(ONE, "c")

    def test_the_union_of_the_graphs_is_a_set(self, place: Place) -> None:
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        with open_store(place) as store:
            store.replace(ONE, quads(ONE, "a", "both"))
            store.replace(TWO, quads(TWO, "both"))
            assert rows(store.query(count)) == [(2,)]
            graphs = "SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(?o = 'both') } ORDER BY ?g"
            assert rows(store.query(graphs)) == [(ONE,), (TWO,)]
            store.remove(ONE)
            assert rows(store.query("SELECT ?o { ?s ?p ?o }")) == [("both",)]
            store.remove(TWO)
            assert rows(store.query(count)) == [(0,)]

    def test_a_graph_that_only_loses_something_keeps_the_rest(self, place: Place) -> None:
        with open_store(place) as store:
            store.replace(ONE, quads(ONE, "a", "b"))
            assert store.replace(ONE, quads(ONE, "a"))
        assert content(place) == line(ONE, "a")

    def test_a_graph_larger_than_a_request_is_written_whole(self, place: Place) -> None:
        texts = [f"text {number}" for number in range(self.large)]
        with open_store(place) as store:
            store.replace(TWO, quads(TWO, "before"))
            store.replace(ONE, quads(ONE, "before", texts[0]))
            store.publish()
            assert store.replace(ONE, quads(ONE, *texts))
            assert store.graphs() == [ONE, TWO]
            assert len(set(store.quads(ONE))) == self.large
            assert rows(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == [(self.large + 1,)]

    #: Statements that are too many for one request to a server.
    large = 1_200

    @pytest.mark.parametrize(
        "bad",
        [
            quads(TWO, "a"),
            [ox.Quad(ox.BlankNode(), ox.NamedNode(ONE), ox.Literal("a"), ox.NamedNode(ONE))],
            [ox.Quad(ox.NamedNode(ONE), ox.NamedNode(ONE), ox.BlankNode(), ox.NamedNode(ONE))],
        ],
        ids=["of another graph", "blank subject", "blank object"],
    )
    def test_a_quad_that_could_not_be_replaced_later_is_refused_before_anything_is_written(
        self, place: Place, bad: list[ox.Quad]
    ) -> None:
        with open_store(place) as store:
            with pytest.raises(ValueError, match=r"does not belong|blank node"):
                store.replace(ONE, [*quads(ONE, "a"), *bad])
            assert store.graphs() == []

    def test_loading_a_file_twice_changes_nothing_and_a_new_version_replaces_the_old(
        self, place: Place, tmp_path: Path
    ) -> None:
        file = tmp_path / "background.ttl"
        file.write_text("@prefix e: <https://example.org/> . e:a e:p [ e:q 1 ] , [ e:q 2 ] .")
        with open_store(place) as store:
            assert store.load(ONE, [file])
            assert not store.load(ONE, [file])
            assert len(list(store.quads(ONE))) == 4
            file.write_text("@prefix e: <https://example.org/> . e:a e:p 3 .")
            assert store.load(ONE, [file])
            assert [str(quad.object) for quad in store.quads()] == [str(ox.Literal(3))]

    def test_quads_of_a_file_all_land_in_the_given_graph(self, place: Place, tmp_path: Path) -> None:
        file = tmp_path / "background.trig"
        file.write_text("@prefix e: <https://example.org/> . e:g { e:a e:p 1 } e:a e:p 2 .")
        with open_store(place) as store:
            store.load(ONE, [file])
            assert store.graphs() == [ONE]
            assert len(list(store.quads())) == 2

    @pytest.mark.parametrize(
        ("name", "text", "trouble"),
        [
            ("missing.ttl", None, "no such file"),
            ("table.csv", "a,b", "not known as RDF"),
            ("broken.ttl", "<https://example.org/a> <https://example.org/p> .\n", r"line 1.*not valid RDF"),
            ("latin.nt", b'<https://example.org/a> <https://example.org/p> "\xe9" .', "not valid RDF|cannot be read"),
        ],
    )
    def test_a_file_that_cannot_be_loaded_is_named_and_nothing_is_written(
        self, place: Place, tmp_path: Path, name: str, text: str | bytes | None, trouble: str
    ) -> None:
        file = tmp_path / name
        if text is not None:
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        with open_store(place) as store:
            with pytest.raises(StoreError, match=trouble) as caught:
                store.load(ONE, [file])
            assert name in str(caught.value)
            assert store.graphs() == []

    def test_a_second_writer_is_told_who_holds_the_store(self, place: Place) -> None:
        with open_store(place), pytest.raises(StoreError, match=r"process \d+ is writing.*kill"):
            open_store(place)
        open_store(place).close()

    def test_a_closed_store_says_so(self, place: Place) -> None:
        store = open_store(place)
        store.close()
        store.close()
        with pytest.raises(StoreError, match="was closed"):
            store.replace(ONE, quads(ONE, "a"))

    @pytest.mark.parametrize(
        "literal",
        [
            'one " two \\ three \n\r\t four',
            "'''\"\"\" } ; DROP ALL #",
            "航天 🛰 é \u2028\ufeff",
            "\x01\x0b",
            "",
            " ",
            "x" * 60_000,
        ],
        ids=["escapes", "injection", "unicode", "controls", "empty", "space", "long"],
    )
    def test_a_text_comes_back_as_it_was(self, place: Place, literal: str) -> None:
        with open_store(place) as store:
            store.replace(ONE, quads(ONE, literal))
            assert set(store.quads(ONE)) == set(quads(ONE, literal))
            assert not store.replace(ONE, quads(ONE, literal))
            assert store.query("ASK { ?s ?p ?o }", {"o": literal}) is True

    @pytest.mark.parametrize(
        ("lexical", "datatype"),
        [
            ("0.93", "decimal"),
            ("17", "integer"),
            ("true", "boolean"),
            ("2019", "gYear"),
            ("2019-06", "gYearMonth"),
            ("2019-06-17", "date"),
            ("2019-06-17T10:00:00Z", "dateTime"),
            ("https://example.org/", "anyURI"),
        ],
    )
    def test_a_typed_value_comes_back_as_it_was(self, place: Place, lexical: str, datatype: str) -> None:
        value = ox.Literal(lexical, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))
        [one] = quads(ONE, "")
        said = {ox.Quad(one.subject, one.predicate, value, one.graph_name)}
        with open_store(place) as store:
            store.replace(ONE, said)
            assert set(store.quads(ONE)) == said
            assert not store.replace(ONE, said)

    # articles

    def test_articles_are_added_skipped_changed_and_removed(self, place: Place) -> None:
        journal = Journal.of(place)
        first = [article(f"a{number}", f"CNES works with ESA. {number}") for number in range(8)]
        later = [article("a1", "CNES works with nobody."), *first[2:]]
        with open_store(place) as store:
            report = ingest_articles(first, store, BY_HAND, journal=journal, batch=3)
            assert (report.added, report.changed, report.unchanged) == (8, 0, 0)
        with open_store(place) as store:
            report = ingest_articles(first, store, BY_HAND, journal=journal)
            assert (report.added, report.changed, report.unchanged, report.extracted) == (0, 0, 8, 0)
        with open_store(place) as store:
            report = ingest_articles(later, store, BY_HAND, journal=journal)
            assert (report.added, report.changed, report.unchanged) == (0, 1, 6)
            removed = remove_articles(store, ["a0", "nobody"], journal)
            assert removed[0] == article_iri(first[0])
            assert isinstance(removed[1], StoreError)
        assert canonical(place) == expected(later)
        with open_reader(place) as reader:
            assert rows(reader.query("SELECT (COUNT(?a) AS ?n) { ?a a sc:Article }")) == [(7,)]
            claims = "SELECT (COUNT(?g) AS ?n) { GRAPH ?g { ?c a sc:Claim } }"
            assert rows(reader.query(claims)) == [(6,)]

    # asking

    def test_prefixes_are_known_and_can_be_declared_otherwise(self, news: Place) -> None:
        with open_reader(news) as reader:
            assert rows(reader.query("SELECT ?a { ?a sc:cooperatesWith agency:esa }")) == [(IRI.of("agency:cnes"),)]
            assert reader.query("PREFIX sc: <https://example.org/> ASK { ?a sc:cooperatesWith ?b }") is False

    def test_a_bound_variable_is_a_name_or_a_text_as_its_type_says(self, news: Place) -> None:
        query = "SELECT ?a ?b { ?a rdfs:label|sc:cooperatesWith ?b }"
        esa, cnes = IRI.of("agency:esa"), IRI.of("agency:cnes")
        with open_reader(news) as reader:
            assert rows(reader.query(query, {"b": esa})) == [(cnes, esa)]
            assert rows(reader.query(query, {"b": "agency:esa"})) == []
            text = 'CNES "é" \\u0022, 航天'
            assert rows(reader.query(query, {"b": text})) == [(cnes, text)]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("SELECT ?a (COUNT(?b) AS ?n) { ?a sc:cooperatesWith ?b } GROUP BY ?a", [("cnes", 1)]),
            ("SELECT ?a ?n { ?a sc:cooperatesWith ?b BIND('?a' AS ?n) # ?a }\n } ORDER BY ?a ?n", [("cnes", "?a")]),
            ("SELECT ?a { { SELECT ?a { ?a sc:cooperatesWith ?b } } FILTER(?a != agency:esa) }", [("cnes",)]),
            ("SELECT DISTINCT ?a { FILTER EXISTS { ?a sc:cooperatesWith ?b } }", [("cnes",)]),
            ("SELECT ?a ?n { GRAPH ?g { ?a rdfs:label ?n } FILTER(CONTAINS(?n, '航天')) }", [("cnes", '"é"')]),
        ],
    )
    def test_a_value_may_be_bound_anywhere(self, news: Place, query: str, found: list[tuple[str | int, ...]]) -> None:
        with open_reader(news) as reader:
            [row] = rows(reader.query(query, {"a": IRI.of("agency:cnes")}))
            assert row[0] == IRI.of("agency:cnes")
            assert [str(part) in str(cell) for part, cell in zip(found[0][1:], row[1:], strict=True)].count(False) == 0

    def test_an_unbound_variable_is_none(self, news: Place) -> None:
        with open_reader(news) as reader:
            found = reader.query("SELECT ?a ?x { ?a sc:cooperatesWith ?b OPTIONAL { ?a sc:met ?x } }")
            assert rows(found)[0][1] is None

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
            ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "query", "refused"),
        ],
    )
    def test_a_query_that_cannot_be_asked_is_refused_with_the_reason(
        self, place: Place, query: str, position: str, trouble: str
    ) -> None:
        with open_reader(place) as reader, pytest.raises(QueryError) as caught:
            reader.query(query)
        assert position in str(caught.value)
        assert trouble in str(caught.value)
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        ("bindings", "trouble"),
        [
            ({"b": IRI.of("agency:cnes")}, r"\?b.*SELECT clause"),
            ({"a": IRI("not an iri")}, "is not an IRI"),
            ({"a": object()}, "cannot stand in a query"),
            ({"a b": "x"}, "is not a variable's name"),
        ],
    )
    def test_a_binding_that_cannot_be_is_refused(self, place: Place, bindings: dict[str, Value], trouble: str) -> None:
        with open_reader(place) as reader, pytest.raises(QueryError, match=trouble):
            reader.query("SELECT ?a { ?a ?b ?c }", bindings)

    def test_cells_are_python_values(self, place: Place) -> None:
        values = ("1", "0.93", "1.5e0", '"2019-09-06"^^xsd:date', '"2019"^^xsd:gYear', '"text"@fr', "agency:cnes")
        wanted = (1, 0.93, 1.5, dt.date(2019, 9, 6), "2019", "text", IRI.of("agency:cnes"))
        with open_reader(place) as reader:
            for literal, value in zip(values, wanted, strict=True):
                [[cell]] = rows(reader.query(f"SELECT ?x {{ VALUES ?x {{ {literal} }} }}"))
                assert (cell, type(cell)) == (value, type(value))

    def test_rows_and_triples_take_every_form(self, news: Place) -> None:
        with open_reader(news) as reader:
            answer = reader.query("SELECT ?a ?b ?none { ?a rdfs:label ?b } ORDER BY ?a")
            assert isinstance(answer, Rows)
            document = json.loads(answer.serialize("json"))
            assert document["head"] == {"vars": ["a", "b", "none"]}
            assert {"type": "literal", "value": "ESA", "xml:lang": "en"} in [
                row["b"] for row in document["results"]["bindings"]
            ]
            triples = reader.query("CONSTRUCT { ?a sc:met ?b } WHERE { ?a sc:cooperatesWith ?b }")
            assert isinstance(triples, Triples)
            assert list(triples) == [(IRI.of("agency:cnes"), IRI.of("sc:met"), IRI.of("agency:esa"))]
            described = reader.query("CONSTRUCT WHERE { agency:cnes ?p ?o }")
            assert len(described) == 2  # type: ignore[arg-type]

    @pytest.mark.parametrize("format", ["nq", "trig", "ttl", "nt", "rdf", "jsonld"])
    def test_every_export_reads_back_to_the_same_triples(self, news: Place, format: str) -> None:
        with open_reader(news) as reader:
            exported = {quad.triple for quad in rdf.parse(reader.serialize(format), format)}
            assert exported == set(reader.triples())
            assert len(exported) == 3

    def test_the_rdflib_graph_says_the_same(self, news: Place) -> None:
        with open_reader(news) as reader:
            text = reader.serialize("nt").decode()
            assert set(reader.to_rdflib()) == set(rdflib.Graph().parse(data=text, format="nt"))


def expected(articles: Iterable[object]) -> str:
    """The canonical text of a store with these articles, none of which is a copy."""
    return rdf.canonical(quad for each in articles for quad in rdf.quads_of(extraction(each)))  # type: ignore[arg-type]
