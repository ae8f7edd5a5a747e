"""kg ingest --retry-failed: what failed is read again from where it lies, alone, and settled when it succeeds."""

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ingestion.fetch import FetchSettings
from kg.ingestion.journal import Journal
from kg.ingestion.report import IngestReport
from kg.ingestion.retry import read_failed
from kg.ingestion.run import Extractor, ingest_articles
from kg.ingestion.sources import read_sources
from kg.model import Article
from kg.store import EmbeddedStore, open_snapshot
from tests.handmade import BY_HAND
from tests.integration.web import Reply, Site
from tests.unit.sources_made import feed, sitemap, warc, zipped

STORY = "CNES works with ESA on a satellite that is to watch the oceans, the two agencies said in Paris on Monday."
OTHER = STORY.replace("oceans", "forests")
SETTINGS = FetchSettings(allow_private_addresses=True, delay=0, retries=0)


def ingest(path: Path, *sources: str, extractor: Extractor = BY_HAND) -> IngestReport:
    with EmbeddedStore.open(path) as store:
        return ingest_articles(read_sources(sources, SETTINGS), store, extractor, journal=Journal.of(path))


def retry(path: Path, extractor: Extractor = BY_HAND) -> IngestReport:
    with EmbeddedStore.open(path) as store:
        journal = Journal.of(path)
        return ingest_articles(read_failed(journal, store, SETTINGS), store, extractor, journal=journal)


def failed(path: Path) -> list[tuple[str, str]]:
    rows = (row.failure for row in Journal.of(path).failures())
    return sorted((row.source.removeprefix(f"{path.parent}/"), row.stage) for row in rows)


def articles_in(path: Path) -> int:
    with open_snapshot(path) as snapshot:
        return sum("/article/" in graph for graph in snapshot.graphs())


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "store"


def test_retrying_reads_again_what_could_not_be_read_and_extracts_again_what_was(store: Path) -> None:
    Path("news").mkdir()
    Path("news/empty.txt").touch()
    lines = [{"id": "a", "text": STORY}, {"id": "b", "text": ""}, {"id": "c", "text": STORY + " unreadable"}]
    Path("news/feed.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert ingest(store, "news").added == 1
    assert failed(store) == [
        ("news/empty.txt", "read"),
        ("news/feed.jsonl:2", "read"),
        ("news/feed.jsonl:3", "extract"),
    ]
    assert len(retry(store).failures) == 3
    Path("news/empty.txt").write_text(STORY)
    lines[1]["text"] = STORY.replace("ESA", "ISRO")
    Path("news/feed.jsonl").write_text("\n".join(map(json.dumps, lines)))
    os.chdir("/")  # failures are found from anywhere
    report = retry(store)
    assert (report.added, len(report.failures)) == (2, 1)
    assert failed(store) == [("news/feed.jsonl:3", "extract")]
    assert retry(store, Extractor("by hand/2", BY_HAND.extract)).articles == 1


def test_a_mended_file_of_many_articles_is_settled_as_a_whole(store: Path) -> None:
    Path("feed.jsonl").touch()
    ingest(store, "feed.jsonl")
    Path("feed.jsonl").write_text("\n".join(json.dumps({"id": str(n), "text": f"{STORY} {n}"}) for n in range(3)))
    assert retry(store).added == 3
    assert failed(store) == []


def test_what_is_gone_from_its_source_fails_again_and_says_so(store: Path) -> None:
    Path("feed.jsonl").write_text(json.dumps({"id": "a", "text": STORY}) + "\n{\n")
    ingest(store, "feed.jsonl")
    Path("feed.jsonl").write_text(json.dumps({"id": "a", "text": STORY}) + "\n")
    report = retry(store)
    assert (report.added, report.unchanged) == (0, 0)
    assert "failures.jsonl" in report.failures[0].error


def test_the_second_of_two_articles_with_one_name_does_not_win_when_it_is_tried_again(store: Path) -> None:
    for name, text in (("one.jsonl", STORY), ("two.jsonl", OTHER)):
        Path(name).write_text(json.dumps({"id": "a", "text": text}))
    [failure] = ingest(store, "one.jsonl", "two.jsonl").failures
    assert failure.stage == "identify"
    assert "has the same id (a) as one.jsonl:1 but other content" in failure.error
    assert len(retry(store).failures) == 1
    Path("two.jsonl").write_text(json.dumps({"id": "b", "text": OTHER}))
    assert retry(store).added == 1
    assert articles_in(store) == 2


# ---------------------------------------------------------------- inside of something


def table(*texts: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["id", "text"], *([f"row{number}", text] for number, text in enumerate(texts))])
    return out.getvalue().encode()


def entry(url: str, text: str) -> str:
    """An item that brings its article whole; in a language that is not read where there is no text."""
    text = text.strip() or "Die beiden Agenturen wollen gemeinsam einen Satelliten bauen, der die Meere beobachtet."
    whole = "".join(f"<p>{text} Dispatch {number}.</p>" for number in range(12))
    return f"<title>News</title><link>{url}</link><content:encoded><![CDATA[{whole}]]></content:encoded>"


def page(url: str, text: str) -> tuple[str, str, bytes]:
    return f"http://archive.example/{url}", "200 text/plain", text.encode()


