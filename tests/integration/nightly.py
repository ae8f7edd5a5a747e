"""A nightly run in a process of its own, to be killed: python -m tests.integration.nightly STORE [JOBS [BULK]]"""

import sys

from kg.config import Place
from kg.ingestion.journal import Journal
from kg.ingestion.report import IngestReport
from kg.ingestion.run import ingest_articles
from kg.model import Article, Failure
from kg.store import embedded, open_store
from tests.handmade import BY_HAND, article

COUNT = 300


def corpus() -> list[Article | Failure]:
    """Articles of which every fifth is reprinted with another end, some cannot be read, and some not be extracted."""
    found: list[Article | Failure] = []
    for number in range(COUNT):
        story = number - 1 if number % 5 == 4 else number
        text = f"CNES works with ESA. {words(story)}." + (" Reprinted with permission." if story != number else "")
        if number % 50 == 7:
            text = f"unreadable {words(number)}"
        found.append(article(f"a{number}", text, url=f"https://example.org/{number}"))
        if number % 60 == 30:
            found.append(Failure(f"lost-{number}.txt", "read", "it is empty"))
    return found


def words(seed: int) -> str:
    """Sixty words that no other seed has in this order."""
    return " ".join(f"w{(seed * 7919 + 31 * place * (seed + 3)) % 10007}" for place in range(60))


def ingest(store: Place, jobs: int = 1, bulk: int = 0) -> IngestReport:
    """Take in the corpus, with all the books that a nightly run keeps. ``bulk``: see `kg.store.embedded.BULK`."""
    if bulk:
        embedded.BULK = bulk  # type: ignore[misc]
    with open_store(store) as writer:
        return ingest_articles(corpus(), writer, BY_HAND, jobs=jobs, batch=15, pause=0, journal=Journal.of(store))


if __name__ == "__main__":
    print("started", flush=True)
    ingest(sys.argv[1], *map(int, sys.argv[2:]))
    print("done", flush=True)
