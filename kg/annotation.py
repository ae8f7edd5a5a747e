"""Annotation: the gold articles of a folder, in the format of ``data/gold/README.md``."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError
from kg.model import Article

_MARK: Final = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")

Fact = tuple[str, str, str, str]  #: subject, predicate, object, modality


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An annotated entity: its surfaces, how often each is marked, and where (characters of the article's text)."""

    type: str
    name: str
    surfaces: Mapping[str, int]
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article."""

    article: Article
    entities: Mapping[str, GoldEntity]
    facts: tuple[Fact, ...]
    style: str = ""  #: what the annotation calls the source: wire, press release, blog, …


def load_gold(folder: Path) -> list[GoldArticle]:
    """The annotated articles of a folder, by file name. Raises `SourceError` if a file is not one or there is none."""
    import yaml

    files = sorted(folder.glob("*.md"))
    found = []
    for file in files:
        parts = file.read_text(encoding="utf-8").split("---\n", 2)
        if len(parts) != 3 or parts[0].strip():
            if file.name == "README.md":
                continue
            raise SourceError(str(file), "has no front matter between --- lines", "see data/gold/README.md")
        try:
            meta = yaml.safe_load(parts[1])
        except yaml.YAMLError as error:
            raise SourceError(str(file), f"front matter is not YAML: {error}", "see data/gold/README.md") from error
        try:
            found.append(_gold_article(meta, parts[2]))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise SourceError(str(file), f"annotation is incomplete: {error!r}", "see data/gold/README.md") from error
    if not found:
        raise SourceError(str(folder), "holds no gold articles", "name a folder of annotated .md files")
    return found


def _gold_article(meta: Mapping[str, Any], body: str) -> GoldArticle:
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lead = len(body) - len(body.lstrip())  # the text starts at the first letter
    marks = 0
    for mark in _MARK.finditer(body):
        key, surface = mark.groups()
        surfaces[key][surface] += 1
        start = mark.start() - marks - lead
        spans[key].append((start, start + len(surface)))
        marks += len(mark[0]) - len(surface)
    entities = {
        k: GoldEntity(v["type"], v["name"], surfaces[k], tuple(spans[k]))
        for k, v in (meta.get("entities") or {}).items()
    }
    facts = tuple((f["s"], f["p"], str(f["o"]), f.get("modality", "asserted")) for f in meta.get("facts") or [])
    published = meta.get("published")
    article = Article(
        str(meta["id"]),
        _MARK.sub(r"\2", body).strip(),
        title=meta.get("title", ""),
        published=published
        if isinstance(published, dt.date) or published is None
        else dt.date.fromisoformat(published),
        lang=meta.get("lang", "en"),
    )
    return GoldArticle(article, entities, facts, str(meta.get("source", "")))
