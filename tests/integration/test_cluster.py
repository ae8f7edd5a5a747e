"""A real Dask cluster of two worker processes on this machine: one is killed, and nothing is lost or double."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg import rdf
from kg.errors import KgError
from kg.ingestion.cluster import cluster
from kg.ingestion.journal import Journal
from kg.ingestion.run import Outcome, ingest_articles
from kg.model import Article
from kg.store import EmbeddedStore, open_snapshot
from tests.handmade import BY_HAND, article
from tests.integration.cluster_work import SLOW

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of a cluster of two processes with two threads each."""
    import dask

    # Dask gives up a task when more than this many workers died of it, and waits so long for a new one to start.
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.comm.timeouts.connect": "300s"}
    with (
        dask.config.set(settings),
        closing(
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None, silence_logs=50
            )
        ) as local,
    ):
        yield local.scheduler_address


def articles(folder: Path, count: int) -> list[Article]:
    return [replace(article(f"a{n}", f"CNES works with ESA, day {n}."), author=str(folder)) for n in range(count)]


def content(path: Path) -> str:
    with open_snapshot(path) as snapshot:
        return rdf.canonical(snapshot.quads())


def alone(path: Path, given: list[Article]) -> str:
    with EmbeddedStore.open(path) as store:
        ingest_articles(given, store, BY_HAND, journal=Journal.of(path))
    return content(path)


def test_a_worker_killed_in_the_middle_costs_nothing(address: str, tmp_path: Path) -> None:
    given = articles(tmp_path, 160)
    done: list[str] = []
    with cluster(address) as workers, EmbeddedStore.open(tmp_path / "store") as store:
        victim, survivor = distributed.Client(address, set_as_default=False).run(os.getpid).values()

        def kill_one(source: str, outcome: Outcome) -> None:
            done.append(source)
            if len(done) == 30:
                os.kill(victim, signal.SIGKILL)

        report = ingest_articles(
            given, store, SLOW, workers=workers, progress=kill_one, journal=Journal.of(tmp_path / "store")
        )
    assert (report.added, report.failures) == (160, [])
    assert done == [one.source for one in given]
    assert content(tmp_path / "store") == alone(tmp_path / "alone", given)
    assert [run.workers for run in Journal.of(tmp_path / "store").runs()] == [address]
    loads = {int(file.name.removeprefix("loaded-")): file.read_text() for file in tmp_path.glob("loaded-*")}
    assert {victim, survivor} <= loads.keys()
    assert set(loads.values()) == {"loaded\n"}  # each worker, the new one too, loads once


def test_workers_that_would_read_otherwise_are_refused(address: str) -> None:
    refused = pytest.raises(KgError, match=r"this worker is space-cooperation-kg/.*install the same version")
    with refused, cluster(address, "space-cooperation-kg/0.0.0 with other models"):
        pass


def test_where_no_scheduler_answers_it_says_how_to_start_one() -> None:
    with pytest.raises(KgError, match="dask scheduler"), cluster("tcp://127.0.0.1:9", patience=1):
        pass


def test_an_article_that_kills_its_workers_fails_alone(address: str, tmp_path: Path) -> None:
    given = articles(tmp_path, 12)
    given[4] = replace(given[4], text="deadly")
    with cluster(address, patience=300) as workers, EmbeddedStore.open(tmp_path / "store") as store:
        report = ingest_articles(given, store, SLOW, workers=workers)
    assert report.added == 11
    assert [failure.source for failure in report.failures] == ["a4.txt"]
