"""The canonical dataset beside the articles' store: what it holds, and that it follows the articles and reviewers."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import kg
from kg.cli import run
from kg.ids import article_iri
from kg.model import Extraction
from kg.rdf import quads_of
from kg.rdf.identity import IDENTITY_GRAPHS
from kg.rdf.reviews import FactDecision
from kg.resolution import IdentityBook, all_canonical, face
from kg.resolution.dataset import Keeper, dataset_path, index_path, open_canonical
from kg.resolution.reviewing import ReviewBook
from kg.store import EmbeddedStore, open_snapshot
from tests.gold.oracle import oracle

NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def articles() -> list[Extraction]:
    """Of the first cluster: four reports of one signing, and one of another by the same two."""
    return list(oracle())[:5]


@contextmanager
def book(path: Path) -> Iterator[IdentityBook]:
    with EmbeddedStore.open(path) as writer, Keeper.open(writer, path) as keeper:
        keeper.update(())
        yield keeper.book
        keeper.publish()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("canonical") / "store"
    with EmbeddedStore.open(path) as writer:
        for extraction in articles():
            writer.replace(article_iri(extraction.article), quads_of(extraction))
    with book(path):
        pass
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def content(path: Path) -> str:
    """All but when a decision was taken."""
    with open_snapshot(path) as snapshot:
        return "\n".join(
            line for line in snapshot.serialize("nq").decode().splitlines() if "generatedAtTime" not in line
        )


def count(path: Path, sparql: str) -> int:
    with open_snapshot(path) as snapshot:
        [[number]] = snapshot.query(sparql)  # type: ignore[misc]
    return int(number)  # type: ignore[arg-type]


def test_each_thing_is_one_node(store: Path) -> None:
    with book(store) as opened:
        entities = {entity.id for entity in all_canonical(opened.index)}
    query = "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e sc:mentionedIn ?article }"
    assert count(dataset_path(store), query) == len(entities) < count(store, query)


def test_article_graphs_stay_as_they_are_in_the_store(store: Path) -> None:
    with open_snapshot(store) as snapshot:
        decisions = [
            quad for graph in snapshot.graphs() if graph.startswith(IDENTITY_GRAPHS) for quad in snapshot.quads(graph)
        ]
        assert decisions
        assert not [quad for quad in decisions if "generatedAtTime" in str(quad)]  # two such stores are the same
        for extraction in articles():
            assert set(snapshot.quads(article_iri(extraction.article))) == set(quads_of(extraction))


def test_articles_one_by_one_or_in_another_order_give_the_same_dataset(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for extraction in reversed(articles()):
        with EmbeddedStore.open(other) as writer:
            writer.replace(article_iri(extraction.article), quads_of(extraction))
            with Keeper.open(writer, other) as keeper:
                keeper.publish([article_iri(extraction.article)])
    assert content(dataset_path(other)) == content(dataset_path(store))


def test_a_dataset_that_was_deleted_or_left_behind_is_made_anew(store: Path, tmp_path: Path) -> None:
    before = content(dataset_path(store))
    dataset_path(store).rename(tmp_path / "gone")
    with book(store):
        pass
    assert content(dataset_path(store)) == before


@pytest.mark.parametrize("published", [0, 1])
def test_decisions_that_died_before_they_were_published_are_written_again(
    published: int, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.embedded.BULK", 10)  # what a run that died has written in bulk is taken back
    running, killed = tmp_path / "running", tmp_path / "killed"
    names = [article_iri(extraction.article) for extraction in articles()]
    with EmbeddedStore.open(running) as writer, Keeper.open(writer, running) as keeper:
        for number, extraction in enumerate(articles()):
            if number == published > 0:
                keeper.publish(names[:published])
            writer.replace(names[number], quads_of(extraction))
        keeper.update(names[published:])
        shutil.copytree(running, killed)  # what is there at this instant
    with EmbeddedStore.open(killed) as writer, Keeper.open(writer, killed) as keeper:
        assert len(set(names) & set(writer.graphs())) == published
        for name, extraction in zip(names, articles(), strict=True):
            writer.replace(name, quads_of(extraction))
        keeper.publish(names[published:])
    assert content(killed) == content(store)
    assert content(dataset_path(killed)) == content(dataset_path(store))


def test_an_article_that_goes_takes_its_facts_along_and_brings_them_back(store: Path) -> None:
    before = content(dataset_path(store))
    gone = articles()[1]
    with EmbeddedStore.open(store) as writer:
        writer.remove(article_iri(gone.article))
    with book(store):
        pass
    assert article_iri(gone.article) not in content(dataset_path(store))
    with EmbeddedStore.open(store) as writer:
        writer.replace(article_iri(gone.article), quads_of(gone))
    with book(store):
        pass
    assert content(dataset_path(store)) == before


def test_decisions_have_a_time_in_the_dataset_and_keep_it(store: Path) -> None:
    query = "SELECT ?decision ?at { ?decision a sc:IdentityDecision ; prov:generatedAtTime ?at } ORDER BY ?decision"
    with open_snapshot(dataset_path(store)) as snapshot:
        before = list(snapshot.query(query))  # type: ignore[arg-type]
    assert before
    (store / "journal" / "identity.sqlite").unlink()  # the index is lost, not the times
    with book(store):
        pass
    with open_snapshot(dataset_path(store)) as snapshot:
        assert list(snapshot.query(query)) == before  # type: ignore[arg-type]


def test_what_reviewers_reject_is_withheld_in_the_dataset_too(store: Path) -> None:
    with open_canonical(store) or pytest.fail("not in step") as snapshot:
        [(subject, object), *_] = snapshot.query("SELECT ?s ?o { ?s sc:partyTo ?o } ORDER BY ?s ?o")  # type: ignore[misc]
    query = f"SELECT (COUNT(*) AS ?n) {{ <{subject}> sc:partyTo <{object}> }}"
    before = content(dataset_path(store))
    assert count(dataset_path(store), query) == 1
    decision = FactDecision(str(subject), "partyTo", str(object), True, "asserted", False, "Ada", NOW)
    with EmbeddedStore.open(store) as writer, Keeper.open(writer, store) as keeper:
        reviews = ReviewBook(writer)
        reviews.decide(decision)
        keeper.book.changed |= reviews.touched
        keeper.publish()
    assert count(dataset_path(store), query) == 0
    with EmbeddedStore.open(store) as writer:  # without telling the dataset: it is compared when it is next opened
        ReviewBook(writer).undo(decision.id)
    assert open_canonical(store) is None
    with book(store):
        pass
    assert content(dataset_path(store)) == before


def test_undoing_a_merge_restores_the_dataset(store: Path) -> None:
    before = content(dataset_path(store))
    with book(store) as opened:
        pairs = [pair for entity in all_canonical(opened.index) for pair in entity.pairs]
    for pair in pairs[::8]:
        with book(store) as opened:
            one, other = (face(opened.index.members(bundle)) for bundle in (pair.first, pair.second))
            decision = opened.decide(one, other, same=False, by="Ada", now=NOW)
        assert content(dataset_path(store)) != before
        with book(store) as opened:
            opened.undo(decision)
        assert content(dataset_path(store)) == before


def test_what_a_dying_process_decided_and_did_not_show_is_shown_by_the_next(store: Path, tmp_path: Path) -> None:
    gone = articles()[3]
    before = content(dataset_path(store))
    with EmbeddedStore.open(store) as writer:
        writer.remove(article_iri(gone.article))
        with IdentityBook.open(writer, index_path(store), timed=False) as opened:
            opened.update()  # and dies before the dataset is told
    with book(store):
        pass
    assert article_iri(gone.article) not in content(dataset_path(store))
    with EmbeddedStore.open(store) as writer:
        writer.replace(article_iri(gone.article), quads_of(gone))
        with IdentityBook.open(writer, index_path(store), timed=False) as opened:
            opened.update()
    with book(store):
        pass
    assert content(dataset_path(store)) == before


def test_questions_see_one_thing_once_and_the_names_of_articles_on_demand(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with book(store) as opened:
        renamed = next(
            (member, entity.id)
            for entity in all_canonical(opened.index)
            for _, member in entity.members
            if entity.type == "Agreement" and member != entity.id
        )

    def answer(*options: str) -> list[str]:
        given = ["--param", f"about={renamed[0]}", "--format", "csv"]
        assert run(["query", "--store", str(store), "--name", "evidence-table", *given, *options]) == 0
        return capsys.readouterr().out.splitlines()

    assert len(answer()) > len(answer("--as-written"))
    ask = f"ASK {{ <{renamed[0]}> sc:mentionedIn ?article }}"
    for options, truth in (([], "true"), (["--as-written"], "true"), (["--canonical"], "false")):
        assert run(["query", "--store", str(store), ask, *options]) == 0
        assert capsys.readouterr().out == f"{truth}\n"
    with kg.open(store, canonical=True) as graph:
        assert graph.query(ask) is False
