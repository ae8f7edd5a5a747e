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
VISIBLE_AFTER = 2.0  # seconds after a publication at most

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
    assert max(count for _, count in seen) == ARTICLES
    assert all(count % BATCH == 0 for _, count in seen), "an answer shows half a batch"
    for asked, count in seen:
        due = [there for there, when in published.items() if when < asked - VISIBLE_AFTER]
        assert count >= max(due, default=0), "an answer does not show what was published before"
    assert len({count for _, count in seen}) > 2


async def _watch(service: Served, done: threading.Event) -> list[tuple[float, int]]:
    """Ask with several clients until all is written; when each query was sent, and how many articles it counted."""
    seen: list[tuple[float, int]] = []

    async def one() -> None:
        client = Client(service.endpoint)
        last = finished = False
        while not last:
            last, finished = finished, done.is_set()  # once more after the end
            asked = time.monotonic()
            response = await client.query(TWICE)
            assert response.status == 200, response.body
            (row,) = json.loads(response.body)["results"]["bindings"]
            assert row["union"]["value"] == row["graphs"]["value"]
            seen.append((asked, int(row["union"]["value"])))
        client.close()

    await asyncio.gather(*(one() for _ in range(8)))
    return seen


def _write(store: EmbeddedStore, numbers: range) -> None:
    for number in numbers:
        work = extraction(number)
        store.replace(article_iri(work.article), quads_of(work))