CONTAINERS: dict[str, Callable[[str], bytes]] = {
    "feed.jsonl": lambda text: b"\n".join(json.dumps({"id": t[44:60], "text": t}).encode() for t in (OTHER, text)),
    "array.json": lambda text: json.dumps([{"id": "a", "text": OTHER}, {"id": "b", "text": text}]).encode(),
    "table.csv": lambda text: table(OTHER, text),
    "feed.rss": lambda text: feed(*(entry(f"http://a.example/{n}", t) for n, t in ((1, OTHER), (2, text)))),
    "a.zip": lambda text: zipped(a_txt=OTHER.encode(), sub__b_txt=text.encode()),
    "outer.zip": lambda text: zipped(a_txt=OTHER.encode(), in_zip=zipped(b_txt=text.encode(), c_txt=b"CNES only.")),
    "records.zip": lambda text: zipped(feed_jsonl="\n".join(json.dumps({"text": t}) for t in (OTHER, text)).encode()),
    "pages.warc": lambda text: warc(page("a", OTHER), page("b", text)),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_failed_inside_of_something_is_read_from_there_again_alone(name: str, store: Path) -> None:
    """The broken part is first mended in vain, then in earnest; nothing else of the container is read twice."""
    made, file = CONTAINERS[name], Path("news", name)
    file.parent.mkdir()
    file.write_bytes(made(" "))
    first = ingest(store, "news")
    assert len(first.failures) == 1
    [(source, stage)] = failed(store)
    assert stage == "read"
    before = articles_in(store)
    os.chdir("/")
    again = retry(store)
    assert (again.articles, len(again.failures)) == (1, 1)
    assert failed(store) == [(source, "read")]
    file = store.parent / file
    file.write_bytes(made(STORY))
    mended = retry(store)
    assert (mended.articles, mended.added, mended.failures) == (1, 1, [])
    assert failed(store) == []
    assert articles_in(store) == before + 1
    assert retry(store).articles == 0


def test_an_archive_in_an_archive_that_was_broken_is_read_as_a_whole(store: Path) -> None:
    Path("outer.zip").write_bytes(zipped(a_txt=OTHER.encode(), in_zip=b"PK\x03\x04 no archive"))
    ingest(store, "outer.zip")
    assert failed(store) == [("outer.zip/in.zip", "read")]
    parts = zipped(b_txt=STORY.encode(), c_txt=b"")
    Path("outer.zip").write_bytes(zipped(a_txt=OTHER.encode(), in_zip=parts))
    report = retry(store)
    assert (report.added, report.unchanged, len(report.failures)) == (1, 0, 1)
    assert failed(store) == [("outer.zip/in.zip/c.txt", "read")]


def test_a_page_that_a_list_names_is_fetched_again_alone_and_with_what_the_list_says(store: Path, site: Site) -> None:
    for name in ("a", "b"):
        site.replies[f"/{name}"] = Reply(f"{STORY} This is {name}.".encode(), "text/plain")
    links = "".join(f"<item><title>Of {n}</title><link>{site.base}/{n}</link></item>" for n in ("a", "b", "lost"))
    site.replies["/rss"] = Reply(f"<rss><channel><title>News</title>{links}</channel></rss>".encode(), "text/xml")
    ingest(store, f"{site.base}/rss")
    assert failed(store) == [(f"{site.base}/lost", "read")]
    site.replies["/lost"] = Reply(f"{STORY} It is found.".encode(), "text/plain")
    site.asked.clear()
    told: list[Article] = []
    with EmbeddedStore.open(store) as writer:
        told += (found for found in read_failed(Journal.of(store), writer, SETTINGS) if isinstance(found, Article))
    assert [(found.source, found.title) for found in told] == [(f"{site.base}/lost", "Of lost")]
    assert site.paths == ["/rss", "/lost"]
    site.replies["/rss"] = Reply(b"<rss><channel><title>News</title><item><title>A</title><link>/a</link></item>"
                                 b"</channel></rss>", "text/xml")  # fmt: skip
    assert retry(store).added == 1  # the feed has gone on, the page is there
    assert failed(store) == []


def test_a_list_in_a_list_that_failed_is_read_with_all_its_pages(store: Path, site: Site) -> None:
    for name in ("a", "b", "c"):
        site.replies[f"/{name}"] = Reply(f"{STORY} This is {name}.".encode(), "text/plain")
    site.replies["/one.xml"] = Reply(sitemap(f"{site.base}/a"), "text/xml")
    index = sitemap(f"{site.base}/one.xml", f"{site.base}/two.xml", index=True)
    site.replies["/index.xml"] = Reply(index, "text/xml")
    assert len(ingest(store, f"{site.base}/index.xml").failures) == 1
    assert failed(store) == [(f"{site.base}/two.xml", "read")]
    site.replies["/two.xml"] = Reply(sitemap(f"{site.base}/b", f"{site.base}/c"), "text/xml")
    report = retry(store)
    assert (report.articles, report.added) == (2, 2)
    assert failed(store) == []


def test_what_came_by_standard_input_is_not_to_be_had_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps({"id": "a", "text": STORY}) + "\n{\n" + json.dumps({"id": "c", "text": f"unreadable {STORY}"})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    ingest(store, "-")
    assert failed(store) == [("standard input:2", "read"), ("standard input:3", "extract")]
    [error] = [failure.error for failure in retry(store, Extractor("2", lambda all: BY_HAND.extract(
        Article(one.id, one.text.replace("unreadable ", ""), source=one.source) for one in all
    ))).failures]  # fmt: skip
    assert "cannot be read again" in error
    assert failed(store) == [("standard input:2", "read")]
