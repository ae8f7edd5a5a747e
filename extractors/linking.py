"""Linking: a cluster becomes an entity with a name and an IRI, linked to the gazetteer or explicitly unlinked."""

import re
from collections import Counter
from typing import Final, cast

from spacy.tokens import Doc

from extractors.gazetteer import Entry, Gazetteer
from extractors.names import bare, is_nominal
from extractors.state import Cluster
from kg.ids import PREFIXES, digest, entity_iri, slug
from kg.model import Article, Entity, EntityType, Mention

#: Without a name somewhere in the article these are nobody in particular.
_NEEDS_NAME: Final = frozenset({"Person", "Agency", "Organization", "Country", "Place", "Event"})


class Linking:
    """Component ``kg_linking``: needs ``doc._.clusters`` and ``doc._.article``, assigns ``doc._.entities``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Turn clusters into entities."""
        article: Article = doc._.article
        entities: dict[str, Entity] = {}
        for cluster in doc._.clusters:
            entity = self.entity(cluster, article)
            if entity is None:
                continue
            twin = entities.get(entity.id)
            if twin is None:
                entities[entity.id] = entity
            elif entity.type == "Agreement":  # same words, another agreement
                entity = _replace(entity, entity.id + f"-{sum(i.startswith(entity.id) for i in entities) + 1}")
                entities[entity.id] = entity
            else:
                entities[entity.id] = _merge(twin, entity)
        doc._.entities = sorted(entities.values(), key=lambda e: (e.mentions, e.id))
        return doc

    def entity(self, cluster: Cluster, article: Article) -> Entity | None:
        """The entity of a cluster, None if the article never names it and it is nobody in particular."""
        named = [m for m in cluster.mentions if not is_nominal(m.text, self.gazetteer.demonyms)]
        entry = self.entry(cluster, article)
        if not named and entry is None and cluster.type in _NEEDS_NAME:
            return None
        type = cast(EntityType, entry.type if entry else cluster.type)
        surfaces = [bare(m.text) for m in named or cluster.mentions]
        name = entry.name if entry else _best(surfaces, type)
        if entry is not None:
            iri = entity_iri(type, entry.key)
        elif (
            (type == "Agreement" and (not named or not surfaces[0][:1].isupper()))
            or not named
            or (type == "Person" and " " not in name)
        ):
            iri = entity_iri(type, f"{slug(name)}-{digest(article.key)[:8]}")
        else:
            iri = entity_iri(type, slug(name))
        same = (PREFIXES["wd"] + entry.wikidata,) if entry and entry.wikidata else ()
        mentions = tuple(Mention(m.start, m.end, m.text) for m in sorted(cluster.mentions))
        aliases = tuple(dict.fromkeys(s for s in surfaces if s != name))
        return Entity(iri, type, name, mentions, same, aliases)

    def entry(self, cluster: Cluster, article: Article) -> Entry | None:
        """The gazetteer's entry that the cluster's names, or its description of a national agency, mean."""
        year = article.published.year if article.published else None
        for mention in cluster.mentions:
            surface = bare(mention.text)
            if is_nominal(mention.text, self.gazetteer.demonyms):
                continue
            entry = self.gazetteer.resolve(surface, year=year) or self.gazetteer.suggest(surface, cluster.type)
            if entry is not None and _fits(entry.type, cluster.type):
                return entry
        if cluster.type == "Agency" and all(is_nominal(m.text, self.gazetteer.demonyms) for m in cluster.mentions):
            for mention in cluster.mentions:
                entry = self.gazetteer.describe(mention.text, year=year)
                if entry is not None:
                    return entry
        return None


def _fits(entry: str, cluster: str) -> bool:
    loose = ({"Agency", "Organization"}, {"Place", "Country"})
    return entry == cluster or any({entry, cluster} <= group for group in loose)


def _best(surfaces: list[str], type: str) -> str:
    """The name that tells most: people in full, others as the article calls them most often, long before short."""
    if type == "Person":  # "Roscosmos's Director General" is an office and no name
        names = [s for s in surfaces if not re.search(r"['’]s? ", s)] or surfaces
        return max(names, key=lambda s: (len(s.split()), len(s)))
    if type == "Agreement":
        return max(surfaces, key=len)
    counts = Counter(surfaces)
    return max(dict.fromkeys(surfaces), key=lambda s: (counts[s] + (len(s) > 6), len(s)))


def _replace(entity: Entity, iri: str) -> Entity:
    return Entity(iri, entity.type, entity.name, entity.mentions, entity.same_as, entity.aliases)


def _merge(a: Entity, b: Entity) -> Entity:
    aliases = tuple(dict.fromkeys(x for x in (*a.aliases, b.name, *b.aliases) if x != a.name))
    return Entity(a.id, a.type, a.name, tuple(sorted({*a.mentions, *b.mentions})), a.same_as or b.same_as, aliases)
