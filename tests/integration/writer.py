"""A writer in a process of its own, to be watched, interrupted and starved: python -m tests.integration.writer"""

import resource
import sys
from pathlib import Path

from kg.errors import StoreError
from kg.ingestion.run import ingest_articles
from kg.model import Article
from kg.store import EmbeddedStore
from tests.handmade import BY_HAND, article


def versions(count: int) -> list[list[Article]]:
    """The same articles three times, each time with other texts."""
    return [
        [article(f"a{n}", f"Take {take}, day {n}: CNES works with {partner}.") for n in range(count)]
        for take, partner in enumerate(("ESA", "nobody", "ESA and others"))
    ]


def main(store: str, count: str, batch: str, limit: str = "") -> int:
    """Ingest ``count`` articles in every version; ``limit`` is the largest size of a file, in bytes: a full disk."""
    try:
        with EmbeddedStore.open(Path(store)) as writer:
            print("open", flush=True)
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
            for articles in versions(int(count)):
                ingest_articles(articles, writer, BY_HAND, batch=int(batch), pause=0)
    except StoreError as error:
        print(error, flush=True)
        return 1
    print("done", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
