"""Prepared answers: page by page those that are worked out when asked, for as long as the snapshot is there."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ids import article_iri
from kg.queries import QUESTIONS, ask
from kg.queries.prepared import ask_page, prepare
from kg.rdf import GAZETTEER_GRAPH, quads_of
from kg.server.preparing import Preparation
from kg.store import EmbeddedStore, Snapshot, Value, open_snapshot
from tests.integration.newsroom import GAZETTEER, STORIES

READY = [
    name
    for name, question in QUESTIONS.items()
    if all(not param.required or question.cut is not None for param in question.params)
]


def fill(path: Path, articles: int = len(STORIES)) -> None:
    with EmbeddedStore.open(path) as store:
        store.load(GAZETTEER_GRAPH, [GAZETTEER])
        for story in STORIES[:articles]:
            extraction = story.extraction()
            store.replace(article_iri(extraction.article), quads_of(extraction))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path = tmp_path_factory.mktemp("prepared") / "store"
    fill(path)
    with open_snapshot(path) as opened:
        for name in QUESTIONS:
            assert prepare(opened, name) is (name in READY)
        yield opened


@pytest.mark.parametrize("name", READY)
def test_pages_of_a_prepared_answer_are_those_of_the_answer(name: str, snapshot: Snapshot) -> None:
    cut = QUESTIONS[name].cut
    dates = ("1900", "2019", "2019-09-06", "2999")
    asked: list[dict[str, Value]] = [{cut[0]: date} for date in dates] if cut else [{}]
    for params in asked:
        whole = ask(snapshot, name, params)
        for offset, limit in ((0, 1), (1, 3), (0, 10_000), (10_000, 5)):
            page = ask_page(snapshot, name, params, offset, limit)
            assert page.total == len(whole)
            assert page.rows.columns == whole.columns
            assert page.rows.terms == whole.terms[offset : offset + limit]


def test_what_is_prepared_is_read_and_not_worked_out_again(snapshot: Snapshot) -> None:
    assert not any(prepare(snapshot, name) for name in QUESTIONS)
    (file,) = snapshot.answers.glob("topics-*")
    file.rename(file.with_suffix(".away"))
    file.write_bytes(next(snapshot.answers.glob("members-*")).read_bytes())
    try:
        with pytest.raises(ValueError, match="not in tuple"):  # it is this file that is read
            ask_page(snapshot, "topics", {}, 0, 10)
    finally:
        file.with_suffix(".away").rename(file)


@pytest.mark.parametrize(
    ("name", "params"),
    [("brokers", {"minimum": "2"}), ("planned", {"about": "project:bion-m2"}), ("timeline", {"since": "2019"})],
)
def test_other_parameters_are_answered_as_ever(name: str, params: dict[str, Value], snapshot: Snapshot) -> None:
    assert ask_page(snapshot, name, params, 0, 10_000).rows == ask(snapshot, name, params)


def test_bad_parameters_are_refused_as_ever(snapshot: Snapshot) -> None:
    for name, params in (("changed-since", {"since": "soon"}), ("changed-since", {}), ("topics", {"what": "x"})):
        with pytest.raises(UsageError):
            ask_page(snapshot, name, params, 0, 10)


def test_the_next_snapshot_begins_with_nothing_and_the_last_one_takes_its_answers_along(tmp_path: Path) -> None:
    path = tmp_path / "store"
    fill(path, 2)
    with open_snapshot(path) as old:
        assert prepare(old, "articles")
        before = ask_page(old, "articles", {}, 0, 10)
        fill(path)
        with open_snapshot(path) as new:
            assert ask_page(new, "articles", {}, 0, 1).total == len(STORIES) > before.total
            assert ask_page(old, "articles", {}, 0, 10) == before
        assert old.answers.exists()
    assert not old.answers.exists()


def test_a_service_prepares_what_has_been_current_for_a_while(tmp_path: Path) -> None:
    path = tmp_path / "store"
    fill(path)

    async def prepared() -> None:
        preparation = Preparation(path, 1024**3, quiet=0.05, large=1)
        preparation.start()
        try:
            with open_snapshot(path) as snapshot:
                while len(list(snapshot.answers.glob("*.tsv"))) < len(READY):
                    await asyncio.sleep(0.05)
        finally:
            preparation.stop()

    asyncio.run(asyncio.wait_for(prepared(), 60))
