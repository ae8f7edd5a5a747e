"""What the store's promises cost: ``replace`` against raw pyoxigraph on the same quads in the same run.

    python tests/benchmarks/bench_store.py [ARTICLES]

The baselines give none of the promises: ``extend`` and ``bulk_extend`` add quads to named graphs, without a union,
without looking at what is there, without a lock or a snapshot. Ratios tell something, seconds depend on the machine.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.store import EmbeddedStore, open_snapshot

QUADS = 300  # of a typical article


def article(number: int, take: int = 0) -> tuple[str, list[ox.Quad]]:
    """A graph like an article's: a third of it other articles say too, a third changes with ``take``."""
    graph = ox.NamedNode(f"https://example.org/article/{number}")
    predicates = [ox.NamedNode(f"https://example.org/property/{n}") for n in range(12)]
    quads = []
    for n in range(QUADS):
        owner = ("shared", f"of-{number}", f"of-{number}-{take}")[n % 3]
        subject = ox.NamedNode(f"https://example.org/thing/{owner}/{n // 6}")
        quads.append(ox.Quad(subject, predicates[n % 12], ox.Literal(f"what is said of it, number {n}"), graph))
    return graph.value, quads


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main(count: int) -> None:
    articles = [article(number) for number in range(count)]
    revised = [article(number, take=1) for number in range(count)]
    total = count * QUADS
    with tempfile.TemporaryDirectory() as folder:
        raw, bulk, path = ox.Store(f"{folder}/raw"), ox.Store(f"{folder}/bulk"), Path(folder) / "store"

        def extend() -> None:
            for _, quads in articles:
                raw.extend(quads)

        seconds = {
            "raw extend, one call an article": timed(extend),
            "raw bulk_extend, one call": timed(lambda: bulk.bulk_extend(q for _, quads in articles for q in quads)),
        }
        with EmbeddedStore.open(path) as store:

            def replace(batch: list[tuple[str, list[ox.Quad]]]) -> None:
                for number, (graph, quads) in enumerate(batch, 1):
                    store.replace(graph, quads)
                    if number % 50 == 0:
                        store.publish()
                store.publish()

            seconds["replace, new articles"] = timed(lambda: replace(articles))
            seconds["replace, nothing changed"] = timed(lambda: replace(articles))
            seconds["replace, a third changed"] = timed(lambda: replace(revised))
            publishing = []
            for number in range(20):
                store.replace(*article(number, take=2))
                publishing.append(timed(store.publish))
        opening = [timed(lambda: open_snapshot(path).close()) for _ in range(20)]

    baseline = seconds["raw extend, one call an article"]
    print(f"{count} articles of {QUADS} quads")
    for name, spent in seconds.items():
        print(f"{name:32} {total / spent:>10,.0f} quads/s   {baseline / spent:5.2f} x raw extend")
    print(f"{'publish (median of 20)':32} {1000 * sorted(publishing)[10]:>10.1f} ms")
    print(f"{'open and close a snapshot':32} {1000 * sorted(opening)[10]:>10.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
