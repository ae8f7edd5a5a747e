"""Search as you type over 200,000 entities: ``python -m tests.benchmarks.bench_search``.

The names are made: words of the gazetteer in all orders, with accents and aliases. Printed are the time to build the
index, the 95th percentile of each kind of question, and its ratio to looking at every name one by one.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator

from kg.config import resource
from kg.views.namesearch import NameIndex, fold

ENTITIES = 200_000
ASKED = 300


def rows() -> Iterator[tuple[str, str, str, str, int]]:
    """Two names an entity, the first few mentioned far more often than the rest."""
    text = "".join(file.read_text("utf-8") for file in sorted(resource("data/gazetteer").glob("*.tsv")))
    words = sorted({word for word in text.split() if word.isalpha() and len(word) > 2})
    chance = random.Random(5)
    for number in range(ENTITIES):
        label = " ".join(chance.choices(words, k=chance.randint(1, 4))) + (
            f" {number}" if chance.random() < 0.3 else ""
        )
        articles = int(chance.paretovariate(1.1))
        iri = f"https://example.org/{number}"
        yield iri, "Project", label, label, articles
        yield iri, "Project", label, " ".join(chance.choices(words, k=3)), articles


def p95(ask: Callable[[str], object], questions: list[str]) -> float:
    """The 95th percentile in milliseconds."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Measure and print."""
    made = list(rows())
    started = time.perf_counter()
    index = NameIndex(made)
    print(f"{index.entities:,} entities, {len(made):,} names, index made in {time.perf_counter() - started:.1f} s")
    names = [(fold(row[3]), row[0]) for row in made]

    def one_by_one(question: str) -> list[str]:
        words = fold(question).split()
        return [iri for name, iri in names if all(f" {word}" in f" {name}" for word in words)][:10]

    chance = random.Random(7)
    sample = [row[3] for row in chance.sample(made, ASKED)]
    questions = {
        "one letter": [name[:1] for name in sample],
        "three letters": [name[:3] for name in sample],
        "a whole name": sample,
        "last word first": [" ".join(reversed(name.split())) for name in sample],
        "two beginnings": [" ".join(word[:3] for word in name.split()[:2]) for name in sample],
        "nothing found": [f"{name[:4]}qxz" for name in sample],
    }
    slow = p95(one_by_one, sample[:12])
    for kind, asked in questions.items():
        took = p95(index.find, asked)
        print(f"{kind:16} p95 {took:7.2f} ms   {slow / took:8.0f} times as fast as one by one")


if __name__ == "__main__":
    main()
