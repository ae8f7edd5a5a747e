"""The command line on a small graph: what each command prints where, and how it ends. No model is loaded."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import Kg

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own_store(news_store: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    shutil.copytree(news_store, tmp_path / "own")
    return tmp_path / "own"


SELECT = "SELECT ?agency ?name WHERE { ?agency a sc:Agency ; rdfs:label ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?a a sc:Agency } WHERE { ?a a sc:Agency }"


def test_a_table_shows_names_with_their_prefix_and_counts_rows_apart_from_them(kg: Kg, news_store: Path) -> None:
    status, out, err = kg("query", "--store", news_store, SELECT)
    assert status == 0
    assert re.search(r"agency:cnes +CNES\n", out)
    assert "rows" not in out
    assert err == "7 rows\n"


def test_no_rows_are_no_output(kg: Kg, news_store: Path) -> None:
    assert kg("query", "--store", news_store, "SELECT ?x { ?x a sc:Nothing }") == (0, "", "no rows\n")


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("csv", lambda text: [row[1] for row in csv.reader(io.StringIO(text))][1:]),
        ("tsv", lambda text: [line.split("\t")[1].strip('"') for line in text.splitlines()][1:]),
        ("json", lambda text: [row["name"]["value"] for row in json.loads(text)["results"]["bindings"]]),
        ("xml", lambda text: [node.text for node in ET.fromstring(text).iter() if node.tag.endswith("literal")]),
    ],
)
def test_each_format_holds_the_same_rows(kg: Kg, news_store: Path, form: str, read: Callable[[str], list[str]]) -> None:
    status, out, err = kg("query", "--store", news_store, "--format", form, SELECT)
    assert (status, err) == (0, "")
    assert read(out) == ["CNES", "ISRO", "JAXA", "Nauka-Service", "Roscosmos", "Roshydromet", "TsAGI"]


@pytest.mark.parametrize("form", ["table", "turtle"])
def test_triples_are_written_as_turtle(kg: Kg, news_store: Path, form: str) -> None:
    status, out, _ = kg("query", "--store", news_store, "--format", form, CONSTRUCT)
    assert status == 0
    assert "agency:cnes a sc:Agency" in out


@pytest.mark.parametrize("form", ["json", "xml"])
def test_triples_are_written_in_other_formats(kg: Kg, news_store: Path, form: str) -> None:
    status, out, _ = kg("query", "--store", news_store, "--format", form, CONSTRUCT)
    assert status == 0
    assert "id/agency/cnes" in out


@pytest.mark.parametrize(("form", "shown"), [("table", "true"), ("csv", "true"), ("json", '"boolean": true')])
def test_a_question_of_yes_or_no_is_answered(kg: Kg, news_store: Path, form: str, shown: str) -> None:
    status, out, _ = kg("query", "--store", news_store, "--format", form, "ASK { ?a a sc:Agency }")
    assert status == 0
    assert shown in out


def test_a_query_is_read_from_a_file_or_from_standard_input(
    kg: Kg, news_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "agencies.rq").write_text(SELECT)
    from_file = kg("query", "--store", news_store, "--file", "agencies.rq")
    monkeypatch.setattr("sys.stdin", io.StringIO(SELECT))
    assert kg("query", "--store", news_store, "--file", "-") == from_file
    assert from_file.status == 0


def test_a_named_question_takes_its_parameters_by_name_or_label(kg: Kg, news_store: Path) -> None:
    answers = [
        kg("query", "--store", news_store, "--name", "heads", "--param", f"agency={name}", "--format", "csv")
        for name in ("agency:tsagi", "TsAGI", "tsagi")
    ]
    assert answers[0].status == 0
    assert "Kirill Sypalo" in answers[0].out
    assert answers[0] == answers[1] == answers[2]


def test_the_store_is_taken_from_the_environment(kg: Kg, news_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(news_store))
    assert kg("stats").status == 0


def test_every_question_is_listed_and_explained(kg: Kg) -> None:
    from kg.queries import QUESTIONS

    listed = kg("queries").out
    for name, question in QUESTIONS.items():
        assert f"\n{name}" in "\n" + listed
        status, out, _ = kg("queries", name)
        assert status == 0
        assert question.title in out
        assert all(param.name in out for param in question.params)


def test_stats_count_what_articles_say(kg: Kg, news_store: Path) -> None:
    status, out, err = kg("stats", "--store", news_store)
    assert (status, err) == (0, "")
    assert re.search(r"^Agency +7$", out, re.MULTILINE)
    assert re.search(r"^cooperatesWith +\d+ +0 +1$", out, re.MULTILINE)


def test_a_sound_graph_is_valid(kg: Kg, news_store: Path) -> None:
    status, out, err = kg("validate", "--store", news_store)
    assert (status, out) == (0, "")
    assert err == "4 articles: no violations\n"


def test_what_is_wrong_with_a_graph_is_one_line_each(kg: Kg, own_store: Path) -> None:
    import pyoxigraph as ox

    from kg.ids import PREFIXES
    from kg.store import EmbeddedStore

    article = PREFIXES["article"] + "0" * 16
    type = ox.NamedNode(PREFIXES["rdf"] + "type")
    claim = ox.Quad(
        ox.NamedNode(PREFIXES["claim"] + "1"), type, ox.NamedNode(PREFIXES["sc"] + "Claim"), ox.NamedNode(article)
    )
    with EmbeddedStore.open(own_store) as store:
        store.replace(article, [claim])
    status, out, err = kg("validate", "--store", own_store)
    assert status == 1
    assert out
    assert all(line.startswith("article:0000000000000000: claim:1: ") for line in out.splitlines())
    assert re.fullmatch(r"5 articles: \d+ violations?\n", err)


def test_a_view_is_written_and_described(kg: Kg, news_store: Path, tmp_path: Path) -> None:
    status, out, err = kg("view", "--store", news_store, "--out", "all.html")
    assert (status, err) == (0, "")
    assert re.fullmatch(r"all\.html: \d+ entities, \d+ edges\n", out)
    assert "<html" in (tmp_path / "all.html").read_text("utf-8")


def test_a_view_about_an_entity_and_some_years_is_smaller(kg: Kg, news_store: Path) -> None:
    def entities(*options: str) -> int:
        status, out, _ = kg("view", "--store", news_store, "--out", "v.html", *options)
        assert status == 0
        return int(out.split()[1])

    everything = entities()
    about = entities("--about", "JAXA")
    assert 1 < about < everything
    assert 0 < entities("--since", "2020", "--until", "2020") < everything


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "csv"])
def test_each_export_is_written_and_names_an_agency(kg: Kg, news_store: Path, tmp_path: Path, suffix: str) -> None:
    status, out, err = kg("export", "--store", news_store, "--out", f"graph.{suffix}")
    assert (status, err) == (0, "")
    assert out.startswith(f"graph.{suffix}: ")
    assert "roscosmos" in (tmp_path / f"graph.{suffix}").read_text("utf-8")


def test_background_is_loaded_beside_the_articles_and_once(kg: Kg, own_store: Path, tmp_path: Path) -> None:
    (tmp_path / "Launch sites.ttl").write_text("<urn:kourou> <urn:in> <urn:guyane> .")
    articles = kg("query", "--store", own_store, "--name", "articles", "--format", "csv").out
    first, again = (kg("load", "--store", own_store, "Launch sites.ttl") for _ in range(2))
    assert first == (0, "https://w3id.org/space-cooperation/id/graph/background/launch-sites: loaded\n", "")
    assert again.out.endswith("unchanged\n")
    assert "true" in kg("query", "--store", own_store, "ASK { <urn:kourou> ?p ?o }").out
    assert kg("query", "--store", own_store, "--name", "articles", "--format", "csv").out == articles
    assert kg("load", "--store", own_store, "--graph", "urn:mine", "Launch sites.ttl").out == "urn:mine: loaded\n"


def test_a_removed_article_takes_its_facts_with_it(kg: Kg, own_store: Path) -> None:
    asked = "ASK { agreement:disaster-charter a sc:Agreement }"
    assert kg("query", "--store", own_store, asked).out == "true\n"
    status, out, _ = kg("remove", "--store", own_store, "2022-02-01-charter")
    assert status == 0
    assert re.fullmatch(r"2022-02-01-charter: removed article:[0-9a-f]{16}\n", out)
    assert kg("query", "--store", own_store, asked).out == "false\n"
    assert kg("remove", "--store", own_store, "2022-02-01-charter").status == 1


#: command line, exit status, what the one line on stderr says. STORE stands for the fixture's store.
TROUBLE = [
    ("query --store STORE", 2, "give one of: a SPARQL query, --file F.rq, --name NAME"),
    ("query --store STORE --name heads ASK{}", 2, "give one of"),
    ("query --store STORE --param a=b ASK{}", 2, "--param belongs to a named question"),
    ("query --store STORE --name heads --param agency", 2, "'agency' is not of the form name=value"),
    ("query --store STORE --name heads --param agency=x --param agency=y", 2, "agency is given twice"),
    ("query --store STORE --format yaml ASK{}", 2, "'yaml' is not one of"),
    ("query --store STORE --format turtle SELECT*{}", 2, "turtle is for CONSTRUCT"),
    ("query --store STORE --format csv CONSTRUCTWHERE{?s?p?o}", 2, "csv is for SELECT"),
    ("query --store http://localhost:9/ds ASK{}", 1, "http://localhost:9/ds: cannot be reached"),
    ("query --nonsense", 2, "--nonsense"),
    ("nonsense", 2, "nonsense"),
    ("extract", 2, "SOURCE"),
    ("ingest --jobs 0 x.txt", 2, "--jobs"),
    ("view --store STORE", 2, "--out"),
    ("view --store STORE --out v.html --since 2022 --until 2020", 2, "--since 2022 is after --until 2020"),
    ("view --store STORE --out v.html --since lately", 2, "lately"),
    ("export --store STORE --out graph.docx", 2, "graph.docx: unknown suffix"),
    ("load --store STORE --graph sites x.ttl", 2, "'sites' is no IRI"),
    ("load --store STORE --graph article:1 x.ttl", 2, "belongs to the program"),
    ("load --store STORE a/x.ttl b/x.ttl", 2, "would fill the same graph"),
    ("query --store none ASK{}", 1, "none: there is no store here"),
    ("stats --store none", 1, "none: there is no store here"),
    ("remove --store none x", 1, "none: there is no store here"),
    ("query --store STORE SELECT*{?s?p}", 1, "line 1, column 14"),
    (
        "query --store STORE SELECT*{SERVICE<http://127.0.0.1:9/>{?s?p?o}}",
        1,
        "SERVICE would send data to another endpoint",
    ),
    ("query --store STORE --file none.rq", 1, "none.rq: cannot be read"),
    ("query --store STORE --name headz", 2, "did you mean heads?"),
    ("query --store STORE --name heads", 2, "it needs the parameter 'agency'"),
    ("query --store STORE --name heads --param agency=Vulcan", 1, "no entity of that name"),
    ("query --store STORE --name heads --param agenci=CNES", 2, "did you mean agency?"),
    ("query --store STORE --name heads --param agency=\udcff", 2, "is not UTF-8 text"),
    ("queries headz", 2, "did you mean heads?"),
    ("view --store STORE --out none/v.html", 1, "none/v.html: cannot be written"),
    ("view --store STORE --out v.html --about Vulcan", 1, "Vulcan"),
    ("export --store STORE --out none/g.ttl", 1, "none/g.ttl: cannot be written"),
    ("remove --store STORE no-such-article", 1, "no-such-article: there is no such article"),
    ("load --store STORE none.ttl", 1, "none.ttl: there is no such file"),
    ("load --store STORE bad.ttl", 1, "bad.ttl, line 1: is not valid RDF"),
    ("ingest --store file x.txt", 1, "file: is a file, not a store"),
    ("ingest --store file/below x.txt", 1, "is not a directory"),
    ("ingest --store folder x.txt", 1, "folder: is not a store"),
]


@pytest.mark.parametrize(("line", "status", "said"), TROUBLE, ids=[line for line, _, _ in TROUBLE])
def test_trouble_is_one_line_on_stderr_and_a_status(
    kg: Kg, own_store: Path, tmp_path: Path, line: str, status: int, said: str
) -> None:
    (tmp_path / "file").write_text("not a store")
    (tmp_path / "bad.ttl").write_text("nonsense")
    (tmp_path / "x.txt").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.odt").touch()
    ended = kg(*(str(own_store) if word == "STORE" else word for word in line.split()))
    assert ended.status == status
    assert ended.out == ""
    assert ended.err.startswith("kg: ")
    assert ended.err.count("\n") == 1
    assert said in ended.err


def test_a_store_that_may_not_be_written_is_named(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file is no folder, not even for root", encoding="utf-8")
    ended = kg("ingest", "--store", "file/store", "x.txt")
    assert ended.status == 1
    assert "file/store" in ended.err
    assert ended.err.count("\n") == 1


def test_a_store_that_is_being_written_is_named_with_its_writer(kg: Kg, own_store: Path) -> None:
    from kg.store import EmbeddedStore

    with EmbeddedStore.open(own_store):
        ended = kg("remove", "--store", own_store, "2022-02-01-charter")
        assert kg("stats", "--store", own_store).status == 0
    assert ended.status == 1
    assert f"process {os.getpid()} is writing to it" in ended.err


def test_without_arguments_the_help_is_shown_as_wrong_usage(kg: Kg) -> None:
    status, out, err = kg()
    assert (status, out) == (2, "")
    assert "Commands:" in err


def test_the_version_is_that_of_the_package(kg: Kg) -> None:
    import kg as package

    assert kg("--version") == (0, package.__version__ + "\n", "")


def in_a_process(*arguments: str | Path) -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def test_a_reader_that_goes_away_is_no_reason_to_complain(news_store: Path) -> None:
    process = in_a_process("query", "--store", news_store, "--format", "csv", "SELECT * { ?s ?p ?o . ?t ?q ?o }")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_all_of_it(news_store: Path, monkeypatch: pytest.MonkeyPatch, unbuffered: str) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    process = in_a_process("query", "--store", news_store, "--format", "json", "SELECT * { ?s ?p ?o . ?o ?q ?x }")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert len(out) > 100_000  # more than a pipe holds
    json.loads(out)


def test_help_is_quick_because_no_model_is_imported() -> None:
    heavy = ("spacy", "onnxruntime", "rdflib", "pandas", "networkx", "rich", "trafilatura")
    check = f"import sys, kg.cli; print([name for name in {heavy} if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "[]\n"


def test_results_are_utf8_in_any_locale(news_store: Path, tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text('SELECT ?x { VALUES ?x { "Центр – Ågård" } }', "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", "query", "--store", news_store, "--file", query],
        capture_output=True,
        env=environment,
        check=True,
    )
    assert "Центр – Ågård" in done.stdout.decode()
