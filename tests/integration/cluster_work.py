"""Work for the workers of a cluster: slow enough to be disturbed, and telling which process loaded its models."""

import os
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kg.ingestion.run import Extractor
from kg.model import Article, Extraction, Failure
from tests.handmade import extract


@cache
def load_models(folder: str) -> None:
    """What a worker does once."""
    with open(Path(folder, f"loaded-{os.getpid()}"), "a", encoding="ascii") as file:
        file.write("loaded\n")


def extract_slowly(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    """As `extract`, in no hurry; the folder to tell of loading is each article's author."""
    for article in articles:
        load_models(article.author)
        time.sleep(0.02)
        yield from extract([article])


SLOW = Extractor("by hand/1", extract_slowly)
