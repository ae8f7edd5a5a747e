"""The store and other processes: readers beside a writer, writers that are killed, disks that are full."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import kg
from kg import rdf
from kg.errors import StoreError
from kg.ids import article_iri
from kg.ingestion.run import ingest_articles
from kg.store import EmbeddedStore, open_snapshot
from tests.handmade import BY_HAND, article, extraction
from tests.integration.writer import versions

ROOT = Path(kg.__file__).parent.parent
COUNT = 200


def start_writer(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.integration.writer", *map(str, arguments)]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    return writer


def known_states(count: int = COUNT) -> dict[str, list[str]]:
    """What each article's graph may hold: one of the versions, whole."""
    states: dict[str, list[str]] = {}
    for articles in versions(count):
        for version in articles:
            states.setdefault(article_iri(version), []).append(rdf.canonical(rdf.quads_of(extraction(version))))
    return states


def assert_whole(path: Path, states: dict[str, list[str]]) -> int:
    """Every article in the store is in one of its known states; how many there are."""
    with open_snapshot(path) as snapshot:
        graphs = snapshot.graphs()
        for graph in graphs:
            assert rdf.canonical(snapshot.quads(graph)) in states[graph]
        everything = {quad.triple for quad in snapshot.quads()}
        assert set(snapshot.triples()) == everything
    return len(graphs)


def test_a_reader_beside_a_writer_sees_whole_articles_and_no_error(tmp_path: Path) -> None:
    states = known_states()
    ask = """
        SELECT ?article (COUNT(?sentence) AS ?sentences) (COUNT(?hash) AS ?hashes) WHERE {
          ?article sc:contentHash ?hash . OPTIONAL { ?sentence a sc:Sentence ; oa:hasSource ?article }
        } GROUP BY ?article
    """
    seen: list[int] = []
    looks = 0
    with start_writer(tmp_path, COUNT, 20) as writer:
        while writer.poll() is None:
            with kg.open(tmp_path) as graph:
                rows = graph.select(ask)
                assert all(row[1] in (0, 1) and row[2] == 1 for row in rows)
            looks += 1
            if looks % 5 == 0:
                seen.append(assert_whole(tmp_path, states))
        assert writer.stdout is not None
        assert writer.stdout.read() == "done\n"
    seen.append(assert_whole(tmp_path, states))
    assert looks > 10
    assert seen[-1] == COUNT
    assert seen == sorted(seen)
    assert len(os.listdir(tmp_path / "snapshots")) == 1


def test_a_reader_that_stays_keeps_its_snapshot(tmp_path: Path) -> None:
    with EmbeddedStore.open(tmp_path) as store:
        ingest_articles(versions(20)[0], store, BY_HAND)
    with open_snapshot(tmp_path) as snapshot:
        before = snapshot.serialize("nq")
        with start_writer(tmp_path, COUNT, 20) as writer:
            while writer.poll() is None:
                assert snapshot.serialize("nq") == before
    assert len(os.listdir(tmp_path / "snapshots")) == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_writer_killed_at_any_instant_leaves_whole_articles(tmp_path: Path, seed: int) -> None:
    states = known_states()
    after = random.Random(seed).uniform(0.0, 0.6)
    with start_writer(tmp_path, COUNT, 5) as writer:
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
    published = assert_whole(tmp_path, states)
    with EmbeddedStore.open(tmp_path) as store:  # the dead writer's lock is free, its last words are published
        written = len(store.graphs())
    assert assert_whole(tmp_path, states) == written >= published
    with EmbeddedStore.open(tmp_path) as store:
        report = ingest_articles(versions(COUNT)[-1], store, BY_HAND)
    assert report.articles == COUNT
    assert not report.failures
    with open_snapshot(tmp_path) as snapshot:
        assert rdf.canonical(snapshot.quads()) == rdf.canonical(
            quad for latest in versions(COUNT)[-1] for quad in rdf.quads_of(extraction(latest))
        )
    assert os.listdir(tmp_path / "snapshots") == [f"{snapshot.number:06d}"]


def test_an_interrupted_writer_publishes_what_it_wrote(tmp_path: Path) -> None:
    states = known_states()
    with start_writer(tmp_path, COUNT, COUNT) as writer:
        time.sleep(0.3)
        writer.send_signal(signal.SIGINT)
        writer.wait(timeout=60)
    assert_whole(tmp_path, states)
    assert not (tmp_path / "unpublished").exists()


def test_a_full_disk_ends_in_one_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    states = known_states()
    with EmbeddedStore.open(tmp_path) as store:
        ingest_articles([article("before")], store, BY_HAND)
    states[article_iri(article("before"))] = [rdf.canonical(rdf.quads_of(extraction(article("before"))))]
    with start_writer(tmp_path, COUNT, COUNT, 200_000) as writer:
        assert writer.stdout is not None
        said = writer.stdout.read()
    assert writer.returncode == 1
    assert said.startswith(f"{tmp_path}: cannot be written: ")
    assert said.count("\n") == 1
    assert "free some space" in said
    assert assert_whole(tmp_path, states) >= 1
    EmbeddedStore.open(tmp_path).close()
    assert assert_whole(tmp_path, states) >= 1  # what waited in memory is gone, whole


READ_ONLY = """
import os, sys
from kg.errors import StoreError
from kg.store import EmbeddedStore, open_snapshot
open_snapshot(sys.argv[1]).close()  # imports all it needs: the others may not read Python's own library
if os.geteuid() == 0:  # permissions stop everyone else
    os.setgroups([]), os.setresgid(65534, 65534, 65534), os.setresuid(65534, 65534, 65534)
try:
    EmbeddedStore.open(sys.argv[1])
except StoreError as error:
    print(error)
with open_snapshot(sys.argv[1]) as snapshot:
    print(snapshot.graphs())
"""


def test_a_store_that_may_only_be_read_can_be_read_and_not_written() -> None:
    # Not in tmp_path, whose parents only its owner may enter.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        EmbeddedStore.open(path).close()
        places = (path, *path.rglob("*"))
        for place in places:
            place.chmod(0o555 if place.is_dir() else 0o444)
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", READ_ONLY, str(path)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
        for place in (Path(folder), *places):
            place.chmod(0o755)
    assert answer.stderr == ""
    trouble, graphs = answer.stdout.splitlines()
    assert trouble.startswith(f"{path}: may not be written")
    assert graphs == "[]"


def test_a_store_in_use_names_the_process_and_frees_itself_when_it_dies(tmp_path: Path) -> None:
    with start_writer(tmp_path, COUNT, 1) as writer:
        with pytest.raises(StoreError, match=f"process {writer.pid} is writing"):
            EmbeddedStore.open(tmp_path)
        writer.kill()
    EmbeddedStore.open(tmp_path).close()
