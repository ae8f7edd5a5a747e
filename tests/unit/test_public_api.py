"""The public API: its names, what an import costs, and that the graph can be taken along in other forms."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import kg
from kg.ingestion.run import ingest_articles
from kg.store import EmbeddedStore
from tests.handmade import BY_HAND, article

ROOT = Path(kg.__file__).parent.parent

NAMES = """
    Article Claim Entity Evidence Extraction Failure Mention Span
    KgError ModelError QueryError SourceError StoreError
    Graph IRI Rows Triples PREFIXES expand shorten
    open read extract ingest remove questions
""".split()


@pytest.fixture
def graph(tmp_path: Path) -> kg.Graph:
    with EmbeddedStore.open(tmp_path) as store:
        ingest_articles([article("one"), article("two")], store, BY_HAND)
    return kg.open(tmp_path)


def test_the_public_names_are_these() -> None:
    assert sorted(kg.__all__) == sorted(NAMES)
    for name in NAMES:
        assert hasattr(kg, name)


def test_every_public_thing_says_what_it_means() -> None:
    for name in set(NAMES) - {"PREFIXES"}:
        assert (getattr(kg, name).__doc__ or "").strip(), name


def test_the_version_is_that_of_the_distribution() -> None:
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("not a checkout")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == kg.__version__


def test_importing_loads_nothing_heavy() -> None:
    heavy = ["spacy", "rdflib", "pyshacl", "pandas", "networkx", "numpy", "babel", "rich", "trafilatura", "onnxruntime"]
    program = f"import kg, sys; print([name for name in {heavy!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ast.literal_eval(answer.stdout) == []


def test_a_graph_answers_queries_and_bindings(graph: kg.Graph) -> None:
    with graph:
        assert graph.query("ASK { agency:cnes sc:cooperatesWith agency:esa }") is True
        rows = graph.select("SELECT ?a ?b { ?a sc:cooperatesWith ?b }", a=kg.IRI.of("agency:esa"))
        assert list(rows) == [(kg.IRI.of("agency:esa"), kg.IRI.of("agency:cnes"))]
        assert len(list(graph.articles())) == 2
        with pytest.raises(kg.QueryError, match="not a SELECT"):
            graph.select("ASK {}")


def test_the_networkx_graph_holds_the_asserted_facts_between_entities(graph: kg.Graph) -> None:
    network = graph.to_networkx()
    assert {node: network.nodes[node] for node in network} == {
        "agency:cnes": {"iri": kg.expand("agency:cnes"), "label": "CNES", "type": "Agency"},
        "agency:esa": {"iri": kg.expand("agency:esa"), "label": "ESA", "type": "Agency"},
    }
    [(subject, object, key, told)] = [edge for edge in network.edges(keys=True, data=True) if edge[0] == "agency:cnes"]
    assert (subject, object, key) == ("agency:cnes", "agency:esa", "cooperatesWith")
    assert (told["articles"], told["confidence"], told["first_date"]) == (2, 1.0, "")


def test_the_rdflib_graph_holds_everything_or_one_article(graph: kg.Graph) -> None:
    first, second = graph.articles()
    everything = set(graph.to_rdflib())
    assert everything == set(graph.to_rdflib(first)) | set(graph.to_rdflib(second.short))


def test_a_graph_stays_as_it_was_opened_until_it_is_refreshed(graph: kg.Graph) -> None:
    assert not graph.refresh()
    kg.remove("one", graph.path)
    assert len(list(graph.articles())) == 2
    assert graph.refresh()
    assert len(list(graph.articles())) == 1


def test_named_questions_are_listed_and_answered(graph: kg.Graph) -> None:
    assert len(kg.questions()) >= 15
    assert isinstance(graph.ask("articles"), kg.Rows)
    with pytest.raises(kg.QueryError, match="no-such-question"):
        graph.ask("no-such-question")


def test_opening_nothing_says_how_to_make_something(tmp_path: Path) -> None:
    with pytest.raises(kg.StoreError, match="kg ingest"):
        kg.open(tmp_path / "missing")
    with pytest.raises(kg.StoreError, match="no store here"):
        kg.remove("one", tmp_path / "missing")
    assert not (tmp_path / "missing").exists()
