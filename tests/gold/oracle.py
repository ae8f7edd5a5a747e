"""The oracle: gold articles as extractions, as if the reader had found every mention and every fact and nothing else.

Names and identifiers are still our own (`extractors.linking`): what is given is what the text says, not who is meant.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import yaml

from extractors.gazetteer import load_gazetteer
from extractors.linking import Linking
from extractors.naming import name_agreements
from extractors.state import Candidate, Cluster
from kg.config import resource
from kg.evaluation import load_gold
from kg.ids import digest, entity_iri, slug
from kg.model import (
    DATE_PREDICATES,
    Article,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Mention,
    ObjectType,
    Predicate,
)

CLUSTERS: Final = "data/gold/clusters"
_SENTENCE_ENDS: Final = ("\n", ". ", '." ', "? ")


@cache
def oracle(folder: str = CLUSTERS) -> tuple[Extraction, ...]:
    """One extraction a gold article, in the order of the files."""
    return tuple(_extraction(path) for path in sorted(resource(folder).glob("*.md")))


@cache
def references(folder: str = CLUSTERS) -> dict[tuple[str, str], tuple[str, str]]:
    """``ref`` and type of every gold entity, by the article's id and the entity's IRI in `oracle`."""
    found = {}
    for path in sorted(resource(folder).glob("*.md")):
        meta, iris = _meta(path), _entities(path)
        for key, entity in iris.items():
            found[str(meta["id"]), entity.id] = (meta["entities"][key]["ref"], meta["entities"][key]["type"])
    return found


def _meta(path: Path) -> dict[str, Any]:
    meta: dict[str, Any] = yaml.safe_load(path.read_text("utf-8").split("---\n", 2)[1])
    return meta


@cache
def _articles(folder: Path) -> dict[str, Article]:
    return {gold.article.id: gold.article for gold in load_gold(folder)}


@cache
def _entities(path: Path) -> dict[str, Entity]:
    meta = _meta(path)
    article = _articles(path.parent)[str(meta["id"])]
    spans = _spans(path.read_text("utf-8").split("---\n", 2)[2], article.text)
    linking = Linking(load_gazetteer())
    found: dict[str, Entity] = {}
    taken: set[str] = set()
    for key, gold in meta["entities"].items():
        mentions = [Candidate(a, b, gold["type"], 1.0, "reader", article.text[a:b]) for a, b in spans[key]]
        entity = linking.entity(Cluster(gold["type"], mentions), article) if mentions else None
        if entity is None:
            iri = entity_iri(gold["type"], f"{slug(gold['name'])}-{digest(article.key)[:8]}")
            own = tuple(Mention(m.start, m.end, m.text) for m in mentions)
            entity = Entity(iri, cast(EntityType, gold["type"]), gold["name"], own)
        while entity.id in taken:  # namesakes in one article
            entity = Entity(entity.id + "-2", entity.type, entity.name, entity.mentions, (), entity.aliases)
        taken.add(entity.id)
        found[key] = entity
    return found


def _spans(body: str, text: str) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    at = 0
    rest = body.lstrip()
    while rest:
        opening = rest.find("[[")
        if opening < 0:
            break
        closing = rest.index("]]", opening)
        key, _, surface = rest[opening + 2 : closing].partition("|")
        at += opening
        assert text[at : at + len(surface)] == surface, (surface, text[at : at + 40])
        spans[key].append((at, at + len(surface)))
        at += len(surface)
        rest = rest[closing + 2 :]
    return spans


def _extraction(path: Path) -> Extraction:
    meta, entities = _meta(path), _entities(path)
    article = _articles(path.parent)[str(meta["id"])]
    claims: dict[tuple[str, str, str, str], Claim] = {}
    for fact in meta["facts"]:
        subject, predicate, object = entities[fact["s"]], cast(Predicate, fact["p"]), str(fact["o"])
        kind: ObjectType = "date" if predicate in DATE_PREDICATES else "entity" if object in entities else "text"
        value = entities[object].id if kind == "entity" else object
        evidence = _evidence(article.text, subject, entities.get(object))
        modality = fact.get("modality", "asserted")
        claims[subject.id, predicate, value, modality] = Claim(
            subject.id,
            predicate,
            value,
            kind,
            modality,
            1.0,
            evidence,
        )
    found = tuple(claims.values())
    return Extraction(article, tuple(name_agreements(list(entities.values()), found)), found, "oracle")


def _evidence(text: str, subject: Entity, object: Entity | None) -> tuple[Evidence, ...]:
    """The sentence of the first mention that is followed by one of the object, else that of the first mention."""
    if not subject.mentions:
        return ()
    starts = [m.start for m in subject.mentions]
    at = starts[0]
    if object is not None and object.mentions:
        at = min(starts, key=lambda s: min(abs(s - m.start) for m in object.mentions))
    begin = max(text.rfind(end, 0, at) + len(end) if end in text[:at] else 0 for end in _SENTENCE_ENDS)
    stops = [text.find(end, at) for end in (". ", "\n")]
    stop = min((s + 1 for s in stops if s >= 0), default=len(text))
    quote = text[begin:stop].rstrip()
    return (Evidence(begin, begin + len(quote), quote),) if quote else ()
