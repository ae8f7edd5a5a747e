"""Serving while articles come in: no query fails, each answer is of one snapshot, what is new shows soon."""

import asyncio
import json
import os
import threading
import time
from pathlib import Path

import pytest

from kg.ids import article_iri
from kg.rdf import quads_of
from kg.store import EmbeddedStore
from tests.benchmarks.clients import Client
from tests.benchmarks.synthetic import extraction
from tests.integration.serving import Served, served

ARTICLES = int(os.environ.get("KG_ARTICLES", "200"))  # 1000 is the number to judge by
BATCH = 20

#: The same number counted in two ways: they agree only if one state of the graph answers both.
TWICE = """SELECT ?union ?graphs WHERE {
  { SELECT (COUNT(DISTINCT ?a) AS ?union) WHERE { ?a a sc:Article } }
  { SELECT (COUNT(?a) AS ?graphs) WHERE { GRAPH ?a { ?a a sc:Article } } }
}"""


@pytest.mark.timeout(3600)  # a thousand articles take minutes
def test_ingesting_while_serving_harms_no_query(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with EmbeddedStore.open(path) as store:
        _write(store, range(BATCH))
        store.publish()
        with served(path) as service:
            done = threading.Event()
            published: dict[int, float] = {}

            def ingest() -> None:
                for first in range(BATCH, ARTICLES, BATCH):
                    _write(store, range(first, first + BATCH))
                    store.publish()
                    published[first + BATCH] = time.monotonic()
                done.set()

            writer = threading.Thread(target=ingest)
            writer.start()
            seen = asyncio.run(_watch(service, done))
            writer.join()
    counts = sorted(seen)
    assert counts[-1] == ARTICLES
    assert all(count % BATCH == 0 for count in counts), "an answer shows half a batch"
    late = [(count, first_seen - published[count]) for count, first_seen in seen.items() if count in published]
    assert len(late) > 1
    assert all(seconds < 2 for _, seconds in late), late


async def _watch(service: Served, done: threading.Event) -> dict[int, float]:
    """Ask with several clients until all is written; when each number of articles was first seen."""
    seen: dict[int, float] = {}

    async def one() -> None:
        client = Client(service.endpoint)
        last = finished = False
        while not last:
            last, finished = finished, done.is_set()  # once more after the end
            response = await client.query(TWICE)
            assert response.status == 200, response.body
            (row,) = json.loads(response.body)["results"]["bindings"]
            assert row["union"]["value"] == row["graphs"]["value"]
            seen.setdefault(int(row["union"]["value"]), time.monotonic())
        client.close()

    await asyncio.gather(*(one() for _ in range(8)))
    return seen


def _write(store: EmbeddedStore, numbers: range) -> None:
    for number in numbers:
        work = extraction(number)
        store.replace(article_iri(work.article), quads_of(work))
