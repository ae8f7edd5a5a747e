"""Ingestion: what is skipped, replaced, refused and published. Extractions are made by hand, no model is needed."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import rdf
from kg.errors import StoreError
from kg.ids import article_iri, shorten
from kg.ingestion.removal import remove_article
from kg.ingestion.report import IngestReport
from kg.ingestion.run import Extractor, Outcome, ingest_articles
from kg.model import Article, Claim, Extraction, Failure
from kg.store import EmbeddedStore, open_snapshot
from tests.handmade import BY_HAND, CNES, article, extraction


def by_hand_2(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    return (extraction(article, "by hand/2") for article in articles)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def ingest(path: Path, *articles: Article | Failure, extractor: Extractor = BY_HAND, jobs: int = 1) -> IngestReport:
    with EmbeddedStore.open(path) as store:
        return ingest_articles(articles, store, extractor, jobs=jobs)


def content(path: Path) -> str:
    with open_snapshot(path) as snapshot:
        return rdf.canonical(snapshot.quads())


def expected(*extractions: Extraction) -> str:
    return rdf.canonical([quad for extraction in extractions for quad in rdf.quads_of(extraction)])


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, len(report.failures)


def test_articles_are_stored_each_in_its_own_graph(path: Path) -> None:
    one, two = article("one"), article("two", "Nothing happened.")
    assert counts(ingest(path, one, two)) == (2, 0, 0, 0)
    assert content(path) == expected(extraction(one), extraction(two))


def test_reingesting_an_article_changes_nothing_and_does_not_extract_it(path: Path) -> None:
    ingest(path, article("one"))
    before, snapshots = content(path), os.listdir(path / "snapshots")

    def refuse(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        pytest.fail("a model was loaded")

    assert counts(ingest(path, article("one"), extractor=Extractor("by hand/1", refuse))) == (0, 0, 1, 0)
    assert (content(path), os.listdir(path / "snapshots")) == (before, snapshots)


def test_a_changed_article_replaces_what_it_said_before(path: Path) -> None:
    ingest(path, article("one"), article("two"))
    new = article("one", "ESA said nothing.")
    assert counts(ingest(path, new)) == (0, 1, 0, 0)
    assert content(path) == expected(extraction(new), extraction(article("two")))


@pytest.mark.parametrize(
    "changed",
    [
        replace(article("one"), title="News"),
        replace(article("one"), author="A. Writer"),
        replace(article("one"), publisher="The Digest"),
        replace(article("one"), lang="fr"),
        replace(article("one"), published=dt.date(2019, 9, 6)),
    ],
    ids=["title", "author", "publisher", "lang", "published"],
)
def test_a_change_of_any_field_counts(path: Path, changed: Article) -> None:
    ingest(path, article("one"))
    assert counts(ingest(path, changed)) == (0, 1, 0, 0)


def test_another_source_of_the_same_article_is_no_change(path: Path) -> None:
    ingest(path, article("one"))
    assert counts(ingest(path, replace(article("one"), source="elsewhere.txt"))) == (0, 0, 1, 0)


def test_another_extractor_reads_again(path: Path) -> None:
    ingest(path, article("one"))
    assert counts(ingest(path, article("one"), extractor=Extractor("by hand/2", by_hand_2))) == (0, 1, 0, 0)
    assert content(path) == expected(extraction(article("one"), "by hand/2"))


def test_failures_are_reported_and_the_rest_is_stored(path: Path) -> None:
    unread = Failure("lost.txt", "read", "there is no such file")
    report = ingest(path, unread, article("bad", "unreadable"), article("good"))
    assert counts(report) == (1, 0, 0, 2)
    assert report.articles == 3
    assert report.failures == [unread, Failure("bad.txt", "extract", "cannot be extracted")]
    assert content(path) == expected(extraction(article("good")))


def test_what_cannot_be_said_in_rdf_is_a_failure(path: Path) -> None:
    def invent(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        for given in articles:
            yield replace(extraction(given), claims=(Claim("https://example.org/nobody", "met", CNES),))

    report = ingest(path, article("one"), extractor=Extractor("inventor", invent))
    assert [(failure.source, failure.stage) for failure in report.failures] == [("one.txt", "write")]
    assert content(path) == ""


def test_an_article_that_fails_keeps_what_was_known_of_it(path: Path) -> None:
    ingest(path, article("one"))
    assert counts(ingest(path, article("one", "unreadable"))) == (0, 0, 0, 1)
    assert content(path) == expected(extraction(article("one")))


def test_two_texts_under_one_name_in_one_run_are_a_mistake_that_names_both(path: Path) -> None:
    url = "https://example.org/news"
    first, second = article("one", url=url), article("two", "ESA said nothing.", url=url)
    report = ingest(path, first, second, replace(first, source="copy.txt"))
    assert counts(report) == (1, 0, 1, 1)
    [failure] = report.failures
    assert failure.source == "two.txt"
    for word in ("one.txt", url, "give each article its own id or url"):
        assert word in failure.error
    assert content(path) == expected(extraction(first))


def test_progress_hears_of_every_article(path: Path) -> None:
    heard: list[tuple[str, Outcome]] = []
    ingest(path, article("old"))
    with EmbeddedStore.open(path) as store:
        ingest_articles(
            [Failure("lost.txt", "read", "gone"), article("old"), article("new")],
            store,
            BY_HAND,
            progress=lambda source, outcome: heard.append((source, outcome)),
        )
    assert heard == [("lost.txt", "failed"), ("old.txt", "unchanged"), ("new.txt", "added")]


def test_readers_see_whole_batches_while_it_runs(path: Path) -> None:
    seen: list[int] = []

    def look(source: str, outcome: Outcome) -> None:
        with open_snapshot(path) as snapshot:
            seen.append(len(snapshot.graphs()))

    with EmbeddedStore.open(path) as store:
        ingest_articles([article(f"a{n}") for n in range(6)], store, BY_HAND, batch=2, pause=0, progress=look)
    assert seen == [0, 0, 2, 2, 4, 4]


def test_an_interrupt_keeps_and_publishes_what_is_written(path: Path) -> None:
    def interrupted(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        yield extraction(next(iter(articles)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(path, article("one"), article("two"), extractor=Extractor("by hand/1", interrupted))
    assert content(path) == expected(extraction(article("one")))
    assert counts(ingest(path, article("one"), article("two"))) == (1, 0, 1, 0)


def test_several_processes_give_the_same_graph_as_one(path: Path, tmp_path: Path) -> None:
    articles = [article(f"a{n}", f"CNES works with ESA, day {n}.") for n in range(30)]
    ingest(tmp_path / "alone", *articles)
    assert counts(ingest(path, *articles, jobs=2)) == (30, 0, 0, 0)
    assert content(path) == content(tmp_path / "alone")


def test_an_article_that_kills_its_process_fails_alone(path: Path) -> None:
    articles = [article(f"a{n}", "deadly" if n == 4 else "CNES works with ESA.") for n in range(12)]
    report = ingest(path, *articles, jobs=2)
    assert counts(report) == (11, 0, 0, 1)
    assert report.failures[0].source == "a4.txt"
    assert "fewer --jobs" in report.failures[0].error


def test_a_script_whose_processes_cannot_start_is_told_so_at_once(tmp_path: Path) -> None:
    script = tmp_path / "careless.py"  # each process that it starts runs it again
    script.write_text("from kg.ingestion.parallel import Processes\n\nProcesses(2).open()\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "died as it started" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("way", ["id", "url", "iri", "short"])
def test_an_article_is_removed_by_any_of_its_names(path: Path, way: str) -> None:
    gone, kept = article("gone", url="https://example.org/gone"), article("kept")
    ingest(path, gone, kept)
    iri = article_iri(gone)
    name = {"id": gone.id, "url": gone.url, "iri": iri, "short": shorten(iri)}[way]
    with EmbeddedStore.open(path) as store:
        assert remove_article(store, name) == iri
    assert content(path) == expected(extraction(kept))


def test_removing_what_is_not_there_or_not_one_says_so(path: Path) -> None:
    ingest(path, article("same", url="https://example.org/1"), article("same", url="https://example.org/2"))
    with EmbeddedStore.open(path) as store:
        with pytest.raises(StoreError, match=r"nowhere.*no such article.*kg query"):
            remove_article(store, "nowhere")
        with pytest.raises(StoreError, match=r"several articles.*article:\w+, article:\w+"):
            remove_article(store, "same")
        with pytest.raises(StoreError, match="no such article"):
            remove_article(store, rdf.GAZETTEER_GRAPH)
        assert len(store.graphs()) == 2
