"""What a run keeps beside the graph: the journal of runs and failures, the report, the drop folder."""

import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import SourceError, StoreError
from kg.ingestion.counting import count_articles
from kg.ingestion.journal import Journal
from kg.ingestion.met import Met, MetArticles
from kg.ingestion.report import IngestReport
from kg.ingestion.run import Extractor, ingest_articles
from kg.ingestion.sources import read_sources
from kg.ingestion.watch import DropFolder
from kg.model import Article, Extraction, Failure
from kg.store import EmbeddedStore, open_snapshot
from tests.handmade import BY_HAND, article, extraction

STORY = "CNES works with ESA on a satellite that is to watch the oceans, the two agencies said in Paris on Monday."


def ingest(path: Path, articles: Iterable[Article | Failure], extractor: Extractor = BY_HAND) -> IngestReport:
    with EmbeddedStore.open(path) as store:
        return ingest_articles(articles, store, extractor, journal=Journal.of(path), sources=["here"])


def failed(path: Path) -> list[tuple[str, str]]:
    return [(Path(row.failure.source).name, row.failure.stage) for row in Journal.of(path).failures()]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "store"


# ---------------------------------------------------------------- runs


def test_a_run_is_recorded_with_its_sources_extractor_and_report(store: Path) -> None:
    ingest(store, [article("one"), Failure("lost.txt", "read", "it is empty")])
    ingest(store, [article("one")])
    first, second = Journal.of(store).runs()
    assert (first.number, first.state, second.number, second.state) == (1, "failed", 2, "complete")
    assert first.sources == (os.path.abspath("here"),)
    assert first.extractor == "by hand/1"
    assert first.report["added"] == 1
    assert second.report["skipped"] == 1
    assert first.began <= first.ended <= second.began
    with open_snapshot(store) as snapshot:
        assert snapshot.query(f"ASK {{ <{first.activity}> a prov:Activity ; rdfs:label 'by hand/1' }}") is True


def test_a_run_that_an_error_or_an_interrupt_ends_is_stopped(store: Path) -> None:
    def interrupted(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        yield extraction(next(iter(articles)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(store, [article("one"), article("two")], Extractor("by hand/1", interrupted))
    [run] = Journal.of(store).runs()
    assert (run.state, run.report["added"]) == ("stopped", 1)


def test_a_run_without_an_end_was_killed_or_is_running(store: Path) -> None:
    ingest(store, [article("one")])
    path = Journal.of(store).folder / "runs.jsonl"
    begun = json.loads(path.read_text().splitlines()[0])
    for process, state in ((os.getpid(), "running"), (2**22 - 3, "killed")):
        path.write_text(json.dumps({**begun, "process": process}) + "\n" + '{"run": 1, "ended": "20')
        assert [run.state for run in Journal.of(store).runs()] == [state]
    ingest(store, [article("two")])  # half a line is cut off
    assert [run.state for run in Journal.of(store).runs()] == ["killed", "complete"]


def test_a_damaged_journal_is_named_with_its_line(store: Path) -> None:
    ingest(store, [Failure("lost.txt", "read", "it is empty")])
    path = Journal.of(store).folder / "failures.jsonl"
    for line, trouble in (("{", "is damaged"), ('{"source": 1}', "is no failure"), ("[]", "is damaged")):
        path.write_text(f"\n{line}\n")
        with pytest.raises(StoreError, match=rf"failures\.jsonl:2: {trouble}"):
            Journal.of(store).failures()


# ---------------------------------------------------------------- failures


def test_a_failure_is_kept_once_until_its_source_succeeds(store: Path) -> None:
    bad = article("bad", "unreadable")
    for _ in range(2):
        ingest(store, [bad, Failure("lost.txt", "read", "it is empty"), article("good")])
        assert failed(store) == [("bad.txt", "extract"), ("lost.txt", "read")]
    ingest(store, [replace(bad, text=STORY)])
    assert failed(store) == [("lost.txt", "read")]


def test_one_page_under_two_forms_of_its_address_is_one_article(store: Path) -> None:
    urls = ("https://example.org/a", "http://EXAMPLE.org/a?utm_source=feed")
    Path("feed.jsonl").write_text("\n".join(json.dumps({"url": url, "text": STORY}) for url in urls))
    report = ingest(store, read_sources(["feed.jsonl"]))
    assert (report.added, report.unchanged, report.failures) == (1, 1, [])


# ---------------------------------------------------------------- report, progress, memory


def test_the_report_counts_facts_entities_and_reasons(store: Path) -> None:
    told: list[Failure] = []
    with EmbeddedStore.open(store) as writer:
        report = ingest_articles(
            [
                article("one"),
                article("two", "ESA said nothing."),
                Failure("a.txt", "read", "larger than 10 MB, the limit (split it)"),
                Failure("b.txt", "read", "b.txt: larger than 20 MB, the limit (split it)"),
                article("bad", "unreadable"),
            ],
            writer,
            BY_HAND,
            journal=Journal.of(store),
            failed=told.append,
        )
    assert told == report.failures
    found = report.to_dict()
    assert {name: found[name] for name in ("read", "skipped", "extracted", "added", "replaced", "failed")} == {
        "read": 5,
        "skipped": 0,
        "extracted": 2,
        "added": 2,
        "replaced": 0,
        "failed": 3,
    }
    assert found["facts_by_predicate"] == {"cooperatesWith": 1}
    assert found["new_entities"] == 2
    assert found["failed_by_reason"] == {
        "read: larger than … MB, the limit": 2,
        "extract: cannot be extracted": 1,
    }
    assert ingest(store, [article("three")]).new_entities == 0


def test_articles_met_are_known_again(tmp_path: Path) -> None:
    with MetArticles() as met:
        assert met.meet("a", "hash", "a.txt") is None
        assert met.meet("b", "hash", "b.txt") is None
        assert met.meet("a", "other", "c.txt") == Met("hash", "a.txt")


def test_articles_are_counted_beforehand_where_that_is_cheap(store: Path) -> None:
    Path("news").mkdir()
    Path("news/a.txt").write_text(STORY)
    Path("news/feed.jsonl").write_text("{}\n\n{}\n{}")
    assert count_articles(["news", "missing.txt", "news/*.txt"]) is None
    assert count_articles(["news", "news/*.txt"]) == 5
    assert count_articles(["-"]) is None
    assert count_articles(["https://example.org/"]) is None
    os.mkfifo("pipe")
    assert count_articles(["pipe"]) is None


# ---------------------------------------------------------------- drop folder


def test_a_file_is_taken_when_it_is_whole_and_again_when_it_changes(tmp_path: Path) -> None:
    drop = DropFolder(tmp_path)
    path, hidden = tmp_path / "a.txt", tmp_path / ".b.txt"
    path.write_text("half")
    hidden.write_text("no")
    assert drop.ready() == []  # somebody may be writing it
    path.write_text("the whole")
    assert drop.ready() == []
    assert drop.ready() == [path]
    assert drop.ready() == [path]  # nobody could read it yet
    drop.take([path])
    assert drop.ready() == []
    path.write_text("another")
    os.utime(path, ns=(time.time_ns() + 10, time.time_ns() + 10))
    assert drop.ready() == []
    assert drop.ready() == [path]
    drop.take([path])
    path.unlink()
    assert drop.ready() == []
    with pytest.raises(SourceError, match="no folder to watch"):
        DropFolder(tmp_path / "missing").ready()
