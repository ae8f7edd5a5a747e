"""Linking in French: a description that means a known thing is linked to it, an agreement belongs to its article."""

from dataclasses import replace
from typing import cast

from extractors.gazetteer import Entry
from extractors.linking import Linking
from extractors.state import Cluster
from kg.ids import digest, entity_iri, slug
from kg.model import Article, Entity, EntityType


class FrenchLinking(Linking):
    """Component ``kg_french_linking``: needs ``doc._.clusters`` and ``doc._.article``, assigns ``doc._.entities``."""

    def entry(self, cluster: Cluster, article: Article) -> Entry | None:
        """The entry that coreference was certain of, else what the names mean."""
        type, _, key = cluster.entry.partition("/")
        return self.gazetteer.get(cast(EntityType, type), key) if key else super().entry(cluster, article)

    def entity(self, cluster: Cluster, article: Article) -> Entity | None:
        """As in English, but that "Accord-cadre" with a capital is no name either."""
        entity = super().entity(cluster, article)
        if entity is None or entity.type != "Agreement" or cluster.entry:
            return entity
        name = entity.name[:1].lower() + entity.name[1:]
        return replace(entity, id=entity_iri("Agreement", f"{slug(name)}-{digest(article.key)[:8]}"), name=name)
