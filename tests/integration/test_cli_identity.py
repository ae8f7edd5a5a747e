"""kg entities, kg review, kg conflicts and kg life on the cluster articles with gold mentions."""

import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.ids import article_iri
from kg.rdf import quads_of
from kg.store import EmbeddedStore
from tests.gold.oracle import oracle


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("identity") / "store"
    with EmbeddedStore.open(path) as writer:
        for extraction in oracle():
            writer.replace(article_iri(extraction.article), quads_of(extraction))
    return str(path)


def test_entities_are_one_json_object_a_line(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["entities", "--store", store, "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {tuple(row) for row in rows} == {("id", "type", "name", "members", "reasons")}
    members = [tuple(member) for row in rows for member in row["members"]]
    assert sorted(members) == sorted((x.article.id, entity.id) for x in oracle() for entity in x.entities)
    ocean = next(row for row in rows if ["c02-cnes-isro-winds", _agreement("c02-cnes-isro-winds")] in row["members"])
    assert len(ocean["members"]) == 6
    assert len(ocean["reasons"]) == 5
    assert all("same parties" in reason for reason in ocean["reasons"])


def _agreement(article: str) -> str:
    extraction = next(x for x in oracle() if x.article.id == article)
    return next(entity.id for entity in extraction.entities if entity.type == "Agreement")


def _entities(store: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["entities", "--store", store, "--format", "json"]) == 0
    return capsys.readouterr().out


def test_a_reviewer_decides_sees_it_and_takes_it_back(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = _entities(store, capsys)
    assert run(["review", "--store", store, "--format", "json", "--limit", "99"]) == 0
    pairs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert pairs == sorted(pairs, key=lambda pair: -pair["score"])
    assert all(side["sentences"] and side["article_id"] for pair in pairs for side in pair["sides"])
    chosen = pairs[-1]["pair"]
    decide = ["review", "--store", store, "--same", chosen, "--by", "Ada", "--remark", "the list of signatories"]
    assert run(decide) == 0
    told = capsys.readouterr().out
    assert _entities(store, capsys) != before
    assert run(["review", "--store", store, "--decided"]) == 0
    assert capsys.readouterr().out == told
    assert "Ada" in told
    assert "the list of signatories" in told
    assert run(["review", "--store", store, "--undo", told[:8]]) == 0
    capsys.readouterr()
    assert _entities(store, capsys) == before


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["review", "--same", "nonsense"], 1, "kg review lists them"),
        (["review", "--undo", "nonsense"], 1, "kg review --decided lists them"),
        (["review", "--merged", "agency:nobody"], 1, "kg entities lists them"),
        (["review", "--ask"], 2, "needs a terminal"),
        (["life", "agency:cnes"], 1, "kg entities --type Agreement lists them"),
    ],
)
def test_what_means_nothing_is_said_in_one_line(
    store: str, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, message: str
) -> None:
    assert run([*arguments, "--store", store]) == status
    assert message in capsys.readouterr().err


def test_the_life_of_an_agreement_is_told_with_its_sentences(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["life", "--store", store, "--format", "json", _agreement("c02-cnes-isro-winds")]) == 0
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(step["step"], step["when"], step["exact"]) for step in steps[:2]] == [
        ("announced", "2015-03-27", False),
        ("signed", "2015-04-14", True),
    ]
    assert all(statement["sentence"] for step in steps for statement in step["statements"])


def test_no_contradiction_is_found_where_there_is_none(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts", "--store", store]) == 0
    assert capsys.readouterr().out == ""


def test_without_a_store_the_remedy_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["entities", "--store", str(tmp_path / "none")]) == 1
    assert "kg ingest" in capsys.readouterr().err
