"""How fast extractions become quads, against pyoxigraph merely making and sorting the same quads: prints a ratio.

Run as ``python -m tests.benchmarks.bench_rdf``.
"""

import time
from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from kg.rdf import extraction_of, quads_of
from kg.shapes import validate
from tests.unit.newswire import pact

_ROUNDS: Final = 300


def main() -> None:
    """Time each step on one article that has everything, and print quads a second and the ratio to the bare library."""
    extraction = pact()
    quads = quads_of(extraction)
    parts = [(str(q.subject)[1:-1], q.predicate.value, q.object, str(q.graph_name)[1:-1]) for q in quads]

    def bare() -> None:
        made = [ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, ox.NamedNode(g)) for s, p, o, g in parts]
        made.sort(key=str)

    floor = _seconds(bare)
    print(f"{len(quads)} quads an article")
    for name, step in {
        "bare pyoxigraph": bare,
        "quads_of": lambda: quads_of(extraction),
        "extraction_of": lambda: extraction_of(quads),
    }.items():
        took = _seconds(step)
        print(f"{name:16} {len(quads) / took:9,.0f} quads/s   {took / floor:.1f} x bare")
    start = time.perf_counter()
    validate(quads)
    print(f"{'validate':16} {len(quads) / (time.perf_counter() - start):9,.0f} quads/s, its start included")


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(_ROUNDS):
        step()
    return (time.perf_counter() - start) / _ROUNDS


if __name__ == "__main__":
    main()
