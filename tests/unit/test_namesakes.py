"""Files of one name in folders of one name: none takes another's place, in whatever order and runs they come."""

from pathlib import Path

import pytest

from kg.ingestion.journal import Journal
from kg.ingestion.report import IngestReport
from kg.ingestion.run import ingest_articles
from kg.ingestion.sources import read_sources
from kg.store import EmbeddedStore, open_snapshot
from tests.handmade import BY_HAND

STORY = "CNES works with ESA on a satellite that is to watch the oceans, the two agencies said in Paris on Monday."


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "store"


def write(*paths: str, more: str = "") -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(f"{STORY} This is {path}.{more}")


def ingest(store: Path, *sources: str) -> IngestReport:
    with EmbeddedStore.open(store) as writer:
        report = ingest_articles(read_sources(sources), writer, BY_HAND, journal=Journal.of(store))
    assert report.failures == []
    return report


def texts(store: Path) -> list[str]:
    with open_snapshot(store) as snapshot:
        rows = snapshot.query("SELECT ?text WHERE { ?article schema:articleBody ?text }")
        return sorted(str(row[0]).partition("This is ")[2] for row in rows)  # type: ignore[union-attr]


@pytest.mark.parametrize("runs", [("a", "b"), ("b", "a"), ("a b",), ("b a",), (".",), ("a/x/news.txt", "b/x", ".")])
def test_both_are_kept_in_whatever_order_and_runs_they_come(store: Path, runs: tuple[str, ...]) -> None:
    write("a/x/news.txt", "b/x/news.txt")
    for run in runs:
        ingest(store, *run.split())
    assert texts(store) == ["a/x/news.txt.", "b/x/news.txt."]
    for run in ("b", "a", ".", "b/x/news.txt"):
        assert ingest(store, run).added == 0
    write("b/x/news.txt", more=" Changed.")
    assert ingest(store, "b").changed == 1
    write("a/x/news.txt", more=" Changed.")
    assert ingest(store, ".").changed == 1
    assert texts(store) == ["a/x/news.txt. Changed.", "b/x/news.txt. Changed."]


def test_any_number_of_them_is_kept(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    paths = [f"{folder}/{part}/x/news.txt" for folder in "ab" for part in "cd"]
    write(*paths)
    ingest(store, ".")
    assert texts(store) == [f"{path}." for path in paths]
    assert "it has the name and the folder of" in caplog.text
    caplog.clear()
    assert ingest(store, ".").unchanged == 4
    assert caplog.text == ""


def test_a_corpus_that_moves_stays_the_same(store: Path) -> None:
    write("a/x/news.txt")
    ingest(store, "a")
    Path("a").rename("b")
    assert ingest(store, "b").unchanged == 1
    write("b/x/news.txt", more=" Changed.")
    assert ingest(store, "b").changed == 1
    assert texts(store) == ["b/x/news.txt. Changed."]


def test_a_copy_of_a_file_is_the_same_article_until_it_changes(store: Path) -> None:
    write("a/x/news.txt")
    Path("b/x").mkdir(parents=True)
    Path("b/x/news.txt").write_text(Path("a/x/news.txt").read_text())
    assert ingest(store, "a", "b").unchanged == 1
    write("b/x/news.txt")
    ingest(store, "b")
    assert sorted(texts(store)) == ["a/x/news.txt.", "b/x/news.txt."]
    assert ingest(store, ".").added == 0
