"""From files to a store by the command line, with the real extractor: good articles, bad ones, and both together."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.model import ENTITY_TYPES, MODALITIES, PREDICATES
from tests.commands import Kg

GOOD = """\
CNES and ISRO sign an agreement on the oceans

Published: 6 March 2020

PARIS - CNES and ISRO, the space agencies of France and India, signed a memorandum of understanding on maritime
surveillance in Bengaluru on 6 March 2020. CNES President Jean-Yves Le Gall met ISRO Chairman K. Sivan.
"""
RUSSIAN = (
    "Роскосмос и Индийская организация космических исследований подписали в Москве соглашение о сотрудничестве в "
    "области пилотируемых полётов. Документ подписали руководители обоих агентств на встрече в пятницу.\n"
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "oceans.txt"
    path.write_text(GOOD, "utf-8")
    return path


def test_an_extracted_article_is_one_json_object_whose_spans_lie_in_its_text(kg: Kg, good: Path) -> None:
    status, out, err = kg("extract", good)
    assert (status, err) == (0, "")
    assert out.count("\n") == 1
    found = json.loads(out)
    assert found.keys() == {"article", "entities", "facts"}
    article = found["article"]
    assert article.keys() == {"id", "title", "published", "lang", "text"}
    assert article["id"] == "oceans"
    assert (article["published"], article["lang"]) == ("2020-03-06", "en")
    ids = {entity["id"] for entity in found["entities"]}
    assert len(ids) == len(found["entities"])
    assert "https://w3id.org/space-cooperation/id/agency/cnes" in ids
    for entity in found["entities"]:
        assert entity.keys() == {"id", "type", "name", "mentions", "sameAs"}
        assert entity["type"] in ENTITY_TYPES
        assert all(article["text"][start:end].strip() for start, end in entity["mentions"])
    cnes = next(entity for entity in found["entities"] if entity["id"].endswith("/agency/cnes"))
    assert {article["text"][start:end] for start, end in cnes["mentions"]} == {"CNES"}
    assert found["facts"]
    for fact in found["facts"]:
        assert fact.keys() == {"subject", "predicate", "object", "modality", "confidence", "evidence"}
        assert fact["subject"] in ids
        assert fact["predicate"] in PREDICATES
        assert fact["modality"] in MODALITIES
        assert 0 <= fact["confidence"] <= 1
        assert all(0 <= start < end <= len(article["text"]) for start, end in fact["evidence"])


def test_facts_are_one_tab_separated_line_each(kg: Kg, good: Path) -> None:
    facts = json.loads(kg("extract", good).out)["facts"]
    status, out, _ = kg("extract", "--format", "facts", good)
    assert status == 0
    rows = [line.split("\t") for line in out.splitlines()]
    assert len(rows) == len(facts)
    assert all(len(row) == 7 and row[6] == "oceans" for row in rows)


def test_json_ld_is_one_document_an_article(kg: Kg, good: Path) -> None:
    status, out, _ = kg("extract", "--format", "jsonld", good, good)
    assert status == 0
    assert len(out.splitlines()) == 2
    assert all("id/agency/cnes" in json.dumps(json.loads(line)) for line in out.splitlines())


def test_standard_input_is_a_source(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    status, out, _ = kg("extract", "-")
    assert status == 0
    assert "agency/cnes" in out


def test_an_article_is_stored_once_replaced_when_it_changes_and_removed(kg: Kg, good: Path) -> None:
    status, out, err = kg("ingest", "--store", "s", "--log-every", "600", good)
    assert (status, out.splitlines()[0], err) == (0, "1 article: 1 added, 0 changed, 0 unchanged", "")
    first = kg("query", "--store", "s", "--format", "tsv", "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o").out
    assert kg("ingest", "--store", "s", good).out == "1 article: 0 added, 0 changed, 1 unchanged\n"
    again = kg("query", "--store", "s", "--format", "tsv", "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o").out
    assert again == first
    good.write_text(GOOD.replace("K. Sivan", "S. Somanath"), "utf-8")
    assert kg("ingest", "--store", "s", good).out.startswith("1 article: 0 added, 1 changed, 0 unchanged\n")
    assert "true" in kg("query", "--store", "s", 'ASK { ?p a sc:Person ; rdfs:label "S. Somanath" }').out
    assert "false" in kg("query", "--store", "s", 'ASK { ?p a sc:Person ; rdfs:label "K. Sivan" }').out
    assert kg("validate", "--store", "s").status == 0
    assert kg("remove", "--store", "s", "oceans").status == 0
    assert "false" in kg("query", "--store", "s", "ASK { ?a a sc:Article }").out


def test_several_processes_store_what_one_does(kg: Kg, good: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for number in range(3):
        (tmp_path / "more" / f"{number}.txt").write_text(GOOD.replace("Sivan", f"Sivan{'abc'[number]}"), "utf-8")
    kg("ingest", "--store", "one", "more")
    out = kg("ingest", "--store", "two", "--jobs", "2", "more").out
    assert out.startswith("3 articles: 3 added, 0 changed, 0 unchanged\n")
    for store in ("one", "two"):
        kg("export", "--store", store, "--out", f"{store}.nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


#: name of the file, content, what is said of it
BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n\t\n", "empty"),
    ("binary.txt", bytes(range(256)) * 40, "binary"),
    ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
    ("broken.txt", b"CNES and ISRO sign\xff\xfe\xfa an agreement.\xc3\x28 " * 20, "UTF-8"),
    ("hollow.html", b"<html><head><title>News</title></head><body><nav><a href=/>Home</a></nav></body></html>", "text"),
    ("russian.txt", RUSSIAN.encode(), "only English and French are read"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_article_is_one_line_and_the_others_are_stored(
    kg: Kg, good: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    for command in (("ingest", "--store", "s"), ("extract",)):
        status, out, err = kg(*command, name, good)
        assert status == 1
        assert re.fullmatch(rf"kg: {re.escape(name)}[^\n]*{said}[^\n]*\n", err)
        assert "1 added" in out or "1 unchanged" in out or "agency/cnes" in out


def test_what_is_not_there_is_named_and_the_others_are_stored(kg: Kg, good: Path) -> None:
    status, out, err = kg("ingest", "--store", "s", "nowhere.txt", "nothing/*.txt", "https://example.org/a", good)
    assert status == 1
    assert out.startswith("4 articles: 1 added, 0 changed, 0 unchanged, 3 failed\n")
    assert [line.split(":")[1].strip() for line in err.splitlines()[:2]] == ["nowhere.txt", "nothing/*.txt"]
    assert len(err.splitlines()) == 3


def test_a_file_of_50_megabytes_is_refused_quickly(kg: Kg, good: Path, tmp_path: Path) -> None:
    (tmp_path / "huge.txt").write_bytes(b"CNES and ISRO signed an agreement. " * 1_500_000)
    status, out, err = kg("ingest", "--store", "s", "huge.txt", good)
    assert status == 1
    assert "1 added" in out
    assert re.fullmatch(r"kg: huge\.txt: [^\n]*MB[^\n]*\n", err)


def test_a_bad_line_of_json_lines_is_named_and_the_others_are_stored(kg: Kg, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": GOOD}),
        '{"id": "two", "text": ',
        '["no", "record"]',
        json.dumps({"id": "three"}),
        json.dumps({"id": "four", "published": "someday", "text": GOOD.replace("Sivan", "Rao")}),
        json.dumps({"id": "five", "text": GOOD.replace("Sivan", "Iyer")}),
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(lines), "utf-8")
    status, out, err = kg("ingest", "--store", "s", "feed.jsonl")
    assert status == 1
    assert out.startswith("6 articles: 3 added, 0 changed, 0 unchanged, 3 failed\n")
    assert re.findall(r"^kg: feed\.jsonl:(\d+): \S.*$", err, re.MULTILINE) == ["2", "3", "4", "5"]
    assert "'someday'" in err.splitlines()[-1]  # stored all the same, without a date
    assert err.count("\n") == 4


def test_an_unwritable_store_ends_the_batch_before_any_work(kg: Kg, good: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    status, out, err = kg("ingest", "--store", "file/store", good)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert (tmp_path / "file").read_text() == "mine"


def test_an_unknown_language_model_is_named_with_the_remedy(kg: Kg, good: Path, tmp_path: Path) -> None:
    program = "from kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "extract", good],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(Path(__file__).parents[2]), "KG_SPACY_MODEL": "xx_no_such_model"},
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(r"kg: [^\n]*xx_no_such_model[^\n]*\n", done.stderr)


def test_the_demo_answers_three_questions_and_draws(kg: Kg, tmp_path: Path) -> None:
    status, out, err = kg("demo")
    assert (status, err) == (0, "")
    for number in (1, 2, 3):
        assert re.search(rf"^{number}\. .*\n   kg query --store kg-demo/store --name \S+", out, re.MULTILINE)
    assert "No article says" not in out
    assert out.count("“") >= 6
    assert "<html" in (tmp_path / "kg-demo" / "view.html").read_text("utf-8")
    for line in re.findall(r"^   kg (query .*)$", out, re.MULTILINE):
        assert kg(*line.split()).status == 0
    assert kg("validate", "--store", "kg-demo/store").status == 0
