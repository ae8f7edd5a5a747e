"""How fast articles are read, against the bare pinned spaCy pipeline with all its default components on the same text.

Run as ``python -m tests.benchmarks.bench_extraction [ARTICLES] [ROUNDS]``: prints words a second and the ratio.
"""

import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from statistics import median
from typing import Final

from extractors.adapter import extract_articles
from extractors.pipeline import PINNED, load_pipeline
from kg.config import resource
from kg.evaluation import load_gold
from kg.model import Article, Extraction

_ARTICLES: Final = 12
_ROUNDS: Final = 3


def main() -> None:
    """Read the same articles with both, by turns, and compare the medians. Each stage's share is of one more round."""
    given = [int(argument) for argument in sys.argv[1:]]
    count, rounds = (*given, *(_ARTICLES, _ROUNDS)[len(given) :])
    articles = [x.article for x in load_gold(resource("data/gold/dev"))[:count]]
    words = sum(len(article.text.split()) for article in articles)
    bare = import_module(PINNED[0]).load()

    def spacy_alone() -> None:
        for article in articles:
            bare(article.text)

    def extractor() -> None:
        assert all(isinstance(x, Extraction) for x in extract_articles(articles))

    steps: dict[str, Callable[[], None]] = {"bare spaCy": spacy_alone, "extractor": extractor}
    took: dict[str, list[float]] = {name: [] for name in steps}
    for step in steps.values():
        step()  # loads and warms up
    for _ in range(rounds):
        for name, step in steps.items():
            took[name].append(_seconds(step))
    floor = median(took["bare spaCy"])
    print(f"{len(articles)} articles, {words:,} words, median of {rounds} rounds; bare: {', '.join(bare.pipe_names)}")
    for name, times in took.items():
        print(f"{name:11} {words / median(times):8,.0f} words/s   {floor / median(times):.3f} x bare spaCy's speed")
    _shares(articles)


def _shares(articles: Sequence[Article]) -> None:
    nlp = load_pipeline()
    total: dict[str, float] = dict.fromkeys(nlp.pipe_names, 0.0)
    for article in articles:
        doc = nlp.make_doc(article.text)
        doc._.article = article
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            total[name] += time.process_time() - start
    for name, seconds in total.items():
        print(f"  {name:15} {seconds / sum(total.values()):4.0%}")


def _seconds(step: Callable[[], None]) -> float:
    start = time.process_time()
    step()
    return time.process_time() - start


if __name__ == "__main__":
    main()
