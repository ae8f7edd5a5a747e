"""Articles and extractions made by hand, for tests of the store that need no model."""

import os
import signal
from collections.abc import Iterable, Iterator

from kg.ids import entity_iri
from kg.ingestion.run import Extractor
from kg.model import Article, Claim, Entity, Evidence, Extraction, Failure, Mention

CNES, ESA = entity_iri("Agency", "cnes"), entity_iri("Agency", "esa")


def article(id: str, text: str = "CNES works with ESA.", url: str = "") -> Article:
    return Article(id, text, url=url, source=f"{id}.txt")


def extraction(article: Article, label: str = "by hand/1") -> Extraction:
    """CNES and ESA, and that they cooperate where the text names both."""
    entities = tuple(
        Entity(iri, "Agency", name, (Mention(at, at + len(name), name),))
        for iri, name in ((CNES, "CNES"), (ESA, "ESA"))
        if (at := article.text.find(name)) >= 0
    )
    evidence = (Evidence(0, len(article.text), article.text),)
    claims = (Claim(CNES, "cooperatesWith", ESA, evidence=evidence),) if len(entities) == 2 else ()
    return Extraction(article, entities, claims, label)


def extract(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
    """Fails at an unreadable article, and kills its process at a deadly one."""
    for article in articles:
        if "unreadable" in article.text:
            yield Failure(article.source, "extract", "cannot be extracted")
        elif "deadly" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            yield extraction(article)


BY_HAND = Extractor("by hand/1", extract)
