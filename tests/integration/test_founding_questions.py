"""The five questions that the project was founded on: one SPARQL query each, every answer with its sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ids import article_iri
from kg.rdf import quads_of
from kg.store import EmbeddedStore, Rows, Snapshot, open_snapshot
from tests.integration.newsroom import STORIES
from tests.integration.transcript import Entry, entries, lines

FOLDER = Path(__file__).parent
ENTRIES = list(entries((FOLDER / "fixtures" / "founding.txt").read_text("utf-8")))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path = tmp_path_factory.mktemp("founding") / "store"
    extraction = STORIES[0].extraction()
    with EmbeddedStore.open(path) as store:
        store.replace(article_iri(extraction.article), quads_of(extraction))
    with open_snapshot(path) as opened:
        yield opened


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.command)
def test_one_query_answers_it(entry: Entry, snapshot: Snapshot) -> None:
    answer = snapshot.query((FOLDER / "founding" / f"{entry.command}.rq").read_text("utf-8"))
    assert isinstance(answer, Rows)
    assert lines(answer) == entry.expected


def test_each_query_is_asked() -> None:
    assert [entry.command for entry in ENTRIES] == sorted(file.stem for file in (FOLDER / "founding").glob("*.rq"))
