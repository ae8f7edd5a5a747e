"""What a server costs instead of a directory: the same articles written and read through both, in the same run.

    python tests/benchmarks/bench_remote.py [ARTICLES [ADDRESS]]

Starts ``oxigraph serve`` on a folder of its own, unless an address is given. Ratios tell something, seconds depend on
the machine.
"""

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from kg.config import Place
from kg.store import open_reader, open_store
from tests.benchmarks.bench_store import QUADS, article
from tests.servers import oxigraph


def measure(place: Place, count: int) -> dict[str, float]:
    """Seconds by what is done."""
    took = {}
    for name, take in (("written", 0), ("unchanged", 0), ("replaced", 1)):
        articles = [article(number, take) for number in range(count)]
        begin = time.perf_counter()
        with open_store(place) as store:
            for number, (graph, quads) in enumerate(articles, 1):
                store.replace(graph, quads)
                if number % 50 == 0:
                    store.publish()
        took[name] = time.perf_counter() - begin
    with open_reader(place) as reader:
        begin = time.perf_counter()
        assert len(list(reader.quads())) == count * QUADS
        took["exported"] = time.perf_counter() - begin
        begin = time.perf_counter()
        for number in range(100):
            reader.query(f"SELECT ?p ?o {{ <https://example.org/thing/of-{number % count}/0> ?p ?o }}")
        took["100 small queries"] = time.perf_counter() - begin
    return took


def main(count: int, address: str = "") -> None:
    with ExitStack() as parts:
        folder = Path(parts.enter_context(tempfile.TemporaryDirectory()))
        remote = address or parts.enter_context(oxigraph(folder / "server"))
        embedded, server = measure(folder / "store", count), measure(remote, count)
    print(f"{count} articles of {QUADS} statements, directory against {address or 'oxigraph serve'}")
    for name, seconds in embedded.items():
        ratio = seconds / server[name]
        print(f"{name:18} {seconds:7.2f} s {server[name]:7.2f} s   the server at {ratio:.2f} of the directory's speed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, *sys.argv[2:3])
