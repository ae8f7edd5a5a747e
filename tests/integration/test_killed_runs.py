"""Runs that are killed at any instant: resumed, they come to the same graph and the same list of failures.

Most kills hit a run whose extraction is made by hand, so that many instants of many runs can be tried: reading, the
store, its snapshots, the journal, the index and the copies are the real ones. A few hit `kg ingest` with its models.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import rdf
from kg.config import resource
from kg.ingestion.journal import Journal
from kg.resolution.dataset import dataset_path
from kg.store import open_snapshot
from tests.integration.nightly import COUNT, corpus, ingest

ROOT = Path(kg.__file__).parent.parent
KILLS = int(os.environ.get("KG_KILLS", "40"))
#: A folder in memory where there is one: whether one is killed is no matter of the disk, and publishing waits for it.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def content(path: Path) -> str:
    with open_snapshot(path) as snapshot:
        return rdf.canonical(snapshot.quads())


def timeless(dataset: Path) -> str:
    """A canonical dataset without the times at which decisions were taken."""
    with open_snapshot(dataset) as snapshot:
        return rdf.canonical(q for q in snapshot.quads() if not q.predicate.value.endswith("generatedAtTime"))


def failures(path: Path) -> list[tuple[str, str, str]]:
    rows = (row.failure for row in Journal.of(path).failures())
    return sorted((failure.source, failure.stage, failure.error) for failure in rows)


def start(*arguments: object) -> "subprocess.Popen[str]":
    """A run in a process of its own, which has loaded its code and is about to open the store."""
    command = [sys.executable, "-m", "tests.integration.nightly", *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    return process


def killed(process: "subprocess.Popen[str]", after: float) -> bool:
    """Kill a process after some seconds; whether it was still at work."""
    with process:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        return process.returncode == -signal.SIGKILL


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def undisturbed() -> Iterator[tuple[Path, float]]:
    """The store of a run that nothing disturbed, and how long it took in a process of its own."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        path = Path(name, "store")
        ingest(path)
        with start(Path(name, "timed")) as process:
            begin = time.monotonic()
            assert process.wait(timeout=300) == 0
            seconds = time.monotonic() - begin
        yield path, seconds


def test_the_corpus_has_what_may_go_wrong(undisturbed: tuple[Path, float]) -> None:
    path, _ = undisturbed
    with open_snapshot(path) as snapshot:
        assert len(list(snapshot.quads(rdf.COPIES_GRAPH))) >= 50
        assert len(snapshot.graphs()) == COUNT - 6 + 1
    assert {stage for _, stage, _ in failures(path)} == {"read", "extract"}
    assert len(failures(path)) == 11
    assert len(corpus()) == COUNT + 5


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_is_resumed_to_the_same_graph(undisturbed: tuple[Path, float], folder: Path, seed: int) -> None:
    reference, seconds = undisturbed
    path, chance = folder / "store", random.Random(seed)
    jobs = 2 if seed % 8 == 7 else 1
    while not killed(
        start(path, jobs, 100 if seed % 2 else 0), chance.uniform(0, seconds)
    ):  # it was quicker this time: begin again
        shutil.rmtree(path)
    report = ingest(path)
    assert report.articles == COUNT + 5
    assert content(path) == content(reference)
    assert failures(path) == failures(reference)
    runs = Journal.of(path).runs()
    # Killed before it had begun, on the way, or when all but its exit was done.
    assert [run.state for run in runs] in (["failed"], ["killed", "failed"], ["failed", "failed"])


def test_a_run_killed_again_and_again_comes_to_the_same_graph(undisturbed: tuple[Path, float], folder: Path) -> None:
    reference, seconds = undisturbed
    path, chance = folder / "store", random.Random(KILLS)
    deaths = [killed(start(path), chance.uniform(0, seconds / 2)) for _ in range(5)]
    assert any(deaths)
    ingest(path)
    assert content(path) == content(reference)
    assert failures(path) == failures(reference)


def test_killed_runs_of_the_command_with_its_models_come_to_the_same_graph(folder: Path) -> None:
    articles = sorted(map(str, resource("data/articles").glob("*.txt")))[:8]

    def command(store: Path) -> "subprocess.Popen[str]":
        words = [sys.executable, "-c", "from kg.cli import main; main()", "ingest", "--store", str(store), *articles]
        return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    begin = time.monotonic()
    with command(folder / "undisturbed") as process:
        assert process.wait(timeout=300) == 0
    seconds = time.monotonic() - begin
    chance = random.Random(0)
    for _ in range(3):
        killed(command(folder / "killed"), chance.uniform(seconds / 4, seconds))
    with command(folder / "killed") as process:
        assert process.wait(timeout=300) == 0
    assert content(folder / "killed") == content(folder / "undisturbed")
    assert timeless(dataset_path(folder / "killed")) == timeless(dataset_path(folder / "undisturbed"))
